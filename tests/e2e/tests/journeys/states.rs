//! The states that the pages can be in, one after another, for whatever looks at all of them.

use anyhow::{Context, Result, bail, ensure};
use domain::{Field, Proposal};
use e2e::browser::{Browser, Condition};
use e2e::draft;
use e2e::site::{Build, Site};
use e2e::visitor::{KEY, Visitor};
use e2e::wait::{wait_for, wait_until};
use routes::Page;

use crate::choosing::two_versions;
use crate::crashing::without_program;
use crate::keeping::{CONFLICT, accept_saves, fill_storage, refuse_saves};
use crate::organising::{self, Files};
use crate::{ANNOUNCEMENT, NAME};

/// States that come one after another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum States {
    /// Every page, as it is at a first visit.
    Pages,
    /// The form, and what can be done there.
    Drafting,
    /// What is missing, the message, the ways to send it, and what becomes of it.
    Sending,
    /// What can come between a draft and its place on the device.
    Keeping,
    /// The board of all participations, and each part of it.
    Organising,
    /// The network, new versions of the site, and the end of the program.
    Accidents,
}

/// Goes from state to state, has `look` look at the page in each, and keeps what it finds wrong.
pub(crate) struct Walk<L> {
    look: L,
    /// How many states were looked at.
    count: usize,
    found: Vec<String>,
}

impl<L: AsyncFn(&Visitor<'_>, &str) -> Result<Vec<String>>> Walk<L> {
    /// `look` is given the state in words.
    pub(crate) fn new(look: L) -> Self {
        Self { look, count: 0, found: Vec::new() }
    }

    /// Goes through these states. All but the pages need a browser of which several may run at a time.
    pub(crate) async fn through(&mut self, states: States, browser: &Browser) -> Result<()> {
        match states {
            States::Pages => self.pages(browser).await,
            States::Drafting => self.drafting(browser).await,
            States::Sending => self.sending(browser).await,
            States::Keeping => self.keeping(browser).await,
            States::Organising => self.organising(browser).await,
            States::Accidents => self.accidents(browser).await,
        }
    }

    /// Fails when something was found wrong, and when nothing was looked at.
    pub(crate) fn end(self) -> Result<()> {
        ensure!(self.count > 0, "nothing was looked at");
        match self.found.len() {
            0 => Ok(()),
            count => bail!("{count} things are wrong:\n\n{}\n", self.found.join("\n\n")),
        }
    }

    async fn see(&mut self, state: &str, visitor: &Visitor<'_>) -> Result<()> {
        let mut found = (self.look)(visitor, state).await.with_context(|| state.to_owned())?;
        let twice = visitor.named_twice().await?;
        found.extend(twice.into_iter().map(|name| format!("there twice: {name}")));
        self.found.extend(found.into_iter().map(|found| format!("{state}: {found}")));
        self.count += 1;
        Ok(())
    }

    async fn pages(&mut self, browser: &Browser) -> Result<()> {
        let site = Site::serve(Build::Root)?;
        let visitor = browser.visitor(Condition::New, &site).await?;
        for route in Page::ALL {
            visitor.open_app(route.path()).await?;
            visitor.arrives_at(route.heading().unwrap_or(ANNOUNCEMENT)).await?;
            self.see(route.path(), &visitor).await?;
        }
        visitor.open_app("/rien").await?;
        visitor.arrives_at("Page introuvable").await?;
        self.see("no page", &visitor).await?;

        // Some drivers bear with one browser at a time.
        visitor.close_browser().await?;
        let site = Site::serve(Build::SecondEdition)?;
        let visitor = browser.visitor(Condition::New, &site).await?;
        visitor.open_app("/").await?;
        self.see("an edition that is not over yet", &visitor).await?;
        visitor.close_browser().await
    }

    async fn drafting(&mut self, browser: &Browser) -> Result<()> {
        let site = Site::serve(Build::Root)?;
        let visitor = open_with(browser, &site, draft::realistic(), Page::Draft).await?;
        self.see("a draft", &visitor).await?;
        visitor.follow_in_header("L’annonce").await?;
        visitor.open_app(Page::Print.path()).await?;
        self.see("a draft to be printed", &visitor).await?;

        visitor.open_app(Page::Draft.path()).await?;
        visitor.unfold_everything().await?;
        self.see("everything unfolded", &visitor).await?;
        visitor.paste(&["Logiciel 1", "Objectif 1"], "Avancer").await?;
        visitor.leave_field().await?;
        visitor.hears_or_reads("Conseil").await?;
        self.see("advice on a goal", &visitor).await?;
        visitor.press(&["Tout replier (logiciels)"]).await?;
        self.see("folded software", &visitor).await?;
        visitor.press(&["Tout déplier (logiciels)"]).await?;
        visitor.press(&["Supprimer la présentation éclair 1"]).await?;
        visitor.hears_or_reads("Présentation éclair «").await?;
        self.see("something removed", &visitor).await?;

        visitor.go_to_backup().await?;
        let message = include_str!("../../../../crates/domain/fixtures/message.txt");
        // With an address that is wider than a phone.
        let message = message.replace(
            "Attentes : ",
            "Attentes : https://forge.exemple.fr/publication/outil-de-demonstration-de-publication ",
        );
        visitor.paste(&["Texte du message"], &format!("Bien reçu !\n{message}")).await?;
        visitor.press(&["Lire ce message"]).await?;
        visitor.alert("Voici ce qui a été compris de ce message").await?;
        visitor
            .see("for (const it of document.querySelectorAll('details')) it.open = true")
            .await?;
        self.see("a message to be taken up", &visitor).await?;
        visitor.paste(&["Texte du message"], "Bonjour").await?;
        visitor.press(&["Lire ce message"]).await?;
        visitor.alert("Ce message ne peut pas être repris").await?;
        self.see("a message that cannot be taken up", &visitor).await?;

        visitor.drop_file(&draft::record(draft::of_size(2, 1))).await?;
        visitor.alert("Restaurer cette sauvegarde ?").await?;
        self.see("a backup to be restored", &visitor).await?;
        visitor.drop_file("{").await?;
        visitor.alert("Cette sauvegarde ne peut pas être restaurée").await?;
        self.see("a backup that cannot be restored", &visitor).await?;
        visitor.press(&["Effacer mon brouillon"]).await?;
        visitor.alert("Effacer mon brouillon ?").await?;
        self.see("erasing is asked", &visitor).await?;
        visitor.press(&["Oui, effacer"]).await?;
        visitor.hears_or_reads("C’est effacé.").await?;
        self.see("an erased draft", &visitor).await
    }

    async fn sending(&mut self, browser: &Browser) -> Result<()> {
        let site = Site::serve(Build::Root)?;
        let visitor = open_with(browser, &site, draft::with_problems(), Page::Review).await?;
        ensure!(visitor.has_link("nom à indiquer").await?);
        self.see("what is missing", &visitor).await?;
        visitor.follow_in_header("Ma participation").await?;
        visitor.arrives_at("Ma participation").await?;
        self.see("problems in the form", &visitor).await?;

        let visitor = open_with(browser, &site, small_draft(), Page::Review).await?;
        visitor.message_on_screen().await?;
        visitor.see("document.querySelector('.message').open = true").await?;
        self.see("a message that fits", &visitor).await?;
        visitor.open_mail_program().await?;
        visitor.hears_or_reads("Avez-vous envoyé le message").await?;
        self.see("the question", &visitor).await?;
        visitor.press(&["Rien ne s’est ouvert"]).await?;
        self.see("other ways", &visitor).await?;
        visitor.press(&["J’ai envoyé ce message"]).await?;
        visitor.focus_becomes("h2: C’est envoyé, merci !").await?;
        self.see("sent", &visitor).await?;
        visitor.follow_in_header("Ma participation").await?;
        visitor.paste(&["Logiciel 1", "Nom du logiciel"], "Démo 2").await?;
        visitor.hears_or_reads("Modifié depuis l’envoi").await?;
        visitor.follow_in_header("Relire et envoyer").await?;
        visitor.message_on_screen().await?;
        self.see("an update", &visitor).await?;

        let visitor = open_with(browser, &site, draft::realistic(), Page::Review).await?;
        visitor.give_share_sheet().await?;
        visitor.follow_in_header("L’annonce").await?;
        visitor.follow_in_header("Relire et envoyer").await?;
        visitor.message_on_screen().await?;
        self.see("a message that is too long", &visitor).await?;
        visitor.refuse_clipboard().await?;
        visitor.open_mail_program().await?;
        visitor.text_of(&["Texte complet du message"]).await?;
        for (button, field) in [
            ("Copier l’adresse", "Adresse"),
            ("Copier l’objet", "Objet"),
            ("Copier le message", "Message"),
        ] {
            visitor.press(&[button]).await?;
            visitor.text_of(&[field]).await?;
        }
        self.see("a text to be copied by hand", &visitor).await
    }

    async fn keeping(&mut self, browser: &Browser) -> Result<()> {
        let site = Site::serve(Build::Root)?;
        let visitor = browser.visitor(Condition::New, &site).await?;
        two_versions(&visitor).await?;
        visitor.alert(CONFLICT).await?;
        self.see("two versions", &visitor).await?;
        visitor.follow_in_header("Relire et envoyer").await?;
        visitor.alert(CONFLICT).await?;
        self.see("two versions, before sending", &visitor).await?;
        visitor.press(&["Garder la version de cet onglet"]).await?;
        visitor.follow_in_header("Ma participation").await?;
        visitor.hears_or_reads("Brouillon enregistré").await?;
        visitor.go_to_backup().await?;
        self.see("a version set aside", &visitor).await?;
        visitor.follow_in_header("Ma participation").await?;
        visitor.arrives_at("Ma participation").await?;
        refuse_saves(&visitor).await?;
        visitor.type_in(&[NAME], "…").await?;
        wait_for_alert(&visitor, "Enregistrement impossible").await?;
        self.see("a save that failed", &visitor).await?;
        accept_saves(&visitor).await?;
        // Or the page would store it when it is left, over what is stored next.
        visitor.press(&["Réessayer"]).await?;
        visitor.sees_it_saved().await?;

        visitor.forget_everything().await?;
        visitor.store(KEY, "{\"theme\":\"dark\"}").await?;
        visitor.open_app(Page::Draft.path()).await?;
        visitor.alert("Un brouillon n’a pas pu être relu").await?;
        self.see("a draft that cannot be read", &visitor).await?;

        let visitor = open_with(browser, &site, draft::realistic(), Page::Draft).await?;
        fill_storage(&visitor).await?;
        visitor.type_in(&[NAME], "Zoé").await?;
        wait_for_alert(&visitor, "Enregistrement impossible").await?;
        self.see("a storage that is full", &visitor).await?;

        let visitor = browser.visitor(Condition::WithoutCookies, &site).await?;
        visitor.open_app(Page::Draft.path()).await?;
        visitor.type_in(&[NAME], "Zoé").await?;
        visitor.alert("Ce navigateur n’enregistre rien pour ce site").await?;
        self.see("a storage that is blocked", &visitor).await
    }

    async fn organising(&mut self, browser: &Browser) -> Result<()> {
        let (site, files) = (Site::serve(Build::Root)?, Files::new()?);
        let visitor = organising::opens(browser, &site).await?;
        self.see("no messages yet", &visitor).await?;
        let mailbox = files.write("a.mbox", organising::mailbox())?;
        organising::reads(&visitor, &[&mailbox]).await?;
        for part in organising::PARTS {
            organising::goes_to(&visitor, part).await?;
            self.see(part, &visitor).await?;
        }
        organising::goes_to(&visitor, "Messages").await?;
        visitor.press(&["Effacer le tableau"]).await?;
        self.see("whether to erase the board", &visitor).await
    }

    async fn accidents(&mut self, browser: &Browser) -> Result<()> {
        let site = Site::publish(Build::Root)?;
        site.deploy("A")?;
        let visitor = browser.visitor(Condition::New, &site).await?;
        visitor.open_app(Page::Draft.path()).await?;
        visitor.is_kept().await?;
        visitor.set_online(false).await?;
        visitor.alert("Vous êtes hors connexion").await?;
        self.see("without network", &visitor).await?;
        visitor.follow_in_header("L’annonce").await?;
        visitor.arrives_at(ANNOUNCEMENT).await?;
        self.see("the announcement without network", &visitor).await?;
        visitor.set_online(true).await?;

        site.deploy("B")?;
        visitor.look_for_update().await?;
        visitor.alert("Une nouvelle version est disponible").await?;
        self.see("a new version", &visitor).await?;
        visitor.follow_in_header("Ma participation").await?;
        visitor.arrives_at("Ma participation").await?;
        refuse_saves(&visitor).await?;
        visitor.type_in(&[NAME], "Zoé").await?;
        visitor.press(&["Mettre à jour"]).await?;
        wait_until("it is said why nothing happens", async || {
            let notice = visitor.alert("Une nouvelle version est disponible").await?;
            Ok(notice.contains("Votre brouillon n’est pas enregistré"))
        })
        .await?;
        self.see("a new version that has to wait", &visitor).await?;

        let site = Site::serve(Build::Root)?;
        let visitor = open_with(browser, &site, draft::realistic(), Page::Draft).await?;
        let break_the_page = "
            window.createElement = Document.prototype.createElement;
            Document.prototype.createElement = () => { throw new Error('broken by an extension'); }";
        visitor.see(break_the_page).await?;
        visitor.press(&["Ajouter un logiciel"]).await?;
        wait_until("the program has stopped", async || visitor.has_crashed().await).await?;
        // What looks at the page may need it.
        visitor.see("Document.prototype.createElement = window.createElement").await?;
        self.see("a program that has stopped", &visitor).await?;

        let site = Site::publish(Build::Root)?;
        without_program(site.folder())?;
        let visitor = browser.visitor(Condition::New, &site).await?;
        visitor.open(Page::Draft.path()).await?;
        wait_until("it is said that the program did not start", async || {
            visitor.has_crashed().await
        })
        .await?;
        self.see("a program that did not start", &visitor).await
    }
}

/// A visitor whose draft this is, on a page.
pub(crate) async fn open_with<'a>(
    browser: &Browser,
    site: &'a Site,
    draft: Proposal,
    route: Page,
) -> Result<Visitor<'a>> {
    let visitor = browser.visitor(Condition::New, site).await?;
    visitor.open_app(Page::Accessibility.path()).await?;
    visitor.store(KEY, &draft::record(draft)).await?;
    visitor.open_app(route.path()).await?;
    Ok(visitor)
}

/// One that fits into a link.
fn small_draft() -> Proposal {
    let mut draft = draft::of_size(1, 1);
    draft::write(&mut draft, Field::Name, "Camille Durand");
    draft
}

/// Waits until there is a message whose title begins with these words.
async fn wait_for_alert(visitor: &Visitor<'_>, start: &str) -> Result<()> {
    wait_for(start, async || {
        let titles: Vec<String> =
            visitor.see_as("return named.alert(document).map(([title]) => title)").await?;
        Ok(titles.iter().any(|title| title.starts_with(start)).then_some(()))
    })
    .await
}
