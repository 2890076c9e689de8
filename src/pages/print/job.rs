//! What is printed: drafts, and what the visitor chose of them.

use domain::{HelpRequest, Proposal, Software, SoftwareId};

/// The paper that panels are printed on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Paper {
    /// 210 by 297 millimetres.
    #[default]
    A4,
    /// 297 by 420 millimetres.
    A3,
}

impl Paper {
    /// Every paper, in the order in which they are offered.
    pub(super) const ALL: [Self; 2] = [Self::A4, Self::A3];

    /// What it is called.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::A4 => "A4",
            Self::A3 => "A3",
        }
    }
}

/// Which software documents are printed for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Scope {
    /// All of them.
    #[default]
    All,
    /// The one with this id.
    One(SoftwareId),
}

impl Scope {
    /// The scope in this draft: a software that was removed leaves all of them.
    pub(super) fn within(self, draft: &Proposal) -> Self {
        match self {
            Self::One(id) if draft.software(id).is_some() => self,
            Self::One(_) | Self::All => Self::All,
        }
    }
}

/// Which documents are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Documents {
    /// One panel per software.
    pub panels: bool,
    /// One card per help request.
    pub cards: bool,
    /// A panel to fill in by hand.
    pub blank_panel: bool,
}

impl Default for Documents {
    fn default() -> Self {
        Self { panels: true, cards: true, blank_panel: false }
    }
}

/// The longest description that a quarter of a page takes, in characters of which a line has
/// [`LINE`]. Nothing depends on it but looks: a card grows with what is on it.
const QUARTER: usize = 280;

/// About as many characters as stand on a line of such a card.
const LINE: usize = 35;

/// A help request, and what it is of.
#[derive(Clone, Copy, Debug)]
pub(super) struct Card<'a> {
    pub(super) draft: &'a Proposal,
    pub(super) software: &'a Software,
    pub(super) request: &'a HelpRequest,
}

/// What comes out of the printer, in this order.
#[derive(Debug, Default)]
pub struct Job<'a> {
    /// The software that have a panel, each with the draft that it is of.
    pub(super) panels: Vec<(&'a Proposal, &'a Software)>,
    /// The help requests whose cards take a quarter of a page.
    pub(super) cards: Vec<Card<'a>>,
    /// Those whose cards take half a page or more.
    pub(super) wide_cards: Vec<Card<'a>>,
    /// Whether there is a panel to fill in by hand.
    pub(super) has_blank_panel: bool,
}

impl<'a> Job<'a> {
    /// The `documents` of the software in `scope`. Without any software it is a panel to fill in by
    /// hand.
    pub(super) fn new(draft: &'a Proposal, documents: Documents, scope: Scope) -> Self {
        let all = &draft.software[..];
        let software = match scope {
            Scope::One(id) => draft.software(id).map_or(all, std::slice::from_ref),
            Scope::All => all,
        };
        let mut job =
            Self { has_blank_panel: documents.blank_panel || all.is_empty(), ..Self::default() };
        job.add(draft, software, documents);
        job
    }

    /// The `documents` of all software of these drafts.
    pub fn of_all(drafts: impl IntoIterator<Item = &'a Proposal>, documents: Documents) -> Self {
        let mut job = Self { has_blank_panel: documents.blank_panel, ..Self::default() };
        for draft in drafts {
            job.add(draft, &draft.software, documents);
        }
        job
    }

    fn add(&mut self, draft: &'a Proposal, software: &'a [Software], documents: Documents) {
        for software in software {
            if documents.panels {
                self.panels.push((draft, software));
            }
            for request in &software.help_requests {
                if documents.cards && !is_blank(request) {
                    let cards =
                        if is_long(request) { &mut self.wide_cards } else { &mut self.cards };
                    cards.push(Card { draft, software, request });
                }
            }
        }
    }

    /// Whether nothing comes out.
    pub fn is_empty(&self) -> bool {
        self.panels.is_empty() && self.count_cards() == 0 && !self.has_blank_panel
    }

    /// What comes out, in a sentence, with panels on this paper. It counts documents: on how many
    /// pages a long one goes, only the browser knows.
    pub fn summary(&self, paper: Paper) -> String {
        let mut parts = Vec::new();
        for (count, one, several, paper) in [
            (self.panels.len(), "panneau", "panneaux", paper),
            (self.count_cards(), "carte", "cartes", Paper::A4),
            (self.has_blank_panel.into(), "panneau vierge", "", paper),
        ] {
            if count > 0 {
                let noun = if count == 1 { one } else { several };
                parts.push(format!("{count}\u{a0}{noun} sur {}", paper.name()));
            }
        }
        if parts.is_empty() {
            "Avec ces choix, il n’y a rien à imprimer.".to_owned()
        } else {
            format!("À imprimer\u{a0}: {}.", parts.join(", "))
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
    use domain::{Edit, Field, Item};

    use super::*;

    const NOTHING: Documents = Documents { panels: false, cards: false, blank_panel: false };
    const PANELS: Documents = Documents { panels: true, ..NOTHING };
    const CARDS: Documents = Documents { cards: true, ..NOTHING };
    const PANELS_AND_CARDS: Documents = Documents { panels: true, cards: true, ..NOTHING };
    const BLANK_PANEL: Documents = Documents { blank_panel: true, ..NOTHING };
    const EVERYTHING: Documents = Documents { panels: true, cards: true, blank_panel: true };

    /// Software with these names, each with requests for help of these descriptions.
    fn draft(software: &[(&str, &[&str])]) -> Proposal {
        let mut draft = Proposal::default();
        let add =
            |draft: &mut Proposal, parent: Option<SoftwareId>, item: Item, field, text: &str| {
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
        let [first, second] = [0, 1].map(|index| Scope::One(two.software[index].id));
        let mut removed = two.clone();
        removed.apply(Edit::Remove { item: two.software[1].id.into() });
        for (draft, documents, scope, paper, want) in [
            (&two, PANELS, Scope::All, Paper::A4, "À imprimer : 2 panneaux sur A4."),
            (
                &two,
                PANELS_AND_CARDS,
                Scope::All,
                Paper::A3,
                "À imprimer : 2 panneaux sur A3, 3 cartes sur A4.",
            ),
            (
                &two,
                PANELS_AND_CARDS,
                first,
                Paper::A4,
                "À imprimer : 1 panneau sur A4, 1 carte sur A4.",
            ),
            (&two, CARDS, second, Paper::A4, "À imprimer : 2 cartes sur A4."),
            (&removed, CARDS, second, Paper::A4, "À imprimer : 1 carte sur A4."),
            (&two, BLANK_PANEL, first, Paper::A3, "À imprimer : 1 panneau vierge sur A3."),
            (&two, NOTHING, Scope::All, Paper::A4, "Avec ces choix, il n’y a rien à imprimer."),
            (&one, CARDS, Scope::All, Paper::A4, "Avec ces choix, il n’y a rien à imprimer."),
            (
                &one,
                EVERYTHING,
                Scope::All,
                Paper::A4,
                "À imprimer : 1 panneau sur A4, 1 panneau vierge sur A4.",
            ),
            (
                &none,
                PANELS_AND_CARDS,
                Scope::All,
                Paper::A4,
                "À imprimer : 1 panneau vierge sur A4.",
            ),
            (&none, NOTHING, Scope::All, Paper::A4, "À imprimer : 1 panneau vierge sur A4."),
        ] {
            let job = Job::new(draft, documents, scope);
            assert_eq!(job.summary(paper).replace('\u{a0}', " "), want);
            assert_eq!(job.is_empty(), want.starts_with("Avec"), "{want}");
        }
    }

    #[test]
    fn a_software_that_moved_is_still_the_one_that_is_printed() {
        let mut draft = draft(&[("Démo", &[]), ("Autre", &[])]);
        let id = draft.software[0].id;
        draft.apply(Edit::Move { item: id.into(), to: 1 });
        let job = Job::new(&draft, PANELS, Scope::One(id));
        let names: Vec<&str> = job.panels.iter().map(|(_, software)| &*software.name).collect();
        assert_eq!(names, ["Démo"]);
        assert_eq!(Scope::One(id).within(&draft), Scope::One(id));
        assert_eq!(Scope::One(id).within(&Proposal::default()), Scope::All);
    }

    #[test]
    fn several_drafts_are_printed_as_one() {
        let drafts =
            [draft(&[("Démo", &["a", "b"])]), Proposal::default(), draft(&[("Autre", &["c"])])];
        let job = Job::of_all(&drafts, PANELS_AND_CARDS);
        let want = "À imprimer : 2 panneaux sur A4, 3 cartes sur A4.";
        assert_eq!(job.summary(Paper::A4).replace('\u{a0}', " "), want);
        assert!(std::ptr::eq(job.cards[2].draft, &raw const drafts[2]));
        assert!(Job::of_all(&[], PANELS_AND_CARDS).is_empty());
    }

    #[test]
    fn long_requests_have_a_card_of_another_size() {
        let quarter = "x".repeat(QUARTER);
        let lines = "\n".repeat(QUARTER / LINE) + "x";
        for (text, is_wide) in
            [("court", false), (&quarter, false), (&(quarter.clone() + "x"), true), (&lines, true)]
        {
            let draft = draft(&[("Démo", &[text])]);
            let job = Job::new(&draft, CARDS, Scope::All);
            let want = if is_wide { (0, 1) } else { (1, 0) };
            assert_eq!((job.cards.len(), job.wide_cards.len()), want, "{text}");
        }
    }
}
