//! What is kept between two visits, as text.
//!
//! A record is one JSON object:
//!
//! ```json
//! {
//!   "format": "bluehats-participation",
//!   "version": 1,
//!   "revision": 12,
//!   "saved_at": 1704790920000,
//!   "proposal": { "name": "Camille Durand", "…": "…" }
//! }
//! ```
//!
//! `format` and `version` never change their meaning, so that every release, however old, can tell
//! a record of its own from one that a later release wrote, and from something else altogether.
//! Every version ever released stays readable: a sample of each is kept in `fixtures/`.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::Proposal;

/// The name that every record bears.
pub const FORMAT: &str = "bluehats-participation";

/// The version of the records that this release writes.
pub const VERSION: u32 = 1;

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
    /// Not JSON at all: cut, or damaged.
    NotJson,
    /// JSON, but not a record of this app.
    Foreign,
    /// A record that a later release wrote.
    Newer {
        /// The record's version.
        version: u32,
    },
    /// A record of a version that this release reads, with parts missing or of the wrong type.
    Damaged,
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotJson => f.write_str("not JSON"),
            Self::Foreign => write!(f, "not a record of format `{FORMAT}`"),
            Self::Newer { version } => {
                write!(f, "a record of version {version}, newer than version {VERSION}")
            }
            Self::Damaged => f.write_str("a record with parts missing or of the wrong type"),
        }
    }
}

impl std::error::Error for DecodeError {}

/// Writes a record.
pub fn encode(record: &Record) -> String {
    let record = V1Ref {
        format: FORMAT,
        version: VERSION,
        revision: record.revision,
        saved_at: record.saved_at,
        proposal: &record.proposal,
    };
    match serde_json::to_string(&record) {
        Ok(json) => json,
        // Only maps whose keys are no strings, and `Serialize` implementations that fail by
        // themselves, cannot be written.
        Err(_) => unreachable!("a draft has neither"),
    }
}

/// Reads a record of any version released so far.
///
/// # Errors
/// Why it cannot be read; the text should then be set aside, never overwritten.
pub fn decode(json: &str) -> Result<Record, DecodeError> {
    if let Ok(envelope) = serde_json::from_str::<Envelope<'_>>(json) {
        return match (envelope.format, envelope.version) {
            (FORMAT, 1) => decode_v1(json),
            (FORMAT, version @ 2..) => Err(DecodeError::Newer { version }),
            (FORMAT, 0) => Err(DecodeError::Damaged),
            _ => Err(DecodeError::Foreign),
        };
    }
    match serde_json::from_str::<serde::de::IgnoredAny>(json) {
        Ok(_) => Err(DecodeError::Foreign),
        Err(_) => Err(DecodeError::NotJson),
    }
}

fn decode_v1(json: &str) -> Result<Record, DecodeError> {
    let V1 { revision, saved_at, proposal } =
        serde_json::from_str(json).map_err(|_| DecodeError::Damaged)?;
    Ok(Record { revision, saved_at, proposal: proposal.repaired() })
}

/// What all versions have in common.
#[derive(Deserialize)]
struct Envelope<'a> {
    #[serde(borrow)]
    format: &'a str,
    version: u32,
}

#[derive(Serialize)]
struct V1Ref<'a> {
    format: &'a str,
    version: u32,
    revision: u64,
    saved_at: u64,
    proposal: &'a Proposal,
}

#[derive(Deserialize)]
struct V1 {
    revision: u64,
    saved_at: u64,
    proposal: Proposal,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testing::proposals;

    const SAMPLE_V1: &str = include_str!("../fixtures/record-v1.json");

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
    }

    #[test]
    fn the_sample_of_version_1_is_what_this_release_writes() {
        let record = decode(SAMPLE_V1).unwrap();
        let written: serde_json::Value = serde_json::from_str(&encode(&record)).unwrap();
        let sample: serde_json::Value = serde_json::from_str(SAMPLE_V1).unwrap();
        assert_eq!(written, sample);
    }

    #[test]
    fn what_is_no_record_is_said() {
        for (json, want) in [
            ("", DecodeError::NotJson),
            ("{\"format\":", DecodeError::NotJson),
            ("12", DecodeError::Foreign),
            ("{\"theme\":\"dark\"}", DecodeError::Foreign),
            ("{\"format\":\"other\",\"version\":1}", DecodeError::Foreign),
            (
                "{\"format\":\"bluehats-participation\",\"version\":2}",
                DecodeError::Newer { version: 2 },
            ),
            ("{\"format\":\"bluehats-participation\",\"version\":1}", DecodeError::Damaged),
            ("{\"format\":\"bluehats-participation\",\"version\":0}", DecodeError::Damaged),
        ] {
            assert_eq!(decode(json), Err(want), "{json}");
        }
    }

    #[test]
    fn a_record_cut_anywhere_is_refused() {
        for (end, _) in SAMPLE_V1.trim_end().char_indices() {
            assert!(decode(&SAMPLE_V1[..end]).is_err(), "cut at byte {end}");
        }
    }

    #[test]
    fn ids_that_another_program_gave_twice_are_given_anew() {
        let json = SAMPLE_V1.replace("\"id\": 3", "\"id\": 2");
        assert_ne!(json, SAMPLE_V1);
        let proposal = decode(&json).unwrap().proposal;
        let mut ids = proposal.ids();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), proposal.ids().len());
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(proposal in proposals(), revision in any::<u64>(), saved_at in any::<u64>()) {
            let record = Record { revision, saved_at, proposal };
            prop_assert_eq!(decode(&encode(&record)), Ok(record));
        }

        #[test]
        fn reading_never_panics(json in "(?s).{0,80}") {
            let _ = decode(&json);
        }
    }
}
