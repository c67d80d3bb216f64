//! Decodes the written bytes frame by frame.

use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::frame::anatomy::{Frame, frames};

const KEY: [u8; 4] = [0x37, 0xfa, 0x21, 0x3d];

fn bytes(what: &Misbehave) -> Vec<u8> {
    encode(what, || KEY).expect("a valid misbehaviour").bytes.to_vec()
}

/// The frames with their payloads, which cover all bytes.
fn decoded(bytes: &[u8]) -> Vec<(Frame, Vec<u8>)> {
    let (found, end) = frames(bytes, usize::MAX);
    assert_eq!(end, bytes.len());
    found.into_iter().map(|f| (f.clone(), f.payload(bytes, usize::MAX))).collect()
}

/// The only frame.
fn single_frame(what: &Misbehave) -> (Frame, Vec<u8>) {
    let mut all = decoded(&bytes(what));
    assert_eq!(all.len(), 1, "{all:?}");
    all.remove(0)
}

fn content() -> impl Strategy<Value = (Content, Vec<u8>, u8)> {
    prop_oneof![
        ".{0,300}".prop_map(|text| (Content::Text(text.clone()), text.into_bytes(), TEXT)),
        prop::collection::vec(any::<u8>(), 0..1500).prop_map(|bytes| (
            Content::Hex(hex::encode(&bytes)),
            bytes,
            BINARY
        )),
    ]
}

fn control() -> impl Strategy<Value = Control> {
    prop::sample::select(vec![Control::Ping, Control::Pong, Control::Close])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn fragments_add_up_to_the_message(
        (content, payload, opcode) in content(),
        mut sizes in prop::collection::vec(0u32..3000, 0..6),
        last in 200u32..3000,
        between in prop::option::of(control()),
    ) {
        sizes.push(last);
        let all = decoded(&bytes(&Misbehave::Fragments { content, sizes: sizes.clone(), between }));
        let (data, control): (Vec<_>, Vec<_>) = all.iter().partition(|(f, _)| f.opcode < 8);
        prop_assert_eq!(data.iter().flat_map(|(_, p)| p.clone()).collect::<Vec<_>>(), payload);
        for (i, (frame, part)) in data.iter().enumerate() {
            let is_last = i + 1 == data.len();
            prop_assert_eq!(frame.fin, is_last);
            prop_assert_eq!(frame.opcode, if i == 0 { opcode } else { 0 });
            let size = sizes.get(i).unwrap_or(&last);
            prop_assert!(part.len() == *size as usize || part.len() < *size as usize);
        }
        prop_assert_eq!(control.len(), between.map_or(0, |_| data.len() - 1));
        prop_assert!(control.iter().all(|(f, _)| f.fin && f.length <= 125));
        prop_assert!(all.iter().all(|(f, _)| f.mask == Some(KEY) && f.reserved == [false; 3]));
    }

    #[test]
    fn a_wrong_length_changes_only_the_header(
        (content, payload, opcode) in content(), claims: u64
    ) {
        prop_assume!(claims != payload.len() as u64);
        let made = bytes(&Misbehave::WrongLength { content, claims });
        let frame = Frame::read(&made).expect("a head");
        prop_assert_eq!((frame.length, frame.opcode, frame.fin), (claims, opcode, true));
        prop_assert_eq!(made.len(), frame.head + payload.len());
    }

    #[test]
    fn each_misbehaviour_breaks_one_rule_only((content, payload, opcode) in content(), bit in 1u8..=3) {
        let whole = |frame: &Frame| frame.fin && frame.is_whole();
        let (frame, got) = single_frame(&Misbehave::Unmasked { content: content.clone() });
        prop_assert!(whole(&frame) && frame.mask.is_none() && frame.opcode == opcode && got == payload);
        let (frame, got) = single_frame(&Misbehave::WrongMask { content: content.clone() });
        prop_assert!(whole(&frame) && frame.mask == Some(KEY) && frame.opcode == opcode);
        prop_assert!(got.iter().zip(&payload).all(|(a, b)| *a == !*b), "every bit differs");
        let (frame, got) = single_frame(&Misbehave::ReservedBits { content: content.clone(), bits: vec![bit] });
        let set = [bit == 1, bit == 2, bit == 3];
        prop_assert!(whole(&frame) && frame.reserved == set && frame.opcode == opcode && got == payload);
        let (frame, got) = single_frame(&Misbehave::Continuation { content: content.clone() });
        prop_assert!(whole(&frame) && frame.opcode == 0 && got == payload);
        let (frame, got) = single_frame(&Misbehave::ReservedOpcode { content: content.clone(), opcode: 11 });
        prop_assert!(whole(&frame) && frame.opcode == 11 && got == payload);
        let all = decoded(&bytes(&Misbehave::Interrupted { content }));
        let heads: Vec<_> = all.iter().map(|(f, p)| (f.fin, f.opcode, p == &payload)).collect();
        prop_assert_eq!(heads, [(false, opcode, true), (true, opcode, true)]);
    }

    #[test]
    fn control_frames_break_their_own_rules(control in control(), size in 126u32..2000, text in ".{2,60}") {
        let (frame, got) = single_frame(&Misbehave::OversizedControl { control, size });
        prop_assert_eq!((frame.opcode, frame.fin, got.len()), (opcode_of(control), true, size as usize));
        let content = Content::Text(text.clone());
        let all = decoded(&bytes(&Misbehave::FragmentedControl { control, content }));
        let heads: Vec<_> = all.iter().map(|(f, _)| (f.fin, f.opcode)).collect();
        prop_assert_eq!(heads, [(false, opcode_of(control)), (true, 0)]);
        prop_assert_eq!(all.into_iter().flat_map(|(_, p)| p).collect::<Vec<_>>(), text.into_bytes());
    }

    #[test]
    fn a_close_may_have_any_code_and_reason(code: u16, reason in ".{0,100}") {
        let what = Misbehave::Close { code: Some(code), reason: reason.clone() };
        let (frame, got) = single_frame(&what);
        prop_assert_eq!((frame.opcode, &got[..2], &got[2..]), (8, &code.to_be_bytes()[..], reason.as_bytes()));
        prop_assert_eq!(encode(&what, || KEY).expect("done").then, AfterSending::Closing { code, reason });
    }

    #[test]
    fn raw_bytes_are_sent_unchanged(wanted in prop::collection::vec(any::<u8>(), 1..200)) {
        prop_assert_eq!(bytes(&Misbehave::Raw { hex: hex::encode(&wanted) }), wanted);
    }
}

#[test]
fn payloads_are_sent_with_the_wrong_opcode() {
    let (frame, got) = single_frame(&Misbehave::TextAsBinary { text: "é".to_owned() });
    assert_eq!((frame.opcode, got), (BINARY, "é".into()));
    let (frame, got) = single_frame(&Misbehave::BinaryAsText { hex: "00 ff".to_owned() });
    assert_eq!((frame.opcode, got), (TEXT, vec![0, 255]));
    let (frame, got) = single_frame(
        &serde_json::from_value(json!({"type": "invalid_utf8", "text": "a"})).expect("one"),
    );
    assert_eq!((frame.opcode, got), (TEXT, vec![b'a', 255]));
}

#[test]
fn each_form_of_a_length_is_written() {
    for size in [0, 125, 126, 65_535, 65_536] {
        let content = Content::Hex("00".repeat(size));
        let (frame, got) = single_frame(&Misbehave::Unmasked { content });
        assert_eq!((frame.length, got.len()), (size as u64, size));
    }
}

#[test]
fn every_frame_has_its_own_key() {
    let mut n = 0;
    let what = Misbehave::Fragments {
        content: Content::Text("abc".to_owned()),
        sizes: vec![1],
        between: Some(Control::Ping),
    };
    let next = || {
        n += 1;
        [n; 4]
    };
    let made = encode(&what, next).expect("done").bytes;
    let keys: Vec<_> = decoded(&made).into_iter().map(|(f, _)| f.mask.map(|key| key[0])).collect();
    assert_eq!(keys, [Some(1), Some(2), Some(3), Some(4), Some(5)]);
}

#[test]
fn invalid_misbehaviours_name_their_field() {
    let wrong = |json: serde_json::Value| {
        let error =
            encode(&serde_json::from_value(json).expect("a shape"), || KEY).expect_err("wrong");
        (error.code(), error.field())
    };
    for (json, wanted) in [
        (json!({"type": "raw", "hex": "0"}), ("hex.odd", "hex")),
        (json!({"type": "raw", "hex": ""}), ("misbehave_nothing", "hex")),
        (json!({"type": "invalid_utf8", "hex": "41"}), ("misbehave_is_utf8", "hex")),
        (
            json!({"type": "wrong_length", "text": "abc", "claims": 3}),
            ("misbehave_length", "claims"),
        ),
        (json!({"type": "fragments", "text": "abc", "sizes": []}), ("misbehave_sizes", "sizes")),
        (
            json!({"type": "fragments", "text": "abc", "sizes": [1, 0]}),
            ("misbehave_sizes", "sizes"),
        ),
        (json!({"type": "reserved_bits", "text": "", "bits": [4]}), ("misbehave_bits", "bits")),
        (
            json!({"type": "reserved_opcode", "hex": "", "opcode": 9}),
            ("misbehave_opcode", "opcode"),
        ),
        (
            json!({"type": "oversized_control", "control": "ping", "size": 125}),
            ("misbehave_control_size", "size"),
        ),
        (json!({"type": "close", "reason": "x"}), ("misbehave_reason", "reason")),
    ] {
        assert_eq!(wrong(json), wanted);
    }
}

#[test]
fn the_word_is_the_type_in_a_profile() {
    for json in [
        json!({"type": "text_as_binary", "text": "x"}),
        json!({"type": "wrong_length", "hex": "00", "claims": 18446744073709551615u64}),
        json!({"type": "fragments", "text": "x", "sizes": [1], "between": "pong"}),
        json!({"type": "close", "code": 1005, "reason": "x"}),
        json!({"type": "no_pong"}),
        json!({"type": "half_close"}),
    ] {
        let what: Misbehave = serde_json::from_value(json.clone()).expect("one");
        assert_eq!(json["type"], what.word());
        assert_eq!(serde_json::to_value(&what).expect("JSON"), json);
    }
}
