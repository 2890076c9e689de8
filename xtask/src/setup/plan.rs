//! What to do about the tools that are missing. Decides only; does nothing.

use super::tool::Tool;

/// Where packages can come from on this system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PackageSource {
    /// Debian's repository, with the right to install from it.
    Debian,
    /// Ubuntu's repository, with the right to install from it. Its browsers are snaps, which
    /// neither install everywhere nor can be driven from everywhere.
    Ubuntu,
    /// None, or without the right to install.
    None,
}

/// How the missing tools are obtained.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Plan {
    /// What is installed, by either way.
    pub(super) tools: Vec<Tool>,
    /// The distribution's packages to install.
    pub(super) packages: Vec<&'static str>,
    /// The tools to install into the cache folder.
    pub(super) cached: Vec<Tool>,
}

enum Way {
    Cache,
    Package(&'static str),
    AskUser,
}

impl Plan {
    /// Decides how to obtain each missing tool, or says which ones cannot be: those are said
    /// before anything is installed, so that nobody waits for an error.
    ///
    /// Some tools are packages of npm, and cannot be had where `has_npm` says that there is none.
    pub(super) fn new(
        missing: &[Tool],
        source: PackageSource,
        has_npm: bool,
    ) -> Result<Self, Vec<Tool>> {
        let mut plan = Self { tools: missing.to_vec(), packages: Vec::new(), cached: Vec::new() };
        let mut unobtainable = Vec::new();
        for tool in missing {
            match way(*tool, source, has_npm) {
                Way::Cache => plan.cached.push(*tool),
                Way::Package(package) => plan.packages.push(package),
                Way::AskUser => unobtainable.push(*tool),
            }
        }
        if unobtainable.is_empty() { Ok(plan) } else { Err(unobtainable) }
    }
}

fn way(tool: Tool, source: PackageSource, has_npm: bool) -> Way {
    match (tool, source) {
        // Distributions package wasm-opt as well, but some in a version that does not serve. Their
        // packages of servers are unpacked rather than installed: an installed server starts, and
        // starts again with the machine.
        (
            Tool::WasmOpt | Tool::Trunk | Tool::WasmBindgen | Tool::Geckodriver | Tool::CargoDeny,
            _,
        )
        | (Tool::Nginx | Tool::Caddy, PackageSource::Debian | PackageSource::Ubuntu) => Way::Cache,
        (Tool::Chromium, PackageSource::Debian) => Way::Package("chromium"),
        (Tool::Chromedriver, PackageSource::Debian) => Way::Package("chromium-driver"),
        (Tool::Firefox, PackageSource::Debian) => Way::Package("firefox-esr"),
        (Tool::AxeCore | Tool::HtmlChecker | Tool::Lighthouse, _) if has_npm => Way::Cache,
        (Tool::Java, PackageSource::Debian | PackageSource::Ubuntu) => {
            Way::Package("default-jre-headless")
        }
        _ => Way::AskUser,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debian_packages_the_browsers_and_java() {
        let plan = Plan::new(&Tool::TESTING, PackageSource::Debian, true).unwrap();
        let packages = ["chromium", "chromium-driver", "firefox-esr", "default-jre-headless"];
        assert_eq!(plan.packages, packages);
        let built = [Tool::WasmOpt, Tool::Trunk, Tool::WasmBindgen, Tool::Geckodriver];
        let others = [Tool::CargoDeny, Tool::Nginx, Tool::Caddy];
        let checkers = [Tool::AxeCore, Tool::HtmlChecker];
        assert_eq!(plan.cached, [&built[..], &others, &checkers].concat());
    }

    #[test]
    fn only_what_is_missing_is_obtained() {
        let plan = Plan::new(&[Tool::Firefox], PackageSource::Debian, false).unwrap();
        assert_eq!((plan.packages, plan.cached), (vec!["firefox-esr"], vec![]));
    }

    #[test]
    fn serving_needs_neither_rights_nor_npm() {
        assert!(Plan::new(&Tool::SERVING, PackageSource::None, false).is_ok());
    }

    #[test]
    fn all_that_cannot_be_obtained_is_said_at_once() {
        let browsers = [Tool::Chromium, Tool::Chromedriver, Tool::Firefox];
        let and = |others: &[Tool]| Err([&browsers[..], others].concat());
        assert_eq!(Plan::new(&Tool::TESTING, PackageSource::Ubuntu, true), and(&[]));
        assert_eq!(
            Plan::new(&Tool::TESTING, PackageSource::None, true),
            and(&[Tool::Nginx, Tool::Caddy, Tool::Java])
        );
        let checkers = [Tool::AxeCore, Tool::HtmlChecker];
        assert_eq!(Plan::new(&Tool::TESTING, PackageSource::Ubuntu, false), and(&checkers));
    }

    #[test]
    fn where_npm_is_missing_it_is_said_before_anything_is_installed() {
        let checkers = [Tool::AxeCore, Tool::HtmlChecker];
        assert_eq!(Plan::new(&Tool::TESTING, PackageSource::Debian, false), Err(checkers.to_vec()));
    }
}
