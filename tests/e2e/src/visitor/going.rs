//! Going from page to page.

use anyhow::{Context, Result};
use fantoccini::elements::Element;
use fantoccini::wd::WindowHandle;
use serde_json::json;

use super::Visitor;
use crate::browser::Engine;
use crate::wait::{is_timeout, wait_for, wait_to_be, wait_until};

impl Visitor<'_> {
    /// Opens the page at `path` by its address.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn open(&self, path: &str) -> Result<()> {
        self.client.goto(&self.site.address(path)).await?;
        if self.engine == Engine::Chromium {
            // Its driver may answer a moment before the page is there.
            let script = "return document.readyState === 'complete'";
            let is_loaded = async || Ok(self.see(script).await? == true);
            wait_until("the page is loaded", is_loaded).await?;
        }
        Ok(())
    }

    /// Opens the page at `path` by its address, and waits until the app has started in it.
    ///
    /// # Errors
    /// When it does not start.
    pub async fn open_app(&self, path: &str) -> Result<()> {
        self.open(path).await?;
        self.wait_for_app().await
    }

    /// Loads the page again, and waits until the app has started in it.
    ///
    /// # Errors
    /// When it does not start.
    pub async fn reload(&self) -> Result<()> {
        // As the visitor's own button does: the driver's command goes past the service worker in
        // Firefox.
        self.reloads_by(async || {
            self.see("setTimeout(() => location.reload())").await?;
            Ok(())
        })
        .await
    }

    /// Does what has the page loaded again, and waits until the app has started in it: what is found
    /// in the page before is gone a moment later.
    ///
    /// # Errors
    /// When it cannot be done, the page stays, or the app does not start.
    pub async fn reloads_by(&self, act: impl AsyncFnOnce() -> Result<()>) -> Result<()> {
        self.replaces_page_by(act).await?;
        self.wait_for_app().await
    }

    /// Does what puts another page, or the same anew, in the place of this one, whether or not an app
    /// starts in it.
    ///
    /// # Errors
    /// When it cannot be done, or the page stays.
    pub async fn replaces_page_by(&self, act: impl AsyncFnOnce() -> Result<()>) -> Result<()> {
        self.see("window.isOld = true").await?;
        act().await?;
        wait_until("the page is replaced", async || {
            Ok(self.see("return 'isOld' in window").await? == false)
        })
        .await
    }

    async fn wait_for_app(&self) -> Result<()> {
        let started = wait_until("the app has started", async || {
            // What a page needs besides may come after the program.
            let script = "return 'wasmBindings' in window && 'takenOver' in document.documentElement.dataset";
            Ok(self.see(script).await? == true)
        })
        .await;
        if started.is_err() {
            // Only Chromium says more.
            let errors = self.console_errors().await.unwrap_or_default();
            return started.with_context(|| format!("the console says {errors:?}"));
        }
        Ok(())
    }

    /// Closes the browser: drivers bear with one or with several at a time.
    ///
    /// # Errors
    /// When it does not close.
    pub async fn close_browser(self) -> Result<()> {
        Ok(self.client.close().await?)
    }

    /// Opens another window of the same browser and goes there; gives the one that was left.
    ///
    /// # Errors
    /// When the browser opens none.
    pub async fn go_to_another_window(&self) -> Result<WindowHandle> {
        let left = self.client.window().await?;
        let other = self.client.new_window(false).await?.handle;
        self.go_to_window(&other).await?;
        Ok(left)
    }

    /// Goes to a window that is open.
    ///
    /// # Errors
    /// When it was closed.
    pub async fn go_to_window(&self, window: &WindowHandle) -> Result<()> {
        Ok(self.client.switch_to_window(window.clone()).await?)
    }

    /// Goes one page back.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn back(&self) -> Result<()> {
        let back = async || Ok(self.client.back().await?);
        // Where the page is kept by the browser, chromedriver may give up at once, without a step.
        match back().await {
            Err(error) if is_timeout(&error) => back().await,
            outcome => outcome,
        }
    }

    /// Goes one page forward.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn forward(&self) -> Result<()> {
        Ok(self.client.forward().await?)
    }

    /// Follows the link with this name.
    ///
    /// # Errors
    /// When there is not exactly one.
    pub async fn follow(&self, link: &str) -> Result<()> {
        self.go_by(&self.find("link", &[link]).await?).await
    }

    /// Follows the first link with this name, where there may be others.
    ///
    /// # Errors
    /// When there is none.
    pub async fn follow_first(&self, link: &str) -> Result<()> {
        let script = "
            const found = named.link(document).find(([name]) => name === words(arguments[0]));
            return found ? found[1] : null";
        let link = wait_for(&format!("a link « {link} »"), async || {
            self.element(self.see_with(script, &[json!(link)]).await?)
        })
        .await?;
        self.go_by(&link).await
    }

    /// Follows a link of the list under this title, counted from 0.
    ///
    /// # Errors
    /// When it is not there.
    pub async fn follow_nth_under(&self, title: &str, index: usize) -> Result<()> {
        let script = "
            const list = all(document, 'section').find((section) =>
                words(section.querySelector('h2')?.textContent) === words(arguments[0]));
            return (list && all(list, 'a[href]')[arguments[1]]) ?? null";
        let arguments = [json!(title), json!(index)];
        let link = wait_for(&format!("link {index} under « {title} »"), async || {
            self.element(self.see_with(script, &arguments).await?)
        })
        .await?;
        self.go_by(&link).await
    }

    /// Follows a link of the header's navigation.
    ///
    /// # Errors
    /// When it is not there.
    pub async fn follow_in_header(&self, link: &str) -> Result<()> {
        let script = "return all(document, 'nav a').find((a) => words(a.textContent) === words(arguments[0])) ?? null";
        let link = wait_for(&format!("« {link} » in the header"), async || {
            self.element(self.see_with(script, &[json!(link)]).await?)
        })
        .await?;
        self.go_by(&link).await
    }

    /// Follows a link, and waits until what is there is shown: the part of the program that shows it may have
    /// to come first.
    async fn go_by(&self, link: &Element) -> Result<()> {
        let leads_to = "
            const [link] = arguments;
            const isOfSite = link.origin === location.origin && !link.target && !link.download;
            return isOfSite ? link.pathname : null";
        let path = self.see_with(leads_to, &[serde_json::to_value(link)?]).await?;
        self.click(link).await?;
        if path.is_null() {
            return Ok(());
        }
        wait_until(&format!("it leads to {path}"), async || {
            let is_there = "return location.pathname.replace(/(.)[/]$/, '$1') === arguments[0].replace(/(.)[/]$/, '$1')";
            Ok(self.see_with(is_there, std::slice::from_ref(&path)).await? == true)
        })
        .await
    }

    /// Goes to « Sauvegarde et reprise » by the link of the footer.
    ///
    /// # Errors
    /// When it is not there.
    pub async fn go_to_backup(&self) -> Result<()> {
        let script = "return all(document, 'footer a').find((a) => a.pathname.endsWith('/sauvegarde')) ?? null";
        let link =
            wait_for("the link to the backup", async || self.element(self.see(script).await?))
                .await?;
        self.go_by(&link).await?;
        self.arrives_at("Sauvegarde et reprise").await
    }

    /// Waits until the page with this heading is shown.
    ///
    /// # Errors
    /// When it is not.
    pub async fn arrives_at(&self, heading: &str) -> Result<()> {
        wait_to_be("the heading", heading, async || self.heading().await).await
    }

    /// Waits until what the window is called is this.
    ///
    /// # Errors
    /// When it is not.
    pub async fn title_becomes(&self, title: &str) -> Result<()> {
        wait_to_be("the title", title, async || Ok(self.client.title().await?)).await
    }
}
