//! Methods that not every browser has, or not for every page. They are called by their names, so
//! that one that is missing, or throws, is a value.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::DomException;

/// The browser did not do what it was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refused;

/// Whether `object` has a method of this name.
pub(super) fn has(object: &JsValue, name: &str) -> bool {
    method(object, name).is_some()
}

/// What the method of this name returns; `None` when there is no such method, or it throws.
pub(super) fn call(object: &JsValue, name: &str, argument: &JsValue) -> Option<JsValue> {
    method(object, name)?.call1(object, argument).ok()
}

/// Waits for the end of what a method began. What the visitor breaks off is no failure.
///
/// # Errors
/// When it failed, or there was no such method.
pub(super) async fn end(begun: Option<JsValue>) -> Result<(), Refused> {
    match JsFuture::from(Promise::resolve(&begun.ok_or(Refused)?)).await {
        Err(error) if !is_breaking_off(&error) => Err(Refused),
        _ => Ok(()),
    }
}

fn is_breaking_off(error: &JsValue) -> bool {
    error.dyn_ref::<DomException>().is_some_and(|error| error.name() == "AbortError")
}

fn method(object: &JsValue, name: &str) -> Option<Function> {
    Reflect::get(object, &name.into()).ok()?.dyn_into().ok()
}
