//! The editions that tests are about.

use crate::{Edition, Source};

/// The announcement of the first edition, as its authors wrote it.
pub(crate) fn announcement() -> Source {
    Source {
        file: "content/hackathon-bluehats-2024.md".to_owned(),
        text: include_str!("../../../content/hackathon-bluehats-2024.md").to_owned(),
    }
}

/// The settings of the first edition.
pub(crate) fn settings() -> Source {
    Source {
        file: "content/edition.toml".to_owned(),
        text: include_str!("../../../content/edition.toml").to_owned(),
    }
}

/// The edition that this repository publishes.
pub(crate) fn first() -> Edition {
    Edition::parse(announcement(), settings()).unwrap()
}

/// A made-up edition, full of awkward characters.
pub(crate) fn second() -> Edition {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/second-edition");
    Edition::read(folder.as_ref()).unwrap()
}

/// What may be wrong with a file, in `fixtures/slips/`: of each slip, between empty lines, what an author
/// would type and what the build says of it. `↵` ends a line of what is typed.
pub(crate) fn slips<const N: usize>(text: &str) -> impl Iterator<Item = [String; N]> {
    text.split("\n\n").map(|slip| {
        let lines: Vec<String> = slip.lines().map(|line| line.replace('↵', "\n")).collect();
        lines.try_into().unwrap()
    })
}
