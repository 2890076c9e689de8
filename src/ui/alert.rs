//! Something to tell the visitor, that stays until it is no longer true.

use leptos::prelude::*;

use crate::platform::page;

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// Good to know.
    Info,
    /// Something to watch out for.
    Warning,
    /// Something went wrong.
    Error,
}

impl Severity {
    const fn class(self) -> &'static str {
        match self {
            Self::Info => "alert alert--info",
            Self::Warning => "alert alert--warning",
            Self::Error => "alert alert--error",
        }
    }
}

/// A message that stays until it is no longer true: what happened, what it means, and what can be
/// done about it.
///
/// It is heard as well. What went wrong interrupts what a screen reader is saying; of anything else
/// the title is said by the region that stands in every page, since one that comes with its words in
/// it says nothing in some screen readers.
#[component]
pub fn Alert(
    /// What sort of message it is.
    severity: Severity,
    /// What happened, in a few words.
    title: &'static str,
    /// Whether it is heard otherwise: because the focus goes there, or because it comes into a region
    /// that speaks.
    #[prop(optional)]
    is_silent: bool,
    /// What it means, and what can be done about it.
    children: Children,
) -> impl IntoView {
    let role = match severity {
        _ if is_silent => None,
        Severity::Error => Some("alert"),
        Severity::Info | Severity::Warning => {
            page::announce(title);
            None
        }
    };
    view! {
        <div class=severity.class() role=role>
            <p class="alert__title" prop:textContent=title></p>
            {children()}
        </div>
    }
}
