//! What is true of the draft on this device, and what can be done about it.
//!
//! The status bar is always in view. What has to be decided (two versions, a draft that could not
//! be read) stands at the top of the page. All the rest is one section, « État de l’enregistrement ».

mod copies;
mod restore;
mod set_aside;
mod state;
mod status_bar;
mod versions;

use crate::dom::El;
use crate::notebook::Notebook;
use crate::platform::{clock, download};
use crate::ui::button::{Emphasis, button};

pub(super) use self::restore::refusal;
pub(super) use self::set_aside::set_aside_notice;
pub(super) use self::state::state_section;
pub(super) use self::status_bar::status_bar;
pub(super) use self::versions::versions;

/// The id of the section that says everything about saving.
const STATE: &str = "enregistrement";

/// The id of the heading over two versions to choose from.
const VERSIONS: &str = "versions";

/// Downloads the draft.
fn backup_button(notebook: Notebook) -> El {
    let download = move || save_file("sauvegarde", &notebook.backup());
    button("Télécharger une sauvegarde", Emphasis::Secondary, download)
}

/// Gives the visitor a file about `subject`, with the day in its name.
fn save_file(subject: &str, text: &str) {
    let name = match clock::local(clock::now()).date {
        Some(date) => format!("bluehats-{subject}-{date}.json"),
        None => format!("bluehats-{subject}.json"),
    };
    // Where a browser makes no files, the text stays where it is: on the page.
    let _ = download::text(&name, "application/json", text);
}
