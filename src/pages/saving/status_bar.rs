//! The line that says whether the draft is saved, and was sent, at the lower edge of the window.

use domain::Sending;
use domain::repository::Saving;
use leptos::prelude::*;
use routes::Page;

use super::removal_notice::RemovalNotice;
use super::trouble::{SavingTrouble, Trouble};
use super::undo::{redo, undo};
use super::{STATE, UNDO};
use crate::draft_store::{DraftStore, use_draft_store};
use crate::pages::href;
use crate::pages::labels::moment;
use crate::platform::lifecycle::{self, Shortcut};
use crate::platform::{clock, focus, page};
use crate::ui::{Button, ButtonVariant};

/// Whether the draft is saved and was sent, what went wrong, and taking back.
///
/// The line is no live region: it changes after each pause in typing, and nobody wants to hear
/// that. What goes wrong is an alert of its own, and its end is announced.
#[component]
pub(in crate::pages) fn StatusBar() -> impl IntoView {
    let store = use_draft_store();
    announce_recovery(store);
    let shortcuts = lifecycle::on_shortcut(move |shortcut| match shortcut {
        Shortcut::Undo => undo(store),
        Shortcut::Redo => redo(store),
    });
    // They are heard for as long as the page is shown.
    StoredValue::new_local(shortcuts);
    view! {
        <div class="status-bar">
            <RemovalNotice />
            <SavingTrouble />
            <div class="status-bar__line">
                <p id="etat-enregistrement" translate="no" prop:textContent=move || status(store.saving())></p>
                <Show when=move || store.was_tried()>
                    <p id="etat-envoi" translate="no" prop:textContent=move || sending(store.sending())></p>
                </Show>
                <p class="actions">
                    <Button
                        label="Annuler"
                        id=UNDO
                        variant=ButtonVariant::Quiet
                        is_idle=move || !store.can_undo()
                        on_press=move |()| undo(store)
                    />
                    <Button
                        label="Rétablir"
                        id="retablir"
                        variant=ButtonVariant::Quiet
                        is_idle=move || !store.can_redo()
                        on_press=move |()| redo(store)
                    />
                    <LinkToState />
                </p>
            </div>
        </div>
    }
}

/// The way to all that there is to know about saving.
#[component]
fn LinkToState() -> impl IntoView {
    let go = move |event: leptos::ev::MouseEvent| {
        if focus::focus(STATE) {
            event.prevent_default();
        }
    };
    view! {
        <a class="button button--quiet" href=format!("{}#{STATE}", href(Page::Backup)) on:click=go>
            "État"
            <span class="visually-hidden">" de l’enregistrement"</span>
        </a>
    }
}

/// Says that all is well again, to those who heard that it was not.
fn announce_recovery(store: DraftStore) {
    Effect::watch(
        move || store.saving(),
        |saving, _, had_trouble| {
            let had_trouble = had_trouble == Some(true);
            if let Saving::Saved { .. } = saving {
                if had_trouble {
                    page::announce(&status(*saving));
                }
                false
            } else {
                had_trouble || Trouble::of(*saving).is_some()
            }
        },
        true,
    );
}

fn status(saving: Saving) -> String {
    let words = match saving {
        Saving::Saved { at } => {
            let when = moment(at, clock::now());
            return format!("Brouillon enregistré sur cet appareil {when}");
        }
        Saving::Untouched => {
            "Votre brouillon sera enregistré sur cet appareil au fil de la saisie."
        }
        Saving::Unsaved => "Enregistrement…",
        Saving::Failed(_) | Saving::MemoryOnly => {
            "Brouillon non enregistré\u{a0}: il n’est que dans cette page."
        }
        Saving::Newer => "Brouillon non enregistré\u{a0}: rechargez d’abord la page.",
        Saving::Conflict { .. } => {
            "Brouillon non enregistré\u{a0}: choisissez d’abord une version."
        }
        Saving::Erased => {
            "Brouillon effacé de cet appareil\u{a0}: il n’est plus que dans cette page."
        }
    };
    words.to_owned()
}

/// What the visitor said about the sending: whether the message left, nobody else knows.
fn sending(sending: Sending) -> String {
    let moment = |at| moment(at, clock::now());
    match sending {
        Sending::Draft => "Brouillon".to_owned(),
        Sending::Sent { at } => format!("Message envoyé {}, selon vous", moment(at)),
        Sending::ModifiedSince { at } => format!("Modifié depuis l’envoi ({})", moment(at)),
    }
}
