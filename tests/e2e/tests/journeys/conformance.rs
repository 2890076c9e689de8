//! The HTML is what the standard says (RGAA 8.2): that of every finished page, and that which the app
//! makes of it.

use anyhow::{Result, ensure};
use e2e::browser::Browser;
use e2e::checkers::Documents;
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

/// The page as it is now, written down.
pub(crate) async fn shown(visitor: &Visitor<'_>) -> Result<String> {
    visitor.see_as("return '<!doctype html>' + document.documentElement.outerHTML").await
}

pub(crate) fn is_conformant(documents: &Documents) -> Result<()> {
    let found = documents.check()?;
    ensure!(found.is_empty(), "{} things are wrong:\n\n{}\n", found.len(), found.join("\n\n"));
    Ok(())
}
