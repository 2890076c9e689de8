//! Any bytes as the file that a message is in.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| laws::text_of(bytes));
