//! The versions that were set aside on this device.

use domain::repository::ArchivedVersion;
use domain::stored;
use leptos::prelude::*;

use super::COPIES;
use super::restore::Restoration;
use crate::draft_store::use_draft_store;
use crate::pages::labels::{contents, moment};
use crate::platform::{clock, focus};
use crate::ui::{Button, ButtonVariant, DownloadButton, Show};

/// Lists the versions that were set aside, with what can be done with each.
#[component]
pub(super) fn Archive(
    /// Where a version goes that is taken up again.
    restoration: Restoration,
) -> impl IntoView {
    let store = use_draft_store();
    // The latest comes first: a list by places would have a button with the focus come to stand beside
    // another version.
    view! {
        <Show when=move || !store.archived_versions().is_empty()>
            <div>
                <h3>"Versions mises de côté"</h3>
                <ul class="copies">
                    <For
                        each=move || store.archived_versions()
                        key=|version| version.key.clone()
                        let:version
                    >
                        <ArchiveItem version restoration />
                    </For>
                </ul>
            </div>
        </Show>
    }
}

#[component]
fn ArchiveItem(
    /// The version.
    version: ArchivedVersion,
    /// Where it goes when it is taken up again.
    restoration: Restoration,
) -> impl IntoView {
    let store = use_draft_store();
    let when = moment(version.at, clock::now());
    let name = format!("la version mise de côté {when}");
    let record = stored::decode(&version.text).ok();
    let held = match &record {
        Some(record) => contents(&record.proposal),
        None => "illisible ici".to_owned(),
    };
    let version = StoredValue::new(version);
    let text = move || version.with_value(|version| version.text.clone());
    let take_up = record.map(|_| {
        view! {
            <Button
                label="Reprendre"
                object=name.clone()
                variant=ButtonVariant::Quiet
                on_press=move |()| restoration.offer(&text())
            />
        }
    });
    let remove = move |()| {
        let removed = version.get_value();
        store.remove_archived_version(&removed);
        focus::focus(COPIES);
    };
    view! {
        <li>
            "Mise de côté "
            {when}
            "\u{a0}: "
            <span dir="auto">{held}</span>
            <p class="actions">
                {take_up}
                <DownloadButton
                    label="Télécharger"
                    object=name.clone()
                    variant=ButtonVariant::Quiet
                    subject="version-mise-de-cote"
                    text=move |()| text()
                />
                <Button
                    label="Supprimer"
                    object=name
                    variant=ButtonVariant::Danger
                    on_press=remove
                />
            </p>
        </li>
    }
}
