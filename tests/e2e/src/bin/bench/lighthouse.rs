//! What Lighthouse says of the announcement and of the form, and of the bare page in the same runs: when
//! something is painted, what moves, what is downloaded.

use std::env;
use std::fs;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use e2e::network::SLOW_PHONE;
use e2e::site::{Build, Site};
use serde_json::Value;
use xtask::budget;

use crate::bare;
use crate::report::{Limit, Report, title};

/// How a slow phone on a slow line comes about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Throttling {
    /// Lighthouse's mobile preset loads the page at full speed, and computes from the chain of requests
    /// and tasks what a slow phone would have made of it.
    Simulated,
    /// The browser itself slows its line and its processor down.
    Applied,
}

/// Audits so many times.
pub(crate) fn measure(runs: usize, report: &mut Report) -> Result<()> {
    let site = Site::serve(Build::Root)?;
    let bare = Site::of_folder(bare::site(site.folder())?)?;
    for (throttling, heading, ratio) in [
        (Throttling::Simulated, "Lighthouse, a slow phone simulated", budget::PAINT_SIMULATED),
        (Throttling::Applied, "Lighthouse, slowed down by the browser", budget::PAINT_APPLIED),
    ] {
        let [mut floor, mut announcement, mut form] = [const { Vec::new() }; 3];
        for run in 1..=runs {
            eprintln!("Lighthouse, run {run} of {runs}…");
            floor.push(audit(&bare.address("/"), throttling)?);
            announcement.push(audit(&site.address("/"), throttling)?);
            form.push(audit(&site.address("/participer"), throttling)?);
        }
        title(heading);
        for (name, audit) in [
            ("first paint", "first-contentful-paint"),
            ("largest paint", "largest-contentful-paint"),
        ] {
            let floor = figure(report, "bare page", name, "ms", &floor, audit, Limit::None)?;
            let limit = Limit::AtMost(ratio * floor);
            figure(report, "announcement", name, "ms", &announcement, audit, limit)?;
            figure(report, "form", name, "ms", &form, audit, Limit::None)?;
        }
        for (page, results) in [("announcement", &announcement), ("form", &form)] {
            let limit = Limit::AtMost(budget::LAYOUT_SHIFT);
            let audit = "cumulative-layout-shift";
            figure(report, page, "layout shift", "score", results, audit, limit)?;
            let audit = "total-blocking-time";
            figure(report, page, "does not answer", "ms", results, audit, Limit::None)?;
            #[expect(clippy::cast_precision_loss, reason = "far below 2^52")]
            let limit = Limit::AtMost(budget::FIRST_VISIT as f64);
            figure(report, page, "downloads", "bytes", results, "total-byte-weight", limit)?;
            if throttling == Throttling::Simulated {
                scores(report, page, results)?;
            }
        }
    }
    Ok(())
}

fn figure(
    report: &mut Report,
    page: &str,
    name: &str,
    unit: &str,
    results: &[Value],
    audit: &str,
    limit: Limit,
) -> Result<f64> {
    let values = results.iter().map(|result| result["audits"][audit]["numericValue"].as_f64());
    let values: Option<Vec<f64>> = values.collect();
    let values = values.with_context(|| format!("Lighthouse says nothing of {audit}"))?;
    Ok(report.figure(&format!("{page}: {name} ({unit})"), &values, limit))
}

fn scores(report: &mut Report, page: &str, results: &[Value]) -> Result<()> {
    let at_least = Limit::AtLeast(budget::LIGHTHOUSE);
    for (category, limit) in [
        ("performance", Limit::None),
        ("accessibility", at_least),
        ("best-practices", at_least),
        ("seo", at_least),
    ] {
        let scores = results.iter().map(|result| result["categories"][category]["score"].as_f64());
        let scores: Option<Vec<f64>> = scores.map(|score| Some(score? * 100.0)).collect();
        let scores = scores.with_context(|| format!("Lighthouse gives no score for {category}"))?;
        report.figure(&format!("{page}: {category} (of 100)"), &scores, limit);
    }
    Ok(())
}

/// How often Lighthouse is run before one gives up.
const TRIES: usize = 3;

fn audit(address: &str, throttling: Throttling) -> Result<Value> {
    let program = env::var_os("LIGHTHOUSE").context("run `cargo xtask bench page`")?;
    let folder = tempfile::tempdir().context("cannot make a folder for Lighthouse")?;
    let file = folder.path().join("report.json");
    let mut lighthouse = Command::new(program);
    if let Some(browser) = env::var_os("CHROMIUM_BINARY") {
        lighthouse.env("CHROME_PATH", browser);
    }
    if throttling == Throttling::Applied {
        let kilobits = SLOW_PHONE.bits_per_second / 1_000;
        lighthouse.arg("--throttling-method=devtools");
        lighthouse.arg(format!("--throttling.requestLatencyMs={}", SLOW_PHONE.latency));
        lighthouse.arg(format!("--throttling.downloadThroughputKbps={kilobits}"));
        lighthouse.arg(format!("--throttling.uploadThroughputKbps={kilobits}"));
        lighthouse.arg(format!("--throttling.cpuSlowdownMultiplier={}", SLOW_PHONE.slowdown));
    }
    lighthouse
        .args([address, "--quiet", "--output=json", "--output-path"])
        .arg(&file)
        // The sandbox refuses to start as root.
        .arg("--chrome-flags=--headless --no-sandbox");
    // Now and then it loses the browser's trace, and asks to be run again.
    let mut is_done = false;
    for _ in 0..TRIES {
        is_done = lighthouse.status().context("cannot start Lighthouse")?.success();
        if is_done {
            break;
        }
    }
    ensure!(is_done, "Lighthouse has failed {TRIES} times on {address}");
    let text = fs::read_to_string(&file).context("Lighthouse has written no report")?;
    serde_json::from_str(&text).context("Lighthouse's report is not JSON")
}
