//! The tools: what each is for, which versions serve, and how it is installed.

use Install::{Apt, Cargo, Npm, Unpack};
use Version::{Any, AtLeast, Series};

/// What a tool is needed for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Group {
    /// Building the site.
    Build,
    /// Listing what a published site is made of.
    Release,
    /// Testing it.
    Test,
    /// Measuring it.
    Bench,
}

/// A program that some task calls, or a file that one reads.
pub(super) struct Tool<'a> {
    pub(super) name: &'static str,
    /// The part of a sentence that says why it is needed.
    pub(super) purpose: &'static str,
    pub(super) group: Group,
    /// Where the user may say which one to use, and where tests are told.
    pub(super) variable: Option<&'static str>,
    /// Its names on the `PATH`, and places that are not on it. None: only the cached version serves.
    pub(super) programs: &'static [&'static str],
    /// Files without which it does not serve, relative to the program: one of them has to be there.
    pub(super) companions: &'static [&'static str],
    pub(super) version: Version<'a>,
    /// Ways to install it, the best first.
    pub(super) install: Vec<Install<'a>>,
    /// How long that takes on two cores.
    pub(super) duration: &'static str,
    /// The packages of Debian, Fedora and Homebrew, where the distribution has it.
    pub(super) packages: Option<[&'static str; 3]>,
}

/// The versions that serve.
#[derive(Clone, Copy, Debug)]
pub(super) enum Version<'a> {
    /// Any that a system still carries; the program is not asked.
    Any,
    /// This one or a later one.
    AtLeast(&'a str),
    /// Those that start with these numbers.
    Series(&'a str),
}

/// A way to install a tool. All but [`Apt`] install into a cache folder named after the tool and its
/// version, where `program` is the path of the result.
pub(super) enum Install<'a> {
    /// Builds a package of crates.io; without optimisation, which takes a third of the time.
    Cargo { package: &'static str, version: &'a str, arguments: &'static [&'static str] },
    /// Unpacks a package of the npm registry. Its own installation scripts are not run: one of them
    /// downloads a Java.
    Npm { package: &'static str, version: &'static str, program: &'static str },
    /// Unpacks Debian's or Ubuntu's packages without installing them: no rights are needed, and no
    /// server starts.
    Unpack { packages: &'static [&'static str], program: &'static str },
    /// Installs a package of these distributions, where the user has the right to.
    Apt { package: &'static str, distributions: &'static [&'static str] },
}

/// nginx's module for files that were compressed with Brotli beforehand, relative to the program.
pub(super) const NGINX_BROTLI: [&str; 2] = [
    "../lib/nginx/modules/ngx_http_brotli_static_module.so",
    "../lib64/nginx/modules/ngx_http_brotli_static_module.so",
];

/// All tools. `wasm_bindgen` is the version of Cargo.lock.
#[expect(clippy::too_many_lines, reason = "a table")]
pub(super) fn tools(wasm_bindgen: &str) -> Vec<Tool<'_>> {
    let cargo = |package, version, arguments| vec![Cargo { package, version, arguments }];
    let npm = |package, version, program| vec![Npm { package, version, program }];
    // Ubuntu's browsers are snaps, which neither install everywhere nor can be driven from everywhere.
    let debian = |package| vec![Apt { package, distributions: &["debian"] }];
    let base = Tool {
        name: "",
        purpose: "",
        group: Group::Test,
        variable: None,
        programs: &[],
        companions: &[],
        version: Any,
        install: Vec::new(),
        duration: "5 seconds",
        packages: None,
    };
    vec![
        Tool {
            name: "wasm-opt",
            purpose: "makes the WebAssembly smaller",
            group: Group::Build,
            programs: &["wasm-opt"],
            // Before 110 it confused the table of references with the table of functions: what it
            // wrote of wasm-bindgen's modules did not start. Debian 12 has 108.
            version: AtLeast("115"),
            install: vec![
                Npm { package: "binaryen", version: "132.0.0", program: "bin/wasm-opt" },
                // The same program, from its C++ sources, in 5 minutes.
                Cargo { package: "wasm-opt", version: "0.116.1", arguments: &[] },
            ],
            ..base
        },
        Tool {
            name: "trunk",
            purpose: "builds the site",
            group: Group::Build,
            programs: &["trunk"],
            version: Series("0.21"),
            // Without TLS it cannot download other tools: they are on its PATH already.
            install: cargo("trunk", "0.21.14", &["--no-default-features"]),
            duration: "2 minutes",
            ..base
        },
        Tool {
            name: "wasm-bindgen",
            purpose: "joins WebAssembly and JavaScript, and runs tests in browsers",
            group: Group::Build,
            programs: &["wasm-bindgen"],
            companions: &["wasm-bindgen-test-runner"],
            // The two halves of what it generates must match to the last digit.
            version: Series(wasm_bindgen),
            install: cargo("wasm-bindgen-cli", wasm_bindgen, &[]),
            duration: "1 minute",
            ..base
        },
        Tool {
            name: "cargo-cyclonedx",
            purpose: "lists what the site is made of",
            group: Group::Release,
            programs: &["cargo-cyclonedx"],
            version: Series("0.5"),
            install: cargo("cargo-cyclonedx", "0.5.9", &[]),
            duration: "40 seconds",
            ..base
        },
        Tool {
            name: "chromium",
            purpose: "a browser that the tests run in",
            variable: Some("CHROMIUM_BINARY"),
            programs: &[
                "chromium",
                "chromium-browser",
                "google-chrome",
                "/Applications/Chromium.app/Contents/MacOS/Chromium",
                "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
            ],
            install: debian("chromium"),
            duration: "30 seconds",
            packages: Some(["chromium", "chromium", "--cask chromium"]),
            ..base
        },
        Tool {
            name: "chromedriver",
            purpose: "lets the tests drive Chromium",
            variable: Some("CHROMEDRIVER"),
            programs: &["chromedriver", "chromium.chromedriver"],
            install: debian("chromium-driver"),
            packages: Some(["chromium-driver", "chromedriver", "--cask chromedriver"]),
            ..base
        },
        Tool {
            name: "firefox",
            purpose: "a browser that the tests run in",
            variable: Some("FIREFOX_BINARY"),
            programs: &[
                "firefox",
                "firefox-esr",
                "/Applications/Firefox.app/Contents/MacOS/firefox",
            ],
            install: debian("firefox-esr"),
            duration: "20 seconds",
            packages: Some(["firefox-esr", "firefox", "--cask firefox"]),
            ..base
        },
        Tool {
            name: "geckodriver",
            purpose: "lets the tests drive Firefox",
            variable: Some("GECKODRIVER"),
            programs: &["geckodriver"],
            version: AtLeast("0.36"),
            install: cargo("geckodriver", "0.37.1", &[]),
            duration: "40 seconds",
            ..base
        },
        Tool {
            name: "cargo-deny",
            purpose: "checks what the project depends on",
            programs: &["cargo-deny"],
            // Before, deny.toml had other keys.
            version: AtLeast("0.18"),
            install: cargo("cargo-deny", "0.20.2", &["--no-default-features"]),
            duration: "1 minute",
            ..base
        },
        Tool {
            name: "nginx",
            purpose: "a server that the tests publish the site on",
            variable: Some("NGINX_BINARY"),
            programs: &["nginx", "/usr/sbin/nginx"],
            // Elsewhere there is no package of the module, and no test that needs it.
            companions: if cfg!(target_os = "linux") { &NGINX_BROTLI } else { &[] },
            install: vec![Unpack {
                packages: &["nginx", "libnginx-mod-http-brotli-static"],
                program: "usr/sbin/nginx",
            }],
            packages: Some([
                "nginx libnginx-mod-http-brotli-static",
                "nginx nginx-mod-brotli",
                "nginx",
            ]),
            ..base
        },
        Tool {
            name: "caddy",
            purpose: "a server that the tests publish the site on",
            variable: Some("CADDY_BINARY"),
            programs: &["caddy"],
            install: vec![Unpack { packages: &["caddy"], program: "usr/bin/caddy" }],
            packages: Some(["caddy", "caddy", "caddy"]),
            ..base
        },
        Tool {
            name: "axe-core",
            purpose: "checks the accessibility of every page in the tests",
            variable: Some("AXE_CORE"),
            install: npm("axe-core", "4.14.1", "lib/node_modules/axe-core/axe.min.js"),
            ..base
        },
        Tool {
            name: "vnu-jar",
            purpose: "checks the HTML of every page in the tests",
            variable: Some("VNU_JAR"),
            install: npm("vnu-jar", "26.9.27", "lib/node_modules/vnu-jar/build/dist/vnu.jar"),
            duration: "10 seconds",
            ..base
        },
        Tool {
            name: "java",
            purpose: "runs the HTML checker",
            variable: Some("JAVA"),
            programs: &["java"],
            version: AtLeast("11"),
            install: vec![Apt {
                package: "default-jre-headless",
                distributions: &["debian", "ubuntu"],
            }],
            duration: "20 seconds",
            packages: Some([
                "default-jre-headless",
                "java-latest-openjdk-headless",
                "--cask temurin",
            ]),
            ..base
        },
        Tool {
            name: "lighthouse",
            purpose: "measures pages",
            group: Group::Bench,
            variable: Some("LIGHTHOUSE"),
            install: npm("lighthouse", "12.8.2", "bin/lighthouse"),
            duration: "15 seconds",
            ..base
        },
    ]
}
