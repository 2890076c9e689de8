//! What holds for the style sheets as a whole: the contrast of colours that are used together, in
//! light and in dark surroundings, and that there are no colours but those of `tokens.css`.

#![allow(clippy::unwrap_used, reason = "clippy takes only functions marked #[test] for tests")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use Use::{Decoration, Edge, Text};

/// What a colour is for before another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Use {
    /// It is read (WCAG 1.4.3, RGAA 3.2).
    Text,
    /// It shows where a control is and what state it is in, or where the focus is (WCAG 1.4.11,
    /// RGAA 3.3).
    Edge,
    /// Nothing is lost without it.
    Decoration,
}

impl Use {
    /// The contrast that it asks for, at least.
    const fn contrast(self) -> f64 {
        match self {
            Text => 4.5,
            Edge => 3.0,
            Decoration => 1.0,
        }
    }
}

/// Colours, what they are for, and the colours behind them.
const PAIRS: [(&str, Use, &[&str]); 17] = [
    ("ink", Text, &["paper", "paper-soft", "blue-soft", "warning-soft", "danger-soft"]),
    ("ink-soft", Text, &["paper", "paper-soft"]),
    ("blue", Text, &["paper", "paper-soft", "blue-soft", "warning-soft", "danger-soft"]),
    ("blue-strong", Text, &["paper", "paper-soft", "blue-soft", "warning-soft", "danger-soft"]),
    ("on-blue", Text, &["blue", "blue-strong"]),
    ("warning", Text, &["paper-soft"]),
    ("danger", Text, &["paper", "paper-soft", "danger-soft"]),
    ("edge", Edge, &["paper", "paper-soft"]),
    ("blue", Edge, &["paper", "paper-soft", "blue-soft", "warning-soft", "danger-soft"]),
    ("blue-strong", Edge, &["paper", "paper-soft", "blue-soft", "warning-soft", "danger-soft"]),
    ("warning", Edge, &["paper", "paper-soft", "warning-soft"]),
    ("danger", Edge, &["paper", "paper-soft", "danger-soft"]),
    ("focus", Edge, &["paper", "paper-soft", "blue-soft", "warning-soft", "danger-soft"]),
    ("line", Decoration, &["paper", "paper-soft"]),
    // The illustration says nothing that its alternative text does not, but hats are to be seen.
    ("hat", Edge, &["paper", "blue-soft"]),
    ("hat-band", Decoration, &["hat"]),
    ("art-line", Decoration, &["art-sheet"]),
];

/// What only the illustration is coloured with.
const ILLUSTRATION: &str = "art-";

/// Style sheets for paper may say black and white: they are read in no other surroundings.
const FOR_PAPER: [&str; 2] = ["print.css", "paper.css"];

/// Set by the app, which measures it.
const MEASURED: [&str; 1] = ["notices-height"];

/// Every style sheet, by its name, without comments.
fn sheets() -> BTreeMap<String, String> {
    let files = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("style")).unwrap();
    let sheets = files.map(|file| {
        let path = file.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        (name, without_comments(&fs::read_to_string(path).unwrap()))
    });
    sheets.collect()
}

fn without_comments(css: &str) -> String {
    let mut pieces = css.split("/*");
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |text, piece| text + piece.split_once("*/").map_or("", |(_, after)| after))
}

/// The declarations of each rule, as pairs of a property and its value.
fn rules(css: &str) -> Vec<Vec<(&str, &str)>> {
    let blocks = css.split('}').filter_map(|piece| piece.rsplit_once('{'));
    let declarations = blocks.map(|(_, block)| {
        let pairs = block.split(';').filter_map(|declaration| declaration.split_once(':'));
        pairs.map(|(property, value)| (property.trim(), value.trim())).collect()
    });
    declarations.collect()
}

/// The custom properties that a value makes use of.
fn used(value: &str) -> impl Iterator<Item = &str> {
    value.split("var(--").skip(1).filter_map(|rest| rest.split([')', ',']).next())
}

/// Every colour of `tokens.css`: what it is in light and in dark surroundings.
fn colours() -> BTreeMap<String, [String; 2]> {
    let sheets = sheets();
    let tokens = rules(&sheets["tokens.css"]).concat();
    let colours = tokens.into_iter().filter_map(|(property, value)| {
        let name = property.strip_prefix("--")?.to_owned();
        let both = value.strip_prefix("light-dark(").and_then(|rest| rest.strip_suffix(')'));
        let (light, dark) = both.map_or((value, value), |both| both.split_once(", ").unwrap());
        light.starts_with('#').then(|| (name, [light.to_owned(), dark.to_owned()]))
    });
    colours.collect()
}

/// How light a colour is (WCAG 2.2, « relative luminance »).
fn luminance(colour: &str) -> f64 {
    let digits = colour.strip_prefix('#').unwrap();
    assert_eq!(digits.len(), 6, "{colour}: colours are written with six digits");
    let part = |at: usize| {
        let part = f64::from(u8::from_str_radix(&digits[at..at + 2], 16).unwrap()) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * part(0) + 0.7152 * part(2) + 0.0722 * part(4)
}

/// How well two colours can be told apart (WCAG 2.2, « contrast ratio »): from 1 to 21.
fn contrast(a: &str, b: &str) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn contrast_is_computed_as_wcag_says() {
    for (a, b, want) in [
        ("#000000", "#ffffff", 21.0),
        ("#777777", "#777777", 1.0),
        ("#767676", "#ffffff", 4.54),
        ("#ff0000", "#ffffff", 4.0),
    ] {
        assert!((contrast(a, b) - want).abs() < 0.005, "{a} {b}: {}", contrast(a, b));
    }
}

#[test]
fn colours_that_are_used_together_can_be_told_apart() {
    let colours = colours();
    let mut faint = Vec::new();
    for (name, purpose, grounds) in PAIRS {
        for ground in grounds {
            for (theme, surroundings) in ["light", "dark"].into_iter().enumerate() {
                let contrast = contrast(&colours[name][theme], &colours[*ground][theme]);
                if contrast < purpose.contrast() {
                    faint.push(format!(
                        "--{name} on --{ground} in {surroundings} surroundings: {contrast:.2}, \
                         expected {} for {purpose:?}",
                        purpose.contrast()
                    ));
                }
            }
        }
    }
    assert!(faint.is_empty(), "{}", faint.join("\n"));
}

/// Whether `PAIRS` has the colour for one of these uses, before `ground` if there is one.
fn is_paired(name: &str, uses: &[Use], ground: Option<&str>) -> bool {
    PAIRS.iter().any(|(known, purpose, grounds)| {
        *known == name
            && uses.contains(purpose)
            && ground.is_none_or(|ground| grounds.contains(&ground))
    })
}

fn is_ground(name: &str) -> bool {
    PAIRS.iter().any(|(.., grounds)| grounds.contains(&name))
}

#[test]
fn every_colour_that_is_used_is_compared() {
    let colours = colours();
    for (sheet, css) in sheets().iter().filter(|(sheet, _)| *sheet != "tokens.css") {
        for rule in rules(css) {
            let find = |property: &str| {
                let (_, value) = rule.iter().rev().find(|(other, _)| *other == property)?;
                used(value).find(|name| colours.contains_key(*name))
            };
            for (property, value) in &rule {
                for name in used(value).filter(|name| colours.contains_key(*name)) {
                    let is_known = name.starts_with(ILLUSTRATION)
                        || match *property {
                            "color" => is_paired(name, &[Text], None),
                            // What is filled is a ground for texts, or shows a state, as meters do.
                            "background" | "background-color" | "box-shadow" => {
                                is_ground(name) || is_paired(name, &[Edge], None)
                            }
                            _ => is_paired(name, &[Edge, Decoration], None),
                        };
                    assert!(
                        is_known,
                        "{sheet}: `{property}: {value}`: PAIRS does not say what stands with it"
                    );
                }
            }
            if let (Some(name), Some(ground)) = (find("color"), find("background")) {
                let is_known = is_paired(name, &[Text], Some(ground));
                assert!(is_known, "{sheet}: PAIRS lacks --{name} on --{ground}");
            }
        }
    }
}

#[test]
fn there_are_no_colours_but_the_tokens() {
    const FUNCTIONS: [&str; 6] = ["rgb", "hsl", "hwb", "lab(", "lch(", "color("];
    const NAMES: [&str; 8] = ["white", "black", "red", "green", "blue", "grey", "gray", "yellow"];
    for (sheet, css) in sheets() {
        if sheet == "tokens.css" || FOR_PAPER.contains(&sheet.as_str()) {
            continue;
        }
        for (property, value) in rules(&css).concat() {
            let mut words = value.split([' ', ',', '(', ')']);
            let has_literal = words.any(|word| word.starts_with('#') || NAMES.contains(&word))
                || FUNCTIONS.iter().any(|function| value.contains(function));
            assert!(!has_literal, "{sheet}: `{property}: {value}`: colours belong in tokens.css");
        }
    }
}

#[test]
fn every_custom_property_that_is_used_is_given() {
    let sheets = sheets();
    let rules: Vec<_> = sheets.iter().map(|(sheet, css)| (sheet, rules(css).concat())).collect();
    let given: BTreeSet<&str> = rules
        .iter()
        .flat_map(|(_, declarations)| declarations)
        .filter_map(|(property, _)| property.strip_prefix("--"))
        .chain(MEASURED)
        .collect();
    for (sheet, declarations) in &rules {
        for (_, value) in declarations {
            for name in used(value) {
                assert!(given.contains(name), "{sheet}: --{name} is not given");
            }
        }
    }
}

/// docs/browsers.md says since when browsers know what.
#[test]
fn older_browsers_get_what_they_understand() {
    for (sheet, css) in sheets() {
        // WebKit 2.50 crashes on it where a text has line breaks.
        assert!(!css.contains("pretty"), "{sheet}: text-wrap: pretty");
        for rule in rules(&css) {
            for (at, (property, value)) in rule.iter().enumerate() {
                let Some((plain, _)) = value.split_once(" / ").filter(|_| *property == "content")
                else {
                    continue;
                };
                let before = at.checked_sub(1).map(|before| rule[before]);
                assert_eq!(before, Some(("content", plain)), "{sheet}: dropped, with its picture");
            }
        }
        for selectors in css.split('{').filter_map(|piece| piece.rsplit(['}', ';']).next()) {
            let is_alone = !selectors.contains(":has(") || !selectors.trim().contains(",\n");
            assert!(is_alone, "{sheet}: the rule is dropped as a whole: {selectors}");
        }
    }
}

/// Icons stand alone, and say the colours of the hat themselves: those of light surroundings.
#[test]
fn icons_are_blue_as_the_hats_are() {
    let colours = colours();
    for icon in ["public/icon.svg", "offline/icon-maskable.svg"] {
        let svg = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(icon)).unwrap();
        let fills = svg.split("fill=\"").skip(1).filter_map(|rest| rest.split('"').next());
        for fill in fills {
            let known = ["hat", "hat-band", "blue-soft"].map(|name| colours[name][0].as_str());
            assert!(known.contains(&fill), "{icon}: {fill} is none of {known:?}");
        }
    }
}
