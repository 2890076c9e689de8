//! Takes out of the site what only its authors read, before it is compressed.
//!
//! Comments and indentation are there for whoever works on the sources; visitors pay for them
//! on every page, even compressed. Only what surely means nothing goes: no tag is left out, and no
//! name shortened but those that the WebAssembly and its script alone know, so that what browsers
//! show stays the same to the pixel.
//!
//! Without comments and indentation a first visit is 1.9 kB lighter (brotli): the announcement's
//! page goes from 7476 to 6448 bytes (28.5 to 23.2 kB before compression), wasm-bindgen's script
//! from 8607 to 7757 (65.3 to 49.2 kB). Trunk's own `minify` is no choice: it would take the slots
//! out of the shell, and it cannot read this script.

mod css;
mod html;
mod js;
mod markers;
mod names;
mod order;

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha384};

use crate::hex::hex;

pub(super) use html::tag_length;

/// The page as visitors get it. Its slots are filled already: they are comments too.
pub(super) fn page(html: &str) -> String {
    html::lighten(html)
}

/// The stylesheet as visitors get it.
pub(super) fn style(css: &str) -> String {
    css::lighten(css)
}

/// Lightens the scripts and the WebAssembly that Trunk wrote at the root of `site`, and gives the
/// shell that names them as they are now.
///
/// Trunk's links in the shell say the integrity of each: what they say is checked first, and nothing
/// that was not checked may remain. `start.rs` makes its own of them.
///
/// Browsers may keep these files for ever, because of the hash in their names. Trunk's is the
/// hash of what the compiler made, before wasm-bindgen, wasm-opt and this: another version of
/// one of these would give another content to the same name, and a browser that kept the old one
/// would find that its integrity is wrong. That is why the scripts and the WebAssembly are named
/// after their final content.
pub(super) fn programs(site: &Path, prefix: &str, shell: &str) -> Result<String> {
    let tags = shell.split("<link ").skip(1).filter_map(|rest| rest.split('>').next());
    let programs = tags.filter_map(|tag| Program::read(site, prefix, tag).transpose());
    let mut programs = programs.collect::<Result<Vec<_>>>()?;
    ensure!(
        shell.matches("integrity=").count() == programs.len(),
        "index.html says an integrity elsewhere than in `<link integrity=\"…\">`: nobody checks it"
    );
    lighten_scripts(&mut programs);
    if let Some([script, module]) = script_and_module(&mut programs) {
        remove_markers(module);
        shorten_names(script, module);
        reorder_functions(module);
    }

    let mut light = shell.to_owned();
    for Program { tag, said, path, content } in programs {
        let Some(name) = named_after(path, &content) else { continue };
        fs::write(site.join(&name), &content).with_context(|| format!("cannot write {name}"))?;
        if name != path {
            fs::remove_file(site.join(path)).with_context(|| format!("cannot remove {path}"))?;
        }
        // In its own tag only: two files can hold the same.
        let light_tag = tag.replace(said, &integrity(&content));
        light = light.replace(tag, &light_tag).replace(path, &name);
    }
    Ok(light)
}

/// A file that the shell says the integrity of.
struct Program<'a> {
    /// The tag that says it, without its brackets.
    tag: &'a str,
    /// The integrity as the shell says it.
    said: &'a str,
    /// In the site's folder.
    path: &'a str,
    content: Vec<u8>,
}

impl<'a> Program<'a> {
    /// Reads the file that `tag` is about, if it says an integrity; it has to be the right one.
    fn read(site: &Path, prefix: &str, tag: &'a str) -> Result<Option<Self>> {
        let Some(said) = attribute(tag, "integrity") else { return Ok(None) };
        let address = attribute(tag, "href").unwrap_or_default();
        let path = address
            .strip_prefix(prefix)
            .and_then(|path| path.strip_prefix('/'))
            .with_context(|| format!("`{address}` is not in the site, below `{prefix}/`"))?;
        let content = fs::read(site.join(path)).with_context(|| format!("cannot read {path}"))?;
        ensure!(
            integrity(&content) == said,
            "the integrity of `{path}` is {}, and not {said} as index.html says",
            integrity(&content)
        );
        Ok(Some(Self { tag, said, path, content }))
    }

    fn script(&self) -> Option<&str> {
        self.path.strip_suffix(".js").and_then(|_| str::from_utf8(&self.content).ok())
    }
}

fn lighten_scripts(programs: &mut [Program]) {
    for program in programs {
        if let Some(light) = program.script().and_then(js::lighten) {
            program.content = light.into_bytes();
        }
    }
}

fn remove_markers(module: &mut Program) {
    if let Some(unmarked) = markers::remove(&module.content) {
        module.content = unmarked;
    }
}

fn shorten_names(script: &mut Program, module: &mut Program) {
    let short = script.script().and_then(|script| names::shorten(script, &module.content));
    if let Some((text, renamed)) = short {
        script.content = text.into_bytes();
        module.content = renamed;
    }
}

fn reorder_functions(module: &mut Program) {
    if let Some(reordered) = order::reorder(&module.content) {
        module.content = reordered;
    }
}

/// The two that wasm-bindgen wrote, `app.js` and `app_bg.wasm`.
fn script_and_module<'a, 'b>(programs: &'b mut [Program<'a>]) -> Option<[&'b mut Program<'a>; 2]> {
    let position = |path: &str| programs.iter().position(|program| program.path == path);
    let mut paths = programs.iter().map(|program| program.path);
    let name = paths.find_map(|path| path.strip_suffix("_bg.wasm"))?;
    let [script, module] =
        [position(&format!("{name}.js"))?, position(&format!("{name}_bg.wasm"))?];
    programs.get_disjoint_mut([script, module]).ok()
}

/// As in the attribute `integrity`, with the hash that Trunk uses.
fn integrity(content: &[u8]) -> String {
    format!("sha384-{}", STANDARD.encode(Sha384::digest(content)))
}

/// The value of a tag's attribute.
pub(super) fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, value) = tag.split_once(&format!("{name}=\""))?;
    value.split('"').next()
}

/// The name of a file of the site's root with the hash of its content in the place of the one
/// that Trunk gave it, as in `app-0123456789abcdef_bg.wasm`. `None` when Trunk gave it none.
fn named_after(path: &str, content: &[u8]) -> Option<String> {
    let (name, rest) = path.rsplit_once('-')?;
    let suffix = rest.trim_start_matches(|letter: char| letter.is_ascii_hexdigit());
    // Trunk writes its 64 bits without leading zeros.
    if path.contains('/') || rest.len() - suffix.len() < 12 {
        return None;
    }
    Some(format!("{name}-{}{suffix}", hex(&Sha384::digest(content)[..8])))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCRIPT: &str = "// Why.\nexport function a_0123456789abcdef() {\n    return 1;\n}\n";
    const LIGHT: &str = "export function w0() {\nreturn 1;\n}\n";

    /// Each exports one function.
    const MODULE: &[u8] = b"\0asm\x01\0\0\0\x07\x16\x01\x12a_0123456789abcdef\0\0";
    const LIGHT_MODULE: &[u8] = b"\0asm\x01\0\0\0\x07\x06\x01\x02w0\0\0";

    /// A site as Trunk leaves it, and its shell.
    fn site(prefix: &str, script: &str) -> (tempfile::TempDir, String) {
        let site = tempfile::tempdir().unwrap();
        fs::write(site.path().join("app-0123456789abcdef.js"), script).unwrap();
        fs::write(site.path().join("app-0123456789abcdef_bg.wasm"), MODULE).unwrap();
        fs::create_dir_all(site.path().join("snippets/a-0123456789abcdef")).unwrap();
        fs::write(site.path().join("snippets/a-0123456789abcdef/b.js"), SCRIPT).unwrap();
        let shell = format!(
            "<link rel=\"icon\" href=\"/icon.svg\">\
             <script>import '{prefix}/app-0123456789abcdef.js'; \
             '{prefix}/app-0123456789abcdef_bg.wasm';</script>\
             <link rel=\"modulepreload\" href=\"{prefix}/app-0123456789abcdef.js\" integrity=\"{}\">\
             <link href=\"{prefix}/app-0123456789abcdef_bg.wasm\" integrity=\"{}\" as=\"fetch\">\
             <link href=\"{prefix}/snippets/a-0123456789abcdef/b.js\" integrity=\"{}\">",
            integrity(script.as_bytes()),
            integrity(MODULE),
            integrity(SCRIPT.as_bytes()),
        );
        (site, shell)
    }

    /// The files that the shell's links name, with their content; their integrity is right.
    fn linked(site: &Path, prefix: &str, shell: &str) -> Vec<(String, Vec<u8>)> {
        let tags = shell.split("<link ").filter(|tag| tag.contains("integrity"));
        let file = |tag: &str| {
            let path = attribute(tag, "href").unwrap().strip_prefix(prefix).unwrap();
            let content = fs::read(site.join(&path[1..])).unwrap();
            assert_eq!(attribute(tag, "integrity").unwrap(), integrity(&content), "{path}");
            (path[1..].to_owned(), content)
        };
        tags.map(file).collect()
    }

    #[test]
    fn the_integrity_is_written_as_browsers_read_it() {
        assert_eq!(
            integrity(b"abc"),
            "sha384-ywB1P0WjXou1oD1pmsZQBycsMqsO3tFjGotgWkP/W+2AhgcroefMI1i67KE0yCWn"
        );
    }

    #[test]
    fn programs_are_lightened_and_the_shell_names_them_as_they_are() {
        for prefix in ["", "/sous/chemin"] {
            let (site, shell) = site(prefix, SCRIPT);

            let shell = programs(site.path(), prefix, &shell).unwrap();

            let files = linked(site.path(), prefix, &shell);
            let [(script, light), (_, wasm), (_, snippet)] = &files[..] else { panic!("{shell}") };
            assert_eq!(light, LIGHT.as_bytes());
            assert_eq!((&wasm[..], &snippet[..]), (LIGHT_MODULE, SCRIPT.as_bytes()));
            assert!(shell.contains(&format!("import '{prefix}/{script}'")), "{shell}");
            assert!(!shell.contains("app-0123456789abcdef"), "{shell}");
            assert_eq!(fs::read_dir(site.path()).unwrap().count(), 3);
            // Once more changes nothing.
            assert_eq!(programs(site.path(), prefix, &shell).unwrap(), shell);
        }
    }

    #[test]
    fn a_file_is_named_after_its_content_only() {
        let name = |script: &str| {
            let (site, shell) = site("", script);
            let shell = programs(site.path(), "", &shell).unwrap();
            linked(site.path(), "", &shell)[0].0.clone()
        };
        assert_eq!(name(SCRIPT), name(LIGHT));
        assert_ne!(name(SCRIPT), name("export function a() {}\n"));
        assert_eq!(name("abc\n").len(), "app-0123456789abcdef.js".len());
        assert_eq!(named_after("app.js", b""), None);
        assert_eq!(named_after("app-added.js", b""), None);
    }

    #[test]
    fn a_script_that_cannot_be_lightened_stays() {
        let script = "a = `b\n  c`;\n";
        let (site, shell) = site("", script);
        let shell = programs(site.path(), "", &shell).unwrap();
        assert_eq!(linked(site.path(), "", &shell)[0].1, script.as_bytes());
    }

    #[test]
    fn an_integrity_that_is_wrong_or_unknown_is_refused() {
        let (site, shell) = site("", SCRIPT);
        for (from, to, want) in [
            ("sha384-", "sha256-", "and not sha256-"),
            ("integrity=\"", "integrity=\"sha384-AAAA ", "and not sha384-AAAA"),
            ("<script>", "<script integrity=\"sha384-AAAA\">", "elsewhere"),
            ("href=\"/app", "href=\"https://example.org/app", "not in the site"),
        ] {
            let error = programs(site.path(), "", &shell.replace(from, to)).unwrap_err();
            assert!(error.to_string().contains(want), "{error}");
            fs::write(site.path().join("app-0123456789abcdef.js"), SCRIPT).unwrap();
            fs::write(site.path().join("app-0123456789abcdef_bg.wasm"), MODULE).unwrap();
        }
    }
}
