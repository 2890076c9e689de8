//! The file `_headers` at the root of the site: what the host is asked to send with every answer.
//!
//! Several static hosts read it, in the same form: a pattern of paths, and below it, indented, the
//! headers of the answers at these paths. This project needs one pattern only, [`EVERYWHERE`].

use std::fmt::Write as _;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use anyhow::{Context, Result};
use http::{HeaderName, HeaderValue};

/// What the file is called.
pub const FILE: &str = "_headers";

/// The pattern of all paths.
const EVERYWHERE: &str = "/*";

/// Writes the file: these headers, for every path.
pub(crate) fn write(site: &Path, headers: &[(&str, String)]) -> Result<()> {
    let mut text = format!("{EVERYWHERE}\n");
    for (name, value) in headers {
        let _ = writeln!(text, "  {name}: {value}");
    }
    let path = site.join(FILE);
    fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))
}

/// Reads in the finished site `site` what its host is to send with every answer; nothing, when the
/// site has no such file.
///
/// # Errors
///
/// When the file cannot be read, or a line of it is no header.
pub fn read(site: &Path) -> Result<Vec<(HeaderName, HeaderValue)>> {
    let path = site.join(FILE);
    let text = match fs::read_to_string(&path) {
        Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
        text => text.with_context(|| format!("cannot read {}", path.display()))?,
    };
    parse(&text).with_context(|| format!("cannot understand {}", path.display()))
}

fn parse(text: &str) -> Result<Vec<(HeaderName, HeaderValue)>> {
    let mut headers = Vec::new();
    let mut is_everywhere = false;
    for line in text.lines() {
        let content = line.trim();
        if content.is_empty() || content.starts_with('#') {
            continue;
        }
        if !line.starts_with(char::is_whitespace) {
            is_everywhere = content == EVERYWHERE;
        } else if is_everywhere {
            let (name, value) =
                content.split_once(':').with_context(|| format!("`{content}` is no header"))?;
            let name = name.parse().with_context(|| format!("`{name}` is no name"))?;
            let value = value.trim().parse().with_context(|| format!("`{value}` is no value"))?;
            headers.push((name, value));
        }
    }
    Ok(headers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let site = tempfile::tempdir().unwrap();
        assert_eq!(read(site.path()).unwrap(), []);
        let policy = "default-src 'none'; img-src 'self'";
        let headers =
            [("Content-Security-Policy", policy.to_owned()), ("Referrer-Policy", "no".to_owned())];
        write(site.path(), &headers).unwrap();
        let text = fs::read_to_string(site.path().join(FILE)).unwrap();
        assert_eq!(
            text,
            format!("/*\n  Content-Security-Policy: {policy}\n  Referrer-Policy: no\n")
        );
        let read = read(site.path()).unwrap();
        assert_eq!(read.len(), 2);
        assert_eq!(
            (read[0].0.as_str(), read[0].1.as_bytes()),
            ("content-security-policy", policy.as_bytes())
        );
    }

    #[test]
    fn headers_of_some_paths_are_not_those_of_all() {
        let text = "# why\n/a/*\n  a: 1\n\n/*\n\tb: 2: 3\n/c\n  c: 4\n";
        let headers = parse(text).unwrap();
        assert_eq!(headers, [("b".parse().unwrap(), "2: 3".parse().unwrap())]);
        assert!(parse("/*\n  a\n").is_err());
        assert!(parse("/*\n  a b: c\n").is_err());
    }
}
