//! The HTML is what the standard says: that of every finished page, and that which the app makes of
//! it in every state (RGAA 8.2).

use std::cell::RefCell;

use anyhow::{Result, ensure};
use e2e::browser::Browser;
use e2e::checkers::Documents;
use e2e::site::{Build, Site};
use e2e::visitor::Visitor;

use crate::states::Walk;

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

pub(crate) async fn of_what_the_app_shows(browser: Browser) -> Result<()> {
    let documents = RefCell::new(Documents::new()?);
    let mut walk = Walk::new(async |visitor: &Visitor<'_>, state: &str| {
        let html = "return '<!doctype html>' + document.documentElement.outerHTML";
        let html: String = visitor.see_as(html).await?;
        documents.borrow_mut().add(state, &html)?;
        Ok(Vec::new())
    });
    walk.pages(&browser).await?;
    walk.drafting(&browser).await?;
    walk.sending(&browser).await?;
    walk.keeping(&browser).await?;
    walk.accidents(&browser).await?;
    walk.end()?;
    is_conformant(&documents.borrow())
}

fn is_conformant(documents: &Documents) -> Result<()> {
    let found = documents.check()?;
    ensure!(found.is_empty(), "{} things are wrong:\n\n{}\n", found.len(), found.join("\n\n"));
    Ok(())
}
