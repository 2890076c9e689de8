//! Fields that belong together.

use crate::dom::{El, Words, el};

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

/// Fields that belong together, under a legend that says what they have in common (RGAA 11.5 and
/// 11.6). The fields are added to it.
pub fn group(level: GroupLevel, legend: impl Into<Words>) -> El {
    let (class, tag, title) = match level {
        GroupLevel::Section(_) => ("group group--section", "h2", "group__title"),
        GroupLevel::Item => ("group group--item", "h3", "group__title"),
        GroupLevel::Subitem => ("group group--subitem", "span", "field__label"),
        GroupLevel::Fields => ("group group--fields", "span", "field__label"),
    };
    let group = el("fieldset").class(class);
    let place = el("legend").class("group__legend");
    let mut title = el(tag).class(title).words(legend);
    if let GroupLevel::Section(id) = level {
        title = title.id(id).attr("tabindex", "-1");
    }
    group.child(place.child(title))
}
