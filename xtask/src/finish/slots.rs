//! The places in the shell that the build fills: `<!-- slot: NAME -->`.

use std::fmt;

const START: &str = "<!-- slot: ";
const END: &str = " -->";

/// Fills every slot of the shell. What is put in is not looked at: a text that looks like a slot
/// stays a text.
pub(super) fn fill(shell: &str, contents: &[(&str, &str)]) -> Result<String, SlotError> {
    let mut filled = String::with_capacity(shell.len() * 2);
    let mut seen = Vec::with_capacity(contents.len());
    let mut rest = shell;
    while let Some((before, slot)) = rest.split_once(START) {
        let (name, after) = slot.split_once(END).ok_or(SlotError::Unclosed)?;
        let content = contents.iter().find(|(known, _)| *known == name);
        let Some((_, content)) = content else {
            return Err(SlotError::Unknown(name.to_owned()));
        };
        if seen.contains(&name) {
            return Err(SlotError::Repeated(name.to_owned()));
        }
        seen.push(name);
        filled.push_str(before);
        filled.push_str(content);
        rest = after;
    }
    filled.push_str(rest);
    match contents.iter().find(|(name, _)| !seen.contains(name)) {
        None => Ok(filled),
        Some((name, _)) => Err(SlotError::Missing((*name).to_owned())),
    }
}

/// What is wrong with the shell's slots.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum SlotError {
    Missing(String),
    Repeated(String),
    Unknown(String),
    Unclosed,
}

impl fmt::Display for SlotError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(name) => write!(f, "`{START}{name}{END}` is missing"),
            Self::Repeated(name) => write!(f, "`{START}{name}{END}` stands there twice"),
            Self::Unknown(name) => write!(f, "nothing fills `{START}{name}{END}`"),
            Self::Unclosed => write!(f, "a `{START}` has no `{END}`"),
        }
    }
}

impl std::error::Error for SlotError {}

#[cfg(test)]
mod tests {
    use super::*;

    const CONTENTS: [(&str, &str); 2] = [("a", "1"), ("b", "<!-- slot: a -->")];

    #[test]
    fn every_slot_is_filled_with_its_content_as_it_is() {
        let filled = fill("x <!-- slot: b --> y<!-- slot: a --><!-- other -->", &CONTENTS);
        assert_eq!(filled.unwrap(), "x <!-- slot: a --> y1<!-- other -->");
    }

    #[test]
    fn a_shell_with_other_slots_is_refused() {
        for (shell, want) in [
            ("<!-- slot: a -->", SlotError::Missing("b".to_owned())),
            ("<!-- slot: a --><!-- slot: a -->", SlotError::Repeated("a".to_owned())),
            ("<!-- slot: c -->", SlotError::Unknown("c".to_owned())),
            ("<!-- slot: a", SlotError::Unclosed),
        ] {
            assert_eq!(fill(shell, &CONTENTS), Err(want), "{shell}");
        }
        let error = SlotError::Missing("head".to_owned()).to_string();
        assert_eq!(error, "`<!-- slot: head -->` is missing");
    }
}
