//! The HTML is what the standard says (RGAA 8.2): that of every finished page, and that which the app
//! makes of it.

use std::fs;

use anyhow::{Result, ensure};
use e2e::browser::Browser;
use e2e::checkers::{Documents, newer_than_2015};
use e2e::site::{Build, Site};
use e2e::visitor::Visitor;

/// No browser is needed, but a journey is where the sites are.
pub(crate) async fn of_the_finished_pages(_: Browser) -> Result<()> {
    let mut documents = Documents::new()?;
    for build in [Build::Root, Build::BelowPath, Build::SecondEdition] {
        for page in Site::serve(build)?.pages()? {
            documents.add_file(&page);
        }
    }
    is_conformant(&documents)
}

/// A browser that cannot parse a script runs nothing of it, and what it would say of the program is not said.
pub(crate) async fn of_the_scripts_that_every_browser_runs(_: Browser) -> Result<()> {
    for newer in ["a?.b", "try {} catch {}", "a ||= b", "async () => {}", "({ ...a })", "a ?? b"] {
        let found = newer_than_2015(&format!("<script>{newer}</script>"))?;
        ensure!(found.len() == 1, "{newer} is taken for ES2015");
    }
    for page in Site::serve(Build::Root)?.pages()? {
        let found = newer_than_2015(&fs::read_to_string(&page)?)?;
        ensure!(found.is_empty(), "{}: {}", page.display(), found.join("\n"));
    }
    Ok(())
}

/// The page as it is now, written down.
pub(crate) async fn shown(visitor: &Visitor<'_>) -> Result<String> {
    visitor.see_as("return '<!doctype html>' + document.documentElement.outerHTML").await
}

pub(crate) fn is_conformant(documents: &Documents) -> Result<()> {
    let found = documents.check()?;
    ensure!(found.is_empty(), "{} things are wrong:\n\n{}\n", found.len(), found.join("\n\n"));
    Ok(())
}
