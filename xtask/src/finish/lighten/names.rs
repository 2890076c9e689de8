//! The names by which the WebAssembly and its script know each other's functions.
//!
//! wasm-bindgen makes them unique with a hash, as in `__wbg_append_0123456789abcdef`, and writes
//! them in both files. Nothing compresses worse than hashes: short names spare 5.1 kB (brotli).

use std::collections::HashMap;
use std::convert::Infallible;

use wasm_encoder::reencode::{self, Error, Reencode};
use wasm_encoder::{ExportSection, ImportSection, Module};
use wasmparser::{Export, ImportSectionReader, Parser};

/// What short names begin with; a number in hexadecimal follows.
const PREFIX: char = 'w';

/// The script and the module with short names in the place of those that have a hash. `None` when
/// the module cannot be read, or when the script uses a short name already.
pub(super) fn shorten(script: &str, module: &[u8]) -> Option<(String, Vec<u8>)> {
    if words(script).any(|(word, _)| is_short(word)) {
        return None;
    }
    let mut names = Names::default();
    let mut renamed = Module::new();
    names.parse_core_module(&mut renamed, Parser::new(0), module).ok()?;
    let script = words(script).flat_map(|(word, end)| [names.known(word), end]).collect();
    Some((script, renamed.finish()))
}

/// The short names, by the long ones.
#[derive(Default)]
struct Names(HashMap<String, String>);

impl Names {
    fn known<'a>(&'a self, name: &'a str) -> &'a str {
        self.0.get(name).map_or(name, String::as_str)
    }

    /// Of a name without a hash, one cannot tell whether it means something else in the script:
    /// such names stay.
    fn shorten<'a>(&'a mut self, name: &'a str) -> &'a str {
        if !has_hash(name) {
            return name;
        }
        let next = self.0.len();
        self.0.entry(name.to_owned()).or_insert_with(|| format!("{PREFIX}{next:x}"))
    }
}

/// Whether a part of the name, between underscores, is 64 bits in hexadecimal.
fn has_hash(name: &str) -> bool {
    name.split('_').any(|part| part.len() == 16 && is_hexadecimal(part))
}

fn is_short(name: &str) -> bool {
    name.strip_prefix(PREFIX).is_some_and(|number| !number.is_empty() && is_hexadecimal(number))
}

fn is_hexadecimal(text: &str) -> bool {
    text.bytes().all(|letter| matches!(letter, b'0'..=b'9' | b'a'..=b'f'))
}

/// The words of a script, some of them empty, each with the sign behind it.
fn words(script: &str) -> impl Iterator<Item = (&str, &str)> {
    let is_of_word = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '$');
    script
        .split_inclusive(move |letter| !is_of_word(letter))
        .map(move |part| part.split_at(part.find(|c| !is_of_word(c)).unwrap_or(part.len())))
}

/// What is read of the module is written with short names.
impl Reencode for Names {
    type Error = Infallible;

    fn parse_import_section(
        &mut self,
        imports: &mut ImportSection,
        section: ImportSectionReader<'_>,
    ) -> Result<(), Error> {
        for import in section.into_imports() {
            let import = import?;
            let ty = self.entity_type(import.ty)?;
            imports.import(import.module, self.shorten(import.name), ty);
        }
        Ok(())
    }

    fn parse_export(
        &mut self,
        exports: &mut ExportSection,
        export: Export<'_>,
    ) -> Result<(), Error> {
        let name = self.shorten(export.name).to_owned();
        reencode::utils::parse_export(self, exports, Export { name: &name, ..export })
    }
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{EntityType, ExportKind, TypeSection};

    use super::*;

    const SCRIPT: &str = "const import0 = { __wbg_add_0123456789abcdef: function(a) { return a; } };\n\
        function invoke_fedcba9876543210__1_(a) { wasm.invoke_fedcba9876543210__1_(a); }\n\
        wasm.__wbindgen_start(); // abc_0123456789abcdefg\n";

    /// A module that imports a function of each of the names, and exports them again.
    fn module(names: &[&str]) -> Vec<u8> {
        let (mut types, mut imports) = (TypeSection::new(), ImportSection::new());
        let mut exports = ExportSection::new();
        types.ty().function([], []);
        for (index, name) in (0..).zip(names) {
            imports.import("./app_bg.js", name, EntityType::Function(0));
            exports.export(name, ExportKind::Func, index);
        }
        let mut module = Module::new();
        module.section(&types).section(&imports).section(&exports);
        module.finish()
    }

    #[test]
    fn names_with_a_hash_become_short_in_both() {
        let long =
            ["__wbg_add_0123456789abcdef", "__wbindgen_start", "invoke_fedcba9876543210__1_"];
        let (script, renamed) = shorten(SCRIPT, &module(&long)).unwrap();
        assert_eq!(renamed, module(&["w0", "__wbindgen_start", "w1"]));
        assert_eq!(
            script,
            "const import0 = { w0: function(a) { return a; } };\nfunction w1(a) { wasm.w1(a); }\n\
             wasm.__wbindgen_start(); // abc_0123456789abcdefg\n"
        );
    }

    #[test]
    fn many_names_each_get_one() {
        let names: Vec<_> = (0..300).map(|number| format!("f_{number:016x}")).collect();
        let names: Vec<_> = names.iter().map(String::as_str).collect();
        let (script, renamed) = shorten(&names.join(" "), &module(&names)).unwrap();
        let short: Vec<_> = script.split(' ').collect();
        assert_eq!(short.last(), Some(&"w12b"));
        assert_eq!(renamed, module(&short));
    }

    #[test]
    fn what_is_not_understood_stays() {
        let module = module(&["__wbg_add_0123456789abcdef"]);
        assert_eq!(shorten("let w1f = 0;", &module), None);
        assert!(shorten("let w = 0, wasm, w1g, aw1;", &module).is_some());
        assert_eq!(shorten(SCRIPT, &module[..module.len() - 1]), None);
        assert_eq!(shorten(SCRIPT, b""), None);
    }
}
