//! Giving the visitor a file.

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

pub use super::method::Refused;

/// Offers `text` as a file to keep, under the name `file_name`.
///
/// # Errors
/// When the browser does not make files out of pages.
pub fn text(file_name: &str, media_type: &str, text: &str) -> Result<(), Refused> {
    offer(file_name, media_type, text).map_err(|_| Refused)
}

fn offer(file_name: &str, media_type: &str, text: &str) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    let parts = Array::of1(&text.into());
    let blob = Blob::new_with_str_sequence_and_options(&parts, &options)?;
    let address = Url::create_object_url_with_blob(&blob)?;
    let document = super::window().and_then(|window| window.document()).ok_or(JsValue::NULL)?;
    let link: HtmlAnchorElement = document.create_element("a")?.unchecked_into();
    link.set_href(&address);
    link.set_download(file_name);
    link.click();
    Url::revoke_object_url(&address)
}
