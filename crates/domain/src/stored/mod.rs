//! What is kept between two visits, as text.
//!
//! A record is one JSON object:
//!
//! ```json
//! {
//!   "format": "bluehats-participation",
//!   "version": 2,
//!   "revision": 12,
//!   "saved_at": 1704790920000,
//!   "proposal": {
//!     "name": "Camille Durand", "…": "…",
//!     "sent": { "at": 1704790800000, "proposal": { "name": "Camille Durand", "…": "…" } }
//!   }
//! }
//! ```
//!
//! `sent` is what the visitor says they sent, or `null`; version 1 had no such thing. A release that
//! knows only version 1 must not take such a record for its own: it would write it anew without.
//!
//! `format` and `version` never change their meaning, so that every release, however old, can tell
//! a record of its own from one that a later release wrote, and from something else altogether.
//! Every version ever released stays readable: a sample of each is kept in `fixtures/`.

mod json;
mod record;

use std::fmt;

use self::json::{Object, Value};
use crate::Proposal;

/// The name that every record bears.
pub const FORMAT: &str = "bluehats-participation";

/// The version of the records that this release writes.
pub const VERSION: u32 = 2;

/// A draft, as it was saved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// How many times the draft had been saved, this time included. Of two records of the same
    /// draft the one with the greater revision is the newer, whatever the clocks said.
    pub revision: u64,
    /// When it was saved: milliseconds since 1970 (Unix time), by the device's clock.
    pub saved_at: u64,
    /// The draft.
    pub proposal: Proposal,
}

/// Why a text is not a record that this release reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecodeError {
    /// Not a record of this app; perhaps not even JSON.
    Foreign,
    /// A record that a later release wrote.
    Newer {
        /// The record's version.
        version: u32,
    },
    /// A record of this app that is cut, or has parts missing or of the wrong type.
    Damaged,
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Foreign => write!(f, "not a record of format `{FORMAT}`"),
            Self::Newer { version } => {
                write!(f, "a record of version {version}, newer than version {VERSION}")
            }
            Self::Damaged => {
                f.write_str("a record that is cut, or has parts missing or of the wrong type")
            }
        }
    }
}

impl std::error::Error for DecodeError {}

/// Writes a record.
pub fn encode(record: &Record) -> String {
    record::write(record)
}

/// Reads a record of any version released so far. What it has under names unknown to this release
/// is not minded; of values under one name the last counts.
///
/// # Errors
/// Why it cannot be read; the text should then be set aside, never overwritten.
pub fn decode(text: &str) -> Result<Record, DecodeError> {
    match Envelope::open(text) {
        Some(Envelope { format, version, record }) if format == FORMAT => match version {
            0 => Err(DecodeError::Damaged),
            1..=VERSION => record::read(&record, version).ok_or(DecodeError::Damaged),
            _ => Err(DecodeError::Newer { version }),
        },
        None if starts_like_a_record(text) => Err(DecodeError::Damaged),
        _ => Err(DecodeError::Foreign),
    }
}

/// What all versions have in common.
struct Envelope<'a> {
    format: String,
    version: u32,
    record: Object<'a>,
}

impl<'a> Envelope<'a> {
    fn open(text: &'a str) -> Option<Self> {
        let record = Value::parse(text)?.object()?;
        let version = u32::try_from(record.number("version")?).ok()?;
        Some(Self { format: record.text("format")?, version, record })
    }
}

/// Whether a text that cannot be read was one of our records: they say so in their first words,
/// which are the last to be lost when a text is cut.
fn starts_like_a_record(text: &str) -> bool {
    let start = &text[..text.floor_char_boundary(START)];
    let format = start.split_once("\"format\"").and_then(|(_, rest)| {
        rest.trim_start().strip_prefix(':')?.trim_start().strip_prefix('"')?.strip_prefix(FORMAT)
    });
    format.is_some_and(|rest| rest.starts_with('"'))
}

/// How many bytes hold the first words of a record, whichever program wrote it.
const START: usize = 200;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::sample::{Index, select};

    use super::*;
    use crate::Sending;
    use crate::testing::proposals;

    #[derive(Clone, Copy, Debug)]
    enum Damage {
        Cut,
        Change,
        Insert,
    }

    const SAMPLE_V1: &str = include_str!("../../fixtures/record-v1.json");
    const SAMPLE_V2: &str = include_str!("../../fixtures/record-v2.json");

    fn json(text: &str) -> serde_json::Value {
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn the_sample_of_version_1_is_read_whole() {
        let record = decode(SAMPLE_V1).unwrap();
        let proposal = &record.proposal;
        assert_eq!((record.revision, record.saved_at), (12, 1_704_790_920_000));
        assert_eq!(proposal.name, "Camille Durand");
        assert_eq!(proposal.presence.len(), 2);
        assert_eq!(proposal.software[0].goals[1].text, "Écrire un guide\npour les communes");
        assert_eq!(
            proposal.software[0].help_requests[0].ticket,
            "https://git.exemple.fr/demo/-/issues/7"
        );
        assert_eq!(proposal.talks[0].kind, crate::TalkKind::NonTechnical);
        assert_eq!(proposal.new_goal().id.number(), 10);
        assert_eq!(proposal.sent, None);
    }

    #[test]
    fn the_sample_of_version_1_is_written_anew_as_one_without_a_statement() {
        let mut want = json(SAMPLE_V1);
        want["version"] = 2.into();
        want["proposal"]["sent"] = serde_json::Value::Null;
        assert_eq!(json(&encode(&decode(SAMPLE_V1).unwrap())), want);
    }

    #[test]
    fn the_sample_of_version_2_is_read_whole() {
        let proposal = decode(SAMPLE_V2).unwrap().proposal;
        let sent = proposal.sent.as_ref().unwrap();
        assert_eq!(proposal.sending(), Sending::ModifiedSince { at: 1_704_787_620_000 });
        assert_eq!(sent.proposal.presence.len(), 1);
        let goals = |draft: &Proposal| draft.software[0].goals.clone();
        assert_eq!(goals(&sent.proposal)[0], goals(&proposal)[0]);
        assert_eq!(goals(&sent.proposal)[1].text, "Traduire l’interface");
        assert_eq!(sent.proposal.talks[0].kind, crate::TalkKind::Technical);
        assert_eq!(proposal.new_goal().id.number(), 11);
    }

    #[test]
    fn the_sample_of_version_2_is_what_this_release_writes() {
        assert_eq!(json(&encode(&decode(SAMPLE_V2).unwrap())), json(SAMPLE_V2));
    }

    #[test]
    fn what_is_no_record_is_said() {
        for (json, want) in [
            ("", DecodeError::Foreign),
            ("{\"format\":", DecodeError::Foreign),
            ("{\"format\":\"bluehats-participation", DecodeError::Foreign),
            ("{\"format\":\"bluehats-participation\"", DecodeError::Damaged),
            ("{\"format\":\"bluehats-participation\"}", DecodeError::Damaged),
            ("{\"format\":\"bluehats-participation\",\"version\":\"1\"}", DecodeError::Damaged),
            ("Our \"format\" is \"bluehats-participation\"", DecodeError::Foreign),
            ("12", DecodeError::Foreign),
            ("{\"theme\":\"dark\"}", DecodeError::Foreign),
            ("{\"format\":\"other\",\"version\":1}", DecodeError::Foreign),
            (
                "{\"format\":\"bluehats-participation\",\"version\":3}",
                DecodeError::Newer { version: 3 },
            ),
            ("{\"format\":\"bluehats-participation\",\"version\":2}", DecodeError::Damaged),
            ("{\"format\":\"bluehats-participation\",\"version\":1}", DecodeError::Damaged),
            ("{\"format\":\"bluehats-participation\",\"version\":0}", DecodeError::Damaged),
        ] {
            assert_eq!(decode(json), Err(want), "{json}");
        }
    }

    #[test]
    fn a_record_cut_anywhere_is_damaged_once_it_has_said_its_name() {
        let sample = decode(SAMPLE_V2).unwrap();
        for record in [SAMPLE_V1.trim_end(), SAMPLE_V2.trim_end(), &encode(&sample)] {
            let named = record.find(FORMAT).unwrap() + FORMAT.len() + 1;
            for (end, _) in record.char_indices() {
                let want = if end < named { DecodeError::Foreign } else { DecodeError::Damaged };
                assert_eq!(decode(&record[..end]), Err(want), "cut at byte {end}");
            }
        }
    }

    #[test]
    fn a_missing_part_is_missed_and_an_unknown_one_is_not_minded() {
        let parts = ["", "/proposal", "/proposal/software/0", "/proposal/talks/0"];
        let sent = ["/proposal/sent", "/proposal/sent/proposal"];
        let of_1 = parts.map(|path| (SAMPLE_V1, path));
        let of_2 = parts.into_iter().chain(sent).map(|path| (SAMPLE_V2, path));
        for (text, path) in of_1.into_iter().chain(of_2) {
            let sample = json(text);
            let names = sample.pointer(path).unwrap().as_object().unwrap().keys();
            for name in names.filter(|name| !matches!(&***name, "format" | "version")) {
                let mut lacking = sample.clone();
                lacking.pointer_mut(path).unwrap().as_object_mut().unwrap().remove(name);
                let decoded = decode(&lacking.to_string());
                assert_eq!(decoded, Err(DecodeError::Damaged), "{path}/{name}");
            }
            let mut richer = sample.clone();
            richer.pointer_mut(path).unwrap()["unknown"] = serde_json::json!([{ "a": [-1.5e3] }]);
            assert_eq!(decode(&richer.to_string()), decode(text), "{path}");
        }
    }

    #[test]
    fn a_statement_is_unknown_to_version_1_and_in_what_was_sent() {
        let with_statement = |text, path| {
            let mut record = json(text);
            record.pointer_mut(path).unwrap()["sent"] = json(SAMPLE_V2)["proposal"]["sent"].clone();
            decode(&record.to_string())
        };
        assert_eq!(with_statement(SAMPLE_V1, "/proposal"), decode(SAMPLE_V1));
        assert_eq!(with_statement(SAMPLE_V2, "/proposal/sent/proposal"), decode(SAMPLE_V2));
    }

    #[test]
    fn a_part_of_the_wrong_type_is_refused() {
        for (right, wrong) in [
            ("\"id\": 3", "\"id\": 4294967296"),
            ("\"id\": 3", "\"id\": -3"),
            ("\"id\": 3", "\"id\": 3.5"),
            ("\"id\": 3", "\"id\": \"3\""),
            ("\"revision\": 12", "\"revision\": 18446744073709551616"),
            ("\"kind\": \"bug\"", "\"kind\": \"Bug\""),
            ("2024-01-09", "2024-01-32"),
            ("\"Camille Durand\"", "null"),
            ("\"sent\": {", "\"sent\": false, \"x\": {"),
            ("\"sent\": {", "\"sent\": [], \"x\": {"),
            ("\"at\": 1704787620000", "\"at\": null"),
            ("\"id\": 10", "\"id\": \"10\""),
        ] {
            let json = SAMPLE_V2.replacen(right, wrong, 1);
            assert_ne!(json, SAMPLE_V2);
            assert_eq!(decode(&json), Err(DecodeError::Damaged), "{wrong}");
        }
    }

    #[test]
    fn what_is_nested_deeply_does_not_overflow_the_stack() {
        const DEPTH: usize = 1_000_000;
        let (open, close) = ("[".repeat(DEPTH), "]".repeat(DEPTH));
        assert_eq!(decode(&open), Err(DecodeError::Foreign));
        let extended = SAMPLE_V2.replacen('{', &format!("{{\"x\": {open}{close},"), 1);
        assert_eq!(decode(&extended), decode(SAMPLE_V2));
    }

    #[test]
    fn ids_that_another_program_gave_twice_are_given_anew() {
        for (right, wrong) in [("\"id\": 3", "\"id\": 2"), ("\"id\": 10", "\"id\": 2")] {
            let json = SAMPLE_V2.replace(right, wrong);
            assert_ne!(json, SAMPLE_V2);
            let proposal = decode(&json).unwrap().proposal;
            let sent = &proposal.sent.as_ref().unwrap().proposal;
            for draft in [&proposal, sent] {
                let mut ids = draft.numbers();
                ids.sort_unstable();
                ids.dedup();
                assert_eq!(ids.len(), draft.numbers().len(), "{wrong}");
                assert!(ids.iter().all(|id| *id < proposal.new_goal().id.number()));
            }
            // What was the same item still is.
            assert_eq!(sent.software[0].goals[0], proposal.software[0].goals[0]);
            assert_eq!(
                sent.software[0].help_requests[0].id,
                proposal.software[0].help_requests[0].id
            );
            assert_eq!(sent.talks[0].id, proposal.talks[0].id);
            let gone = sent.software[0].goals[1].id.number();
            assert!(!proposal.numbers().contains(&gone));
        }
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(proposal in proposals(), revision in any::<u64>(), saved_at in any::<u64>()) {
            let record = Record { revision, saved_at, proposal };
            prop_assert_eq!(decode(&encode(&record)), Ok(record));
        }

        #[test]
        fn what_is_written_is_what_any_json_reader_reads(proposal in proposals(), revision in any::<u64>()) {
            let text = encode(&Record { revision, saved_at: 0, proposal });
            let value: serde_json::Value = serde_json::from_str(&text).unwrap();
            prop_assert_eq!(&value["revision"], &serde_json::json!(revision));
            // Written anew by another program, its names in another order.
            prop_assert_eq!(decode(&format!("{value:#}")), decode(&text));
        }

        #[test]
        fn a_damaged_record_is_refused_or_a_record_all_the_same(
            proposal in proposals(),
            at in any::<Index>(),
            byte in any::<u8>(),
            damage in select(&[Damage::Cut, Damage::Change, Damage::Insert][..]),
        ) {
            let mut bytes = encode(&Record { revision: 1, saved_at: 2, proposal }).into_bytes();
            let at = at.index(bytes.len());
            match damage {
                Damage::Cut => bytes.truncate(at),
                Damage::Change => bytes[at] = byte,
                Damage::Insert => bytes.insert(at, byte),
            }
            let text = String::from_utf8_lossy(&bytes);
            if let Ok(record) = decode(&text) {
                prop_assert!(serde_json::from_str::<serde_json::Value>(&text).is_ok());
                prop_assert_eq!(decode(&encode(&record)), Ok(record));
            }
        }

        #[test]
        fn reading_never_panics(json in "(?s).{0,80}") {
            let _ = decode(&json);
        }
    }
}
