//! Chromium 109, the last one for Windows 7 and 8.1, spoken to in its own protocol (Chrome DevTools
//! Protocol): drivers of today refuse it.
//!
//! It reads commands from its file 3 and writes answers into its file 4, each with a zero behind it. These
//! pipes end with this process, and the browser ends with them.

use std::env;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tempfile::TempDir;
use xtask::tests::CHROMIUM_ARGUMENTS;

use crate::message::Message;

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// A browser with one window. It ends when it is dropped.
#[derive(Debug)]
pub struct OldChromium {
    process: Child,
    commands: ChildStdin,
    answers: Receiver<Value>,
    /// The number of the last command.
    number: u64,
    /// The session of the window.
    session: Option<String>,
    _profile: TempDir,
}

impl OldChromium {
    /// Starts the browser that `OLD_CHROMIUM_BINARY` names.
    ///
    /// # Errors
    /// When it is not there, or does not start.
    pub fn start() -> Result<Self> {
        let binary = env::var_os("OLD_CHROMIUM_BINARY")
            .context("OLD_CHROMIUM_BINARY is not set: run `cargo xtask test e2e`")?;
        let profile = tempfile::tempdir().context("cannot make a profile")?;
        let mut process = Command::new("sh")
            .args(["-c", "exec \"$0\" \"$@\" 3<&0 4>&1 </dev/null >/dev/null 2>/dev/null"])
            .arg(binary)
            .args(CHROMIUM_ARGUMENTS)
            // The package is made for containers, where neither a sandbox nor its helper starts.
            .args(["--headless", "--no-sandbox", "--no-zygote", "--remote-debugging-pipe"])
            .arg("--window-size=1280,900")
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .context("cannot start a shell")?;
        let commands = process.stdin.take().context("it has no input")?;
        let output = process.stdout.take().context("it has no output")?;
        let (sender, answers) = mpsc::channel();
        thread::spawn(move || {
            for answer in BufReader::new(output).split(0) {
                let Ok(answer) = answer
                    .map_err(drop)
                    .and_then(|it| serde_json::from_slice::<Value>(&it).map_err(drop))
                else {
                    return;
                };
                // Nobody waits any more where the browser was dropped.
                if sender.send(answer).is_err() {
                    return;
                }
            }
        });
        let mut browser =
            Self { process, commands, answers, number: 0, session: None, _profile: profile };
        let window = browser.command("Target.createTarget", &json!({ "url": "about:blank" }))?;
        let target = json!({ "targetId": window["targetId"], "flatten": true });
        let attached = browser.command("Target.attachToTarget", &target)?;
        let session = attached["sessionId"].as_str().context("the window has no session")?;
        browser.session = Some(session.to_owned());
        Ok(browser)
    }

    /// The browser's name and version, as it says them.
    ///
    /// # Errors
    /// When it does not answer.
    pub fn version(&mut self) -> Result<String> {
        let about = self.command("Browser.getVersion", &json!({}))?;
        Ok(about["product"].as_str().unwrap_or_default().to_owned())
    }

    /// Opens an address, and waits until the program runs in its page.
    ///
    /// # Errors
    /// When it does not run.
    pub fn open_app(&mut self, address: &str) -> Result<()> {
        let answer = self.command("Page.navigate", &json!({ "url": address }))?;
        ensure!(answer["errorText"].is_null(), "{address}: {answer}");
        self.wait_until("'wasmBindings' in window").with_context(|| address.to_owned())
    }

    /// Waits until an expression of the page is true.
    ///
    /// # Errors
    /// When it is not.
    pub fn wait_until(&mut self, expression: &str) -> Result<()> {
        let script = format!(
            "const end = Date.now() + 10_000;
            return (async () => {{
                while (!({expression})) {{
                    if (Date.now() > end) return false;
                    await new Promise((then) => setTimeout(then, 25));
                }}
                return true;
            }})()"
        );
        ensure!(self.see::<bool>(&script)?, "waited in vain: {expression}");
        Ok(())
    }

    /// What a script returns; the names of `page.js` are at its hands.
    ///
    /// # Errors
    /// When the script throws or returns something else, or the browser does not answer.
    pub fn see<T: DeserializeOwned>(&mut self, script: &str) -> Result<T> {
        let expression = format!("(() => {{ {}\n{script} }})()", include_str!("page.js"));
        let parameters =
            json!({ "expression": expression, "awaitPromise": true, "returnByValue": true });
        let answer = self.command("Runtime.evaluate", &parameters)?;
        let thrown = &answer["exceptionDetails"];
        ensure!(thrown.is_null(), "{script} throws {thrown}");
        Ok(serde_json::from_value(answer["result"]["value"].clone())?)
    }

    /// Presses Tab until what is in focus has this name.
    ///
    /// # Errors
    /// When it is not reached with 100 times Tab.
    pub fn tab_to(&mut self, name: &str) -> Result<()> {
        for _ in 0..100 {
            if self.see::<String>("return focused()")? == name {
                return Ok(());
            }
            for kind in ["rawKeyDown", "keyUp"] {
                let key = json!({ "type": kind, "key": "Tab", "windowsVirtualKeyCode": 9 });
                self.command("Input.dispatchKeyEvent", &key)?;
            }
        }
        bail!("« {name} » is not reached with Tab")
    }

    /// Types `text` where the focus is.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub fn type_where_focus_is(&mut self, text: &str) -> Result<()> {
        self.command("Input.insertText", &json!({ "text": text })).map(drop)
    }

    /// Has the visitor prefer dark colours, or not.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub fn prefer_dark(&mut self, is_dark: bool) -> Result<()> {
        let value = if is_dark { "dark" } else { "light" };
        let feature = json!({ "name": "prefers-color-scheme", "value": value });
        self.command("Emulation.setEmulatedMedia", &json!({ "features": [feature] })).map(drop)
    }

    /// The message that the page's link would open in a mail program.
    ///
    /// # Errors
    /// When the page has no such link, or a mail program could misread it.
    pub fn message_in_link(&mut self) -> Result<Message> {
        let script = "return find('link', 'Ouvrir dans ma messagerie', []).getAttribute('href')";
        Message::from_mailto(&self.see::<String>(script)?)
    }

    /// Gives a command, and waits for what it is answered with.
    fn command(&mut self, method: &str, parameters: &Value) -> Result<Value> {
        self.number += 1;
        let mut command = json!({ "id": self.number, "method": method, "params": parameters });
        if let Some(session) = &self.session {
            command["sessionId"] = json!(session);
        }
        self.commands.write_all(format!("{command}\0").as_bytes())?;
        loop {
            let answer = self.answers.recv_timeout(PATIENCE);
            let mut answer = answer.with_context(|| format!("{method} is not answered"))?;
            // What the browser says unasked has no number.
            if answer["id"] == self.number {
                ensure!(answer["error"].is_null(), "{method}: {}", answer["error"]);
                return Ok(answer["result"].take());
            }
        }
    }
}

impl Drop for OldChromium {
    fn drop(&mut self) {
        // Either fails only for a process that has ended.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
