//! Which part of the app may know which other one (ARCHITECTURE.md, « Layers »).

#![allow(clippy::unwrap_used, reason = "clippy takes only functions marked #[test] for tests")]

use std::fs;
use std::path::{Path, PathBuf};

/// Names that the files of a folder must not contain.
fn forbidden(folder: &str) -> &'static [&'static str] {
    match folder {
        "src/platform" => {
            &["domain::", "routes::", "crate::ui", "crate::pages", "crate::draft_store"]
        }
        "src/ui" => {
            &["domain::", "routes::", "crate::pages", "crate::draft_store", "crate::edition"]
        }
        "src/draft_store" => &["routes::", "crate::ui", "crate::pages"],
        "src/pages" => &["web_sys::", "js_sys::", "gloo_storage"],
        _ => &[],
    }
}

#[test]
fn no_layer_knows_one_above_it() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut seen = 0;
    for folder in ["src/platform", "src/ui", "src/draft_store", "src/pages"] {
        for file in rust_files(&root.join(folder)) {
            seen += 1;
            let code = fs::read_to_string(&file).unwrap();
            for name in forbidden(folder) {
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
