//! What the site weighs, and whether that is too much.

use std::fmt::Write as _;

use anyhow::{Result, ensure};

use super::{program, service_worker};
use crate::budget;

/// What a file weighs, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weight {
    /// Below the site's folder.
    pub path: String,
    /// As it is.
    pub raw: usize,
    /// Compressed with Brotli; for text files only.
    pub compressed: Option<usize>,
}

impl Weight {
    /// What a browser receives.
    fn sent(&self) -> usize {
        self.compressed.unwrap_or(self.raw)
    }

    fn is_announcement(&self) -> bool {
        self.path == "index.html"
    }

    /// Whether a first visit to the announcement needs the file: its page, and all that pages
    /// are made with, the service worker included. What few visitors ever need comes later.
    fn is_of_first_visit(&self) -> bool {
        let extension = self.path.rsplit_once('.').map(|(_, extension)| extension);
        let is_program = matches!(extension, Some("css" | "js" | "wasm"));
        self.is_announcement() || is_program && !self.is_of_reader() && !self.is_of_organisation()
    }

    fn is_of_reader(&self) -> bool {
        self.path.starts_with(&format!("{}-", program::READER))
    }

    /// Whether the file is of the program that only the page for the organising team loads.
    fn is_of_organisation(&self) -> bool {
        self.path.starts_with(&format!("{}-", program::ORGANISATION))
    }
}

fn sent(weights: &[Weight], is_of: fn(&Weight) -> bool) -> usize {
    weights.iter().filter(|weight| is_of(weight)).map(Weight::sent).sum()
}

/// What visitors wait for, what it weighs, and what it may weigh.
fn budgets(weights: &[Weight]) -> [(&'static str, usize, usize); 2] {
    let announcement = sent(weights, Weight::is_announcement);
    let first_visit = sent(weights, Weight::is_of_first_visit);
    [
        ("The announcement, styles included", announcement, budget::ANNOUNCEMENT),
        ("A first visit to the announcement", first_visit, budget::FIRST_VISIT),
    ]
}

/// From what every file weighs to a table for people to read.
pub(super) fn table(weights: &[Weight]) -> String {
    let width = weights.iter().map(|weight| weight.path.len()).max().unwrap_or_default();
    let mut table = format!("{:<width$} {:>9} {:>9}\n", "bytes", "raw", "sent");
    for weight in weights {
        let _ = writeln!(table, "{:<width$} {:>9} {:>9}", weight.path, weight.raw, weight.sent());
    }
    for (what, weight, budget) in budgets(weights) {
        let _ = writeln!(table, "{what}: {weight} bytes, of {budget} at most.");
    }
    for (what, is_of) in [
        ("Reading messages", Weight::is_of_reader as fn(&Weight) -> bool),
        ("The page for the organising team", Weight::is_of_organisation),
    ] {
        let _ = writeln!(table, "{what}: {} bytes, when they are asked for.", sent(weights, is_of));
    }
    let kept = || weights.iter().filter(|weight| service_worker::is_kept(&weight.path));
    let _ = writeln!(
        table,
        "Kept for use without network: {} files, {} bytes to download, {} bytes on the device.",
        kept().count(),
        kept().map(Weight::sent).sum::<usize>(),
        kept().map(|weight| weight.raw).sum::<usize>(),
    );
    table
}

/// Fails when the announcement, or a first visit to it, weighs more than it may.
pub(super) fn check_budget(weights: &[Weight]) -> Result<()> {
    for (what, weight, budget) in budgets(weights) {
        ensure!(
            weight <= budget,
            "{what}: {weight} bytes are {} above the budget of {budget}: make it lighter (the table \
             above says what weighs); the budget stands in xtask/src/budget.rs",
            weight - budget
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weight(path: &str, raw: usize, compressed: Option<usize>) -> Weight {
        Weight { path: path.to_owned(), raw, compressed }
    }

    #[test]
    fn a_first_visit_is_the_announcement_and_what_pages_are_made_with() {
        let weights = [
            weight("app-0a.js", 300, Some(20)),
            weight("app-0a_bg.wasm", 5000, Some(500)),
            weight("icone.png", 9000, None),
            weight("index.html", 1000, Some(100)),
            weight("mail-reader-0a_bg.wasm", 800, Some(80)),
            weight("organisation-0a_bg.wasm", 900, Some(90)),
            weight("organisation/index.html", 800, Some(70)),
            weight("relire/index.html", 800, Some(70)),
            weight("service-worker.js", 40, Some(3)),
        ];
        let table = table(&weights);
        let lines: Vec<_> = table.lines().collect();
        assert_eq!(lines[0], "bytes                         raw      sent");
        assert_eq!(lines[1], "app-0a.js                     300        20");
        assert_eq!(lines[3], "icone.png                    9000      9000");
        let most = |limit: usize| format!("bytes, of {limit} at most.");
        let announcement = most(budget::ANNOUNCEMENT);
        assert_eq!(lines[10], format!("The announcement, styles included: 100 {announcement}"));
        let first_visit = most(budget::FIRST_VISIT);
        assert_eq!(lines[11], format!("A first visit to the announcement: 623 {first_visit}"));
        assert_eq!(
            lines[12..],
            [
                "Reading messages: 80 bytes, when they are asked for.",
                "The page for the organising team: 90 bytes, when they are asked for.",
                "Kept for use without network: 8 files, 9930 bytes to download, 18600 bytes on the device.",
            ]
        );
    }

    #[test]
    fn a_heavier_site_fails_and_says_by_how_much() {
        for (path, budget, want) in [
            ("a.wasm", budget::FIRST_VISIT, "A first visit to the announcement: "),
            ("index.html", budget::ANNOUNCEMENT, "The announcement, styles included: "),
        ] {
            assert!(check_budget(&[weight(path, 0, Some(budget))]).is_ok());
            let error = check_budget(&[weight(path, 0, Some(budget + 7))]).unwrap_err().to_string();
            let want = format!("{want}{} bytes are 7 above the budget", budget + 7);
            assert!(error.starts_with(&want), "{error}");
        }
    }
}
