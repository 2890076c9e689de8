//! Asking a server directly, header by header, as no browser lets a test do.

use std::fmt::Write as _;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use anyhow::{Context, Result};

/// What a server answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The headers, with their names in lower case.
    pub headers: Vec<(String, String)>,
    /// The bytes that follow.
    pub body: Vec<u8>,
}

impl Answer {
    /// The values of a header; there should be one at most.
    pub fn all(&self, name: &str) -> Vec<&str> {
        let values = self.headers.iter().filter(|(known, _)| known == name);
        values.map(|(_, value)| value.as_str()).collect()
    }

    /// The value of a header, or nothing.
    pub fn header(&self, name: &str) -> &str {
        self.all(name).first().copied().unwrap_or_default()
    }
}

/// Sends a request; `path` is sent as it is.
///
/// # Errors
/// When there is no answer, or it is not HTTP.
pub fn ask(
    server: SocketAddr,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
) -> Result<Answer> {
    let mut connection = TcpStream::connect(server)?;
    connection.set_read_timeout(Some(Duration::from_secs(10)))?;
    let mut request =
        format!("{method} {path} HTTP/1.1\r\nHost: {server}\r\nConnection: close\r\n");
    for (name, value) in headers {
        let _ = write!(request, "{name}: {value}\r\n");
    }
    connection.write_all(format!("{request}\r\n").as_bytes())?;
    let mut bytes = Vec::new();
    connection.read_to_end(&mut bytes).with_context(|| format!("{method} {path}"))?;
    parse(&bytes).with_context(|| {
        format!("{method} {path} was answered with {:?}", String::from_utf8_lossy(&bytes))
    })
}

fn parse(bytes: &[u8]) -> Option<Answer> {
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n")?;
    let mut lines = std::str::from_utf8(&bytes[..end]).ok()?.split("\r\n");
    let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
    let header = |line: &str| {
        let (name, value) = line.split_once(':')?;
        Some((name.to_ascii_lowercase(), value.trim().to_owned()))
    };
    let mut answer =
        Answer { status, headers: lines.filter_map(header).collect(), body: Vec::new() };
    let body = &bytes[end + 4..];
    answer.body = match answer.header("transfer-encoding") {
        "chunked" if !body.is_empty() => joined(body)?,
        _ => body.to_vec(),
    };
    Some(answer)
}

/// A body that came in pieces, each behind its length.
fn joined(mut chunks: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let end = chunks.windows(2).position(|window| window == b"\r\n")?;
        let length = usize::from_str_radix(std::str::from_utf8(&chunks[..end]).ok()?, 16).ok()?;
        if length == 0 {
            return Some(body);
        }
        let chunk = chunks.get(end + 2..)?;
        body.extend_from_slice(chunk.get(..length)?);
        chunks = chunk.get(length + 2..)?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_taken_apart() {
        let answer =
            parse(b"HTTP/1.1 404 Not Found\r\nETag: \"a:b\"\r\nVary: x\r\n\r\n\x00\r\n\r\n");
        let answer = answer.unwrap();
        assert_eq!((answer.status, answer.header("etag")), (404, "\"a:b\""));
        assert_eq!((answer.all("vary"), answer.body.as_slice()), (vec!["x"], &b"\x00\r\n\r\n"[..]));
        assert_eq!(parse(b"HTTP/1.1 200"), None);
        let head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
        let answer = parse(&[&head[..], b"3\r\na\r\n\r\nB\r\n0123456789a\r\n0\r\n\r\n"].concat());
        assert_eq!(answer.unwrap().body, b"a\r\n0123456789a");
    }
}
