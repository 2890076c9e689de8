//! What Lighthouse cannot see: when the form takes input, when the program has taken over, how long a
//! click takes to show the form, and what a second visit asks the server for. All but the last on a
//! slowed-down browser, whose caches are empty.

use std::sync::mpsc;

use anyhow::Result;
use domain::stored;
use e2e::browser::{Browser, Condition, Engine};
use e2e::network::{PHONE_SCREEN, SLOW_PHONE};
use e2e::run;
use e2e::site::{Build, Site};
use e2e::visitor::{KEY, Visitor};
use e2e::wait::{wait_for, wait_until};
use xtask::budget;
use xtask::postprocess::WORKER;

use crate::bare;
use crate::report::{Limit, Report, title};

/// Visits so many times.
pub(crate) fn measure(runs: usize, report: &mut Report) -> Result<()> {
    let mut visits = [const { Vec::new() }; 5];
    for run in 1..=runs {
        eprintln!("Probe, run {run} of {runs}…");
        let (sender, receiver) = mpsc::channel();
        run::journey(Engine::Chromium, async move |browser| {
            Ok(sender.send(visit(&browser).await?)?)
        })?;
        for (values, value) in visits.iter_mut().zip(receiver.recv()?) {
            values.push(value);
        }
    }
    let [bare_paint, first_input, take_over, click_to_form, requests] = visits;
    title("Slowed down by the browser");
    let floor = report.figure("bare page: first paint (ms)", &bare_paint, Limit::None);
    let limit = Limit::AtMost(budget::FIRST_INPUT * floor);
    report.figure("form: the first field takes input (ms)", &first_input, limit);
    let limit = Limit::AtMost(budget::TAKE_OVER);
    report.figure("form: the program has taken over (ms)", &take_over, limit);
    let limit = Limit::AtMost(budget::CLICK_TO_FORM);
    report.figure("from the click to the form (ms)", &click_to_form, limit);
    let limit = Limit::AtMost(budget::SECOND_VISIT_REQUESTS);
    report.figure("second visit: requests", &requests, limit);
    Ok(())
}

/// The figures of one visit to the bare page, to the form and to the announcement, in this order.
async fn visit(browser: &Browser) -> Result<[f64; 5]> {
    let site = Site::serve(Build::Root)?;
    let bare = Site::of_folder(bare::site(site.folder())?)?;

    let visitor = come(browser, &bare).await?;
    visitor.open("/").await?;
    let bare_paint = moment(&visitor, "firstPaint").await?;
    visitor.close_browser().await?;

    let visitor = come(browser, &site).await?;
    visitor.open("/participer").await?;
    let take_over = moment(&visitor, "takeOver").await?;
    let first_input = moment(&visitor, "firstInput").await?;
    // What the probe has typed is in the draft, whoever was there to take it.
    wait_until("what was typed is stored", async || {
        let Some(text) = visitor.stored(KEY).await? else { return Ok(false) };
        Ok(stored::decode(&text)?.proposal.name == "B")
    })
    .await?;
    visitor.close_browser().await?;

    let visitor = come(browser, &site).await?;
    visitor.open("/").await?;
    moment(&visitor, "takeOver").await?;
    visitor.follow_first("Rédiger ma participation").await?;
    let click_to_form = moment(&visitor, "clickToForm").await?;
    visitor.close_browser().await?;

    let requests = requests_of_second_visit(browser, &site).await?;
    Ok([bare_paint, first_input, take_over, click_to_form, requests])
}

/// A slowed-down browser that has visited nothing of the site but a file without a program: its
/// processes have woken up.
async fn come<'a>(browser: &Browser, site: &'a Site) -> Result<Visitor<'a>> {
    let visitor = browser.visitor(Condition::New, site).await?;
    visitor.begin_pages_with(include_str!("probe.js")).await?;
    visitor.open("/robots.txt").await?;
    visitor.slow_down(SLOW_PHONE).await?;
    visitor.look_through(PHONE_SCREEN.0, PHONE_SCREEN.1).await?;
    Ok(visitor)
}

/// Waits until the page has noted when this happened, in milliseconds.
async fn moment(visitor: &Visitor<'_>, name: &str) -> Result<f64> {
    let script = format!("return window.measured.{name} ?? null");
    wait_for(name, async || visitor.see_as(&script).await).await
}

/// How many requests reach the server when somebody comes back whose browser keeps the site.
async fn requests_of_second_visit(browser: &Browser, site: &Site) -> Result<f64> {
    let visitor = browser.visitor(Condition::New, site).await?;
    visitor.open_app("/").await?;
    visitor.is_kept().await?;
    // From somewhere else on the host, where no page of the site is open.
    visitor.open("/robots.txt").await?;
    let before = site.requests().len();
    visitor.open_app("/").await?;
    let asked = || site.requests().split_off(before);
    // Browsers look for another version of the worker a little later; one that does not is as well.
    let is_asked = async || Ok(asked().iter().any(|path| path.ends_with(WORKER)));
    let _ = wait_until("the browser looks for a new version", is_asked).await;
    // Of a page without an icon, like the file before, browsers ask for one when they like.
    let asked: Vec<_> = asked().into_iter().filter(|path| path != "/favicon.ico").collect();
    visitor.close_browser().await?;
    Ok(f64::from(u32::try_from(asked.len())?))
}
