//! The browser's local storage. It never interprets what it stores.

use domain::keeper::{Blocked, Shelf, WriteError};
use wasm_bindgen::{JsCast, JsValue};

/// Storage that answered when it was opened.
#[derive(Clone, Debug)]
pub struct Storage(web_sys::Storage);

impl Storage {
    /// Opens the storage of this site.
    ///
    /// Reading `window.localStorage` throws where cookies are blocked: that is a value here.
    ///
    /// # Errors
    /// When the browser has no local storage, or keeps it from this page.
    pub fn open() -> Result<Self, Blocked> {
        match super::window().map(|window| window.local_storage()) {
            Some(Ok(Some(storage))) => Ok(Self(storage)),
            Some(Ok(None) | Err(_)) | None => Err(Blocked),
        }
    }
}

impl Shelf for Storage {
    fn read(&self, key: &str) -> Result<Option<String>, Blocked> {
        self.0.get_item(key).map_err(|_| Blocked)
    }

    fn write(&self, key: &str, text: &str) -> Result<(), WriteError> {
        self.0.set_item(key, text).map_err(|error| write_error(&error))
    }

    fn remove(&self, key: &str) {
        // Where the browser refuses, it also keeps from reading what is there.
        let _ = self.0.remove_item(key);
    }

    fn keys(&self) -> Vec<String> {
        let count = self.0.length().unwrap_or_default();
        (0..count).filter_map(|index| self.0.key(index).ok()?).collect()
    }
}

/// Browsers agree on the name of the error for a full storage; Firefox's old one is kept for the
/// versions that administrations still have.
fn write_error(error: &JsValue) -> WriteError {
    let name = error.dyn_ref::<web_sys::DomException>().map(web_sys::DomException::name);
    match name.as_deref() {
        Some("QuotaExceededError" | "NS_ERROR_DOM_QUOTA_REACHED") => WriteError::Full,
        _ => WriteError::Refused,
    }
}
