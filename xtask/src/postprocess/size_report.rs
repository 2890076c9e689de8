//! What the site weighs, and whether that is too much.

use std::fmt::Write as _;

use anyhow::{Result, ensure};

use super::service_worker;
use crate::budget;

/// What a file weighs, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Weight {
    /// Below the site's folder.
    pub(super) path: String,
    pub(super) raw: usize,
    /// For text files only.
    pub(super) compressed: Option<Compressed>,
}

/// What a compressed file weighs, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Compressed {
    pub(super) brotli: usize,
    pub(super) gzip: usize,
}

impl Weight {
    /// What a browser receives.
    fn sent(&self) -> usize {
        self.compressed.map_or(self.raw, |compressed| compressed.brotli)
    }

    fn is_announcement(&self) -> bool {
        self.path == "index.html"
    }

    /// Whether a first visit to the announcement needs the file: its page, and all that pages
    /// are made with, the service worker included.
    fn is_of_first_visit(&self) -> bool {
        let extension = self.path.rsplit_once('.').map(|(_, extension)| extension);
        self.is_announcement() || matches!(extension, Some("css" | "js" | "wasm"))
    }
}

/// What a first visit to the announcement weighs.
fn first_visit(weights: &[Weight]) -> usize {
    weights.iter().filter(|weight| weight.is_of_first_visit()).map(Weight::sent).sum()
}

/// What the announcement weighs until it can be read.
fn announcement(weights: &[Weight]) -> usize {
    weights.iter().filter(|weight| weight.is_announcement()).map(Weight::sent).sum()
}

/// What the service worker keeps: how many files, what they weigh on the way, and in the browser.
fn kept(weights: &[Weight]) -> (usize, usize, usize) {
    let kept = weights.iter().filter(|weight| service_worker::is_kept(&weight.path));
    kept.fold((0, 0, 0), |(count, sent, raw), weight| {
        (count + 1, sent + weight.sent(), raw + weight.raw)
    })
}

/// The weights as a table for people to read.
pub(super) fn table(weights: &[Weight]) -> String {
    let width = weights.iter().map(|weight| weight.path.len()).max().unwrap_or_default().max(20);
    let mut table = format!("{:<width$} {:>9} {:>9} {:>9}\n", "bytes", "raw", "gzip", "brotli");
    for weight in weights {
        let Weight { path, raw, compressed } = weight;
        let (gzip, brotli) = match compressed {
            Some(compressed) => (compressed.gzip.to_string(), compressed.brotli.to_string()),
            None => ("-".to_owned(), "-".to_owned()),
        };
        let _ = writeln!(table, "{path:<width$} {raw:>9} {gzip:>9} {brotli:>9}");
    }
    let _ = writeln!(
        table,
        "The announcement, styles included: {} bytes, of {} at most.",
        announcement(weights),
        budget::ANNOUNCEMENT
    );
    let _ = writeln!(
        table,
        "A first visit to the announcement: {} bytes, of {} at most.",
        first_visit(weights),
        budget::FIRST_VISIT
    );
    let (count, sent, raw) = kept(weights);
    let _ = writeln!(
        table,
        "Kept for use without network: {count} files, {sent} bytes to download, {raw} bytes on \
         the device."
    );
    table
}

/// Fails when the announcement, or a first visit to it, weighs more than it may.
pub(super) fn check_budget(weights: &[Weight]) -> Result<()> {
    for (what, weight, budget) in [
        ("the announcement, styles included,", announcement(weights), budget::ANNOUNCEMENT),
        ("a first visit", first_visit(weights), budget::FIRST_VISIT),
    ] {
        ensure!(
            weight <= budget,
            "{what} weighs {weight} bytes, {} above the budget of {budget}: make it lighter (the \
             table above says what weighs); the budget stands in xtask/src/budget.rs",
            weight - budget
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weight(path: &str, raw: usize, compressed: Option<(usize, usize)>) -> Weight {
        let compressed = compressed.map(|(gzip, brotli)| Compressed { brotli, gzip });
        Weight { path: path.to_owned(), raw, compressed }
    }

    #[test]
    fn a_first_visit_is_the_announcement_and_what_pages_are_made_with() {
        let weights = [
            weight("app-0a.js", 300, Some((30, 20))),
            weight("app-0a_bg.wasm", 5000, Some((600, 500))),
            weight("icone.png", 9000, None),
            weight("index.html", 1000, Some((200, 100))),
            weight("relire/index.html", 800, Some((90, 70))),
            weight("service-worker.js", 40, Some((4, 3))),
        ];
        assert_eq!(first_visit(&weights), 20 + 500 + 100 + 3);
        let table = table(&weights);
        let lines: Vec<_> = table.lines().collect();
        assert_eq!(lines[0], "bytes                      raw      gzip    brotli");
        assert_eq!(lines[1], "app-0a.js                  300        30        20");
        assert_eq!(lines[3], "icone.png                 9000         -         -");
        assert_eq!(lines[7], "The announcement, styles included: 100 bytes, of 14000 at most.");
        assert_eq!(lines[8], "A first visit to the announcement: 623 bytes, of 260000 at most.");
        assert_eq!(
            lines[9],
            "Kept for use without network: 5 files, 9690 bytes to download, 16100 bytes on the device."
        );
    }

    #[test]
    fn a_heavier_site_fails_and_says_by_how_much() {
        let just = budget::FIRST_VISIT;
        assert!(check_budget(&[weight("a.wasm", 0, Some((0, just)))]).is_ok());
        let error = check_budget(&[weight("a.wasm", 0, Some((0, just + 7)))]).unwrap_err();
        let want = format!("a first visit weighs {} bytes, 7 above", just + 7);
        assert!(error.to_string().contains(&want), "{error}");

        let just = budget::ANNOUNCEMENT;
        assert!(check_budget(&[weight("index.html", 0, Some((0, just)))]).is_ok());
        assert!(check_budget(&[weight("404.html", 0, Some((0, just + 1)))]).is_ok());
        let error = check_budget(&[weight("index.html", 0, Some((0, just + 3)))]).unwrap_err();
        let want = "the announcement, styles included, weighs 14003 bytes, 3 above the budget";
        assert!(error.to_string().contains(want), "{error}");
    }
}
