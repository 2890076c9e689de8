//! The browser's local storage. It never interprets what it stores.
//!
//! `LocalStorage::raw()` of gloo-storage throws, past the panic hook, where the browser has no
//! storage or refuses it: so it is taken only once the browser has said that there is one, and
//! nowhere but here (`clippy.toml`).

use gloo_storage::Storage as _;
use wasm_bindgen::{JsCast, JsValue};

/// Storage that answered when it was opened.
#[derive(Clone, Debug)]
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
    /// # Errors
    /// When the browser has no local storage, or keeps it from this page, as where cookies are
    /// blocked.
    #[expect(
        clippy::disallowed_methods,
        clippy::disallowed_types,
        reason = "this is the one place where they are allowed"
    )]
    pub fn open() -> Result<Self, Blocked> {
        match super::window().map(|window| window.local_storage()) {
            // The handle is gloo-storage's, by which this project stores; it is the same one.
            Some(Ok(Some(_))) => Ok(Self(gloo_storage::LocalStorage::raw())),
            Some(Ok(None) | Err(_)) | None => Err(Blocked),
        }
    }

    /// The text under `key`; `None` when there is none.
    ///
    /// # Errors
    /// When nothing can be read (any more).
    pub fn read(&self, key: &str) -> Result<Option<String>, Blocked> {
        self.0.get_item(key).map_err(|_| Blocked)
    }

    /// Puts `text` under `key`, in place of what was there.
    ///
    /// # Errors
    /// When it was not written; what was there is then still there.
    pub fn write(&self, key: &str, text: &str) -> Result<(), WriteError> {
        self.0.set_item(key, text).map_err(|error| write_error(&error))
    }

    /// Removes what is under `key`.
    pub fn remove(&self, key: &str) {
        // Where the browser refuses, it also keeps from reading what is there.
        let _ = self.0.remove_item(key);
    }

    /// Every key, in no order.
    pub fn keys(&self) -> Vec<String> {
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
