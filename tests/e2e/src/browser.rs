//! A WebDriver process and the browsers that it starts.

use std::cell::RefCell;
use std::env;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::rc::Rc;
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Map, Value, json};
use tempfile::TempDir;
use tokio::time::timeout;
use xtask::tests::CHROMIUM_ARGUMENTS;

#[cfg(target_os = "linux")]
use crate::processes;
#[cfg(target_os = "linux")]
use crate::wait::wait_until;

/// A browser that the journeys are made in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Chromium, with chromedriver.
    Chromium,
    /// Firefox, with geckodriver.
    Firefox,
}

/// What is particular about a visitor's browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Condition<'a> {
    /// Nothing: its settings are those it came with, and it has visited no site yet.
    New,
    /// It keeps what it stores in this folder, from one start to the next.
    Profile(&'a Path),
    /// It runs no scripts.
    WithoutScripting,
    /// It lets no site store anything: in Chromium `window.localStorage` throws, in Firefox it is
    /// `null`.
    WithoutStorage,
    /// It logs what it asks of the network; Chromium only.
    Logged,
    /// Its cookies are blocked: `window.localStorage` throws in both browsers.
    WithoutCookies,
}

/// A driver, and the browsers that it started. Copies share them.
#[derive(Clone, Debug)]
pub struct Browser(Rc<Driver>);

#[derive(Debug)]
struct Driver {
    engine: Engine,
    program: OsString,
    binary: OsString,
    process: RefCell<Child>,
    address: RefCell<String>,
    sessions: RefCell<Vec<Client>>,
    /// Profiles of new browsers; they go when the driver goes.
    profiles: TempDir,
}

impl Engine {
    /// The environment variables that name the driver and the browser, and what they are called on
    /// the `PATH`.
    const fn programs(self) -> [(&'static str, &'static str); 2] {
        match self {
            Self::Chromium => [("CHROMEDRIVER", "chromedriver"), ("CHROMIUM_BINARY", "chromium")],
            Self::Firefox => [("GECKODRIVER", "geckodriver"), ("FIREFOX_BINARY", "firefox")],
        }
    }

    /// What the driver prints before the port that it listens on.
    const fn before_port(self) -> &'static str {
        match self {
            Self::Chromium => "started successfully on port ",
            Self::Firefox => "Listening on 127.0.0.1:",
        }
    }

    /// Any free port, for everything that the driver listens on.
    const fn driver_arguments(self) -> &'static [&'static str] {
        match self {
            Self::Chromium => &["--port=0"],
            Self::Firefox => &["--port=0", "--websocket-port=0"],
        }
    }
}

impl Browser {
    /// Starts a driver; no browser yet.
    ///
    /// # Errors
    /// When the driver or the browser is not there, or the driver does not start.
    pub fn start(engine: Engine) -> Result<Self> {
        let [driver, binary] = engine.programs().map(|(variable, name)| program(variable, name));
        let (driver, binary) = (driver?, binary?);
        let (process, address) = start_driver(engine, &driver)?;
        Ok(Self(Rc::new(Driver {
            engine,
            program: driver,
            binary,
            process: RefCell::new(process),
            address: RefCell::new(address),
            sessions: RefCell::default(),
            profiles: tempfile::tempdir().context("cannot make a folder for profiles")?,
        })))
    }

    /// Which browser it is.
    pub fn engine(&self) -> Engine {
        self.0.engine
    }

    /// Starts a browser.
    ///
    /// # Errors
    /// When it does not start.
    pub async fn open(&self, condition: Condition<'_>) -> Result<Client> {
        let Value::Object(capabilities) = self.capabilities(condition)? else {
            bail!("capabilities are an object");
        };
        let address = self.0.address.borrow().clone();
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities)
            .connect(&address)
            .await
            .context("the browser did not start")?;
        self.0.sessions.borrow_mut().push(client.clone());
        Ok(client)
    }

    /// Ends the browsers and the driver. A browser that is closed already does not mind.
    pub async fn end(&self) {
        let sessions = self.0.sessions.take();
        for session in sessions {
            // A browser that does not answer ends with its driver, or not at all.
            let _ = timeout(Duration::from_secs(10), session.close()).await;
        }
        end(&mut self.0.process.borrow_mut());
    }

    /// Kills the browser that keeps what it stores in `profile`, as a failure of power does: it
    /// has no time to write anything down. All browsers of this driver must be of that profile.
    ///
    /// # Errors
    /// When there is no such browser, it goes on running, or the driver cannot be started anew.
    #[cfg(target_os = "linux")]
    pub async fn kill(&self, profile: &Path) -> Result<()> {
        let browser = processes::of_profile(profile)?;
        anyhow::ensure!(
            !browser.is_empty(),
            "no browser runs with the profile {}",
            profile.display()
        );
        processes::kill(&browser)?;
        wait_until("the browser is dead", async || Ok(!processes::any_runs(&browser))).await?;
        // Its driver does not know, and some drivers bear with one browser only.
        self.0.sessions.take();
        let (process, address) = start_driver(self.0.engine, &self.0.program)?;
        end(&mut self.0.process.replace(process));
        self.0.address.replace(address);
        Ok(())
    }

    fn capabilities(&self, condition: Condition<'_>) -> Result<Value> {
        let profile = match condition {
            Condition::Profile(folder) => folder.to_owned(),
            _ => self.new_profile()?,
        };
        let binary = self.0.binary.to_string_lossy();
        let profile = profile.to_string_lossy();
        let settings = settings(self.0.engine, condition);
        Ok(match self.0.engine {
            Engine::Chromium => {
                let arguments = CHROMIUM_ARGUMENTS.into_iter().chain(OWN_ARGUMENTS);
                let mut arguments: Vec<String> = arguments.map(str::to_owned).collect();
                arguments.push(format!("--user-data-dir={profile}"));
                if runs_as_root() {
                    // Its sandbox refuses to start as root.
                    arguments.push("--no-sandbox".to_owned());
                }
                let mut logs = json!({ "browser": "ALL" });
                if condition == Condition::Logged {
                    logs["performance"] = json!("ALL");
                }
                json!({
                    "browserName": "chrome",
                    "goog:chromeOptions": { "binary": binary, "args": arguments, "prefs": settings },
                    "goog:loggingPrefs": logs,
                })
            }
            Engine::Firefox => json!({
                "browserName": "firefox",
                "moz:firefoxOptions": {
                    "binary": binary,
                    "args": ["-headless", "-profile", profile],
                    "prefs": settings,
                },
            }),
        })
    }

    fn new_profile(&self) -> Result<PathBuf> {
        let folder = tempfile::Builder::new().tempdir_in(self.0.profiles.path());
        Ok(folder.context("cannot make a profile")?.keep())
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        end(self.process.get_mut());
    }
}

/// Besides [`CHROMIUM_ARGUMENTS`].
const OWN_ARGUMENTS: [&str; 3] = [
    "--headless",
    // Nothing to wait for before a click.
    "--force-prefers-reduced-motion",
    "--window-size=1280,900",
];

/// The browser's settings that make the condition.
fn settings(engine: Engine, condition: Condition<'_>) -> Value {
    /// A content setting of Chromium's, and a cookie behaviour of Firefox's.
    const BLOCK: u8 = 2;
    let mut settings = Map::new();
    let mut set = |name: &str, value: Value| settings.insert(name.to_owned(), value);
    if engine == Engine::Firefox {
        set("ui.prefersReducedMotion", json!(1));
    }
    match (condition, engine) {
        (Condition::New | Condition::Profile(_) | Condition::Logged, _) => None,
        (Condition::WithoutScripting, Engine::Chromium) => {
            set("profile.managed_default_content_settings.javascript", json!(BLOCK))
        }
        (Condition::WithoutScripting, Engine::Firefox) => set("javascript.enabled", json!(false)),
        (Condition::WithoutStorage | Condition::WithoutCookies, Engine::Chromium) => {
            set("profile.default_content_setting_values.cookies", json!(BLOCK))
        }
        (Condition::WithoutStorage, Engine::Firefox) => set("dom.storage.enabled", json!(false)),
        (Condition::WithoutCookies, Engine::Firefox) => {
            set("network.cookie.cookieBehavior", json!(BLOCK))
        }
    };
    Value::Object(settings)
}

/// A program that the environment names, or else one on the `PATH`.
fn program(variable: &str, name: &str) -> Result<OsString> {
    if let Some(path) = env::var_os(variable) {
        return Ok(path);
    }
    let path = env::var_os("PATH").unwrap_or_default();
    let found = env::split_paths(&path)
        .map(|folder| folder.join(format!("{name}{}", env::consts::EXE_SUFFIX)))
        .find(|file| file.is_file());
    found.map(PathBuf::into_os_string).with_context(|| {
        format!(
            "{variable} is not set and there is no `{name}` on the PATH: run `cargo xtask test e2e`"
        )
    })
}

/// Starts a driver, and says at which address it listens.
fn start_driver(engine: Engine, driver: &OsStr) -> Result<(Child, String)> {
    let mut process = Command::new(driver)
        .args(engine.driver_arguments())
        // Where the system names no character encoding, chromedriver finds no file whose name has an
        // accent.
        .env_remove("LC_ALL")
        .env("LC_CTYPE", "C.UTF-8")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .with_context(|| format!("cannot start {}", driver.display()))?;
    match port(&mut process, engine.before_port()) {
        Ok(port) => Ok((process, format!("http://127.0.0.1:{port}"))),
        Err(error) => {
            end(&mut process);
            Err(error.context(format!("{} did not start", driver.display())))
        }
    }
}

/// The port that a driver says it listens on.
fn port(process: &mut Child, before_port: &str) -> Result<u16> {
    let mut output = BufReader::new(process.stdout.take().context("it has no output")?);
    let mut line = String::new();
    while output.read_line(&mut line)? > 0 {
        if let Some((_, rest)) = line.split_once(before_port) {
            let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
            let port = digits.parse().with_context(|| format!("no port in {line:?}"))?;
            // A driver that nobody listens to stops when it has more to say.
            thread::spawn(move || io::copy(&mut output, &mut io::sink()));
            return Ok(port);
        }
        line.clear();
    }
    bail!("it never said `{before_port}`")
}

fn end(process: &mut Child) {
    // Either fails only for a process that has ended.
    let _ = process.kill();
    let _ = process.wait();
}

#[cfg(unix)]
fn runs_as_root() -> bool {
    use std::os::unix::fs::MetadataExt;
    // The owner of a process's own folder is the user that it runs as.
    fs::metadata(OsStr::new("/proc/self")).is_ok_and(|folder| folder.uid() == 0)
}

#[cfg(not(unix))]
fn runs_as_root() -> bool {
    false
}
