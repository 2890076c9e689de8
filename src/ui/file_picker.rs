//! Choosing a file.

use crate::dom::{El, el};
use crate::platform::files::{self, File};

/// A field that opens the device's choice of files, and looks like a button.
///
/// `label` is what is done with the file, `accept` which files are wanted (the HTML Standard's
/// attribute); `on_pick` is called with each file that is chosen.
pub fn file_picker(
    id: &'static str,
    label: &'static str,
    accept: &'static str,
    on_pick: impl Fn(File) + 'static,
) -> El {
    let field = el("input").id(id).attr("type", "file").attr("accept", accept);
    let field = field.on("change", move |event| {
        if let Some(file) = files::take_chosen(&event) {
            on_pick(file);
        }
    });
    let label = el("label").class("button button--secondary").attr("for", id).text(label);
    el("span").class("file-picker").child(field).child(label)
}
