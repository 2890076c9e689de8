//! The facts of the edition that this build is about, written by `build.rs` from `content/`.

include!(concat!(env!("OUT_DIR"), "/edition.rs"));
