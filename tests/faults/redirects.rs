use serde_json::{Value, json};
use wirelark_tests::cli::{Cli, Output};
use wirelark_tests::demo::Demo;
use wirelark_tests::fault::{Behaviour, FaultServer};
use wirelark_tests::row::rows_of;
use wirelark_tests::scratch::Scratch;

/// A server that redirects to `location`.
fn redirecting_server(status: u16, location: &str) -> FaultServer {
    let head = format!(
        "HTTP/1.1 {status} Elsewhere\r\nSet-Cookie: visit=first; Path=/\r\nLocation: {location}\r\n\
         Content-Length: 0\r\n\r\n"
    );
    FaultServer::start(Behaviour::Respond(head.into_bytes()))
}

fn run(connection: Value) -> Output {
    run_with(connection, &[])
}

fn run_with(connection: Value, options: &[&str]) -> Output {
    let scratch = Scratch::new();
    let login = json!({"fields": [{"name": "user_id", "value": "u"}]});
    let profile = scratch.profile(json!({"connection": connection, "login": login}));
    Cli::run([&["run", &profile, "--json"], options].concat())
}

/// The server's host as `--allow-host` expects it.
fn host_of(server: &FaultServer) -> String {
    server.url().trim_start_matches("ws://").trim_end_matches('/').to_owned()
}

#[test]
fn case_06_a_redirect_is_reported_and_not_followed() {
    let server = redirecting_server(308, "ws://127.0.0.1:1/there");
    let output = run(json!({"url": server.url()}));
    let (code, text) = output.failed(3);
    assert_eq!(code, "upgrade_refused");
    assert!(text.contains("308") && text.contains("ws://127.0.0.1:1/there"), "{text}");
    assert_eq!(output.json()["handshake"]["hops"][0]["location"], "ws://127.0.0.1:1/there");
}

#[test]
fn case_06_a_followed_redirect_does_not_carry_the_first_host_s_cookies() {
    let elsewhere =
        FaultServer::start(Behaviour::Respond(b"HTTP/1.1 404 Not Found\r\n\r\n".to_vec()));
    let first = redirecting_server(302, &format!("{}there", elsewhere.url()));
    let connection = json!({
        "url": first.url(), "redirects": {"follow": true},
        "auth": {"type": "basic", "user": "u", "password": "pass"},
        "cookies": {"send": [{"name": "a", "value": "1"}], "keep": true},
        "headers": [{"name": "X-Plain", "value": "1"}, {"name": "Host", "value": "inside"}],
    });
    // Its host is not allowed, so no connection is made to it.
    let output = run(connection.clone());
    let (code, text) = output.failed(3);
    assert_eq!(code, "redirect_host");
    assert!(text.contains(&host_of(&elsewhere)), "{text}");
    let request = first.received().request;
    assert!(
        request.contains("Authorization: Basic") && request.contains("Cookie: a=1"),
        "{request}"
    );
    let hops = output.json()["handshake"]["hops"].clone();
    assert_eq!(hops.as_array().map(Vec::len), Some(1), "{hops}");

    // Once allowed, it gets what the profile sends, but neither the first host's cookie nor its Host field. This is the
    // only connection it ever received.
    let output = run_with(connection, &["--allow-host", &host_of(&elsewhere)]);
    assert_eq!(output.failed(3).0, "upgrade_refused");
    let request = elsewhere.received().request;
    assert!(request.starts_with("GET /there ") && request.contains("X-Plain: 1"), "{request}");
    assert!(
        request.contains("Authorization: Basic") && request.contains("Cookie: a=1"),
        "{request}"
    );
    assert!(!request.contains("visit=first") && !request.contains("inside"), "{request}");
    let hops = output.json()["handshake"]["hops"].clone();
    assert_eq!(hops.as_array().map(Vec::len), Some(2), "{hops}");
    assert_eq!((&hops[0]["status"], &hops[1]["status"]), (&json!(302), &json!(404)));
    assert_eq!(hops[1]["warnings"], json!(["other_host"]));
    let report = output.stdout;
    assert!(!report.contains("dTpwYXNz"), "the password is masked: {report}");
}

#[test]
fn hostile_09_nothing_of_the_profile_reaches_a_host_that_is_not_allowed() {
    // A server that accepts everything: what it receives is in its transcript.
    let demo = Demo::start(&[]);
    let first = redirecting_server(307, &format!("{}?token=s3cret", demo.url));
    let scratch = Scratch::new();
    let profile = json!({
        "connection": {
            "url": first.url(), "redirects": {"follow": true},
            "reconnect": {"on": true, "send": ["hello"]},
        },
        "login": {"fields": [{"name": "user_id", "value": "{{secret:who}}"}]},
        "messages": [{"name": "hello", "type": "text", "text": "hello {{v}}"}],
        "variables": {"v": "variable"},
        "scenarios": [{"name": "s", "steps": [{"send": "hello"}]}],
    });
    let profile = scratch.profile(profile);
    let transcript = scratch.path("t.wlt");
    let secret = ["--secret", "who=hunter2", "--transcript", &transcript];
    for command in [&["run", &profile][..], &["capture", &profile, "--for", "30s"]] {
        let output = Cli::run([command, &secret].concat());
        let (code, text) = output.failed(3);
        assert_eq!(code, "redirect_host", "{command:?}");
        assert!(!text.contains("s3cret"), "{text}");
        assert_eq!(rows_of(&transcript).len(), 0, "nothing was sent: {command:?}");
    }
    let host = demo.url.trim_start_matches("ws://").trim_end_matches('/').to_owned();
    let allowed = [&["run", &profile][..], &secret, &["--allow-host", &host, "--json"]].concat();
    let report = Cli::run(allowed).success().json();
    assert_eq!(report["handshake"]["hops"][1]["status"], 101, "{report}");
    let sent: Vec<_> = rows_of(&transcript).into_iter().filter_map(|row| row.text).collect();
    assert!(sent.iter().any(|text| text.contains("hunter2")), "{sent:?}");
    assert!(sent.iter().any(|text| text == "hello variable"), "{sent:?}");
    // Another port is another host.
    let other = host.replace("127.0.0.1", "localhost");
    for host in ["127.0.0.1:1", "127.0.0.1", &other] {
        let args = [&["run", &profile][..], &secret, &["--allow-host", host]].concat();
        assert_eq!(Cli::run(args).failed(3).0, "redirect_host", "{host}");
    }
    let args = [&["run", &profile][..], &secret, &["--allow-host", "ws://h/"]].concat();
    assert_eq!(Cli::run(args).failed(2).0, "arguments_invalid");
}

#[test]
fn case_06_a_redirect_to_a_websocket_server() {
    let demo = Demo::start(&[]);
    let first = redirecting_server(307, &demo.url);
    let host = demo.url.trim_start_matches("ws://").trim_end_matches('/').to_owned();
    let scratch = Scratch::new();
    let connection = json!({"url": first.url(), "redirects": {"follow": true}});
    let profile = scratch.profile(json!({"connection": connection}));
    let args = ["run", &profile, "--json", "--allow-host", &host];
    let report = Cli::run(args).success().json();
    assert_eq!(report["handshake"]["hops"][1]["status"], 101, "{report}");
}

#[test]
fn case_06_a_circle_ends() {
    let server = redirecting_server(302, "/again");
    let output = run(json!({"url": server.url(), "redirects": {"follow": true, "max": 3}}));
    let (code, text) = output.failed(3);
    assert_eq!(code, "redirect_refused");
    assert!(text.contains("connection.redirects.max"), "{text}");
    assert_eq!(output.json()["handshake"]["hops"].as_array().map(Vec::len), Some(4));
}

#[test]
fn case_06_the_same_server_gets_its_cookie_back_when_asked() {
    for keep in [false, true] {
        let server = redirecting_server(302, "/again");
        let cookies = json!({"keep": keep});
        let redirects = json!({"follow": true, "max": 1});
        let connection = json!({"url": server.url(), "redirects": redirects, "cookies": cookies});
        assert_eq!(run(connection).failed(3).0, "redirect_refused");
        let (first, second) = (server.received().request, server.received().request);
        assert!(!first.contains("Cookie"), "{first}");
        assert_eq!(second.contains("Cookie: visit=first"), keep, "{second}");
    }
}

#[test]
fn case_07_schemes_that_are_not_followed() {
    for location in ["file:///etc/passwd", "javascript:alert(1)", "http://127.0.0.1:1/?token=s3"] {
        let server = redirecting_server(302, location);
        let output = run(json!({"url": server.url(), "redirects": {"follow": true}}));
        let (code, text) = output.failed(3);
        assert_eq!(code, "redirect_refused");
        let scheme = location.split(':').next().expect("a scheme");
        assert!(text.contains(&format!("'{scheme}:'")) && !text.contains("s3"), "{text}");
    }
}
