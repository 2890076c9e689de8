//! Builds the site and serves it on this machine.

use std::io::ErrorKind;
use std::net::{Ipv4Addr, TcpListener};

use anyhow::{Context, Result, bail};

use crate::{process, project, server, setup, site};

/// How the site is served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// The port; 0 is any free one.
    pub port: u16,
    /// Whether to rebuild and reload when a file changes.
    pub watch: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { port: 8080, watch: false }
    }
}

/// Sets up what is missing, builds the site, and serves it until it is interrupted.
///
/// # Errors
///
/// When the port is taken, and for all that [`site::run`] fails for.
pub fn run(options: &Options) -> Result<()> {
    check_port(options.port)?;
    let tools = setup::serving()?;
    if options.watch {
        let port = options.port.to_string();
        return process::run(site::trunk("serve", &tools)?.args(["--port", &port]));
    }

    let site = site::Options::default();
    site::build(&site, &tools)?;
    let server = server::start(&project::root().join(&site.dist), "/", options.port)?;
    println!("The site is served on {} (Ctrl+C stops it).", server.url());
    server.wait();
    Ok(())
}

/// Fails when the port is taken: nobody should learn it after a build of minutes.
fn check_port(port: u16) -> Result<()> {
    listen(port).map(drop)
}

/// Listens on a port of this machine, for this machine only.
pub(crate) fn listen(port: u16) -> Result<TcpListener> {
    match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
        Ok(listener) => Ok(listener),
        Err(error) if error.kind() == ErrorKind::AddrInUse => bail!(
            "port {port} is taken by another program: stop it, or choose another port with \
             `cargo xtask serve --port N`"
        ),
        Err(error) => Err(error).with_context(|| {
            format!("cannot listen on port {port}: choose another one with `--port N`")
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_port_is_named() {
        let listener = listen(0).unwrap();
        let port = listener.local_addr().unwrap().port();
        let error = check_port(port).unwrap_err().to_string();
        assert!(error.contains(&format!("port {port} is taken")), "{error}");
        assert!(error.contains("--port"), "{error}");
    }
}
