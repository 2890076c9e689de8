//! A place in the page for one component, and what a visitor does there.

use std::cell::Cell;

use bluehats::dom::El;
use bluehats::platform::timer::Debounce;
use futures_channel::oneshot;
use js_sys::{Function, Object, Reflect};
use leptos::mount::mount_to;
use leptos::task::tick;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, Event, EventInit, HtmlElement};

/// A component, mounted in the page for as long as this lives.
pub(crate) struct Stage {
    root: HtmlElement,
    _view: Box<dyn std::any::Any>,
}

impl Stage {
    /// Adds `view` to a place of its own in the page.
    pub(crate) fn new(view: impl FnOnce(El) -> El + 'static) -> Self {
        let root: HtmlElement = document().create_element("div").unwrap().unchecked_into();
        document().body().unwrap().append_child(&root).unwrap();
        let place = El::from(root.clone());
        let view = mount_to(root.clone(), move || drop(view(place)));
        Self { root, _view: Box::new(view) }
    }

    /// The one element that `selector` finds.
    pub(crate) fn find<E: JsCast>(&self, selector: &str) -> E {
        let found = self.root.query_selector(selector).unwrap();
        found.unwrap_or_else(|| panic!("nothing is {selector}")).dyn_into().ok().unwrap()
    }

    /// Whether there is an element that `selector` finds.
    pub(crate) fn has(&self, selector: &str) -> bool {
        self.root.query_selector(selector).unwrap().is_some()
    }

    /// Has a control of this component do what a visitor would, and lets the page catch up.
    pub(crate) async fn dispatch(&self, selector: &str, event: &str) {
        let init = EventInit::new();
        init.set_bubbles(true);
        init.set_cancelable(true);
        let event = Event::new_with_event_init_dict(event, &init).unwrap();
        self.find::<Element>(selector).dispatch_event(&event).unwrap();
        tick().await;
    }

    /// Clicks, and lets the page catch up.
    pub(crate) async fn click(&self, selector: &str) {
        self.find::<HtmlElement>(selector).click();
        tick().await;
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.root.remove();
    }
}

/// Waits until `is_so` holds; `what` says in words what is waited for.
pub(crate) async fn wait_until(what: &str, is_so: impl Fn() -> bool) {
    // Ten seconds at least.
    for _ in 0..1_000 {
        if is_so() {
            return;
        }
        let (over, wait) = oneshot::channel();
        let over = Cell::new(Some(over));
        let pause = Debounce::new(10, 10_000, move || {
            if let Some(over) = over.take() {
                let _ = over.send(());
            }
        });
        pause.restart();
        wait.await.unwrap();
    }
    panic!("waited in vain: {what}");
}

/// The page that the tests run in.
#[expect(clippy::disallowed_methods, reason = "tests look at the page from outside the app")]
pub(crate) fn document() -> Document {
    web_sys::window().unwrap().document().unwrap()
}

/// The storage of the page that the tests run in.
#[expect(clippy::disallowed_methods, reason = "tests look at the page from outside the app")]
pub(crate) fn local_storage() -> web_sys::Storage {
    web_sys::window().unwrap().local_storage().unwrap().unwrap()
}

/// For as long as it lives, `navigator` has something else in the place of one of its properties.
pub(crate) struct Stub {
    name: JsValue,
}

impl Stub {
    /// A property with this value.
    pub(crate) fn new(name: &str, value: &JsValue) -> Self {
        let name = JsValue::from_str(name);
        let descriptor = object(&[("value", value), ("configurable", &true.into())]);
        Object::define_property(&navigator(), &name, &descriptor);
        Self { name }
    }
}

impl Drop for Stub {
    fn drop(&mut self) {
        // What was defined on the object itself hid what it inherits.
        assert_eq!(Reflect::delete_property(&navigator(), &self.name), Ok(true));
    }
}

/// An object with these properties.
pub(crate) fn object(properties: &[(&str, &JsValue)]) -> Object {
    let object = Object::new();
    for (name, value) in properties {
        Reflect::set(&object, &(*name).into(), value).unwrap();
    }
    object
}

/// A function of one argument, with this JavaScript as its body.
pub(crate) fn function(argument: &str, body: &str) -> JsValue {
    Function::new_with_args(argument, body).into()
}

fn navigator() -> Object {
    Reflect::get(&js_sys::global(), &"navigator".into()).unwrap().unchecked_into()
}
