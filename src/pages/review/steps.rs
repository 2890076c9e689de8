//! The steps from the participation to a message that is sent.

use domain::mail::SAFE_LENGTH;
use leptos::prelude::*;
use routes::Page;

use super::other_ways::{FileButton, OtherWays};
use super::outgoing::{Letter, Outgoing, Sends};
use super::question::Confirmation;
use crate::draft_store::use_draft_store;
use crate::pages::PageLink;
use crate::ui::{ButtonVariant, CopyGroup, CopyOutcome, Copying, TextKind};

/// Opening the message, sending it, and saying so; other ways, and a colleague's eye before.
#[component]
pub(super) fn Steps(
    /// What is sent.
    outgoing: Outgoing,
    /// What can be copied.
    copies: CopyGroup,
) -> impl IntoView {
    let Outgoing { sends, letter, for_colleague } = outgoing;
    let message = letter.message.clone();
    let fits = letter.fits();
    let lead = match sends {
        Sends::Update => {
            "Le message dit ce qui a changé depuis l’envoi que vous avez indiqué. Ce site n’envoie rien lui-même."
        }
        Sends::Everything => "Ce site n’envoie rien lui-même\u{a0}: c’est vous qui envoyez.",
    };
    let first = if fits {
        view! { <WholeMessage letter copies /> }.into_any()
    } else {
        view! { <TwoWays letter copies /> }.into_any()
    };
    view! {
        <section class="review__side no-print" aria-labelledby="envoyer">
            <h2 id="envoyer">"Envoyer"</h2>
            <p>{lead}</p>
            <ol class="steps">
                <li>{first}</li>
                <li>"Envoyez-le depuis votre messagerie."</li>
                <li>
                    "Revenez ici et confirmez."
                    <Confirmation />
                </li>
            </ol>
            <OtherWays message copies offers_file=fits />
            <ForColleague letter=for_colleague copies />
        </section>
    }
}

/// One link for all of it.
#[component]
fn WholeMessage(
    /// The message.
    letter: Letter,
    /// What can be copied.
    copies: CopyGroup,
) -> impl IntoView {
    view! {
        "Ouvrez le message\u{a0}: il est déjà rédigé."
        <p class="actions">
            <OpeningLink letter copies />
            <PageLink page=Page::Draft class="button button--secondary">
                "Modifier ma participation"
            </PageLink>
        </p>
    }
}

/// Where a link has no room for the message: to copy and paste it, or to open it as a file.
#[component]
fn TwoWays(
    /// The message.
    letter: Letter,
    /// What can be copied.
    copies: CopyGroup,
) -> impl IntoView {
    let message = letter.message.clone();
    let length = grouped(letter.length);
    view! {
        "Ouvrez le message de l’une de ces deux façons. Il est trop long pour un simple lien\u{a0}: "
        {length}
        " caractères, quand certaines messageries coupent après "
        {grouped(SAFE_LENGTH)}
        "."
        <div class="two-ways">
            <div>
                <h3>"Copier et coller"</h3>
                <p>"Un message court s’ouvre, et le texte complet est copié\u{a0}: collez-le à la fin."</p>
                <OpeningLink letter copies />
            </div>
            <div>
                <h3>"Ouvrir un fichier"</h3>
                <p>
                    "Outlook (classique) et Thunderbird l’ouvrent comme un brouillon, prêt à envoyer."
                </p>
                <FileButton message variant=ButtonVariant::Primary />
            </div>
        </div>
        <p>
            <PageLink page=Page::Draft>"Modifier ma participation"</PageLink>
        </p>
    }
}

/// The link that opens the message in the visitor's mail program.
///
/// Where it has no room for the whole message, following it also puts the text on the clipboard.
#[component]
fn OpeningLink(
    /// The message.
    letter: Letter,
    /// What can be copied.
    copies: CopyGroup,
) -> impl IntoView {
    let store = use_draft_store();
    let copying = whole_text("texte-complet", &letter, copies);
    let open = move |_| {
        if let Some(copying) = copying {
            copying.start();
        }
        store.try_to_send();
    };
    view! {
        <a class="button" id="ouvrir" href=letter.link on:click=open>
            "Ouvrir dans ma messagerie"
        </a>
        {copying.map(|copying| view! { <CopyOutcome copying /> })}
    }
}

/// A colleague may read the message first; what comes back is taken up point by point.
#[component]
fn ForColleague(
    /// The message for them.
    letter: Letter,
    /// What can be copied.
    copies: CopyGroup,
) -> impl IntoView {
    let copying = whole_text("texte-relecture", &letter, copies);
    let open = move |_| {
        if let Some(copying) = copying {
            copying.start();
        }
    };
    view! {
        <h3>"Faire relire avant d’envoyer"</h3>
        <p>
            "Le même message, sans destinataire, avec la marche à suivre. Ce qu’on vous renvoie se reprend point par point dans «\u{a0}Sauvegarde et reprise\u{a0}»."
        </p>
        <p class="actions">
            <a class="button button--secondary" href=letter.link on:click=open>
                "Envoyer à un collègue pour relecture"
            </a>
            {copying.map(|copying| view! { <CopyOutcome copying /> })}
        </p>
    }
}

/// The text to be pasted into a short message; none where the link holds all of it.
fn whole_text(id: &'static str, letter: &Letter, copies: CopyGroup) -> Option<Copying> {
    (!letter.fits()).then(|| Copying {
        group: copies,
        id,
        name: "Texte complet du message",
        kind: TextKind::Paragraphs,
        done: "Le texte complet est copié\u{a0}: collez-le dans le message qui s’ouvre, à la fin.",
        text: StoredValue::new(letter.message.body.clone()),
    })
}

/// A number as French texts have it, with narrow no-break spaces between the thousands.
fn grouped(number: usize) -> String {
    if number < 1_000 {
        number.to_string()
    } else {
        format!("{}\u{202f}{:03}", grouped(number / 1_000), number % 1_000)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_grouped() {
        for (number, want) in
            [(999, "999"), (1_000, "1\u{202f}000"), (1_002_003, "1\u{202f}002\u{202f}003")]
        {
            assert_eq!(grouped(number), want);
        }
    }
}
