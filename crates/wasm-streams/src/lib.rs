//! Stands in for the crate `wasm-streams`, of which this app uses nothing.
//!
//! Leptos cannot be had without `server_fn`, which sends and receives streams with that crate; here
//! there is no server to send them to. But `wasm-streams` exports classes to JavaScript, and what
//! is exported is never left out of a module, used or not: visitors would download it.
//!
//! What `server_fn` names of it is here, so that it compiles. A stream keeps the browser's object
//! that it was made of, and holds nothing.

use futures_util::stream::{self, Stream};
use wasm_bindgen::{JsCast, JsValue};

/// A stream of the browser.
#[derive(Debug)]
pub struct ReadableStream(web_sys::ReadableStream);

impl ReadableStream {
    /// From the browser's object.
    pub fn from_raw(raw: web_sys::ReadableStream) -> Self {
        Self(raw)
    }

    /// The browser's object.
    pub fn into_raw(self) -> web_sys::ReadableStream {
        self.0
    }

    /// From a stream of Rust, which is dropped: a request with this body has none.
    pub fn from_stream(_: impl Stream<Item = Result<JsValue, JsValue>> + 'static) -> Self {
        Self(JsValue::UNDEFINED.unchecked_into())
    }

    /// As a stream of Rust: an empty one.
    pub fn into_stream(self) -> impl Stream<Item = Result<JsValue, JsValue>> {
        stream::empty()
    }
}
