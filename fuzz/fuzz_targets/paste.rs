//! Any text, pasted: something comes of it, and it is text at least.
#![no_main]

use libfuzzer_sys::fuzz_target;
use wirelark_core::packet::paste::{TakenFor, recognise};

fuzz_target!(|text: &str| {
    let found = recognise(text);
    assert_eq!(found.last().map(|last| last.taken_for), Some(TakenFor::Text));
    assert!(found.iter().all(|one| !one.messages.is_empty()));
});
