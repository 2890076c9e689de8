//! Files that the visitor gives to the page.

use std::rc::Rc;

use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
pub use web_sys::File;
use web_sys::{DragEvent, Event, HtmlInputElement};

use super::lifecycle::Listener;

/// Why a file was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadError {
    /// It has more bytes than the page wants to read.
    TooLarge,
    /// The browser could not read it, as when it was moved in the meantime.
    Unreadable,
}

/// The file that was chosen in the field that this event is about. The field is then empty again,
/// so that the same file can be chosen once more.
pub fn take_chosen(event: &Event) -> Option<File> {
    let field: HtmlInputElement = event.target()?.dyn_into().ok()?;
    let file = field.files()?.get(0);
    field.set_value("");
    file
}

/// The most bytes that a file of text may have. What browsers store (5 million UTF-16 code units) is at most
/// 15 MB as a backup, and 45 MB as a message, in which most letters are escaped; twice as much can
/// still be read.
pub const LIMIT: f64 = 100_000_000.0;

/// What is in a file that has at most `limit` bytes.
///
/// # Errors
/// When it has more, or cannot be read.
pub async fn read(file: &File, limit: f64) -> Result<Vec<u8>, ReadError> {
    if file.size() > limit {
        return Err(ReadError::TooLarge);
    }
    let bytes = JsFuture::from(file.array_buffer()).await.map_err(|_| ReadError::Unreadable)?;
    Ok(Uint8Array::new(&bytes).to_vec())
}

/// Calls `function` with each file that is dropped anywhere on the page. A page that does not take a file is left by the browser, which opens the file
/// in its place: so none is left to it.
pub fn on_dropped(function: impl Fn(File) + 'static) -> Vec<Listener> {
    let Some(window) = super::window() else { return Vec::new() };
    let function = Rc::new(function);
    let take = move |event: JsValue| {
        let Some(event) = event.dyn_ref::<DragEvent>() else { return };
        let Some(transfer) = event.data_transfer() else { return };
        // Text that is dragged into a field is the browser's affair.
        if !transfer.types().includes(&"Files".into(), 0) {
            return;
        }
        event.prevent_default();
        if event.type_() == "drop"
            && let Some(file) = transfer.files().and_then(|files| files.get(0))
        {
            function(file);
        }
    };
    let take = Rc::new(take);
    ["dragover", "drop"]
        .into_iter()
        .map(|event| {
            let take = Rc::clone(&take);
            Listener::new(&window, event, move |event| take(event))
        })
        .collect()
}
