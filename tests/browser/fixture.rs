//! A place in the page for one component, and what a visitor does there.

use std::any::Any;
use std::cell::Cell;

use bluehats::platform::render::after_render;
use bluehats::platform::timer::Debounce;
use futures_channel::oneshot;
use js_sys::{Function, Object, Reflect};
use leptos::mount::{UnmountHandle, mount_to};
use leptos::prelude::IntoView;
use leptos::task::tick;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, Event, EventInit, EventTarget, HtmlElement, Window};

/// A place in the page, for as long as this lives.
pub(crate) struct Fixture {
    root: HtmlElement,
    views: Vec<Box<dyn Any>>,
}

impl Fixture {
    /// A place in which `view` is mounted.
    pub(crate) fn new<View: IntoView + 'static>(view: impl FnOnce() -> View + 'static) -> Self
    where
        UnmountHandle<View::State>: 'static,
    {
        let mut fixture = Self::with_html("");
        fixture.mount(view);
        fixture
    }

    /// A place in which this HTML stands, as in a page that was just loaded.
    pub(crate) fn with_html(html: &str) -> Self {
        let root: HtmlElement = document().create_element("div").unwrap().unchecked_into();
        root.set_inner_html(html);
        document().body().unwrap().append_child(&root).unwrap();
        Self { root, views: Vec::new() }
    }

    /// Mounts `view` behind what is there.
    pub(crate) fn mount<View: IntoView + 'static>(&mut self, view: impl FnOnce() -> View + 'static)
    where
        UnmountHandle<View::State>: 'static,
    {
        let mounted = mount_to(self.root.clone(), view);
        self.views.push(Box::new(mounted));
    }

    /// The first element that `selector` finds.
    pub(crate) fn find<E: JsCast>(&self, selector: &str) -> E {
        let found = self.root.query_selector(selector).unwrap();
        found.unwrap_or_else(|| panic!("nothing is {selector}")).dyn_into().ok().unwrap()
    }

    /// Every element that `selector` finds, in their order.
    pub(crate) fn find_all(&self, selector: &str) -> Vec<Element> {
        let found = self.root.query_selector_all(selector).unwrap();
        (0..found.length()).map(|index| found.get(index).unwrap().unchecked_into()).collect()
    }

    /// Whether there is an element that `selector` finds.
    pub(crate) fn has(&self, selector: &str) -> bool {
        self.root.query_selector(selector).unwrap().is_some()
    }

    /// Has a control of this component do what a visitor would, and lets the page catch up.
    pub(crate) async fn dispatch(&self, selector: &str, event: &str) {
        dispatch(&self.find(selector), event);
        tick().await;
    }

    /// Clicks, and lets the page catch up.
    pub(crate) async fn click(&self, selector: &str) {
        self.find::<HtmlElement>(selector).click();
        tick().await;
    }
}

impl Drop for Fixture {
    fn drop(&mut self) {
        self.root.remove();
    }
}

/// Has `target` hear of an event, and returns whether the browser would be kept from what it does
/// by itself.
pub(crate) fn dispatch(target: &EventTarget, event: &str) -> bool {
    let init = EventInit::new();
    init.set_bubbles(true);
    init.set_cancelable(true);
    let event = Event::new_with_event_init_dict(event, &init).unwrap();
    target.dispatch_event(&event).unwrap();
    event.default_prevented()
}

/// Waits until all that was to be done once the page is rendered is done.
pub(crate) async fn rendered() {
    let (done, wait) = oneshot::channel();
    after_render(move || done.send(()).unwrap());
    wait.await.unwrap();
}

/// Waits until `is_so` holds; `what` says in words what is waited for.
pub(crate) async fn wait_until(what: &str, is_so: impl Fn() -> bool) {
    wait_until_async(what, async || is_so()).await;
}

/// Waits until `is_so` holds, where it takes a moment to tell.
pub(crate) async fn wait_until_async(what: &str, is_so: impl AsyncFn() -> bool) {
    // Ten seconds at least.
    for _ in 0..1_000 {
        if is_so().await {
            return;
        }
        pause().await;
    }
    panic!("waited in vain: {what}");
}

/// Waits ten milliseconds: what was to happen earlier has happened then.
pub(crate) async fn pause() {
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

/// The window that the tests run in.
#[expect(clippy::disallowed_methods, reason = "tests look at the page from outside the app")]
pub(crate) fn window() -> Window {
    web_sys::window().unwrap()
}

/// The page that the tests run in.
pub(crate) fn document() -> Document {
    window().document().unwrap()
}

/// The storage of the page that the tests run in.
pub(crate) fn local_storage() -> web_sys::Storage {
    window().local_storage().unwrap().unwrap()
}

/// The id of the element that has the focus; empty when none has it.
pub(crate) fn focused_id() -> String {
    document().active_element().map(|element| element.id()).unwrap_or_default()
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
