//! Real mail programs, from a link to what would leave, and from a message to its answer.
//!
//! They are Mutt and its relative: both run without a screen, in a terminal that `script` acts, press their
//! own keys, and give what they send to a program that keeps it.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};
use tempfile::TempDir;

/// A program that people send mail with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Program {
    /// Mutt.
    Mutt,
    /// NeoMutt.
    NeoMutt,
}

impl Program {
    /// The environment variable that names it, and what it is called on the `PATH`.
    const fn name(self) -> (&'static str, &'static str) {
        match self {
            Self::Mutt => ("MUTT_BINARY", "mutt"),
            Self::NeoMutt => ("NEOMUTT_BINARY", "neomutt"),
        }
    }
}

/// A mail program as somebody has set it up.
#[derive(Debug)]
pub struct MailProgram {
    binary: OsString,
    /// Its home: settings, a mailbox, and what it sent.
    home: TempDir,
}

/// What stands below the quotation in each answer.
pub const ANSWER: &str = "Merci, c’est bien reçu !";

/// Both programs drop the keys that they were given before an editor ran, so it is the
/// menu that comes behind it which presses « send » and then « quit ».
const SETTINGS: &str = r#"
set from="camille@exemple.fr" realname="Camille Durand" use_from
set sendmail="{home}/keep" copy=no
set folder="{home}" header_cache="" tmpdir="{home}"
set charset="utf-8" send_charset="us-ascii:utf-8"
set include=yes fast_reply autoedit abort_unmodified=no quit=yes
set wait_key=no beep=no
send2-hook ~A "push y<quit>"
"#;

const KEEP: &str = "#!/bin/sh\nexec cat > \"$HOME/sent\"\n";

impl MailProgram {
    /// Sets the program up in a home of its own.
    ///
    /// # Errors
    /// When the home cannot be made.
    pub fn set_up(program: Program) -> Result<Self> {
        let (variable, name) = program.name();
        let binary = env::var_os(variable).unwrap_or_else(|| name.into());
        let home = tempfile::tempdir().context("cannot make a home for the mail program")?;
        let this = Self { binary, home };
        let folder = this.home.path().display().to_string();
        fs::write(this.path("settings"), SETTINGS.replace("{home}", &folder))?;
        this.write_script("keep", KEEP)?;
        this.write_script("answer", &format!("#!/bin/sh\necho '{ANSWER}' >> \"$1\"\n"))?;
        for part in ["new", "cur", "tmp"] {
            fs::create_dir_all(this.path("box").join(part))?;
        }
        Ok(this)
    }

    /// Opens a link and sends the message as it is; gives what leaves.
    ///
    /// # Errors
    /// When nothing leaves.
    pub fn send(&self, link: &str) -> Result<Vec<u8>> {
        // With the header among what is edited, it asks neither for the address nor for the subject.
        self.run("\"$PROGRAM\" -n -F settings -e 'set editor=true edit_headers' \"$LINK\"", link)
    }

    /// Answers a message, quoting it, with these settings besides; gives what leaves.
    ///
    /// # Errors
    /// When nothing leaves.
    pub fn answer(&self, message: &[u8], settings: &str) -> Result<Vec<u8>> {
        fs::write(self.path("box").join("new/message"), message)?;
        let answer = format!(
            "\"$PROGRAM\" -n -F settings -f box -e 'set editor=./answer {settings}' \
             -e 'push <first-entry><reply>'"
        );
        let sent = self.run(&answer, "");
        fs::remove_dir_all(self.path("box"))?;
        for part in ["new", "cur", "tmp"] {
            fs::create_dir_all(self.path("box").join(part))?;
        }
        sent
    }

    fn run(&self, command: &str, link: &str) -> Result<Vec<u8>> {
        let sent = self.path("sent");
        let status = Command::new("timeout")
            .args(["20", "script", "--quiet", "--return", "--command", command, "/dev/null"])
            .current_dir(self.home.path())
            .env("HOME", self.home.path())
            .env("PROGRAM", &self.binary)
            .env("LINK", link)
            .env("LC_ALL", "C.UTF-8")
            .env("TERM", "xterm")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .status()
            .context("cannot run `timeout` and `script`")?;
        let name = self.binary.display();
        ensure!(status.success(), "{name} ended with {status}");
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
