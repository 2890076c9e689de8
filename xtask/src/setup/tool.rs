//! The tools: what each is for, and how people install it.

use std::fmt::{self, Write as _};

/// A program that some task calls, or a file that one needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tool {
    WasmOpt,
    Trunk,
    WasmBindgen,
    Chromium,
    Chromedriver,
    Firefox,
    Geckodriver,
    CargoDeny,
    Nginx,
    Caddy,
    AxeCore,
    HtmlChecker,
    Java,
    Lighthouse,
}

impl Tool {
    /// Those that build the site and test it.
    pub(super) const TESTING: [Self; 13] = [
        Self::WasmOpt,
        Self::Trunk,
        Self::WasmBindgen,
        Self::Chromium,
        Self::Chromedriver,
        Self::Firefox,
        Self::Geckodriver,
        Self::CargoDeny,
        Self::Nginx,
        Self::Caddy,
        Self::AxeCore,
        Self::HtmlChecker,
        Self::Java,
    ];

    /// Those that build the site.
    pub(super) const SERVING: [Self; 3] = [Self::WasmOpt, Self::Trunk, Self::WasmBindgen];

    /// The part of a sentence that says why it is needed.
    pub(super) fn purpose(self) -> &'static str {
        match self {
            Self::WasmOpt => "makes the WebAssembly smaller",
            Self::Trunk => "builds the site",
            Self::WasmBindgen => "joins WebAssembly and JavaScript, and runs tests in browsers",
            Self::Chromium | Self::Firefox => "a browser that the tests run in",
            Self::Chromedriver => "lets the tests drive Chromium",
            Self::Geckodriver => "lets the tests drive Firefox",
            Self::CargoDeny => "checks what the project depends on",
            Self::Nginx | Self::Caddy => "a server that the tests publish the site on",
            Self::AxeCore => "checks the accessibility of every page in the tests",
            Self::HtmlChecker => "checks the HTML of every page in the tests",
            Self::Java => "runs the HTML checker",
            Self::Lighthouse => "audits pages, for `bench lighthouse` only",
        }
    }

    fn commands(self) -> Commands {
        match self {
            Self::WasmOpt => Commands::everywhere("npm install --global binaryen"),
            Self::Trunk => Commands::everywhere("cargo install trunk --locked --version 0.21.14"),
            Self::WasmBindgen => Commands::everywhere(
                "cargo install wasm-bindgen-cli --version <the one in Cargo.lock>",
            ),
            Self::Chromium => Commands {
                debian: "sudo apt-get install chromium",
                fedora: "sudo dnf install chromium",
                mac_os: "brew install --cask chromium",
            },
            Self::Chromedriver => Commands {
                debian: "sudo apt-get install chromium-driver",
                fedora: "sudo dnf install chromedriver",
                mac_os: "brew install --cask chromedriver",
            },
            Self::Firefox => Commands {
                debian: "sudo apt-get install firefox-esr",
                fedora: "sudo dnf install firefox",
                mac_os: "brew install --cask firefox",
            },
            Self::Geckodriver => Commands {
                debian: "cargo install geckodriver --locked",
                fedora: "cargo install geckodriver --locked",
                mac_os: "brew install geckodriver",
            },
            Self::CargoDeny => {
                Commands::everywhere("cargo install cargo-deny --locked --version 0.20.2")
            }
            Self::Nginx => Commands {
                debian: "sudo apt-get install nginx libnginx-mod-http-brotli-static",
                fedora: "sudo dnf install nginx nginx-mod-brotli",
                mac_os: "brew install nginx",
            },
            Self::Caddy => Commands {
                debian: "sudo apt-get install caddy",
                fedora: "sudo dnf install caddy",
                mac_os: "brew install caddy",
            },
            // Where npm is, they are installed without asking.
            Self::AxeCore | Self::HtmlChecker | Self::Lighthouse => Commands {
                debian: "sudo apt-get install npm",
                fedora: "sudo dnf install nodejs-npm",
                mac_os: "brew install node",
            },
            Self::Java => Commands {
                debian: "sudo apt-get install default-jre-headless",
                fedora: "sudo dnf install java-latest-openjdk-headless",
                mac_os: "brew install --cask temurin",
            },
        }
    }
}

impl fmt::Display for Tool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::WasmOpt => "wasm-opt",
            Self::Trunk => "Trunk",
            Self::WasmBindgen => "wasm-bindgen",
            Self::Chromium => "Chromium",
            Self::Chromedriver => "chromedriver",
            Self::Firefox => "Firefox",
            Self::Geckodriver => "geckodriver",
            Self::CargoDeny => "cargo-deny",
            Self::Nginx => "nginx",
            Self::Caddy => "Caddy",
            Self::AxeCore => "axe-core",
            Self::HtmlChecker => "HTML checker",
            Self::Java => "Java",
            Self::Lighthouse => "Lighthouse",
        })
    }
}

/// The command that installs something, by system.
pub(super) struct Commands {
    pub(super) debian: &'static str,
    pub(super) fedora: &'static str,
    pub(super) mac_os: &'static str,
}

impl Commands {
    const fn everywhere(command: &'static str) -> Self {
        Self { debian: command, fedora: command, mac_os: command }
    }
}

impl fmt::Display for Commands {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "  Debian: {}", self.debian)?;
        writeln!(f, "  Fedora: {}", self.fedora)?;
        write!(f, "  macOS:  {}", self.mac_os)
    }
}

/// One message per tool that the user must install: what it is for, and the commands.
pub(super) fn how_to_install(tools: &[Tool]) -> String {
    let mut text = "some tools are missing that cannot be installed from here; install them, \
                    then start again"
        .to_owned();
    for tool in tools {
        let _ = write!(text, "\n\n{tool} is missing: {}\n{}", tool.purpose(), tool.commands());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_missing_tool_has_its_message() {
        let text = how_to_install(&[Tool::Chromedriver, Tool::Firefox]);
        assert!(text.contains(
            "\n\nchromedriver is missing: lets the tests drive Chromium\n  \
             Debian: sudo apt-get install chromium-driver\n  \
             Fedora: sudo dnf install chromedriver\n  \
             macOS:  brew install --cask chromedriver\n\n"
        ));
        assert!(text.contains("\n\nFirefox is missing: a browser that the tests run in\n"));
    }
}
