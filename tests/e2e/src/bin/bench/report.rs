//! What was measured, as a table and as data.

use std::env;
use std::fmt::{self, Write as _};
use std::fs;
use std::path::Path;
use std::process::Command;
use std::thread;

use anyhow::{Context, Result};
use serde_json::{Value, json};
use xtask::budget;

use crate::stats::{median, spread};

/// What figures are of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    Milliseconds,
    Bytes,
    /// Of something that can be counted, such as requests.
    Count,
    /// What browsers compute for themselves, such as the layout shift.
    Score,
    /// Of a hundred.
    Points,
}

impl Unit {
    const fn name(self) -> &'static str {
        match self {
            Self::Milliseconds => "ms",
            Self::Bytes => "bytes",
            Self::Count => "count",
            Self::Score => "score",
            Self::Points => "points",
        }
    }
}

/// How much something may be; see `xtask/src/budget.rs`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Limit {
    AtMost(f64),
    AtLeast(f64),
    /// So many times as much as the floor.
    TimesFloor(f64),
}

/// Something that is measured.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Figure {
    /// What the visitor does: the title of a table.
    pub(crate) scene: &'static str,
    pub(crate) what: &'static str,
    pub(crate) unit: Unit,
    pub(crate) limit: Option<Limit>,
}

impl Figure {
    pub(crate) const fn new(scene: &'static str, what: &'static str, unit: Unit) -> Self {
        Self { scene, what, unit, limit: None }
    }

    /// How much of what is in view moves by itself.
    pub(crate) const fn layout_shift(scene: &'static str) -> Self {
        Self::new(scene, "layout shift", Unit::Score).limited(Limit::AtMost(budget::LAYOUT_SHIFT))
    }

    pub(crate) const fn limited_if(self, is_limited: bool, limit: Limit) -> Self {
        if is_limited { self.limited(limit) } else { self }
    }

    pub(crate) const fn limited(self, limit: Limit) -> Self {
        Self { limit: Some(limit), ..self }
    }
}

/// What one run came to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Sample {
    pub(crate) figure: Figure,
    pub(crate) value: f64,
    /// What the bare page came to in the same run, where there is something to compare.
    pub(crate) floor: Option<f64>,
}

/// All that was measured, in the order in which it first was.
#[derive(Clone, Debug)]
pub(crate) struct Report {
    /// Under which it was, in a sentence each.
    conditions: Vec<String>,
    rows: Vec<Row>,
}

#[derive(Clone, Debug)]
struct Row {
    figure: Figure,
    values: Vec<f64>,
    floors: Vec<f64>,
}

impl Row {
    /// How many times as much as the floor the median is.
    fn ratio(&self) -> Option<f64> {
        let floor = median(&self.floors);
        (floor > 0.0).then(|| median(&self.values) / floor)
    }

    fn is_within_limit(&self) -> bool {
        match self.figure.limit {
            None => true,
            Some(Limit::AtMost(most)) => median(&self.values) <= most,
            Some(Limit::AtLeast(least)) => median(&self.values) >= least,
            Some(Limit::TimesFloor(most)) => self.ratio().is_some_and(|ratio| ratio <= most),
        }
    }

    fn cells(&self) -> [String; 6] {
        let number = |value| Number(value, self.figure.unit).to_string();
        let (least, most) = spread(&self.values);
        let none = || "–".to_owned();
        [
            self.figure.what.to_owned(),
            number(median(&self.values)),
            format!("{} – {}", number(least), number(most)),
            if self.floors.is_empty() { none() } else { number(median(&self.floors)) },
            self.ratio().map_or_else(none, |ratio| format!("{ratio:.2}")),
            match self.figure.limit {
                None => none(),
                Some(limit) => {
                    let limit = match limit {
                        Limit::AtMost(limit) | Limit::AtLeast(limit) => number(limit),
                        Limit::TimesFloor(most) => format!("{most:.2} × bare"),
                    };
                    let mark = match self.figure.limit {
                        _ if self.is_within_limit() => "✓",
                        Some(Limit::AtLeast(_)) => "✗ below",
                        _ => "✗ above",
                    };
                    format!("{limit} {mark}")
                }
            },
        ]
    }

    fn to_json(&self) -> Value {
        let Figure { scene, what, unit, limit } = self.figure;
        let (least, most) = spread(&self.values);
        json!({
            "scene": scene,
            "what": what,
            "unit": unit.name(),
            "values": self.values,
            "median": median(&self.values),
            "least": least,
            "most": most,
            "bare": self.floors,
            "ratio_to_bare": self.ratio(),
            "limit": limit.map(|limit| match limit {
                Limit::AtMost(most) => json!({ "at_most": most }),
                Limit::AtLeast(least) => json!({ "at_least": least }),
                Limit::TimesFloor(most) => json!({ "times_bare": most }),
            }),
            "is_within_limit": self.is_within_limit(),
        })
    }
}

impl Report {
    pub(crate) const fn new(conditions: Vec<String>) -> Self {
        Self { conditions, rows: Vec::new() }
    }

    pub(crate) fn add(&mut self, sample: Sample) {
        let Sample { figure, value, floor } = sample;
        let of_figure =
            |row: &Row| (row.figure.scene, row.figure.what) == (figure.scene, figure.what);
        let index = self.rows.iter().position(of_figure).unwrap_or_else(|| {
            self.rows.push(Row { figure, values: Vec::new(), floors: Vec::new() });
            self.rows.len() - 1
        });
        let row = &mut self.rows[index];
        row.values.push(value);
        row.floors.extend(floor);
    }

    /// Prints it, writes it into files of this name in `folder`, and says whether it is within the
    /// limits.
    pub(crate) fn write(&self, folder: &Path, name: &str) -> Result<bool> {
        let text = self.to_markdown();
        println!("{text}");
        fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
        let json = format!("{:#}\n", self.to_json());
        for (extension, content) in [("md", &text), ("json", &json)] {
            let path = folder.join(name).with_extension(extension);
            fs::write(&path, content).with_context(|| path.display().to_string())?;
            eprintln!("Written to {}.", path.display());
        }
        Ok(self.is_within_limits())
    }

    /// Whether nothing is above its limit.
    fn is_within_limits(&self) -> bool {
        self.rows.iter().all(Row::is_within_limit)
    }

    /// The same as data: every value of every run.
    fn to_json(&self) -> Value {
        let figures: Vec<_> = self.rows.iter().map(Row::to_json).collect();
        json!({ "conditions": self.conditions, "figures": figures })
    }

    /// The figures as tables that are read as they are, and as Markdown.
    fn to_markdown(&self) -> String {
        let mut text = String::new();
        for condition in &self.conditions {
            let _ = writeln!(text, "- {condition}");
        }
        let mut rows = &self.rows[..];
        while let Some(first) = rows.first() {
            let scene = first.figure.scene;
            let length = rows.iter().take_while(|row| row.figure.scene == scene).count();
            let (of_scene, rest) = rows.split_at(length);
            let _ = write!(text, "\n### {scene}\n\n{}", table(of_scene));
            rows = rest;
        }
        text
    }
}

/// In a sentence: the browser, the machine, and how many times.
pub(crate) fn machine(runs: usize) -> String {
    let program = env::var_os("CHROMIUM_BINARY").unwrap_or_else(|| "chromium".into());
    let version = Command::new(program).arg("--version").output();
    let version = version.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned());
    let cores = thread::available_parallelism().map_or(0, usize::from);
    format!(
        "{}, headless, {cores} processor cores; {runs} runs, of which the median, the least and \
         the most are given.",
        version.unwrap_or_else(|_| "A browser that does not say its version".to_owned())
    )
}

fn table(rows: &[Row]) -> String {
    const HEADINGS: [&str; 6] = ["", "median", "least – most", "bare page", "ratio", "limit"];
    let mut lines = vec![HEADINGS.map(str::to_owned)];
    lines.extend(rows.iter().map(Row::cells));
    let width = |column: usize| {
        lines.iter().map(|line| line[column].chars().count()).max().unwrap_or_default()
    };
    let widths: [usize; 6] = std::array::from_fn(width);
    let mut text = String::new();
    for (index, line) in lines.iter().enumerate() {
        for (column, (cell, width)) in line.iter().zip(widths).enumerate() {
            // Names to the left, numbers to the right.
            let _ = if column == 0 {
                write!(text, "| {cell:<width$} ")
            } else {
                write!(text, "| {cell:>width$} ")
            };
        }
        text.push_str("|\n");
        if index == 0 {
            for (column, width) in widths.into_iter().enumerate() {
                let end = if column == 0 { "-" } else { ":" };
                let _ = write!(text, "| {}{end} ", "-".repeat(width.saturating_sub(1)));
            }
            text.push_str("|\n");
        }
    }
    text
}

/// A number as people read it.
struct Number(f64, Unit);

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(value, unit) = *self;
        match unit {
            Unit::Milliseconds if value < 20.0 => write!(f, "{value:.2} ms"),
            Unit::Milliseconds => write!(f, "{value:.0} ms"),
            Unit::Bytes => {
                let digits = format!("{:.0}", value.abs());
                let sign = if value < -0.5 { "-" } else { "" };
                let grouped = digits.char_indices().fold(String::new(), |text, (index, digit)| {
                    let is_new = index > 0 && (digits.len() - index).is_multiple_of(3);
                    if is_new { format!("{text},{digit}") } else { format!("{text}{digit}") }
                });
                write!(f, "{sign}{grouped}")
            }
            Unit::Count | Unit::Points => write!(f, "{value:.0}"),
            Unit::Score => write!(f, "{value:.4}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAINT: Figure =
        Figure::new("Reading", "first paint", Unit::Milliseconds).limited(Limit::TimesFloor(1.1));
    const SHIFT: Figure =
        Figure::new("Reading", "layout shift", Unit::Score).limited(Limit::AtMost(0.0));
    const SIZE: Figure = Figure::new("Downloads", "HTML", Unit::Bytes);

    fn report(samples: &[(Figure, f64, Option<f64>)]) -> Report {
        let mut report = Report::new(vec!["Two runs.".to_owned()]);
        for &(figure, value, floor) in samples {
            report.add(Sample { figure, value, floor });
        }
        report
    }

    #[test]
    fn runs_come_together_in_a_table_for_each_scene() {
        let report = report(&[
            (PAINT, 320.0, Some(300.0)),
            (SHIFT, 0.0, None),
            (SIZE, 12_345.0, Some(999.0)),
            (PAINT, 330.0, Some(310.0)),
            (SHIFT, 0.0, None),
            (SIZE, 12_345.0, Some(999.0)),
        ]);
        let want = "\
- Two runs.

### Reading

|              | median |    least – most | bare page | ratio |         limit |
| ------------ | -----: | --------------: | --------: | ----: | ------------: |
| first paint  | 325 ms | 320 ms – 330 ms |    305 ms |  1.07 | 1.10 × bare ✓ |
| layout shift | 0.0000 | 0.0000 – 0.0000 |         – |     – |      0.0000 ✓ |

### Downloads

|      | median |    least – most | bare page | ratio | limit |
| ---- | -----: | --------------: | --------: | ----: | ----: |
| HTML | 12,345 | 12,345 – 12,345 |       999 | 12.36 |     – |
";
        assert_eq!(report.to_markdown(), want);
        assert!(report.is_within_limits());
        let json = report.to_json();
        assert_eq!(json["figures"][0]["values"], json!([320.0, 330.0]));
        assert_eq!(json["figures"][0]["bare"], json!([300.0, 310.0]));
        assert_eq!(json["conditions"], json!(["Two runs."]));
    }

    #[test]
    fn what_is_above_its_limit_is_marked() {
        for (figure, value, floor, mark) in [
            (PAINT, 331.0, Some(300.0), "1.10 × bare ✗ above |"),
            // Nothing to compare with: nothing was shown.
            (PAINT, 331.0, None, "✗ above |"),
            (SHIFT, 0.001, None, "0.0000 ✗ above |"),
            (SHIFT, f64::NAN, None, "✗ above |"),
        ] {
            let report = report(&[(figure, value, floor)]);
            assert!(!report.is_within_limits(), "{}", report.to_markdown());
            assert!(report.to_markdown().contains(mark), "{}", report.to_markdown());
        }
    }

    #[test]
    fn what_is_below_its_limit_is_marked() {
        let points = Figure::new("Reading", "speed", Unit::Points).limited(Limit::AtLeast(100.0));
        for (value, mark, is_enough) in [(99.0, "100 ✗ below |", false), (100.0, "100 ✓ |", true)]
        {
            let report = report(&[(points, value, None)]);
            assert_eq!(report.is_within_limits(), is_enough);
            assert!(report.to_markdown().contains(mark), "{}", report.to_markdown());
        }
    }

    #[test]
    fn numbers_are_written_for_people() {
        for (value, unit, want) in [
            (0.456, Unit::Milliseconds, "0.46 ms"),
            (1_234.5, Unit::Milliseconds, "1234 ms"),
            (12.0, Unit::Bytes, "12"),
            (1_234_567.0, Unit::Bytes, "1,234,567"),
            (-1_234.0, Unit::Bytes, "-1,234"),
            (1.0, Unit::Count, "1"),
        ] {
            assert_eq!(Number(value, unit).to_string(), want);
        }
    }
}
