//! Fields in which text is typed.
//!
//! All of them are `type="text"` or `<textarea>`: for the more special types browsers change what
//! was typed (they trim addresses, and rewrite host names), and a draft must come back as it was.
//!
//! Words that change while the page is shown are the `textContent` of an element of their own, here
//! and elsewhere: translators put elements in the place of texts, and a text node that is out of the
//! page shows nothing.

use leptos::attr::custom::custom_attribute;
use leptos::prelude::*;

/// What is typed in a field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TextKind {
    /// One line of text.
    #[default]
    Line,
    /// An e-mail address; phones show a keyboard for it.
    Email,
    /// A web link; phones show a keyboard for it.
    Link,
    /// Several lines of text.
    Paragraphs,
}

impl TextKind {
    /// The HTML Standard's `inputmode`.
    const fn input_mode(self) -> Option<&'static str> {
        match self {
            Self::Line | Self::Paragraphs => None,
            Self::Email => Some("email"),
            Self::Link => Some("url"),
        }
    }

    /// Whether spelling means nothing in it, and capitals are no help.
    const fn is_address(self) -> bool {
        matches!(self, Self::Email | Self::Link)
    }

    /// What a field makes of a text that is written into it (HTML Standard, « value sanitization »,
    /// « API value »): line ends are `\n`, and a line has none.
    fn shown(self, text: &str) -> String {
        let mut shown = String::with_capacity(text.len());
        let mut before = ' ';
        for c in text.chars() {
            match (before, c) {
                ('\r', '\n') => {}
                (_, '\r' | '\n') if self == Self::Paragraphs => shown.push('\n'),
                (_, '\r' | '\n') => {}
                _ => shown.push(c),
            }
            before = c;
        }
        shown
    }
}

/// A labelled field for text, with a hint, and with what is wrong in it when something is.
#[component]
pub fn TextField(
    /// The field's own id; the ids of its hint and error are made from it.
    #[prop(into)]
    id: String,
    /// What is asked for; above the field.
    #[prop(into)]
    label: Signal<String>,
    /// Whether the label is for screen readers only, because what stands above the field says it.
    #[prop(optional)]
    is_label_hidden: bool,
    /// The text of the field. It is written into the field whenever it changes, so it must not
    /// change with each keystroke.
    #[prop(into)]
    value: Signal<String>,
    /// Called with all of the field's text, each time that it is another one than `value` after an
    /// `input`: of the visitor's, or of `platform::fields`.
    #[prop(into)]
    on_input: Callback<String>,
    /// What is wrong with the text.
    #[prop(optional, into)]
    error: MaybeProp<String>,
    /// The id of what the page says of the text elsewhere; screen readers say it with the field.
    #[prop(optional, into)]
    advice_id: MaybeProp<String>,
    /// What helps to fill the field in.
    #[prop(optional_no_strip)]
    hint: Option<&'static str>,
    /// What is typed in the field.
    #[prop(optional)]
    kind: TextKind,
    /// What browsers may fill in by themselves: a token of the HTML Standard's `autocomplete`.
    #[prop(optional_no_strip)]
    autocomplete: Option<&'static str>,
    /// Whether something must be typed before all is well.
    #[prop(optional)]
    is_required: bool,
) -> impl IntoView {
    let hint_id = hint.map(|_| format!("{id}-aide"));
    let error_id = format!("{id}-erreur");
    let is_invalid = Signal::derive(move || error.get().is_some());
    let described_by = Signal::derive({
        let (hint_id, error_id) = (hint_id.clone(), error_id.clone());
        move || {
            let error_id = is_invalid.get().then(|| error_id.clone());
            let ids = [hint_id.clone(), error_id, advice_id.get()];
            let ids: Vec<String> = ids.into_iter().flatten().collect();
            (!ids.is_empty()).then(|| ids.join(" "))
        }
    });
    let error = move || {
        let id = error_id.clone();
        error.get().map(|error| {
            view! {
                <p class="field__error" id=id>
                    <span class="visually-hidden">"Erreur\u{a0}: "</span>
                    <span prop:textContent=error></span>
                </p>
            }
            .into_any()
        })
    };
    let label_class = if is_label_hidden { "visually-hidden" } else { "field__label" };
    view! {
        <div class="field" class:field--invalid=move || is_invalid.get()>
            <label class=label_class for=id.clone() prop:textContent=label></label>
            {hint.map(|hint| view! { <p class="field__hint" id=hint_id>{hint}</p> }.into_any())}
            <Control id kind value on_input autocomplete is_required is_invalid described_by />
            {move || error()}
        </div>
    }
}

/// A field with a text that is there to be read and copied only.
#[component]
pub fn ReadOnlyField(
    /// The field's own id.
    id: &'static str,
    /// What the text is.
    label: &'static str,
    /// The text.
    #[prop(into)]
    text: String,
    /// What to do with it.
    hint: &'static str,
    /// What sort of text it is.
    #[prop(optional)]
    kind: TextKind,
) -> impl IntoView {
    let hint_id = format!("{id}-aide");
    let described_by = Signal::stored(Some(hint_id.clone()));
    view! {
        <div class="field">
            <label class="field__label" for=id>{label}</label>
            <p class="field__hint" id=hint_id>{hint}</p>
            <Control id=id.to_owned() kind value=Signal::stored(text) described_by />
        </div>
    }
}

/// What one types in, on one line or on several.
#[component]
fn Control(
    /// Its own id.
    id: String,
    /// What is typed in it.
    kind: TextKind,
    /// Its text.
    value: Signal<String>,
    /// Called with its text when that has changed; without it the text can only be read.
    #[prop(optional)]
    on_input: Option<Callback<String>>,
    /// What browsers may fill in by themselves.
    #[prop(optional_no_strip)]
    autocomplete: Option<&'static str>,
    /// Whether something must be typed.
    #[prop(optional)]
    is_required: bool,
    /// Whether something is wrong with the text.
    #[prop(optional, into)]
    is_invalid: Signal<bool>,
    /// The ids of what says more of it.
    described_by: Signal<Option<String>>,
) -> impl IntoView {
    let read_only = on_input.is_none();
    let required = is_required.then_some("true");
    let read = move |text: String| {
        // A field that leaves the page may lose the focus once its signals are gone.
        if let Some(on_input) = on_input
            && value.try_get_untracked().is_some_and(|known| kind.shown(&known) != text)
        {
            on_input.try_run(text);
        }
    };
    let common = view! {
        <{..}
            class="field__control"
            id=id
            dir="auto"
            readonly=read_only
            aria-required=required
            aria-invalid=move || is_invalid.get().then_some("true")
            aria-describedby=described_by
            prop:value=value
            on:input=move |event| read(event_target_value(&event))
        />
    };
    // Leptos has no name for it.
    let autocorrect = custom_attribute("autocorrect", kind.is_address().then_some("off"));
    match kind {
        TextKind::Paragraphs => view! { <textarea rows="3" {..common}></textarea> }.into_any(),
        TextKind::Line | TextKind::Email | TextKind::Link => view! {
            <input
                type="text"
                inputmode=kind.input_mode()
                spellcheck=if kind.is_address() { "false" } else { "true" }
                autocapitalize=kind.is_address().then_some("none")
                {..autocorrect}
                autocomplete=autocomplete.unwrap_or("off")
                {..common}
            />
        }
        .into_any(),
    }
}
