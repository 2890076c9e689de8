//! What a host needs besides the site: the configuration of its server, with the very headers of this
//! build, an inventory of what the site is made of, and its checksums.
//!
//! All are written beside the site, never into it: nobody should publish them by mistake. What
//! differs from host to host (its name, its certificate, its folders) is not in there, but in the
//! examples of `deploy/`, which include what is written here. `docs/deploy.md` says how.

mod config;
mod inventory;

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use crate::headers;
use crate::public_url::PublicUrl;
use crate::setup::Tools;
pub(crate) use inventory::checksums;

/// What is written for nginx.
pub const NGINX: &str = "bluehats.nginx.conf";

/// What is written for Caddy.
pub const CADDY: &str = "bluehats.caddy";

/// The inventory (SBOM), in the form of CycloneDX.
pub const INVENTORY: &str = "sbom.cdx.json";

/// The SHA-256 of every file of the site.
pub const CHECKSUMS: &str = "SHA256SUMS";

/// The folder beside the finished site `dist`, for what its host needs besides: `dist-deploy`.
pub fn folder(dist: &Path) -> PathBuf {
    let mut name = dist.file_name().map_or_else(OsString::new, OsString::from);
    name.push("-deploy");
    dist.with_file_name(name)
}

/// Writes, beside the finished site `dist`, the configuration of its server.
pub(crate) fn write_configuration(dist: &Path, public_url: &PublicUrl) -> Result<()> {
    let headers = headers::read(dist)?;
    ensure!(
        !headers.is_empty(),
        "{} says nothing for every path: `xtask finish` writes it",
        dist.join(headers::FILE).display()
    );
    write(dist, NGINX, &config::nginx(public_url, &headers)?)?;
    write(dist, CADDY, &config::caddy(public_url, &headers)?)
}

/// Writes, beside the finished site `dist`, what it is made of, and its checksums.
pub(crate) fn write_inventory(dist: &Path, tools: &Tools) -> Result<()> {
    write(dist, INVENTORY, &inventory::crates(tools).context("cannot list the crates")?)?;
    write(dist, CHECKSUMS, &checksums(dist)?)
}

fn write(dist: &Path, name: &str, text: &str) -> Result<()> {
    let folder = folder(dist);
    let path = folder.join(name);
    fs::create_dir_all(&folder)
        .and_then(|()| fs::write(&path, text))
        .with_context(|| format!("cannot write {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_hosts_need_is_beside_the_site() {
        for (dist, want) in [
            ("/a/dist", "/a/dist-deploy"),
            ("/a/dist/", "/a/dist-deploy"),
            ("out.d", "out.d-deploy"),
        ] {
            assert_eq!(folder(Path::new(dist)), Path::new(want));
        }
    }
}
