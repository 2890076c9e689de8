//! What a browser knows of writing systems, for the readers of messages (`domain::mail`).

mod unicode;

pub use unicode::{composed, decoded};
