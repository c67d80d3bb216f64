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
    let sources = Sources::default();
    Filler::new(&profile(), &sources).text(text, "p", Quoting::None).map_err(|error| error.code())
}

#[test]
fn url_and_login_are_filled_in_and_secrets_stay() {
    let sources = Sources::new(BTreeMap::from([("host".to_owned(), "h:1".to_owned())]));
    let resolved = resolve(&profile(), &sources).expect("all known");
    assert_eq!(resolved.connection.url, "ws://h:1/test1234?t={{secret:token}}");
    let fields = resolved.login.expect("a login").fields;
    assert_eq!(fields[0].value.as_str(), "test1234");
    assert_eq!(fields[1].value.as_str(), r#"{"q": "a\"b\n", "n": 9007199254740993}"#);
    let error = resolve(&profile(), &Sources::default()).expect_err("host is unknown");
    assert_eq!((error.path.as_str(), error.code()), ("connection.url", "variable_missing"));
    assert!(error.to_string().contains("'host'"));
}

#[test]
fn what_a_person_is_asked() {
    let asked = asked(&profile(), None, &Sources::default());
    let asked: Vec<_> = asked.iter().map(|one| (one.name.as_str(), one.path.as_str())).collect();
    assert_eq!(asked, [("host", "connection.url"), ("id", "messages[0].values[0]")]);
    assert_eq!(super::asked(&profile(), Some(&[]), &Sources::default()).len(), 1);
}

#[test]
fn generators() {
    let sources = Sources::default();
    let profile = profile();
    let fill = Filler::new(&profile, &sources);
    let text = |text: &str| fill.text(text, "p", Quoting::None);
    assert_eq!(text("{{counter}} {{ counter }}").as_deref(), Ok("1 2"));
    assert_eq!(text("{{random:7:7}}{{random:-3:-3}}").as_deref(), Ok("7-3"));
    for _ in 0..50 {
        let number: i64 = text("{{random:1:6}}").expect("a number").parse().expect("digits");
        assert!((1..=6).contains(&number));
    }
    assert_eq!(text("{{uuid}}").expect("a uuid").len(), 36);
    let ms: i64 = text("{{unix_ms}}").expect("a time").parse().expect("digits");
    let s: i64 = text("{{unix}}").expect("a time").parse().expect("digits");
    assert!(s - ms / 1000 <= 1 && s > 1_700_000_000);
    assert_eq!(fill.with_length(9).text("{{length}}", "p", Quoting::None).as_deref(), Ok("9"));
}

#[test]
fn what_is_wrong_and_what_is_plain() {
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
            let _ = fill::names(&text).count();
        }
    }
}
