//! Secrets that a server, a proxy or a redirect sends back: in no encoding do they reach a report, an error or the log.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use wirelark_tests::cli::{Cli, Output};
use wirelark_tests::fault::{Behaviour, FaultServer, Then};
use wirelark_tests::row::rows_of;
use wirelark_tests::scratch::Scratch;

const SECRET: &str = "p@ss-w\"rds";
const MASK: &str = "••••••";

/// The secret in the encodings that servers use.
fn encodings() -> Vec<String> {
    vec![
        SECRET.to_owned(),
        "p%40ss-w%22rds".to_owned(),
        "p%40ss%2dw%22rds".to_owned(),
        "p\\u0040ss-w\\\"rds".to_owned(),
        "p&#64;ss-w&quot;rds".to_owned(),
        STANDARD.encode(SECRET),
        URL_SAFE_NO_PAD.encode(SECRET),
        URL_SAFE_NO_PAD.encode(format!("u:{SECRET}")),
    ]
}

/// Asserts that the text contains none of the encodings, nor the rest of one whose prefix was masked.
#[track_caller]
fn assert_shows_none(what: &str, text: &str) {
    // JSON escapes quotes and backslashes once more.
    for encoding in encodings() {
        let again = Value::from(encoding.as_str()).to_string();
        for form in [encoding.as_str(), again.trim_matches('"')] {
            assert!(!text.contains(form), "{what} shows {form}: {text}");
        }
    }
    for part in ["ss-w", "ss%2dw", "w%22r"] {
        assert!(!text.contains(part), "{what} shows {part}: {text}");
    }
}

fn profile(scratch: &Scratch, url: &str, more: Value) -> String {
    let mut connection = json!({
        "url": format!("{url}in/{{{{secret:t}}}}?q={{{{secret:t}}}}"),
        "query": [{"name": "k", "value": "{{secret:t}}"}],
        "headers": [
            {"name": "X-Token", "value": "T {{secret:t}}!"},
            {"name": "X-Short", "value": "a{{secret:short}}b ab"},
        ],
    });
    connection
        .as_object_mut()
        .expect("an object")
        .extend(more.as_object().expect("an object").clone());
    scratch.profile(json!({"connection": connection}))
}

fn capture(scratch: &Scratch, url: &str, more: Value, log: Option<&str>) -> Output {
    let (profile, transcript) = (profile(scratch, url, more), scratch.path("m.wlt"));
    let secret = format!("t={SECRET}");
    let args = ["capture", &profile, "--transcript", &transcript, "--json"];
    let secrets = ["--secret", &secret, "--secret", "short=z"];
    Cli::run_with([&args[..], &secrets[..]].concat(), &[("WIRELARK_LOG", log)])
}

fn text_of(head: &Value) -> String {
    let pieces = head["pieces"].as_array().expect("an array").iter();
    pieces.map(|piece| piece["text"].as_str().expect("a string")).collect()
}

#[test]
fn hostile_11_what_a_refusal_gives_back_is_masked() {
    for (i, encoding) in encodings().into_iter().enumerate() {
        let answer = format!(
            "HTTP/1.1 302 Not {encoding} here\r\nLocation: ws://127.0.0.1:1/?a={encoding}\r\n\
             X-Echo: <{encoding}>\r\nContent-Type: text/plain\r\n\r\nbad token [{encoding}]"
        );
        let (server, scratch) =
            (FaultServer::start(Behaviour::Respond(answer.into())), Scratch::new());
        let output = capture(&scratch, &server.url(), json!({}), None);
        assert_eq!(output.failed(3).0, "upgrade_refused");
        assert_shows_none("stderr", &output.stderr);
        assert_shows_none("the report", &output.stdout);
        let report = output.json();
        let hop = &report["handshake"]["hops"][0];
        for shown in [
            text_of(&hop["response"]),
            hop["location"].as_str().expect("a string").to_owned(),
            report["error"]["body"].as_str().expect("a string").to_owned(),
            report["error"]["args"]["location"].as_str().expect("a string").to_owned(),
        ] {
            assert!(shown.contains(MASK), "encoding {i}: {shown}");
        }
        // In the request a secret is masked where it was filled in, however short it is, and nowhere else.
        let request = text_of(&hop["request"]);
        assert!(
            request.starts_with(&format!("GET /in/{MASK}?q={MASK}&k={MASK} HTTP/1.1\r\n")),
            "{request}"
        );
        assert!(request.contains(&format!("X-Token: T {MASK}!\r\n")), "{request}");
        assert!(request.contains(&format!("X-Short: a{MASK}b ab\r\n")), "{request}");
        let request_sent = server.received().request;
        assert!(
            request_sent.contains(&format!("X-Token: T {SECRET}!")),
            "the server gets it: {request_sent}"
        );
        assert!(request_sent.contains("X-Short: azb ab"), "{request_sent}");
    }
}

#[test]
fn hostile_11_a_close_reason_is_masked_and_so_is_the_line_between_connections() {
    let reason = format!("bad {SECRET} \u{e9}");
    let payload = [&1011u16.to_be_bytes()[..], reason.as_bytes()].concat();
    let server =
        FaultServer::start(Behaviour::Upgrade { bytes: vec![], then: Then::Close(payload) });
    let again = json!({"reconnect": {"on": true, "first": "100ms", "attempts": 1}});
    let scratch = Scratch::new();
    let output = capture(&scratch, &server.url(), again, None);
    assert_eq!(output.failed(3).0, "closed");
    assert_shows_none("stderr", &output.stderr);
    assert_shows_none("the report", &output.stdout);
    assert_eq!(output.json()["close"]["reason"], format!("bad {MASK} \u{e9}"));
    let rows = rows_of(&scratch.path("m.wlt"));
    let notes: Vec<_> = rows.iter().filter(|row| row.kind == "marker").collect();
    assert!(notes.len() >= 2, "{rows:#?}");
    for note in notes {
        assert_shows_none("a note", &String::from_utf8_lossy(&note.payload()));
    }
    // The transcript holds the bytes on the wire.
    let closes = rows.iter().filter(|row| row.label() == "received close");
    assert!(closes.clone().count() >= 1);
    for close in closes {
        assert!(String::from_utf8_lossy(&close.payload()).contains(SECRET));
    }
}

#[test]
fn hostile_11_what_a_proxy_gives_back_is_masked() {
    let basic = STANDARD.encode(format!("u:{SECRET}"));
    let answer = format!(
        "HTTP/1.1 403 No {SECRET}\r\nX-Echo: Basic {basic}\r\nSet-Cookie: id=C00K1E77\r\n\r\n"
    );
    let (proxy, scratch) = (FaultServer::start(Behaviour::Respond(answer.into())), Scratch::new());
    let manual = json!({
        "mode": "manual", "url": format!("http://{}", proxy.peer()), "user": "u", "password": SECRET,
    });
    let connection = json!({"url": "ws://name.invalid/", "proxy": manual});
    let output = Cli::run(["run", &scratch.profile(json!({"connection": connection})), "--json"]);
    assert_eq!(output.failed(3).0, "proxy_refused");
    assert_shows_none("stderr", &output.stderr);
    assert_shows_none("the report", &output.stdout);
    let response = text_of(&output.json()["handshake"]["hops"][0]["proxy"]["response"]);
    assert!(response.contains(MASK), "{response}");
    assert!(response.contains(&format!("Set-Cookie: {MASK}")), "{response}");
    assert!(!output.stdout.contains("C00K1E77") && !output.stderr.contains("C00K1E77"));
}

/// Whatever a server sends, the log contains only error codes.
#[test]
fn hostile_11_the_log_has_no_text_from_the_wire() {
    let forged = format!("x\r\n2026-01-01T00:00:00Z  INFO forged \u{1b}[31m{SECRET}");
    let payload = [&4001u16.to_be_bytes()[..], forged.as_bytes()].concat();
    let closing = Behaviour::Upgrade { bytes: vec![], then: Then::Close(payload) };
    let refusing = Behaviour::Respond(b"HTTP/1.1 403 forged\r\nX: forged\r\n\r\nforged".to_vec());
    for behaviour in [closing, refusing] {
        let server = FaultServer::start(behaviour);
        let output = capture(&Scratch::new(), &server.url(), json!({}), Some("trace"));
        assert_eq!(output.code, Some(3), "{output:#?}");
        let (errors, log): (Vec<_>, Vec<_>) =
            output.stderr.lines().partition(|line| line.starts_with("error "));
        assert_eq!(errors.len(), 1, "{output:#?}");
        assert!(log.iter().any(|line| line.contains("attempting connection")), "{output:#?}");
        for line in log {
            assert!(!line.contains("forged") && !line.contains('\u{1b}'), "{line}");
            assert_shows_none("the log", line);
        }
    }
}

/// Values of parameters with secret names are masked wherever a report has a URL.
#[test]
fn hostile_12_listed_parameters_are_hidden_in_the_handshake() {
    let answer = "HTTP/1.1 302 Found\r\nlocation: ws://u:pw9@127.0.0.1:1/y?ticket=TICK&a=1#token=FRAG\r\n\r\n";
    let (server, scratch) = (FaultServer::start(Behaviour::Respond(answer.into())), Scratch::new());
    let url = format!("{}x?Access-Token=TOK&q=open", server.url());
    let query = json!([{"name": "api_key", "value": "KEY"}, {"name": "page", "value": "2"}]);
    let profile = scratch.profile(json!({"connection": {"url": url, "query": query}}));
    let output = Cli::run(["run", &profile, "--json"]);
    assert_eq!(output.failed(3).0, "upgrade_refused");
    for secret in ["TOK", "KEY", "TICK"] {
        for shown in [&output.stdout, &output.stderr] {
            assert!(!shown.contains(secret), "{secret}: {shown}");
        }
    }
    let report = output.json();
    let hop = &report["handshake"]["hops"][0];
    let request = text_of(&hop["request"]);
    let line = format!("GET /x?Access-Token={MASK}&q=open&api_key={MASK}&page=2 HTTP/1.1\r\n");
    assert!(request.starts_with(&line), "{request}");
    assert!(text_of(&hop["response"]).contains(&format!("y?ticket={MASK}&a=1#")), "{report}");
    assert!(
        server.received().request.contains("?Access-Token=TOK&q=open&api_key=KEY"),
        "the parameters are sent"
    );
}
