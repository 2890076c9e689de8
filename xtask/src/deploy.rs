//! What a host needs besides the site: the configuration of its server, with the very headers of this
//! build, an inventory of what the site is made of, and its checksums.
//!
//! All are written beside the site, never into it: nobody should publish them by mistake. What
//! differs from host to host (its name, its certificate, its folders) is not in there, but in the
//! examples of `deploy/`, which include what is written here. `docs/deploy.md` says how.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use fs_err as fs;
use minijinja::context;
use serde_json::Value;
use sha2::{Digest, Sha256};
use xshell::cmd;

use crate::setup::Tools;
use crate::{files, headers, project, templates};

/// What is written for nginx, to be included in a `server` block.
pub const NGINX: &str = "bluehats.nginx.conf";

/// What is written for Caddy, to be imported in a site block.
pub const CADDY: &str = "bluehats.caddy";

/// The templates of both servers' configuration. They name `base`, the public path without its final
/// slash, and `headers`.
const TEMPLATES: [(&str, &str); 2] = [
    (NGINX, include_str!("../../deploy/bluehats.nginx.conf")),
    (CADDY, include_str!("../../deploy/bluehats.caddy")),
];

/// What cargo-cyclonedx is told to call its files, before `.json`. It writes one beside each manifest
/// of the workspace.
const CYCLONEDX: &str = "cyclonedx-of-build";

/// The folder beside the finished site `dist`, for what its host needs besides: `dist-deploy`.
pub fn folder(dist: &Path) -> PathBuf {
    let name = dist.file_name().unwrap_or_default().display();
    dist.with_file_name(format!("{name}-deploy"))
}

/// Writes, beside the finished site `dist`, the configuration of its server.
pub(crate) fn write_configuration(dist: &Path, base: &str) -> Result<()> {
    let mut headers = Vec::new();
    for (name, value) in headers::read(dist)? {
        headers.push([name.to_string(), value.to_str()?.to_owned()]);
    }
    let context = context! { base, headers };
    for (name, template) in TEMPLATES {
        let text = templates::environment()?.render_str(template, &context);
        let text = text.with_context(|| format!("cannot fill deploy/{name}"))?;
        files::write(&folder(dist).join(name), &(text + "\n"))?;
    }
    Ok(())
}

/// Writes, beside the finished site `dist`, what it is made of, and its checksums. Neither names this
/// machine, so that two builds of one commit give the same.
pub(crate) fn write_inventory(dist: &Path, tools: &Tools) -> Result<()> {
    let inventory = inventory(tools).context("cannot list the crates")?;
    files::write(&folder(dist).join("sbom.cdx.json"), &inventory)?;
    files::write(&folder(dist).join("SHA256SUMS"), &checksums(dist)?)
}

/// The crates that are compiled for the app, as CycloneDX 1.5.
fn inventory(tools: &Tools) -> Result<String> {
    let sh = tools.shell()?;
    // Its date: the commit's, where there is one.
    let commit = cmd!(sh, "git log -1 --format=%ct").ignore_stderr().read();
    sh.set_var("SOURCE_DATE_EPOCH", commit.unwrap_or_else(|_| "0".to_owned()));
    cmd!(
        sh,
        "cargo cyclonedx --quiet --format json --spec-version 1.5
         --target wasm32-unknown-unknown --override-filename {CYCLONEDX}"
    )
    .run()?;
    let file = format!("{CYCLONEDX}.json");
    let inventory = fs::read_to_string(project::root().join(&file))?;
    let metadata = cmd!(sh, "cargo metadata --format-version=1 --no-deps").read()?;
    let metadata: Value = serde_json::from_str(&metadata)?;
    for package in metadata["packages"].as_array().into_iter().flatten() {
        let manifest = Path::new(package["manifest_path"].as_str().unwrap_or_default());
        fs::remove_file(manifest.with_file_name(&file))?;
    }
    Ok(inventory.replace(&project::root().display().to_string(), ""))
}

/// The SHA-256 of every file of a site, in the form that `sha256sum --check` reads.
fn checksums(site: &Path) -> Result<String> {
    files::below(site)?.iter().try_fold(String::new(), |list, (file, path)| {
        Ok(format!("{list}{:x}  {path}\n", Sha256::digest(fs::read(file)?)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_servers_are_told_the_headers_and_the_path_of_the_build() {
        let parent = tempfile::tempdir().unwrap();
        let dist = parent.path().join("dist");
        fs::create_dir(&dist).unwrap();
        headers::write(&dist, "default-src 'none'").unwrap();
        write_configuration(&dist, "/sous/chemin").unwrap();
        for (name, texts) in [
            (NGINX, ["add_header content-security-policy \"", "\nlocation /sous/chemin/ {\n"]),
            (CADDY, ["\theader content-security-policy \"", "\nhandle /sous/chemin/* {\n"]),
        ] {
            let found = fs::read_to_string(folder(&dist).join(name)).unwrap();
            let is_filled = !found.contains("{{") && !found.contains("{%");
            assert!(is_filled && texts.iter().all(|text| found.contains(text)), "{found}");
        }
        let nginx = fs::read_to_string(folder(&dist).join(NGINX)).unwrap();
        // It forgets those of the outer block where an inner one has any.
        let line = "add_header content-security-policy \"default-src 'none'; frame-ancestors 'none'\" always;";
        let blocks_with_headers = nginx.matches("add_header Cache-Control").count();
        assert_eq!(nginx.matches(line).count(), blocks_with_headers, "{nginx}");
    }

    #[test]
    fn every_file_has_its_checksum() {
        let site = tempfile::tempdir().unwrap();
        files::write(&site.path().join("b/c"), "").unwrap();
        files::write(&site.path().join("a"), "a").unwrap();
        // printf a | sha256sum
        assert_eq!(
            checksums(site.path()).unwrap(),
            "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb  a\n\
             e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  b/c\n"
        );
    }
}
