use serde_json::{Value, json};
use wirelark_tests::cli::{Cli, Output};
use wirelark_tests::demo::Demo;
use wirelark_tests::fault::{Behaviour, Fault};
use wirelark_tests::scratch::Scratch;

/// A server that points there.
fn pointing(status: u16, location: &str) -> Fault {
    let head = format!(
        "HTTP/1.1 {status} Elsewhere\r\nSet-Cookie: visit=first; Path=/\r\nLocation: {location}\r\n\
         Content-Length: 0\r\n\r\n"
    );
    Fault::start(Behaviour::Answer(head.into_bytes()))
}

fn run(connection: Value) -> Output {
    let scratch = Scratch::new();
    let login = json!({"fields": [{"name": "user_id", "value": "u"}]});
    let profile = scratch.profile(json!({"connection": connection, "login": login}));
    Cli::run(["run", &profile, "--json"])
}

#[test]
fn case_06_a_redirect_is_told_and_not_followed() {
    let server = pointing(308, "ws://127.0.0.1:1/there");
    let output = run(json!({"url": server.url()}));
    let (code, text) = output.failed(3);
    assert_eq!(code, "upgrade_refused");
    assert!(text.contains("308") && text.contains("ws://127.0.0.1:1/there"), "{text}");
    assert_eq!(output.json()["handshake"]["hops"][0]["location"], "ws://127.0.0.1:1/there");
}

#[test]
fn case_06_followed_when_asked_and_another_host_is_not_told_who_we_are() {
    let elsewhere = Fault::start(Behaviour::Answer(b"HTTP/1.1 404 Not Found\r\n\r\n".to_vec()));
    let first = pointing(302, &format!("{}there", elsewhere.url()));
    let output = run(json!({
        "url": first.url(), "redirects": {"follow": true},
        "auth": {"type": "basic", "user": "u", "password": "pass"},
        "cookies": {"send": [{"name": "a", "value": "1"}], "keep": true},
        "headers": [{"name": "X-Plain", "value": "1"}],
    }));
    assert_eq!(output.failed(3).0, "upgrade_refused");
    let asked = first.seen().request;
    assert!(asked.contains("Authorization: Basic") && asked.contains("Cookie: a=1"), "{asked}");
    let asked = elsewhere.seen().request;
    assert!(asked.starts_with("GET /there ") && asked.contains("X-Plain: 1"), "{asked}");
    assert!(!asked.contains("Authorization") && !asked.contains("Cookie"), "{asked}");
    let hops = output.json()["handshake"]["hops"].clone();
    assert_eq!(hops.as_array().map(Vec::len), Some(2), "{hops}");
    assert_eq!((&hops[0]["status"], &hops[1]["status"]), (&json!(302), &json!(404)));
    assert_eq!(hops[1]["warnings"], json!(["credentials_withheld"]));
    let report = output.stdout;
    assert!(!report.contains("dTpwYXNz"), "the password is masked: {report}");
}

#[test]
fn case_06_to_a_server_that_switches() {
    let demo = Demo::start(&[]);
    let first = pointing(307, &demo.url);
    let scratch = Scratch::new();
    let connection = json!({"url": first.url(), "redirects": {"follow": true}});
    let profile = scratch.profile(json!({"connection": connection}));
    let report = Cli::run(["run", &profile, "--json"]).done().json();
    assert_eq!(report["handshake"]["hops"][1]["status"], 101, "{report}");
}

#[test]
fn case_06_a_circle_ends() {
    let server = pointing(302, "/again");
    let output = run(json!({"url": server.url(), "redirects": {"follow": true, "max": 3}}));
    let (code, text) = output.failed(3);
    assert_eq!(code, "redirect_refused");
    assert!(text.contains("connection.redirects.max"), "{text}");
    assert_eq!(output.json()["handshake"]["hops"].as_array().map(Vec::len), Some(4));
}

#[test]
fn case_06_the_same_server_gets_its_cookie_back_when_asked() {
    for keep in [false, true] {
        let server = pointing(302, "/again");
        let cookies = json!({"keep": keep});
        let redirects = json!({"follow": true, "max": 1});
        let connection = json!({"url": server.url(), "redirects": redirects, "cookies": cookies});
        assert_eq!(run(connection).failed(3).0, "redirect_refused");
        let (first, second) = (server.seen().request, server.seen().request);
        assert!(!first.contains("Cookie"), "{first}");
        assert_eq!(second.contains("Cookie: visit=first"), keep, "{second}");
    }
}

#[test]
fn case_07_schemes_that_lead_nowhere() {
    for location in ["file:///etc/passwd", "javascript:alert(1)", "http://127.0.0.1:1/?token=s3"] {
        let server = pointing(302, location);
        let output = run(json!({"url": server.url(), "redirects": {"follow": true}}));
        let (code, text) = output.failed(3);
        assert_eq!(code, "redirect_refused");
        let scheme = location.split(':').next().expect("one");
        assert!(text.contains(&format!("'{scheme}:'")) && !text.contains("s3"), "{text}");
    }
}
