//! What concerns the whole site, whatever the page: a new version, the loss of the network, and a page
//! that takes long to come.

use domain::repository::Saving;
use leptos::prelude::*;

use crate::draft_store::{DraftStore, use_draft_store};
use crate::platform::render::after_render;
use crate::platform::{focus, lifecycle, page, service_worker, timer};
use crate::ui::{Alert, Button, ButtonVariant, Severity, Show};

/// The id of the element that holds the notices.
const ID: &str = "notices";

/// How long a page may take to come before something says so, in milliseconds.
const PATIENCE: i32 = 500;

/// Whether a page is on its way, and for long enough for something to say so.
#[derive(Clone, Copy)]
pub struct Loading {
    /// How many were asked for.
    count: StoredValue<u32>,
    is_slow: RwSignal<bool>,
}

impl Loading {
    /// Provides what [`Notices`] shows.
    pub fn provide() {
        provide_context(Self { count: StoredValue::new(0), is_slow: RwSignal::new(false) });
    }

    /// Waits for a page; the notice is there while that takes long.
    pub async fn wait_for<T>(self, page: impl Future<Output = T>) -> T {
        self.count.update_value(|count| *count += 1);
        let look = move || self.is_slow.set(self.count.get_value() > 0);
        timer::later(PATIENCE, look);
        let page = page.await;
        self.count.update_value(|count| *count -= 1);
        if self.count.get_value() == 0 {
            self.is_slow.set(false);
        }
        page
    }
}

/// The notices, at the lower edge of the window. They stay until they are closed or no longer true,
/// and move the focus only when it was in what was closed.
#[component]
pub fn Notices() -> impl IntoView {
    let is_offline = RwSignal::new(!service_worker::is_online());
    let is_offered = RwSignal::new(false);
    let is_held = RwSignal::new(false);
    let Loading { is_slow, .. } = expect_context();

    service_worker::register(&page::base_path(), move || is_offered.set(true));
    let mut listeners =
        service_worker::on_connection(move || is_offline.set(!service_worker::is_online()));
    listeners.extend(lifecycle::on_resized(|| page::measure(ID)));
    lifecycle::while_shown(listeners);
    view! {
        // The region is there before its first words; each notice is heard alone.
        <div class="notices" id=ID role="status" aria-atomic="false">
            <Show when=is_slow>
                <LoadingNotice />
            </Show>
            <Show when=is_offline>
                <OfflineNotice is_shown=is_offline />
            </Show>
            <Show when=is_offered>
                <UpdateNotice is_shown=is_offered is_held />
            </Show>
        </div>
    }
}

/// That a page is on its way.
#[component]
fn LoadingNotice() -> impl IntoView {
    make_room();
    on_cleanup(make_room);
    view! { <p class="alert alert--info">"Chargement de la page…"</p> }
}

/// That there is no network.
#[component]
fn OfflineNotice(
    /// Whether it is there.
    is_shown: RwSignal<bool>,
) -> impl IntoView {
    let advice = if service_worker::is_available_offline() {
        "Tout fonctionne, sauf l’envoi de votre message."
    } else {
        "Tout fonctionne, sauf l’envoi de votre message. Gardez cette page ouverte\u{a0}: sans réseau, elle ne pourrait pas être rechargée."
    };
    view! { <Notice title="Vous êtes hors connexion" advice close_label="Fermer" is_shown /> }
}

/// That there is a newer version of the site.
#[component]
fn UpdateNotice(
    /// Whether it is there.
    is_shown: RwSignal<bool>,
    /// Whether the visitor asked for the new version, but the draft could not be saved first.
    is_held: RwSignal<bool>,
) -> impl IntoView {
    let store = use_draft_store();
    let advice = move || {
        let advice = if is_held.get() {
            "Votre brouillon n’est pas enregistré\u{a0}: la page n’a pas été rechargée. Téléchargez d’abord une sauvegarde. La nouvelle version s’installera à votre prochaine visite."
        } else {
            "Votre brouillon sera enregistré, puis la page rechargée."
        };
        advice.to_owned()
    };
    let apply = move |()| {
        store.save();
        if is_safe(store) {
            service_worker::apply();
        } else {
            is_held.set(true);
            // This advice takes more lines than the other.
            make_room();
        }
    };
    view! {
        <Notice
            title="Une nouvelle version est disponible"
            advice
            close_label="Plus tard"
            is_shown
        >
            <Button label="Mettre à jour" on_press=apply />
        </Notice>
    }
}

/// What happened, what it means, what can be done about it, and how it is closed.
#[component]
fn Notice(
    /// What happened.
    title: &'static str,
    /// What it means.
    #[prop(into)]
    advice: Signal<String>,
    /// What the button that closes it says.
    close_label: &'static str,
    /// Whether it is there.
    is_shown: RwSignal<bool>,
    /// What can be done about it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let has_focus = StoredValue::new(false);
    make_room();
    on_cleanup(move || {
        make_room();
        // The focus must not get lost with the button that has it.
        if has_focus.try_get_value() == Some(true) {
            after_render(focus::focus_heading);
        }
    });
    view! {
        <Alert
            severity=Severity::Info
            title
            is_silent=true
            on:focusin=move |_| has_focus.set_value(true)
            on:focusout=move |_| has_focus.set_value(false)
        >
            <p prop:textContent=advice></p>
            <p class="actions">
                {children.map(|children| children())}
                <Button
                    label=close_label
                    variant=ButtonVariant::Quiet
                    on_press=move |()| is_shown.set(false)
                />
            </p>
        </Alert>
    }
}

/// Has the status bar make room for the notices as they are about to be.
fn make_room() {
    after_render(|| page::measure(ID));
}

/// Whether loading the page again would lose nothing of the draft.
fn is_safe(store: DraftStore) -> bool {
    untrack(|| matches!(store.saving(), Saving::Untouched | Saving::Saved { .. }))
}
