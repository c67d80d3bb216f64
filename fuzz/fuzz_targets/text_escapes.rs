//! Arbitrary text with backslash escapes: it is expanded or refused, and any text survives being escaped and expanded.
#![no_main]

use libfuzzer_sys::fuzz_target;
use wirelark_core::profile::text_escapes::{escape, expand};

fuzz_target!(|text: &str| {
    if let Err(error) = expand(text) {
        assert!(error.line > 0 && error.column > 0);
    }
    assert_eq!(expand(&escape(text)).as_deref(), Ok(text));
});
