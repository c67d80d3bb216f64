//! Received messages and times in, messages to send out.

use std::sync::Arc;

use serde_json::{Value, json};

use super::*;
use crate::profile::model::Profile;
use crate::profile::variable::VariableSources;

fn schedule(replies: Value, heartbeats: Value) -> AutomaticSchedule {
    let profile: Profile = serde_json::from_value(json!({
        "wirelark": 1, "name": "x", "connection": {"url": "ws://h/"},
        "variables": {"who": "me"},
        "messages": [{"name": "pong", "type": "text", "text": "PONG {{counter}}"}],
        "replies": replies, "heartbeats": heartbeats
    }))
    .expect("a profile");
    let sources = Arc::new(VariableSources::default());
    AutomaticSchedule::new(AutomaticMessages::of(&profile, &sources).expect("valid"))
}

fn replies(replies: Value) -> AutomaticSchedule {
    schedule(replies, json!([]))
}

/// Everything that is due, as `path text`, or `path code` for an error.
fn due(schedule: &mut AutomaticSchedule, now: Instant) -> Vec<String> {
    let line = |due: Result<DueMessage, AutomaticError>| match due {
        Ok(due) => format!("{} {}", due.path, String::from_utf8_lossy(&due.built.bytes)),
        Err(error) => error.code().to_owned(),
    };
    std::iter::from_fn(|| schedule.next(now)).map(line).collect()
}

fn text(schedule: &mut AutomaticSchedule, text: &str, now: Instant) -> Vec<AutomaticError> {
    schedule.received(Kind::Text, text.as_bytes(), now)
}

#[test]
fn a_matching_message_is_answered_in_order_and_no_other() {
    let now = Instant::now();
    let mut s = replies(json!([
        {"when": "/^PING/", "send": "pong"},
        {"when": "field.type=ping", "send": {"type": "json", "style": "compact",
            "text": "{\"type\":\"pong\",\"id\":{{received.field.id}},\"s\":\"{{received.field.a[0].$k}} {{who}}\"}"}},
        {"when": "size:4", "send": {"type": "text", "text": "{{received.text}} {{ received.size }}"}, "off": true},
        {"when": "code:7", "send": {"type": "packed", "format": "<ii", "values": ["{{received.code}}", "{{received.size}}"]}}
    ]));
    assert!(s.answers());
    assert_eq!(text(&mut s, "MSG", now), []);
    assert_eq!((s.next_due(), due(&mut s, now)), (None, vec![]));
    text(&mut s, "PING\r\n", now);
    text(&mut s, r#"{"type":"ping","id":9007199254740993,"a":[{"$k":"q\""}]}"#, now);
    assert_eq!(s.next_due(), Some(now));
    assert_eq!(
        due(&mut s, now),
        ["replies[0] PONG 1", r#"replies[1] {"type":"pong","id":9007199254740993,"s":"q\" me"}"#]
    );
    s.received(Kind::Binary, &[7, 0, 0, 0, 9], now);
    let due = s.next(now).expect("due").expect("built");
    assert_eq!(
        (due.built.kind, &due.built.bytes[..]),
        (Kind::Binary, &[7, 0, 0, 0, 5, 0, 0, 0][..])
    );
}

#[test]
fn a_delay_and_a_number_of_times_are_kept() {
    let now = Instant::now();
    let mut s = replies(json!([
        {"when": "a", "send": {"type": "text", "text": "late {{received.text}}"}, "after": "2s", "times": 2},
        {"when": "a", "send": {"type": "text", "text": "soon"}, "after": "1s"}
    ]));
    for word in ["a1", "a2", "a3"] {
        text(&mut s, word, now);
    }
    assert_eq!(due(&mut s, now), [""; 0]);
    assert_eq!(s.next_due(), Some(now + SECOND));
    assert_eq!(due(&mut s, now + SECOND), ["replies[1] soon"; 3]);
    assert_eq!(s.next_due(), Some(now + 2 * SECOND));
    assert_eq!(due(&mut s, now + 2 * SECOND), ["replies[0] late a1", "replies[0] late a2"]);
    text(&mut s, "a4", now + 3 * SECOND);
    assert_eq!(due(&mut s, now + 9 * SECOND), ["replies[1] soon"]);
}

#[test]
fn heartbeats_begin_after_the_login_and_are_not_made_up_for() {
    let now = Instant::now();
    let beat =
        |text: &str, every: &str| json!({"send": {"type": "text", "text": text}, "every": every});
    let mut s = schedule(json!([]), json!([beat("slow", "3s"), beat("fast", "1s")]));
    assert!(!s.answers());
    assert_eq!(s.next_due(), None);
    s.logged_in(now);
    s.logged_in(now + SECOND / 2);
    assert_eq!(due(&mut s, now), [""; 0]);
    assert_eq!(due(&mut s, now + SECOND), ["heartbeats[1] fast"]);
    // A long pause, such as a server that takes nothing.
    assert_eq!(due(&mut s, now + 10 * SECOND), ["heartbeats[0] slow", "heartbeats[1] fast"]);
    assert_eq!(s.next_due(), Some(now + 11 * SECOND));
}

#[test]
fn two_programs_that_answer_each_other_are_slowed_down() {
    let now = Instant::now();
    let mut s = replies(json!([{"when": "a", "send": {"type": "text", "text": "a"}}]));
    for _ in 0..MAX_PER_SECOND + 5 {
        text(&mut s, "a", now);
    }
    assert_eq!(due(&mut s, now).len(), MAX_PER_SECOND as usize);
    assert_eq!(s.next_due(), Some(now + SECOND));
    assert_eq!(due(&mut s, now + SECOND).len(), 5);
    assert_eq!(s.next_due(), None);
}

#[test]
fn waiting_replies_and_their_values_are_bounded() {
    let now = Instant::now();
    let send = json!({"type": "text", "text": "{{received.text}}"});
    let mut s = replies(json!([{"when": "a", "send": send, "after": "1m"}]));
    for _ in 0..MAX_PENDING {
        assert_eq!(text(&mut s, "a", now), []);
    }
    assert_eq!(
        text(&mut s, "a", now).first().map(AutomaticError::code),
        Some("reply_pending_full")
    );
    let mut s = replies(json!([{"when": "a", "send": send, "after": "1m"}]));
    let long = "a".repeat(MAX_PENDING_BYTES / 2);
    assert_eq!([text(&mut s, &long, now), text(&mut s, &long, now)], [vec![], vec![]]);
    assert_eq!(
        text(&mut s, "a", now).first().map(AutomaticError::code),
        Some("reply_pending_full")
    );
    assert_eq!(due(&mut s, now + 60 * SECOND).len(), 2, "their values are free again");
    assert_eq!(text(&mut s, "a", now), []);
}

#[test]
fn a_reply_without_its_value_is_skipped_and_told() {
    let now = Instant::now();
    let mut s = replies(json!([
        {"when": "a", "send": {"type": "text", "text": "{{received.field.id}}"}, "times": 1},
        {"when": "a", "send": {"type": "hex", "text": "{{received.field.id}}"}}
    ]));
    let errors = text(&mut s, "a", now);
    assert_eq!(errors[0].to_string(), "replies[0]: not sent: the received message has no field.id");
    assert_eq!(errors.len(), 2);
    assert_eq!(text(&mut s, r#"{"a": 1, "id": "zz"}"#, now), []);
    assert_eq!(due(&mut s, now), ["replies[0] zz", "hex.bad_char"], "times counts what is sent");
}

#[test]
fn mistakes_have_their_path() {
    let error = |replies: Value, heartbeats: Value| {
        let profile: Profile = serde_json::from_value(json!({
            "wirelark": 1, "name": "x", "connection": {"url": "ws://h/"},
            "replies": replies, "heartbeats": heartbeats
        }))
        .expect("a profile");
        let error = AutomaticMessages::of(&profile, &Arc::default()).expect_err("an error");
        (error.code(), error.path())
    };
    let one =
        |when: &str, text: &str| json!([{"when": when, "send": {"type": "text", "text": text}}]);
    let none = || json!([]);
    let beat =
        |text: &str, every: &str| json!([{"send": {"type": "text", "text": text}, "every": every}]);
    for (replies, heartbeats, code, path) in [
        (one("row:1", "x"), none(), "filter_rows_only", "replies[0].when"),
        (one("a or", "x"), none(), "filter_missing", "replies[0].when"),
        (one("a", ""), none(), "message.empty", "replies[0].send.text"),
        (one("a", "{{received.row}}"), none(), "received_name", "replies[0].send"),
        (one("a", "{{nobody}}"), none(), "variable_missing", "replies[0].send.text"),
        (json!([{"when": "a", "send": "gone"}]), none(), "message_unknown", "replies[0].send"),
        (none(), beat("x", "99ms"), "duration_too_short", "heartbeats[0].every"),
        (none(), beat("x", "soon"), "duration_invalid", "heartbeats[0].every"),
        (none(), beat("{{received.text}}", "1s"), "received_name", "heartbeats[0].send"),
        (json!(vec![one("a", "x")[0].clone(); 201]), none(), "list_too_long", "replies"),
    ] {
        assert_eq!(error(replies, heartbeats), (code, path.to_owned()));
    }
}
