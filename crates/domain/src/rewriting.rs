//! Links as mail gateways rewrite them.
//!
//! Gateways send every click through a server of their own. The address that was written is still
//! inside of theirs:
//!
//! - in a parameter, percent-encoded or in base64: Microsoft Safe Links
//!   (`https://….safelinks.protection.outlook.com/?url=https%3A%2F%2F…&data=…`), Barracuda, Vade,
//!   Fortinet, Trend Micro, Symantec, Sophos, Mailinblack;
//! - Proofpoint URL Defense, version 2: `https://urldefense.proofpoint.com/v2/url?u=https-3A__…&d=…`,
//!   with `-` for `%` and `_` for `/`;
//! - its version 3: `https://urldefense.com/v3/__https://…__;…!!…$`, with `*` for what stands, in
//!   base64, behind the `;`;
//! - Cisco: `https://secure-web.cisco.com/…/https%3A%2F%2F…`;
//! - others, known by their form: a link in `url`, `u`, `q` or `a`, and a signature beside it.
//!
//! Some keep the address to themselves (Mimecast). Links may be rewritten several times.

use crate::WebLink;

/// Gateways within gateways that are undone.
const DEEPEST: usize = 4;

/// What gateways have in their links: the end of the host, and the start of what follows it. Fortinet
/// runs on anybody's host.
const GATEWAYS: [(&str, &str); 17] = [
    ("safelinks.protection.outlook.com", ""),
    ("safelinks.protection.office365.us", ""),
    ("statics.teams.cdn.office.net", "/evergreen-assets/safelinks/"),
    ("linkprotect.cudasvc.com", ""),
    ("urldefense.com", ""),
    ("urldefense.us", ""),
    ("urldefense.proofpoint.com", ""),
    ("secure-web.cisco.com", ""),
    ("antiphishing.vadesecure.com", ""),
    ("vadesecure.com", "/safeproxy/"),
    ("", "/fmlurlsvc/"),
    ("trendmicro.com", "/wis/clicktime/"),
    ("clicktime.symantec.com", ""),
    ("protection.sophos.com", ""),
    ("mailinblack.com", "/securelink"),
    ("mimecastprotect.com", ""),
    ("mimecast.com", "/s/"),
];

/// A signature has no fewer characters than this.
const SIGNATURE: usize = 20;

/// The longest link that is looked into, in bytes.
const LONGEST: usize = 2_000;

/// The address that was in a link before it was rewritten.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Original {
    /// The link of the gateway itself, where it does not say what was in it.
    pub(crate) link: String,
    /// Whether nothing but a known gateway was in the way, and it is undone.
    pub(crate) is_certain: bool,
}

/// What was in a link that some gateway has rewritten; `None` for other links.
pub(crate) fn original(link: &str) -> Option<Original> {
    let mut found: Option<Original> = None;
    for _ in 0..DEEPEST {
        let link = found.as_ref().map_or(link, |found| &found.link);
        let Some(inside) = inside(link) else { break };
        let is_certain = inside.is_certain && found.is_none_or(|found| found.is_certain);
        found = Some(Original { is_certain, ..inside });
    }
    found
}

/// A text with its links as they were; `None` when none was rewritten.
pub(crate) fn originals(text: &str) -> Option<Original> {
    let mut undone = String::new();
    let (mut done, mut is_certain) = (0, true);
    for (at, _) in text.match_indices("://") {
        let Some(before) = text.get(done..at) else { continue };
        let scheme =
            before.len() - before.trim_end_matches(|c: char| c.is_ascii_alphabetic()).len();
        let rest = text.get(at - scheme..).unwrap_or_default();
        // Nothing is longer, so that this takes no more time than it must.
        let rest = rest.get(..rest.floor_char_boundary(LONGEST)).unwrap_or_default();
        let end = rest.find(|c: char| c.is_whitespace() || "<>\"«»".contains(c));
        let link = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
        let link = link.trim_end_matches([')', ']', '.', ',', ';', ':', '!', '?', '\'', '…']);
        if let Some(original) = original(link) {
            undone.push_str(text.get(done..at - scheme).unwrap_or_default());
            undone.push_str(&original.link);
            is_certain &= original.is_certain;
            done = at - scheme + link.len();
        }
    }
    if done == 0 {
        return None;
    }
    undone.push_str(text.get(done..).unwrap_or_default());
    Some(Original { link: undone, is_certain })
}

fn inside(link: &str) -> Option<Original> {
    let (_, rest) = link.split_once("://")?;
    let (host, path) = rest.split_at(rest.find(['/', '?', '#'])?);
    let host = host.split(':').next().unwrap_or_default().to_ascii_lowercase();
    let is_gateway = GATEWAYS.iter().any(|(name, start)| {
        let before = host.strip_suffix(name);
        let is_host =
            before.is_some_and(|it| it.is_empty() || name.is_empty() || it.ends_with('.'));
        is_host && path.starts_with(start)
    });
    let (found, is_signed) = if let Some(rest) = path.strip_prefix("/v3/__") {
        (with_stars(rest), false)
    } else if host == "secure-web.cisco.com" {
        (path.rsplit('/').next().and_then(percent_decoded), false)
    } else {
        in_parameters(path)
    };
    match found.filter(|found| found.parse::<WebLink>().is_ok()) {
        Some(link) if is_gateway || is_signed => Some(Original { link, is_certain: is_gateway }),
        None if is_gateway => Some(Original { link: link.to_owned(), is_certain: false }),
        _ => None,
    }
}

/// The link in the parameters of another one, and whether there is a signature beside it.
fn in_parameters(path: &str) -> (Option<String>, bool) {
    let Some((path, query)) = path.split_once('?') else { return (None, false) };
    let is_link = |text: &String| text.parse::<WebLink>().is_ok();
    let decoded = |value: &str| {
        if path == "/v2/url" {
            return percent_decoded(&value.replace('-', "%").replace('_', "/"));
        }
        let value = percent_decoded(value)?;
        if is_link(&value) { Some(value) } else { String::from_utf8(base64(&value)).ok() }
    };
    let (mut found, mut is_signed) = (None, false);
    for (name, value) in parameters(query).filter_map(|it| it.split_once('=')) {
        if found.is_none() && matches!(name, "url" | "u" | "q" | "a") {
            found = decoded(value).filter(is_link);
        } else {
            is_signed |= is_signature(value);
        }
    }
    (found, is_signed)
}

/// Whether letters and digits are mixed as they are in no words.
fn is_signature(value: &str) -> bool {
    let is_change = |pair: &[u8]| match pair {
        [a, b] => {
            a.is_ascii_digit() && b.is_ascii_alphabetic()
                || a.is_ascii_alphabetic() && b.is_ascii_digit()
        }
        _ => false,
    };
    value.len() >= SIGNATURE && value.as_bytes().windows(2).filter(|it| is_change(it)).count() > 1
}

/// The parameters of a query, which may have been through HTML.
fn parameters(query: &str) -> impl Iterator<Item = &str> {
    let query = query.split('#').next().unwrap_or_default();
    query.split('&').map(|it| it.strip_prefix("amp;").unwrap_or(it)).filter(|it| !it.is_empty())
}

/// A link in which each `*` stands for a character, or `**` and a letter for a run of them.
fn with_stars(coded: &str) -> Option<String> {
    let (link, rest) = coded.rsplit_once("__;")?;
    let replaced = base64(rest.split('!').next().unwrap_or_default());
    let replaced = String::from_utf8(replaced).ok()?;
    let mut replaced = replaced.chars();
    let mut restored = String::with_capacity(link.len());
    let mut rest = link.chars();
    while let Some(c) = rest.next() {
        if c != '*' || replaced.as_str().is_empty() {
            restored.push(c);
        } else if let Some(run) = rest.as_str().strip_prefix('*') {
            rest = run.chars();
            let length = usize::from(digit(u8::try_from(rest.next()?).ok()?)?) + 2;
            restored.extend(replaced.by_ref().take(length));
        } else {
            restored.extend(replaced.next());
        }
    }
    // It is kept with one of its slashes.
    Some(match restored.split_once(":/") {
        Some((scheme, rest)) if !rest.starts_with('/') => format!("{scheme}://{rest}"),
        _ => restored,
    })
}

/// Decodes base64 in both alphabets (RFC 4648 §4 and §5), up to what is none.
fn base64(text: &str) -> Vec<u8> {
    let mut decoded = Vec::new();
    let (mut bits, mut count) = (0u32, 0);
    for value in text.bytes().map_while(digit) {
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            decoded.extend(u8::try_from(bits >> count & 0xff));
        }
    }
    decoded
}

fn digit(byte: u8) -> Option<u8> {
    match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'a'..=b'z' => Some(byte - b'a' + 26),
        b'0'..=b'9' => Some(byte - b'0' + 52),
        b'-' | b'+' => Some(62),
        b'_' | b'/' => Some(63),
        _ => None,
    }
}

/// Takes percent-encoding back; `None` when what it stands for is no text.
pub(crate) fn percent_decoded(text: &str) -> Option<String> {
    let mut decoded = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        let hex = |byte: &u8| char::from(*byte).to_digit(16);
        match after {
            [high, low, after @ ..]
                if byte == b'%' && hex(high).is_some() && hex(low).is_some() =>
            {
                let code = hex(high).unwrap_or_default() << 4 | hex(low).unwrap_or_default();
                decoded.extend(u8::try_from(code));
                rest = after;
            }
            _ => decoded.push(byte),
        }
    }
    String::from_utf8(decoded).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(link: &str, want: Option<(&str, bool)>) {
        let found = original(link);
        assert_eq!(found.as_ref().map(|it| (it.link.as_str(), it.is_certain)), want, "{link}");
    }

    #[test]
    fn known_gateways_are_undone() {
        for (link, want) in [
            (
                "https://eur01.safelinks.protection.outlook.com/?url=http%3A%2F%2Fa.fr%2Fb&data=x",
                "http://a.fr/b",
            ),
            (
                "https://EUR05.safelinks.protection.outlook.com/ap/w-59584e83/?url=https%3A%2F%2Fa.fr%2F%3Fb%3Dc%26d%3De&data=05&reserved=0",
                "https://a.fr/?b=c&d=e",
            ),
            (
                "https://gcc02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fa.fr%2F%23b&amp;data=04&amp;sdata=x",
                "https://a.fr/#b",
            ),
            (
                "https://gov.safelinks.protection.office365.us/?url=https%3A%2F%2Fa.fr&data=1",
                "https://a.fr",
            ),
            (
                "https://statics.teams.cdn.office.net/evergreen-assets/safelinks/2/atp-safelinks.html?url=https%3A%2F%2Fa.fr%2Fb&locale=fr",
                "https://a.fr/b",
            ),
            (
                "https://linkprotect.cudasvc.com/url?a=https%3a%2f%2fa.fr%2fb&c=E,1,x&typo=1",
                "https://a.fr/b",
            ),
            ("https://urldefense.proofpoint.com/v1/url?u=https://a.fr/b&k=x", "https://a.fr/b"),
            (
                "https://urldefense.proofpoint.com/v2/url?u=https-3A__a.fr_b-2Dc_d-5Fe-3Ff-3Dg&d=DwMF&c=x",
                "https://a.fr/b-c/d_e?f=g",
            ),
            (
                "https://urldefense.com/v2/url?u=http-3A__a.fr_-25C3-25A9&d=DwMF",
                "http://a.fr/%C3%A9",
            ),
            ("https://urldefense.us/v3/__https://a.fr/b?c=d__;!!x!y$", "https://a.fr/b?c=d"),
            ("https://urldefense.com/v3/__https:/a.fr/b*c__;Iw!!x!y$", "https://a.fr/b#c"),
            ("https://urldefense.com/v3/__https://a.fr/**Bb__;w6nDqMOg!!x!y$", "https://a.fr/éèàb"),
            ("https://urldefense.com/v3/__https://a.fr/b*c__;!!x!y$", "https://a.fr/b*c"),
            ("https://secure-web.cisco.com/1AbC-dEf/https%3A%2F%2Fa.fr%2Fb", "https://a.fr/b"),
            (
                "https://antiphishing.vadesecure.com/v4?f=UU1XcHkx&i=RTNL&k=ywmE&s=634b&u=https%3A%2F%2Fa.fr%2Fb",
                "https://a.fr/b",
            ),
            (
                "https://m365.eu.vadesecure.com/safeproxy/v4?f=UU1XcHkx&k=ywmE&u=https%3A%2F%2Fa.fr%2Fb",
                "https://a.fr/b",
            ),
            (
                "https://relais.exemple.fr/fmlurlsvc/?fewReq=:B:JVUzOD85My9/NDs=&url=https%3a%2f%2fa.fr%2fb",
                "https://a.fr/b",
            ),
            (
                "https://ddec1-0-en-ctp.trendmicro.com:443/wis/clicktime/v1/query?url=https%3a%2f%2fa.fr%2fb&umid=d1786ace-e8ea&auth=53c7",
                "https://a.fr/b",
            ),
            (
                "https://clicktime.symantec.com/15siKk8Ab?h=abc=&u=https%3A%2F%2Fa.fr%2Fb",
                "https://a.fr/b",
            ),
            (
                "https://eu-central-1.protection.sophos.com?d=a.fr&u=aHR0cHM6Ly9hLmZyL2I/Yz1kfg%3D%3D&i=NWY1&h=0123",
                "https://a.fr/b?c=d~",
            ),
            (
                "https://mibc-fr-04.mailinblack.com/securelink/?key=eyJhbG&url=https%3A%2F%2Fa.fr%2Fb",
                "https://a.fr/b",
            ),
        ] {
            check(link, Some((want, true)));
        }
    }

    #[test]
    fn gateways_within_gateways_are_undone() {
        let inner = "https%3A%2F%2Furldefense.com%2Fv3%2F__https%3A%2F%2Fa.fr%2Fb__%3B!!x!y%24";
        let outer = format!("https://eur01.safelinks.protection.outlook.com/?url={inner}&data=x");
        check(&outer, Some(("https://a.fr/b", true)));
    }

    #[test]
    fn others_are_known_by_their_form() {
        for link in [
            "https://www.google.com/url?q=https://a.fr/b&sa=D&usg=AOvVaw0123456789abcdefgh",
            "https://l.facebook.com/l.php?u=https%3A%2F%2Fa.fr%2Fb&h=AT0123456789abcdefghijk",
            "https://passerelle.exemple.fr/v1/visite/?key=eyJhbGciOiJIUzI1NiJ9&url=https://a.fr/b",
            "https://passerelle.exemple.fr:8443/lien.php?q=1&u=https%3A%2F%2Fa.fr%2Fb&h=9a8b7c6d5e4f9a8b7c6d",
        ] {
            check(link, Some(("https://a.fr/b", false)));
        }
    }

    #[test]
    fn a_gateway_that_does_not_say_what_was_in_its_link_leaves_a_doubt() {
        for link in [
            "https://url.uk.m.mimecastprotect.com/s/AbCdC0123456789fXyZ?domain=a.fr",
            "https://protect-eu.mimecast.com/s/AbCdC0123456789fXyZ?domain=a.fr",
            "https://mibc-fr-04.mailinblack.com/securelink/?key=eyJsYW5nIjoiRlIi",
            "https://antiphishing.vadesecure.com/v4?f=UU1XcHkx",
            "https://urldefense.com/v3/__https",
            "https://eur01.safelinks.protection.outlook.com/?url=javascript%3Aalert(1)&data=x",
            "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fa%20b&data=x",
            "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fa.fr%2F%FF&data=x",
        ] {
            check(link, Some((link, false)));
        }
    }

    #[test]
    fn other_links_stay_as_they_are() {
        for link in [
            "https://a.fr",
            "https://observatoire.fr/?url=https%3A%2F%2Fa.fr&langue=fr",
            "https://validator.w3.org/nu/?doc=https%3A%2F%2Fa.fr%2F&show=0123456789abcdefghijklm",
            "https://git.fr/issues?q=is%3Aopen&token=9a8b7c6d5e4f9a8b7c6d",
            "https://web.archive.org/web/20240101000000/https://a.fr/b",
            "https://archive.org/wayback/available?url=a.fr&timestamp=20240101000000000000",
            "https://partage.exemple.fr/?u=https%3A%2F%2Fa.fr&utm_campaign=lettre-de-janvier-2024",
            "https://www.mailinblack.com/fr",
            "https://www.vadesecure.com/v4?u=https%3A%2F%2Fa.fr",
            "https://xprotection.sophos.com/?u=https%3A%2F%2Fa.fr",
        ] {
            check(link, None);
        }
    }

    #[test]
    fn links_within_texts_are_undone() {
        let safe =
            "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fa.fr%2Fb&data=x";
        let text = format!("Voir {safe}, ({safe}), https://b.fr ; <{safe}>.");
        let undone = originals(&text).unwrap();
        assert_eq!(
            undone.link,
            "Voir https://a.fr/b, (https://a.fr/b), https://b.fr ; <https://a.fr/b>."
        );
        assert!(undone.is_certain);
        assert_eq!(originals("Voir https://b.fr"), None);
    }

    proptest! {
        #[test]
        fn undoing_never_panics(
            start in prop::sample::select(vec![
                "https://urldefense.com/v3/__",
                "https://urldefense.com/v2/url?u=",
                "https://eur01.safelinks.protection.outlook.com/?url=",
                "",
            ]),
            rest in "[a-zA-Zé*_;!%&=/:?. -]{0,40}",
        ) {
            let text = format!("{start}{rest}");
            original(&text);
            originals(&text);
            percent_decoded(&text);
        }
    }
}
