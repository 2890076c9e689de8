//! What the site weighs, and whether that is too much.

use std::fmt::Write as _;

use anyhow::{Result, ensure};

use super::{service_worker, split};
use crate::budget;
use crate::tests::APP;

/// What a file weighs, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Weight {
    /// Below the site's folder.
    pub path: String,
    /// As it is.
    pub raw: usize,
    /// As a browser receives it: text compressed with Brotli.
    pub sent: usize,
}

impl Weight {
    fn is_announcement(&self) -> bool {
        self.path == "index.html"
    }

    /// Whether a first visit to the announcement needs the file: its page, and all that pages
    /// are made with, the service worker included. What few visitors ever need comes later.
    fn is_of_first_visit(&self) -> bool {
        let (folder, name) = self.path.rsplit_once('/').unwrap_or(("", &self.path));
        let is_of_app = folder.starts_with(APP) && !split::is_part(name);
        self.is_announcement() || self.path == service_worker::WORKER || is_of_app
    }
}

fn sent<'a>(weights: impl Iterator<Item = &'a Weight>) -> usize {
    weights.map(|weight| weight.sent).sum()
}

/// What visitors wait for, what it weighs, and what it may weigh.
fn budgets(weights: &[Weight]) -> [(&'static str, usize, usize); 2] {
    let announcement = sent(weights.iter().filter(|weight| weight.is_announcement()));
    let first_visit = sent(weights.iter().filter(|weight| weight.is_of_first_visit()));
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
        let _ = writeln!(table, "{:<width$} {:>9} {:>9}", weight.path, weight.raw, weight.sent);
    }
    for (what, weight, budget) in budgets(weights) {
        let _ = writeln!(table, "{what}: {weight} bytes, of {budget} at most.");
    }
    let kept = weights.iter().filter(|weight| service_worker::is_kept(&weight.path));
    let _ = writeln!(
        table,
        "Kept for use without network: {} files, {} bytes to download, {} bytes on the device.",
        kept.clone().count(),
        sent(kept.clone()),
        kept.map(|weight| weight.raw).sum::<usize>(),
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

    fn weight(path: &str, raw: usize, sent: usize) -> Weight {
        Weight { path: path.to_owned(), raw, sent }
    }

    #[test]
    fn a_first_visit_is_the_announcement_and_what_pages_are_made_with() {
        let weights = [
            weight("bluehats-participation-0a/a.js", 300, 20),
            weight("bluehats-participation-0a/a_bg.wasm", 5000, 500),
            weight("bluehats-participation-0a/chunk_1.wasm", 700, 60),
            weight("bluehats-participation-0a/split_b.wasm", 900, 90),
            weight("index.html", 1000, 100),
            weight("organisation/index.html", 800, 70),
            weight("service-worker.js", 40, 3),
            weight("icone.png", 9000, 9000),
        ];
        let (announcement, first_visit) = (budget::ANNOUNCEMENT, budget::FIRST_VISIT);
        let table = table(&weights);
        let head = "bytes                                        raw      sent\n\
                    bluehats-participation-0a/a.js               300        20\n";
        assert!(table.starts_with(head), "{table}");
        let end = format!(
            "icone.png                                   9000      9000\n\
             The announcement, styles included: 100 bytes, of {announcement} at most.\n\
             A first visit to the announcement: 623 bytes, of {first_visit} at most.\n\
             Kept for use without network: 7 files, 9840 bytes to download, 17700 bytes on the device.\n"
        );
        assert!(table.ends_with(&end), "{table}");
    }

    #[test]
    fn a_heavier_site_fails_and_says_by_how_much() {
        for (path, budget, want) in [
            (
                "bluehats-participation-0a/a_bg.wasm",
                budget::FIRST_VISIT,
                "A first visit to the announcement: ",
            ),
            ("index.html", budget::ANNOUNCEMENT, "The announcement, styles included: "),
        ] {
            assert!(check_budget(&[weight(path, 0, budget)]).is_ok());
            let error = check_budget(&[weight(path, 0, budget + 7)]).unwrap_err().to_string();
            let want = format!("{want}{} bytes are 7 above the budget", budget + 7);
            assert!(error.starts_with(&want), "{error}");
        }
    }
}
