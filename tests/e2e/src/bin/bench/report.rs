//! Prints what was measured, and whether it is within its limit.

/// How much a figure may be.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Limit {
    None,
    AtMost(f64),
    AtLeast(f64),
}

/// Prints the heading of a table.
pub(crate) fn title(title: &str) {
    println!("\n{title}\n{:<48} {:>10} {:>10} {:>10}", "", "median", "least", "most");
}

/// What was printed so far.
#[derive(Debug, Default)]
pub(crate) struct Report {
    exceeded: usize,
}

impl Report {
    /// Prints a figure that was measured several times, and gives its median.
    pub(crate) fn figure(&mut self, name: &str, values: &[f64], limit: Limit) -> f64 {
        let [least, median, most] = [0, 50, 100].map(|percent| percentile(values, percent));
        // A figure that is no number is not within a limit.
        let (limit, is_within) = match limit {
            Limit::None => (String::new(), true),
            Limit::AtMost(limit) => (format!("at most {limit:.1}"), median <= limit),
            Limit::AtLeast(limit) => (format!("at least {limit:.1}"), median >= limit),
        };
        let mark = if is_within { "" } else { "  <-- EXCEEDED" };
        println!("{name:<48} {median:>10.2} {least:>10.2} {most:>10.2}  {limit}{mark}");
        self.exceeded += usize::from(!is_within);
        median
    }

    /// Whether nothing exceeds its limit.
    pub(crate) fn is_within_limits(&self) -> bool {
        self.exceeded == 0
    }
}

/// The measured value that so many per cent of all do not exceed.
pub(crate) fn percentile(values: &[f64], percent: usize) -> f64 {
    let mut values = values.to_vec();
    values.sort_by(f64::total_cmp);
    let rank = (values.len() * percent).div_ceil(100);
    values.get(rank.saturating_sub(1)).copied().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_exceeds_its_limit_is_remembered() {
        for (values, limit, is_within) in [
            (&[3.0, 1.0, 2.0][..], Limit::AtMost(2.0), true),
            (&[3.0, 1.0, 2.0], Limit::AtMost(1.9), false),
            (&[99.0], Limit::AtLeast(100.0), false),
            (&[], Limit::AtMost(1.0), false),
        ] {
            let mut report = Report::default();
            report.figure("a figure", values, limit);
            assert_eq!(report.is_within_limits(), is_within, "{values:?} {limit:?}");
        }
        let values: Vec<f64> = (1..=20).rev().map(f64::from).collect();
        assert!((percentile(&values, 95) - 19.0).abs() < f64::EPSILON);
    }
}
