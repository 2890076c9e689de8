//! What weighs in the WebAssembly, by crate and by function.
//!
//! The module that visitors download has no names, so this looks at what wasm-bindgen made of what
//! the compiler made, before wasm-opt: shares there are about shares in the end.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use wasmparser::{KnownCustom, Name, Parser, Payload};

use super::names;
use crate::setup::Toolbox;
use crate::{project, site};

/// Builds the site into `dist`, which prints what its files weigh, and prints what weighs in the
/// module; `top` says how many parts of each list.
pub(super) fn run(dist: &Path, tools: &Toolbox, top: usize) -> Result<()> {
    site::build(&site::Options { dist: dist.to_owned(), ..site::Options::default() }, tools)?;
    let path = named();
    let module = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let parts = Parts::read(&module)
        .with_context(|| format!("{} is no module with names", path.display()))?;
    println!("{}", parts.report(top));
    Ok(())
}

/// The module as Trunk leaves it between wasm-bindgen and wasm-opt.
fn named() -> PathBuf {
    let target = project::root().join(project::target_dir());
    target.join("wasm-bindgen/release/bluehats-participation_bg.wasm")
}

/// What a module is made of.
#[derive(Debug, Default, PartialEq, Eq)]
struct Parts {
    functions: Vec<Part>,
    /// Texts and tables.
    data: Vec<Part>,
    /// Sections, without those that the names and other notes of the compiler stand in.
    sections: Vec<Part>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Part {
    name: String,
    /// In bytes.
    size: usize,
}

impl Parts {
    fn read(module: &[u8]) -> Option<Self> {
        let mut parts = Self::default();
        let (mut names, mut data_names) = (HashMap::new(), HashMap::new());
        let mut imported = 0;
        for payload in Parser::new(0).parse_all(module) {
            let payload = payload.ok()?;
            if let Some((id, range)) = payload.as_section()
                && let Some(name) = section(id)
            {
                parts.sections.push(Part { name: name.to_owned(), size: range.len() });
            }
            match payload {
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        let is_function = matches!(import.ok()?.ty, wasmparser::TypeRef::Func(_));
                        imported += usize::from(is_function);
                    }
                }
                Payload::CodeSectionEntry(body) => {
                    let size = body.range().len();
                    parts.functions.push(Part { name: String::new(), size });
                }
                Payload::DataSection(segments) => {
                    for segment in segments {
                        let size = segment.ok()?.data.len();
                        parts.data.push(Part { name: String::new(), size });
                    }
                }
                Payload::CustomSection(section) => {
                    let KnownCustom::Name(section) = section.as_known() else { continue };
                    for subsection in section {
                        let (map, names) = match subsection.ok()? {
                            Name::Function(map) => (map, &mut names),
                            Name::Data(map) => (map, &mut data_names),
                            _ => continue,
                        };
                        for naming in map {
                            let naming = naming.ok()?;
                            names.insert(usize::try_from(naming.index).ok()?, naming.name);
                        }
                    }
                }
                _ => {}
            }
        }
        if names.is_empty() {
            return None;
        }
        for (index, function) in parts.functions.iter_mut().enumerate() {
            names.get(&(imported + index)).copied().unwrap_or("?").clone_into(&mut function.name);
        }
        for (index, data) in parts.data.iter_mut().enumerate() {
            data_names.get(&index).copied().unwrap_or("?").clone_into(&mut data.name);
        }
        Some(parts)
    }

    fn report(&self, top: usize) -> String {
        let named: Vec<_> = self
            .functions
            .iter()
            .map(|function| (names::function(&function.name), function.size))
            .collect();
        let crates = named.iter().map(|((_, home), size)| (home.as_str(), *size));
        let functions = named.iter().map(|((name, _), size)| (name.as_str(), *size));
        let parts = |parts: &[Part]| {
            table("", &group(parts.iter().map(|part| (part.name.as_str(), part.size))), usize::MAX)
        };
        format!(
            "The module before wasm-opt, in bytes.\n\n{}\n{}\n{}\n{}",
            parts(&self.sections),
            table("Functions, by crate", &group(crates), top),
            table(
                "Functions, by name (without the types that generic ones are for)",
                &group(functions),
                top
            ),
            format_args!("Data\n{}", parts(&self.data)),
        )
    }
}

/// What a section holds that ends up in the browser.
const fn section(id: u8) -> Option<&'static str> {
    // Appendix « Index of Instructions and Sections » of the specification.
    match id {
        1 => Some("types"),
        2 => Some("imports"),
        3 => Some("functions"),
        4 => Some("tables"),
        7 => Some("exports"),
        9 => Some("elements"),
        10 => Some("code"),
        11 => Some("data"),
        _ => None,
    }
}

/// What has the same name, together: its size, how many there are, and the name; the heaviest first.
fn group<'a>(parts: impl Iterator<Item = (&'a str, usize)>) -> Vec<(usize, usize, &'a str)> {
    let mut groups: HashMap<&str, (usize, usize)> = HashMap::new();
    for (name, part) in parts {
        let (size, count) = groups.entry(name).or_default();
        *size += part;
        *count += 1;
    }
    let mut groups: Vec<_> =
        groups.into_iter().map(|(name, (size, count))| (size, count, name)).collect();
    groups.sort_by(|a, b| b.0.cmp(&a.0).then(a.2.cmp(b.2)));
    groups
}

/// The first `top` of them, the others in one line, and how much of all of them each is.
fn table(title: &str, groups: &[(usize, usize, &str)], top: usize) -> String {
    let all: usize = groups.iter().map(|(size, ..)| size).sum();
    let mut table = String::new();
    if !title.is_empty() {
        let _ = writeln!(table, "{title}");
    }
    let mut line = |size: usize, count: usize, name: &str| {
        // In tenths of a per cent: no need for fractions.
        let share = (size * 1_000).checked_div(all).unwrap_or_default();
        let _ = writeln!(table, "{size:>9} {:>3}.{} % {count:>6} × {name}", share / 10, share % 10);
    };
    let (listed, others) = groups.split_at(top.min(groups.len()));
    for &(size, count, name) in listed {
        line(size, count, name);
    }
    if !others.is_empty() {
        let size = others.iter().map(|(size, ..)| size).sum();
        let count = others.iter().map(|(_, count, _)| count).sum();
        line(size, count, "(all others)");
    }
    line(all, groups.iter().map(|(_, count, _)| count).sum(), "(together)");
    table
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{
        CodeSection, DataSection, Function, FunctionSection, ImportSection, Module, NameMap,
        NameSection, TypeSection,
    };

    use super::*;

    /// Imports one function, and has two of its own and a text.
    fn module(with_names: bool) -> Vec<u8> {
        let mut module = Module::new();
        let mut types = TypeSection::new();
        types.ty().function([], []);
        module.section(&types);
        let mut imports = ImportSection::new();
        imports.import("a", "b", wasm_encoder::EntityType::Function(0));
        module.section(&imports);
        let mut functions = FunctionSection::new();
        functions.function(0).function(0);
        module.section(&functions);
        let mut code = CodeSection::new();
        for length in [1, 3] {
            let mut function = Function::new([]);
            for _ in 0..length {
                function.instructions().nop();
            }
            function.instructions().end();
            code.function(&function);
        }
        module.section(&code);
        let mut data = DataSection::new();
        data.passive(*b"text");
        module.section(&data);
        if with_names {
            let mut names = NameSection::new();
            let mut functions = NameMap::new();
            for (index, name) in [(0, "imported"), (1, "a::b::h0123456789abcdef"), (2, "memcpy")] {
                functions.append(index, name);
            }
            names.functions(&functions);
            let mut data = NameMap::new();
            data.append(0, ".rodata");
            names.data(&data);
            module.section(&names);
        }
        module.finish()
    }

    #[test]
    fn functions_and_data_have_their_names_and_sizes() {
        let parts = Parts::read(&module(true)).unwrap();
        let part = |name: &str, size| Part { name: name.to_owned(), size };
        // The count of local variables and the end are of a function as well.
        let functions = [part("a::b::h0123456789abcdef", 3), part("memcpy", 5)];
        assert_eq!(parts.functions, functions);
        assert_eq!(parts.data, [part(".rodata", 4)]);
        let report = parts.report(1);
        for line in [
            "        5  62.5 %      1 × (no crate)\n",
            "        3  37.5 %      1 × (all others)\n",
            "        8 100.0 %      2 × (together)\n",
            "        4 100.0 %      1 × .rodata\n",
        ] {
            assert!(report.contains(line), "{report}");
        }
    }

    #[test]
    fn a_module_without_names_says_nothing() {
        assert_eq!(Parts::read(&module(false)), None);
        assert_eq!(Parts::read(b"text"), None);
    }

    #[test]
    fn what_has_the_same_name_counts_together() {
        let groups = group([("b", 1), ("a", 2), ("b", 3)].into_iter());
        assert_eq!(groups, [(4, 2, "b"), (2, 1, "a")]);
    }
}
