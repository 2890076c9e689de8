//! Compiles the facts of the edition into the app: `content/`, or the folder that `EDITION_DIR`
//! names, becomes `$OUT_DIR/edition.rs`, which `src/edition.rs` includes.

use std::path::Path;
use std::process::ExitCode;
use std::{env, fs};

use edition::{Edition, FOLDER_VARIABLE};

fn main() -> ExitCode {
    let folder = edition::folder(env::var_os(FOLDER_VARIABLE));
    println!("cargo::rerun-if-env-changed={FOLDER_VARIABLE}");
    // Of a folder, Cargo looks at every file.
    println!("cargo::rerun-if-changed={}", folder.display());
    if env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|architecture| architecture == "wasm32") {
        // What tells the parts of the program from each other, when `xtask postprocess` splits it.
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
    }
    match compile(&folder) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problems) => {
            for problem in problems {
                println!("cargo::error={problem}");
            }
            ExitCode::FAILURE
        }
    }
}

/// Each problem is a single line.
fn compile(folder: &Path) -> Result<(), Vec<String>> {
    let edition = Edition::read(folder)
        .map_err(|error| error.problems().iter().map(ToString::to_string).collect::<Vec<_>>())?;
    let out_dir = env::var_os("OUT_DIR").ok_or_else(|| vec!["OUT_DIR is not set".to_owned()])?;
    let file = Path::new(&out_dir).join("edition.rs");
    fs::write(&file, edition::constants(&edition))
        .map_err(|error| vec![format!("{}: cannot be written: {error}", file.display())])
}
