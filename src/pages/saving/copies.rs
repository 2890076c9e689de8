//! The versions that were set aside on this device.

use domain::keeper::Copy;
use domain::stored;
use leptos::prelude::*;

use super::restore::Restoration;
use super::{STATE, save_file};
use crate::notebook::{Notebook, use_notebook};
use crate::pages::wording::{contents, moment};
use crate::platform::{clock, document};
use crate::ui::button::{Button, Emphasis};
use crate::ui::dynamic::dynamic;

/// Lists them, with what can be done with each.
#[component]
pub(super) fn Copies(
    /// Where a version goes that is taken up again.
    restoration: Restoration,
) -> impl IntoView {
    let notebook = use_notebook();
    dynamic(move || {
        let copies = notebook.copies();
        if copies.is_empty() {
            return None;
        }
        let items: Vec<_> =
            copies.into_iter().map(|copy| item(notebook, restoration, copy).into_any()).collect();
        let list = view! {
            <h3>"Versions mises de côté"</h3>
            <ul class="copies">{items}</ul>
        };
        Some(list.into_any())
    })
}

fn item(notebook: Notebook, restoration: Restoration, copy: Copy) -> impl IntoView {
    let when = moment(copy.at, clock::now());
    let name = Signal::stored(format!("la version mise de côté {when}"));
    let readable = stored::decode(&copy.text).ok();
    let held = match &readable {
        Some(record) => contents(&record.proposal),
        None => "illisible ici".to_owned(),
    };
    let text = copy.text.clone();
    let take_up = readable.is_some().then(|| {
        let text = text.clone();
        let take_up = move |()| restoration.offer(&text);
        view! {
            <Button label="Reprendre" object=name emphasis=Emphasis::Quiet on_press=take_up />
        }
    });
    view! {
        <li>
            "Mise de côté "
            {when}
            "\u{a0}: "
            <span dir="auto">{held}</span>
            <p class="actions">
                {take_up}
                <Button
                    label="Télécharger"
                    object=name
                    emphasis=Emphasis::Quiet
                    on_press=move |()| save_file("version-mise-de-cote", &text)
                />
                <Button
                    label="Supprimer"
                    object=name
                    emphasis=Emphasis::Danger
                    on_press=move |()| {
                        notebook.remove_copy(&copy);
                        document::focus(STATE);
                    }
                />
            </p>
        </li>
    }
}
