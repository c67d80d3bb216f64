use serde_json::json;

use super::*;

fn profile(login: serde_json::Value) -> Profile {
    serde_json::from_value(json!({
        "wirelark": 1, "name": "x", "connection": {"url": "ws://h/"},
        "messages": [{"name": "hello", "type": "packed", "format": "<i", "values": [7]}],
        "login": login
    }))
    .expect("a profile")
}

fn built(login: serde_json::Value) -> Result<LoginSequence, (&'static str, String)> {
    let sources = VariableSources::new([("who".to_owned(), "me".to_owned())].into());
    let login = login_of(&profile(login), &sources);
    login.map(|login| login.expect("a login")).map_err(|error| (error.code(), error.path()))
}

#[test]
fn messages_of_any_kind_wait_for_replies() {
    let login = built(json!({
        "messages": [
            {"expect": "/^INFO/"},
            "hello",
            {"send": {"type": "json", "text": "{\"a\":1}", "style": "compact"}, "expect": "field.ok=1", "within": "2s"},
            {"type": "text", "text": "{{who}}"}
        ],
        "reply": {"filter": "\"+OK\""}, "refused": {"filter": "\"-ERR\""}
    }))
    .expect("built");
    let steps: Vec<_> = (0..)
        .map_while(|index| login.step(index))
        .map(|step| {
            let message = step.message.as_ref().map(|(kind, bytes)| (*kind, &bytes[..]));
            (message, step.wait.as_ref().map(|wait| wait.within.as_secs()))
        })
        .collect();
    assert_eq!(
        steps,
        [
            (None, Some(10)),
            (Some((Kind::Binary, &[7, 0, 0, 0][..])), None),
            (Some((Kind::Text, br#"{"a":1}"#)), Some(2)),
            (Some((Kind::Text, b"me")), Some(10)),
        ]
    );
    assert!(login.waits_at_end());
    let is = |step, text: &str| login.reply_match(step, Kind::Text, text.as_bytes());
    assert_eq!(is(0, "INFO {}"), ReplyMatch::Accepted);
    assert_eq!(is(2, "{\"ok\":1}"), ReplyMatch::Accepted);
    assert_eq!(
        [is(3, "+OK"), is(3, "-ERR no"), is(3, "x")],
        [ReplyMatch::Accepted, ReplyMatch::Refused, ReplyMatch::Other]
    );
}

#[test]
fn the_fields_and_the_code_stay_what_they_were() {
    let fields = json!([{"name": "user_id", "value": "test1234"}]);
    let login = built(json!({"fields": fields, "reply": {"code": 1}})).expect("built");
    let step = login.step(0).expect("a step");
    let (kind, text) = step.message.as_ref().expect("a message");
    assert_eq!((*kind, &text[..]), (Kind::Text, &br#"{"user_id": "test1234"}"#[..]));
    assert_eq!(login.step(1), None);
    assert_eq!(login.reply_match(0, Kind::Binary, &[1, 0, 0, 0, 9]), ReplyMatch::Accepted);
    assert_eq!(login.reply_match(0, Kind::Text, &[1, 0, 0, 0]), ReplyMatch::Other);
    assert!(!built(json!({"fields": []})).expect("built").waits_at_end());
}

#[test]
fn errors_have_the_path_of_their_part() {
    let text = |text: &str| json!({"type": "text", "text": text});
    for (login, code, path) in [
        (json!({"messages": ["nobody"]}), "message_unknown", "login.messages[0]"),
        (json!({"messages": [{"send": "nobody"}]}), "message_unknown", "login.messages[0].send"),
        (json!({"messages": [{"type": "hex", "text": "0"}]}), "hex.odd", "login.messages[0].text"),
        (json!({"messages": [{"expect": "x"}]}), "login_sends_nothing", "login.messages"),
        (
            json!({"messages": [{"send": text("x"), "expect": "row:1"}]}),
            "filter_rows_only",
            "login.messages[0].expect",
        ),
        (
            json!({"messages": [{"send": text("x"), "expect": "x", "within": "soon"}]}),
            "duration_invalid",
            "login.messages[0].within",
        ),
        (json!({"messages": [text("x")], "reply": {}}), "login_reply_empty", "login.reply"),
        (
            json!({"messages": [text("x")], "reply": {"filter": "("}}),
            "filter_missing",
            "login.reply.filter",
        ),
        (
            json!({"messages": [text("x")], "refused": {"filter": "x"}}),
            "login_refused_alone",
            "login.refused",
        ),
        (
            json!({"messages": vec![text("x"); MAX_LOGIN_PARTS + 1]}),
            "list_too_long",
            "login.messages",
        ),
    ] {
        let error = built(login.clone()).expect_err(code);
        assert_eq!(error, (code, path.to_owned()), "{login}");
    }
}
