//! Tables for other programs (RFC 4180).

use super::{Board, Contact, Need};
use crate::mail::grammar::Label;
use crate::text::{is_invisible, line};
use crate::{Date, HelpKind};

/// The contacts as CSV: UTF-8 with a byte order mark, by which Excel knows it. What would be a
/// formula there, or in a program that parts cells at `;`, has an apostrophe before it.
pub fn contacts_csv(board: &Board) -> String {
    let mut table = Table::default();
    let [name, organisation, email, presence, software] =
        [Label::Name, Label::Organisation, Label::Email, Label::Presence, Label::Software]
            .map(Label::as_str);
    table.row([name, organisation, email, presence, software]);
    for Contact { name, organisation, email, days, software } in board.contacts() {
        let email = email.map_or("", |email| email.as_str());
        table.row([&name, &organisation, email, &in_french(days), &software.join(", ")]);
    }
    table.0
}

/// These needs as CSV, in the same way, with the names of those whose offers share words with them.
/// `kind_in_french` is what kinds of help are called in the page.
pub fn needs_csv(
    board: &Board,
    needs: &[Need],
    kind_in_french: fn(HelpKind) -> &'static str,
) -> String {
    let mut table = Table::default();
    let [software, ticket, name, organisation, email, presence] = [
        Label::Software,
        Label::Ticket,
        Label::Name,
        Label::Organisation,
        Label::Email,
        Label::Presence,
    ]
    .map(Label::as_str);
    table.row([
        software,
        "Type d’aide",
        "Description",
        ticket,
        name,
        organisation,
        email,
        presence,
        "Peuvent aider",
    ]);
    for need in needs {
        let Need { person, software, request } = need;
        let offers = board.offers_for(need).into_iter();
        let helpers: Vec<String> = offers.map(|it| line(&it.offer.person.proposal.name)).collect();
        let email = person.email.as_ref().map_or("", |email| email.as_str());
        table.row([
            &line(&software.name),
            kind_in_french(request.kind),
            &request.description,
            &line(&request.ticket),
            &line(&person.proposal.name),
            &line(&person.proposal.organisation),
            email,
            &in_french(&person.proposal.presence),
            &helpers.join(", "),
        ]);
    }
    table.0
}

fn in_french(days: &[Date]) -> String {
    days.iter().map(|day| day.in_french()).collect::<Vec<_>>().join(", ")
}

/// A file of records, one a row.
struct Table(String);

impl Default for Table {
    fn default() -> Self {
        Self("\u{feff}".to_owned())
    }
}

impl Table {
    fn row<const N: usize>(&mut self, cells: [&str; N]) {
        for (index, cell) in cells.into_iter().enumerate() {
            if index > 0 {
                self.0.push(',');
            }
            self.cell(cell);
        }
        self.0.push_str("\r\n");
    }

    /// A cell, in quotation marks where it needs them. Programs take what begins with one of the
    /// [`SIGNS`] for a formula, which may fetch and run things. French ones part cells at each `;`,
    /// and at each line end with it, since they know no quotation marks within a cell: so a cell may
    /// begin anywhere behind those.
    fn cell(&mut self, text: &str) {
        let is_quoted = text.contains([',', '"', '\r', '\n', ';', '\t']);
        let quotation_mark = if is_quoted { "\"" } else { "" };
        self.0.push_str(quotation_mark);
        let mut is_start = true;
        for c in text.chars() {
            if is_start && SIGNS.contains(&c) {
                self.0.push('\'');
            }
            let is_skipped = c == '"' || c.is_whitespace() || is_invisible(c);
            is_start = matches!(c, ';' | '\t' | '\r' | '\n') || is_start && is_skipped;
            self.0.extend(std::iter::repeat_n(c, if c == '"' { 2 } else { 1 }));
        }
        self.0.push_str(quotation_mark);
    }
}

/// What formulas begin with, in any of the widths that East Asian keyboards have.
const SIGNS: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];
