//! Where a host serves the site.

use std::fmt;
use std::str::FromStr;

use anyhow::{Result, bail};

/// The absolute path under which a host serves the site; starts and ends with a `/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PublicUrl(String);

impl PublicUrl {
    /// The path with its final `/`, as Trunk wants it.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// What to put before a page's path: empty at the root, otherwise without a final `/`.
    pub(crate) fn prefix(&self) -> &str {
        self.0.trim_end_matches('/')
    }
}

impl Default for PublicUrl {
    fn default() -> Self {
        Self("/".to_owned())
    }
}

impl FromStr for PublicUrl {
    type Err = anyhow::Error;

    fn from_str(text: &str) -> Result<Self> {
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
        let is_segment =
            |segment: &str| !matches!(segment, "" | "." | "..") && segment.bytes().all(is_plain);
        // `//` is the start of another host's address, not a path.
        match text.strip_prefix('/').map(|rest| rest.strip_suffix('/').unwrap_or(rest)) {
            Some("") if text == "/" => Ok(Self::default()),
            Some(path) if path.split('/').all(is_segment) => Ok(Self(format!("/{path}/"))),
            _ => bail!(
                "`{text}` is not a path to publish under: it starts with `/`, and between slashes has \
                 only letters without accent, digits, `-`, `.`, `_` and `~`, as in `/sub/path/`"
            ),
        }
    }
}

impl fmt::Display for PublicUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_final_slash_is_added() {
        for (text, full, prefix) in [
            ("/", "/", ""),
            ("/sous/chemin/", "/sous/chemin/", "/sous/chemin"),
            ("/sous/chemin", "/sous/chemin/", "/sous/chemin"),
            ("/a.b~c_d-1", "/a.b~c_d-1/", "/a.b~c_d-1"),
        ] {
            let url: PublicUrl = text.parse().unwrap();
            assert_eq!((url.as_str(), url.prefix()), (full, prefix));
        }
    }

    #[test]
    fn what_is_no_path_is_refused() {
        for text in ["", "a", "a/", "//", "//a/", "/a//b/", "/../", "/a b/", "/é/", "/a?b/"] {
            assert!(text.parse::<PublicUrl>().is_err(), "{text}");
        }
    }
}
