//! Fills in the configuration of servers: the templates in `deploy/`.

use anyhow::{Context, Result, ensure};
use http::{HeaderName, HeaderValue};
use minijinja::context;

use crate::public_url::PublicUrl;
use crate::templates;

const NGINX: &str = include_str!("../../../deploy/bluehats.nginx.conf");
const CADDY: &str = include_str!("../../../deploy/bluehats.caddy");

type Header = (HeaderName, HeaderValue);

/// The configuration for nginx, to be included in a `server` block.
pub(super) fn nginx(public_url: &PublicUrl, headers: &[Header]) -> Result<String> {
    fill(NGINX, public_url, headers)
}

/// The configuration for Caddy, to be imported in a site block.
pub(super) fn caddy(public_url: &PublicUrl, headers: &[Header]) -> Result<String> {
    fill(CADDY, public_url, headers)
}

/// Templates name `base`, the public path without its final slash, and `headers`.
fn fill(template: &str, public_url: &PublicUrl, headers: &[Header]) -> Result<String> {
    let headers = headers
        .iter()
        .map(|(name, value)| Ok([name.to_string(), plain(value)?.to_owned()]))
        .collect::<Result<Vec<_>>>()?;
    let filled = templates::environment()?
        .render_str(template, context! { base => public_url.prefix(), headers })
        .context("cannot fill a template of deploy/")?;
    Ok(filled + "\n")
}

/// The value, if it means nothing but itself between quotation marks to either server.
fn plain(value: &HeaderValue) -> Result<&str> {
    let text = value.to_str().unwrap_or_default();
    let is_plain = !text.is_empty() && !text.contains(['"', '\\', '$', '{', '}', '`']);
    ensure!(is_plain, "the header's value {value:?} cannot be said in a server's configuration");
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    const POLICY: &str = "default-src 'none'; script-src 'sha256-a+/b='";

    fn headers(values: &[(&'static str, &'static str)]) -> Vec<Header> {
        let header = |(name, value): &(&'static str, &'static str)| {
            (HeaderName::from_static(name), HeaderValue::from_static(value))
        };
        values.iter().map(header).collect()
    }

    fn both(public_url: &str) -> [String; 2] {
        let url = public_url.parse().unwrap();
        let headers = headers(&[("content-security-policy", POLICY), ("referrer-policy", "no")]);
        [nginx(&url, &headers).unwrap(), caddy(&url, &headers).unwrap()]
    }

    #[test]
    fn every_answer_gets_the_headers_of_the_build() {
        let [nginx, caddy] = both("/");
        let line = format!("    add_header content-security-policy \"{POLICY}\" always;\n");
        // nginx forgets those of the outer block where an inner one has any.
        let blocks_with_headers = nginx.matches("add_header Cache-Control").count();
        assert_eq!(nginx.matches(&line).count(), blocks_with_headers, "{nginx}");
        assert!(caddy.contains(&format!("\theader content-security-policy \"{POLICY}\"\n")));
        assert!(caddy.contains("\theader referrer-policy \"no\"\n"));
    }

    #[test]
    fn nothing_is_left_to_fill_in() {
        for text in both("/").into_iter().chain(both("/sous/chemin/")) {
            for mark in ["{{", "{%"] {
                assert!(!text.contains(mark), "{text}");
            }
        }
    }

    #[test]
    fn a_site_below_a_path_is_served_there_only() {
        let [nginx, caddy] = both("/sous/chemin/");
        assert!(nginx.contains("\nlocation /sous/chemin/ {\n"), "{nginx}");
        assert!(nginx.contains("\nlocation = /sous/chemin {\n"), "{nginx}");
        assert!(nginx.contains(" 404 /sous/chemin/404.html;"), "{nginx}");
        assert!(caddy.contains("\nhandle /sous/chemin/* {\n"), "{caddy}");
        assert!(caddy.contains("\nredir /sous/chemin /sous/chemin/ 301\n"), "{caddy}");

        let [nginx, caddy] = both("/");
        assert!(nginx.contains("\nlocation / {\n") && !nginx.contains("location ="), "{nginx}");
        assert!(caddy.contains("\nhandle /* {\n") && !caddy.contains("redir "), "{caddy}");
    }

    #[test]
    fn a_value_that_would_mean_something_else_is_refused() {
        for value in ["a \"b\"", "$host", "{path}", "a\\", ""] {
            let headers = headers(&[("x-a", value)]);
            assert!(nginx(&PublicUrl::default(), &headers).is_err(), "{value}");
            assert!(caddy(&PublicUrl::default(), &headers).is_err(), "{value}");
        }
    }
}
