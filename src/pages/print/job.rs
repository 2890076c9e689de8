//! What is printed: a draft, and what the visitor chose of it.

use domain::{HelpRequest, Proposal, Software};

/// A sort of document; sets of them are sums.
pub(super) type Document = usize;

/// One panel per software.
pub(super) const PANELS: Document = 1;

/// One card per help request.
pub(super) const CARDS: Document = 2;

/// A panel to fill in by hand.
pub(super) const BLANK_PANEL: Document = 4;

/// The papers that panels are printed on, in the order in which they are offered.
pub(super) const PAPERS: [&str; 2] = ["A4", "A3"];

/// All software, in the place of one of them.
pub(super) const ALL: usize = 0;

/// The longest description that a quarter of a page takes, in characters of which a line has
/// [`LINE`]. Nothing depends on it but looks: a card grows with what is on it.
const QUARTER: usize = 280;

/// About as many characters as stand on a line of such a card.
const LINE: usize = 35;

/// What comes out of the printer, in this order.
#[derive(Debug, Default)]
pub(super) struct Job<'a> {
    /// The software that have a panel.
    pub(super) panels: Vec<&'a Software>,
    /// The help requests whose cards take a quarter of a page, each with its software.
    pub(super) cards: Vec<(&'a Software, &'a HelpRequest)>,
    /// Those whose cards take half a page or more.
    pub(super) wide_cards: Vec<(&'a Software, &'a HelpRequest)>,
    /// Whether there is a panel to fill in by hand.
    pub(super) has_blank_panel: bool,
}

impl<'a> Job<'a> {
    /// The `documents` of one software, which is counted from 1, or of [`ALL`]; so many that there
    /// are not stand for all as well. Without any software it is a panel to fill in by hand.
    pub(super) fn new(draft: &'a Proposal, documents: Document, software: usize) -> Self {
        let all = &draft.software[..];
        let software = match software.checked_sub(1).and_then(|index| all.get(index)) {
            Some(one) => std::slice::from_ref(one),
            None => all,
        };
        let mut job = Self {
            has_blank_panel: documents & BLANK_PANEL != 0 || all.is_empty(),
            ..Self::default()
        };
        for software in software {
            if documents & PANELS != 0 {
                job.panels.push(software);
            }
            for request in &software.help_requests {
                if documents & CARDS != 0 && !is_blank(request) {
                    let cards = if is_long(request) { &mut job.wide_cards } else { &mut job.cards };
                    cards.push((software, request));
                }
            }
        }
        job
    }

    /// Whether nothing comes out.
    pub(super) fn is_empty(&self) -> bool {
        self.panels.is_empty() && self.count_cards() == 0 && !self.has_blank_panel
    }

    /// What comes out, in a sentence, with panels on this one of [`PAPERS`]. It counts documents: on
    /// how many pages a long one goes, only the browser knows.
    pub(super) fn summary(&self, paper: usize) -> String {
        let paper = PAPERS[paper.min(1)];
        let mut parts = Vec::new();
        for (count, one, several, paper) in [
            (self.panels.len(), "panneau", "panneaux", paper),
            (self.count_cards(), "carte", "cartes", PAPERS[0]),
            (self.has_blank_panel.into(), "panneau vierge", "", paper),
        ] {
            if count > 0 {
                let noun = if count == 1 { one } else { several };
                parts.push([&count.to_string(), "\u{a0}", noun, " sur ", paper].concat());
            }
        }
        if parts.is_empty() {
            "Avec ces choix, il n’y a rien à imprimer.".to_owned()
        } else {
            ["À imprimer\u{a0}: ", &parts.join(", "), "."].concat()
        }
    }

    fn count_cards(&self) -> usize {
        self.cards.len() + self.wide_cards.len()
    }
}

/// What is written in these texts: without those that are empty.
pub(super) fn filled<'a>(texts: &[&'a String]) -> Vec<&'a str> {
    texts.iter().map(|text| text.trim()).filter(|text| !text.is_empty()).collect()
}

/// Whether there is nothing on the card of this request yet.
fn is_blank(request: &HelpRequest) -> bool {
    filled(&[&request.description, &request.ticket]).is_empty()
}

/// Whether the card of this request is better off with half a page.
fn is_long(request: &HelpRequest) -> bool {
    let lines = [&request.description, &request.ticket].into_iter().flat_map(|text| text.lines());
    lines.map(|line| line.len().max(LINE)).sum::<usize>() > QUARTER
}

#[cfg(test)]
mod tests {
    use domain::{Edit, Field, Item, ItemId};

    use super::*;

    const EVERYTHING: Document = PANELS | CARDS | BLANK_PANEL;

    /// Software with these names, each with requests for help of these descriptions.
    fn draft(software: &[(&str, &[&str])]) -> Proposal {
        let mut draft = Proposal::default();
        let add = |draft: &mut Proposal, parent: Option<ItemId>, item: Item, field, text: &str| {
            draft.apply(Edit::Insert { parent, index: usize::MAX, item });
            draft.apply(Edit::Text { field, value: text.to_owned() });
        };
        for (name, requests) in software {
            let item = draft.new_software();
            let id = item.id;
            add(&mut draft, None, Item::Software(item), Field::SoftwareName(id), name);
            for text in *requests {
                let item = draft.new_help_request();
                let field = Field::HelpDescription(item.id);
                add(&mut draft, Some(id), Item::HelpRequest(item), field, text);
            }
        }
        draft
    }

    #[test]
    fn what_is_printed_is_what_was_chosen() {
        let two = draft(&[("Démo", &["court", "", " \n"]), ("Autre", &["a", "b"])]);
        let one = draft(&[("Démo", &[])]);
        let none = Proposal::default();
        for (draft, documents, software, paper, want) in [
            (&two, PANELS, ALL, 0, "À imprimer : 2 panneaux sur A4."),
            (&two, PANELS | CARDS, ALL, 1, "À imprimer : 2 panneaux sur A3, 3 cartes sur A4."),
            (&two, PANELS | CARDS, 1, 0, "À imprimer : 1 panneau sur A4, 1 carte sur A4."),
            (&two, CARDS, 2, 0, "À imprimer : 2 cartes sur A4."),
            // That software was removed since.
            (&two, PANELS, 3, 0, "À imprimer : 2 panneaux sur A4."),
            (&two, BLANK_PANEL, 1, 1, "À imprimer : 1 panneau vierge sur A3."),
            (&two, 0, ALL, 0, "Avec ces choix, il n’y a rien à imprimer."),
            (&one, CARDS, ALL, 0, "Avec ces choix, il n’y a rien à imprimer."),
            (&one, EVERYTHING, ALL, 0, "À imprimer : 1 panneau sur A4, 1 panneau vierge sur A4."),
            (&none, PANELS | CARDS, ALL, 0, "À imprimer : 1 panneau vierge sur A4."),
            (&none, 0, ALL, 0, "À imprimer : 1 panneau vierge sur A4."),
        ] {
            let job = Job::new(draft, documents, software);
            assert_eq!(job.summary(paper).replace('\u{a0}', " "), want);
            assert_eq!(job.is_empty(), want.starts_with("Avec"), "{want}");
        }
    }

    #[test]
    fn long_requests_have_a_card_of_another_size() {
        let quarter = "x".repeat(QUARTER);
        let lines = "\n".repeat(QUARTER / LINE) + "x";
        for (text, is_wide) in
            [("court", false), (&quarter, false), (&(quarter.clone() + "x"), true), (&lines, true)]
        {
            let draft = draft(&[("Démo", &[text])]);
            let job = Job::new(&draft, CARDS, ALL);
            let want = if is_wide { (0, 1) } else { (1, 0) };
            assert_eq!((job.cards.len(), job.wide_cards.len()), want, "{text}");
        }
    }
}
