//! A finished site, served as an ordinary static host does.

use std::cell::RefCell;
use std::env;
use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use tempfile::TempDir;
use xtask::server::{self, Server};
use xtask::{deploy, postprocess};

use crate::host::{Host, Running};

/// The sites that `cargo xtask test e2e` builds for the journeys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Build {
    /// The edition of `content/`, at the root of a host.
    Root,
    /// The same, below [`SUB_PATH`].
    BelowPath,
    /// The made-up edition of `crates/edition/fixtures/second-edition`, at the root of a host.
    SecondEdition,
}

/// Where [`Build::BelowPath`] is published.
pub const SUB_PATH: &str = "/sous/chemin/";

impl Build {
    /// The environment variable that names the folder of the site.
    const fn variable(self) -> &'static str {
        match self {
            Self::Root => "E2E_SITE_ROOT",
            Self::BelowPath => "E2E_SITE_SUB",
            Self::SecondEdition => "E2E_SITE_SECOND",
        }
    }

    fn folder(self) -> Result<PathBuf> {
        let variable = self.variable();
        let folder = env::var_os(variable).with_context(|| {
            format!("{variable} names no built site: run `cargo xtask test e2e`, which builds it")
        })?;
        Ok(folder.into())
    }

    const fn public_path(self) -> &'static str {
        match self {
            Self::Root | Self::SecondEdition => "/",
            Self::BelowPath => SUB_PATH,
        }
    }
}

/// A site that is served, on a port of its own, until it is dropped.
#[derive(Debug)]
pub struct Site {
    folder: PathBuf,
    build: Build,
    address: SocketAddr,
    /// None while it is out of reach.
    server: RefCell<Option<Serving>>,
    /// A folder of its own, which goes with the site.
    _copy: Option<TempDir>,
}

/// What serves a site until it is dropped.
#[derive(Debug)]
enum Serving {
    /// The project's own server.
    Own(Server),
    /// One that sites are published on.
    Real { _server: Running },
}

impl Site {
    /// Serves a site that was built before.
    ///
    /// # Errors
    /// When it was not built, or no port is free.
    pub fn serve(build: Build) -> Result<Self> {
        Self::start(build, build.folder()?, None)
    }

    /// Serves a copy of a site that was built before, where other versions can be deployed.
    ///
    /// # Errors
    /// When it was not built or cannot be copied, or no port is free.
    pub fn publish(build: Build) -> Result<Self> {
        let copy = tempfile::tempdir().context("cannot make a folder for the site")?;
        // Compressed files would have to be made anew with every change.
        copy_site(&build.folder()?, copy.path(), |path| !is_compressed(path))?;
        Self::start(build, copy.path().to_owned(), Some(copy))
    }

    /// Serves a copy of a site that was built before on a real server, as its files were built, with
    /// the configuration that was built with it.
    ///
    /// # Errors
    /// When it was not built or cannot be copied, or the server does not start.
    pub fn publish_on(host: Host, build: Build) -> Result<Self> {
        let copy = tempfile::tempdir().context("cannot make a folder for the site")?;
        let finished = build.folder()?;
        let root = copy.path().join("root");
        let folder = root.join(build.public_path().trim_matches('/'));
        copy_site(&finished, &folder, |_| true)?;
        let configuration = deploy::folder(&finished).join(host.configuration());
        let server = Running::start(host, &root, &configuration)?;
        let address = server.address();
        let server = RefCell::new(Some(Serving::Real { _server: server }));
        Ok(Self { folder, build, address, server, _copy: Some(copy) })
    }

    /// Serves a folder that is a site of its own, at the root of a host.
    ///
    /// # Errors
    /// When it has no first page, or no port is free.
    pub fn of_folder(folder: TempDir) -> Result<Self> {
        Self::start(Build::Root, folder.path().to_owned(), Some(folder))
    }

    fn start(build: Build, folder: PathBuf, copy: Option<TempDir>) -> Result<Self> {
        let server = server::start(&folder, build.public_path(), 0)?;
        let address = server.address();
        let server = RefCell::new(Some(Serving::Own(server)));
        Ok(Self { folder, build, address, server, _copy: copy })
    }

    /// The paths that its present server was asked for, in order; none where it is a real one.
    pub fn requests(&self) -> Vec<String> {
        match &*self.server.borrow() {
            Some(Serving::Own(server)) => server.requests(),
            _ => Vec::new(),
        }
    }

    /// Puts the site out of reach, as when there is no network.
    pub fn stop(&self) {
        self.server.replace(None);
    }

    /// Serves the site again, where it was, on the project's own server.
    ///
    /// # Errors
    /// When the port was taken in between.
    pub fn restart(&self) -> Result<()> {
        self.stop();
        let server = server::start(&self.folder, self.build.public_path(), self.address.port())?;
        self.server.replace(Some(Serving::Own(server)));
        Ok(())
    }

    /// The folder that is served; only that of a [published](Site::publish) site may be changed.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The pages that are served.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn pages(&self) -> Result<Vec<PathBuf>> {
        pages(&self.folder)
    }

    /// The folder that a real server serves: it holds the site at its public path.
    pub fn root(&self) -> &Path {
        let depth = self.build.public_path().split('/').filter(|name| !name.is_empty()).count();
        self.folder.ancestors().nth(depth).unwrap_or(&self.folder)
    }

    /// Where its server listens.
    pub fn server(&self) -> SocketAddr {
        self.address
    }

    /// Deploys a version in which every page ends with `mark`, instead of what is there. What is there
    /// in compressed form as well is so afterwards.
    ///
    /// # Errors
    /// When a file cannot be read or written.
    pub fn deploy(&self, mark: &str) -> Result<()> {
        let pages = self.pages()?;
        for page in &pages {
            let html = fs::read_to_string(page)?;
            let mark = format!("<p id=\"marque\" hidden>{mark}</p></body>");
            let end = html.find("<p id=\"marque\" hidden>").or_else(|| html.find("</body>"));
            let end = end.with_context(|| format!("{} has no end", page.display()))?;
            fs::write(page, format!("{}{mark}</html>", &html[..end]))?;
        }
        postprocess::write_service_worker(&self.folder)?;
        if self.folder.join("index.html.br").exists() {
            for file in pages.iter().chain([&self.folder.join(postprocess::WORKER)]) {
                postprocess::compress_file(file)?;
            }
        }
        Ok(())
    }

    /// The address of the page at `path`, which starts with a `/`.
    pub fn address(&self, path: &str) -> String {
        let base = self.build.public_path().trim_end_matches('/');
        format!("{}{base}{path}", self.origin())
    }

    /// The site's scheme, host and port, as browsers write it.
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }
}

/// Whether it is the compressed companion of a file.
fn is_compressed(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "br" || extension == "gz")
}

/// Copies those files of a site.
fn copy_site(from: &Path, to: &Path, is_copied: fn(&Path) -> bool) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from).with_context(|| from.display().to_string())? {
        let path = entry?.path();
        let target = to.join(path.file_name().unwrap_or_default());
        if path.is_dir() {
            copy_site(&path, &target, is_copied)?;
        } else if is_copied(&path) {
            fs::copy(&path, &target)?;
        }
    }
    Ok(())
}

/// The HTML files in a folder and in those below.
fn pages(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(pages(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "html") {
            found.push(path);
        }
    }
    Ok(found)
}
