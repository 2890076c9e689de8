//! What pages are made of: components that take labels, signals and callbacks and render HTML.
//!
//! They know nothing of participations and nothing of the browser beyond their own elements. Each
//! has a style sheet of its name in `style/`.

pub mod alert;
pub mod button;
pub mod checkbox;
pub mod copying;
pub mod error_summary;
pub mod field;
pub mod file_picker;
pub mod fold;
pub mod group;
pub mod item_bar;
pub mod meter;
pub mod radio_group;
pub mod select;
