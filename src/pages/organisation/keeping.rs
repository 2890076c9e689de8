//! Whether the board is kept on this device, and erasing it.

use domain::board::NoBoard;
use leptos::prelude::*;

use super::desk::{Desk, Keeping};
use super::page::HEADING;
use crate::platform::storage::WriteError;
use crate::platform::{focus, page};
use crate::ui::{Alert, Button, ButtonVariant, Checkbox, Severity, Show};

/// Others' data: keeping them is a choice, and erasing them is in view.
#[component]
pub(super) fn KeepSection(
    /// What is kept.
    desk: Desk,
) -> impl IntoView {
    let is_asked = RwSignal::new(false);
    let erase = move |()| {
        is_asked.set(false);
        desk.erase();
        page::announce("Le tableau est effacé.");
        focus::after_render(HEADING);
    };
    let ask = move |asked: bool| {
        is_asked.set(asked);
        focus::after_render(if asked { ERASING } else { ERASE });
    };
    view! {
        <Show when=move || !desk.is_empty.get() || desk.keeping.get() != Keeping::Off>
            <section class="state no-print" aria-labelledby="donnees">
                <h3 id="donnees">"Données des participants"</h3>
                <Show when=move || !matches!(desk.keeping.get(), Keeping::Unreadable(_))>
                    <Checkbox
                        id="garder"
                        label="Garder sur cet appareil"
                        checked=move || desk.keeping.get() != Keeping::Off
                        on_change=move |keep: bool| if keep { desk.keep() } else { desk.forget() }
                    />
                </Show>
                <p role="status" prop:textContent=move || state(desk.keeping.get())></p>
                <p class="actions">
                    <Button
                        label="Effacer le tableau"
                        id=ERASE
                        variant=ButtonVariant::Quiet
                        on_press=move |()| ask(true)
                    />
                </p>
                <Show when=is_asked>
                    <Alert
                        severity=Severity::Warning
                        title="Effacer le tableau\u{a0}?"
                        is_silent=true
                    >
                        <p id=ERASING tabindex="-1">
                            "Tout ce qui a été lu est retiré de cette page et de cet appareil. Les messages restent dans votre messagerie."
                        </p>
                        <p class="actions">
                            <Button label="Garder le tableau" on_press=move |()| ask(false) />
                            <Button
                                label="Oui, effacer"
                                variant=ButtonVariant::Danger
                                on_press=erase
                            />
                        </p>
                    </Alert>
                </Show>
            </section>
        </Show>
    }
}

/// Where the board is, and what can be done where it is not kept.
const fn state(keeping: Keeping) -> &'static str {
    match keeping {
        Keeping::Off => {
            "Ce tableau n’est qu’en mémoire\u{a0}: il disparaît quand cette page est fermée ou rechargée."
        }
        Keeping::On => "Ce tableau est gardé dans ce navigateur, sur cet appareil seulement.",
        Keeping::Failed(WriteError::Full) => {
            "Il n’y a pas assez de place dans ce navigateur pour garder ce tableau. Téléchargez-le plutôt («\u{a0}Imprimer et exporter\u{a0}»)."
        }
        Keeping::Failed(WriteError::Refused) => {
            "Ce navigateur refuse de garder ce tableau. Téléchargez-le plutôt («\u{a0}Imprimer et exporter\u{a0}»)."
        }
        Keeping::Unreadable(NoBoard::OtherEdition) => {
            "Un tableau gardé sur cet appareil est celui d’une autre édition de l’événement\u{a0}: il n’est ni montré ni remplacé. Effacez-le pour en garder un autre."
        }
        Keeping::Unreadable(NoBoard::Newer { .. }) => {
            "Un tableau gardé sur cet appareil a été enregistré par une version plus récente de ce site. Rechargez la page pour le retrouver."
        }
        Keeping::Unreadable(NoBoard::Damaged | NoBoard::Foreign) => {
            "Un tableau gardé sur cet appareil est abîmé\u{a0}: il ne peut plus être lu. Effacez-le pour en garder un autre."
        }
    }
}

/// The id of the button that asks whether to erase.
const ERASE: &str = "effacer-tableau";

/// The id of the question.
const ERASING: &str = "effacer-question";
