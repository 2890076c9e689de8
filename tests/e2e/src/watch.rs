//! What a page tries that its policy forbids, and what it asks the network for.

use std::fs;

use anyhow::{Context, Result, ensure};
use xtask::postprocess;

use crate::site::{Build, Site};
use crate::visitor::Visitor;

/// What every page begins with, and the policy stands behind.
const CHARSET: &str = "<meta charset=\"utf-8\">";

/// Notes, from a page's first moment on and for all pages of a tab, what the browser refuses, and
/// whether any text of a visitor was run: those of hostile ones set `canari`.
const WATCH: &str = "
    const note = (what) => {
        const noted = JSON.parse(sessionStorage.getItem('surveillance') ?? '[]');
        sessionStorage.setItem('surveillance', JSON.stringify([...noted, what]));
    };
    addEventListener('securitypolicyviolation', (event) => note(
        `${location.pathname}: ${event.effectiveDirective} refuses ${event.blockedURI} ${event.sample}`));
    Object.defineProperty(window, 'canari', { set: () => note(`${location.href}: a text was run`) });";

impl Site {
    /// Serves a copy of a site whose pages note what the browser refuses them: see
    /// [`Visitor::refused`].
    ///
    /// # Errors
    /// When it was not built or cannot be copied, or no port is free.
    pub fn watched(build: Build) -> Result<Self> {
        let site = Self::publish(build)?;
        site.begin_pages_with(WATCH)?;
        Ok(site)
    }

    /// Deploys a version in which every page first runs this script. It is the site's own: the
    /// policy allows it.
    ///
    /// # Errors
    /// When a file cannot be read or written.
    pub fn begin_pages_with(&self, script: &str) -> Result<()> {
        let begin = format!("{CHARSET}<script>{{{script}}}</script>");
        for page in self.pages()? {
            let html = fs::read_to_string(&page)?;
            ensure!(html.contains(CHARSET), "{} has no {CHARSET}", page.display());
            fs::write(&page, html.replacen(CHARSET, &begin, 1))?;
        }
        postprocess::write_policy(self.folder())?;
        postprocess::write_service_worker(self.folder())
    }
}

impl Visitor<'_> {
    /// What the browser has refused to the pages of a [watched](Site::watched) site, in this tab.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn refused(&self) -> Result<Vec<String>> {
        self.see_as("return JSON.parse(sessionStorage.getItem('surveillance') ?? '[]')").await
    }

    /// Fails when the browser refused something, or asked another host for something, on the way to
    /// the present page.
    ///
    /// # Errors
    /// That, and when the browser does not answer.
    pub async fn stayed_within_policy(&self) -> Result<()> {
        let refused = self.refused().await?;
        ensure!(refused.is_empty(), "the browser has refused: {refused:#?}");
        let script = "
            const asked = performance.getEntriesByType('resource').map((entry) => entry.name);
            return asked.filter((address) => new URL(address).origin !== location.origin)";
        let elsewhere: Vec<String> = self.see_as(script).await?;
        ensure!(elsewhere.is_empty(), "others were asked for {elsewhere:?}");
        Ok(())
    }

    /// All addresses that were asked of the network since this was last asked, in a browser in
    /// [`Condition::Logged`](crate::browser::Condition::Logged).
    ///
    /// # Errors
    /// When the browser does not log them.
    pub async fn asked_of_network(&self) -> Result<Vec<String>> {
        let entries = self.network_log().await?;
        let mut asked = Vec::new();
        for entry in entries.as_array().context("the log is a list")? {
            let text = entry["message"].as_str().context("an entry has a message")?;
            let message: serde_json::Value = serde_json::from_str(text)?;
            let message = &message["message"];
            if message["method"] == "Network.requestWillBeSent" {
                let address = message["params"]["request"]["url"].as_str();
                asked.push(address.context("a request has an address")?.to_owned());
            }
        }
        Ok(asked)
    }
}
