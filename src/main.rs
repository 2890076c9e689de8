//! App.

fn main() {}
