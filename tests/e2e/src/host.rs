//! Real servers, configured by what the build wrote for them and by the examples of `deploy/`.
//!
//! Each is a process of its own, with a folder of its own, on a free port of this machine; the
//! system's own servers and their settings are neither used nor touched.

use std::env;
use std::fmt;
use std::fs;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use tempfile::TempDir;
use xtask::deploy;
use xtask::setup::nginx_brotli_module;

/// A server that sites are published on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Host {
    /// nginx.
    Nginx,
    /// Caddy.
    Caddy,
}

impl Host {
    /// Both of them.
    pub const ALL: [Self; 2] = [Self::Nginx, Self::Caddy];

    /// The environment variable that names the program, and what it is called on the `PATH`.
    const fn program(self) -> (&'static str, &'static str) {
        match self {
            Self::Nginx => ("NGINX_BINARY", "nginx"),
            Self::Caddy => ("CADDY_BINARY", "caddy"),
        }
    }

    /// What the build writes for it, in the folder beside the site.
    pub const fn configuration(self) -> &'static str {
        match self {
            Self::Nginx => deploy::NGINX,
            Self::Caddy => deploy::CADDY,
        }
    }
}

impl fmt::Display for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.program().1)
    }
}

/// A server that runs until it is dropped.
#[derive(Debug)]
pub struct Running {
    process: Child,
    address: SocketAddr,
    /// What it writes.
    _scratch: TempDir,
}

impl Running {
    /// Starts a server of the folder `root`, with the configuration that the build wrote.
    ///
    /// # Errors
    /// When it is not there, does not understand its configuration, or finds no port.
    pub fn start(host: Host, root: &Path, configuration: &Path) -> Result<Self> {
        let mut outcome = Self::try_start(host, root, configuration);
        for _ in 0..4 {
            // Another program may have taken the port in between.
            if outcome.is_ok() {
                break;
            }
            outcome = Self::try_start(host, root, configuration);
        }
        outcome
    }

    fn try_start(host: Host, root: &Path, configuration: &Path) -> Result<Self> {
        let (variable, name) = host.program();
        let program = env::var_os(variable).map_or_else(|| PathBuf::from(name), PathBuf::from);
        let scratch = tempfile::tempdir().context("cannot make a folder for the server")?;
        let address = free_address()?;
        let place = Place { address, root, configuration, scratch: scratch.path() };
        let mut command = match host {
            Host::Nginx => nginx(&program, &place)?,
            Host::Caddy => caddy(&program, &place)?,
        };
        let log = scratch.path().join("log");
        let process = command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(fs::File::create(&log)?)
            .spawn()
            .with_context(|| {
                format!("cannot start {}: run `cargo xtask test e2e`", program.display())
            })?;
        let mut running = Self { process, address, _scratch: scratch };
        running.wait_until_it_listens().with_context(|| {
            format!("{host} says {}", fs::read_to_string(&log).unwrap_or_default())
        })?;
        Ok(running)
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    fn wait_until_it_listens(&mut self) -> Result<()> {
        let deadline = Instant::now() + Duration::from_secs(10);
        while TcpStream::connect(self.address).is_err() {
            if let Some(status) = self.process.try_wait()? {
                bail!("it stopped ({status})");
            }
            ensure!(Instant::now() < deadline, "it does not listen");
            thread::sleep(Duration::from_millis(10));
        }
        // Whoever answers must be it.
        ensure!(self.process.try_wait()?.is_none(), "it stopped");
        Ok(())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Either fails only for a process that has ended.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn free_address() -> Result<SocketAddr> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("no port is free")?;
    listener.local_addr().context("cannot tell which port is free")
}

struct Place<'a> {
    address: SocketAddr,
    root: &'a Path,
    configuration: &'a Path,
    scratch: &'a Path,
}

/// The example's server block, with the values of this place, in the smallest server around it.
fn nginx(program: &Path, place: &Place) -> Result<Command> {
    const EXAMPLE: &str = include_str!("../../../deploy/nginx-server.conf");
    let Place { address, root, configuration, scratch } = place;
    let root = format!("root {};", root.display());
    let server = with_values(
        EXAMPLE,
        &[
            ("listen 80;", &format!("listen {address};")),
            ("listen [::]:80;", ""),
            ("root /srv/bluehats/current/site;", &root),
            (
                "include /srv/bluehats/current/host/bluehats.nginx.conf;",
                &format!("include {};", configuration.display()),
            ),
        ],
    )?;
    let scratch = scratch.display();
    let module = match nginx_brotli_module(program) {
        Some(module) => format!("load_module {};", module.display()),
        None => bail!("{} has no module for Brotli", program.display()),
    };
    let folders: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .map(|kind| format!("{kind}_temp_path {scratch};\n"))
        .concat();
    let path = place.scratch.join("nginx.conf");
    fs::write(
        &path,
        // In one process, which is the one that is ended.
        format!(
            "daemon off;\nmaster_process off;\npid {scratch}/pid;\nerror_log stderr;\n{module}\n\
             events {{ }}\nhttp {{\naccess_log off;\n{folders}{server}}}\n"
        ),
    )?;
    let mut command = Command::new(program);
    command.arg("-p").arg(place.scratch).arg("-c").arg(path).args(["-e", "stderr"]);
    Ok(command)
}

/// The example's site block, with the values of this place.
fn caddy(program: &Path, place: &Place) -> Result<Command> {
    const EXAMPLE: &str = include_str!("../../../deploy/Caddyfile");
    let Place { address, root, configuration, scratch } = place;
    let site = with_values(
        EXAMPLE,
        &[
            ("bluehats.example.org {", &format!("http://{address} {{")),
            ("/srv/bluehats/current/site", &root.display().to_string()),
            ("/srv/bluehats/current/host/bluehats.caddy", &configuration.display().to_string()),
        ],
    )?;
    let path = scratch.join("Caddyfile");
    fs::write(&path, format!("{{\n\tadmin off\n}}\n{site}"))?;
    let mut command = Command::new(program);
    command
        .env("XDG_DATA_HOME", scratch)
        .env("XDG_CONFIG_HOME", scratch)
        .arg("run")
        .arg("--config")
        .arg(path)
        .args(["--adapter", "caddyfile"]);
    Ok(command)
}

/// The example's text with its values replaced, each of which must stand there once.
fn with_values(example: &str, values: &[(&str, &str)]) -> Result<String> {
    let mut text = example.to_owned();
    for (from, to) in values {
        ensure!(text.matches(from).count() == 1, "the example does not have `{from}` once");
        text = text.replace(from, to);
    }
    Ok(text)
}
