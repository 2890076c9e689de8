//! Making the page: elements, and what keeps them up to date.
//!
//! A view is made once, element by element; what changes in it is bound to signals, by closures that
//! run again whenever what they read changes. Leptos brings the signals, the effects and their
//! owners. It would bring views as well, `view!`, which have a type for each view and for each
//! attribute: the same pages weigh a third more with them (ARCHITECTURE.md has the figures), and they
//! cannot take over what stands in the page already ([`El::taken_over`]). All here has one type, [`El`], and
//! whatever is generic is boxed at once, so that the code behind it exists once.
//!
//! Listeners and effects end with the reactive owner under which they were made: a part of the page
//! that [`El::dynamic`] makes anew, or a row that [`El::each`] removes.

mod claim;

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Reflect;
use leptos::prelude::*;
use leptos::reactive::effect::RenderEffect;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, Node};

use crate::platform::document;
use crate::platform::lifecycle::Listener;

/// An element of the page. Clones are the same element.
#[must_use = "an element is of use once it is somewhere in the page"]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct El(Element);

/// A new element, in no page yet; while a page is taken over ([`El::taken_over`]), the element that
/// stands there.
pub fn el(tag: &str) -> El {
    El(claim::next(tag).unwrap_or_else(|| document::create_element(tag)))
}

impl<E: Into<Element>> From<E> for El {
    fn from(element: E) -> Self {
        Self(element.into())
    }
}

/// What it is made of.
impl El {
    /// What `make` makes, out of this element and those in it as far as they are of the same sorts and
    /// in the same order. They stay where they are, with the focus and what was typed.
    pub fn taken_over(&self, make: impl FnOnce() -> Self) -> Self {
        claim::within(&self.0, make)
    }

    /// Gives an attribute its value.
    pub fn attr(self, name: &str, value: &str) -> Self {
        set_attribute(&self.0, name, Some(value));
        self
    }

    /// Gives an attribute its value, if there is one.
    pub fn attr_if(self, name: &str, value: Option<&str>) -> Self {
        set_attribute(&self.0, name, value);
        self
    }

    /// Names what style sheets and tests know it by.
    pub fn class(self, class: &str) -> Self {
        self.attr("class", class)
    }

    /// Gives it an id.
    pub fn id(self, id: &str) -> Self {
        self.attr("id", id)
    }

    /// Sets a property: what scripts see, and attributes do not say.
    pub fn prop(self, name: &str, value: &JsValue) -> Self {
        set_property(&self.0, name, value);
        self
    }

    /// Adds a text behind what is in it.
    pub fn text(self, text: &str) -> Self {
        if claim::next_text(&self.0).is_none() {
            self.append(&document::create_text(text));
        }
        self
    }

    /// Adds words behind what is in it.
    pub fn words(self, words: impl Into<Words>) -> Self {
        match words.into() {
            Words::Fixed(text) => self.text(text),
            Words::Owned(text) => self.text(&text),
            Words::Live(text) => self.live_text(move || text()),
        }
    }

    /// Adds an element, if there is one, behind what is in it.
    pub fn child(self, child: impl Into<Option<Self>>) -> Self {
        if let Some(Self(child)) = child.into() {
            self.append(&child);
        }
        self
    }

    /// Adds elements behind what is in it.
    pub fn children(self, children: impl IntoIterator<Item = Self>) -> Self {
        for Self(child) in children {
            self.append(&child);
        }
        self
    }

    fn append(&self, node: &Node) {
        if !claim::put(&self.0, node) {
            // It fails only for a node that would come to lie in itself.
            let _ = self.0.append_child(node);
        }
    }
}

/// What changes in it.
impl El {
    /// Adds a text that changes.
    pub fn live_text(self, text: impl Fn() -> String + 'static) -> Self {
        self.live_text_boxed(Box::new(text))
    }

    fn live_text_boxed(self, text: Box<dyn Fn() -> String>) -> Self {
        let node = claim::next_text(&self.0).unwrap_or_else(|| {
            let node = document::create_text("");
            self.append(&node);
            node
        });
        follow(move || node.set_node_value(Some(&text())));
        self
    }

    /// Gives an attribute a value that changes; `None` takes the attribute away.
    pub fn live_attr(
        self,
        name: &'static str,
        value: impl Fn() -> Option<String> + 'static,
    ) -> Self {
        self.live_attr_boxed(name, Box::new(value))
    }

    fn live_attr_boxed(self, name: &'static str, value: Box<dyn Fn() -> Option<String>>) -> Self {
        let Self(element) = self.clone();
        follow(move || set_attribute(&element, name, value().as_deref()));
        self
    }

    /// Gives a property a value that changes.
    pub fn live_prop(self, name: &'static str, value: impl Fn() -> JsValue + 'static) -> Self {
        self.live_prop_boxed(name, Box::new(value))
    }

    fn live_prop_boxed(self, name: &'static str, value: Box<dyn Fn() -> JsValue>) -> Self {
        let Self(element) = self.clone();
        follow(move || set_property(&element, name, &value()));
        self
    }

    /// Adds a part that is made anew whenever what `make` reads changes; there is none while it
    /// makes none.
    pub fn dynamic(self, make: impl Fn() -> Option<Self> + 'static) -> Self {
        self.dynamic_boxed(Box::new(make))
    }

    fn dynamic_boxed(self, make: Box<dyn Fn() -> Option<Self>>) -> Self {
        let end = document::create_comment();
        self.append(&end);
        let shown = RefCell::new(None::<Self>);
        follow(move || {
            let new = claim::without(&make);
            let old = shown.replace(new.clone());
            if let Some(Self(old)) = old {
                old.remove();
            }
            // What was taken over stands there already: moved, it would lose the focus.
            if let Some(Self(new)) = new.filter(|Self(new)| !new.is_connected()) {
                insert_before(&new, &end);
            }
        });
        self
    }

    /// Adds a row for each of the `keys`, in their order. A row is made once, keeps its element for as
    /// long as its key is there, and ends with it.
    pub fn each<K: Copy + PartialEq + 'static>(
        self,
        keys: impl Fn() -> Vec<K> + 'static,
        make: impl Fn(K) -> Self + 'static,
    ) -> Self {
        self.each_boxed(Box::new(keys), Box::new(make))
    }

    fn each_boxed<K: Copy + PartialEq + 'static>(
        self,
        keys: Box<dyn Fn() -> Vec<K>>,
        make: Box<dyn Fn(K) -> Self>,
    ) -> Self {
        let end = document::create_comment();
        self.append(&end);
        // Rows outlive the run of the effect that makes them.
        let Some(owner) = Owner::current() else { return self };
        let rows = RefCell::new(Vec::<(K, Row)>::new());
        follow(move || {
            let mut old = rows.take();
            let mut new = Vec::new();
            for key in keys() {
                let row = match old.iter().position(|(other, _)| *other == key) {
                    Some(index) => old.swap_remove(index).1,
                    None => Row::new(&owner, || claim::without(|| make(key))),
                };
                new.push((key, row));
            }
            drop(old);
            put_in_order(new.iter().map(|(_, row)| &row.element.0), &end);
            rows.replace(new);
        });
        self
    }
}

/// What happens to it.
impl El {
    /// Calls `function` at each event of this sort.
    pub fn on(self, event: &'static str, function: impl Fn(Event) + 'static) -> Self {
        self.on_boxed(event, Box::new(function))
    }

    fn on_boxed(self, event: &'static str, function: Box<dyn Fn(Event)>) -> Self {
        let heard = move |event: JsValue| {
            if let Ok(event) = event.dyn_into() {
                function(event);
            }
        };
        keep(Listener::new(&self.0, event, heard));
        self
    }

    /// Calls `function` with the value of this field at each event of this sort.
    pub fn on_value(self, event: &'static str, function: impl Fn(String) + 'static) -> Self {
        self.on_value_boxed(event, Box::new(function))
    }

    fn on_value_boxed(self, event: &'static str, function: Box<dyn Fn(String)>) -> Self {
        let Self(field) = self.clone();
        self.on(event, move |_| function(value(&field)))
    }

    /// What was typed in this field before the program ran, if anything was; asked again, nothing
    /// was. What browsers fill in by themselves when a page is loaded again does not count.
    pub fn take_early_input(&self) -> Option<String> {
        let was_typed_in = self.has(EARLY_INPUT);
        set_attribute(&self.0, EARLY_INPUT, None);
        was_typed_in.then(|| value(&self.0))
    }

    /// Whether this box, or button, is ticked.
    pub fn is_ticked(&self) -> bool {
        Reflect::get(&self.0, &"checked".into()).is_ok_and(|ticked| ticked.is_truthy())
    }

    /// Whether it has an attribute.
    pub fn has(&self, attribute: &str) -> bool {
        self.0.has_attribute(attribute)
    }

    /// The element itself.
    pub fn element(&self) -> &Element {
        &self.0
    }
}

/// What the page's first script marks a field with (index.html).
const EARLY_INPUT: &str = "data-early-input";

/// Words of the interface that a component shows.
pub enum Words {
    /// Always the same.
    Fixed(&'static str),
    /// The same for as long as the component is shown.
    Owned(String),
    /// They change with what the closure reads.
    Live(Rc<dyn Fn() -> String>),
}

impl Words {
    /// Words that change with what `words` reads.
    pub fn live(words: impl Fn() -> String + 'static) -> Self {
        Self::Live(Rc::new(words))
    }
}

impl From<&'static str> for Words {
    fn from(words: &'static str) -> Self {
        Self::Fixed(words)
    }
}

impl From<String> for Words {
    fn from(words: String) -> Self {
        Self::Owned(words)
    }
}

/// Keeps a value, as a listener that listens for as long as it lives, until the part of the page that
/// is being made is gone.
pub fn keep<T: 'static>(value: T) {
    keep_any(Box::new(value));
}

// A sort of stored values weighs something: one is enough.
fn keep_any(value: Box<dyn std::any::Any>) {
    StoredValue::new_local(value);
}

/// Runs `function` now, and again whenever what it read has changed, for as long as the part of the
/// page is there that is being made.
pub fn follow(function: impl Fn() + 'static) {
    follow_boxed(Box::new(function));
}

fn follow_boxed(function: Box<dyn Fn()>) {
    keep(RenderEffect::new(move |_: Option<()>| function()));
}

/// A row of a list, and all that was made for it.
struct Row {
    element: El,
    owner: Owner,
}

impl Row {
    fn new(parent: &Owner, make: impl FnOnce() -> El) -> Self {
        let owner = parent.child();
        // What a row reads while it is made is no reason to make all rows anew.
        let element = owner.with(|| untrack(make));
        Self { element, owner }
    }
}

impl Drop for Row {
    fn drop(&mut self) {
        self.owner.cleanup();
        self.element.0.remove();
    }
}

/// Moves as few elements as a walk from the end can: what moves loses the focus.
fn put_in_order<'a>(elements: impl DoubleEndedIterator<Item = &'a Element>, end: &Node) {
    let mut next = end.clone();
    for element in elements.rev() {
        if element.next_sibling().as_ref() != Some(&next) {
            insert_before(element, &next);
        }
        next = element.clone().into();
    }
}

fn insert_before(node: &Node, next: &Node) {
    if let Some(parent) = next.parent_node() {
        // It fails only for a node that would come to lie in itself.
        let _ = parent.insert_before(node, Some(next));
    }
}

fn set_attribute(element: &Element, name: &str, value: Option<&str>) {
    // They fail only for names of attributes that are no names.
    let _ = match value {
        Some(value) => element.set_attribute(name, value),
        None => element.remove_attribute(name),
    };
}

fn set_property(element: &Element, name: &str, value: &JsValue) {
    // It fails only for what is no object.
    let _ = Reflect::set(element, &name.into(), value);
}

/// What is typed, or chosen, in a field.
fn value(field: &Element) -> String {
    let value = Reflect::get(field, &"value".into());
    value.ok().and_then(|value| value.as_string()).unwrap_or_default()
}
