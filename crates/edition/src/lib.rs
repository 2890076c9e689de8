//! One edition of the event, read from `content/` when the site is built.
//!
//! `content/` holds what its organisers edit: the announcement (one Markdown file with front
//! matter) and `edition.toml`. [`Edition::read`] accepts them whole or says, line by line, what is
//! wrong. Everything else is a pure function of an [`Edition`]: the [`constants`] that the app is
//! compiled with, the [`calendar`] entry, and the [`Facts`] and the text that pages are made of.
//!
//! Nothing here knows how the site is built or where its files end up.

#![cfg_attr(not(test), warn(clippy::indexing_slicing))]

mod announcement;
mod calendar;
mod constants;
mod dates;
mod facts;
mod html;
mod markdown;
mod problem;
#[cfg(test)]
mod samples;
mod settings;
mod skeleton;
mod source;
mod typography;
mod values;

use std::ffi::OsString;
use std::path::{Path, PathBuf};

pub use calendar::calendar;
pub use constants::constants;
pub use dates::Phrase;
pub use facts::{Day, Facts};
pub use html::escape;
pub use problem::{EditionError, Problem};
pub use settings::{Legal, Place};
pub use source::Source;

use announcement::Announcement;
use dates::Dates;
use settings::Settings;
use typography::curly;

/// The environment variable that names another folder than `content/` to read the edition from.
pub const FOLDER_VARIABLE: &str = "EDITION_DIR";

/// The folder to read the edition from, given the value of [`FOLDER_VARIABLE`].
pub fn folder(variable: Option<OsString>) -> PathBuf {
    variable
        .filter(|value| !value.is_empty())
        .map_or_else(|| PathBuf::from("content"), PathBuf::from)
}

/// One edition of the event: its announcement and its facts, all of them checked.
#[derive(Clone, Debug)]
pub struct Edition {
    announcement: Announcement,
    settings: Settings,
    dates: Dates,
}

impl Edition {
    /// Reads the edition in the folder `dir`.
    ///
    /// # Errors
    ///
    /// The problems of both files: one is missing or is not UTF-8, or [`Edition::parse`] refuses
    /// what it says.
    pub fn read(dir: &Path) -> Result<Self, EditionError> {
        let mut problems = Vec::new();
        let mut keep = |source: Result<Source, Problem>| source.map_err(|p| problems.push(p)).ok();
        let announcement = keep(source::announcement(dir));
        let settings = keep(source::settings(dir));
        Self::assemble(announcement.as_ref(), settings.as_ref(), problems)
    }

    /// Reads an edition from the text of its two files.
    ///
    /// # Errors
    ///
    /// The problems of both texts: the first key of each that is missing, unknown or badly filled
    /// in, and all that the announcement holds and the site would not publish.
    pub fn parse(announcement: &Source, settings: &Source) -> Result<Self, EditionError> {
        Self::assemble(Some(announcement), Some(settings), Vec::new())
    }

    /// The announcement's text as HTML. `base` is the path that the site is published at, without
    /// its final slash; links to the site's own pages are below it.
    pub fn body(&self, base: &str) -> String {
        self.announcement.body(base)
    }

    /// What pages say of the edition.
    pub fn facts(&self) -> Facts<'_> {
        Facts::of(self)
    }

    /// A file that could not be read is `None`, and its problem among `problems`: the other file is
    /// checked all the same.
    fn assemble(
        announcement: Option<&Source>,
        settings: Option<&Source>,
        mut problems: Vec<Problem>,
    ) -> Result<Self, EditionError> {
        let text = announcement.map(|source| in_one_line(&curly(&source.text)));
        let mut keep = |found: Vec<Problem>| problems.extend(found);
        let announcement =
            announcement.and_then(|source| Announcement::parse(source).map_err(&mut keep).ok());
        let settings = settings.and_then(|source| {
            let (mut settings, dates) =
                Settings::parse(source).map_err(|it| keep(vec![it])).ok()?;
            settings.promise = curly(&settings.promise);
            if text.is_some_and(|text| !text.contains(&in_one_line(&settings.promise))) {
                let message = "expected words of the announcement: nothing else can be promised";
                keep(vec![source.problem_with_key("promise", message)]);
            }
            Some((settings, dates))
        });
        match (announcement, settings) {
            (Some(announcement), Some((settings, dates))) if problems.is_empty() => {
                Ok(Self { announcement, settings, dates })
            }
            _ => Err(EditionError::new(problems)),
        }
    }
}

/// A text without the places where its lines were broken.
fn in_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
