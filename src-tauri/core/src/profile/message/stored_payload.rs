//! Turns a stored payload into a message of a profile that sends the same bytes.

use std::str;

use super::{build, terminator};
use crate::frame::{Direction, Kind};
use crate::packet::hex;
use crate::packet::layout::form::form;
use crate::packet::layout::{Node, Plan};
use crate::packet::rules::{Choice, Decoder};
use crate::packet::tree::node::find;
use crate::profile::model::{BodyType, Message, MessageStyle, MessageTail, Profile, TailType};
use crate::profile::{text_escapes, variable};

/// Uses the layout that the profile's rules choose, if rebuilding yields the same bytes; otherwise text or hex.
pub fn from_payload(
    profile: &Profile,
    kind: Kind,
    direction: Direction,
    payload: &[u8],
) -> Message {
    if kind == Kind::Text
        && let Ok(text) = str::from_utf8(payload)
    {
        let end = terminator::of_profile(&profile.connection).unwrap_or_default();
        let (text, own) = match text.strip_suffix(end.as_str()) {
            Some(text) => (text, None),
            None => (text, Some(String::new())),
        };
        return Message { terminator: own, ..text_message(text) };
    }
    let same =
        |message: &Message| build(profile, message).is_ok_and(|built| built.bytes == payload);
    by_layout(profile, kind, direction, payload)
        .into_iter()
        .find(same)
        .unwrap_or_else(|| Message { text: hex::encode(payload), ..Message::of(BodyType::Hex) })
}

/// A text message that sends this text: with escapes if it has control characters that a text box does not show.
fn text_message(text: &str) -> Message {
    let hidden = |ch: char| ch.is_control() && !matches!(ch, '\n' | '\r' | '\t');
    let escapes = text.contains(hidden);
    let text = match escapes {
        true => text.split('\n').map(text_escapes::escape).collect::<Vec<_>>().join("\n"),
        false => variable::as_literal(text),
    };
    Message { text, escapes, ..Message::of(BodyType::Text) }
}

/// Candidate messages with the layout that the profile's rules choose, one per JSON style.
fn by_layout(profile: &Profile, kind: Kind, direction: Direction, payload: &[u8]) -> Vec<Message> {
    let decoder = Decoder::new(&profile.decoding());
    let choice = decoder.choose(kind, direction, payload);
    let (Choice::Layout(_), Some(plan)) = (choice, decoder.plan_of(choice)) else {
        return Vec::new();
    };
    let decoded = decoder.decode(kind, direction, payload);
    let styles = [MessageStyle::Python, MessageStyle::Compact, MessageStyle::Typed];
    styles.map(|style| by_plan(plan, &decoded.layout, &decoded.nodes, (payload, style))).to_vec()
}

fn by_plan(
    plan: &Plan,
    layout: &str,
    nodes: &[Node],
    (payload, style): (&[u8], MessageStyle),
) -> Message {
    let mut message = Message { layout: layout.to_owned(), ..Message::of(BodyType::Packed) };
    let lines = form(plan);
    let tails = lines.iter().filter(|line| line.tail).count();
    for line in lines {
        let Some(node) = find(nodes, &line.name) else { continue };
        if !line.tail {
            if !line.computed {
                message.fields.insert(line.name, node.value.clone().into());
            }
            continue;
        }
        let bytes = payload.get(node.offset..node.offset + node.size).unwrap_or_default();
        let tail = tail(&line.form, bytes, style);
        if tails == 1 && !line.name.contains('.') {
            message.tail = Some(tail);
        } else {
            message.tails.insert(line.name, tail);
        }
    }
    message
}

fn tail(form: &str, bytes: &[u8], style: MessageStyle) -> MessageTail {
    let text = |body| MessageTail {
        body,
        text: String::from_utf8_lossy(bytes).into_owned(),
        ..MessageTail::default()
    };
    match form {
        "text" => text(TailType::Text),
        "json" => MessageTail { style: Some(style), ..text(TailType::Json) },
        _ => {
            MessageTail { body: TailType::Hex, text: hex::encode(bytes), ..MessageTail::default() }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn profile() -> Profile {
        let file = include_str!("../../../../../examples/demo-layouts.wirelark.json");
        serde_json::from_str(file).expect("a profile")
    }

    fn push(service: &str) -> Vec<u8> {
        let mut bytes = 100i32.to_le_bytes().to_vec();
        bytes.extend(9_007_199_254_740_993_i64.to_le_bytes());
        bytes.extend(1_767_323_045.5_f64.to_le_bytes());
        bytes.extend(service.as_bytes());
        bytes
    }

    #[test]
    fn a_matching_layout_yields_its_fields() {
        let profile = profile();
        let bytes = push("first");
        let message = from_payload(&profile, Kind::Binary, Direction::Received, &bytes);
        assert_eq!(message.layout, "push");
        assert_eq!(message.fields["seq"].as_str(), "9007199254740993");
        assert!(!message.fields.contains_key("code"), "constants cannot be set");
        assert_eq!(message.tail.as_ref().map(|tail| tail.text.as_str()), Some("first"));
        assert_eq!(build(&profile, &message).expect("built").bytes, bytes);
    }

    #[test]
    fn every_payload_is_rebuilt_byte_for_byte() {
        let profile = profile();
        let packed = |code: i32, tail: &[u8]| [&code.to_le_bytes()[..], tail].concat();
        for (direction, bytes) in [
            (Direction::Sent, packed(2, b"[\"first\", \"test\"]")),
            (Direction::Sent, packed(2, b"[\"first\",\"test\"]")),
            (Direction::Sent, packed(2, b"[ \"first\" ]")),
            (Direction::Sent, packed(2, b"not json")),
            (Direction::Received, push("{{user}}")),
            (Direction::Received, packed(77, &[0xff, 0xfe])),
            (Direction::Received, vec![1, 2]),
            (Direction::Received, Vec::new()),
        ] {
            let message = from_payload(&profile, Kind::Binary, direction, &bytes);
            assert_eq!(build(&profile, &message).expect("built").bytes, bytes, "{message:?}");
        }
        for text in [
            "{\"a\":1}",
            "{{user}} {{secret:s}} {{literal:x}}",
            "CONNECT\n\n\0",
            "a\r\nb\0{{user}}{{{\n{",
            "\u{feff}\t",
        ] {
            let message = from_payload(&profile, Kind::Text, Direction::Sent, text.as_bytes());
            let profile = Profile { messages: vec![message], ..profile.clone() };
            let filled = crate::profile::secret::resolve(&profile, &Default::default());
            let message = &filled.expect("no secrets").messages[0];
            assert_eq!(
                build(&profile, message).expect("built").bytes,
                text.as_bytes(),
                "{message:?}"
            );
            assert_eq!(message.escapes, text.contains('\0'));
        }
        let text = from_payload(&profile, Kind::Text, Direction::Sent, b"{\"a\":1}");
        assert_eq!((text.body, text.text.as_str()), (BodyType::Text, "{\"a\":1}"));
    }
}
