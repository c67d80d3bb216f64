use proptest::prelude::*;
use serde_json::json;

use super::*;

fn profile() -> Profile {
    serde_json::from_value(json!({
        "wirelark": 1, "name": "x",
        "variables": {"user": "test1234", "n": 9007199254740993u64, "quote": "a\"b\n"},
        "connection": {"url": "ws://{{host}}/{{user}}?t={{secret:token}}"},
        "login": {"fields": [
            {"name": "user_id", "value": "{{user}}"},
            {"name": "data", "type": "json", "value": "{\"q\": \"{{quote}}\", \"n\": {{n}}}"}
        ]},
        "messages": [{"name": "m", "type": "packed", "format": "i", "values": ["{{id}}"], "tail": {"type": "text", "text": "{{host}}"}}]
    }))
    .expect("a profile")
}

fn filled(text: &str) -> Result<String, &'static str> {
    let sources = VariableSources::default();
    Filler::new(&profile(), &sources, &Generated::default())
        .text(text, "p", Quoting::None)
        .map_err(|error| error.code())
}

#[test]
fn fills_in_url_and_login_but_keeps_secrets() {
    let sources = VariableSources::new(BTreeMap::from([("host".to_owned(), "h:1".to_owned())]));
    let resolved = resolve(&profile(), &sources).expect("all known");
    assert_eq!(resolved.connection.url, "ws://h:1/test1234?t={{secret:token}}");
    let fields = resolved.login.expect("a login").fields;
    assert_eq!(fields[0].value.as_str(), "test1234");
    assert_eq!(fields[1].value.as_str(), r#"{"q": "a\"b\n", "n": 9007199254740993}"#);
    let error = resolve(&profile(), &VariableSources::default()).expect_err("host is unknown");
    assert_eq!((error.path.as_str(), error.code()), ("connection.url", "variable_missing"));
    assert!(error.to_string().contains("'host'"));
}

#[test]
fn lists_the_variables_without_a_value() {
    let asked = asked(&profile(), None, &VariableSources::default());
    let asked: Vec<_> =
        asked.iter().map(|variable| (variable.name.as_str(), variable.path.as_str())).collect();
    assert_eq!(asked, [("host", "connection.url"), ("id", "messages[0].values[0]")]);
    assert_eq!(super::asked(&profile(), Some(&[]), &VariableSources::default()).len(), 1);
}

#[test]
fn generators_produce_values() {
    let sources = VariableSources::default();
    let profile = profile();
    let generated = Generated::default();
    let fill = Filler::new(&profile, &sources, &generated);
    let text = |text: &str| fill.text(text, "p", Quoting::None);
    assert_eq!(text("{{counter}} {{ counter }}").as_deref(), Ok("1 1"));
    assert_eq!(text("{{random:7:7}}{{random:-3:-3}}").as_deref(), Ok("7-3"));
    for _ in 0..50 {
        let number: i64 = filled("{{random:1:6}}").expect("a number").parse().expect("digits");
        assert!((1..=6).contains(&number));
    }
    assert_eq!(text("{{uuid}}").expect("a uuid").len(), 36);
    let ms: i64 = text("{{unix_ms}}").expect("a time").parse().expect("digits");
    let s: i64 = text("{{unix}}").expect("a time").parse().expect("digits");
    assert!(s - ms / 1000 <= 1 && s > 1_700_000_000);
    assert_eq!(fill.with_length(9).text("{{length}}", "p", Quoting::None).as_deref(), Ok("9"));
}

#[test]
fn real_server_09_a_generator_has_the_same_value_throughout_a_message() {
    let profile: Profile = serde_json::from_value(json!({
        "wirelark": 1, "name": "x",
        "connection": {"url": "ws://h/{{uuid}}", "query": [{"name": "id", "value": "{{uuid}}"}]},
        "layouts": [{"name": "l", "format": "<i", "fields": [{"name": "n"}],
            "tail": {"name": "body", "type": "text"}}]
    }))
    .expect("a profile");
    let sources = VariableSources::default();
    let built = |message: serde_json::Value| {
        let message: Message = serde_json::from_value(message).expect("a message");
        crate::profile::message::build_with(&profile, &message, &sources).expect("built").bytes
    };
    let text = || {
        let all = "{{counter}} {{counter}} {{uuid}} {{ uuid }} {{random:0:9223372036854775807}} {{random:0:9223372036854775807}}";
        let sent = String::from_utf8(built(json!({"type": "text", "text": all}))).expect("text");
        let parts: Vec<String> = sent.split(' ').map(str::to_owned).collect();
        assert!(parts.chunks(2).all(|pair| pair[0] == pair[1]), "{sent}");
        parts
    };
    let (first, second) = (text(), text());
    assert_eq!((first[0].as_str(), second[0].as_str()), ("1", "2"), "a new value for each send");
    assert_ne!(first[2], second[2]);
    // Within the parts of one message: value and tail, field and tail.
    let packed = json!({"type": "packed", "format": "<i", "values": ["{{counter}}"],
        "tail": {"type": "text", "text": "{{counter}}"}});
    assert_eq!(built(packed), b"\x03\0\0\x003");
    let laid_out = json!({"type": "packed", "layout": "l", "fields": {"n": "{{counter}}"},
        "tail": {"type": "text", "text": "{{counter}}"}});
    assert_eq!(built(laid_out), b"\x04\0\0\x004");
    // And within the texts of one connection.
    let connection = resolve(&profile, &sources).expect("resolved").connection;
    assert_eq!(connection.url, format!("ws://h/{}", connection.query[0].value));
}

#[test]
fn named_counters_count_independently() {
    let sources = VariableSources::default();
    let profile = profile();
    let next = |text: &str| {
        let generated = Generated::default();
        Filler::new(&profile, &sources, &generated).text(text, "p", Quoting::None)
    };
    let both = "{{counter}} {{counter:a}} {{ counter:a }} {{counter:b c}}";
    assert_eq!(next(both).as_deref(), Ok("1 1 1 1"));
    assert_eq!(next("{{counter:a}}").as_deref(), Ok("2"));
    assert_eq!(next(both).as_deref(), Ok("2 3 3 2"));
    assert_eq!(filled("{{counter:}}"), Err("variable_generator"));
}

#[test]
fn a_literal_placeholder_is_sent_as_it_is() {
    for (typed, wanted) in [
        ("{{literal:user}} {{user}}", "{{user}} test1234"),
        ("{{literal: user }}", "{{ user }}"),
        ("{{ literal:uuid}}", "{{uuid}}"),
        ("{{literal:literal:user}}", "{{literal:user}}"),
        ("{{literal:random:1:2}}", "{{random:1:2}}"),
        // Secrets are filled in separately, which replaces this one.
        ("{{literal:secret:a}}", "{{literal:secret:a}}"),
    ] {
        assert_eq!(filled(typed).as_deref(), Ok(wanted), "{typed}");
    }
    assert_eq!(filled("{{literal}}"), Err("variable_missing"), "may be a variable's name");
}

/// The payload of a message after its secrets are filled in.
fn sent(message: serde_json::Value) -> Result<String, &'static str> {
    let mut profile = profile();
    profile.connection = Default::default();
    profile.login = None;
    profile.messages = vec![serde_json::from_value(message).expect("a message")];
    let secrets = [("s", r"\0{{user}}{"), ("t", "{{user}}")];
    let secrets = secrets.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
    let profile = crate::profile::secret::resolve(&profile, &secrets).expect("known secrets");
    crate::profile::message::build(&profile, &profile.messages[0])
        .map(|built| String::from_utf8(built.bytes).expect("text"))
        .map_err(|error| error.code())
}

#[test]
fn escapes_are_expanded_around_values_only() {
    let text = |text: &str| sent(json!({"type": "text", "escapes": true, "text": text}));
    assert_eq!(text(r"a\r\n{{user}}\0").as_deref(), Ok("a\r\ntest1234\0"));
    assert_eq!(text(r"{{quote}}\\{{user}}").as_deref(), Ok("a\"b\n\\test1234"));
    assert_eq!(
        text(r"\{{user}} \\\{{user}} {\{user}}").as_deref(),
        Ok(r"{{user}} \{{user}} {{user}}")
    );
    assert_eq!(text(r"\{{{user}}").as_deref(), Ok("{test1234"));
    assert_eq!(text(r"{{user}}\q"), Err("escape.unknown"));
    // A secret's value is neither expanded nor searched for variables.
    assert_eq!(text(r"{{secret:s}}\n{{secret:t}}").as_deref(), Ok("\\0{{user}}{\n{{user}}"));
    assert_eq!(text(r"{{secret:s}}{user}}").as_deref(), Ok(r"\0{{user}}{{user}}"));
    assert_eq!(text(r"\{{secret:s}}").as_deref(), Ok("{{secret:s}}"));
    assert_eq!(text("{{literal:secret:s}}").as_deref(), Ok("{{secret:s}}"));
    let plain = |text: &str| sent(json!({"type": "text", "text": text}));
    assert_eq!(plain(r"{{secret:s}}\n{{secret:t}}").as_deref(), Ok(r"\0{{user}}{\n{{user}}"));
    assert_eq!(plain("{{literal:secret:s}}{{secret:").as_deref(), Ok("{{secret:s}}{{secret:"));
    // Without the switch, and in other types, a backslash is a backslash.
    assert_eq!(plain(r"\r\n\{{user}}").as_deref(), Ok(r"\r\n\test1234"));
    let json = json!({"type": "json", "escapes": true, "text": r#"["\u0000\q"]"#});
    assert_eq!(sent(json), Err("json.escape"));
    let tail = json!({"type": "packed", "format": "", "tail":
        {"type": "text", "escapes": true, "text": r"\x1e{{user}}"}});
    assert_eq!(sent(tail).as_deref(), Ok("\u{1e}test1234"));
}

#[test]
fn a_mistaken_escape_has_its_column_in_the_whole_text() {
    let message = json!({"type": "text", "escapes": true, "text": "{{user}}\n{{ user }}é\\u{}"});
    let message: Message = serde_json::from_value(message).expect("a message");
    let error = crate::profile::message::build(&profile(), &message).expect_err("an escape");
    assert_eq!(
        (error.path.as_str(), error.code(), error.line(), error.column()),
        ("text", "escape.unicode", Some(2), Some(12))
    );
    assert!(error.to_string().contains("line 2, column 12"), "{error}");
    let asked = asked_by(&profile(), &message, &VariableSources::default());
    assert_eq!(asked, [], "known");
    let message = Message { text: r"\{{no}} {{yes}}".to_owned(), ..message };
    let asked = asked_by(&profile(), &message, &VariableSources::default());
    assert_eq!(asked.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["yes"]);
}

proptest! {
    #[test]
    fn an_escaped_text_is_sent_unchanged(
        text in any::<String>(), near in "(\\{|\\}|\\\\|user|:|literal|secret|\r|\n|\u{0}|0){0,12}",
    ) {
        for text in [text, near] {
            let typed = crate::profile::text_escapes::escape(&text);
            let message = json!({"type": "text", "escapes": true, "text": typed});
            prop_assert_eq!(sent(message), Ok(text.clone()));
            // And without escapes, with placeholders written as literals.
            if !text.contains("secret:") {
                let typed = substitute::as_literal(&text);
                prop_assert_eq!(sent(json!({"type": "text", "text": typed})), Ok(text));
            }
        }
    }
}

#[test]
fn invalid_generators_fail_and_other_braces_are_plain_text() {
    assert_eq!(filled("{{length}}"), Err("variable_length"));
    assert_eq!(filled("{{random:6:1}}"), Err("variable_generator"));
    assert_eq!(filled("{{random}}"), Err("variable_generator"));
    assert_eq!(filled("{{uuid:4}}"), Err("variable_generator"));
    assert_eq!(filled("{{nobody}}"), Err("variable_missing"));
    for plain in
        ["{{", "}}", "{{}}", "{{ 1a }}", "{{{\"a\":1}}}", "{{a,b}}", "{{secret:x}}", "{a}", "{{a"]
    {
        assert_eq!(filled(plain).as_deref(), Ok(plain));
    }
    assert_eq!(filled("{{{user}}}").as_deref(), Ok("{test1234}"));
}

proptest! {
    #[test]
    fn no_text_panics(text in any::<String>(), near in "(\\{|\\}|a|:|random|secret|length|\"|\\\\){0,12}") {
        for text in [text, near] {
            let _ = filled(&text);
            let _ = substitute::names(&text, false).count();
        }
    }
}

#[test]
fn hostile_03_the_size_of_filled_in_variables_is_limited() {
    let text = "{{long}}".repeat(5000);
    let profile: Profile = serde_json::from_value(json!({
        "wirelark": 1, "name": "x", "connection": {"url": "ws://h/"},
        "variables": {"long": "x".repeat(1 << 20)},
        "messages": [
            {"name": "text", "type": "text", "text": text},
            {"name": "values", "type": "packed", "format": "5000s", "values": vec!["{{long}}"; 5000]},
            {"name": "short", "type": "text", "text": "{{long}}{{long}}"},
        ],
    }))
    .expect("a profile");
    let built = |at: usize| {
        let message = &profile.messages[at];
        crate::profile::message::build(&profile, message).map_err(|error| error.code())
    };
    // 5 GB each without the limit.
    assert_eq!(built(0), Err("variable_too_long"));
    assert_eq!(built(1), Err("variable_too_long"));
    assert_eq!(built(2).expect("fits").bytes.len(), 2 << 20);
}

#[test]
fn hostile_03_many_braces_and_names_take_linear_time() {
    let begun = std::time::Instant::now();
    let text = "{{".repeat(1 << 20);
    assert_eq!(filled(&text).as_deref(), Ok(text.as_str()));
    let text = "{{a".repeat(1 << 20);
    assert_eq!(filled(&text).as_deref(), Ok(text.as_str()));
    let many: String = (0..200_000).map(|number| format!("{{{{name{number}}}}}")).collect();
    let mut profile = profile();
    profile.connection.url = many;
    assert_eq!(asked(&profile, Some(&[]), &VariableSources::default()).len(), 200_000);
    // Quadratic searches would take minutes to hours.
    assert!(begun.elapsed().as_secs() < 30, "{:?}", begun.elapsed());
}

proptest! {
    #[test]
    fn uses_are_found_at_and_below_a_path(
        texts in prop::collection::vec("[a{} ]{0,3}", 1..12), path in "messages\\[1?[01]?(\\]\\.(text)?)?",
    ) {
        let messages: Vec<_> = texts
            .iter()
            .map(|text| json!({"name": "m", "type": "text", "text": text.replace('{', "{{").replace('}', "}}")}))
            .collect();
        let profile: Profile = serde_json::from_value(json!({
            "wirelark": 1, "name": "x", "connection": {"url": "ws://h/"}, "messages": messages,
        }))
        .expect("a profile");
        let mut stands = false;
        each_text(&profile, None, &mut |at, text, escapes| {
            stands |= at.starts_with(&path) && substitute::names(text, escapes).next().is_some();
        });
        prop_assert_eq!(VariableUses::of(&profile).at(&path), stands);
    }
}
