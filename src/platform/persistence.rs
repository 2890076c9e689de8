//! Whether the browser may delete by itself what this site stores.

use js_sys::Promise;
use wasm_bindgen_futures::JsFuture;

/// Whether the browser has promised not to.
pub async fn is_promised() -> bool {
    is_yes(manager().and_then(|manager| manager.persisted().ok())).await
}

/// Asks the browser to promise it, and returns whether it does. Firefox asks the visitor.
pub async fn ask() -> bool {
    is_yes(manager().and_then(|manager| manager.persist().ok())).await
}

/// Whether that is the answer. A browser may give none.
async fn is_yes(answer: Option<Promise>) -> bool {
    let Some(answer) = answer else { return false };
    JsFuture::from(answer).await.is_ok_and(|answer| answer.as_bool() == Some(true))
}

/// Pages that did not come over HTTPS have none, whatever the interface says.
fn manager() -> Option<web_sys::StorageManager> {
    let manager = super::window()?.navigator().storage();
    (!manager.is_undefined()).then_some(manager)
}
