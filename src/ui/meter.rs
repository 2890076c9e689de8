//! How much of what there is room for is taken.

use leptos::prelude::*;

/// A bar, and above it in words what it shows: its colour says nothing that the words do not.
#[component]
pub fn Meter(
    /// The bar's own id.
    id: &'static str,
    /// What is measured.
    label: &'static str,
    /// What it is counted in, in the plural.
    unit: &'static str,
    /// How much is taken; it may be more than there is room for.
    value: usize,
    /// How much there is room for.
    limit: usize,
) -> impl IntoView {
    let words = format!("{label}\u{a0}: {} {unit} sur {}", grouped(value), grouped(limit));
    // The last tenth has another colour.
    let high = limit - limit / 10;
    // HTML forbids a value beyond the maximum.
    let shown = value.min(limit);
    view! {
        <p class="meter">
            <label for=id>{words}</label>
            <meter class="meter__bar" id=id max=limit high=high optimum="0" value=shown></meter>
        </p>
    }
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
