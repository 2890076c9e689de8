//! From what was sent and what is meant now to a message that says what changed.
//!
//! ```text
//! Bonjour,
//!
//! Voici ce qui change dans ma participation (Hackathon #BlueHats, 9 et 10 janvier 2024) depuis mon message du 3 janvier 2024.
//!
//! Nom : Camille Durand
//!
//! Modifié, logiciel Démo, licence : MIT
//! Avant : AGPL-3.0-or-later
//! Retiré, logiciel Démo, objectif : Publier la version 2
//! Ajouté, logiciel Démo, demande (bug) : L’export se bloque
//!
//! À bientôt !
//! ```
//!
//! It is for people: each line says by itself what it is about. No program reads it back, since what
//! it leaves out has not changed, and cannot be known from it.

use super::Message;
use super::body::Body;
use super::compose::in_french;
use super::grammar::{
    CLOSING, GREETING, Label, SIGNATURE, UPDATE_OPENING, opened_entry, strip_words, unescape,
};
use crate::text::visible_start;
use crate::{
    Date, Edit, Event, Field, Item, ItemId, ItemKind, LightningTalk, Participation, Proposal,
    SoftwareId, differences,
};

/// Writes the message that says what changed since `sent`, a participation under the same ids, was
/// sent on the day `sent_on`; `None` when nothing did.
pub fn compose_update(
    sent: &Proposal,
    sent_on: Option<Date>,
    participation: &Participation,
    event: &Event,
) -> Option<Message> {
    let now = participation.proposal();
    let mut update = Update { sent, now: &now, body: Body::default(), is_empty: true };
    let since = sent_on.map(|day| format!(" du {}", day.in_french())).unwrap_or_default();
    update.body.line(GREETING);
    update.body.blank();
    update.body.line(&format!(
        "{UPDATE_OPENING} ({}, {}) depuis mon message{since}.",
        event.name, event.days_in_french
    ));
    update.body.section(Label::Name.as_str(), &now.name);
    update.body.blank();
    update.presence();
    for edit in differences(sent, sent, &now).into_iter().flat_map(|difference| difference.edits) {
        update.edit(edit);
    }
    update.body.blank();
    update.body.line(CLOSING);
    (!update.is_empty).then(|| Message {
        to: event.email,
        subject: format!("{} : mise à jour de la participation de {}", event.name, now.name),
        body: update.body.finish(),
    })
}

/// What an update says, as far as it concerns the organisers. It is for people: no program can apply
/// it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// The name of who it is from; may be empty.
    pub name: String,
    /// What changed, one text for each change, as in « Modifié, logiciel Démo, licence : MIT »; what was
    /// there before is a further line of it.
    pub changes: Vec<String>,
    /// All other lines: what was written above it, signatures.
    pub notes: Vec<String>,
}

/// Finds the changes among the lines of an update ([`Reading::notes`](super::Reading::notes)).
pub fn changes(lines: &[String]) -> Changes {
    let mut update = Changes::default();
    let is = |line: &str, words| strip_words(line, words).is_some();
    let (mut is_within, mut is_over) = (false, false);
    for line in lines {
        let said = visible_start(line.trim_start_matches(['>', ' ', '\u{a0}']));
        if is_over || !is_within && !is(said, UPDATE_OPENING) {
            if !is(said, GREETING) {
                update.notes.push(line.clone());
            }
        } else if !is_within {
            is_within = true;
        } else if is(said, CLOSING) || said.trim() == SIGNATURE {
            is_over = true;
        } else if let Some((Label::Name, name)) = opened_entry(said)
            && update.name.is_empty()
        {
            update.name = unescape(name.trim()).into_owned();
        } else if CHANGES.iter().any(|word| is(said, word)) {
            update.changes.push(unescape(said).into_owned());
        } else if let Some(change) = update.changes.last_mut() {
            // The rest of a wrapped line, and what belongs to an item, have no lines of their own.
            let is_line = said.starts_with('|') || is(said, BEFORE) || opened_entry(said).is_some();
            change.push(if is_line { '\n' } else { ' ' });
            change.push_str(&unescape(said));
        } else {
            update.notes.push(line.clone());
        }
    }
    update
}

/// What changes begin with.
const CHANGES: [&str; 3] = ["Ajouté,", "Modifié,", "Retiré,"];

/// What stands before the former text.
const BEFORE: &str = "Avant";

struct Update<'a> {
    sent: &'a Proposal,
    now: &'a Proposal,
    body: Body,
    is_empty: bool,
}

impl Update<'_> {
    fn edit(&mut self, edit: Edit) {
        match edit {
            Edit::Text { field, value } => {
                let before = self.sent.text(field).unwrap_or_default();
                self.changed(&self.place(field), before, &value);
            }
            Edit::HelpKind { request, kind } => {
                let before = self.sent.help_request(request).map(|request| request.kind);
                let before = before.map(|kind| in_sentence(Label::HelpRequest(kind)));
                let place = self.within(request, Label::HelpRequest(kind));
                let text = self.now.text(Field::HelpDescription(request)).unwrap_or_default();
                self.said("Modifié", &place, text);
                self.body.entry(BEFORE, &before.unwrap_or_default());
            }
            Edit::TalkKind { talk, kind } => {
                let before =
                    self.sent.talk(talk).map(|talk| in_sentence(Label::LightningTalk(talk.kind)));
                let text = self.now.text(Field::TalkSubject(talk)).unwrap_or_default();
                self.said("Modifié", &in_sentence(Label::LightningTalk(kind)), text);
                self.body.entry(BEFORE, &before.unwrap_or_default());
            }
            Edit::Insert { parent, item, .. } => self.item("Ajouté", parent, item),
            Edit::Remove { item } => {
                let parent = self.sent.parent_of(item).map(|parent| parent.id);
                if let Some(item) = self.sent.item(item) {
                    self.item("Retiré", parent, item);
                }
            }
            // Several of them are one new order, said once, with the item that comes first.
            Edit::Move { item, to: 0 } => self.order(item),
            // All days are said at once; that it was sent is no news, and of the rest no difference
            // is made.
            Edit::Move { .. }
            | Edit::Presence { .. }
            | Edit::Sent(_)
            | Edit::Splice { .. }
            | Edit::Replace(_) => {}
        }
    }

    fn presence(&mut self) {
        let (before, now) = (in_french(&self.sent.presence), in_french(&self.now.presence));
        if before != now {
            self.changed(&in_sentence(Label::Presence), &before, &now);
        }
    }

    fn changed(&mut self, place: &str, before: &str, now: &str) {
        match (before, now) {
            ("", now) => self.said("Ajouté", place, now),
            (before, "") => self.said("Retiré", place, before),
            (before, now) => {
                self.said("Modifié", place, now);
                self.body.entry(BEFORE, before);
            }
        }
    }

    fn said(&mut self, what: &str, place: &str, text: &str) {
        self.is_empty = false;
        self.body.entry(&format!("{what}, {place}"), text);
    }

    fn item(&mut self, what: &str, parent: Option<SoftwareId>, item: Item) {
        match item {
            Item::Software(software) => {
                self.said(what, &in_sentence(Label::Software), &software.name);
                self.body.rest_of_software(&software);
            }
            Item::Goal(goal) => {
                let place = self.in_software(parent, Label::Goal);
                self.said(what, &place, &goal.text);
            }
            Item::HelpRequest(request) => {
                let place = self.in_software(parent, Label::HelpRequest(request.kind));
                self.said(what, &place, &request.description);
                self.body.rest_of_request(&request);
            }
            Item::LightningTalk(LightningTalk { kind, subject, .. }) => {
                self.said(what, &in_sentence(Label::LightningTalk(kind)), &subject);
            }
        }
    }

    /// The order of the list whose first item is now this one.
    fn order(&mut self, first: ItemId) {
        let now = self.now;
        let parent = now.parent_of(first);
        let name = parent.map(|parent| parent.name.as_str()).unwrap_or_default();
        let place = match first.kind() {
            ItemKind::Software => "ordre des logiciels".to_owned(),
            ItemKind::Goal => format!("logiciel {name}, ordre des objectifs"),
            ItemKind::HelpRequest => format!("logiciel {name}, ordre des demandes"),
            ItemKind::LightningTalk => "ordre des présentations éclair".to_owned(),
        };
        let siblings = now.siblings(first).into_iter();
        let texts: Vec<&str> = siblings.filter_map(|item| now.text(item.first_field())).collect();
        self.said("Modifié", &place, &texts.join("\n"));
    }

    /// What a field is called, as in « logiciel Démo, licence ».
    fn place(&self, field: Field) -> String {
        let label = match field {
            Field::HelpDescription(id) => {
                self.now.help_request(id).map(|request| Label::HelpRequest(request.kind))
            }
            Field::TalkSubject(id) => self.now.talk(id).map(|talk| Label::LightningTalk(talk.kind)),
            _ => Label::of(field),
        };
        let Some(label) = label else { return String::new() };
        match field.item() {
            Some(ItemId::Software(id)) if label != Label::Software => {
                self.in_software(Some(id), label)
            }
            Some(item @ (ItemId::Goal(_) | ItemId::HelpRequest(_))) => self.within(item, label),
            Some(ItemId::Software(_) | ItemId::LightningTalk(_)) | None => in_sentence(label),
        }
    }

    /// What is called `label` in the software that `item` belongs to.
    fn within(&self, item: impl Into<ItemId>, label: Label) -> String {
        self.in_software(self.now.parent_of(item.into()).map(|parent| parent.id), label)
    }

    fn in_software(&self, software: Option<SoftwareId>, label: Label) -> String {
        let find = |id| self.now.software(id).or_else(|| self.sent.software(id));
        let name = software.and_then(find).map(|software| software.name.as_str());
        format!("logiciel {}, {}", name.unwrap_or_default(), in_sentence(label))
    }
}

/// A label after other words: « licence ».
fn in_sentence(label: Label) -> String {
    let mut text = label.as_str().to_owned();
    // No label begins with an accent.
    if let Some(initial) = text.get_mut(..1) {
        initial.make_ascii_lowercase();
    }
    text
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::mail::compose::tests::EVENT;
    use crate::mail::{Wrapping, parse};
    use crate::testing::{edits, participations};
    use crate::{HelpKind, Software, stored};

    fn sample() -> Proposal {
        stored::decode(include_str!("../../fixtures/record-v1.json")).unwrap().proposal
    }

    fn update(before: &Proposal, now: &Proposal) -> Option<Message> {
        let before = Participation::parse(before).unwrap();
        let now = Participation::parse(now).unwrap();
        compose_update(&before.proposal(), Date::new(2024, 1, 3), &now, &EVENT)
    }

    /// The lines of the update that such edits of the sample make.
    #[track_caller]
    fn check(edits: Vec<Edit>, want: &[&str]) {
        let mut now = sample();
        for edit in edits {
            now.apply(edit).unwrap();
        }
        let message = update(&sample(), &now).unwrap();
        let lines: Vec<&str> = message.body.lines().collect();
        let ([_, _, _, _, _, _, lines @ .., _, _], all) = (&lines[..], &lines) else {
            panic!("{}", message.body)
        };
        assert_eq!(lines, want);
        assert_eq!(all.last(), Some(&CLOSING));
    }

    fn text(field: Field, value: &str) -> Edit {
        Edit::Text { field, value: value.to_owned() }
    }

    #[test]
    fn nothing_changed_is_nothing_to_say() {
        assert_eq!(update(&sample(), &sample()), None);
    }

    #[test]
    fn an_update_says_who_and_since_when() {
        let mut now = sample();
        now.apply(text(Field::Organisation, "")).unwrap();
        let message = update(&sample(), &now).unwrap();
        assert_eq!(
            message.subject,
            "Hackathon #BlueHats : mise à jour de la participation de Camille Durand"
        );
        assert_eq!(
            message.body,
            "Bonjour,\n\nVoici ce qui change dans ma participation (Hackathon #BlueHats, \
             9 et 10 janvier 2024) depuis mon message du 3 janvier 2024.\n\nNom : Camille Durand\n\n\
             Retiré, organisation : Ville d’Exemple\n\nÀ bientôt !"
        );
    }

    #[test]
    fn fields_were_added_changed_and_removed() {
        let sample = sample();
        let software = &sample.software[0];
        check(
            vec![
                text(Field::Licence(software.id), "MIT"),
                text(Field::Summary(software.id), ""),
                text(Field::Ticket(software.help_requests[1].id), "https://a.fr/1"),
                text(Field::Goal(software.goals[1].id), "Écrire deux guides\npour tous"),
            ],
            &[
                "Modifié, logiciel Démo, licence : MIT",
                "Avant : AGPL-3.0-or-later",
                "Retiré, logiciel Démo, en une phrase : Un logiciel d’exemple 🧢",
                "Modifié, logiciel Démo, objectif : Écrire deux guides",
                "| pour tous",
                "Avant : Écrire un guide",
                "| pour les communes",
                "Ajouté, logiciel Démo, ticket : https://a.fr/1",
            ],
        );
    }

    #[test]
    fn items_were_added_and_removed() {
        let sample = sample();
        let software = &sample.software[0];
        let other = Software { name: "Autre".to_owned(), ..sample.new_software() };
        check(
            vec![
                Edit::Remove { item: software.goals[0].id.into() },
                Edit::Remove { item: sample.talks[0].id.into() },
                Edit::Insert { parent: None, index: 1, item: Item::Software(other) },
            ],
            &[
                "Ajouté, logiciel : Autre",
                "Retiré, logiciel Démo, objectif : Publier la version 2",
                "Retiré, présentation éclair (non technique) : Animer une communauté",
            ],
        );
    }

    #[test]
    fn days_kinds_and_order_changed() {
        let sample = sample();
        let software = &sample.software[0];
        check(
            vec![
                Edit::Presence { day: sample.presence[0], present: false },
                Edit::HelpKind { request: software.help_requests[0].id, kind: HelpKind::Other },
                Edit::Move { item: software.goals[1].id.into(), to: 0 },
            ],
            &[
                "Modifié, présence : 10 janvier 2024",
                "Avant : 9 janvier 2024, 10 janvier 2024",
                "Modifié, logiciel Démo, ordre des objectifs : Écrire un guide",
                "| pour les communes",
                "| Publier la version 2",
                "Modifié, logiciel Démo, demande (autre) : L’export se bloque sous Windows",
                "Avant : demande (bug)",
            ],
        );
    }

    proptest! {
        /// Whatever was done since, the update names it, and no program takes it for a participation.
        #[test]
        fn every_change_is_said(
            (sent, edits) in participations().prop_flat_map(|sent| {
                let edits = prop::collection::vec(edits(&sent.proposal()), 0..4);
                (Just(sent), edits)
            })
        ) {
            let mut draft = sent.proposal();
            for edit in edits.into_iter().filter(|edit| !matches!(edit, Edit::Replace(_))) {
                draft.apply(edit);
            }
            if let Ok(now) = Participation::parse(&draft) {
                let update = compose_update(&sent.proposal(), None, &now, &EVENT);
                let is_same = now.proposal().says_the_same_as(&sent.proposal());
                prop_assert_eq!(update.is_none(), is_same);
                if let Some(update) = update {
                    let reading = parse(&update.body, Wrapping::Unknown, str::to_owned);
                    prop_assert!(reading.is_update && reading.proposal.is_empty());
                }
            }
        }
    }
}
