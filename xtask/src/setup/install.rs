//! Installs tools, each in one of the ways that the table lists for it.

use std::io::{self, BufReader};
use std::path::Path;

use anyhow::{Context, Result};
use brotli::Decompressor;
use fs_err as fs;
use xshell::{Shell, cmd};

use super::tool::{By, Install, Tool};

/// The first way to install the tool that this system allows.
pub(super) fn way(tool: &Tool) -> Option<&Install> {
    let has = |program| which::which(program).is_ok();
    tool.install.iter().find(|way| match way.by {
        By::Cargo => true,
        By::Npm => has("npm"),
        By::NpmBrotli => cfg!(all(target_os = "linux", target_arch = "x86_64")) && has("npm"),
        By::Unpack => has("apt-get"),
        By::UnpackOnDebian => has("apt-get") && is_debian(),
        By::Apt => is_root_of_debian(),
    })
}

/// Installs a tool.
pub(super) fn install(tool: &Tool, cache: &Path) -> Result<()> {
    let Tool { name, purpose, .. } = tool;
    let duration = tool.duration.as_deref().unwrap_or("5 seconds");
    let way = way(tool).with_context(|| format!("nothing here can install {name}"))?;
    let Install { package, version, arguments, .. } = way;
    eprintln!("{name}, which {purpose}: installing it, about {duration}…");
    fs::create_dir_all(cache)?;
    let folder = &way.folder(tool, cache);
    // Away from the project, whose settings of cargo are not for others.
    let sh = Shell::new()?;
    sh.change_dir(cache);
    match way.by {
        By::Cargo => {
            let build = &cache.join(format!("{package}.build"));
            sh.set_var("CARGO_PROFILE_DEV_DEBUG", "none");
            let install = |locked: &[&str]| {
                cmd!(
                    sh,
                    "cargo install {package} --version {version} --debug --force
                     --root {folder} --target-dir {build} {arguments...} {locked...}"
                )
                .run()
            };
            let outcome = install(&["--locked"]).or_else(|_| {
                // A mirror may lack a version that the tool's own lock file names.
                eprintln!("{package}: once more, with the packages that are available…");
                install(&[])
            });
            // Hundreds of megabytes that nobody needs again; if they stay, nothing else suffers.
            let _ = fs::remove_dir_all(build);
            Ok(outcome?)
        }
        By::Npm | By::NpmBrotli => {
            // Global below a prefix: programs come into its `bin`, and nothing goes anywhere else.
            cmd!(
                sh,
                "npm install --global --ignore-scripts --no-audit --no-fund --loglevel=error
                 --prefix {folder} {package}@{version}"
            )
            .run()?;
            if way.by == By::NpmBrotli { decompress(&sh, &way.result(tool, cache)) } else { Ok(()) }
        }
        By::Unpack | By::UnpackOnDebian => unpack(&sh, package, folder),
        By::Apt => apt_install(&sh, package),
    }
}

/// Makes a program of the file beside it that ends in `.br`.
fn decompress(sh: &Shell, program: &Path) -> Result<()> {
    let compressed = program.with_added_extension("br");
    let mut bytes = Decompressor::new(BufReader::new(fs::File::open(&compressed)?), 1 << 16);
    // Under another name until it is whole: its presence says that it can be used.
    let unfinished = program.with_added_extension("new");
    io::copy(&mut bytes, &mut fs::File::create(&unfinished)?)?;
    cmd!(sh, "chmod 755 {unfinished}").run()?;
    fs::rename(&unfinished, program)?;
    Ok(fs::remove_file(compressed)?)
}

fn unpack(sh: &Shell, packages: &str, folder: &Path) -> Result<()> {
    // What is left of an attempt that failed.
    let _ = fs::remove_dir_all(folder);
    let downloads = folder.join("packages");
    fs::create_dir_all(&downloads)?;
    sh.change_dir(&downloads);
    apt_get(sh, &format!("download -q -o APT::Sandbox::User=root {packages}"))?;
    for entry in fs::read_dir(&downloads)? {
        let package = entry?.path();
        cmd!(sh, "dpkg --extract {package} {folder}").run()?;
    }
    Ok(())
}

/// Installs packages of the distribution.
pub(super) fn apt_install(sh: &Shell, packages: &str) -> Result<()> {
    sh.set_var("DEBIAN_FRONTEND", "noninteractive");
    apt_get(sh, &format!("install -y -q --no-install-recommends {packages}"))
}

/// Does what is asked of apt-get; once more with newer lists of packages when it fails.
fn apt_get(sh: &Shell, arguments: &str) -> Result<()> {
    let run = || cmd!(sh, "apt-get").args(arguments.split(' ')).run();
    run().or_else(|_| {
        eprintln!("The lists of packages may be old: asking for new ones, about 10 seconds…");
        cmd!(sh, "apt-get update").run()?;
        Ok(run()?)
    })
}

/// Whether this system is Debian, and we may install packages.
pub(super) fn is_root_of_debian() -> bool {
    let user = || {
        let sh = Shell::new()?;
        cmd!(sh, "id -u").ignore_stderr().read()
    };
    is_debian() && user().is_ok_and(|id| id == "0")
}

fn is_debian() -> bool {
    let release = fs::read_to_string("/etc/os-release").unwrap_or_default();
    release.lines().any(|line| line == "ID=debian")
}
