//! One edition of the event, read from `content/` when the site is built.
//!
//! `content/` holds what its organisers edit: the announcement (one Markdown file with front
//! matter) and `edition.toml`. [`Edition::read`] accepts them whole or says, line by line, what is
//! wrong. Everything else is a pure function of an [`Edition`]: the [`constants`] that the app is
//! compiled with, the [`calendar`] entry, and the pieces of [`page`].
//!
//! Nothing here knows how the site is built or where its files end up.

#![cfg_attr(not(test), warn(clippy::indexing_slicing))]

mod announcement;
mod calendar;
mod constants;
mod dates;
mod fields;
mod html;
mod markdown;
mod node;
pub mod page;
mod problem;
#[cfg(test)]
mod samples;
mod settings;
mod source;

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use domain::{Date, EmailAddress};

pub use calendar::calendar;
pub use constants::constants;
pub use problem::{EditionError, Problem};
pub use source::Source;

use announcement::Announcement;
use settings::Settings;

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
}

impl Edition {
    /// Reads the edition in the folder `dir`.
    ///
    /// # Errors
    ///
    /// Every problem of both files at once: one is missing or is not UTF-8, or [`Edition::parse`]
    /// refuses what it says.
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
    /// Every problem of both texts at once: a key is missing, unknown or badly filled in, or the
    /// announcement holds something that the site would not publish.
    pub fn parse(announcement: &Source, settings: &Source) -> Result<Self, EditionError> {
        Self::assemble(Some(announcement), Some(settings), Vec::new())
    }

    /// The event's name, as in « Hackathon #BlueHats ».
    pub fn name(&self) -> &str {
        &self.settings.name
    }

    /// Every day of the event, in order; at least one.
    pub fn days(&self) -> Vec<Date> {
        self.settings.dates.days()
    }

    /// The days in French, as in « 9 et 10 janvier 2024 ».
    pub fn days_in_french(&self) -> String {
        self.settings.dates.in_french()
    }

    /// Where participations are sent.
    pub fn email(&self) -> &EmailAddress {
        &self.settings.email
    }

    /// What the announcement promises to those who send a participation, in its own words.
    pub fn promise(&self) -> &str {
        &self.settings.promise
    }

    /// A file that could not be read is `None`, and its problem among `problems`: the other file is
    /// checked all the same.
    fn assemble(
        announcement: Option<&Source>,
        settings: Option<&Source>,
        mut problems: Vec<Problem>,
    ) -> Result<Self, EditionError> {
        let text = announcement;
        let announcement =
            announcement.and_then(|source| Announcement::parse(source, &mut problems));
        let file = settings;
        let settings = settings.and_then(|source| Settings::parse(source, &mut problems));
        if let (Some(text), Some(file), Some(settings)) = (text, file, &settings)
            && !in_one_line(&text.text).contains(&in_one_line(&settings.promise))
        {
            let message = "expected words of the announcement: nothing else can be promised";
            problems.push(Problem::in_file(&file.file, message).with_key("promise"));
        }
        match (announcement, settings) {
            (Some(announcement), Some(settings)) if problems.is_empty() => {
                Ok(Self { announcement, settings })
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
