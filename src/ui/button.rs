//! Things to press.

use crate::dom::{El, Words, el};

/// How much a button weighs beside others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Emphasis {
    /// What most visitors come for.
    Primary,
    /// Anything else that one may want to do.
    #[default]
    Secondary,
    /// What is there in case one needs it.
    Quiet,
    /// The same, when it takes something away.
    Danger,
}

impl Emphasis {
    const fn class(self) -> &'static str {
        match self {
            Self::Primary => "button",
            Self::Secondary => "button button--secondary",
            Self::Quiet => "button button--quiet",
            Self::Danger => "button button--quiet button--danger",
        }
    }
}

/// A button that says what it does.
pub fn button(label: &str, emphasis: Emphasis, on_press: impl Fn() + 'static) -> El {
    button_boxed(label, emphasis, Box::new(on_press))
}

fn button_boxed(label: &str, emphasis: Emphasis, on_press: Box<dyn Fn()>) -> El {
    let button = el("button").class(emphasis.class()).attr("type", "button").text(label);
    let pressed = button.clone();
    button.on("click", move |_| {
        if !pressed.has(IDLE) {
            on_press();
        }
    })
}

/// What says that a button does nothing now.
const IDLE: &str = "aria-disabled";

/// Buttons only.
impl El {
    /// Says what the button does it to, for screen readers: one of several buttons of the same label
    /// must say by itself what it is for (RGAA 11.9).
    pub fn about(self, object: impl Into<Words>) -> Self {
        self.child(el("span").class("visually-hidden").text(" ").words(object))
    }

    /// Has the button do nothing while `is_idle`. It stays where it is and says so: a button that
    /// could vanish under the focus would lose it.
    pub fn idle_while(self, is_idle: impl Fn() -> bool + 'static) -> Self {
        self.live_attr(IDLE, move || is_idle().then(|| "true".to_owned()))
    }
}

/// Buttons, and links that look like them, beside each other.
pub fn actions(actions: impl IntoIterator<Item = El>) -> El {
    el("p").class("actions").children(actions)
}
