//! Files that the visitor gives to the page.

use std::rc::Rc;

use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
pub use web_sys::File;
use web_sys::{Blob, DragEvent, Event, FileList, HtmlInputElement};

use super::lifecycle::Listener;

/// Why a file was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadError {
    /// It has more bytes than the page wants to read.
    TooLarge,
    /// The browser could not read it, as when it was moved in the meantime.
    Unreadable,
}

/// The files that were chosen in the field that this event is about, or those of the folder that was. The
/// field is then empty again, so that the same can be chosen once more.
pub fn take_chosen(event: &Event) -> Vec<File> {
    let Some(field) = event.target().and_then(|it| it.dyn_into::<HtmlInputElement>().ok()) else {
        return Vec::new();
    };
    let files = field.files().map(|files| all(&files)).unwrap_or_default();
    field.set_value("");
    files
}

fn all(files: &FileList) -> Vec<File> {
    (0..files.length()).filter_map(|index| files.get(index)).collect()
}

/// Whether the browser lets a visitor choose a folder (`webkitdirectory`): those of phones do not.
pub fn can_choose_folders() -> bool {
    let field = super::window().and_then(|window| window.document()?.create_element("input").ok());
    field.is_some_and(|field| Reflect::has(&field, &"webkitdirectory".into()).unwrap_or_default())
}

/// Has the field that was pressed ask for a folder: no standard has an attribute for it yet.
pub fn ask_for_folder(event: &Event) {
    if let Some(field) = event.target() {
        // Browsers that do not know it ask for files.
        let _ = Reflect::set(&field, &"webkitdirectory".into(), &true.into());
    }
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
    bytes(file).await
}

/// The bytes of a file from `from` to `to`, or to its end.
///
/// # Errors
/// When the browser cannot read it.
pub async fn read_piece(file: &File, from: f64, to: f64) -> Result<Vec<u8>, ReadError> {
    let piece = file.slice_with_f64_and_f64(from, to).map_err(|_| ReadError::Unreadable)?;
    bytes(&piece).await
}

async fn bytes(blob: &Blob) -> Result<Vec<u8>, ReadError> {
    let bytes = JsFuture::from(blob.array_buffer()).await.map_err(|_| ReadError::Unreadable)?;
    Ok(Uint8Array::new(&bytes).to_vec())
}

/// What a file is called, with the folders that it is in where a folder was chosen.
pub fn name(file: &File) -> String {
    let path = Reflect::get(file, &"webkitRelativePath".into()).ok();
    let path = path.and_then(|path| path.as_string()).filter(|path| !path.is_empty());
    path.unwrap_or_else(|| file.name())
}

/// Calls `function` with the files that are dropped together anywhere on the page. A page that does not
/// take a file is left by the browser, which opens the file in its place: so none is left to it.
pub fn on_dropped(function: impl Fn(Vec<File>) + 'static) -> Vec<Listener> {
    let Some(window) = super::window() else { return Vec::new() };
    let take = move |event: JsValue| {
        let Some(event) = event.dyn_ref::<DragEvent>() else { return };
        let Some(transfer) = event.data_transfer() else { return };
        // Text that is dragged into a field is the browser's affair.
        if !transfer.types().includes(&"Files".into(), 0) {
            return;
        }
        event.prevent_default();
        if event.type_() == "drop"
            && let Some(files) = transfer.files()
        {
            function(all(&files));
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
