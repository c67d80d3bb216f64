//! Arbitrary pasted text: it is recognised as at least plain text, unchanged. Each message it is recognised as is built
//! or refused.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use wirelark_core::packet::paste::{PastedMessage, TakenFor, recognise};
use wirelark_core::profile::message;
use wirelark_core::profile::model::Profile;
use wirelark_core::profile::paste;

static PROFILE: LazyLock<Profile> =
    LazyLock::new(|| serde_json::from_str(r#"{"wirelark": 1, "name": "x"}"#).expect("valid JSON"));

fuzz_target!(|text: &str| {
    let found = recognise(text);
    let last = found.last().expect("at least the text");
    assert_eq!(last.taken_for, TakenFor::Text);
    assert!(matches!(&last.messages[0].draft, PastedMessage::Text(kept) if kept == text));
    assert!(found.iter().all(|one| !one.messages.is_empty()));
    let pasted = paste::recognise(text);
    let others = pasted.others.iter().flat_map(|other| &other.messages);
    for one in pasted.messages.iter().chain(others) {
        let _ = message::build(&PROFILE, one);
    }
});
