//! Every `cargo test` reads the texts and files that the fuzzer starts from (`fuzz/README.md`).

#[expect(unreachable_pub, reason = "for the fuzzer, this is a crate")]
#[path = "../../../../fuzz/src/lib.rs"]
mod laws;

use std::path::Path;
use std::{fs, io};

#[track_caller]
fn check(target: &str, law: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus").join(target);
    let files: io::Result<Vec<_>> = fs::read_dir(folder).unwrap().collect();
    let files = files.unwrap();
    assert!(!files.is_empty());
    for file in files {
        // Shown with a test that fails.
        println!("{}", file.path().display());
        law(&fs::read(file.path()).unwrap());
    }
}

#[test]
fn texts_of_the_corpus_are_read() {
    check("parse", laws::parse);
}

#[test]
fn files_of_the_corpus_are_read() {
    check("text_of", laws::text_of);
}
