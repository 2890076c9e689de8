//! Real mail programs, from a link to what would leave, and from a message to its answer.
//!
//! They run without a screen, in a terminal that `script` acts, and give what they send to a program that
//! keeps it.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};
use tempfile::TempDir;

/// A program that people send mail with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Program {
    /// Mutt.
    Mutt,
    /// NeoMutt, its relative.
    NeoMutt,
    /// Alpine.
    Alpine,
}

impl Program {
    /// The environment variable that names it, and what it is called on the `PATH`.
    const fn name(self) -> (&'static str, &'static str) {
        match self {
            Self::Mutt => ("MUTT_BINARY", "mutt"),
            Self::NeoMutt => ("NEOMUTT_BINARY", "neomutt"),
            Self::Alpine => ("ALPINE_BINARY", "alpine"),
        }
    }

    /// Settings that change what an answer looks like: one of each is tried.
    pub const fn manners(self) -> &'static [&'static str] {
        match self {
            Self::Mutt | Self::NeoMutt => {
                &["text_flowed=no", "text_flowed=yes", "indent_string=\">\""]
            }
            Self::Alpine => &[""],
        }
    }
}

/// A mail program as somebody has set it up.
#[derive(Debug)]
pub struct MailProgram {
    program: Program,
    binary: OsString,
    /// Its home: settings, a mailbox, and what it sent.
    home: TempDir,
}

/// What each answer says besides the quotation.
pub const ANSWER: &str = "Merci, c’est bien reçu !";

/// Both programs drop the keys that they were given before an editor ran, so it is the menu that comes behind
/// it which presses « send » and then « quit ».
const SETTINGS_OF_MUTT: &str = r#"
set from="camille@exemple.fr" realname="Camille Durand" use_from
set sendmail="{home}/keep" copy=no
set folder="{home}" header_cache="" tmpdir="{home}"
set charset="utf-8" send_charset="us-ascii:utf-8"
set include=yes fast_reply autoedit abort_unmodified=no quit=yes
set wait_key=no beep=no
send2-hook ~A "push y<quit>"
"#;

const SETTINGS_OF_ALPINE: &str = r#"
personal-name=Camille Durand
user-domain=exemple.fr
sendmail-path={home}/keep
inbox-path={home}/inbox
feature-list=send-without-confirm,quit-without-confirm
default-fcc=""
fcc-name-rule=default-fcc
last-version-used=9.99
"#;

const KEEP: &str = "#!/bin/sh\nexec cat > \"$HOME/sent\"\n";

/// What a key is pressed for, and the key.
type Keys<'a> = &'a [(&'a str, &'a str)];

const SEND_IN_ALPINE: &str = "\u{18}";

impl MailProgram {
    /// Sets the program up in a home of its own.
    ///
    /// # Errors
    /// When the home cannot be made.
    pub fn set_up(program: Program) -> Result<Self> {
        let (variable, name) = program.name();
        let binary = env::var_os(variable).unwrap_or_else(|| name.into());
        let home = tempfile::tempdir().context("cannot make a home for the mail program")?;
        let this = Self { program, binary, home };
        let settings = match program {
            Program::Mutt | Program::NeoMutt => SETTINGS_OF_MUTT,
            Program::Alpine => SETTINGS_OF_ALPINE,
        };
        let folder = this.home.path().display().to_string();
        fs::write(this.path("settings"), settings.replace("{home}", &folder))?;
        this.write_script("keep", KEEP)?;
        this.write_script("answer", &format!("#!/bin/sh\necho '{ANSWER}' >> \"$1\"\n"))?;
        Ok(this)
    }

    /// Opens a link and sends the message as it is; gives what leaves.
    ///
    /// # Errors
    /// When nothing leaves.
    pub fn send(&self, link: &str) -> Result<Vec<u8>> {
        match self.program {
            Program::Mutt | Program::NeoMutt => {
                // With the header among what is edited, it asks neither for the address nor for the subject.
                let command =
                    "\"$PROGRAM\" -n -F settings -e 'set editor=true edit_headers' \"$LINK\"";
                self.run(command, link, &[])
            }
            Program::Alpine => {
                let command = "\"$PROGRAM\" -p settings -url \"$LINK\"";
                self.run(command, link, &[("Bonjour,", SEND_IN_ALPINE)])
            }
        }
    }

    /// Answers a message, quoting it, with these settings besides; gives what leaves.
    ///
    /// # Errors
    /// When nothing leaves.
    pub fn answer(&self, message: &[u8], settings: &str) -> Result<Vec<u8>> {
        let envelope = b"From somebody Tue Jan  9 10:00:00 2024\n";
        fs::write(self.path("inbox"), [&envelope[..], message, b"\n\n"].concat())?;
        match self.program {
            Program::Mutt | Program::NeoMutt => {
                let command = format!(
                    "\"$PROGRAM\" -n -F settings -f inbox -e 'set editor=./answer {settings}' \
                     -e 'push <first-entry><reply>'"
                );
                self.run(&command, "", &[])
            }
            Program::Alpine => {
                let answer = format!("{ANSWER}{SEND_IN_ALPINE}");
                let keys = [
                    ("ViewMsg", "r"),
                    ("original message", "y"),
                    (" wrote:", &answer),
                    ("Answered", "q"),
                ];
                self.run("\"$PROGRAM\" -p settings -i", "", &keys)
            }
        }
    }

    /// Runs a command, presses each key once the terminal shows what it is for, and gives what was sent.
    fn run(&self, command: &str, link: &str, keys: Keys<'_>) -> Result<Vec<u8>> {
        let sent = self.path("sent");
        let mut process = Command::new("timeout")
            .args(["20", "script", "--quiet", "--return", "--command", command, "/dev/null"])
            .current_dir(self.home.path())
            .env("HOME", self.home.path())
            .env("PROGRAM", &self.binary)
            .env("LINK", link)
            .env("LC_ALL", "C.UTF-8")
            .env("TERM", "xterm")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .context("cannot run `timeout` and `script`")?;
        let mut pressing = process.stdin.take().context("it has no input")?;
        let mut screen = process.stdout.take().context("it has no output")?;
        let (mut shown, mut part, mut keys) = (Vec::new(), [0; 4096], keys.iter().peekable());
        loop {
            let length = screen.read(&mut part)?;
            if length == 0 {
                break;
            }
            shown.extend_from_slice(&part[..length]);
            let text = String::from_utf8_lossy(&shown);
            if let Some((_, key)) = keys.next_if(|(purpose, _)| text.contains(purpose)) {
                shown.clear();
                pressing.write_all(key.as_bytes())?;
            }
        }
        let status = process.wait()?;
        let name = self.binary.display();
        let last = String::from_utf8_lossy(&shown);
        ensure!(status.success(), "{name} ended with {status}, before {:?}: {last}", keys.next());
        let message = fs::read(&sent).with_context(|| format!("{name} has sent nothing"))?;
        fs::remove_file(sent)?;
        Ok(message)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    fn write_script(&self, name: &str, text: &str) -> Result<()> {
        use std::os::unix::fs::PermissionsExt;
        fs::write(self.path(name), text)?;
        Ok(fs::set_permissions(self.path(name), fs::Permissions::from_mode(0o755))?)
    }
}
