//! Serves a finished site on this machine, as an ordinary static host does.
//!
//! Each page answers at its own address, any other address with `404.html`. Compressed files are sent
//! to clients that accept them, `_headers` is applied, and caches revalidate, so that a new build is
//! seen at once.

use std::convert::Infallible;
use std::net::{self, Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

use anyhow::{Context, Result, ensure};
use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header::CACHE_CONTROL};
use axum::middleware::{self, Next};
use axum::response::Response;
use tokio::net::TcpListener;
use tokio::runtime;
use tokio::sync::oneshot;
use tower_http::services::{ServeDir, ServeFile};
use tower_http::set_status::SetStatus;
use xshell::cmd;

use crate::cli::ServeOptions;
use crate::headers;
use crate::setup::{self, Group};
use crate::site::{self, Site};

/// A server that runs until it is dropped.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    base: String,
    requests: Requests,
    /// What stops the server when it is dropped, and the thread that it runs in.
    running: Option<(oneshot::Sender<Infallible>, JoinHandle<()>)>,
}

/// The paths of the requests so far.
type Requests = Arc<Mutex<Vec<String>>>;

impl Server {
    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The address of the site's first page.
    pub fn url(&self) -> String {
        format!("http://{}{}/", self.address, self.base)
    }

    /// The paths that were requested so far, in order.
    pub fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some((stop, thread)) = self.running.take() {
            drop(stop);
            // A panic in the thread has been printed already.
            let _ = thread.join();
        }
    }
}

/// Sets up what is missing, builds the site, and serves it until it is interrupted.
pub(crate) fn run(options: ServeOptions) -> Result<()> {
    // Nobody should learn only after a build of minutes that the port is taken.
    drop(listen(options.port)?);
    let tools = setup::ensure(&[Group::Build])?;
    if options.watch {
        let (sh, port) = (site::trunk_shell(&tools)?, options.port.to_string());
        return Ok(cmd!(sh, "trunk serve --offline --port {port}").run()?);
    }
    let site = Site::in_folder("dist");
    site.build(&tools)?;
    let server = start(&site.dist, "/", options.port)?;
    println!("The site is served on {} (Ctrl+C stops it).", server.url());
    loop {
        thread::park();
    }
}

/// Serves the finished site in the folder `site`, below the path `base`, on `port` of this machine
/// (0: any free port). It listens when this returns.
///
/// # Errors
///
/// When the folder holds no site, `base` is not a public path, or the port is taken.
pub fn start(site: &Path, base: &str, port: u16) -> Result<Server> {
    let base = site::base(base)?;
    ensure!(
        site.join("index.html").is_file(),
        "{} holds no site: build one with `cargo xtask build`",
        site.display()
    );
    let listener = listen(port)?;
    listener.set_nonblocking(true).context("cannot listen without blocking")?;
    let address = listener.local_addr().context("cannot tell which port is used")?;

    let runtime = runtime::Builder::new_current_thread()
        .enable_io()
        .build()
        .context("cannot start the server")?;
    let requests = Requests::default();
    let router = router(site, &base, &requests);
    let (stop, stopped) = oneshot::channel();
    let thread = thread::spawn(move || {
        runtime.block_on(async {
            match TcpListener::from_std(listener) {
                Ok(listener) => tokio::spawn(axum::serve(listener, router).into_future()),
                Err(error) => return eprintln!("error: the server cannot listen: {error}"),
            };
            // Returns when the sender is dropped; open connections end with the runtime.
            let _ = stopped.await;
        });
    });
    Ok(Server { address, base, requests, running: Some((stop, thread)) })
}

/// Listens on a port of this machine, for this machine only.
fn listen(port: u16) -> Result<net::TcpListener> {
    net::TcpListener::bind((Ipv4Addr::LOCALHOST, port)).with_context(|| {
        format!("cannot listen on port {port}: stop what does, or choose another with `--port N`")
    })
}

fn router(site: &Path, base: &str, requests: &Requests) -> Router {
    let not_found = ServeFile::new(site.join("404.html")).precompressed_br().precompressed_gzip();
    let files = ServeDir::new(site)
        .redirect_to_trailing_slash(false)
        .precompressed_br()
        .precompressed_gzip()
        .not_found_service(not_found.clone());
    let router = match base {
        "" => Router::new().fallback_service(files),
        prefix => Router::new()
            .nest_service(prefix, files)
            .fallback_service(SetStatus::new(not_found, StatusCode::NOT_FOUND)),
    };
    let state = (site.to_owned(), Arc::clone(requests));
    router.layer(middleware::from_fn_with_state(state, answer))
}

/// Notes the request, and adds the headers of `_headers` to the response.
async fn answer(
    State((site, requests)): State<(PathBuf, Requests)>,
    request: Request,
    next: Next,
) -> Response {
    let path = request.uri().path().to_owned();
    requests.lock().unwrap_or_else(PoisonError::into_inner).push(path);
    let mut response = next.run(request).await;
    // Read each time: the site can be rebuilt while it is served.
    match headers::read(&site) {
        Ok(headers) => response.headers_mut().extend(headers),
        Err(error) => eprintln!("error: {error:#}"),
    }
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::TcpStream;

    use tempfile::TempDir;

    use super::*;
    use crate::files;

    /// A site that is served below this path, for as long as both are kept.
    fn serve(base: &str) -> (TempDir, Server) {
        let site = tempfile::tempdir().unwrap();
        for (path, content) in [
            ("index.html", "the announcement"),
            ("404.html", "nothing here"),
            ("participer/index.html", "a draft"),
            ("participer/index.html.br", "a draft in Brotli"),
            ("participer/index.html.gz", "a draft in gzip"),
            ("app_bg.wasm", "code"),
            ("agenda.ics", "two days"),
            ("site.webmanifest", "{}"),
            ("_headers", "/*\n  referrer-policy: no-referrer\n"),
        ] {
            files::write(&site.path().join(path), content).unwrap();
        }
        let server = start(site.path(), base, 0).unwrap();
        (site, server)
    }

    /// Sends a request of a client that accepts these encodings, and looks at the answer.
    #[track_caller]
    fn check(server: &Server, request: &str, accepted: &str, status: u16, wanted: &[&str]) {
        let mut connection = TcpStream::connect(server.address()).unwrap();
        let headers = format!("host: a\r\nconnection: close\r\naccept-encoding: {accepted}");
        write!(connection, "{request} HTTP/1.1\r\n{headers}\r\n\r\n").unwrap();
        let mut answer = String::new();
        connection.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{request}: {answer}");
        for text in wanted {
            assert!(answer.contains(text), "{request} lacks {text}: {answer}");
        }
    }

    #[test]
    fn pages_and_files_are_served_with_their_types_and_headers() {
        let (_site, server) = serve("/");
        let common = ["content-type: text/html", "cache-control: no-cache", "no-referrer"];
        for (request, status, wanted) in [
            ("GET /", 200, &[&common[..], &["\r\n\r\nthe announcement"]].concat()[..]),
            ("HEAD /", 200, &common),
            ("GET /participer", 200, &["text/html", "\r\n\r\na draft"]),
            ("GET /participer/", 200, &["text/html", "\r\n\r\na draft"]),
            ("GET /participer?a=b", 200, &["text/html", "\r\n\r\na draft"]),
            ("GET /app_bg.wasm", 200, &["content-type: application/wasm"]),
            ("GET /agenda.ics", 200, &["content-type: text/calendar"]),
            ("GET /site.webmanifest", 200, &["application/manifest+json"]),
            ("POST /participer", 405, &[]),
        ] {
            check(&server, request, "zstd", status, wanted);
        }
        for path in ["/rien", "/participer/rien", "/%00", "/../secret", "/%2e%2e/secret"] {
            let wanted = [&common[..], &["nothing here"]].concat();
            check(&server, &format!("GET {path}"), "zstd", 404, &wanted);
        }
        assert_eq!(server.requests()[..3], ["/", "/", "/participer"]);
    }

    #[test]
    fn compressed_files_are_sent_to_clients_that_accept_them() {
        let (_site, server) = serve("/");
        let brotli = ["content-encoding: br", "\r\n\r\na draft in Brotli"];
        check(&server, "GET /participer", "gzip, br", 200, &brotli);
        let gzip = ["content-encoding: gzip", "\r\n\r\na draft in gzip"];
        check(&server, "GET /participer", "gzip", 200, &gzip);
    }

    #[test]
    fn a_site_below_a_path_is_there_only() {
        let (_site, server) = serve("/sous/chemin");
        assert_eq!(server.url(), format!("http://{}/sous/chemin/", server.address()));
        for (path, status, wanted) in [
            ("/sous/chemin/", 200, "the announcement"),
            ("/sous/chemin", 200, "the announcement"),
            ("/sous/chemin/participer", 200, "a draft"),
            ("/", 404, "nothing here"),
            ("/participer", 404, "nothing here"),
            ("/sous/cheminparticiper", 404, "nothing here"),
            ("/sous/chemin/rien", 404, "nothing here"),
        ] {
            check(&server, &format!("GET {path}"), "", status, &[wanted]);
        }
    }

    #[test]
    fn a_taken_port_is_named() {
        let (site, server) = serve("/");
        let port = server.address().port();
        let error = start(site.path(), "/", port).unwrap_err().to_string();
        assert!(error.contains(&format!("port {port}: stop")), "{error}");
    }

    #[test]
    fn a_folder_without_site_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let error = start(folder.path(), "/", 0).unwrap_err().to_string();
        assert!(error.contains("cargo xtask build"), "{error}");
    }
}
