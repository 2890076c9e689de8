//! What can be asked on the command line.

use std::ffi::OsString;
use std::path::PathBuf;

use lexopt::prelude::*;

use crate::bench::{self, Which};
use crate::public_url::PublicUrl;
use crate::serve;
use crate::site;
use crate::tests::Suites;

/// What is shown with an error: how to ask.
pub const USAGE: &str = "\
Usage: cargo xtask <setup | serve | build | test | bench | screenshots> [options]
       cargo xtask --help
";

const HELP: &str = "\
Sets up, builds, serves, tests and measures the project.

Usage: cargo xtask <task> [options]

Tasks:
  setup   install the tools that are missing, all of them
  serve   build the site and serve it on http://127.0.0.1:8080
            --port N             another port (0: any free one)
            --watch              rebuild and reload when a file changes (unoptimised)
  build   build the finished site, for any static host, and beside it what a host needs besides:
          the configuration of its server, and an inventory (docs/deploy.md)
            --public-url /path/  where the host will serve it (default: /)
            --dist FOLDER        where to write it (default: dist)
  test    check formatting and lints, and run every test; or only one suite:
            unit                 what needs neither browser nor network
            browser              components, in Chromium and in Firefox
            e2e                  journeys on the finished site, in both browsers
  bench   measure the finished site (docs/performance.md), all of this or only one:
            page                 what visitors wait for, what they download, and what it takes of
                                 their device, beside a bare page of the same text
              --runs N             how many times (default: 9)
            lighthouse           what Lighthouse says of pages, beside that bare page (not part of
                                 all: it is a large tool, installed for this alone)
              --runs N             how many times (default: 9)
            typing               what a keystroke costs
            mail                 what composing and reading a message costs
            size                 what weighs in the WebAssembly, by crate and by function
              --top N              how many of the heaviest are listed (default: 25)
  screenshots
          take pictures of every page into docs/screenshots/: phone and desktop, light and dark,
          and on paper; with a made-up draft

serve, build, test, bench and screenshots set up what they need by themselves.
EDITION_DIR=folder publishes another edition of the event than content/.
`cargo xtask help finish` describes the step that Trunk calls after a build.
";

const FINISH_HELP: &str = "\
Turns what Trunk built into the finished site. Trunk calls it (see Trunk.toml) and says by
environment variables what it built:

Usage: cargo xtask finish

  TRUNK_STAGING_DIR   the folder that Trunk wrote; it is finished in place
  TRUNK_SOURCE_DIR    the folder of index.html
  TRUNK_PUBLIC_URL    where the host will serve the site
  TRUNK_PROFILE       release: also compress, print the sizes, and hold the budget
";

/// A task with its options.
#[derive(Debug, PartialEq, Eq)]
pub enum Command {
    /// Print a text.
    Help(&'static str),
    /// Install what is missing.
    Setup,
    /// Build the site and serve it.
    Serve(serve::Options),
    /// Build the site.
    Build(site::Options),
    /// Finish what Trunk built.
    Finish,
    /// Run tests.
    Test(Suites),
    /// Measure.
    Bench(bench::Options),
    /// Take pictures of every page.
    Screenshots,
}

/// Reads the arguments that follow the program's name.
///
/// # Errors
///
/// When a task, an option or a value is unknown, or a value is missing.
pub fn parse(
    arguments: impl IntoIterator<Item = impl Into<OsString>>,
) -> Result<Command, lexopt::Error> {
    let mut parser = lexopt::Parser::from_args(arguments);
    let task = match parser.next()? {
        None | Some(Short('h') | Long("help")) => return Ok(Command::Help(HELP)),
        Some(Value(task)) => task.string()?,
        Some(other) => return Err(other.unexpected()),
    };
    match task.as_str() {
        "help" => help(&mut parser),
        "setup" => alone(&mut parser, Command::Setup),
        "serve" => serve(&mut parser),
        "build" => build(&mut parser),
        "finish" => alone(&mut parser, Command::Finish),
        "test" => test(&mut parser),
        "bench" => bench(&mut parser),
        "screenshots" => alone(&mut parser, Command::Screenshots),
        _ => Err(format!("unknown task `{task}`").into()),
    }
}

fn help(parser: &mut lexopt::Parser) -> Result<Command, lexopt::Error> {
    match parser.next()? {
        Some(Value(task)) if task == "finish" => Ok(Command::Help(FINISH_HELP)),
        _ => Ok(Command::Help(HELP)),
    }
}

fn alone(parser: &mut lexopt::Parser, command: Command) -> Result<Command, lexopt::Error> {
    match parser.next()? {
        None => Ok(command),
        Some(Short('h') | Long("help")) => match command {
            Command::Finish => Ok(Command::Help(FINISH_HELP)),
            _ => Ok(Command::Help(HELP)),
        },
        Some(other) => Err(other.unexpected()),
    }
}

fn serve(parser: &mut lexopt::Parser) -> Result<Command, lexopt::Error> {
    let mut options = serve::Options::default();
    while let Some(argument) = parser.next()? {
        match argument {
            Long("port") => options.port = parser.value()?.parse_with(port)?,
            Long("watch") => options.watch = true,
            Short('h') | Long("help") => return Ok(Command::Help(HELP)),
            other => return Err(other.unexpected()),
        }
    }
    Ok(Command::Serve(options))
}

fn port(text: &str) -> Result<u16, &'static str> {
    text.parse().map_err(|_| "a port is a number from 0 to 65535")
}

fn build(parser: &mut lexopt::Parser) -> Result<Command, lexopt::Error> {
    let mut options = site::Options::default();
    while let Some(argument) = parser.next()? {
        match argument {
            Long("public-url") => {
                options.public_url = parser.value()?.parse_with(str::parse::<PublicUrl>)?;
            }
            Long("dist") => options.dist = PathBuf::from(parser.value()?),
            Short('h') | Long("help") => return Ok(Command::Help(HELP)),
            other => return Err(other.unexpected()),
        }
    }
    Ok(Command::Build(options))
}

fn test(parser: &mut lexopt::Parser) -> Result<Command, lexopt::Error> {
    let suites = match parser.next()? {
        None => return Ok(Command::Test(Suites::All)),
        Some(Short('h') | Long("help")) => return Ok(Command::Help(HELP)),
        Some(Value(suite)) => match suite.to_str() {
            Some("unit") => Suites::Unit,
            Some("browser") => Suites::Browser,
            Some("e2e") => Suites::EndToEnd,
            _ => {
                let suite = suite.to_string_lossy();
                return Err(format!("unknown suite `{suite}`: it is unit, browser or e2e").into());
            }
        },
        Some(other) => return Err(other.unexpected()),
    };
    alone(parser, Command::Test(suites))
}

fn bench(parser: &mut lexopt::Parser) -> Result<Command, lexopt::Error> {
    let mut options = bench::Options::default();
    while let Some(argument) = parser.next()? {
        match argument {
            Value(which) if options.which == Which::All => {
                options.which = which.parse_with(|name| match name {
                    "page" => Ok(Which::Page),
                    "lighthouse" => Ok(Which::Lighthouse),
                    "typing" => Ok(Which::Typing),
                    "mail" => Ok(Which::Mail),
                    "size" => Ok(Which::Size),
                    _ => Err("it is page, lighthouse, typing, mail or size"),
                })?;
            }
            Long("runs")
                if matches!(options.which, Which::All | Which::Page | Which::Lighthouse) =>
            {
                options.runs = parser.value()?.parse_with(count)?;
            }
            Long("top") if matches!(options.which, Which::All | Which::Size) => {
                options.top = parser.value()?.parse_with(count)?;
            }
            Short('h') | Long("help") => return Ok(Command::Help(HELP)),
            other => return Err(other.unexpected()),
        }
    }
    Ok(Command::Bench(options))
}

fn count(text: &str) -> Result<usize, &'static str> {
    text.parse().ok().filter(|count| *count > 0).ok_or("it is a number from 1 on")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, want: &Command) {
        assert_eq!(&parse(line.split_whitespace()).unwrap(), want, "{line}");
    }

    #[track_caller]
    fn check_error(line: &str, want: &str) {
        let error = parse(line.split_whitespace()).unwrap_err().to_string();
        assert!(error.contains(want), "`{line}` gave `{error}`");
    }

    #[test]
    fn tasks_and_their_options() {
        check("setup", &Command::Setup);
        check("serve", &Command::Serve(serve::Options { port: 8080, watch: false }));
        check(
            "serve --watch --port 9000",
            &Command::Serve(serve::Options { port: 9000, watch: true }),
        );
        check(
            "build --public-url /sous/chemin --dist=out",
            &Command::Build(site::Options {
                public_url: "/sous/chemin/".parse().unwrap(),
                dist: PathBuf::from("out"),
            }),
        );
        check("finish", &Command::Finish);
        check("test", &Command::Test(Suites::All));
        check("test e2e", &Command::Test(Suites::EndToEnd));
        check("bench", &Command::Bench(bench::Options::default()));
        let page = bench::Options { which: Which::Page, runs: 3, ..bench::Options::default() };
        check("bench page --runs 3", &Command::Bench(page));
        let audit =
            bench::Options { which: Which::Lighthouse, runs: 2, ..bench::Options::default() };
        check("bench lighthouse --runs 2", &Command::Bench(audit));
        let size = bench::Options { which: Which::Size, top: 3, ..bench::Options::default() };
        check("bench size --top=3", &Command::Bench(size));
        check("screenshots", &Command::Screenshots);
    }

    #[test]
    fn help_is_given_wherever_it_is_asked_for() {
        for line in ["", "--help", "-h", "help", "setup --help", "serve -h", "test unit --help"] {
            check(line, &Command::Help(HELP));
        }
        check("help finish", &Command::Help(FINISH_HELP));
        check("finish --help", &Command::Help(FINISH_HELP));
    }

    #[test]
    fn what_is_unknown_is_named() {
        check_error("sevre", "unknown task `sevre`");
        check_error("--port 1 serve", "--port");
        check_error("serve --prot 1", "--prot");
        check_error("serve --port", "missing argument");
        check_error("serve --port 99999", "a port is a number from 0 to 65535");
        check_error("serve 8080", "8080");
        check_error("build --public-url https://a.fr/", "https://a.fr/");
        check_error("test all", "unknown suite `all`");
        check_error("test unit e2e", "e2e");
        check_error("setup now", "now");
        check_error("bench pages", "it is page, lighthouse, typing, mail or size");
        check_error("bench page --runs 0", "it is a number from 1 on");
        check_error("bench typing --runs 3", "--runs");
    }
}
