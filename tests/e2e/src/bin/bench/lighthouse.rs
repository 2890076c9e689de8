//! What Lighthouse says: four categories, and when things are painted on the phone that it simulates.
//!
//! Its mobile preset loads the page at full speed, and computes from the chain of requests and tasks
//! what a slow phone would have made of it. The bare page is audited in the same runs.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use e2e::site::{Build, Site};
use serde::Deserialize;
use xtask::budget;
use xtask::server::Notes;

use crate::bare;
use crate::report::{self, Figure, Limit, Report, Sample, Unit};

/// What is audited.
const PAGES: [(&str, &str); 2] = [
    ("The announcement, audited by Lighthouse", "/"),
    ("The drafting page, audited by Lighthouse", "/participer"),
];

/// Lighthouse's categories and their names.
const CATEGORIES: [(&str, &str); 4] = [
    ("performance", "performance"),
    ("accessibility", "accessibility"),
    ("best-practices", "best practices"),
    ("seo", "search engines"),
];

/// What Lighthouse writes.
#[derive(Debug, Deserialize)]
struct Audited {
    categories: BTreeMap<String, Category>,
    audits: BTreeMap<String, Audit>,
}

#[derive(Debug, Deserialize)]
struct Category {
    /// From 0 to 1.
    score: Option<f64>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Audit {
    numeric_value: Option<f64>,
}

impl Audited {
    fn points(&self, category: &str) -> Result<f64> {
        let category = self.categories.get(category).and_then(|category| category.score);
        Ok((category.context("Lighthouse gives no score")? * 100.0).round())
    }

    fn value(&self, audit: &str) -> Result<f64> {
        let audit = self.audits.get(audit).and_then(|audit| audit.numeric_value);
        audit.context("Lighthouse gives no figure")
    }
}

/// Audits so many times.
pub(crate) fn run(runs: usize) -> Result<Report> {
    let mut report = Report::new(vec![
        report::machine(runs),
        "Lighthouse with its mobile preset: a slow phone on a slow line, simulated.".to_owned(),
        "Bare page: HTML of the announcement's text with 2 kB of styles, audited in the same runs."
            .to_owned(),
    ]);
    let site = Site::serve(Build::Root)?;
    let bare = Site::of_folder(bare::site(site.folder())?, &Notes::default())?;
    for run in 1..=runs {
        eprintln!("Run {run} of {runs}…");
        let floor = audit(&bare.address("/"))?;
        for (scene, path) in PAGES {
            add(&mut report, scene, path == "/", &audit(&site.address(path))?, &floor)?;
        }
    }
    Ok(report)
}

fn add(
    report: &mut Report,
    scene: &'static str,
    is_bares_text: bool,
    audited: &Audited,
    floor: &Audited,
) -> Result<()> {
    for (category, what) in CATEGORIES {
        let figure =
            Figure::new(scene, what, Unit::Points).limited(Limit::AtLeast(budget::LIGHTHOUSE));
        report.add(Sample { figure, value: audited.points(category)?, floor: None });
    }
    for (audit, what) in
        [("first-contentful-paint", "first paint"), ("largest-contentful-paint", "largest paint")]
    {
        // Other pages have another text.
        let figure = Figure::new(scene, what, Unit::Milliseconds)
            .limited_if(is_bares_text, Limit::TimesFloor(budget::SIMULATED_PAINT_RATIO));
        let floor = Some(floor.value(audit)?);
        report.add(Sample { figure, value: audited.value(audit)?, floor });
    }
    let blocked = Figure::new(scene, "time for which the page does not answer", Unit::Milliseconds);
    report.add(Sample {
        figure: blocked,
        value: audited.value("total-blocking-time")?,
        floor: None,
    });
    report.add(Sample {
        figure: Figure::layout_shift(scene),
        value: audited.value("cumulative-layout-shift")?,
        floor: None,
    });
    Ok(())
}

fn audit(address: &str) -> Result<Audited> {
    let program = env::var_os("LIGHTHOUSE")
        .context("LIGHTHOUSE names no program: run `cargo xtask bench lighthouse`")?;
    let folder = tempfile::tempdir().context("cannot make a folder for Lighthouse")?;
    let file = folder.path().join("report.json");
    let mut lighthouse = Command::new(program);
    if let Some(browser) = env::var_os("CHROMIUM_BINARY") {
        lighthouse.env("CHROME_PATH", browser);
    }
    let status = lighthouse
        .args([address, "--quiet", "--output=json", "--output-path"])
        .arg(&file)
        // The sandbox refuses to start as root.
        .arg("--chrome-flags=--headless --no-sandbox")
        .status()
        .context("cannot start Lighthouse")?;
    ensure!(status.success(), "Lighthouse has failed on {address}");
    let text = fs::read_to_string(&file).context("Lighthouse has written no report")?;
    serde_json::from_str(&text).context("Lighthouse's report is not as expected")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reports_are_read() {
        let audited: Audited = serde_json::from_str(
            r#"{"lighthouseVersion":"12","categories":{"seo":{"id":"seo","score":0.996}},
            "audits":{"first-contentful-paint":{"numericValue":651.5,"score":1},"viewport":{"score":1}}}"#,
        )
        .unwrap();
        assert!((audited.points("seo").unwrap() - 100.0).abs() < 1e-9);
        assert!((audited.value("first-contentful-paint").unwrap() - 651.5).abs() < 1e-9);
        assert!(audited.value("viewport").is_err() && audited.points("performance").is_err());
    }
}
