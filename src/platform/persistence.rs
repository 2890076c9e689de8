//! Whether the browser may delete by itself what this site stores.

use wasm_bindgen_futures::JsFuture;

/// Whether the browser has promised not to; `None` where it does not say.
pub async fn is_promised() -> Option<bool> {
    let promise = manager()?.persisted().ok()?;
    JsFuture::from(promise).await.ok()?.as_bool()
}

/// Asks the browser to promise it, and returns the answer. Firefox asks the visitor.
pub async fn ask() -> Option<bool> {
    let promise = manager()?.persist().ok()?;
    JsFuture::from(promise).await.ok()?.as_bool()
}

/// Pages that did not come over HTTPS have none, whatever the interface says.
fn manager() -> Option<web_sys::StorageManager> {
    let manager = super::window()?.navigator().storage();
    (!manager.is_undefined()).then_some(manager)
}
