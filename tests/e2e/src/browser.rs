//! A WebDriver process and the browsers that it starts.

use std::cell::RefCell;
use std::env;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::{self, BufRead, BufReader};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::rc::Rc;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Map, Value, json};
use tempfile::TempDir;
use tokio::time::timeout;
use xtask::tests::CHROMIUM_ARGUMENTS;

use crate::chromedriver::ChromiumCommand;
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
    /// WebKitGTK, with WebKitWebDriver and a browser of our own, `webkit_browser.py`; on Linux.
    WebKit,
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
    /// It lets no site store anything: in Chromium `window.localStorage` throws, elsewhere it is
    /// `null`.
    WithoutStorage,
    /// It logs what it asks of the network; Chromium only.
    Logged,
    /// Its cookies are blocked: `window.localStorage` throws; not in WebKit, where cookies are another
    /// matter.
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
    /// Chromium without windows, of which journeys take half the time; none where it is not there.
    headless_shell: Option<OsString>,
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
            Self::WebKit => [("WEBKIT_DRIVER", "WebKitWebDriver"), ("WEBKIT_PYTHON", "python3")],
        }
    }

    /// The conditions that keep sites from storing anything, in as many ways as it has.
    pub const fn without_storage(self) -> &'static [Condition<'static>] {
        match self {
            Self::Chromium => &[Condition::WithoutCookies],
            Self::Firefox => &[Condition::WithoutStorage, Condition::WithoutCookies],
            Self::WebKit => &[Condition::WithoutStorage],
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
            headless_shell: env::var_os("CHROMIUM_HEADLESS_SHELL")
                .filter(|_| engine == Engine::Chromium),
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
        let mut builder = ClientBuilder::new(HttpConnector::new());
        // WebKit's driver never answers where the browser ends at its start.
        let client = timeout(START_LIMIT, builder.capabilities(capabilities).connect(&address))
            .await
            .context("the browser does not start")?
            .context("the browser did not start")?;
        self.0.sessions.borrow_mut().push(client.clone());
        if self.headless_shell(condition).is_some() {
            // It asks nobody, and refuses what the whole browser allows after a click.
            let parameters =
                json!({ "permission": { "name": "clipboard-write" }, "setting": "granted" });
            client
                .issue_cmd(ChromiumCommand::DevTools("Browser.setPermission", parameters))
                .await?;
        }
        Ok(client)
    }

    /// Ends the browsers and the driver. A browser that is closed already does not mind.
    pub async fn end(&self) {
        let sessions = self.0.sessions.take();
        // Nothing that they would write down at their end is looked at any more, and some take long.
        #[cfg(target_os = "linux")]
        let sessions = if self.kill_all().is_ok() { Vec::new() } else { sessions };
        for session in sessions {
            // A browser that does not answer ends with its driver, or not at all.
            let _ = timeout(Duration::from_secs(10), session.close()).await;
        }
        end(&mut self.0.process.borrow_mut());
    }

    #[cfg(target_os = "linux")]
    fn kill_all(&self) -> Result<()> {
        let driver = self.0.process.borrow().id();
        processes::kill(&processes::with_what_they_started([driver].into())?)
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

    /// The headless shell, where it serves: it knows no settings.
    fn headless_shell(&self, condition: Condition<'_>) -> Option<&OsStr> {
        let shell = self.0.headless_shell.as_deref();
        shell.filter(|_| settings(Engine::Chromium, condition).is_empty())
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
                let (name, binary) = match self.headless_shell(condition) {
                    Some(shell) => ("chrome-headless-shell", shell.to_string_lossy()),
                    None => ("chrome", binary),
                };
                json!({
                    "browserName": name,
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
            Engine::WebKit => {
                let program = concat!(env!("CARGO_MANIFEST_DIR"), "/webkit_browser.py");
                let profile = format!("--profile={profile}");
                let mut arguments = vec![program, "--automation", &profile];
                match condition {
                    Condition::WithoutScripting => arguments.push("--no-scripting"),
                    Condition::WithoutStorage => arguments.push("--no-storage"),
                    Condition::New | Condition::Profile(_) => {}
                    _ => bail!("WebKit cannot be {condition:?}"),
                }
                json!({ "webkitgtk:browserOptions": { "binary": binary, "args": arguments } })
            }
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

/// How long a driver, and a browser, may take to start.
const START_LIMIT: Duration = Duration::from_secs(30);

/// How often a driver is started before one gives up.
const STARTS: usize = 5;

/// Besides [`CHROMIUM_ARGUMENTS`].
const OWN_ARGUMENTS: [&str; 3] = [
    "--headless",
    // Nothing to wait for before a click.
    "--force-prefers-reduced-motion",
    "--window-size=1280,900",
];

/// The browser's settings that make the condition.
fn settings(engine: Engine, condition: Condition<'_>) -> Map<String, Value> {
    /// A content setting of Chromium's, and a cookie behaviour of Firefox's.
    const BLOCK: u8 = 2;
    let mut settings = Map::new();
    let mut set = |name: &str, value: Value| settings.insert(name.to_owned(), value);
    if engine == Engine::Firefox {
        set("ui.prefersReducedMotion", json!(1));
        // Half the time of its start: it looks for the system's extensions, and starts a process for a
        // page that no journey opens.
        set("extensions.enabledScopes", json!(0));
        set("dom.ipc.processPrelaunch.enabled", json!(false));
    }
    match (condition, engine) {
        // WebKit's have no names: its browser takes them as arguments.
        (Condition::New | Condition::Profile(_) | Condition::Logged, _) | (_, Engine::WebKit) => {
            None
        }
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
    settings
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

/// Starts a driver, and says at which address it listens. One that ends at once is started again: a
/// port that was free when it was chosen may be taken before the driver has it. Even one that chooses
/// for itself can lose it: chromedriver takes a free port of IPv6, then needs that of IPv4 as well.
fn start_driver(engine: Engine, driver: &OsStr) -> Result<(Child, String)> {
    let start = || match engine {
        Engine::Chromium => {
            // The headless shell may be of a later version than the driver.
            let arguments = ["--port=0", "--disable-build-check"];
            start_on_its_port(driver, &arguments, "started successfully on port ")
        }
        Engine::Firefox => {
            let arguments = ["--port=0", "--websocket-port=0"];
            start_on_its_port(driver, &arguments, "Listening on 127.0.0.1:")
        }
        // It cannot choose a port, since it does not say which.
        Engine::WebKit => start_on_free_port(driver),
    };
    let mut started = start();
    for _ in 1..STARTS {
        if started.is_ok() {
            break;
        }
        started = start();
    }
    let (process, port) = started.with_context(|| format!("{} did not start", driver.display()))?;
    Ok((process, format!("http://127.0.0.1:{port}")))
}

fn command(driver: &OsStr) -> Command {
    let mut command = Command::new(driver);
    command
        // Where the system names no character encoding, chromedriver finds no file whose name has an
        // accent.
        .env_remove("LC_ALL")
        .env("LC_CTYPE", "C.UTF-8")
        .stdin(Stdio::null())
        .stderr(Stdio::null());
    command
}

/// Starts a driver that chooses a port, and gives the one that it prints behind `before_port`.
fn start_on_its_port(
    driver: &OsStr,
    arguments: &[&str],
    before_port: &str,
) -> Result<(Child, u16)> {
    let mut process = command(driver).args(arguments).stdout(Stdio::piped()).spawn()?;
    match port(&mut process, before_port) {
        Ok(port) => Ok((process, port)),
        Err(error) => {
            end(&mut process);
            Err(error)
        }
    }
}

/// The port that a driver says it listens on.
fn port(process: &mut Child, before_port: &str) -> Result<u16> {
    let mut output = BufReader::new(process.stdout.take().context("it has no output")?);
    let mut said = String::new();
    let mut end_of_last_line = 0;
    while output.read_line(&mut said)? > 0 {
        let line = &said[end_of_last_line..];
        if let Some((_, rest)) = line.split_once(before_port) {
            let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
            let port = digits.parse().with_context(|| format!("no port in {line:?}"))?;
            // A driver that nobody listens to stops when it has more to say.
            thread::spawn(move || io::copy(&mut output, &mut io::sink()));
            return Ok(port);
        }
        end_of_last_line = said.len();
    }
    bail!("it never said `{before_port}`, but:\n{said}")
}

/// Starts a driver on a port that was free a moment ago.
fn start_on_free_port(driver: &OsStr) -> Result<(Child, u16)> {
    let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
    let argument = format!("--port={port}");
    let mut process = command(driver).arg(argument).stdout(Stdio::null()).spawn()?;
    let deadline = Instant::now() + START_LIMIT;
    while process.try_wait()?.is_none() {
        if TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok() {
            return Ok((process, port));
        }
        if Instant::now() > deadline {
            end(&mut process);
            bail!("it does not listen on {port}");
        }
        thread::sleep(Duration::from_millis(5));
    }
    bail!("it ends at its start")
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

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    /// A driver of a few lines, which ends at its first `ends` starts.
    fn driver_that_ends(folder: &Path, ends: usize) -> Result<PathBuf> {
        let file = folder.join("driver");
        let program = format!(
            "#!/bin/sh\n\
             echo x >> \"$0.starts\"\n\
             [ $(wc -l < \"$0.starts\") -gt {ends} ] || {{ echo port not available; exit 1; }}\n\
             echo It was started successfully on port 4444.\n"
        );
        fs::write(&file, program)?;
        fs::set_permissions(&file, fs::Permissions::from_mode(0o700))?;
        Ok(file)
    }

    #[test]
    fn a_driver_whose_port_was_taken_is_started_again() -> Result<()> {
        let folder = tempfile::tempdir()?;
        let driver = driver_that_ends(folder.path(), 1)?;
        let (mut process, address) = start_driver(Engine::Chromium, driver.as_os_str())?;
        end(&mut process);
        assert_eq!(address, "http://127.0.0.1:4444");
        Ok(())
    }

    #[test]
    fn a_driver_that_never_starts_is_quoted() -> Result<()> {
        let folder = tempfile::tempdir()?;
        let driver = driver_that_ends(folder.path(), 99)?;
        let Err(error) = start_driver(Engine::Chromium, driver.as_os_str()) else {
            bail!("it starts");
        };
        assert!(format!("{error:#}").contains("port not available"), "{error:#}");
        Ok(())
    }
}
