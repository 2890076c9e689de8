//! Something to tell the visitor, that stays until it is no longer true.

use leptos::prelude::*;

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

    /// Only what went wrong interrupts what a screen reader is saying.
    const fn role(self) -> &'static str {
        match self {
            Self::Info | Self::Warning => "status",
            Self::Error => "alert",
        }
    }
}

/// A message that stays until it is no longer true: what happened, what it means, and what can be
/// done about it.
#[component]
pub fn Alert(
    /// What sort of message it is.
    severity: Severity,
    /// What happened, in a few words.
    #[prop(into)]
    title: Signal<String>,
    /// What it means, and what can be done about it.
    children: Children,
) -> impl IntoView {
    view! {
        <div class=severity.class() role=severity.role()>
            <p class="alert__title">{title}</p>
            {children()}
        </div>
    }
}
