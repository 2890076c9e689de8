//! The versions that were set aside on this device.

use domain::keeper::Copy;
use domain::stored;

use super::restore::Restoration;
use super::{STATE, save_file};
use crate::dom::{El, el};
use crate::notebook::Notebook;
use crate::pages::wording::{contents, moment};
use crate::platform::{clock, document};
use crate::ui::button::{Emphasis, actions, button};

/// Lists them, with what can be done with each; `restoration` is where a version goes that is taken up
/// again.
pub(super) fn copies(notebook: Notebook, restoration: Restoration) -> Option<El> {
    let copies = notebook.copies();
    (!copies.is_empty()).then(|| {
        let items = copies.into_iter().map(|copy| item(notebook, restoration, copy));
        el("div")
            .child(el("h3").text("Versions mises de côté"))
            .child(el("ul").class("copies").children(items))
    })
}

fn item(notebook: Notebook, restoration: Restoration, copy: Copy) -> El {
    let when = moment(copy.at, clock::now());
    let name = format!("la version mise de côté {when}");
    let readable = stored::decode(&copy.text).ok();
    let held = match &readable {
        Some(record) => contents(&record.proposal),
        None => "illisible ici".to_owned(),
    };
    let text = copy.text.clone();
    let take_up = readable.map(|_| {
        let text = text.clone();
        button("Reprendre", Emphasis::Quiet, move || restoration.offer(&text)).about(name.clone())
    });
    let save =
        button("Télécharger", Emphasis::Quiet, move || save_file("version-mise-de-cote", &text));
    let remove = button("Supprimer", Emphasis::Danger, move || {
        notebook.remove_copy(&copy);
        document::focus(STATE);
    });
    el("li")
        .text("Mise de côté ")
        .text(&when)
        .text("\u{a0}: ")
        .child(el("span").attr("dir", "auto").text(&held))
        .child(actions(take_up.into_iter().chain([save.about(name.clone()), remove.about(name)])))
}
