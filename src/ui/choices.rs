//! Choices out of a few, whatever they are: they are numbered, from 0.

use std::sync::Arc;

use leptos::prelude::*;

/// The choices of a [`RadioGroup`](super::RadioGroup) or a [`Select`](super::Select).
///
/// What renders them knows their numbers only, so that it is compiled once.
pub(super) struct Choices {
    /// Their labels, in order.
    pub(super) labels: Vec<String>,
    /// The number of the one that is chosen.
    pub(super) chosen: Memo<Option<usize>>,
    /// Called with the number of another one when it is chosen.
    pub(super) on_change: Callback<usize>,
}

impl Choices {
    pub(super) fn new<T>(
        options: Vec<(T, String)>,
        chosen: impl Fn() -> T + Send + Sync + 'static,
        on_change: impl Fn(T) + Send + Sync + 'static,
    ) -> Self
    where
        T: Copy + PartialEq + Send + Sync + 'static,
    {
        let (values, labels): (Vec<T>, Vec<String>) = options.into_iter().unzip();
        let values: Arc<[T]> = values.into();
        let numbered = Arc::clone(&values);
        Self {
            labels,
            chosen: Memo::new(move |_| {
                let chosen = chosen();
                numbered.iter().position(|value| *value == chosen)
            }),
            on_change: Callback::new(move |index: usize| {
                if let Some(value) = values.get(index) {
                    on_change(*value);
                }
            }),
        }
    }
}
