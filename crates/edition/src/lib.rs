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
        // The other file is checked all the same where one cannot be read.
        let announcement = Source::announcement(dir).map_err(EditionError::from);
        let settings = Source::settings(dir).map_err(EditionError::from);
        Self::assemble(announcement, settings)
    }

    /// Reads an edition from the text of its two files.
    ///
    /// # Errors
    ///
    /// The problems of both texts: the first key of each that is missing, unknown or badly filled
    /// in, and all that the announcement holds and the site would not publish.
    pub fn parse(announcement: Source, settings: Source) -> Result<Self, EditionError> {
        Self::assemble(Ok(announcement), Ok(settings))
    }

    /// The announcement's text as HTML. `base` is the path that the site is published at, without
    /// its final slash; links to the site's own pages are below it.
    pub fn body(&self, base: &str) -> String {
        markdown::to_html(&self.announcement.text, base).unwrap_or_default()
    }

    /// What pages say of the edition.
    pub fn facts(&self) -> Facts<'_> {
        Facts::of(self)
    }

    fn assemble(
        announcement: Result<Source, EditionError>,
        settings: Result<Source, EditionError>,
    ) -> Result<Self, EditionError> {
        let announcement = announcement.and_then(|source| Announcement::parse(&source));
        let settings = settings.and_then(|source| Ok((Settings::parse(&source)?, source)));
        match (announcement, settings) {
            (Ok(announcement), Ok(((mut settings, dates), source))) => {
                settings.promise = curly(&settings.promise);
                let text = in_one_line(&curly(&announcement.text));
                if !text.contains(&in_one_line(&settings.promise)) {
                    let wanted = "expected words of the announcement: nothing else can be promised";
                    return Err(source.problem_with("promise", wanted).into());
                }
                Ok(Self { announcement, settings, dates })
            }
            (announcement, settings) => {
                let errors = [announcement.err(), settings.err()].into_iter().flatten();
                Err(EditionError(errors.flat_map(|error| error.0).collect()))
            }
        }
    }
}

/// A text without the places where its lines were broken.
fn in_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
