//! Builds the site and serves it on this machine.

use std::io::ErrorKind;
use std::net::{Ipv4Addr, TcpListener};

use anyhow::{Context, Result, bail};

use crate::cli::ServeOptions;
use crate::setup::{self, Group};
use crate::{process, server, site};

/// Sets up what is missing, builds the site, and serves it until it is interrupted.
pub(crate) fn run(options: ServeOptions) -> Result<()> {
    // Nobody should learn only after a build of minutes that the port is taken.
    drop(listen(options.port)?);
    let tools = setup::ensure(&[Group::Build])?;
    if options.watch {
        let port = options.port.to_string();
        return process::run(site::trunk("serve", &tools)?.args(["--port", &port]));
    }
    let site = site::Site::in_folder("dist");
    site.build(&tools)?;
    let server = server::start(&site.dist, "/", options.port)?;
    println!("The site is served on {} (Ctrl+C stops it).", server.url());
    server.wait();
    Ok(())
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
        let error = listen(port).unwrap_err().to_string();
        assert!(error.contains(&format!("port {port} is taken")), "{error}");
    }
}
