//! What was pasted, chosen or dropped, and the text in it.

/// Where the line ends of a text come from, and so what they mean.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Wrapping {
    /// Nobody says: the text was pasted, or comes from a plain part that does not declare
    /// `format=flowed`. A line may be the rest of one that some program broke.
    #[default]
    Unknown,
    /// The part declared `format=flowed` (RFC 3676), and its lines are whole again: those that are
    /// left were written so. What stands quoted may have been broken before it was quoted.
    Fixed,
    /// The text was HTML. `<br>`, and blocks without margins (`<div>`, `<li>`, `<tr>`), end a line;
    /// blocks with margins (`<p>`, lists, headings, `<pre>`, quotations) have an empty line around
    /// them. No line was broken for its length on the way to HTML, but some programs make one block
    /// or one `<br>` of each line of a plain text that was wrapped before.
    Html,
}

/// A text that can be parsed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadableText {
    /// The text; its lines end with `\n`.
    pub text: String,
    /// Where its line ends come from.
    pub wrapping: Wrapping,
}
