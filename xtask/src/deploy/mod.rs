//! What a host needs besides the site: the configuration of its server, with the very headers of this
//! build, and an inventory of what the site is made of.
//!
//! Both are written beside the site, never into it: nobody should publish them by mistake. What
//! differs from host to host (its name, its certificate, its folders) is not in there, but in the
//! examples of `deploy/`, which include what is written here. `docs/deploy.md` says how.

mod config;
mod inventory;

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::public_url::PublicUrl;
use crate::setup::Toolbox;
use crate::{headers, project};

/// What is written for nginx.
pub const NGINX: &str = "bluehats.nginx.conf";

/// What is written for Caddy.
pub const CADDY: &str = "bluehats.caddy";

/// The inventory (SBOM), in the form of CycloneDX.
pub const INVENTORY: &str = "sbom.cdx.json";

/// The folder beside the finished site `dist`, for what its host needs besides: `dist-deploy`.
pub fn folder(dist: &Path) -> PathBuf {
    let mut name = dist.file_name().map_or_else(OsString::new, OsString::from);
    name.push("-deploy");
    dist.with_file_name(name)
}

/// Writes, beside the finished site `dist`, what its host needs besides.
pub(crate) fn write(dist: &Path, public_url: &PublicUrl, tools: &Toolbox) -> Result<()> {
    let mut command = |program: &str| {
        let mut command = Command::new(program);
        tools.apply(&mut command);
        command.current_dir(project::root());
        command
    };
    let folder = folder(dist);
    fs::create_dir_all(&folder)
        .with_context(|| format!("cannot create the folder {}", folder.display()))?;
    let headers = headers::read(dist)?;
    ensure!(
        !headers.is_empty(),
        "{} says nothing for every path: `xtask finish` writes it",
        dist.join(headers::FILE).display()
    );
    let inventory = inventory::of(dist, &mut command).context("cannot list what the site is of")?;
    for (name, text) in [
        (NGINX, config::nginx(public_url, &headers)?),
        (CADDY, config::caddy(public_url, &headers)?),
        (INVENTORY, inventory),
    ] {
        let path = folder.join(name);
        fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
    }
    eprintln!("What its host needs besides is in {} (docs/deploy.md).", folder.display());
    Ok(())
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
