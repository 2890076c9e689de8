//! Taking over what stands in the page already.
//!
//! The build writes the start of some pages, so that it can be read, and its fields filled in, before
//! the program runs. While the program makes such a page, it is given the elements that stand there
//! instead of new ones, in the order of the document: so nothing moves, and focus, caret and what was
//! typed stay as they are. That is why what is taken over must be made in that order too: an element
//! before what is in it, and nothing before its turn. A part that changes
//! ([`El::dynamic`](super::El::dynamic), [`El::each`](super::El::each)) is always new.

use std::cell::RefCell;

use wasm_bindgen::JsCast;
use web_sys::{Element, Node, Text};

use crate::platform::document;

/// What stands in the page, and how far it was taken over.
#[derive(Default)]
struct Claim {
    /// What was not taken yet, the first one last.
    left: Vec<Element>,
    /// What was taken, each with what comes next in it.
    taken: Vec<(Element, Option<Node>)>,
}

thread_local! {
    /// Empty but while a page is taken over.
    static CLAIM: RefCell<Claim> = RefCell::default();
}

/// What `make` makes, out of `root` and all the elements in it as far as they come in its order. What is
/// left over goes.
pub(super) fn within<T>(root: &Element, make: impl FnOnce() -> T) -> T {
    let mut left = document::all_in(root);
    left.push(root.clone());
    // In the document's order, the root comes first; here, last.
    let end = left.len().saturating_sub(1);
    if let Some(others) = left.get_mut(..end) {
        others.reverse();
    }
    CLAIM.replace(Claim { left, taken: Vec::new() });
    let result = make();
    for element in CLAIM.take().left {
        element.remove();
    }
    result
}

/// What `make` makes out of new elements.
pub(super) fn without<T>(make: impl FnOnce() -> T) -> T {
    let claim = CLAIM.take();
    let result = make();
    CLAIM.replace(claim);
    result
}

/// The next element that stands in the page, if it is of this sort.
pub(super) fn next(tag: &str) -> Option<Element> {
    CLAIM.with_borrow_mut(|claim| {
        let element = claim.left.pop_if(|next| next.local_name() == tag)?;
        claim.taken.push((element.clone(), element.first_child()));
        Some(element)
    })
}

/// The text that stands in `parent` already, behind what was taken of it.
pub(super) fn next_text(parent: &Element) -> Option<Text> {
    in_taken(parent, |next| {
        let text: Text = next.take()?.dyn_into().ok()?;
        *next = text.next_sibling();
        Some(text)
    })?
}

/// Has `node` stand in `parent` behind what was taken of it; says whether `parent` is taken.
pub(super) fn put(parent: &Element, node: &Node) -> bool {
    let put = in_taken(parent, |next| {
        if node.parent_node().as_ref() == Some(parent) {
            *next = node.next_sibling();
        } else {
            // It fails only for a node that would come to lie in itself.
            let _ = parent.insert_before(node, next.as_ref());
        }
    });
    put.is_some()
}

fn in_taken<T>(parent: &Element, act: impl FnOnce(&mut Option<Node>) -> T) -> Option<T> {
    CLAIM.with_borrow_mut(|claim| {
        let (_, next) = claim.taken.iter_mut().rev().find(|(element, _)| element == parent)?;
        // The build leaves white space between elements.
        while let Some(space) = next.take_if(|next| is_space(next)) {
            *next = space.next_sibling();
        }
        Some(act(next))
    })
}

fn is_space(node: &Node) -> bool {
    node.node_type() == Node::TEXT_NODE
        && node.node_value().is_none_or(|text| text.trim_ascii().is_empty())
}
