//! Tables for other programs (RFC 4180).

use super::{Board, Need};
use crate::HelpKind;

/// The contacts as CSV: UTF-8 with a byte order mark, by which Excel knows it. What would be a
/// formula there has an apostrophe before it.
pub fn contacts_csv(board: &Board) -> String {
    let _ = board;
    String::new()
}

/// These needs as CSV, in the same way, with their suggestions; `kind_in_french` is what kinds of
/// help are called in the page.
pub fn needs_csv(
    board: &Board,
    needs: &[Need],
    kind_in_french: fn(HelpKind) -> &'static str,
) -> String {
    let _ = (board, needs, kind_in_french);
    String::new()
}
