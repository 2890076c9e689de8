//! What is true of the draft on this device, and what can be done about it.
//!
//! The status bar is always in view. What has to be known or decided (saving that fails, two versions,
//! a draft that could not be read) stands at the top of the page, in its flow. All the rest has a page
//! of its own, « Sauvegarde et reprise ».

mod alerts;
mod archive;
mod backup_button;
mod erase;
mod given;
mod import;
mod page;
mod quarantine;
mod removal_notice;
mod restore;
mod state;
mod status_bar;
mod trouble;
mod undo;
mod versions;

pub(super) use self::alerts::SavingAlerts;
pub use self::page::BackupPage;
pub(super) use self::quarantine::QuarantineNotice;
pub(super) use self::removal_notice::{RemovalNotice, announce_removal};
pub(super) use self::status_bar::StatusBar;

/// The id of the heading of the section that says everything about saving.
const STATE: &str = "enregistrement";

/// The id of what is said about saving that fails.
const TROUBLE: &str = "probleme";

/// The id of the heading of the section that has the copies of the draft.
const COPIES: &str = "copies";

/// The id of what is said about two versions to choose from.
const VERSIONS: &str = "versions";

/// The id of the button « Annuler » of the status bar. It is always there: it takes the focus from
/// what closes in the bar.
const UNDO: &str = "annuler";
