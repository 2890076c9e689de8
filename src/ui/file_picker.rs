//! Choosing files.

use leptos::prelude::*;

use crate::platform::files::{self, File};

/// How many files are chosen at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FileChoice {
    /// One.
    #[default]
    One,
    /// One or more.
    Several,
    /// All those of a folder, where the browser knows such a choice ([`files::can_choose_folders`]).
    Folder,
}

/// A field that opens the device's choice of files, and looks like a button.
#[component]
pub fn FilePicker(
    /// The field's own id.
    id: &'static str,
    /// What is done with the files.
    label: &'static str,
    /// How many are chosen.
    #[prop(optional)]
    choice: FileChoice,
    /// Which files are wanted: the HTML Standard's `accept`. Folders hold what they hold.
    #[prop(optional)]
    accept: Option<&'static str>,
    /// Called with the files that are chosen, each time.
    #[prop(into)]
    on_pick: Callback<Vec<File>>,
) -> impl IntoView {
    let pick = move |event: leptos::ev::Event| {
        let files = files::take_chosen(&event);
        if !files.is_empty() {
            // The device may answer once the page was left.
            on_pick.try_run(files);
        }
    };
    let ask = move |event: leptos::ev::MouseEvent| {
        if choice == FileChoice::Folder {
            files::ask_for_folder(&event);
        }
    };
    view! {
        <span class="file-picker">
            <input
                id=id
                type="file"
                multiple=choice != FileChoice::One
                accept=accept
                on:click=ask
                on:change=pick
            />
            <label class="button button--secondary" for=id>
                {label}
            </label>
        </span>
    }
}
