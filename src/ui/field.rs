//! Fields in which text is typed.
//!
//! All of them are `type="text"` or `<textarea>`: for the more special types browsers change what
//! was typed (they trim addresses, and rewrite host names), and a draft must come back as it was.

use std::rc::Rc;

use crate::dom::{El, Words, el};

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

/// What a field for text is, before anything is typed in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Field {
    /// The field's own id; the ids of its hint and error are made from it.
    pub id: String,
    /// What helps to fill the field in.
    pub hint: Option<&'static str>,
    /// What is typed in the field.
    pub kind: TextKind,
    /// What browsers may fill in by themselves: a token of the HTML Standard's `autocomplete`.
    pub autocomplete: Option<&'static str>,
    /// Whether something must be typed before all is well.
    pub is_required: bool,
}

/// What is said of a field's text, as it is now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Remarks {
    /// What is wrong with it: shown by the field.
    pub error: Option<String>,
    /// The id of what the page says of it elsewhere, and screen readers say with the field.
    pub advice: Option<String>,
}

/// A labelled field for text, with a hint, and with what is wrong in it when something is.
///
/// `value` is written into the field whenever it changes, so it must not change with each keystroke;
/// `on_input` is called with all of the field's text, each time something was typed.
pub fn text_field(
    field: &Field,
    label: impl Into<Words>,
    value: impl Fn() -> String + 'static,
    remarks: impl Fn() -> Remarks + 'static,
    on_input: impl Fn(String) + 'static,
) -> El {
    let (value, on_input) = (Box::new(value), Box::new(on_input));
    labelled(field, label.into(), Rc::new(remarks), |control| bind(control, value, on_input))
}

fn bind(control: El, value: Box<dyn Fn() -> String>, on_input: Box<dyn Fn(String)>) -> El {
    if let Some(text) = control.take_early_input() {
        on_input(text);
    }
    control.live_prop("value", move || value().into()).on_value("input", on_input)
}

/// A field with a text that is there to be read and copied only.
pub fn read_only_field(
    id: &'static str,
    label: &'static str,
    kind: TextKind,
    text: &str,
    hint: &'static str,
) -> El {
    let field = Field { id: id.to_owned(), hint: Some(hint), kind, ..Field::default() };
    labelled(&field, label.into(), Rc::new(Remarks::default), |control| {
        control.prop("readOnly", &true.into()).prop("value", &text.into())
    })
}

fn control(field: &Field) -> El {
    let control = match field.kind {
        TextKind::Paragraphs => el("textarea").attr("rows", "3"),
        TextKind::Line | TextKind::Email | TextKind::Link => el("input")
            .attr("type", "text")
            .attr("autocomplete", field.autocomplete.unwrap_or("off")),
    };
    // Spelling means nothing in addresses. `inputmode` is the HTML Standard's.
    let control = match field.kind {
        TextKind::Email => control.attr("inputmode", "email").attr("spellcheck", "false"),
        TextKind::Link => control.attr("inputmode", "url").attr("spellcheck", "false"),
        TextKind::Line => control.attr("spellcheck", "true"),
        TextKind::Paragraphs => control,
    };
    control
        .class("field__control")
        .id(&field.id)
        .attr("dir", "auto")
        .attr_if("aria-required", field.is_required.then_some("true"))
}

fn labelled(
    field: &Field,
    label: Words,
    remarks: Rc<dyn Fn() -> Remarks>,
    bind: impl FnOnce(El) -> El,
) -> El {
    let Field { id, hint, .. } = field;
    let hint_id = hint.map(|_| format!("{id}-aide"));
    let error_id = format!("{id}-erreur");
    let is_invalid = {
        let remarks = Rc::clone(&remarks);
        move || remarks().error.is_some()
    };
    let described_by = {
        let (remarks, error_id) = (Rc::clone(&remarks), error_id.clone());
        move || {
            let Remarks { error, advice } = remarks();
            let error_id = error.map(|_| error_id.as_str());
            let ids = [hint_id.as_deref(), error_id, advice.as_deref()];
            let ids: Vec<&str> = ids.into_iter().flatten().collect();
            (!ids.is_empty()).then(|| ids.join(" "))
        }
    };
    let class = {
        let is_invalid = is_invalid.clone();
        move || Some(if is_invalid() { "field field--invalid" } else { "field" }.to_owned())
    };
    el("div")
        .live_attr("class", class)
        .child(el("label").class("field__label").attr("for", id).words(label))
        .child(hint.map(|hint| el("p").class("field__hint").id(&format!("{id}-aide")).text(hint)))
        .child(
            bind(control(field))
                .live_attr("aria-invalid", move || is_invalid().then(|| "true".to_owned()))
                .live_attr("aria-describedby", described_by),
        )
        .dynamic(move || Some(el("p").class("field__error").id(&error_id).text(&remarks().error?)))
}
