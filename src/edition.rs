//! The facts of the edition that this build is about, written by `build.rs` from `content/`.

use domain::Edition;

include!(concat!(env!("OUT_DIR"), "/edition.rs"));

/// The edition that drafts belong to.
pub const EDITION: Edition = Edition { key: EDITION_KEY, days: EVENT.days };
