//! What is kept between two visits, as text.
//!
//! A record is one JSON object:
//!
//! ```json
//! {
//!   "format": "bluehats-participation",
//!   "version": 3,
//!   "revision": 12,
//!   "saved_at": 1704790920000,
//!   "edition": "2024-01-09",
//!   "proposal": {
//!     "name": "Camille Durand", "…": "…",
//!     "sent": { "at": 1704790800000, "proposal": { "name": "Camille Durand", "…": "…", "sent": null } }
//!   }
//! }
//! ```
//!
//! | version | adds |
//! |---|---|
//! | 1 | |
//! | 2 | `proposal.sent`: what the visitor says they sent, or `null` |
//! | 3 | `edition`: the edition of the event that the draft belongs to, or `null` where nobody knows |
//!
//! A release must not take a record of a later version for its own: it would write it anew without
//! what it does not know. So `format` and `version` never change their meaning: every release,
//! however old, can tell a record of its own from one that a later release wrote, and from something
//! else altogether. Every version ever released stays readable: a sample of each is kept in
//! `fixtures/`. Versions have only ever added parts, so one set of types reads them all (`parts`).

mod lenient;
mod parts;

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{Edition, Proposal};

/// The name that every record bears.
pub const FORMAT: &str = "bluehats-participation";

/// The version of the records that this release writes.
pub const VERSION: u32 = 3;

/// A draft, as it was saved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// The position in the order of saves. Of two records of the same draft the one with the greater
    /// revision is the newer, whatever the clocks said.
    pub revision: u64,
    /// When it was saved: milliseconds since 1970 (Unix time), by the device's clock.
    pub saved_at: u64,
    /// The [key](Edition::key) of the edition that the draft belongs to; `None` in records of
    /// versions 1 and 2.
    pub edition: Option<String>,
    /// The draft.
    pub proposal: Proposal,
}

impl Record {
    /// The draft, as one of `edition`, and whether something had to be dropped for that.
    ///
    /// Texts stay. Days that are not of the edition are dropped: no checkbox shows them, so they
    /// would be sent without the visitor's knowledge. In a draft of another edition the statement
    /// that it was sent is dropped too: it is about another message. A record that does not name its
    /// edition belongs to another one if it names a day of another one, in the draft or in what was
    /// sent; without any day it is taken for a draft of this edition.
    ///
    /// Every way in goes through here: the stored draft, another tab's, the journal's, a backup, and
    /// an archived version.
    pub fn for_edition(mut self, edition: &Edition) -> (Proposal, bool) {
        let dropped = self.adapt_to(edition);
        (self.proposal, dropped)
    }

    /// The same in place.
    pub(crate) fn adapt_to(&mut self, edition: &Edition) -> bool {
        let Self { edition: key, proposal, .. } = self;
        let names_other_days =
            |draft: &Proposal| draft.presence.iter().any(|day| !edition.days.contains(day));
        let is_of_other = match key {
            Some(key) => key != edition.key,
            None => {
                names_other_days(proposal)
                    || proposal.sent.as_ref().is_some_and(|sent| names_other_days(&sent.proposal))
            }
        };
        let mut dropped = names_other_days(proposal);
        proposal.presence.retain(|day| edition.days.contains(day));
        if is_of_other {
            dropped |= proposal.sent.take().is_some();
        }
        dropped
    }
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
    /// A record of this app that is truncated, or has parts missing, twice, or of the wrong type.
    Damaged,
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Foreign => write!(f, "not a record of format `{FORMAT}`"),
            Self::Newer { version } => {
                write!(f, "a record of version {version}, newer than version {VERSION}")
            }
            Self::Damaged => f.write_str(
                "a record that is truncated, or has parts missing, twice, or of the wrong type",
            ),
        }
    }
}

impl std::error::Error for DecodeError {}

/// Writes a record of the latest version.
pub fn encode(record: &Record) -> String {
    /// The record with its header.
    #[derive(Serialize)]
    struct Latest<'a> {
        format: &'a str,
        version: u32,
        revision: u64,
        saved_at: u64,
        edition: Option<&'a str>,
        proposal: &'a Proposal,
    }

    let Record { revision, saved_at, edition, proposal } = record;
    let latest = Latest {
        format: FORMAT,
        version: VERSION,
        revision: *revision,
        saved_at: *saved_at,
        edition: edition.as_deref(),
        proposal,
    };
    match serde_json::to_string(&latest) {
        Ok(text) => text,
        // Another text in place of the record would overwrite the draft.
        Err(_) => unreachable!("texts, numbers and lists can always be written"),
    }
}

/// Reads a record of any version released so far. Names unknown to its version are ignored, and so
/// is how other programs write numbers and characters.
///
/// # Errors
/// Why it cannot be read; the text should then be quarantined, never overwritten.
pub fn decode(text: &str) -> Result<Record, DecodeError> {
    decode_strictly(text).or_else(|error| match error {
        DecodeError::Newer { .. } => Err(error),
        _ => decode_strictly(&lenient::normalised(text)),
    })
}

fn decode_strictly(text: &str) -> Result<Record, DecodeError> {
    let Ok(header) = serde_json::from_str::<Header>(text) else {
        let is_ours = starts_like_a_record(text);
        return Err(if is_ours { DecodeError::Damaged } else { DecodeError::Foreign });
    };
    if header.format != FORMAT {
        return Err(DecodeError::Foreign);
    }
    match header.version {
        0 => return Err(DecodeError::Damaged),
        1..=VERSION => {}
        version => return Err(DecodeError::Newer { version }),
    }
    let record = serde_json::from_str(text).ok();
    let record = record.and_then(|record: parts::Record| record.of_version(header.version));
    let record = record.ok_or(DecodeError::Damaged)?;
    let Record { revision, proposal, .. } = record;
    Ok(Record {
        revision: if revision > GREATEST_REVISION { 0 } else { revision },
        proposal: proposal.repaired(),
        ..record
    })
}

/// What all versions have in common.
#[derive(Deserialize)]
struct Header<'a> {
    #[serde(borrow)]
    format: Cow<'a, str>,
    version: u32,
}

/// Nobody saves a draft so many times, and every JavaScript number up to twice this is exact (the
/// page's crash script compares revisions as such). A greater one was not written by this app, and is
/// read as none, so that there is always a next one.
const GREATEST_REVISION: u64 = 1 << 52;

/// Whether a text that cannot be read was one of our records: they say so in their first words,
/// which are the last to be lost when a text is truncated.
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
    use crate::testing::proposals;
    use crate::{Date, Edit, Item, Sending};

    #[derive(Clone, Copy, Debug)]
    enum Damage {
        Cut,
        Change,
        Insert,
    }

    const SAMPLE_V1: &str = include_str!("../../fixtures/record-v1.json");
    const SAMPLE_V2: &str = include_str!("../../fixtures/record-v2.json");
    const SAMPLE_V3: &str = include_str!("../../fixtures/record-v3.json");

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
    fn a_record_of_an_earlier_version_is_written_anew_as_one_of_the_latest() {
        let mut want = json(SAMPLE_V1);
        want["version"] = VERSION.into();
        want["edition"] = serde_json::Value::Null;
        want["proposal"]["sent"] = serde_json::Value::Null;
        assert_eq!(json(&encode(&decode(SAMPLE_V1).unwrap())), want);
        let mut want = json(SAMPLE_V3);
        want["edition"] = serde_json::Value::Null;
        assert_eq!(json(&encode(&decode(SAMPLE_V2).unwrap())), want);
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
    fn the_sample_of_version_3_is_what_this_release_writes() {
        let record = decode(SAMPLE_V3).unwrap();
        assert_eq!(record.edition.as_deref(), Some("2024-01-09"));
        assert_eq!(Record { edition: None, ..record.clone() }, decode(SAMPLE_V2).unwrap());
        assert_eq!(json(&encode(&record)), json(SAMPLE_V3));
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
                "{\"format\":\"bluehats-participation\",\"version\":4}",
                DecodeError::Newer { version: 4 },
            ),
            ("{\"format\":\"bluehats-participation\",\"version\":3}", DecodeError::Damaged),
            ("{\"format\":\"bluehats-participation\",\"version\":2}", DecodeError::Damaged),
            ("{\"format\":\"bluehats-participation\",\"version\":1}", DecodeError::Damaged),
            ("{\"format\":\"bluehats-participation\",\"version\":0}", DecodeError::Damaged),
        ] {
            assert_eq!(decode(json), Err(want), "{json}");
        }
    }

    #[test]
    fn a_record_is_read_as_other_programs_write_it() {
        let want = decode(SAMPLE_V3).unwrap();
        let floats = SAMPLE_V3.replace("\"version\": 3", "\"version\": 3.0");
        let floats =
            floats.replace("1704790920000", "1.70479092e12").replace("\"id\": 5", "\"id\": 5.0");
        assert_ne!(floats, SAMPLE_V3);
        assert_eq!(decode(&floats), Ok(want.clone()));
        let half = SAMPLE_V3.replace("Camille Durand", "Camille \\ud83e Durand");
        assert_eq!(decode(&half).unwrap().proposal.name, "Camille \u{fffd} Durand");
        let newer = SAMPLE_V3.replace("\"version\": 3", "\"version\": 4.0");
        assert_eq!(decode(&newer), Err(DecodeError::Newer { version: 4 }));
    }

    #[test]
    fn a_record_cut_anywhere_is_damaged_once_it_has_said_its_name() {
        let written = encode(&decode(SAMPLE_V3).unwrap());
        for record in [SAMPLE_V1, SAMPLE_V2, SAMPLE_V3, &written].map(str::trim_end) {
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
        let [of_2, of_3] = [SAMPLE_V2, SAMPLE_V3]
            .map(|text| parts.into_iter().chain(sent).map(move |path| (text, path)));
        for (text, path) in of_1.into_iter().chain(of_2).chain(of_3) {
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
            record.pointer_mut(path).unwrap()["sent"] = json(SAMPLE_V3)["proposal"]["sent"].clone();
            decode(&record.to_string())
        };
        assert_eq!(with_statement(SAMPLE_V3, "/proposal/sent/proposal"), decode(SAMPLE_V3));
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
            ("[\"2024-01-09\"", "[\"2024-01-32\""),
            ("\"Camille Durand\"", "null"),
            ("\"sent\": {", "\"sent\": false, \"x\": {"),
            ("\"sent\": {", "\"sent\": [], \"x\": {"),
            ("\"at\": 1704787620000", "\"at\": null"),
            ("\"id\": 10", "\"id\": \"10\""),
        ] {
            for sample in [SAMPLE_V2, SAMPLE_V3] {
                let json = sample.replacen(right, wrong, 1);
                assert_ne!(json, sample);
                assert_eq!(decode(&json), Err(DecodeError::Damaged), "{wrong}");
            }
        }
    }

    #[test]
    fn a_part_that_is_there_twice_is_refused() {
        for sample in [SAMPLE_V1, SAMPLE_V2, SAMPLE_V3] {
            for part in ["\"name\": \"\"", "\"id\": 1", "\"revision\": 12", "\"version\": 1"] {
                let name = part.split_inclusive(':').next().unwrap();
                let twice = sample.replacen(name, &format!("{part}, {name}"), 1);
                assert_ne!(twice, sample);
                assert_eq!(decode(&twice), Err(DecodeError::Damaged), "{part}");
            }
        }
    }

    #[test]
    fn what_is_nested_deeply_does_not_overflow_the_stack() {
        const DEPTH: usize = 1_000_000;
        let (open, close) = ("[".repeat(DEPTH), "]".repeat(DEPTH));
        assert_eq!(decode(&open), Err(DecodeError::Foreign));
        let extended = SAMPLE_V3.replacen('{', &format!("{{\"x\": {open}{close},"), 1);
        assert_eq!(decode(&extended), decode(SAMPLE_V3), "what is ignored is not followed");
        let statement = "\"sent\": { \"at\": 1, \"proposal\": {";
        let nested = SAMPLE_V3.replacen("\"sent\": {", &statement.repeat(DEPTH), 1);
        assert_eq!(decode(&nested), Err(DecodeError::Damaged));
    }

    #[test]
    fn ids_near_their_end_are_given_anew() {
        for (right, wrong) in [
            ("\"last_id\": 10", "\"last_id\": 4294967295"),
            ("\"id\": 9", "\"id\": 4294967295"),
            ("\"id\": 10", "\"id\": 4294967295"),
        ] {
            let json = SAMPLE_V3.replacen(right, wrong, 1);
            assert_ne!(json, SAMPLE_V3);
            let mut proposal = decode(&json).unwrap().proposal;
            assert!(proposal.says_the_same_as(&decode(SAMPLE_V3).unwrap().proposal), "{wrong}");
            let sent = proposal.sent.clone().unwrap().proposal;
            assert_eq!(sent.software[0].goals[0], proposal.software[0].goals[0]);
            for _ in 0..3 {
                let item = Item::Goal(proposal.new_goal());
                let parent = Some(proposal.software[0].id);
                assert!(!sent.ids().contains(&item.id()));
                assert!(
                    proposal.apply(Edit::Insert { parent, index: 0, item }).is_some(),
                    "{wrong}"
                );
            }
        }
    }

    #[test]
    fn there_is_a_revision_after_any() {
        for revision in ["18446744073709551615", "9007199254740993"] {
            let json =
                SAMPLE_V3.replacen("\"revision\": 12", &format!("\"revision\": {revision}"), 1);
            let record = decode(&json).unwrap();
            assert_eq!(record.revision, 0);
            assert_eq!(record.proposal, decode(SAMPLE_V3).unwrap().proposal);
        }
    }

    const DAYS: [Date; 2] = match (Date::new(2025, 1, 14), Date::new(2025, 1, 15)) {
        (Some(one), Some(other)) => [one, other],
        _ => panic!("no such days"),
    };

    #[test]
    fn a_draft_of_another_edition_keeps_its_texts_only() {
        let next = Edition { key: "2025-01-14", days: &DAYS };
        for sample in [SAMPLE_V1, SAMPLE_V2, SAMPLE_V3] {
            let record = decode(sample).unwrap();
            let texts = Proposal { presence: Vec::new(), sent: None, ..record.proposal.clone() };
            assert_eq!(record.for_edition(&next), (texts, true));
        }
    }

    #[test]
    fn a_draft_of_the_same_edition_is_kept_whole() {
        let presence = &decode(SAMPLE_V1).unwrap().proposal.presence;
        let same = Edition { key: "2024-01-09", days: Vec::leak(presence.clone()) };
        for sample in [SAMPLE_V1, SAMPLE_V2, SAMPLE_V3] {
            let record = decode(sample).unwrap();
            let proposal = record.proposal.clone();
            assert_eq!(record.for_edition(&same), (proposal, false));
        }
    }

    #[test]
    fn a_day_that_only_the_message_named_tells_that_the_edition_is_another() {
        let next = Edition { key: "2025-01-14", days: &DAYS };
        let mut record = decode(SAMPLE_V2).unwrap();
        record.proposal.presence.clear();
        let (proposal, dropped) = record.clone().for_edition(&next);
        assert_eq!((proposal.sent, dropped), (None, true));
        // Without any day, nobody knows.
        record.proposal.sent.as_mut().unwrap().proposal.presence.clear();
        let (proposal, dropped) = record.for_edition(&next);
        assert!(proposal.sent.is_some() && !dropped);
    }

    #[test]
    fn a_day_that_the_edition_no_longer_has_is_dropped() {
        let changed = Edition { key: "2024-01-09", days: &DAYS };
        let record = decode(SAMPLE_V3).unwrap();
        let (proposal, dropped) = record.for_edition(&changed);
        assert!(proposal.presence.is_empty() && proposal.sent.is_some() && dropped);
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

    fn records() -> impl Strategy<Value = Record> {
        let edition = proptest::option::of("[0-9-]{0,10}");
        (0..=GREATEST_REVISION, any::<u64>(), edition, proposals()).prop_map(
            |(revision, saved_at, edition, proposal)| Record {
                revision,
                saved_at,
                edition,
                proposal,
            },
        )
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(record in records()) {
            prop_assert_eq!(decode(&encode(&record)), Ok(record));
        }

        #[test]
        fn what_is_written_is_what_any_json_reader_reads(record in records()) {
            let text = encode(&record);
            let value: serde_json::Value = serde_json::from_str(&text).unwrap();
            prop_assert_eq!(&value["revision"], &serde_json::json!(record.revision));
            // Written anew by another program, its names in another order.
            prop_assert_eq!(decode(&format!("{value:#}")), decode(&text));
        }

        #[test]
        fn a_damaged_record_is_refused_or_a_record_all_the_same(
            record in records(),
            at in any::<Index>(),
            byte in any::<u8>(),
            damage in select(&[Damage::Cut, Damage::Change, Damage::Insert][..]),
        ) {
            let mut bytes = encode(&record).into_bytes();
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
