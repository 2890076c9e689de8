//! How large the goals of a panel may be: as large as the room on one page allows.

use domain::Software;

use super::job::filled;

/// The classes of the goals, from the largest on, each with the height of its letters, as
/// style/paper.css has it; those of the usual size come last.
const SIZES: [(&str, usize); 5] = [
    ("panel__field panel__goals panel__goals--12", 120),
    ("panel__field panel__goals panel__goals--10", 100),
    ("panel__field panel__goals panel__goals--8", 80),
    ("panel__field panel__goals panel__goals--7", 70),
    ("panel__field panel__goals", 60),
];

// Lengths are in tenths of a millimetre on A4, as style/paper.css has them.

/// A page without its margins, its lower line, the labels, the gaps between fields, the line for keywords
/// and a zone for questions that takes a sticky note.
const ROOM: usize = 1_700;

/// How wide a line is.
const WIDTH: usize = 1_820;

/// Between two goals, or two requests.
const GAP: usize = 15;

/// The classes of the largest goals with which a panel with these contacts stays on one page, or of
/// the usual ones.
pub(super) fn goals_class(software: &Software, contacts: &[String]) -> &'static str {
    let goals: Vec<&String> = software.goals.iter().map(|goal| &goal.text).collect();
    let goals = filled(&goals);
    let half = WIDTH / 2 - 40;
    let beside = height(&[&software.repository, &software.licence], 48, half);
    let requests = software.help_requests.iter();
    let requests: usize =
        requests.map(|it| height(&[&it.description, &it.ticket], 54, WIDTH) + GAP).sum();
    // What is empty has lines to write on, each ten millimetres high.
    let rest = height(&[&software.name], 140, WIDTH)
        + height(&[&software.summary], 54, WIDTH).max(200)
        + height(contacts, 48, half).max(beside).max(200)
        + requests.max(300);
    let fits = |size: usize| {
        let goals = height(&goals, size, WIDTH - 2 * size) + GAP * goals.len();
        rest + goals.max(400) <= ROOM
    };
    let [.., usual] = SIZES;
    SIZES.into_iter().find(|&(_, size)| fits(size)).unwrap_or(usual).0
}

/// About how high these texts are, with letters of this size, in lines of this width: rather too high
/// than too low, since fonts differ.
fn height(texts: &[impl AsRef<str>], size: usize, width: usize) -> usize {
    // Few fonts have letters that are wider than six tenths of their height, on average; and a line
    // ends before a word that is too long for it, a tenth earlier.
    let per_line = width * 9 / (size * 6);
    let lines = texts.iter().flat_map(|text| text.as_ref().lines());
    let lines: usize = lines.map(|line| line.chars().count().div_ceil(per_line).max(1)).sum();
    lines * size * 135 / 100
}

#[cfg(test)]
mod tests {
    use domain::{Goal, Proposal};

    use super::*;

    fn software(goals: usize, words: usize) -> Software {
        let draft = Proposal::default();
        let mut software = draft.new_software();
        for _ in 0..goals {
            software.goals.push(Goal { text: "objectif ".repeat(words), ..draft.new_goal() });
        }
        software
    }

    #[test]
    fn few_words_are_large() {
        for (goals, words, want) in [
            (1, 3, "--12"),
            (2, 3, "--12"),
            (3, 3, "--10"),
            (4, 3, "--8"),
            (4, 8, "--7"),
            (4, 20, "goals"),
            (40, 1, "goals"),
        ] {
            let class = goals_class(&software(goals, words), &[]);
            assert!(class.ends_with(want), "{goals} × {words}: {class}");
        }
    }

    #[test]
    fn what_else_is_on_the_panel_takes_its_room() {
        let mut software = software(1, 3);
        software.summary = "mot ".repeat(200);
        assert!(!goals_class(&software, &[]).ends_with("--12"));
    }
}
