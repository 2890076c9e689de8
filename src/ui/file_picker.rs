//! Choosing a file.

use leptos::prelude::*;

use crate::platform::files::{self, File};

/// A field that opens the device's choice of files, and looks like a button.
#[component]
pub fn FilePicker(
    /// The field's own id.
    id: &'static str,
    /// What is done with the file.
    label: &'static str,
    /// Which files are wanted: the HTML Standard's `accept`.
    accept: &'static str,
    /// Called with each file that is chosen.
    #[prop(into)]
    on_pick: UnsyncCallback<File>,
) -> impl IntoView {
    let pick = move |event: leptos::ev::Event| {
        if let Some(file) = files::take_chosen(&event) {
            on_pick.run(file);
        }
    };
    view! {
        <span class="file-picker">
            <input id=id type="file" accept=accept on:change=pick />
            <label class="button button--secondary" for=id>{label}</label>
        </span>
    }
}
