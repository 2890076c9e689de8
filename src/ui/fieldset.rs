//! Fields that belong together.

use leptos::prelude::*;

/// How much a group of fields weighs on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldsetLevel {
    /// A part of the form; its legend is a heading, so that readers can jump to it. Links can as
    /// well, by this id.
    Section(&'static str),
    /// One of several items of the same kind, in a frame; its row says what it is, and its legend, a
    /// heading, says so to screen readers.
    Item,
    /// One of several items of the same kind within an item.
    Subitem,
    /// A few fields within a section, without a frame.
    Fields,
}

/// Fields that belong together, under a legend that says what they have in common (RGAA 11.5 and
/// 11.6).
#[component]
pub fn Fieldset(
    /// What the fields have in common.
    #[prop(into)]
    legend: Signal<String>,
    /// How much the group weighs on the page.
    level: FieldsetLevel,
    /// The fields.
    children: Children,
) -> impl IntoView {
    let class = match level {
        FieldsetLevel::Section(_) => "group group--section",
        FieldsetLevel::Item => "group group--item",
        FieldsetLevel::Subitem => "group group--subitem",
        FieldsetLevel::Fields => "group group--fields",
    };
    let title = match level {
        FieldsetLevel::Section(id) => view! {
            <h2 class="group__title" id=id tabindex="-1" prop:textContent=legend></h2>
        }
        .into_any(),
        FieldsetLevel::Item => view! { <h3 prop:textContent=legend></h3> }.into_any(),
        FieldsetLevel::Subitem | FieldsetLevel::Fields => {
            view! { <span class="field__label" prop:textContent=legend></span> }.into_any()
        }
    };
    // The row of an item says already which one it is.
    let legend_class = match level {
        FieldsetLevel::Item | FieldsetLevel::Subitem => "visually-hidden",
        _ => "group__legend",
    };
    view! {
        <fieldset class=class>
            <legend class=legend_class>{title}</legend>
            {children()}
        </fieldset>
    }
}
