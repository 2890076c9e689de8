//! Serves a finished site, as an ordinary static host does.
//!
//! Deep links answer with the page that was written for them; any other path answers with
//! `404.html`. Compressed files are sent to those who accept them, and nothing is kept by the
//! browser without asking again: the next build is seen at once. The headers that the site asks for
//! (`_headers`) are sent with every answer.

use std::convert::Infallible;
use std::mem;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};

use anyhow::{Context, Result, ensure};
use http::header::{CACHE_CONTROL, CONTENT_LENGTH, HeaderName, HeaderValue};
use http::uri::PathAndQuery;
use http::{Request, Response, Uri};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tower_http::services::fs::ServeFileSystemResponseBody;
use tower_http::services::{ServeDir, ServeFile};
use tower_http::set_status::SetStatus;
use tower_service::Service;

use crate::public_url::PublicUrl;
use crate::{headers, serve};

/// A server that runs until it is dropped.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    base: PublicUrl,
    // Dropping the sender is the signal to stop.
    stop: Option<oneshot::Sender<Infallible>>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The address of the site's first page.
    pub fn url(&self) -> String {
        format!("http://{}{}", self.address, self.base)
    }

    /// Serves until the program is interrupted.
    pub fn wait(mut self) {
        if let Some(thread) = self.thread.take() {
            // A panic in it was printed already.
            let _ = thread.join();
        }
    }
}

/// What a server has answered, as it is written down. Copies are the same notes.
#[derive(Clone, Debug, Default)]
pub struct Notes(Arc<Mutex<Vec<Answer>>>);

impl Notes {
    /// What was answered since this was last asked, in order.
    pub fn take(&self) -> Vec<Answer> {
        mem::take(&mut self.lock())
    }

    /// The paths that were asked for since the last [`take`](Notes::take), in order.
    pub fn paths(&self) -> Vec<String> {
        self.lock().iter().map(|answer| answer.path.clone()).collect()
    }

    fn add(&self, answer: Answer) {
        self.lock().push(answer);
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Answer>> {
        // Whoever panicked had nothing half done.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What was sent for one request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// What was asked for.
    pub path: String,
    /// Its status line and its headers, in bytes; a few more are added by who sends it.
    pub head: usize,
    /// Its content as it goes over the wire, compressed where it is, in bytes.
    pub body: usize,
}

impl Answer {
    fn new<B>(path: String, response: &Response<B>) -> Self {
        /// `HTTP/1.1 200 OK`, the empty line, and the ends of both.
        const STATUS: usize = 19;
        /// Between a header's name and its value, and at its end.
        const MARKS: usize = 4;
        let headers = response.headers();
        let length =
            |(name, value): (&HeaderName, &HeaderValue)| name.as_str().len() + value.len() + MARKS;
        let body = headers.get(CONTENT_LENGTH).filter(|_| response.status().is_success());
        let body = body.and_then(|length| length.to_str().ok()?.parse().ok());
        Self {
            path,
            head: STATUS + headers.iter().map(length).sum::<usize>(),
            body: body.unwrap_or_default(),
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

/// Serves the finished site in the folder `site`, below the path `base`, on `port` of this
/// machine (0 is any free one). It listens when this returns.
///
/// # Errors
///
/// When there is no site in the folder, `base` is no path to publish under, or the port is taken.
pub fn start(site: &Path, base: &str, port: u16) -> Result<Server> {
    start_noting(site, base, port, None)
}

/// As [`start`], and writes down what is answered: for measuring.
///
/// # Errors
///
/// As [`start`].
pub fn start_noting(site: &Path, base: &str, port: u16, notes: Option<&Notes>) -> Result<Server> {
    let base: PublicUrl = base.parse()?;
    ensure!(
        site.join("index.html").is_file(),
        "{} holds no site: build one with `cargo xtask build`",
        site.display()
    );
    let listener = serve::listen(port)?;
    let address = listener.local_addr().context("cannot tell which port is used")?;
    listener.set_nonblocking(true).context("cannot listen without blocking")?;

    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_io()
        .build()
        .context("cannot start the server")?;
    let files = Files { notes: notes.cloned(), ..Files::new(site, base.clone()) };
    let (stop, stopped) = oneshot::channel();
    let thread = thread::spawn(move || {
        runtime.block_on(async {
            tokio::spawn(accept(listener, files));
            // An error is what a dropped sender gives; the tasks end with the runtime.
            let _ = stopped.await;
        });
    });
    Ok(Server { address, base, stop: Some(stop), thread: Some(thread) })
}

async fn accept(listener: std::net::TcpListener, files: Files) {
    let listener = match TcpListener::from_std(listener) {
        Ok(listener) => listener,
        Err(error) => return eprintln!("error: the server cannot listen: {error}"),
    };
    loop {
        // A visitor who left before being heard is no reason to stop.
        let Ok((connection, _)) = listener.accept().await else { continue };
        let files = files.clone();
        tokio::spawn(async move {
            let answer = service_fn(|request| files.clone().answer(request));
            // What fails here is the connection: there is nobody left to tell.
            let _ = http1::Builder::new().serve_connection(TokioIo::new(connection), answer).await;
        });
    }
}

/// The files of a site, below a path.
#[derive(Clone)]
struct Files {
    site: PathBuf,
    folder: ServeDir<SetStatus<ServeFile>>,
    base: PublicUrl,
    notes: Option<Notes>,
}

impl Files {
    fn new(site: &Path, base: PublicUrl) -> Self {
        let not_found =
            ServeFile::new(site.join("404.html")).precompressed_br().precompressed_gzip();
        let folder = ServeDir::new(site)
            .redirect_to_trailing_slash(false)
            .precompressed_br()
            .precompressed_gzip()
            .not_found_service(not_found);
        Self { site: site.to_owned(), folder, base, notes: None }
    }

    async fn answer(
        mut self,
        mut request: Request<Incoming>,
    ) -> Result<Response<ServeFileSystemResponseBody>, Infallible> {
        let asked = self.notes.as_ref().map(|_| request.uri().path().to_owned());
        let path = below(self.base.prefix(), request.uri().path())
            .filter(|path| path.strip_prefix('/') != Some(headers::FILE))
            .unwrap_or(OUTSIDE);
        // Without the question: no file depends on it.
        *request.uri_mut() =
            path.parse::<PathAndQuery>().map_or_else(|_| Uri::from_static(OUTSIDE), Uri::from);
        let mut response = self.folder.call(request).await?;
        // Read each time: a site can be built anew while it is served.
        match headers::read(&self.site) {
            Ok(headers) => response.headers_mut().extend(headers),
            Err(error) => eprintln!("error: {error:#}"),
        }
        response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        if let (Some(notes), Some(path)) = (&self.notes, asked) {
            notes.add(Answer::new(path, &response));
        }
        Ok(response)
    }
}

/// Stands for every path that is not below the base; no file has this name.
const OUTSIDE: &str = "/%00";

/// What follows `prefix` in `path`, with its leading slash.
fn below<'a>(prefix: &str, path: &'a str) -> Option<&'a str> {
    match path.strip_prefix(prefix)? {
        "" => Some("/"),
        rest => rest.starts_with('/').then_some(rest),
    }
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
        let write = |path: &str, content: &str| {
            let path = site.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, content).unwrap();
        };
        write("index.html", "the announcement");
        write("404.html", "nothing here");
        write("participer/index.html", "a draft");
        write("participer/index.html.br", "a draft in Brotli");
        write("participer/index.html.gz", "a draft in gzip");
        write("app_bg.wasm", "code");
        write("agenda.ics", "two days");
        write("site.webmanifest", "{}");
        write("service-worker.js", "worker");
        site
    }

    /// Sends one request and gives the answer, headers in lower case.
    fn ask(server: &Server, request: &str) -> String {
        let mut connection = TcpStream::connect(server.address()).unwrap();
        let (first, headers) = request.split_once('\n').unwrap_or((request, ""));
        write!(connection, "{first} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n").unwrap();
        for header in headers.lines() {
            write!(connection, "{header}\r\n").unwrap();
        }
        write!(connection, "\r\n").unwrap();
        let mut answer = String::new();
        connection.read_to_string(&mut answer).unwrap();
        answer
    }

    #[track_caller]
    fn check(server: &Server, request: &str, status: u16, wanted: &[&str]) {
        let answer = ask(server, request);
        assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{request}: {answer}");
        for text in wanted {
            assert!(answer.contains(text), "{request} lacks {text}: {answer}");
        }
    }

    #[test]
    fn pages_answer_at_their_own_address() {
        let site = site();
        let server = start(site.path(), "/", 0).unwrap();
        check(&server, "GET /", 200, &["content-type: text/html", "\r\n\r\nthe announcement"]);
        check(&server, "GET /participer", 200, &["content-type: text/html", "\r\n\r\na draft"]);
        check(&server, "GET /participer/", 200, &["\r\n\r\na draft"]);
        check(&server, "GET /participer?a=b", 200, &["\r\n\r\na draft"]);
        check(&server, "GET /", 200, &["cache-control: no-cache"]);
    }

    #[test]
    fn other_addresses_answer_that_they_are_not_found() {
        let site = site();
        let server = start(site.path(), "/", 0).unwrap();
        for path in ["/rien", "/participer/rien", "/rien.html", "/%00"] {
            check(&server, &format!("GET {path}"), 404, &["\r\n\r\nnothing here"]);
        }
    }

    #[test]
    fn nothing_outside_the_site_is_served() {
        let parent = tempfile::tempdir().unwrap();
        fs::write(parent.path().join("secret"), "secret").unwrap();
        let site = parent.path().join("site");
        fs::create_dir(&site).unwrap();
        fs::write(site.join("index.html"), "").unwrap();
        let server = start(&site, "/", 0).unwrap();
        for path in ["/../secret", "/%2e%2e/secret", "/..%2fsecret", "/a/../../secret"] {
            let answer = ask(&server, &format!("GET {path}"));
            assert!(!answer.contains("\r\n\r\nsecret"), "{path}: {answer}");
        }
    }

    #[test]
    fn files_have_their_types() {
        let site = site();
        let server = start(site.path(), "/", 0).unwrap();
        check(&server, "GET /app_bg.wasm", 200, &["content-type: application/wasm"]);
        check(&server, "GET /agenda.ics", 200, &["content-type: text/calendar"]);
        check(&server, "GET /site.webmanifest", 200, &["content-type: application/manifest+json"]);
        // Browsers take nothing else for a worker, and must never be given an old one.
        let worker = ["content-type: text/javascript", "cache-control: no-cache"];
        check(&server, "GET /service-worker.js", 200, &worker);
    }

    #[test]
    fn the_headers_that_the_site_asks_for_are_sent_with_every_answer() {
        let site = site();
        let server = start(site.path(), "/", 0).unwrap();
        check(&server, "GET /", 200, &[]);
        fs::write(site.path().join("_headers"), "/*\n  X-Content-Type-Options: nosniff\n").unwrap();
        let wanted = ["\r\nx-content-type-options: nosniff\r\n", "cache-control: no-cache"];
        for path in ["/", "/participer", "/service-worker.js"] {
            check(&server, &format!("GET {path}"), 200, &wanted);
        }
        for path in ["/rien", "/_headers"] {
            check(&server, &format!("GET {path}"), 404, &wanted);
        }
    }

    #[test]
    fn compressed_files_are_sent_to_those_who_accept_them() {
        let site = site();
        let server = start(site.path(), "/", 0).unwrap();
        let page = "GET /participer\naccept-encoding";
        check(
            &server,
            &format!("{page}: gzip, br"),
            200,
            &["content-encoding: br", "content-type: text/html", "\r\n\r\na draft in Brotli"],
        );
        check(
            &server,
            &format!("{page}: gzip"),
            200,
            &["content-encoding: gzip", "\r\n\r\na draft in gzip"],
        );
        check(&server, &format!("{page}: zstd"), 200, &["\r\n\r\na draft"]);
        check(&server, "GET /\naccept-encoding: br", 200, &["\r\n\r\nthe announcement"]);
    }

    #[test]
    fn an_unchanged_file_is_not_sent_again() {
        let site = site();
        let server = start(site.path(), "/", 0).unwrap();
        let answer = ask(&server, "GET /agenda.ics");
        let etag = answer.lines().find_map(|line| line.strip_prefix("etag: ")).unwrap();
        check(&server, &format!("GET /agenda.ics\nif-none-match: {etag}"), 304, &[]);
    }

    #[test]
    fn other_methods() {
        let site = site();
        let server = start(site.path(), "/", 0).unwrap();
        let answer = ask(&server, "HEAD /participer");
        assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
        assert!(answer.ends_with("\r\n\r\n"), "{answer}");
        check(&server, "POST /participer", 405, &[]);
    }

    #[test]
    fn a_site_below_a_path_is_there_only() {
        let site = site();
        let server = start(site.path(), "/sous/chemin", 0).unwrap();
        assert_eq!(server.url(), format!("http://{}/sous/chemin/", server.address()));
        check(&server, "GET /sous/chemin/", 200, &["the announcement"]);
        check(&server, "GET /sous/chemin", 200, &["the announcement"]);
        check(&server, "GET /sous/chemin/participer", 200, &["a draft"]);
        for path in ["/", "/participer", "/sous/cheminparticiper", "/sous/chemin/rien"] {
            check(&server, &format!("GET {path}"), 404, &["nothing here"]);
        }
    }

    #[test]
    fn answers_are_written_down_where_somebody_measures() {
        let site = site();
        let notes = Notes::default();
        let server = start_noting(site.path(), "/", 0, Some(&notes)).unwrap();
        let whole = ask(&server, "GET /participer\naccept-encoding: br");
        let etag = whole.lines().find_map(|line| line.strip_prefix("etag: ")).unwrap();
        ask(&server, &format!("GET /participer?a\naccept-encoding: br\nif-none-match: {etag}"));
        assert_eq!(notes.paths(), ["/participer", "/participer"]);
        let [first, second] = &notes.take()[..] else { panic!("two answers") };
        assert_eq!((first.body, second.body), ("a draft in Brotli".len(), 0));
        // Whoever sends it adds the date, and that the connection ends.
        assert!((first.head + first.body..first.head + first.body + 80).contains(&whole.len()));
        assert_eq!(notes.take(), []);
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
