//! From the page's link through a real mail program to what leaves, and from its answer back to the draft.

use anyhow::{Context, Result, anyhow, ensure};
use domain::mail::{Input, import};
use domain::{Edit, Field, HelpKind, Proposal};
use e2e::browser::Browser;
use e2e::draft::{add_goal, add_request, add_software, record, write};
use e2e::mail_program::{ANSWER, MailProgram, Program};
use e2e::message::{Message, SAFE_LENGTH};
use e2e::site::{Build, Site};

use crate::ladder::review;

pub(crate) async fn the_message_leaves_as_it_is_and_its_answer_is_read(
    browser: Browser,
    program: Program,
) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let manners = program.manners();
    let program = MailProgram::set_up(program)?;
    for draft in [of_awkward_letters(), of_awkward_lines()] {
        let visitor = review(&browser, &site, draft.clone()).await?;
        let shown = visitor.message_on_screen().await?;
        ensure!(shown.length_in_link() <= SAFE_LENGTH, "the link is a short one");
        let link = visitor.address_of("Ouvrir dans ma messagerie").await?;
        visitor.close_browser().await?;

        let sent = program.send(&link)?;
        let message = Message::from_sent(&sent)?;
        ensure!(message == shown, "sent: {message:?}\nshown: {shown:?}");
        for settings in manners {
            let answer = program.answer(&sent, settings)?;
            is_read_as(&draft, &answer)
                .with_context(|| format!("{settings}: {}", String::from_utf8_lossy(&answer)))?;
        }
    }
    Ok(())
}

/// The answer holds the draft, what was answered, and the line that says who wrote what is quoted.
fn is_read_as(draft: &Proposal, answer: &[u8]) -> Result<()> {
    let reading = import(Input::File(answer), |_, _| None, str::to_owned)
        .map_err(|obstacle| anyhow!("{obstacle:?}"))?;
    ensure!(reading.proposal.says_the_same_as(draft), "{}", record(reading.proposal));
    let (said, who): (Vec<&String>, Vec<&String>) =
        reading.notes.iter().partition(|note| *note == ANSWER);
    let is_known = said.len() == 1 && who.len() == 1 && who[0].ends_with(" wrote:");
    ensure!(is_known, "{:?}", reading.notes);
    Ok(())
}

/// What links, terminals and mail programs treat in a way of their own.
fn of_awkward_letters() -> Proposal {
    let mut draft = Proposal::default();
    write(&mut draft, Field::Name, "Zoé d’Étoile & fils");
    write(&mut draft, Field::Email, "zoe.detoile+hack@exemple.gouv.fr");
    write(&mut draft, Field::Organisation, "Ministère \"Test\" + Cie; $HOME `id` 'x'");
    let software = add_software(&mut draft);
    write(&mut draft, Field::SoftwareName(software), "Agenda 100% <b>libre</b> 👩🏽‍💻");
    let goal = add_goal(&mut draft, software);
    write(
        &mut draft,
        Field::Goal(goal),
        "« Où\u{a0}? » 50\u{202f}€ &amp; %0A #7 a+b=c \\ مرحبا\t.",
    );
    draft
}

/// What mail programs take for a sign: quotations, signatures, envelopes, wrapped lines.
fn of_awkward_lines() -> Proposal {
    let mut draft = Proposal::default();
    write(&mut draft, Field::Name, "Zoé");
    let software = add_software(&mut draft);
    write(&mut draft, Field::SoftwareName(software), "Démo");
    let long = format!("https://git.exemple.fr/{}?a=1&b=2#c", "abcdefghij/".repeat(12));
    write(&mut draft, Field::Repository(software), &long);
    let goal = add_goal(&mut draft, software);
    let lines = "Publier :\n\n> cité\n--\nFrom moi\n| barre\nNom : Toto\n.\n\nfin";
    write(&mut draft, Field::Goal(goal), lines);
    let request = add_request(&mut draft, software);
    draft.apply(Edit::HelpKind { request, kind: HelpKind::Bug });
    let sentence =
        "Écrire le guide qui sert aux communes et à leurs agents quand ils installent le logiciel";
    write(&mut draft, Field::HelpDescription(request), sentence);
    draft
}
