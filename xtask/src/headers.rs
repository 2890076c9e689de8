//! The file `_headers` at the root of the site: what the host is asked to send with every answer.
//! Several static hosts read it.

use std::path::Path;

use anyhow::{Context, Result};
use axum::http::{HeaderName, HeaderValue};
use fs_err as fs;

/// What the file is called.
pub const FILE: &str = "_headers";

/// The powers of the browser that are switched off: those that reach sensors, devices, money, the place, or what is
/// on the screen. Not in the list are those that the app uses, which are its own anyhow (`clipboard-write`,
/// `web-share`), those that some browser does not know by name (it would complain), and those that only
/// change how something plays: headers count among the bytes that come before the first answer.
const UNUSED_POWERS: &str = "accelerometer=(), browsing-topics=(), camera=(), clipboard-read=(), \
    display-capture=(), geolocation=(), gyroscope=(), hid=(), idle-detection=(), magnetometer=(), \
    microphone=(), midi=(), payment=(), publickey-credentials-get=(), serial=(), usb=()";

/// Writes the file, with this Content-Security-Policy and what a policy in a page cannot say. The first
/// line is the pattern of all paths.
pub(crate) fn write(site: &Path, policy: &str) -> Result<()> {
    let text = format!(
        "\
/*
  Content-Security-Policy: {policy}; frame-ancestors 'none'
  Cross-Origin-Opener-Policy: same-origin
  Cross-Origin-Resource-Policy: same-origin
  Permissions-Policy: {UNUSED_POWERS}
  Referrer-Policy: no-referrer
  X-Content-Type-Options: nosniff
"
    );
    Ok(fs::write(site.join(FILE), text)?)
}

/// Reads in the finished site `site` what its host is to send with every answer; nothing, when the
/// site has no such file.
///
/// # Errors
///
/// When the file cannot be read, or is not of the form in which the build writes it.
pub fn read(site: &Path) -> Result<Vec<(HeaderName, HeaderValue)>> {
    let path = site.join(FILE);
    if !path.exists() {
        return Ok(Vec::new());
    }
    let text = fs::read_to_string(&path)?;
    let headers = text.lines().skip(1).map(|line| {
        parse(line).with_context(|| format!("`{line}` in {} is no header", path.display()))
    });
    headers.collect()
}

fn parse(line: &str) -> Result<(HeaderName, HeaderValue)> {
    let (name, value) = line.trim().split_once(": ").context("it has no `: `")?;
    Ok((name.parse()?, value.parse()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let site = tempfile::tempdir().unwrap();
        assert_eq!(read(site.path()).unwrap(), []);
        write(site.path(), "default-src 'none'; img-src 'self'").unwrap();
        let headers = read(site.path()).unwrap();
        let policy = "default-src 'none'; img-src 'self'; frame-ancestors 'none'";
        let names: Vec<_> = headers.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(
            (headers.len(), names[0], names[5]),
            (6, "content-security-policy", "x-content-type-options")
        );
        assert_eq!(headers[0].1, policy);

        fs::write(site.path().join(FILE), "/*\n  a b: c\n").unwrap();
        let error = read(site.path()).unwrap_err().to_string();
        assert!(error.starts_with("`  a b: c` in "), "{error}");
    }
}
