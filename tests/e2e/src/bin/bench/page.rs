//! What visitors wait for, what they download, and what it takes of their device.
//!
//! Every run visits the bare page and the site by turns, each with a browser of its own, whose caches
//! are empty: what disturbs the machine in between disturbs both. What runs in the pages to measure
//! (`probe.js`) is the same in both as well.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::mpsc::{self, Sender};

use anyhow::{Context, Result};
use domain::stored;
use e2e::browser::{Browser, Condition, Engine};
use e2e::draft;
use e2e::network::{PHONE_SCREEN, SLOW_PHONE};
use e2e::run;
use e2e::site::{Build, Site};
use e2e::visitor::{KEY, Visitor};
use e2e::wait::{wait_for, wait_until};
use serde::Deserialize;
use xtask::budget;
use xtask::finish::WORKER;
use xtask::server::{Answer, Notes};

use crate::bare;
use crate::report::{self, Figure, Limit, Report, Sample, Unit};
use crate::typing;

const PROBE: &str = include_str!("probe.js");

/// How fast the browser is while it is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pace {
    SlowedDown,
    FullSpeed,
}

/// What a page has noted of itself: see `probe.js`.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Seen {
    first_paint: Option<f64>,
    largest_paint: Option<f64>,
    layout_shift: f64,
    app_runs: Option<f64>,
    takes_input: Option<f64>,
    click_to_form: Option<f64>,
}

/// What a bare page took.
#[derive(Clone, Copy, Debug)]
struct Floor {
    first_paint: f64,
    largest_paint: f64,
    html: f64,
}

/// Where what is measured goes to.
struct Samples(Sender<Sample>);

impl Samples {
    fn add(&self, figure: Figure, value: f64, floor: impl Into<Option<f64>>) -> Result<()> {
        Ok(self.0.send(Sample { figure, value, floor: floor.into() })?)
    }
}

/// Measures so many times.
pub(crate) fn run(runs: usize) -> Result<Report> {
    let mut report = Report::new(conditions(runs));
    for run in 1..=runs {
        eprintln!("Run {run} of {runs}…");
        let (sender, samples) = mpsc::channel();
        measure(run, Samples(sender))?;
        for sample in samples {
            report.add(sample);
        }
    }
    Ok(report)
}

fn conditions(runs: usize) -> Vec<String> {
    vec![
        report::machine(runs),
        format!(
            "Slowed down: {} Mbit/s, {} ms added to each request, what is computed takes {} times as \
             long, on a phone's screen; by the browser itself.",
            f64::from(SLOW_PHONE.bits_per_second) / 1e6,
            SLOW_PHONE.latency,
            SLOW_PHONE.slowdown
        ),
        "Caches are empty, but for the second visit. Brotli 11, HTTP/1.1, the machine's own loopback."
            .to_owned(),
        "Bare page: HTML of the same text with 2 kB of styles, visited in the same runs. Moments are \
         counted from the navigation; where the bare page has no such moment, its first paint stands \
         for it."
            .to_owned(),
    ]
}

fn measure(run: usize, samples: Samples) -> Result<()> {
    let samples = Rc::new(samples);
    for pace in [Pace::SlowedDown, Pace::FullSpeed] {
        let samples = Rc::clone(&samples);
        run::journey(Engine::Chromium, async move |browser| {
            visits(&browser, pace, run, &samples).await
        })?;
    }
    typing_costs(&samples)?;
    run::journey(Engine::Chromium, async move |browser| memory(&browser, &samples).await)
}

/// One visit to the bare page, one to the announcement, and one straight to the drafting page.
async fn visits(browser: &Browser, pace: Pace, run: usize, samples: &Samples) -> Result<()> {
    let notes = Notes::default();
    let site = Site::serve_noting(Build::Root, &notes)?;
    let bare_notes = Notes::default();
    let bare = Site::of_folder(bare::site(site.folder())?, &bare_notes)?;

    let floor = Cell::new(None);
    let visit_bare = async || {
        floor.set(Some(bare_page(browser, &bare, &bare_notes, pace).await?));
        anyhow::Ok(())
    };
    // Neither is always the first.
    let is_bare_first = run % 2 == 1;
    if is_bare_first {
        visit_bare().await?;
    }
    let announcement = announcement(browser, &site, &notes, pace).await?;
    if !is_bare_first {
        visit_bare().await?;
    }
    let floor = floor.get().context("the bare page was not visited")?;
    announcement.report(pace, floor, samples)?;
    drafting_page(browser, &site, pace, floor, samples).await
}

/// A browser that has visited nothing of the site but a file without a program: its processes have
/// woken up, and are slowed down.
async fn come<'a>(
    browser: &Browser,
    site: &'a Site,
    notes: &Notes,
    pace: Pace,
) -> Result<Visitor<'a>> {
    let visitor = browser.visitor(Condition::New, site).await?;
    visitor.begin_pages_with(PROBE).await?;
    visitor.open("/robots.txt").await?;
    if pace == Pace::SlowedDown {
        visitor.slow_down(SLOW_PHONE).await?;
        visitor.look_through(PHONE_SCREEN.0, PHONE_SCREEN.1).await?;
    }
    notes.take();
    Ok(visitor)
}

async fn bare_page(browser: &Browser, bare: &Site, notes: &Notes, pace: Pace) -> Result<Floor> {
    let visitor = come(browser, bare, notes, pace).await?;
    visitor.open("/").await?;
    let (first_paint, largest_paint) = paints(&visitor).await?;
    let html = notes.take().iter().map(|answer| answer.body).sum();
    visitor.close_browser().await?;
    Ok(Floor { first_paint, largest_paint, html: bytes(html) })
}

/// What a first visit to the announcement came to, and the second one.
struct Announcement {
    seen: Seen,
    first_paint: f64,
    largest_paint: f64,
    click_to_form: f64,
    /// Only at full speed: it is the same at any.
    weight: Option<Weight>,
    second_visit: Option<usize>,
}

async fn announcement(
    browser: &Browser,
    site: &Site,
    notes: &Notes,
    pace: Pace,
) -> Result<Announcement> {
    let visitor = come(browser, site, notes, pace).await?;
    visitor.open("/").await?;
    moment(&visitor, "the app runs", |seen| seen.app_runs).await?;
    let (first_paint, largest_paint) = paints(&visitor).await?;
    let seen = seen(&visitor).await?;

    let script = "
        const asked = performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname);
        return [location.pathname, ...asked]";
    let of_page: BTreeSet<String> = visitor.see_as(script).await?;
    visitor.follow("Rédiger ma participation").await?;
    let click_to_form = moment(&visitor, "the form is shown", |seen| seen.click_to_form).await?;

    let (mut weight, mut second_visit) = (None, None);
    if pace == Pace::FullSpeed {
        visitor.is_kept().await?;
        weight = Some(Weight::of(&notes.take(), of_page));
        second_visit = Some(requests_of_second_visit(&visitor, notes).await?);
    }
    visitor.close_browser().await?;
    Ok(Announcement { seen, first_paint, largest_paint, click_to_form, weight, second_visit })
}

impl Announcement {
    fn report(self, pace: Pace, floor: Floor, samples: &Samples) -> Result<()> {
        let (scene, is_slow) = match pace {
            Pace::SlowedDown => ("First visit to the announcement, slowed down", true),
            Pace::FullSpeed => ("First visit to the announcement, at full speed", false),
        };
        let time = |what| Figure::new(scene, what, Unit::Milliseconds);
        let paint = Limit::TimesFloor(budget::PAINT_RATIO);
        let figure = time("first paint").limited_if(is_slow, paint);
        samples.add(figure, self.first_paint, floor.first_paint)?;
        let figure = time("largest paint").limited_if(is_slow, paint);
        samples.add(figure, self.largest_paint, floor.largest_paint)?;
        samples.add(Figure::layout_shift(scene), self.seen.layout_shift, None)?;
        let app_runs = self.seen.app_runs.context("the app does not run")?;
        samples.add(time("the app runs"), app_runs, floor.first_paint)?;
        let figure = time("from the click until the form is shown")
            .limited(Limit::AtMost(budget::CLICK_TO_FORM));
        samples.add(figure, self.click_to_form, None)?;

        if let Some(weight) = self.weight {
            weight.report(floor, samples)?;
        }
        if let Some(requests) = self.second_visit {
            let figure = Figure::new("Second visit", "requests to the server", Unit::Count)
                .limited(Limit::AtMost(budget::SECOND_VISIT_REQUESTS));
            samples.add(figure, bytes(requests), None)?;
        }
        Ok(())
    }
}

/// What a first visit to the announcement brings over the line, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Weight {
    html: usize,
    styles: usize,
    scripts: usize,
    module: usize,
    others: usize,
    heads: usize,
    /// What the browser fetches behind the page: the service worker and what it keeps, and icons.
    behind: usize,
}

impl Weight {
    /// `of_page` are the paths that the page itself has asked for; it asks for each once.
    fn of(answers: &[Answer], mut of_page: BTreeSet<String>) -> Self {
        let mut weight = Self::default();
        for Answer { path, head, body } in answers {
            if !of_page.remove(path) {
                weight.behind += head + body;
                continue;
            }
            weight.heads += head;
            let kind = match path.rsplit_once('.').map(|(_, extension)| extension) {
                Some("css") => &mut weight.styles,
                Some("js") => &mut weight.scripts,
                Some("wasm") => &mut weight.module,
                Some("html") | None => &mut weight.html,
                Some(_) => &mut weight.others,
            };
            *kind += body;
        }
        weight
    }

    fn report(self, floor: Floor, samples: &Samples) -> Result<()> {
        let Self { html, styles, scripts, module, others, heads, behind } = self;
        let all = html + styles + scripts + module + others;
        for (what, value, floor) in [
            ("HTML, with its own styles and first scripts", html, Some(floor.html)),
            ("styles of the program's pages", styles, None),
            ("scripts", scripts, None),
            ("WebAssembly", module, None),
            ("others", others, None),
            ("all of it", all, Some(floor.html)),
            ("headers of these answers", heads, None),
            ("behind the page: service worker, what it keeps, icons", behind, None),
        ] {
            let figure = Figure::new(
                "What a first visit to the announcement downloads, in bytes",
                what,
                Unit::Bytes,
            );
            samples.add(figure, bytes(value), floor)?;
        }
        Ok(())
    }
}

/// How many requests reach the server when somebody comes back whose browser keeps the site.
async fn requests_of_second_visit(visitor: &Visitor<'_>, notes: &Notes) -> Result<usize> {
    // From somewhere else on the host, where no page of the site is open.
    visitor.open("/robots.txt").await?;
    notes.take();
    visitor.open("/").await?;
    moment(visitor, "the app runs", |seen| seen.app_runs).await?;
    // Browsers look for another version of the worker a little later; one that does not is as well.
    let is_asked = async || Ok(notes.paths().iter().any(|path| path.ends_with(WORKER)));
    let _ = wait_until("the browser looks for a new version", is_asked).await;
    // Of a page without an icon, like the file before, browsers ask for one by this name, when they like.
    let asked: Vec<_> = notes.paths().into_iter().filter(|path| path != "/favicon.ico").collect();
    if asked.len() > 1 {
        eprintln!("The second visit has asked for {asked:?}.");
    }
    Ok(asked.len())
}

async fn drafting_page(
    browser: &Browser,
    site: &Site,
    pace: Pace,
    floor: Floor,
    samples: &Samples,
) -> Result<()> {
    let visitor = come(browser, site, &Notes::default(), pace).await?;
    visitor.open("/participer").await?;
    let app_runs = moment(&visitor, "the app runs", |seen| seen.app_runs).await?;
    let takes_input = moment(&visitor, "a field takes input", |seen| seen.takes_input).await?;
    let (first_paint, largest_paint) = paints(&visitor).await?;
    let shift = seen(&visitor).await?.layout_shift;
    // What the probe has typed is in the draft, whoever was there to take it.
    wait_until("what was typed is stored", async || {
        let Some(text) = visitor.stored(KEY).await? else { return Ok(false) };
        Ok(stored::decode(&text)?.proposal.name == "B")
    })
    .await?;
    visitor.close_browser().await?;

    let (scene, is_slow) = match pace {
        Pace::SlowedDown => ("First visit straight to the drafting page, slowed down", true),
        Pace::FullSpeed => ("First visit straight to the drafting page, at full speed", false),
    };
    let time = |what| Figure::new(scene, what, Unit::Milliseconds);
    samples.add(time("first paint"), first_paint, floor.first_paint)?;
    samples.add(time("largest paint"), largest_paint, floor.largest_paint)?;
    samples.add(time("the first field takes input"), takes_input, floor.first_paint)?;
    let figure =
        time("the app has taken over").limited_if(is_slow, Limit::AtMost(budget::TAKE_OVER));
    samples.add(figure, app_runs, floor.first_paint)?;
    samples.add(Figure::layout_shift(scene), shift, None)
}

fn typing_costs(samples: &Samples) -> Result<()> {
    let scene = "A keystroke, at full speed";
    let [short, long] = typing::costs()?;
    let names = [
        ["1 software × 10 goals: median", "1 software × 10 goals: 95th percentile"],
        ["50 software × 10 goals: median", "50 software × 10 goals: 95th percentile"],
    ];
    for ([median, p95], cost) in names.into_iter().zip([short, long]) {
        samples.add(Figure::new(scene, median, Unit::Milliseconds), cost.median, None)?;
        let figure = Figure::new(scene, p95, Unit::Milliseconds);
        samples.add(figure.limited(Limit::AtMost(budget::KEYSTROKE)), cost.p95, None)?;
    }
    let figure = Figure::new(scene, "long draft ÷ short draft", Unit::Score)
        .limited(Limit::AtMost(budget::KEYSTROKE_RATIO));
    samples.add(figure, long.batched / short.batched, None)
}

/// How many edits come before those that are measured: as many steps to take back are kept as there
/// is room for, and no more.
const EDITS_BEFORE: usize = 13_000;

const EDITS: usize = 10_000;

/// Drivers wait for half a minute, and no longer.
const EDITS_AT_ONCE: usize = 2_500;

/// What scripts and the module hold, in bytes.
#[derive(Clone, Copy, Debug)]
struct Memory {
    heap: f64,
    module: f64,
}

/// What drafts take of the device, and whether it grows as one edits.
async fn memory(browser: &Browser, samples: &Samples) -> Result<()> {
    let scene = "Memory, in bytes: the drafting page at full speed, 50 software × 10 goals";
    let site = Site::serve(Build::Root)?;
    let visitor = browser.visitor(Condition::New, &site).await?;
    let (software, goals) = typing::SIZES[1];
    visitor.open("/robots.txt").await?;
    visitor.store(KEY, &draft::record(draft::of_size(software, goals))).await?;
    visitor.open_app("/participer").await?;
    let group = format!("Logiciel {software}");
    visitor.see("window.edited = []").await?;
    for goal in [goals - 1, goals] {
        visitor.paste(&[&group, &format!("Objectif {goal}")], "Essai").await?;
        visitor.see("window.edited.push(document.activeElement)").await?;
    }
    let [start, before, after] = [
        held(&visitor, 0).await?,
        held(&visitor, EDITS_BEFORE).await?,
        held(&visitor, EDITS).await?,
    ];

    let amount = |what| Figure::new(scene, what, Unit::Bytes);
    samples.add(amount("scripts, when it is shown"), start.heap, None)?;
    samples.add(amount("WebAssembly, when it is shown"), start.module, None)?;
    samples.add(amount("scripts, after 13,000 edits"), before.heap, None)?;
    samples.add(amount("WebAssembly, after 13,000 edits"), before.module, None)?;
    let [heap, module] = [after.heap - before.heap, after.module - before.module];
    samples.add(amount("growth of scripts in 10,000 more edits"), heap, None)?;
    samples.add(amount("growth of WebAssembly in 10,000 more edits"), module, None)?;
    let figure = amount("growth of both").limited(Limit::AtMost(budget::MEMORY_GROWTH));
    samples.add(figure, heap + module, None)
}

/// What is held after so many edits.
async fn held(visitor: &Visitor<'_>, edits: usize) -> Result<Memory> {
    for start in (0..edits).step_by(EDITS_AT_ONCE) {
        let arguments = vec![EDITS_AT_ONCE.min(edits - start).into()];
        visitor.client().execute_async(include_str!("memory.js"), arguments).await?;
    }
    visitor.sees_it_saved().await?;
    visitor.collect_garbage().await?;
    // Started a second time, the program only gives what it exports.
    let script = "
        const [done] = arguments;
        wasmBindings.default().then((exports) => {
            const isMemory = (it) => it instanceof WebAssembly.Memory;
            done(Object.values(exports).find(isMemory).buffer.byteLength);
        });";
    let module = visitor.client().execute_async(script, Vec::new()).await?;
    let module = module.as_f64().context("the module has no memory")?;
    Ok(Memory { heap: visitor.heap().await?, module })
}

async fn seen(visitor: &Visitor<'_>) -> Result<Seen> {
    visitor.see_as("return window.measured").await
}

/// Waits until the page has noted something.
async fn moment(
    visitor: &Visitor<'_>,
    what: &str,
    of: impl Fn(Seen) -> Option<f64>,
) -> Result<f64> {
    wait_for(what, async || Ok(of(seen(visitor).await?))).await
}

/// The first and the largest paint, once nothing more is to be painted.
async fn paints(visitor: &Visitor<'_>) -> Result<(f64, f64)> {
    let script = "
        const [done] = arguments;
        requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)));";
    visitor.client().execute_async(script, Vec::new()).await?;
    let first = moment(visitor, "something is painted", |seen| seen.first_paint).await?;
    let largest = moment(visitor, "the largest is painted", |seen| seen.largest_paint).await?;
    Ok((first, largest))
}

/// Sizes and counts are far from where this would round.
#[expect(clippy::cast_precision_loss, reason = "nothing here comes near 2^52 bytes")]
const fn bytes(count: usize) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_page_asks_for_is_weighed_apart_from_what_comes_behind_it() {
        let answer = |path: &str, body| Answer { path: path.to_owned(), head: 100, body };
        let answers = [
            answer("/", 9_000),
            answer("/app.css", 2_000),
            answer("/app.js", 7_000),
            answer("/app_bg.wasm", 90_000),
            answer("/service-worker.js", 1_000),
            answer("/app.js", 0),
            answer("/icon.svg", 300),
        ];
        let of_page = ["/", "/app.css", "/app.js", "/app_bg.wasm"].map(str::to_owned);
        assert_eq!(
            Weight::of(&answers, of_page.into()),
            Weight {
                html: 9_000,
                styles: 2_000,
                scripts: 7_000,
                module: 90_000,
                others: 0,
                heads: 400,
                behind: 1_600
            }
        );
    }
}
