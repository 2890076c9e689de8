//! The site without network: the worker that keeps it (`offline/service-worker.js`), its new
//! versions, and whether there is a network at all.
//!
//! Where a browser has no workers (an insecure address, some private windows) or blocks them,
//! everything else works as it does with one, and nothing is said.

use std::cell::{Cell, OnceCell, RefCell};

use js_sys::{Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{EventTarget, ServiceWorkerContainer, ServiceWorkerRegistration};

use super::lifecycle::{self, Listener};
use super::{clock, page};

/// How often, at most, a page that comes back into view asks for a new version, in milliseconds.
/// The browser asks by itself whenever a page is loaded.
const CHECK_EVERY: u64 = 60 * 60 * 1000;

thread_local! {
    /// What is known of the worker: a page has one at most, and keeps it to its end.
    static CLIENT: ServiceWorkerClient = ServiceWorkerClient::default();
}

#[derive(Default)]
struct ServiceWorkerClient {
    container: OnceCell<ServiceWorkerContainer>,
    registration: OnceCell<ServiceWorkerRegistration>,
    /// Whether this page is served by a worker: the first one that comes is no new version.
    is_served: Cell<bool>,
    /// Whether the visitor asked, in this page, for the version that waits.
    is_asked: Cell<bool>,
    checked_at: Cell<u64>,
    offer: OnceCell<Box<dyn Fn()>>,
    listeners: RefCell<Vec<Listener>>,
}

/// Has the browser keep the site that is published at `base`; from now on, calls `offer` whenever
/// there is a newer version than the one that this page shows. Does nothing where the browser
/// keeps no sites, and when it was called before.
pub fn register(base: &str, offer: impl Fn() + 'static) {
    CLIENT.with(|client| client.start(base, Box::new(offer)));
}

/// Whether the browser has a whole version of the site: it serves this page, or waits for the next
/// one, as it does after a forced reload.
pub fn is_available_offline() -> bool {
    CLIENT.with(|client| {
        client.serves() || client.registration.get().is_some_and(|known| known.active().is_some())
    })
}

/// Shows the newer version: loads the page again as soon as the version has taken its place.
pub fn apply() {
    CLIENT.with(|client| {
        let waiting = client.registration.get().and_then(ServiceWorkerRegistration::waiting);
        // It no longer waits when another tab has asked for it.
        match waiting.map(|worker| worker.post_message(&"apply".into())) {
            Some(Ok(())) => client.is_asked.set(true),
            Some(Err(_)) | None => page::reload(),
        }
    });
}

impl ServiceWorkerClient {
    fn start(&self, base: &str, offer: Box<dyn Fn()>) {
        let Some(container) = container() else { return };
        if self.offer.set(offer).is_err() {
            return;
        }
        let container = self.container.get_or_init(|| container);
        self.is_served.set(self.serves());
        self.checked_at.set(clock::now());
        self.listen(container, "controllerchange", Self::change_worker);
        // It serves the folder that it stands in, and what is below.
        let registering = container.register(&format!("{base}/service-worker.js"));
        settle(&registering, |registration| CLIENT.with(|client| client.follow(registration)));
    }

    fn follow(&self, registration: JsValue) {
        // Browsers in which an extension or a setting blocks workers may answer with nothing.
        let Ok(registration) = registration.dyn_into() else { return };
        let registration = self.registration.get_or_init(|| registration);
        self.offer_waiting();
        self.await_version();
        self.listen(registration, "updatefound", Self::await_version);
        let visible = lifecycle::on_shown(|| CLIENT.with(Self::check));
        self.listeners.borrow_mut().extend(visible);
    }

    /// A new version is on its way, perhaps: it is offered when it has arrived.
    fn await_version(&self) {
        let registration = self.registration.get();
        if let Some(worker) = registration.and_then(ServiceWorkerRegistration::installing) {
            self.listen(&worker, "statechange", Self::offer_waiting);
        }
    }

    /// Offers the version that waits, if one does. A page that no worker serves has come from the
    /// network: it is no older version. Nor is there one where no worker is active yet: in WebKit the
    /// first one that comes may serve the page while it waits for its turn.
    fn offer_waiting(&self) {
        let is_newer = |known: &ServiceWorkerRegistration| {
            known.waiting().is_some() && known.active().is_some()
        };
        if self.registration.get().is_some_and(is_newer) && self.serves() {
            self.offer();
        }
    }

    /// Another worker serves this page from now on.
    fn change_worker(&self) {
        let was_served = self.is_served.replace(true);
        if self.is_asked.take() {
            page::reload();
        } else if was_served {
            // Another tab asked. What is being typed here is not to be interrupted.
            self.offer();
        }
    }

    fn check(&self) {
        let now = clock::now();
        if now.saturating_sub(self.checked_at.get()) < CHECK_EVERY {
            return;
        }
        self.checked_at.set(now);
        if let Some(Ok(update)) = self.registration.get().map(ServiceWorkerRegistration::update) {
            settle(&update, |_| ());
        }
    }

    fn serves(&self) -> bool {
        self.container.get().is_some_and(|container| container.controller().is_some())
    }

    fn offer(&self) {
        if let Some(offer) = self.offer.get() {
            offer();
        }
    }

    fn listen(&self, target: &EventTarget, event: &'static str, function: fn(&Self)) {
        let listener = Listener::new(target, event, move |_| CLIENT.with(function));
        self.listeners.borrow_mut().push(listener);
    }
}

/// Whether the device has a network, as far as the browser knows.
pub fn is_online() -> bool {
    super::window().is_none_or(|window| window.navigator().on_line())
}

/// Calls `function` whenever the device finds or loses its network.
pub fn on_connection(function: impl Fn() + Copy + 'static) -> Vec<Listener> {
    let Some(window) = super::window() else { return Vec::new() };
    let listen = |event| Listener::new(&window, event, move |_| function());
    vec![listen("online"), listen("offline")]
}

/// Where the browser has workers. Reading it can throw, or give nothing.
fn container() -> Option<ServiceWorkerContainer> {
    let navigator = super::window()?.navigator();
    let container = Reflect::get(&navigator, &"serviceWorker".into()).ok()?;
    container.is_object().then(|| container.unchecked_into())
}

/// Calls `then` with what the promise holds. What fails leaves things as they were: without
/// network, or where workers are blocked, there is nothing to add.
fn settle(promise: &Promise, then: fn(JsValue)) {
    let then = Closure::wrap(Box::new(then) as Box<dyn FnMut(JsValue)>);
    let ignore = Closure::wrap(Box::new(|_| ()) as Box<dyn FnMut(JsValue)>);
    let _ = promise.then2(&then, &ignore);
    // They have to outlive this call. There is one registration a page, and one check an hour.
    then.forget();
    ignore.forget();
}
