//! An e-mail, and reading one as a mail program does: out of a `mailto:` link (RFC 6068), or out
//! of a file.
//!
//! Written apart from the app's own encoder on purpose: it would repeat the encoder's mistakes.

use anyhow::{Context, Result, bail, ensure};
use mail_parser::MessageParser;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// How long a link may be to be safe with every mail program, in characters.
pub const SAFE_LENGTH: usize = 1_800;

/// An e-mail, with `\n` at the ends of lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Whom it is for.
    pub to: String,
    /// Its subject.
    pub subject: String,
    /// Its text.
    pub body: String,
}

impl Message {
    /// What a mail program would open for this link.
    ///
    /// # Errors
    /// When the link is not a `mailto:` one, has any other header than one subject and one body,
    /// a line end that is not CRLF, or a line break in its subject.
    pub fn from_mailto(link: &str) -> Result<Self> {
        let address = link.strip_prefix("mailto:").with_context(|| format!("{link:?}"))?;
        let (to, query) = address.split_once('?').context("the link has no headers")?;
        let headers: Vec<(&str, &str)> = query
            .split('&')
            .map(|header| header.split_once('=').with_context(|| format!("header {header:?}")))
            .collect::<Result<_>>()?;
        let [("subject", subject), ("body", body)] = headers[..] else {
            let names: Vec<&str> = headers.iter().map(|(name, _)| *name).collect();
            bail!("the link has these headers: {names:?}");
        };
        ensure!(!query.contains(['+', ' ', '#']), "a space or a mark is not encoded: {query:?}");
        let subject = decoded(subject)?;
        ensure!(!subject.contains(['\r', '\n']), "a line break in the subject {subject:?}");
        let body = decoded(body)?;
        ensure!(
            body.matches('\n').count() == body.matches("\r\n").count()
                && body.matches('\r').count() == body.matches("\r\n").count(),
            "a line end that is not CRLF in the body {body:?}"
        );
        Ok(Self { to: decoded(to)?, subject, body: body.replace("\r\n", "\n") })
    }

    /// What a mail program would open for this file, as a draft.
    ///
    /// # Errors
    /// When the file is no e-mail, is not one that is yet to be sent, or says by itself from whom
    /// and of when it is.
    pub fn from_eml(file: &[u8]) -> Result<Self> {
        let message = MessageParser::default().parse(file).context("no e-mail")?;
        ensure!(message.header("X-Unsent").and_then(|it| it.as_text()) == Some("1"), "it was sent");
        ensure!(message.from().is_none() && message.date().is_none(), "it says whose it is");
        let to = message.to().and_then(|to| to.first()?.address()).context("it is for nobody")?;
        let body = message.body_text(0).context("it has no text")?.replace("\r\n", "\n");
        Ok(Self {
            to: to.to_owned(),
            subject: message.subject().unwrap_or_default().to_owned(),
            // A file's last line has an end.
            body: body.strip_suffix('\n').unwrap_or(&body).to_owned(),
        })
    }

    /// What a mail program has sent.
    ///
    /// # Errors
    /// When it is no e-mail, or has no text.
    pub fn from_sent(bytes: &[u8]) -> Result<Self> {
        let message = MessageParser::default().parse(bytes).context("no e-mail")?;
        let to = message.to().and_then(|to| to.first()?.address()).context("it is for nobody")?;
        let body = message.body_text(0).context("it has no text")?.replace("\r\n", "\n");
        Ok(Self {
            to: to.to_owned(),
            subject: message.subject().unwrap_or_default().to_owned(),
            body,
        })
    }

    /// How long a `mailto:` link with all of the message is, in characters.
    pub fn length_in_link(&self) -> usize {
        const ENCODED: &AsciiSet =
            &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
        let body = self.body.replace('\n', "\r\n");
        let [subject, body] =
            [&self.subject, &body].map(|text| utf8_percent_encode(text, ENCODED).to_string());
        format!("mailto:{}?subject={subject}&body={body}", self.to).len()
    }
}

fn decoded(text: &str) -> Result<String> {
    let text = percent_decode_str(text).decode_utf8().context("the link is not UTF-8")?;
    Ok(text.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_read_as_a_mail_program_does() {
        let link = "mailto:a%C3%A9@b.fr?subject=%23A%20b&body=x%26y%0D%0A%250A";
        let want = Message {
            to: "aé@b.fr".to_owned(),
            subject: "#A b".to_owned(),
            body: "x&y\n%0A".to_owned(),
        };
        assert_eq!(Message::from_mailto(link).unwrap(), want);
    }

    #[test]
    fn the_length_is_that_of_the_link() {
        let link = "mailto:a@b.fr?subject=%23A%20b&body=x%C3%A9-%0D%0A%250A";
        assert_eq!(Message::from_mailto(link).unwrap().length_in_link(), link.len());
    }

    #[test]
    fn what_a_mail_program_could_misread_is_refused() {
        for link in [
            "http://b.fr?subject=a&body=b",
            "mailto:a@b.fr",
            "mailto:a@b.fr?subject=a&body=b&bcc=c@d.fr",
            "mailto:a@b.fr?subject=a&subject=b&body=c",
            "mailto:a@b.fr?subject=a%0D%0Ab&body=c",
            "mailto:a@b.fr?subject=a&body=b%0Ac",
            "mailto:a@b.fr?subject=a+b&body=c",
            "mailto:a@b.fr?subject=a&body=%FF",
        ] {
            assert!(Message::from_mailto(link).is_err(), "{link}");
        }
    }
}
