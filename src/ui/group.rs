//! Fields that belong together.

use leptos::prelude::*;

/// How much a group weighs on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GroupLevel {
    /// A part of the form; its legend is a heading, so that readers can jump to it. Links can as
    /// well, by this id.
    Section(&'static str),
    /// One of several items of the same sort, in a frame.
    Item,
    /// One of several items of the same sort within an item, without a frame.
    Subitem,
    /// A few fields within a section, without a frame.
    Fields,
}

impl GroupLevel {
    const fn class(self) -> &'static str {
        match self {
            Self::Section(_) => "group group--section",
            Self::Item => "group group--item",
            Self::Subitem => "group group--subitem",
            Self::Fields => "group group--fields",
        }
    }
}

/// Fields that belong together, under a legend (RGAA 11.5 and 11.6).
#[component]
pub fn Group(
    /// What the fields have in common.
    #[prop(into)]
    legend: Signal<String>,
    /// How much the group weighs on the page.
    level: GroupLevel,
    /// The fields.
    children: Children,
) -> impl IntoView {
    let legend = match level {
        GroupLevel::Section(id) => view! {
            <h2 class="group__title" id=id tabindex="-1">
                {legend}
            </h2>
        }
        .into_any(),
        GroupLevel::Item => view! { <h3 class="group__title">{legend}</h3> }.into_any(),
        GroupLevel::Subitem | GroupLevel::Fields => {
            view! { <span class="field__label">{legend}</span> }.into_any()
        }
    };
    view! {
        <fieldset class=level.class()>
            <legend class="group__legend">{legend}</legend>
            {children()}
        </fieldset>
    }
}
