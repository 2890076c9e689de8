//! The parts of the app: leptos's splitter cuts the pages that most visits do without out of what the
//! compiler linked, before wasm-bindgen drops what tells functions apart. Trunk cannot do that yet
//! (trunk-rs/trunk, issue 1022): what it made of the whole app is replaced.

use std::path::Path;

use anyhow::{Context, Result, anyhow, ensure};
use fs_err as fs;
use wasm_split_cli_support::{Options, transform};
use xshell::{Shell, cmd};

use super::program::{MODULE, SCRIPT, integrity};
use crate::project;
use crate::setup::{self, Group};
use crate::templates::lightened;
use crate::tests::{APP, WASM};

/// What is given to wasm-opt. Several rounds, the first on flattened code, with few functions inlined, until nothing changes: 2 %
/// smaller, once compressed, than one. The features are those of the compiler.
const SMALLER: &str = "--one-caller-inline-max-function-size=50 --low-memory-unused --flatten --rereloop \
    -Os -Os -Os --converge --strip-debug --strip-producers --strip-target-features --enable-bulk-memory --enable-nontrapping-float-to-int \
    --enable-sign-ext --enable-mutable-globals --enable-reference-types --enable-multivalue";

/// From the module that cargo linked to, in the folder [`APP`] of the site: the app's script and its module
/// without the parts, and a module for each part.
pub(super) fn split(site: &Path, is_release: bool) -> Result<()> {
    let built = project::target_dir().join(WASM);
    let built = built.join(if is_release { "release" } else { "debug" });
    let linked = fs::read(built.join(format!("{APP}.wasm")))?;
    // What comes in between is three times as large as what is published.
    let (parts, main) = (built.join("parts"), built.join("parts").join(MODULE));
    let folder = site.join(APP);
    let address = format!("./{SCRIPT}");

    let mut options = Options::new(&linked);
    (options.output_dir, options.main_out_path) = (&parts, &main);
    // Both scripts become one below.
    (options.main_module, options.link_name) = (&address, &address);
    let split = transform(options).map_err(|error| anyhow!("cannot split the app: {error:#}"))?;

    let sh = setup::ensure(&[Group::Build])?.shell()?;
    let bindgen = ["--target", "web", "--no-typescript", "--keep-lld-exports"];
    cmd!(sh, "wasm-bindgen {bindgen...} --out-dir {folder} --out-name {APP} {main}").run()?;
    for file in [SCRIPT, MODULE] {
        fs::remove_file(site.join(file))?;
    }
    let app = folder.join(MODULE);
    if is_release {
        optimise(&sh, &app, &app)?;
    }
    let mut loader = fs::read_to_string(parts.join(SCRIPT))?;
    for part in split.split_modules {
        let name = part.file_name().unwrap_or_default().display().to_string();
        let module = folder.join(&name);
        if is_release {
            optimise(&sh, &part, &module)?;
        } else {
            fs::copy(&part, &module)?;
        }
        loader = with_integrity(&loader, &name, &fs::read(&module)?)?;
    }
    let bindings = fs::read_to_string(folder.join(SCRIPT))?;
    Ok(fs::write(folder.join(SCRIPT), joined(&bindings, &loader)?)?)
}

/// The script of the app, and behind it the one that fetches its parts, without their comments: as one
/// file, whose integrity the pages know. Both say `import` of it, as any script may of itself.
fn joined(bindings: &str, loader: &str) -> Result<String> {
    let import = format!("import {{ initSync }} from \"./{SCRIPT}\";\n");
    let rest = loader.strip_prefix(&*import).with_context(|| {
        format!("the script that fetches parts does not begin with `{}`", import.trim_end())
    })?;
    Ok(lightened(SCRIPT, &format!("{bindings}{rest}")))
}

/// Whether a file of the app is a part, or what several of them need: it is fetched with them.
pub(super) fn is_part(name: &str) -> bool {
    ["split_", "chunk_"].iter().any(|start| name.starts_with(start))
}

/// Makes a module smaller.
fn optimise(sh: &Shell, from: &Path, to: &Path) -> Result<()> {
    let smaller = SMALLER.split_whitespace();
    Ok(cmd!(sh, "wasm-opt {smaller...} {from} --output {to}").run()?)
}

/// The loader, fetching the part of this name only with this content: a part has to be what the app was
/// built with, like the app itself.
fn with_integrity(loader: &str, name: &str, content: &[u8]) -> Result<String> {
    let address = format!("new URL(\"./{name}\", import.meta.url)");
    let fetched = format!("fetch({address})");
    let checked = format!("fetch({address}, {{ integrity: \"{}\" }})", integrity(content));
    let count = loader.matches(&fetched).count();
    ensure!(count == 1, "{name} is fetched {count} times, instead of once, by `{fetched}`");
    Ok(loader.replace(&fetched, &checked))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_that_fetches_parts_stands_behind_the_bindings() {
        let loader = "import { initSync } from \"./bluehats-participation.js\";\n\nlet a;\n";
        assert_eq!(
            joined("export { initSync };\n", loader).unwrap(),
            "export { initSync };\nlet a;\n"
        );
        assert!(joined("", "let a;").is_err());
    }

    #[test]
    fn a_part_is_fetched_with_its_integrity() {
        let loader = "fetch(new URL(\"./split_a.wasm\", import.meta.url));";
        // printf '' | openssl dgst -sha256 -binary | base64
        let want = "fetch(new URL(\"./split_a.wasm\", import.meta.url), \
                    { integrity: \"sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\" });";
        assert_eq!(with_integrity(loader, "split_a.wasm", b"").unwrap(), want);
        let error = with_integrity(loader, "split_b.wasm", b"").unwrap_err().to_string();
        assert!(error.starts_with("split_b.wasm is fetched 0 times"), "{error}");
    }
}
