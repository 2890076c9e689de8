//! Something to tell the visitor, that stays until it is no longer true.

use crate::dom::{El, Words, el};

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

/// A message that stays until it is no longer true: what happened, in a few words. What it means, and
/// what can be done, is added to it.
pub fn alert(severity: Severity, title: impl Into<Words>) -> El {
    el("div")
        .class(severity.class())
        .attr("role", severity.role())
        .child(el("p").class("alert__title").words(title))
}
