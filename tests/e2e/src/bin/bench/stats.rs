//! What many measures come to.

/// The value that so many per cent of `values` do not exceed: one that was measured.
pub(crate) fn percentile(values: &[f64], percent: usize) -> f64 {
    let values = sorted(values);
    let rank = (values.len() * percent).div_ceil(100);
    values.get(rank.saturating_sub(1)).copied().unwrap_or(f64::NAN)
}

/// The value in the middle, or between the two in the middle.
pub(crate) fn median(values: &[f64]) -> f64 {
    let values = sorted(values);
    let at = |index: usize| values.get(index).copied().unwrap_or(f64::NAN);
    let middle = values.len() / 2;
    if values.len() % 2 == 1 {
        at(middle)
    } else {
        f64::midpoint(at(middle.wrapping_sub(1)), at(middle))
    }
}

/// The least and the most.
pub(crate) fn spread(values: &[f64]) -> (f64, f64) {
    let values = sorted(values);
    let end = |value: Option<&f64>| value.copied().unwrap_or(f64::NAN);
    (end(values.first()), end(values.last()))
}

fn sorted(values: &[f64]) -> Vec<f64> {
    let mut values = values.to_vec();
    values.sort_by(f64::total_cmp);
    values
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(got: f64, want: f64) {
        assert!((got - want).abs() < f64::EPSILON, "{got}, not {want}");
    }

    #[test]
    fn percentiles_are_values_that_were_measured() {
        let values: Vec<f64> = (1..=20).rev().map(f64::from).collect();
        for (percent, want) in [(50, 10.0), (95, 19.0), (100, 20.0)] {
            check(percentile(&values, percent), want);
        }
    }

    #[test]
    fn the_median_is_in_the_middle_whatever_the_order() {
        check(median(&[9.0, 1.0, 2.0]), 2.0);
        check(median(&[9.0, 1.0, 2.0, 4.0]), 3.0);
        assert!(median(&[]).is_nan());
    }

    #[test]
    fn the_spread_is_from_the_least_to_the_most() {
        let (least, most) = spread(&[9.0, 1.0, 2.0]);
        check(least, 1.0);
        check(most, 9.0);
    }
}
