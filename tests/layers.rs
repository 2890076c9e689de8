//! Which part of the app may know which other one (ARCHITECTURE.md, « Layers »).

#![allow(clippy::unwrap_used, reason = "clippy takes only functions marked #[test] for tests")]

use std::fs;
use std::path::{Path, PathBuf};

/// Each layer, the lowest first, and what its files must not name.
const LAYERS: [(&str, &[&str]); 4] = [
    (
        "src/platform",
        &[
            "domain::",
            "routes::",
            "crate::ui",
            "crate::pages",
            "crate::draft_store",
            "crate::edition",
        ],
    ),
    ("src/ui", &["domain::", "routes::", "crate::pages", "crate::draft_store", "crate::edition"]),
    ("src/draft_store", &["routes::", "crate::ui", "crate::pages"]),
    ("src/pages", &["gloo_storage"]),
];

/// The browser, which only the lowest layer reaches.
const BROWSER: [&str; 2] = ["web_sys::", "js_sys::"];

#[test]
fn no_layer_knows_one_above_it() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut seen = 0;
    for (layer, forbidden) in LAYERS {
        let module = root.join(layer).with_extension("rs");
        let files = rust_files(&root.join(layer)).into_iter();
        for file in files.chain(Some(module).filter(|module| module.exists())) {
            seen += 1;
            let code = fs::read_to_string(&file).unwrap();
            let browser = BROWSER.iter().filter(|_| layer != "src/platform");
            for name in forbidden.iter().chain(browser) {
                let found = code.lines().find(|line| !is_comment(line) && line.contains(name));
                assert_eq!(found, None, "{} knows `{name}`", file.display());
            }
        }
    }
    assert!(seen > 50, "only {seen} files were read");
}

fn is_comment(line: &str) -> bool {
    line.trim_start().starts_with("//")
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files
}
