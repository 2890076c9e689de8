//! The browser's local storage. It never interprets what it stores.

use gloo_storage::Storage as _;
use wasm_bindgen::{JsCast, JsValue};

/// Storage that answered when it was opened.
#[derive(Clone)]
pub struct Storage(web_sys::Storage);

/// The browser lets this page store nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Blocked;

/// Why something was not stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WriteError {
    /// There is no room left for it.
    Full,
    /// The browser refused, as when storage was blocked while the page was open.
    Refused,
}

impl Storage {
    /// Opens the storage of this site.
    ///
    /// Reading `window.localStorage` throws where cookies are blocked, and `gloo-storage` then
    /// panics: so it is asked only after a first reading went well.
    ///
    /// # Errors
    /// When the browser has no local storage, or keeps it from this page.
    pub fn open() -> Result<Self, Blocked> {
        match super::window().map(|window| window.local_storage()) {
            Some(Ok(Some(_))) => Ok(Self(gloo_storage::LocalStorage::raw())),
            Some(Ok(None) | Err(_)) | None => Err(Blocked),
        }
    }

    /// What is stored under `key`; `None` when nothing is.
    ///
    /// # Errors
    /// When the browser blocks storage by now.
    pub fn read(&self, key: &str) -> Result<Option<String>, Blocked> {
        self.0.get_item(key).map_err(|_| Blocked)
    }

    /// Stores `text` under `key`, in place of what was there.
    ///
    /// # Errors
    /// When there is no room, or the browser refuses; what was there is then still there.
    pub fn write(&self, key: &str, text: &str) -> Result<(), WriteError> {
        self.0.set_item(key, text).map_err(|error| write_error(&error))
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
