//! Serves a finished site on this machine, as an ordinary static host does.
//!
//! Each page answers at its own address, any other address with `404.html`. Compressed files are sent
//! to clients that accept them, `_headers` is applied, and caches revalidate, so that a new build is
//! seen at once.

use std::convert::Infallible;
use std::net::SocketAddr;
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

use crate::{headers, serve, site};

/// A server that runs until it is dropped.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    base: String,
    requests: Requests,
    // Dropping the sender stops the server.
    stop: Option<oneshot::Sender<Infallible>>,
    thread: Option<JoinHandle<()>>,
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

    /// Serves until the program is interrupted.
    pub fn wait(mut self) {
        if let Some(thread) = self.thread.take() {
            // A panic in the thread has been printed already.
            let _ = thread.join();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
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
    let listener = serve::listen(port)?;
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
    Ok(Server { address, base, requests, stop: Some(stop), thread: Some(thread) })
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
    use std::fs;
    use std::io::{Read, Write};
    use std::net::TcpStream;

    use tempfile::TempDir;

    use super::*;

    fn site() -> TempDir {
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
            let path = site.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, content).unwrap();
        }
        site
    }

    /// Sends a request, whose headers follow on further lines; gives the whole response.
    fn ask(server: &Server, request: &str) -> String {
        let mut connection = TcpStream::connect(server.address()).unwrap();
        let (first, headers) = request.split_once('\n').unwrap_or((request, ""));
        let headers = headers.replace('\n', "\r\n");
        write!(connection, "{first} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n{headers}\r\n\r\n")
            .unwrap();
        let mut response = String::new();
        connection.read_to_string(&mut response).unwrap();
        response
    }

    #[track_caller]
    fn check(server: &Server, request: &str, status: u16, wanted: &[&str]) {
        let response = ask(server, request);
        assert!(response.starts_with(&format!("HTTP/1.1 {status} ")), "{request}: {response}");
        for text in wanted {
            assert!(response.contains(text), "{request} lacks {text}: {response}");
        }
    }

    #[test]
    fn pages_and_files_are_served_with_their_types_and_headers() {
        let site = site();
        let server = start(site.path(), "/", 0).unwrap();
        let common = ["content-type: text/html", "cache-control: no-cache", "no-referrer"];
        check(&server, "GET /", 200, &[&common[..], &["\r\n\r\nthe announcement"]].concat());
        for path in ["/participer", "/participer/", "/participer?a=b"] {
            check(&server, &format!("GET {path}"), 200, &["text/html", "\r\n\r\na draft"]);
        }
        check(&server, "GET /app_bg.wasm", 200, &["content-type: application/wasm"]);
        check(&server, "GET /agenda.ics", 200, &["content-type: text/calendar"]);
        check(&server, "GET /site.webmanifest", 200, &["application/manifest+json"]);
        assert!(ask(&server, "HEAD /").ends_with("\r\n\r\n"));
        check(&server, "POST /participer", 405, &[]);
        for path in ["/rien", "/participer/rien", "/%00", "/../secret", "/%2e%2e/secret"] {
            check(&server, &format!("GET {path}"), 404, &[&common[..], &["nothing here"]].concat());
        }
        assert_eq!(server.requests()[..2], ["/", "/participer"]);
    }

    #[test]
    fn compressed_files_are_sent_to_clients_that_accept_them() {
        let site = site();
        let server = start(site.path(), "/", 0).unwrap();
        for (accepted, wanted) in [
            ("gzip, br", &["content-encoding: br", "\r\n\r\na draft in Brotli"][..]),
            ("gzip", &["content-encoding: gzip", "\r\n\r\na draft in gzip"]),
            ("zstd", &["\r\n\r\na draft"]),
        ] {
            let request = format!("GET /participer\naccept-encoding: {accepted}");
            check(&server, &request, 200, wanted);
        }
    }

    #[test]
    fn a_site_below_a_path_is_there_only() {
        let site = site();
        let server = start(site.path(), "/sous/chemin", 0).unwrap();
        assert_eq!(server.url(), format!("http://{}/sous/chemin/", server.address()));
        for path in ["/sous/chemin/", "/sous/chemin"] {
            check(&server, &format!("GET {path}"), 200, &["the announcement"]);
        }
        check(&server, "GET /sous/chemin/participer", 200, &["a draft"]);
        for path in ["/", "/participer", "/sous/cheminparticiper", "/sous/chemin/rien"] {
            check(&server, &format!("GET {path}"), 404, &["nothing here"]);
        }
    }

    #[test]
    fn the_port_is_free_again_when_the_server_is_dropped() {
        let site = site();
        let server = start(site.path(), "/", 0).unwrap();
        let address = server.address();
        drop(server);
        assert!(TcpStream::connect(address).is_err());
    }

    #[test]
    fn a_folder_without_site_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let error = start(folder.path(), "/", 0).unwrap_err().to_string();
        assert!(error.contains("cargo xtask build"), "{error}");
    }
}
