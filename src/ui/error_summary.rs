//! All that has to be mended, in one place.

use std::rc::Rc;

use crate::dom::{El, Words, el};

/// One thing to mend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SummaryEntry {
    /// What is wrong.
    pub text: String,
    /// Where to mend it: the address of a page, with the field's id behind a `#`.
    pub href: String,
}

/// A list of what has to be mended, in the order of the form, each a link to its field (RGAA 11.10 and
/// 11.11); `title` says what it is about.
///
/// `on_follow` is called with a link's address when it is followed; it says whether it went there by
/// itself, and the browser should not.
pub fn error_summary(
    title: impl Into<Words>,
    entries: Vec<SummaryEntry>,
    on_follow: impl Fn(&str) -> bool + 'static,
) -> El {
    let on_follow = Rc::new(on_follow);
    let entries = entries.into_iter().map(|SummaryEntry { text, href }| {
        let on_follow = Rc::clone(&on_follow);
        let link = el("a").attr("href", &href).text(&text).on("click", move |event| {
            if on_follow(&href) {
                event.prevent_default();
            }
        });
        el("li").child(link)
    });
    el("section")
        .class("error-summary")
        .attr("aria-labelledby", "resume-titre")
        .child(el("h2").class("error-summary__title").id("resume-titre").words(title))
        .child(el("ul").class("error-summary__list").children(entries))
}
