//! Tells the script that starts the program (`src/platform/start.js`) what to start.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use super::lighten::attribute;
use super::manifest::MANIFEST_PATH;
use super::offline::{WORKER, integrity};

/// The shell with the addresses and the integrity of the program's files in its start script,
/// and without the links by which Trunk has browsers fetch them before anything was painted.
/// `prefix` is the public path without its final slash, `styles` the address of the program's.
pub(super) fn fill(site: &Path, prefix: &str, styles: &str, shell: &str) -> Result<String> {
    let mut filled = shell.to_owned();
    let (mut scripts, mut modules) = (Vec::new(), Vec::new());
    for tag in preloads(shell) {
        let address = attribute(tag, "href").unwrap_or_default();
        // Trunk says of modules, and of nothing else, that they are fetched as data.
        let is_module = attribute(tag, "as") == Some("fetch");
        if is_module { &mut modules } else { &mut scripts }.push(address);
        filled = filled.replacen(&format!("<link {tag}>"), "", 1);
    }
    ensure!(
        (scripts.len(), modules.len()) == (1, 1),
        "the program is a script and a WebAssembly module, and not {scripts:?} and {modules:?}: \
         start.js would not check the others"
    );
    let (script, module) = (scripts[0], modules[0]);
    let integrity_of = |address| anyhow::Ok(integrity(&content_at(site, prefix, address)?));
    for (name, value) in [
        ("script", script.to_owned()),
        ("script integrity", integrity_of(script)?),
        ("module", module.to_owned()),
        ("module integrity", integrity_of(module)?),
        ("styles", styles.to_owned()),
        ("styles integrity", integrity_of(styles)?),
        ("manifest", format!("{prefix}{MANIFEST_PATH}")),
        ("worker", format!("{prefix}/{WORKER}")),
    ] {
        let slot = format!("<!-- slot: {name} -->");
        let count = filled.matches(&slot).count();
        ensure!(count == 1, "`{slot}` belongs in start.js, once; it is there {count} times");
        filled = filled.replacen(&slot, &value, 1);
    }
    Ok(filled)
}

/// The links that Trunk writes for what the program is made of, without their brackets.
fn preloads(shell: &str) -> impl Iterator<Item = &str> {
    let tags = shell.split("<link ").skip(1).filter_map(|rest| rest.split('>').next());
    tags.filter(|tag| {
        matches!(attribute(tag, "rel"), Some("modulepreload" | "preload"))
            && attribute(tag, "integrity").is_some()
    })
}

fn content_at(site: &Path, prefix: &str, address: &str) -> Result<Vec<u8>> {
    let path = address
        .strip_prefix(prefix)
        .and_then(|path| path.strip_prefix('/'))
        .with_context(|| format!("`{address}` is not in the site, below `{prefix}/`"))?;
    fs::read(site.join(path)).with_context(|| format!("cannot read {path}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCRIPT: &str = "<script>[\"<!-- slot: script -->\", \"<!-- slot: script integrity -->\", \
        \"<!-- slot: module -->\", \"<!-- slot: module integrity -->\", \"<!-- slot: styles -->\", \
        \"<!-- slot: styles integrity -->\", \"<!-- slot: manifest -->\", \"<!-- slot: worker -->\"]\
        </script>";

    fn site(prefix: &str) -> (tempfile::TempDir, String) {
        let site = tempfile::tempdir().unwrap();
        fs::write(site.path().join("app.js"), "").unwrap();
        fs::write(site.path().join("app_bg.wasm"), "").unwrap();
        fs::write(site.path().join("app.css"), "").unwrap();
        let shell = format!(
            "<head><link rel=\"icon\" href=\"/icon.svg\">\
             <link rel=\"modulepreload\" href=\"{prefix}/app.js\" integrity=\"sha384-A\">\
             <link rel=\"preload\" href=\"{prefix}/app_bg.wasm\" integrity=\"sha384-B\" as=\"fetch\">\
             </head>{SCRIPT}"
        );
        (site, shell)
    }

    #[test]
    fn the_start_script_is_told_what_to_start_and_the_head_fetches_nothing() {
        // printf '' | openssl dgst -sha256 -binary | base64
        let empty = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
        for prefix in ["", "/sous/chemin"] {
            let (site, shell) = site(prefix);
            assert_eq!(
                fill(site.path(), prefix, &format!("{prefix}/app.css"), &shell).unwrap(),
                format!(
                    "<head><link rel=\"icon\" href=\"/icon.svg\"></head><script>\
                     [\"{prefix}/app.js\", \"{empty}\", \"{prefix}/app_bg.wasm\", \"{empty}\", \
                     \"{prefix}/app.css\", \"{empty}\", \"{prefix}/site.webmanifest\", \
                     \"{prefix}/service-worker.js\"]</script>"
                )
            );
        }
    }

    #[test]
    fn the_start_script_can_be_lightened() {
        // It stands in every page: its comments must not.
        let script = include_str!("../../../src/platform/start.js");
        let page = super::super::lighten::page(&format!("<script>{script}</script>"));
        assert!(!page.contains("// "), "{page}");
    }

    #[test]
    fn a_program_of_more_files_is_refused() {
        let (site, shell) = site("");
        let snippet = "<link rel=\"modulepreload\" href=\"/snippets/a.js\" integrity=\"sha384-C\">";
        for (from, to, want) in [
            ("</head>", snippet, "/snippets/a.js"),
            ("rel=\"preload\"", "rel=\"other\"", "and not"),
            ("<!-- slot: worker -->", "", "0 times"),
            ("href=\"/app.js", "href=\"https://example.org/app.js", "not in the site"),
        ] {
            let shell = shell.replace(from, to);
            let error = fill(site.path(), "", "/app.css", &shell).unwrap_err().to_string();
            assert!(error.contains(want), "{error}");
        }
    }
}
