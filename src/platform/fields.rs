//! Fields that programs fill: password managers, dictation and autofill set a value and say no more
//! than `change`, or nothing at all. So fields are read again when it matters.
//!
//! A field is read by telling its own listeners that it was typed in; they have to know what is no
//! news. The event does not bubble: nothing else hears of it.

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlInputElement, HtmlTextAreaElement};

use super::{focus, page};

/// Reads every field of the form again.
pub fn read_all() {
    for field in page::all("form :is(input, select, textarea)") {
        read(&field);
    }
}

/// Reads the field again that was left, or changed.
pub fn read_left(event: &Event) {
    let Some(field) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else {
        return;
    };
    read(&field);
    show_whole_letters(&field);
}

fn read(field: &Element) {
    let is_chosen = || field.matches("select, [type=checkbox], :checked") == Ok(true);
    let event = if focus::is_text_field(Some(field)) {
        "input"
    } else if is_chosen() {
        "change"
    } else {
        return;
    };
    if let Ok(event) = Event::new(event) {
        // It fails only while the same event is on its way.
        let _ = field.dispatch_event(&event);
    }
}

/// Half of a surrogate pair (a letter beyond U+FFFF that came in two parts, of which one got lost)
/// is U+FFFD in the draft: once the other half can no longer come, the field shows it as well.
fn show_whole_letters(field: &Element) {
    if let Some(field) = field.dyn_ref::<HtmlInputElement>() {
        let text = field.value();
        if text.contains(char::REPLACEMENT_CHARACTER) {
            field.set_value(&text);
        }
    } else if let Some(field) = field.dyn_ref::<HtmlTextAreaElement>() {
        let text = field.value();
        if text.contains(char::REPLACEMENT_CHARACTER) {
            field.set_value(&text);
        }
    }
}
