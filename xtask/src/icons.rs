//! Draws the icons of the installed site, from their SVG sources, and the edition's picture for
//! shared links, from its texts and the page's own illustration.

use anyhow::Result;

use crate::{process, project, setup};

/// Sets up what is missing, and draws the icons into `public/icons/` and the picture into the
/// folder of the edition.
///
/// # Errors
///
/// When the set-up or the drawing fails.
pub fn run() -> Result<()> {
    let tools = setup::testing()?;
    let mut icons = tools.toolbox.cargo();
    tools.apply(&mut icons);
    process::run(icons.current_dir(project::root()).args([
        "run",
        "--quiet",
        "--package",
        "e2e",
        "--bin",
        "icons",
    ]))
}
