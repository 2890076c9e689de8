//! Writing the text of a message, line by line.

use super::grammar::escape;

/// The text of a message, while it is being written.
#[derive(Default)]
pub(super) struct Body(String);

impl Body {
    pub(super) fn line(&mut self, line: &str) {
        if !self.0.is_empty() {
            self.0.push('\n');
        }
        self.0.push_str(line);
    }

    pub(super) fn blank(&mut self) {
        self.line("");
    }

    /// An entry, unless there is nothing to say.
    pub(super) fn entry(&mut self, label: &str, text: &str) {
        if text.is_empty() {
            return;
        }
        // As a whole: a mark may go over the end of a line, and programs pour lines together.
        for (index, line) in escape(text).split('\n').enumerate() {
            if index == 0 {
                self.line(label);
                self.0.push_str(" : ");
            } else {
                self.line(if line.is_empty() { "|" } else { "| " });
            }
            self.0.push_str(line);
        }
    }

    /// An entry that stands by itself.
    pub(super) fn section(&mut self, label: &str, text: &str) {
        if !text.is_empty() {
            self.blank();
            self.entry(label, text);
        }
    }

    pub(super) fn finish(self) -> String {
        self.0
    }
}
