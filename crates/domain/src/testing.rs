//! Drafts and edits for property tests.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::{
    Date, Edit, Field, Goal, GoalId, HelpKind, HelpRequest, Item, ItemId, LightningTalk,
    Participation, ProblemKind, Proposal, RequestId, Sent, Software, SoftwareId, TalkId, TalkKind,
};

/// Texts that people type, paste, and use to try and break things.
pub(crate) fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => Just(String::new()),
        6 => "[a-zàéèç’ ]{1,24}",
        2 => "(?s).{0,24}",
        2 => vec(select(TRICKY), 1..6).prop_map(|parts| parts.concat()),
        2 => vec(prop_oneof![4 => "[a-zé’]{1,12}", 1 => select(TRICKY).prop_map(str::to_owned)], 8..40)
            .prop_map(|words| words.join(" ")),
    ]
}

const TRICKY: &[&str] = &[
    "\n",
    "\r\n",
    " ",
    "\u{a0}",
    "\u{202f}",
    "\t",
    "\u{0}",
    "\u{2028}",
    "\u{202e}",
    "\u{200b}",
    "🧢",
    "e\u{301}",
    "كلمة",
    "</script>",
    "<b>",
    "&body=",
    "%0A",
    "%",
    "?",
    "#",
    "+",
    "\"",
    "'",
    "\\",
    "|",
    "| ",
    ">",
    "> ",
    "--",
    "-- ",
    "Objectif : ",
    "Nom : ",
    "\\Objectif : ",
    "Objectif:",
    "*Objectif : ",
    "*",
    "Demande (bug) : ",
    "À bientôt !",
    "≯",
    "<https://a.fr>",
    "https://a.fr <https://a.fr>",
    "a@b.fr<mailto:a@b.fr>",
    "Voici ma participation",
    "De\u{301}po\u{302}t : ",
    "mot",
    ".",
];

fn dates() -> impl Strategy<Value = Date> {
    (1u16..=9999, 1u8..=12, 1u8..=28)
        .prop_map(|(year, month, day)| Date::new(year, month, day).unwrap())
}

/// Any draft that edits can make, its ids given in the order of its items; of some, the visitor says
/// that they were sent.
pub(crate) fn proposals() -> impl Strategy<Value = Proposal> {
    (unsent(), option::weighted(0.3, sent())).prop_map(|(mut proposal, sent)| {
        proposal.apply(Edit::Sent(sent));
        proposal
    })
}

/// That some draft was sent. Where ids are those of another draft, it has been changed since.
fn sent() -> impl Strategy<Value = Box<Sent>> {
    (any::<u64>(), unsent()).prop_map(|(at, draft)| statement(at, &draft))
}

fn statement(at: u64, draft: &Proposal) -> Box<Sent> {
    Box::new(Sent { at, proposal: draft.normalised() })
}

/// It is boxed because several of them as one value are too much for the stack of a test.
fn unsent() -> BoxedStrategy<Proposal> {
    let about = (texts(), emails(), texts(), vec(dates(), 0..3));
    let rest = (texts(), vec((texts(), select(&TalkKind::ALL[..])), 0..3), texts());
    let drafts = (about, vec(software(), 0..3), rest).prop_map(
        |((name, email, organisation, days), software, (expectations, talks, offers))| {
            let mut proposal = Proposal { name, email, organisation, ..Proposal::default() };
            for day in days {
                proposal.apply(Edit::Presence { day, present: true });
            }
            for parts in software {
                proposal.add_software(parts);
            }
            for (subject, kind) in talks {
                let id = proposal.new_talk().id;
                let talk = LightningTalk { id, subject, kind };
                proposal.append(None, Item::LightningTalk(talk));
            }
            proposal.expectations = expectations;
            proposal.offers = offers;
            proposal
        },
    );
    drafts.boxed()
}

/// Any participation: a draft with its problems mended, so that properties meet few in vain.
pub(crate) fn participations() -> impl Strategy<Value = Participation> {
    proposals().prop_map(|mut proposal| {
        proposal.offers.push('x');
        for problem in proposal.problems() {
            let value = match problem.kind {
                ProblemKind::MalformedEmail | ProblemKind::MalformedLink => "",
                ProblemKind::Blank | ProblemKind::NothingToSend => "| x",
            };
            let field = problem.field;
            proposal.apply(Edit::Text { field, value: value.to_owned() }).unwrap();
        }
        Participation::parse(&proposal).unwrap()
    })
}

fn emails() -> impl Strategy<Value = String> {
    prop_oneof![texts(), "[a-z]{1,8}@[a-z]{1,8}\\.fr"]
}

fn links() -> impl Strategy<Value = String> {
    prop_oneof![1 => texts(), 2 => "https://[a-z]{1,8}\\.fr/[a-z?=&%#]{0,8}", 2 => Just(String::new())]
}

/// The texts of a software's fields, its repository, its goals and its help requests.
type SoftwareParts = (Vec<String>, String, Vec<String>, Vec<(HelpKind, String, String)>);

fn software() -> impl Strategy<Value = SoftwareParts> {
    let count = Proposal::default().new_software().fields().len();
    let requests = (select(&HelpKind::ALL[..]), texts(), links());
    (vec(texts(), count), links(), vec(texts(), 0..3), vec(requests, 0..3))
}

impl Proposal {
    fn append(&mut self, parent: Option<SoftwareId>, item: Item) {
        self.apply(Edit::Insert { parent, index: usize::MAX, item }).unwrap();
    }

    fn add_software(&mut self, (texts, repository, goals, requests): SoftwareParts) {
        let mut software = self.new_software();
        let parent = Some(software.id);
        for ((_, place), text) in software.texts_mut().into_iter().zip(texts) {
            *place = text;
        }
        software.repository = repository;
        self.append(None, Item::Software(software));
        for text in goals {
            let id = self.new_goal().id;
            self.append(parent, Item::Goal(Goal { id, text }));
        }
        for (kind, description, ticket) in requests {
            let id = self.new_help_request().id;
            self.append(parent, Item::HelpRequest(HelpRequest { id, kind, description, ticket }));
        }
    }
}

/// Any edit of this draft, those that name an item which is not there included.
pub(crate) fn edits(proposal: &Proposal) -> impl Strategy<Value = Edit> + use<> {
    let just_sent = proposal.clone();
    let mut ids = proposal.ids();
    ids.push(GoalId(u32::MAX).into());
    let id = select(ids);
    // Of any kind: most name an item of another one.
    let number = id.clone().prop_map(ItemId::number);
    let software = number.clone().prop_map(SoftwareId);
    let items = select(vec![
        Item::Software(proposal.new_software()),
        Item::Goal(proposal.new_goal()),
        Item::HelpRequest(proposal.new_help_request()),
        Item::LightningTalk(proposal.new_talk()),
    ]);
    prop_oneof![
        (fields(number.clone()), texts()).prop_map(|(field, value)| Edit::Text { field, value }),
        (dates(), any::<bool>()).prop_map(|(day, present)| Edit::Presence { day, present }),
        (number.clone().prop_map(RequestId), select(&HelpKind::ALL[..]))
            .prop_map(|(request, kind)| Edit::HelpKind { request, kind }),
        (number.prop_map(TalkId), select(&TalkKind::ALL[..]))
            .prop_map(|(talk, kind)| Edit::TalkKind { talk, kind }),
        (option::of(software), 0usize..4, items).prop_map(|(parent, index, item)| Edit::Insert {
            parent,
            index,
            item
        }),
        id.clone().prop_map(|item| Edit::Remove { item }),
        (id, 0usize..4).prop_map(|(item, to)| Edit::Move { item, to }),
        option::of(any::<u64>())
            .prop_map(move |at| Edit::Sent(at.map(|at| statement(at, &just_sent)))),
        sent().prop_map(|sent| Edit::Sent(Some(sent))),
        proposals().prop_map(|other| Edit::Replace(Box::new(other))),
    ]
}

fn fields(numbers: impl Strategy<Value = u32>) -> impl Strategy<Value = Field> {
    (numbers, any::<Index>()).prop_map(|(number, index)| {
        let empty = Proposal::default();
        let mut fields = empty.fields();
        fields.extend(Software { id: SoftwareId(number), ..empty.new_software() }.fields());
        fields.extend(Goal { id: GoalId(number), ..empty.new_goal() }.fields());
        fields.extend(HelpRequest { id: RequestId(number), ..empty.new_help_request() }.fields());
        fields.extend(LightningTalk { id: TalkId(number), ..empty.new_talk() }.fields());
        *index.get(&fields)
    })
}

/// What the browser's decoder does with encodings that nothing here knows by itself: this one knows
/// one, in which `{` is written for `é`, as in an old French variant of ASCII.
pub(crate) fn decode(bytes: &[u8], label: &str) -> Option<String> {
    let text = std::str::from_utf8(bytes).ok()?.replace('{', "é");
    label.eq_ignore_ascii_case("nf_z_62-010").then_some(text)
}
