//! Made-up participations, and a mailbox in which they arrived: for tests, those of other crates
//! included (feature `samples`).

use std::fmt::Write;

use unicode_normalization::UnicodeNormalization;

use crate::mail::{Mangling, compose, compose_update};
use crate::{
    Edit, Event, Field, Goal, HelpKind, HelpRequest, Item, LightningTalk, Participation, Proposal,
    TalkKind,
};

/// As many participations as the event of January 2024 had.
pub const COUNT: usize = 18;

/// What else is in the [`mailbox`]: older versions of participations.
pub const SUPERSEDED: usize = 2;

/// The same, sent again in another message.
pub const DUPLICATES: usize = 1;

/// The same message, twice.
pub const REPEATS: usize = 1;

/// Updates.
pub const UPDATES: usize = 2;

/// The subject of the one message that is no participation.
pub const OTHER: &str = "Question : où se garer ?";

const NAMES: [&str; COUNT] = [
    "Camille Durand",
    "Zoé Lefèvre",
    "Noël d’Almeida",
    "Équipe Données ouvertes",
    "Jean-Baptiste Le Goff",
    "Aïcha Benali",
    "François Müller",
    "Anaïs Œuvrard",
    "Loïc Kerguélen",
    "Maëlle Petit",
    "Hugo Martin",
    "Nguyễn Thị Mai",
    "Łukasz Wójcik",
    "Inès Garçon",
    "Thomas N’Diaye",
    "Clémence Hébert",
    "Bureau du numérique",
    "Sacha Roux",
];

const ORGANISATIONS: [&str; 7] = [
    "Ville d’Exemple",
    "Direction du numérique, académie d’Exemple",
    "",
    "Département de l’Exemple",
    "Institut d’essais",
    "Ministère de l’Exemple (bureau des logiciels libres)",
    "Agence des données",
];

/// Names, licences and sentences.
const SOFTWARE: [(&str, &str, &str); 11] = [
    ("Démo", "AGPL-3.0-or-later", "Un logiciel d’exemple 🧢"),
    ("Cartes & plans", "MIT", "Des cartes pour les communes"),
    ("GuichetLibre", "EUPL-1.2", ""),
    ("Publier", "", "Publier ses données sans y penser"),
    ("Archives++", "GPL-3.0-only", ""),
    ("L’Annuaire", "Apache-2.0", "L’annuaire des services, et de qui y répond"),
    ("Formulaires accessibles", "MIT", ""),
    ("démo", "AGPL-3.0-or-later", "Le même, vu d’ailleurs"),
    ("Statistiques", "CeCILL-2.1", "Compter, et montrer comment"),
    ("Courrier", "", ""),
    ("Signature", "MPL-2.0", "Signer un document à plusieurs"),
];

const GOALS: [&str; 9] = [
    "Publier la version 2, et savoir l’installer en dix minutes",
    "Écrire un guide\npour les communes",
    "Traduire l’interface en breton",
    "Fermer les dix plus vieux tickets",
    "Mesurer l’accessibilité de la page d’accueil avec un lecteur d’écran, et corriger les trois \
     premiers défauts que l’on aura trouvés ensemble",
    "Un premier export au format CSV",
    "Essais automatiques sur chaque contribution",
    "Décider d’une licence",
    "Une démonstration en ligne, que l’on peut montrer à sa direction",
];

const NEEDS: [(HelpKind, &str, &str); 8] = [
    (HelpKind::Bug, "L’export se bloque sous Windows, au-delà de mille lignes", "7"),
    (HelpKind::Feature, "Un connecteur pour l’annuaire, en Python", ""),
    (
        HelpKind::Documentation,
        "Relire le guide d’installation\nsans rien connaître de l’outil",
        "12",
    ),
    (HelpKind::Other, "Trouver une équipe juridique qui sache lire une licence", ""),
    (HelpKind::Bug, "Le lecteur d’écran ne lit pas les erreurs du formulaire", "31"),
    (HelpKind::Feature, "Des graphiques lisibles en noir et blanc", ""),
    (HelpKind::Documentation, "Captures d’écran à jour", ""),
    (HelpKind::Other, "Une maquette de la page d’accueil", ""),
];

const OFFERS: [&str; 6] = [
    "Relire des guides d’installation, et dire ce que je n’ai pas compris",
    "",
    "Écrire des connecteurs en Python ; un peu de Rust",
    "Essayer vos formulaires avec un lecteur d’écran",
    "Parler de licences, de droit et de marchés publics",
    "Dessiner une maquette\net des pictogrammes",
];

const TALKS: [(TalkKind, &str); 5] = [
    (TalkKind::NonTechnical, "Animer une communauté"),
    (TalkKind::Technical, "Un export de dix millions de lignes"),
    (TalkKind::NonTechnical, "Publier, et après ?"),
    (TalkKind::Technical, "Les essais que l’on n’écrit pas"),
    (TalkKind::NonTechnical, "Ce que nos juristes nous ont appris"),
];

/// One of many participations: the first [`COUNT`] are those of the [`mailbox`], the others differ from
/// them in their names and addresses.
///
/// # Panics
/// If the event has no day.
pub fn participation(index: usize, event: &Event) -> Proposal {
    let mut proposal = Proposal::default();
    let round = index / COUNT;
    let name = NAMES[index % COUNT];
    let name = if round > 0 { format!("{name} {round}") } else { name.to_owned() };
    write(&mut proposal, Field::Name, &name);
    // Some give no address; their mail has one.
    if index % 5 != 4 {
        write(&mut proposal, Field::Email, &address(index));
    }
    write(&mut proposal, Field::Organisation, ORGANISATIONS[index % ORGANISATIONS.len()]);
    for (number, day) in event.days.iter().enumerate() {
        if index % 4 == number || index % 4 > 1 {
            proposal.apply(Edit::Presence { day: *day, present: true });
        }
    }
    // Some come without software, to help others.
    for number in 0..[1, 2, 1, 0, 3, 1][index % 6] {
        add_software(&mut proposal, index + number * 4);
    }
    if index.is_multiple_of(3) {
        let text = "Rencontrer d’autres équipes, et repartir avec la liste de tous les contacts.";
        write(&mut proposal, Field::Expectations, text);
    }
    for number in 0..[0, 1, 0, 2][index % 4] {
        let (kind, subject) = TALKS[(index + number) % TALKS.len()];
        let id = proposal.new_talk().id;
        let talk = LightningTalk { id, subject: subject.to_owned(), kind };
        insert(&mut proposal, None, Item::LightningTalk(talk));
    }
    let offer = if index % 6 == 3 { OFFERS[0] } else { OFFERS[index % OFFERS.len()] };
    write(&mut proposal, Field::Offers, offer);
    proposal
}

fn add_software(proposal: &mut Proposal, index: usize) {
    let software = proposal.new_software();
    let id = software.id;
    let (name, licence, summary) = SOFTWARE[index % SOFTWARE.len()];
    insert(proposal, None, Item::Software(software));
    let repository = format!("https://git.exemple.fr/groupe-{}/depot", index % SOFTWARE.len());
    for (field, text) in [
        (Field::SoftwareName(id), name),
        (Field::Repository(id), if index % 3 == 1 { "" } else { &repository }),
        (Field::Licence(id), licence),
        (Field::Summary(id), summary),
    ] {
        write(proposal, field, text);
    }
    for number in 0..=index % 3 {
        let text = GOALS[(index * 2 + number) % GOALS.len()].to_owned();
        let goal = Goal { id: proposal.new_goal().id, text };
        insert(proposal, Some(id), Item::Goal(goal));
    }
    for number in 0..[1, 3, 0, 2][index % 4] {
        let (kind, description, ticket) = NEEDS[(index + number) % NEEDS.len()];
        let ticket =
            if ticket.is_empty() { String::new() } else { format!("{repository}/issues/{ticket}") };
        let description = description.to_owned();
        let id_of_request = proposal.new_help_request().id;
        let request = HelpRequest { id: id_of_request, kind, description, ticket };
        insert(proposal, Some(id), Item::HelpRequest(request));
    }
}

fn insert(proposal: &mut Proposal, parent: Option<crate::SoftwareId>, item: Item) {
    proposal.apply(Edit::Insert { parent, index: usize::MAX, item });
}

fn write(proposal: &mut Proposal, field: Field, text: &str) {
    proposal.apply(Edit::Text { field, value: text.to_owned() });
}

fn address(index: usize) -> String {
    format!("personne.{index}@exemple.gouv.fr")
}

/// The [`participations`](participation), as they came in one after the other: quoted, forwarded, wrapped,
/// as HTML, in various encodings; among them older versions, updates, duplicates, a message of another
/// kind, and one of which nothing can be read. It is in RFC 4155's format, with CRLF at the end of every
/// other message's lines.
pub fn mailbox(event: &Event) -> Vec<u8> {
    let mut mailbox = Mailbox::default();
    // The first who wrote had not finished.
    for index in [2, 7] {
        let mut draft = participation(index, event);
        draft.apply(Edit::Text { field: Field::Offers, value: "À compléter".to_owned() });
        mailbox.add(index, &subject(&draft, event), &body(&draft, event), Encoding::Utf8);
    }
    mailbox.add_raw("Content-Type: image/png\n\nno picture\n");
    for (index, journey) in JOURNEYS.iter().enumerate() {
        let proposal = participation(index, event);
        let text = journey.iter().fold(body(&proposal, event), |text, it| it.apply(&text));
        let encoding = Encoding::ALL[index % Encoding::ALL.len()];
        mailbox.add(index, &subject(&proposal, event), &text, encoding);
    }
    let text = "Bonjour,\n\nFrom scratch : où peut-on se garer ?\n\nFrom here, merci !\n";
    mailbox.add(COUNT, OTHER, text, Encoding::Utf8);
    // Somebody sent it once more, and some server delivered a message twice.
    let proposal = participation(1, event);
    mailbox.add(1, &subject(&proposal, event), &body(&proposal, event), Encoding::Base64);
    mailbox.repeat();
    for (index, encoding) in [(0, Encoding::Latin), (4, Encoding::Utf8)] {
        let (subject, text) = update(index, event);
        mailbox.add(index, &subject, &text, encoding);
    }
    mailbox.bytes
}

/// What happens to each text on its way.
const JOURNEYS: [&[Mangling]; COUNT] = [
    &[],
    &[Mangling::Quote(1)],
    &[Mangling::Headers, Mangling::Quote(2)],
    &[Mangling::Signature],
    &[Mangling::Padded],
    &[Mangling::Crlf],
    &[Mangling::ThroughHtml],
    &[Mangling::Decompose],
    &[Mangling::Initials],
    &[Mangling::ShortAbove],
    &[Mangling::Unseen],
    &[Mangling::Quote(3), Mangling::Signature],
    &[Mangling::Gateway],
    &[Mangling::Flow],
    &[Mangling::References],
    &[Mangling::Headers],
    &[Mangling::Quote(1), Mangling::Wrap(72)],
    &[Mangling::ThroughHtml, Mangling::Quote(1)],
];

fn subject(proposal: &Proposal, event: &Event) -> String {
    format!("{} : participation de {}", event.name, proposal.name)
}

fn body(proposal: &Proposal, event: &Event) -> String {
    compose(&Participation::parse(proposal).expect("no problems"), event).body
}

/// The message of somebody who offers something else now.
fn update(index: usize, event: &Event) -> (String, String) {
    let sent = participation(index, event);
    let mut now = sent.clone();
    write(&mut now, Field::Offers, "Tenir la table d’accueil");
    let now = Participation::parse(&now).expect("no problems");
    let message = compose_update(&sent, event.days.first().copied(), &now, event);
    let message = message.expect("something changed");
    (message.subject, message.body)
}

/// How letters are written in a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Encoding {
    Utf8,
    QuotedPrintable,
    Base64,
    Html,
    Latin,
    Attached,
}

impl Encoding {
    const ALL: [Self; 5] =
        [Self::Utf8, Self::QuotedPrintable, Self::Base64, Self::Html, Self::Attached];
}

#[derive(Default)]
struct Mailbox {
    bytes: Vec<u8>,
    count: usize,
    /// Where the last message begins.
    last: usize,
}

impl Mailbox {
    fn add(&mut self, author: usize, subject: &str, text: &str, encoding: Encoding) {
        let minute = self.count;
        let mut header = String::new();
        for (name, value) in [
            ("Received", "from mx.exemple.fr by mail.exemple.fr; Wed, 3 Jan 2024".to_owned()),
            ("From", format!("{} <{}>", encoded(NAMES[author % COUNT]), address(author))),
            ("To", "bluehats@code.gouv.fr".to_owned()),
            ("Subject", encoded(subject)),
            ("Date", format!("Wed, 3 Jan 2024 {:02}:{:02}:00 +0100", 8 + minute / 60, minute % 60)),
            ("Message-ID", format!("<{}.{author}@exemple.gouv.fr>", self.count)),
            ("MIME-Version", "1.0".to_owned()),
        ] {
            let _ = writeln!(header, "{name}: {value}");
        }
        let message = match encoding {
            Encoding::Attached => format!(
                "{header}Content-Type: multipart/mixed; boundary=b\n\n--b\n\
                 Content-Type: message/rfc822\n\nSubject: x\n{}\n--b--\n",
                part(text, Encoding::Utf8)
            ),
            encoding => header + &part(text, encoding),
        };
        self.add_raw(&message);
    }

    /// Adds a message as it is, but for its lines that begin with `From `.
    fn add_raw(&mut self, message: &str) {
        self.last = self.bytes.len();
        let mut text = String::from("From MAILER-DAEMON Wed Jan  3 08:00:00 2024\n");
        for line in message.split_inclusive('\n') {
            if line.trim_start_matches('>').starts_with("From ") {
                text.push('>');
            }
            text.push_str(line);
        }
        text.push('\n');
        let text = text.replace("\r\n", "\n");
        let text = if self.count % 2 == 1 { text.replace('\n', "\r\n") } else { text };
        self.bytes.extend(text.as_bytes());
        self.count += 1;
    }

    /// Adds the last message once more.
    fn repeat(&mut self) {
        let last = self.bytes[self.last..].to_owned();
        self.last = self.bytes.len();
        self.bytes.extend(last);
    }
}

/// A header's text, as RFC 2047 wants it.
fn encoded(text: &str) -> String {
    let mut encoded = String::new();
    for c in text.chars() {
        if c.is_ascii_alphanumeric() || c == ' ' {
            encoded.push(if c == ' ' { '_' } else { c });
        } else {
            let _ = c
                .encode_utf8(&mut [0; 4])
                .bytes()
                .try_for_each(|byte| write!(encoded, "={byte:02X}"));
        }
    }
    format!("=?utf-8?Q?{encoded}?=")
}

/// The last lines of a header, and the text.
fn part(text: &str, encoding: Encoding) -> String {
    let (kind, transfer, body) = match encoding {
        Encoding::Utf8 | Encoding::Attached => {
            ("text/plain; charset=utf-8", "8bit", text.to_owned())
        }
        Encoding::QuotedPrintable => {
            ("text/plain; charset=utf-8", "quoted-printable", quoted_printable(text.as_bytes()))
        }
        Encoding::Base64 => ("text/plain; charset=utf-8", "base64", base64(text.as_bytes())),
        Encoding::Html => {
            let html = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
            let lines: Vec<String> =
                html.lines().map(|line| format!("<div>{line}</div>")).collect();
            ("text/html; charset=utf-8", "8bit", lines.join("\n"))
        }
        Encoding::Latin => {
            let letters = text.nfc().map(|c| match c {
                '’' => 0x92,
                c => u8::try_from(c).unwrap_or(b'?'),
            });
            let letters: Vec<u8> = letters.collect();
            ("text/plain; charset=windows-1252", "quoted-printable", quoted_printable(&letters))
        }
    };
    format!("Content-Type: {kind}\nContent-Transfer-Encoding: {transfer}\n\n{body}\n")
}

fn quoted_printable(bytes: &[u8]) -> String {
    let mut encoded = String::new();
    for line in bytes.split(|byte| *byte == b'\n') {
        let mut column = 0;
        for byte in line.strip_suffix(b"\r").unwrap_or(line) {
            if column > 70 {
                encoded.push_str("=\n");
                column = 0;
            }
            if byte.is_ascii_graphic() && *byte != b'=' {
                encoded.push(char::from(*byte));
                column += 1;
            } else {
                let _ = write!(encoded, "={byte:02X}");
                column += 3;
            }
        }
        encoded.push('\n');
    }
    encoded
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut encoded = String::new();
    for (index, chunk) in bytes.chunks(3).enumerate() {
        if index > 0 && index % 19 == 0 {
            encoded.push('\n');
        }
        let group = chunk.iter().fold(0_usize, |bits, byte| bits << 8 | usize::from(*byte));
        let group = group << (8 * (3 - chunk.len()));
        for place in 0..4 {
            let letter = LETTERS[group >> (18 - 6 * place) & 0x3f];
            encoded.push(if place > chunk.len() { '=' } else { char::from(letter) });
        }
    }
    encoded
}
