//! How much of what there is room for is taken.

use crate::dom::{El, el};

/// A bar, and above it in words what it shows: its colour says nothing that the words do not.
///
/// `label` is what is measured, `unit` what it is counted in, in the plural; `value` may be more than
/// there is room for.
pub fn meter(
    id: &'static str,
    label: &'static str,
    unit: &'static str,
    value: usize,
    limit: usize,
) -> El {
    let words = format!("{label}\u{a0}: {} {unit} sur {}", grouped(value), grouped(limit));
    // The last tenth has another colour.
    let high = limit - limit / 10;
    let bar = el("meter")
        .class("meter__bar")
        .id(id)
        .attr("max", &limit.to_string())
        .attr("high", &high.to_string())
        .attr("optimum", "0")
        // Not more than the bar can show: the standard forbids it.
        .attr("value", &value.min(limit).to_string());
    el("p").class("meter").child(el("label").attr("for", id).text(&words)).child(bar)
}

/// A number as French texts have it, with narrow no-break spaces between the thousands.
fn grouped(number: usize) -> String {
    if number < 1_000 {
        number.to_string()
    } else {
        format!("{}\u{202f}{:03}", grouped(number / 1_000), number % 1_000)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_grouped() {
        for (number, want) in [
            (0, "0"),
            (999, "999"),
            (1_000, "1\u{202f}000"),
            (1_423, "1\u{202f}423"),
            (1_002_003, "1\u{202f}002\u{202f}003"),
        ] {
            assert_eq!(grouped(number), want);
        }
    }
}
