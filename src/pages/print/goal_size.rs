//! How large the goals of a panel may be: as large as the room on one page allows.

use domain::Software;

use super::job::filled;

/// The size of a panel's goals; style/paper.css has what each is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum GoalSize {
    Usual,
    Large,
    Larger,
    Largest,
}

/// What is above the usual size, each with its letters' height in tenths of a millimetre on A4.
const LARGER_SIZES: [(GoalSize, usize); 3] =
    [(GoalSize::Largest, 125), (GoalSize::Larger, 100), (GoalSize::Large, 80)];

// Lengths are in tenths of a millimetre on A4, as style/paper.css has them.

/// A page without its margins, its lower line, the labels, the gaps between fields, the line for keywords
/// and the zone for questions.
const ROOM: usize = 1_780;

/// How wide a line is.
const WIDTH: usize = 1_820;

impl GoalSize {
    /// The largest size at which a panel with these contacts stays on one page, or the usual one.
    pub(super) fn of(software: &Software, contacts: &[String]) -> Self {
        let goals: Vec<&String> = software.goals.iter().map(|goal| &goal.text).collect();
        let goals = filled(&goals);
        if goals.is_empty() {
            return Self::Usual;
        }
        let beside = [&software.repository, &software.licence];
        let pair = height(&filled(&beside), 48, WIDTH / 2 - 40)
            .max(height(contacts, 48, WIDTH / 2 - 40))
            .max(200);
        let requests = software.help_requests.iter();
        let requests: usize = requests
            .map(|it| height(&[&it.description, &it.ticket], 54, WIDTH) + 15 + 54 * 135 / 100)
            .sum();
        let rest = height(&[&software.name], 154, WIDTH)
            + height(&[&software.summary], 54, WIDTH).max(200)
            + pair
            + requests.max(300);
        let fits = |size: usize| {
            let gaps = 15 * goals.len();
            rest + height(&goals, size, WIDTH - 2 * size) + gaps <= ROOM
        };
        LARGER_SIZES
            .into_iter()
            .find(|&(_, size)| fits(size))
            .map_or(Self::Usual, |(larger, _)| larger)
    }
}

/// About how high these texts are, with letters of this size, in lines of this width: rather too high
/// than too low, since fonts differ.
fn height(texts: &[impl AsRef<str>], size: usize, width: usize) -> usize {
    // Few fonts have letters that are wider than six tenths of their height, on average; and a line
    // ends before a word that is too long for it.
    let per_line = (width * 10 / (size * 6)).saturating_sub(4).max(1);
    let lines = texts.iter().flat_map(|text| text.as_ref().lines());
    let lines: usize = lines.map(|line| line.chars().count().div_ceil(per_line).max(1)).sum();
    lines * size * 135 / 100
}

#[cfg(test)]
mod tests {
    use domain::{Goal, Proposal};

    use super::*;

    fn software(goals: usize, words: usize) -> Software {
        let mut draft = Proposal::default();
        let mut software = draft.new_software();
        for _ in 0..goals {
            software.goals.push(Goal { text: "objectif ".repeat(words), ..draft.new_goal() });
        }
        software
    }

    #[test]
    fn few_words_are_large() {
        for (goals, words, want) in [
            (1, 3, GoalSize::Largest),
            (2, 3, GoalSize::Largest),
            (3, 3, GoalSize::Larger),
            (4, 3, GoalSize::Large),
            (4, 12, GoalSize::Usual),
            (40, 1, GoalSize::Usual),
            (0, 0, GoalSize::Usual),
        ] {
            assert_eq!(GoalSize::of(&software(goals, words), &[]), want, "{goals} × {words}");
        }
    }

    #[test]
    fn what_else_is_on_the_panel_takes_its_room() {
        let mut software = software(1, 3);
        software.summary = "mot ".repeat(200);
        assert!(GoalSize::of(&software, &[]) != GoalSize::Largest);
    }
}
