//! On the servers that the site is published on: nginx and Caddy, configured as `docs/deploy.md` says,
//! by what the build wrote and the examples of `deploy/`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use e2e::browser::{Browser, Condition, Engine};
use e2e::host::Host;
use e2e::http::{Answer, ask};
use e2e::site::{Build, Site};
use e2e::visitor::Visitor;
use e2e::wait::wait_to_be;
use routes::Page;
use xtask::headers;

use crate::{NAME, OFFERS, same_message_in_link};

const UPDATE: &str = "Une nouvelle version est disponible";

/// Somebody drafts, reads again and gets a message, and the browser keeps the site meanwhile.
async fn from_draft_to_message(browser: &Browser, site: &Site) -> Result<()> {
    let visitor = browser.visitor(Condition::New, site).await?;
    visitor.open_app("/").await?;
    visitor.follow("Rédiger ma participation").await?;
    visitor.arrives_at("Ma participation").await?;
    visitor.type_in(&["Vous", NAME], "Camille Durand").await?;
    visitor.type_in(&[OFFERS], "Relire").await?;
    visitor.sees_it_saved().await?;
    visitor.is_kept().await?;
    visitor.open_app("/relire").await?;
    visitor.arrives_at("Relire et envoyer").await?;
    same_message_in_link(&visitor).await?;
    let message = visitor.message_in_link().await?;
    ensure!(message.body.contains("\nNom : Camille Durand\n"), "{}", message.body);
    if browser.engine() == Engine::Chromium {
        // What the policy in the headers refuses, the console says.
        let errors = visitor.console_errors().await?;
        ensure!(errors.is_empty(), "the console says {errors:?}");
    }
    Ok(())
}

pub(crate) async fn a_message_is_drafted_on_nginx_below_a_path(browser: Browser) -> Result<()> {
    from_draft_to_message(&browser, &Site::publish_on(Host::Nginx, Build::BelowPath)?).await
}

pub(crate) async fn a_message_is_drafted_on_caddy(browser: Browser) -> Result<()> {
    from_draft_to_message(&browser, &Site::publish_on(Host::Caddy, Build::BelowPath)?).await
}

/// The version that the page is of.
async fn version(visitor: &Visitor<'_>) -> Result<String> {
    visitor.see_as("return document.getElementById('marque')?.textContent ?? ''").await
}

pub(crate) async fn a_new_version_is_deployed_on_nginx(browser: Browser) -> Result<()> {
    let site = Site::publish_on(Host::Nginx, Build::Root)?;
    site.deploy("première")?;
    from_draft_to_message(&browser, &site).await?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    visitor.open_app("/participer").await?;
    visitor.type_in(&[NAME], "Zoé").await?;
    visitor.sees_it_saved().await?;
    visitor.is_kept().await?;
    ensure!(visitor.look_for_update().await? == "none", "the same version is taken for another");

    site.deploy("seconde")?;
    let state = visitor.look_for_update().await?;
    ensure!(state == "installed", "the new version is {state}");
    visitor.alert(UPDATE).await?;
    ensure!(version(&visitor).await? == "première");
    visitor.press(&["Mettre à jour"]).await?;
    wait_to_be("the version", "seconde", async || version(&visitor).await).await?;
    wait_to_be("the name", "Zoé", async || visitor.text_of(&[NAME]).await).await
}

/// A check of a site on each server, at the root and below a path.
#[track_caller]
fn on_every_host(check: fn(&Published) -> Result<()>) -> Result<()> {
    for host in Host::ALL {
        for build in [Build::Root, Build::BelowPath] {
            let site = Site::publish_on(host, build)?;
            let headers = headers::read(site.folder())?
                .into_iter()
                .map(|(name, value)| Ok((name.to_string(), value.to_str()?.to_owned())))
                .collect::<Result<_>>()?;
            let published = Published { host, site, headers };
            check(&published).with_context(|| format!("{host}, {build:?}"))?;
        }
    }
    Ok(())
}

/// A site on a real server.
struct Published {
    host: Host,
    site: Site,
    /// What `_headers` asks for.
    headers: BTreeMap<String, String>,
}

impl Published {
    fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> Result<Answer> {
        let address = self.site.address(path);
        let path = address.strip_prefix(&self.site.origin()).unwrap_or(path);
        ask(self.site.server(), method, path, headers)
    }

    fn get(&self, path: &str) -> Result<Answer> {
        self.ask("GET", path, &[])
    }

    fn file(&self, path: &str) -> Result<Vec<u8>> {
        let path = self.site.folder().join(path.trim_start_matches('/'));
        fs::read(&path).with_context(|| path.display().to_string())
    }

    /// Every header that the build asks for is there, once, as it asks for it.
    fn is_sealed(&self, answer: &Answer) -> Result<()> {
        ensure!(self.headers.contains_key("content-security-policy"), "{:?}", self.headers);
        for (name, value) in &self.headers {
            ensure!(answer.all(name) == [value], "{name}: {:?} in {answer:?}", answer.all(name));
        }
        Ok(())
    }

    /// The answer is the page that says that there is nothing, and says so in its status.
    fn is_not_found(&self, answer: &Answer) -> Result<()> {
        ensure!(answer.status == 404, "{}", answer.status);
        ensure!(answer.body == self.file("404.html")?, "it is not the page");
        ensure!(answer.header("content-type") == "text/html; charset=utf-8", "{answer:?}");
        ensure!(answer.all("cache-control") == ["no-cache"], "{:?}", answer.headers);
        self.is_sealed(answer)
    }

    /// The paths of the files that visitors ask for.
    fn paths(&self) -> Result<Vec<String>> {
        let mut paths = Vec::new();
        let mut folders = vec![PathBuf::new()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(self.site.folder().join(&folder))? {
                let entry = entry?;
                let path = folder.join(entry.file_name());
                if entry.file_type()?.is_dir() {
                    folders.push(path);
                } else {
                    paths.push(format!("/{}", path.display()));
                }
            }
        }
        paths.retain(|path| !is_hidden(path));
        ensure!(paths.len() > 10, "{paths:?}");
        Ok(paths)
    }
}

/// Whether only the server reads it.
fn is_hidden(path: &str) -> bool {
    path == "/_headers" || [".br", ".gz"].iter().any(|end| path.ends_with(end))
}

fn content_type(path: &str) -> &'static str {
    let extension = Path::new(path).extension().unwrap_or_default();
    match extension.to_str().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "ics" => "text/calendar; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        "webmanifest" => "application/manifest+json",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        _ => "a type that the configuration should name",
    }
}

/// Whether the name says the content.
fn is_hashed(path: &str) -> bool {
    path.contains("/bluehats-participation-")
}

#[test]
fn every_file_has_its_headers() -> Result<()> {
    on_every_host(|published| {
        let paths = published.paths()?;
        ensure!(paths.iter().filter(|path| is_hashed(path)).count() > 5, "{paths:?}");
        for path in &paths {
            let answer = published.get(path)?;
            (|| {
                ensure!(answer.status == 200, "{}", answer.status);
                ensure!(answer.body == published.file(path)?, "it is another file");
                ensure!(answer.all("content-type") == [content_type(path)], "it has another type");
                let kept = if is_hashed(path) {
                    "public, max-age=31536000, immutable"
                } else {
                    "no-cache"
                };
                ensure!(answer.all("cache-control") == [kept], "it is kept otherwise");
                ensure!(answer.all("content-encoding").is_empty(), "nobody asked for that");
                published.is_sealed(&answer)
            })()
            .with_context(|| format!("{path}: {:?}", answer.headers))?;
        }
        Ok(())
    })
}

#[test]
fn files_are_sent_as_the_build_compressed_them() -> Result<()> {
    on_every_host(|published| {
        for path in published.paths()? {
            let is_compressed = published.file(&format!("{path}.br")).is_ok();
            ensure!(
                is_compressed || content_type(&path) == "image/png",
                "{path} is not compressed"
            );
            for (accepted, encoding, suffix) in
                [("gzip, deflate, br, zstd", "br", ".br"), ("gzip", "gzip", ".gz")]
            {
                // What comes by way of a proxy is no different.
                let asked = [("Accept-Encoding", accepted), ("Via", "1.1 proxy")];
                let answer = published.ask("GET", &path, &asked)?;
                let is_sent = if is_compressed { vec![encoding] } else { Vec::new() };
                let file = if is_compressed { format!("{path}{suffix}") } else { path.clone() };
                (|| {
                    ensure!(answer.all("content-encoding") == is_sent, "not as {encoding}");
                    ensure!(answer.body == published.file(&file)?, "it is another file");
                    ensure!(answer.all("content-type") == [content_type(&path)]);
                    if is_compressed {
                        // A cache on the way must not give it to those who do not understand it.
                        ensure!(answer.header("vary").eq_ignore_ascii_case("accept-encoding"));
                    }
                    published.is_sealed(&answer)
                })()
                .with_context(|| format!("{path}, {accepted}: {:?}", answer.headers))?;
            }
        }
        Ok(())
    })
}

#[test]
fn what_has_not_changed_is_not_sent_again() -> Result<()> {
    on_every_host(|published| {
        for path in ["/", "/participer", "/service-worker.js", "/agenda.ics", "/site.webmanifest"] {
            for accepted in ["identity", "gzip", "br"] {
                let accept = ("Accept-Encoding", accepted);
                let first = published.ask("GET", path, &[accept])?;
                let tag = first.header("etag").to_owned();
                ensure!(!tag.is_empty(), "{path}, {accepted}: {:?}", first.headers);
                let again = published.ask("GET", path, &[accept, ("If-None-Match", &tag)])?;
                ensure!(again.status == 304 && again.body.is_empty(), "{path}: {}", again.status);
                ensure!(again.all("cache-control") == ["no-cache"], "{path}: {:?}", again.headers);
                let other =
                    published.ask("GET", path, &[accept, ("If-None-Match", "\"other\"")])?;
                ensure!(other.status == 200 && other.body == first.body, "{path}: {other:?}");
            }
        }
        Ok(())
    })
}

#[test]
fn pages_answer_at_their_own_address() -> Result<()> {
    on_every_host(|published| {
        for route in Page::ALL {
            let path = route.path();
            let file = published.file(&format!("{}/index.html", path.trim_end_matches('/')))?;
            for path in [path, &format!("{path}?a=b"), &format!("{}/", path.trim_end_matches('/'))]
            {
                let answer = published.get(path)?;
                ensure!(answer.status == 200, "{path}: {}", answer.status);
                ensure!(answer.body == file, "{path} is another page");
                let head = published.ask("HEAD", path, &[])?;
                ensure!(head.status == 200 && head.body.is_empty(), "{path}: {head:?}");
            }
        }
        Ok(())
    })
}

#[test]
fn what_is_not_there_is_not_found() -> Result<()> {
    on_every_host(|published| {
        for path in [
            "/rien",
            "/participer/rien",
            "/rien.html",
            // Folders, of which nobody sees the list.
            "/icons",
            "/icons/",
            // What only the server reads.
            "/_headers",
            "/index.html.br",
            "/participer/index.html.gz",
            // An older version's, which must not be kept for a year.
            "/bluehats-participation-0123456789abcdef/bluehats-participation_bg.wasm",
        ] {
            let answer = published.get(path)?;
            published.is_not_found(&answer).with_context(|| path.to_owned())?;
        }
        for path in published.paths()?.iter().filter(|path| is_hashed(path)) {
            let answer = published.get(&format!("{path}.br"))?;
            published.is_not_found(&answer).with_context(|| format!("{path}.br"))?;
        }
        Ok(())
    })
}

#[test]
fn nothing_outside_the_site_is_served() -> Result<()> {
    on_every_host(|published| {
        fs::write(published.site.root().with_file_name("secret.txt"), "secret")?;
        for path in [
            "/../secret.txt",
            "/../../../secret.txt",
            "/icons/../../secret.txt",
            "/%2e%2e/%2e%2e/%2e%2e/secret.txt",
            "/..%2f..%2f..%2fsecret.txt",
            "/..%2fsecret.txt",
            "/..%5csecret.txt",
            "/.%00./secret.txt",
        ] {
            let answer = published.get(path)?;
            // What it leads to above the site is the server's own business, and no page of the site.
            let body = String::from_utf8_lossy(&answer.body);
            ensure!(body != "secret", "{path} is served");
            ensure!(answer.status != 200 || body.is_empty(), "{path}: {body}");
        }
        Ok(())
    })
}

#[test]
fn a_path_without_its_slash_leads_to_it() -> Result<()> {
    for host in Host::ALL {
        let site = Site::publish_on(host, Build::BelowPath)?;
        let answer = ask(site.server(), "GET", "/sous/chemin", &[])?;
        ensure!(answer.status == 301, "{host}: {}", answer.status);
        // Whatever the host is called from outside.
        ensure!(answer.header("location") == "/sous/chemin/", "{host}: {:?}", answer.headers);
        for path in ["/", "/participer", "/sous/cheminparticiper"] {
            let answer = ask(site.server(), "GET", path, &[])?;
            ensure!(answer.all("content-security-policy").is_empty(), "{host} {path}: {answer:?}");
        }
    }
    Ok(())
}

#[test]
fn nginx_takes_nothing_in() -> Result<()> {
    on_every_host(|published| {
        if published.host == Host::Nginx {
            let answer = published.ask("POST", "/participer", &[("Content-Length", "0")])?;
            ensure!(answer.status == 405, "{}", answer.status);
        }
        Ok(())
    })
}
