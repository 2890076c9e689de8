//! Writing the text of a message, line by line.

use super::grammar::push_escaped;

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
        let mut lines = text.split('\n');
        match lines.next() {
            None | Some("") => {}
            Some(first) => {
                self.line(label);
                self.0.push_str(" : ");
                push_escaped(&mut self.0, first);
            }
        }
        for line in lines {
            self.line("|");
            if !line.is_empty() {
                self.0.push(' ');
                push_escaped(&mut self.0, line);
            }
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
