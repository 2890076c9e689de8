//! Reaching under the surface, where a journey has to.

use anyhow::{Context, Result, bail};
use fantoccini::Client;
use fantoccini::elements::Element;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::{Place, Visitor};
use crate::chromedriver::ChromiumCommand;
use crate::wait::{wait_for, wait_until};

impl Visitor<'_> {
    /// The browser itself.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// Lets everything arrive as slowly as in a train, in bytes per second; Chromium only.
    ///
    /// # Errors
    /// When the browser does not know how.
    pub async fn slow_network_down(&self, bytes_per_second: u32) -> Result<()> {
        let conditions = json!({
            "network_conditions": {
                "offline": false,
                "latency": 100,
                "download_throughput": bytes_per_second,
                "upload_throughput": bytes_per_second,
            },
        });
        self.client.issue_cmd(ChromiumCommand::SlowNetwork(conditions)).await?;
        Ok(())
    }

    /// Has the process that draws this page crash; Chromium only.
    ///
    /// # Errors
    /// When it does not.
    pub async fn crash_tab(&self) -> Result<()> {
        match self.devtools("Page.crash", json!({})).await {
            // There is nobody left to answer.
            Err(error) if error.to_string().contains("crashed") => Ok(()),
            answer => bail!("the tab lives on: {answer:?}"),
        }
    }

    /// Gives a command of the protocol of the browser's own developer tools; Chromium only.
    ///
    /// # Errors
    /// When the browser does not know how.
    pub(crate) async fn devtools(&self, command: &'static str, parameters: Value) -> Result<Value> {
        Ok(self.client.issue_cmd(ChromiumCommand::DevTools(command, parameters)).await?)
    }

    /// Waits until the browser keeps a whole version of the site, and serves this page from it.
    ///
    /// # Errors
    /// When it does not.
    pub async fn is_kept(&self) -> Result<()> {
        wait_until("the browser keeps the site", async || {
            Ok(self.see("return navigator.serviceWorker.controller?.state === 'activated'").await?
                == true)
        })
        .await
    }

    /// The names of the caches of the site's host.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn caches(&self) -> Result<Vec<String>> {
        let script = "caches.keys().then(arguments[0])";
        Ok(serde_json::from_value(self.client.execute_async(script, Vec::new()).await?)?)
    }

    /// Has the browser look for a new version, as it does by itself from time to time; gives what
    /// became of it: the state of the worker that came, or why none came.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn look_for_update(&self) -> Result<String> {
        let script = "
            const done = arguments[0];
            (async () => {
                const registration = await navigator.serviceWorker.getRegistration();
                await registration.update();
                const worker = registration.installing ?? registration.waiting;
                if (!worker) return 'none';
                const settled = () => !['parsed', 'installing'].includes(worker.state);
                while (!settled()) {
                    await new Promise((then) =>
                        worker.addEventListener('statechange', then, { once: true }));
                }
                return worker.state;
            })().then(done, (error) => done(String(error)));";
        Ok(serde_json::from_value(self.client.execute_async(script, Vec::new()).await?)?)
    }

    /// Has the browser lose or find the network, as far as pages are told.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn set_online(&self, is_online: bool) -> Result<()> {
        // Drivers cannot unplug a network in every browser; pages are told by these two.
        let script = "
            Object.defineProperty(navigator, 'onLine', { value: arguments[0], configurable: true });
            dispatchEvent(new Event(arguments[0] ? 'online' : 'offline'))";
        self.see_with(script, &[json!(is_online)]).await?;
        Ok(())
    }

    /// The errors in the console since it was last asked; Chromium only.
    ///
    /// # Errors
    /// When the browser does not know how.
    pub async fn console_errors(&self) -> Result<Vec<String>> {
        let entries = self.client.issue_cmd(ChromiumCommand::ReadLog("browser")).await?;
        let entries = entries.as_array().context("the console is a list")?;
        let errors = entries.iter().filter(|entry| entry["level"] == "SEVERE");
        Ok(errors.map(|entry| entry["message"].to_string()).collect())
    }

    /// What the browser's network did since it was last asked; Chromium only.
    pub(crate) async fn network_log(&self) -> Result<Value> {
        Ok(self.client.issue_cmd(ChromiumCommand::ReadLog("performance")).await?)
    }

    /// What a script returns; the names of `page.js` are at its hands.
    ///
    /// # Errors
    /// When the script throws, or the browser does not answer.
    pub async fn see(&self, script: &str) -> Result<Value> {
        self.see_with(script, &[]).await
    }

    /// What a script makes of `arguments`.
    ///
    /// # Errors
    /// When the script throws, or the browser does not answer.
    pub async fn see_with(&self, script: &str, arguments: &[Value]) -> Result<Value> {
        let script = format!("{}\n{script}", include_str!("../page.js"));
        Ok(self.client.execute(&script, arguments.to_vec()).await?)
    }

    /// What a script returns, as a value of a type.
    ///
    /// # Errors
    /// When the script throws or returns something else, or the browser does not answer.
    pub async fn see_as<T: DeserializeOwned>(&self, script: &str) -> Result<T> {
        Ok(serde_json::from_value(self.see(script).await?)?)
    }

    /// The one element of this sort (`field`, `button`, `link`, `group`, `alert`) at `place`.
    pub(super) async fn find(&self, sort: &str, place: Place<'_>) -> Result<Element> {
        let (name, groups) = place.split_last().context("a place has a name")?;
        self.find_in(sort, name, groups).await
    }

    pub(super) async fn find_in(
        &self,
        sort: &str,
        name: &str,
        groups: Place<'_>,
    ) -> Result<Element> {
        let look = async || {
            let arguments = [json!(sort), json!(name), json!(groups)];
            self.see_with("return find(...arguments)", &arguments).await
        };
        let found = wait_for("", async || self.element(look().await?)).await;
        match found {
            Ok(element) => Ok(element),
            // The last look says what is there instead.
            Err(_) => match look().await? {
                Value::String(why) => bail!(why),
                found => self.element(found)?.context("it disappeared"),
            },
        }
    }

    /// The element that a script returned, if it did.
    pub(super) fn element(&self, value: Value) -> Result<Option<Element>> {
        let Value::Object(value) = value else { return Ok(None) };
        let id = value.values().next().and_then(Value::as_str).context("no element")?;
        Ok(Some(Element::from_element_id(self.client.clone(), id.to_owned().into())))
    }

    pub(super) async fn property<T: DeserializeOwned>(
        &self,
        element: &Element,
        name: &str,
    ) -> Result<T> {
        let script = "return arguments[0][arguments[1]]";
        let arguments = vec![serde_json::to_value(element)?, json!(name)];
        Ok(serde_json::from_value(self.client.execute(script, arguments).await?)?)
    }
}
