//! The row that says whether the draft is saved, was sent, and can be, at the lower edge of the window.

use domain::Sending;
use domain::repository::Saving;
use leptos::prelude::*;
use routes::Page;

use super::UNDO;
use super::trouble::Trouble;
use super::undo::{redo, undo};
use crate::draft_store::{DraftStore, LastChange, use_draft_store};
use crate::pages::PageLink;
use crate::pages::labels::{moment, progress, removal_in_brief};
use crate::platform::lifecycle::{self, Shortcut};
use crate::platform::timer::Debounce;
use crate::platform::{clock, focus, page};
use crate::ui::{Button, ButtonVariant};

/// How long it is said what was taken back or removed, in milliseconds. Where it shows, one sees it.
const LONG_ENOUGH: i32 = 6_000;

/// Whether the draft is saved and was sent, taking back, and what is missing to go on.
///
/// The row is no live region: it changes after each pause in typing, and nobody wants to hear that.
/// What goes wrong is an alert of its own in the page, and its end is announced. It is not translated
/// either: a translator replaces texts, and what it says then no longer follows the draft.
#[component]
pub(in crate::pages) fn StatusBar(
    /// Whether it says what is missing, and leads to « Relire et envoyer ».
    #[prop(optional)]
    leads_on: bool,
) -> impl IntoView {
    let store = use_draft_store();
    announce_recovery(store);
    store.dismiss_last_change();
    // What was taken back or made again last.
    let last_step = RwSignal::new(String::new());
    lifecycle::while_shown(lifecycle::on_shortcut(move |shortcut| match shortcut {
        Shortcut::Undo => undo(store, last_step),
        Shortcut::Redo => redo(store, last_step),
    }));
    // Said for long enough, it makes room for what holds all the time.
    let pause = Debounce::new(LONG_ENOUGH, i32::MAX, move || store.dismiss_last_change());
    let pause = StoredValue::new_local(pause);
    Effect::new(move |_| {
        last_step.track();
        if store.last_change().is_some() {
            pause.with_value(Debounce::restart);
        }
    });
    let said = move || match Trouble::of(store.saving()) {
        Some(trouble) => view! { <WayOut trouble /> }.into_any(),
        None if store.last_change().is_some() => {
            view! { <p class="status-bar__turn">{last_change(store, last_step)}</p> }.into_any()
        }
        None => view! { <p id="etat-envoi">{move || parts(&sending(store))}</p> }.into_any(),
    };
    let missing = leads_on.then(|| {
        view! { <p class="status-bar__progress" prop:textContent=move || progress(&store.outline())></p> }
            .into_any()
    });
    let on = leads_on.then(|| {
        view! { <PageLink page=Page::Review class="button">"Relire"</PageLink> }.into_any()
    });
    view! {
        <div class="status-bar" translate="no">
            <div class="status-bar__state">
                <p id="etat-enregistrement">{move || parts(&status(store.saving()))}</p>
                {move || said()}
                {missing}
            </div>
            <Button
                label="Annuler"
                id=UNDO
                variant=ButtonVariant::Quiet
                is_idle=move || !store.can_undo()
                on_press=move |()| undo(store, last_step)
            />
            <Button
                label="Rétablir"
                id="retablir"
                variant=ButtonVariant::Quiet
                is_idle=move || !store.can_redo()
                on_press=move |()| redo(store, last_step)
            />
            {on}
        </div>
    }
}

/// What was done a moment ago: phones do not show the place where it was.
fn last_change(store: DraftStore, last_step: RwSignal<String>) -> String {
    match store.last_change() {
        Some(LastChange::Removal) => {
            store.last_removal().map(|it| removal_in_brief(&it)).unwrap_or_default()
        }
        Some(LastChange::Step) | None => last_step.get(),
    }
}

/// The way to what is said of a trouble, at the top of the page.
#[component]
fn WayOut(
    /// Which trouble.
    trouble: Trouble,
) -> impl IntoView {
    let show = move |()| {
        focus::focus(trouble.place());
    };
    view! { <Button label="Que faire\u{a0}?" variant=ButtonVariant::Quiet on_press=show /> }
}

/// A sentence with bars in it: the parts between the first and the second, the third and the fourth…
/// are all that phones show.
fn parts(sentence: &str) -> AnyView {
    let part = |(index, part): (usize, &str)| {
        let class = (index % 2 == 0).then_some("status-bar__more");
        view! { <span class=class>{part.to_owned()}</span> }.into_any()
    };
    sentence.split('|').enumerate().map(part).collect_view().into_any()
}

/// Says that all is well again, to those who heard that it was not.
fn announce_recovery(store: DraftStore) {
    Effect::watch(
        move || store.saving(),
        |saving, _, had_trouble| {
            let had_trouble = had_trouble == Some(true);
            if let Saving::Saved { .. } = saving {
                if had_trouble {
                    page::announce(&status(*saving).replace('|', ""));
                }
                false
            } else {
                had_trouble || Trouble::of(*saving).is_some()
            }
        },
        true,
    );
}

/// Whether the draft is saved, in [`parts`].
fn status(saving: Saving) -> String {
    let words = match saving {
        Saving::Saved { at } => {
            let when = moment(at, clock::now());
            // A date would take more than one line.
            let bar = if when.starts_with("à") { "|" } else { "" };
            return format!("Brouillon |enregistré| sur cet appareil{bar} {when}");
        }
        Saving::Untouched => {
            "Votre brouillon sera |enregistré| sur cet appareil| au fil de la saisie|."
        }
        Saving::Unsaved => "|Enregistrement…",
        Saving::Failed(_) | Saving::MemoryOnly => {
            "Brouillon |non enregistré|\u{a0}: il n’est que dans cette page."
        }
        Saving::Newer => "Brouillon |non enregistré|\u{a0}: rechargez d’abord la page.",
        Saving::Conflict { .. } => {
            "Brouillon |non enregistré|\u{a0}: choisissez d’abord une version."
        }
        Saving::Erased => {
            "Brouillon |effacé de cet appareil|\u{a0}: il n’est plus que dans cette page."
        }
    };
    words.to_owned()
}

/// What the visitor said about the sending, in [`parts`]: whether the message left, nobody else
/// knows.
fn sending(store: DraftStore) -> String {
    let moment = |at| moment(at, clock::now());
    match store.sending() {
        Sending::Draft if store.saving() == Saving::Untouched => String::new(),
        Sending::Draft => "|Pas encore envoyé".to_owned(),
        Sending::Sent { at } => format!("Message |envoyé| {}, selon vous", moment(at)),
        Sending::ModifiedSince { at } => format!("|Modifié| depuis l’envoi ({})", moment(at)),
    }
}
