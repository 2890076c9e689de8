//! Whole journeys by keyboard alone, and at each step one sees where the focus is: RGAA 7.3, 10.7
//! and 12.8 to 12.11, WCAG 2.1.1, 2.4.3, 2.4.7 and 2.4.11.

use anyhow::{Context, Result, bail, ensure};
use domain::Proposal;
use e2e::browser::{Browser, Condition};
use e2e::draft;
use e2e::site::{Build, Site};
use e2e::visitor::Visitor;
use e2e::wait::{wait_to_be, wait_until};
use fantoccini::key::Key;
use routes::Page;

use crate::states::open_with;
use crate::{ANNOUNCEMENT, NAME, stored_draft};

/// The most stops that a page may have between two things.
const FARTHEST: usize = 150;

/// Somebody who uses nothing but the keyboard.
struct Hands<'v, 's>(&'v Visitor<'s>);

impl Hands<'_, '_> {
    /// Presses a key, and looks where the focus is then.
    async fn press(&self, key: Key) -> Result<()> {
        self.0.press_keys(&[key]).await?;
        self.0.sees_focus().await
    }

    /// Presses Shift and Tab, and looks where the focus is then.
    async fn step_back(&self) -> Result<()> {
        self.0.press_with(Key::Shift, Key::Tab).await?;
        self.0.sees_focus().await
    }

    /// Goes on with Tab until what is in focus has this name.
    async fn go_to(&self, name: &str) -> Result<()> {
        self.go(name, false).await
    }

    /// Goes back with Shift and Tab until what is in focus has this name.
    async fn go_back_to(&self, name: &str) -> Result<()> {
        self.go(name, true).await
    }

    async fn go(&self, name: &str, is_back: bool) -> Result<()> {
        let mut seen = Vec::new();
        for _ in 0..FARTHEST {
            let focus = self.0.focus().await?;
            if focus == name {
                return Ok(());
            }
            seen.push(focus);
            if is_back { self.step_back().await? } else { self.press(Key::Tab).await? }
        }
        bail!("« {name} » is not reached; on the way there are {seen:#?}")
    }

    /// Goes on to something, and presses Enter there.
    async fn follow(&self, name: &str) -> Result<()> {
        self.go_to(name).await?;
        self.0.press_keys(&[Key::Enter]).await
    }

    /// Waits until the focus is on what has this name, and looks whether it is seen.
    async fn is_at(&self, name: &str) -> Result<()> {
        self.0.focus_becomes(name).await?;
        self.0.sees_focus().await
    }

    /// Goes on to a field, and types.
    async fn type_in(&self, field: &str, text: &str) -> Result<()> {
        self.go_to(field).await?;
        self.0.type_where_focus_is(text).await?;
        self.0.sees_focus().await
    }

    /// Adds an item with the button of this name; `field` is its first one, where one types.
    async fn add(&self, button: &str, field: &str, text: &str) -> Result<()> {
        self.follow(button).await?;
        self.is_at(field).await?;
        self.type_in(field, text).await
    }
}

pub(crate) async fn the_announcement_leads_to_the_form(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    let hands = Hands(&visitor);
    visitor.open_app("/").await?;
    hands.press(Key::Tab).await?;
    hands.is_at("a: Aller au contenu").await?;
    visitor.press_keys(&[Key::Enter]).await?;
    wait_to_be("the focus", "main", async || {
        visitor.see_as::<String>("return document.activeElement.localName").await
    })
    .await?;

    // It is read to its end.
    visitor.press_keys(&[Key::End]).await?;
    wait_until("the page is at its end", async || {
        let script = "return scrollY + innerHeight > document.documentElement.scrollHeight - 2";
        Ok(visitor.see(script).await? == true)
    })
    .await?;
    visitor.press_keys(&[Key::Home]).await?;
    hands.follow("a: Rédiger ma participation").await?;
    visitor.arrives_at("Ma participation").await?;
    visitor.focus_becomes("h1: Ma participation").await?;
    hands.go_to(&format!("Vous > {NAME}")).await?;

    // And back: every stop of the form's beginning is seen, in the other direction as well.
    hands.go_back_to("a: L’annonce").await?;
    visitor.press_keys(&[Key::Enter]).await?;
    visitor.arrives_at(ANNOUNCEMENT).await
}

pub(crate) async fn a_participation_is_drafted_and_arranged(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    let hands = Hands(&visitor);
    visitor.open_app(Page::Draft.path()).await?;
    hands.type_in(&format!("Vous > {NAME}"), "Zoé Durand").await?;
    hands.go_to("Vous > Présence (optionnel) > 10 janvier 2024").await?;
    hands.press(Key::Space).await?;

    for (number, name) in [(1, "Démo"), (2, "Archives")] {
        let place = |field: &str| format!("Vos logiciels > Logiciel {number} > {field}");
        hands.add("button: Ajouter un logiciel", &place("Nom du logiciel"), name).await?;
        hands.type_in(&place("Objectif 1"), "Publier la version 2 : en ligne").await?;
        let second = place("Objectif 2");
        hands.add("button: Ajouter un objectif", &second, "Écrire le guide : relu").await?;
        let description = place("Demande d’aide 1 > Description");
        hands
            .add("button: Ajouter une demande d’aide", &description, "Relire le guide, avec nous")
            .await?;
        hands.go_back_to(&place("Demande d’aide 1 > Type d’aide")).await?;
        visitor.type_where_focus_is("D").await?;
        visitor.sees_focus().await?;
    }
    let kinds = |draft: &Proposal| -> Vec<String> {
        let requests = draft.software.iter().flat_map(|software| &software.help_requests);
        requests.map(|request| format!("{:?}", request.kind)).collect()
    };
    visitor.sees_it_saved().await?;
    wait_to_be("the kinds", ["Documentation"; 2].map(str::to_owned).to_vec(), async || {
        Ok(kinds(&stored_draft(&visitor).await?))
    })
    .await?;

    let subject = "Présentations éclair > Présentation éclair 1 > Sujet";
    hands.add("button: Ajouter une présentation éclair", subject, "Accueillir").await?;
    hands.press(Key::Tab).await?;
    hands.press(Key::Down).await?;
    wait_until("the other kind is chosen", async || {
        let draft = stored_draft(&visitor).await?;
        Ok(draft.talks.iter().any(|talk| format!("{:?}", talk.kind) == "NonTechnical"))
    })
    .await?;

    let names = async || -> Result<Vec<String>> {
        let draft = stored_draft(&visitor).await?;
        Ok(draft.software.into_iter().map(|software| software.name).collect())
    };
    hands.go_back_to("button: Logiciel 2").await?;
    hands.press(Key::Right).await?;
    hands.is_at("button: Monter le logiciel 2").await?;
    hands.press(Key::Enter).await?;
    hands.is_at("button: Monter le logiciel 1").await?;
    wait_to_be("the software", vec!["Archives".to_owned(), "Démo".to_owned()], &names).await?;
    hands.go_to("button: Logiciel 2 Démo – 2 objectifs, 1 demande").await?;
    hands.press(Key::Left).await?;
    hands.is_at("button: Supprimer le logiciel 2").await?;
    visitor.press_keys(&[Key::Space]).await?;
    hands.is_at("button: Logiciel 1").await?;
    wait_to_be("the software", vec!["Archives".to_owned()], &names).await?;
    hands.follow("button: Annuler la suppression").await?;
    hands.is_at("Vos logiciels > Logiciel 2 > Nom du logiciel").await?;
    wait_to_be("the software", vec!["Archives".to_owned(), "Démo".to_owned()], &names).await?;

    // Everything that the page has is reached, and seen, in both directions.
    goes_once_around(&visitor).await.context("once around the form")
}

/// From the first stop of the page to its last, and back.
async fn goes_once_around(visitor: &Visitor<'_>) -> Result<()> {
    let hands = Hands(visitor);
    visitor.see("document.querySelector('h1').focus()").await?;
    let last = "Affichage";
    hands.go_to(last).await?;
    hands.go_back_to("a: Aller au contenu").await
}

pub(crate) async fn a_problem_is_mended_and_the_message_copied(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let mut proposal = draft::of_size(2, 2);
    draft::write(&mut proposal, domain::Field::Name, "Zoé");
    let second = proposal.software[1].id;
    draft::write(&mut proposal, domain::Field::SoftwareName(second), "");
    let visitor = open_with(&browser, &site, proposal, Page::Draft).await?;
    let hands = Hands(&visitor);
    hands.follow("a: Relire et envoyer").await?;
    visitor.arrives_at("Relire et envoyer").await?;
    visitor.focus_becomes("h1: Relire et envoyer").await?;
    hands.press(Key::Tab).await?;
    let link = visitor.focus().await?;
    ensure!(link.starts_with("a: Logiciel 2"), "the first stop is {link}");
    visitor.press_keys(&[Key::Enter]).await?;
    visitor.arrives_at("Ma participation").await?;
    let field = "Vos logiciels > Logiciel 2 > Nom du logiciel";
    hands.is_at(field).await?;
    hands.type_in(field, "Archives").await?;
    hands.follow("a: Relire et envoyer").await?;
    visitor.arrives_at("Relire et envoyer").await?;

    let message = visitor.message_on_screen().await?;
    hands.go_to("a: Ouvrir dans ma messagerie").await?;
    hands.go_to("button: Copier le message").await?;
    hands.press(Key::Enter).await?;
    visitor.hears_or_reads("Copié").await?;
    wait_until("the message is on the clipboard", async || {
        Ok(visitor.clipboard().await? == message.body)
    })
    .await?;
    goes_once_around(&visitor).await.context("once around the message")
}

/// Whatever choices the page has, each is reached and changed.
pub(crate) async fn what_is_printed_is_chosen(browser: Browser) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let visitor = open_with(&browser, &site, draft::realistic(), Page::Draft).await?;
    let hands = Hands(&visitor);
    hands.follow("a: Imprimer").await?;
    visitor.arrives_at("Imprimer").await?;
    visitor.focus_becomes("h1: Imprimer").await?;
    let state = async || -> Result<(String, bool)> {
        visitor
            .see_as("return [document.activeElement.type ?? '', document.activeElement.checked ?? false]")
            .await
    };
    while visitor.focus().await? != "button: Imprimer" {
        let (kind, is_checked) = state().await?;
        match kind.as_str() {
            "checkbox" => {
                for want in [!is_checked, is_checked] {
                    hands.press(Key::Space).await?;
                    wait_to_be("the box", want, async || Ok(state().await?.1)).await?;
                }
            }
            "radio" => {
                let before = visitor.focus().await?;
                hands.press(Key::Down).await?;
                wait_to_be("the choice", true, async || Ok(state().await?.1)).await?;
                ensure!(visitor.focus().await? != before, "there is no other choice");
                hands.press(Key::Up).await?;
            }
            _ => {}
        }
        hands.press(Key::Tab).await?;
    }
    goes_once_around(&visitor).await.context("once around what is printed")
}
