use serde_json::{Value, json};
use wirelark_tests::cli::Signal;
use wirelark_tests::demo::Demo;
use wirelark_tests::fault::frames::{BINARY, TEXT, close, frame};
use wirelark_tests::fault::{Behaviour, FaultServer, Then};
use wirelark_tests::row::wait_for_rows;
use wirelark_tests::scratch::{example, original_script};

use crate::cli_calls::Calls;

/// Writes a profile with this connection and returns its file name.
fn profile(calls: &Calls, name: &str, connection: &Value) -> String {
    let profile = json!({"wirelark": 1, "name": name, "connection": connection});
    let file = format!("{name}.json");
    calls.scratch.file(&file, profile.to_string());
    file
}

/// Calls `run` and `capture` with a connection that never opens.
#[track_caller]
fn both(calls: &mut Calls, name: &str, connection: &Value) {
    let file = profile(calls, name, connection);
    calls.call(&format!("{name}-run"), &["run", &file]);
    let capture = ["capture", &file, "--transcript", "t.wlt", "--json"];
    calls.call(&format!("{name}-capture-json"), &capture);
}

/// Calls `capture` with a connection that the server closes. Not `run`, which closes it too: that would be a race.
#[track_caller]
fn captured(calls: &mut Calls, name: &str, connection: &Value) {
    let file = profile(calls, name, connection);
    let capture = ["capture", &file, "--transcript", "t.wlt"];
    calls.call(name, &capture);
    calls.call(&format!("{name}-json"), &[&capture[..], &["--json"]].concat());
}

#[test]
fn the_demo_server() {
    let mut calls = Calls::new("cli/demo");
    let demo = Demo::start(&["--push-rate", "0"]);
    calls.port(&demo.url);
    for (name, file) in
        [("script", original_script()), ("layouts", example("demo-layouts.wirelark.json"))]
    {
        // Copied, so that no path of the repository is printed.
        let text = std::fs::read(file).expect("read the file");
        calls.scratch.file(&format!("{name}.json"), text);
    }
    let url: &str = &demo.url;
    let echo = demo.at("/echo");
    let run = ["run", "script.json", "--url", url];
    calls.call("run", &run);
    calls.call("run-json", &[&run[..], &["--json", "--transcript", "run.wlt"]].concat());
    let layouts = ["run", "layouts.json", "--var", &format!("url={url}"), "--var", "user=me"];
    calls.call("run-variables", &layouts);
    let refused = ["run", "layouts.json", "--var", &format!("url={url}"), "--var", "user="];
    calls.call("run-login-refused", &refused);
    calls.call("run-login-refused-json", &[&refused[..], &["--json"]].concat());
    let capture = ["capture", "script.json", "--url", url, "--transcript", "c.wlt"];
    calls.call("capture-count", &[&capture[..], &["--count", "1"]].concat());
    calls.call("capture-time-json", &[&capture[..], &["--for", "1ms", "--json"]].concat());
    let echoed = json!({
        "wirelark": 1, "name": "echo", "connection": {"url": echo},
        "messages": [{"name": "a", "type": "text", "text": "A {{secret:s}}"}],
        "scenarios": [
            {"name": "first", "steps": [{"send": "a"}]},
            {"name": "second", "steps": [{"misbehave": {"type": "close", "code": 1000}}]}
        ],
    });
    calls.scratch.file("echo.json", echoed.to_string());
    let echo = ["run", "echo.json", "--secret", "s=hidden"];
    calls.call("run-secret", &[&echo[..], &["--json"]].concat());
    calls.call("run-scenario", &[&echo[..], &["--scenario", "second"]].concat());
    calls.check();
}

/// Signals end a command cleanly, and the demo server prints its address first.
#[test]
fn first_lines_and_signals() {
    let mut calls = Calls::new("cli/signals");
    for (name, args, signal) in [
        ("demo-server", &["demo-server"][..], Signal::Interrupt),
        ("demo-server-terminated", &["demo-server", "--push-rate", "5"], Signal::Terminate),
        ("demo-server-tls", &["demo-server", "--tls"], Signal::Interrupt),
    ] {
        let mut server = calls.start(args);
        let first = server.line();
        calls.port(first.strip_prefix("listening on ").expect("the first line"));
        let mut lines = format!("{first}\n");
        if args.contains(&"--tls") {
            let second = server.line();
            let (word, file) = second.split_once(' ').expect("two words");
            assert!(std::path::Path::new(file).is_absolute(), "{second}");
            lines += &format!("{word} <file>\n");
        }
        server.signal(signal);
        let mut output = server.finish();
        output.stdout.insert_str(0, &lines);
        calls.ended(name, args, &output);
    }
    let bytes = [frame(TEXT, b"one"), frame(BINARY, &[2, 0, 0, 0])].concat();
    let server = FaultServer::start(Behaviour::Upgrade { bytes, then: Then::Stay });
    calls.port(&server.url());
    let file = profile(&calls, "open", &json!({"url": server.url()}));
    for (name, more, signal) in [
        ("capture-interrupted", &[][..], Signal::Interrupt),
        ("capture-interrupted-json", &["--json"], Signal::Interrupt),
        ("capture-terminated", &[], Signal::Terminate),
    ] {
        let transcript = format!("{name}.wlt");
        let args = [&["capture", &file, "--transcript", &transcript][..], more].concat();
        let capture = calls.start(&args);
        wait_for_rows(&calls.scratch.path(&transcript), 2);
        capture.signal(signal);
        let output = capture.finish();
        calls.ended(name, &args, &output);
    }
    calls.check();
}

#[test]
fn the_demo_server_over_tls() {
    let mut calls = Calls::new("cli/tls");
    let demo = Demo::start(&["--tls", "--push-rate", "0"]);
    calls.port(&demo.url);
    let ca = demo.ca_file.clone().expect("with --tls");
    calls.scratch.file("ca.pem", std::fs::read(ca).expect("read the file"));
    let echo = demo.at("/echo");
    let plain = echo.replace("wss://", "ws://");
    for (name, connection) in [
        ("plain", json!({"url": plain})),
        ("no-such-file", json!({"url": echo, "ca_file": "none.pem"})),
    ] {
        both(&mut calls, name, &connection);
    }
    for (name, connection) in [
        ("unknown-issuer", json!({"url": echo})),
        ("trusted", json!({"url": echo, "ca_file": "ca.pem"})),
        ("unverified", json!({"url": echo, "tls": {"verify": false}})),
    ] {
        let file = profile(&calls, name, &connection);
        // Not as JSON, which contains the certificate; it is different in each run.
        calls.call(name, &["run", &file]);
    }
    calls.check();
}

#[test]
fn answers_other_than_101() {
    let mut calls = Calls::new("cli/refused");
    let good = "Upgrade: websocket\r\nConnection: Upgrade\r\n";
    let switch = format!("HTTP/1.1 101 Switching Protocols\r\n{good}");
    let wrong = "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n";
    for (name, answer) in [
        (
            "forbidden",
            "HTTP/1.1 403 Forbidden\r\nContent-Length: 6\r\nX-Why: so\r\n\r\nno key".to_owned(),
        ),
        (
            "found",
            "HTTP/1.1 302 Found\r\nLocation: ws://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n"
                .to_owned(),
        ),
        ("page", "HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\n<html></html>".to_owned()),
        ("no-accept", format!("{switch}\r\n")),
        ("wrong-accept", format!("{switch}{wrong}\r\n")),
        (
            "no-upgrade",
            "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\n\r\n".to_owned(),
        ),
        ("cut", "HTTP/1.1 101 Switching Prot".to_owned()),
        ("ssh", "SSH-2.0-OpenSSH_9.2\r\n".to_owned()),
        ("nothing", String::new()),
    ] {
        let server = FaultServer::start(Behaviour::Respond(answer.into_bytes()));
        calls.port(&server.url());
        both(&mut calls, name, &json!({"url": server.url()}));
    }
    let server =
        FaultServer::start(Behaviour::Respond(b"HTTP/1.1 400 Bad Request\r\n\r\n".to_vec()));
    calls.port(&server.url());
    both(&mut calls, "tls-to-plain", &json!({"url": server.url().replace("ws://", "wss://")}));
    let redirect = "HTTP/1.1 307 Temporary\r\nLocation: ws://name.invalid/\r\n\r\n";
    let server = FaultServer::start(Behaviour::Respond(redirect.into()));
    calls.port(&server.url());
    let follow = json!({"url": server.url(), "redirects": {"follow": true}});
    both(&mut calls, "redirect-host", &follow);
    let silent = FaultServer::start(Behaviour::Silent);
    calls.port(&silent.url());
    let impatient = json!({"url": silent.url(), "timeouts": {"upgrade": "100ms"}});
    both(&mut calls, "silent", &impatient);
    // Port 1 (tcpmux): nothing listens there.
    both(&mut calls, "refused", &json!({"url": "ws://127.0.0.1:1/"}));
    both(&mut calls, "no-such-name", &json!({"url": "ws://name.invalid:9/"}));
    both(
        &mut calls,
        "no-such-proxy",
        &json!({"url": "ws://h.invalid/", "proxy": {"mode": "manual", "url": "http://127.0.0.1:1"}}),
    );
    calls.check();
}

#[test]
fn servers_that_close_or_violate_the_protocol() {
    let mut calls = Calls::new("cli/faults");
    let messages = [frame(TEXT, "é".as_bytes()), frame(BINARY, &[2, 0, 0, 0, 9])].concat();
    let closing = |code: u16, reason: &str| {
        let payload = close(code, reason)[2..].to_vec();
        FaultServer::start(Behaviour::Upgrade {
            bytes: messages.clone(),
            then: Then::Close(payload),
        })
    };
    for (name, code, reason) in [
        ("close-1000", 1000, "bye"),
        ("close-1001", 1001, ""),
        ("close-1011", 1011, "it is \u{1b}[2J broken"),
        ("close-4401", 4401, "log in"),
        ("close-999", 999, "why"),
        ("close-1005", 1005, ""),
    ] {
        let server = closing(code, reason);
        calls.port(&server.url());
        captured(&mut calls, name, &json!({"url": server.url()}));
    }
    let server = FaultServer::by_path();
    calls.port(&server.url());
    for path in [
        "/fin",
        "/fin-in-frame",
        "/close/half",
        "/utf-8/whole",
        "/rsv/1",
        "/opcode/3",
        "/masked",
        "/long-ping",
        "/split-ping",
        "/continuation",
        "/new-in-fragments",
        "/claim/1GiB",
        "/wrong-accept",
        "/extension",
        "/subprotocol",
        "/two-subprotocols",
        "/130-fields",
        "/no-accept",
    ] {
        let name = path[1..].replace('/', "-");
        captured(&mut calls, &name, &json!({"url": server.at(path)}));
    }
    let server = closing(1000, "");
    calls.port(&server.url());
    let offered = json!({"url": server.url(), "subprotocols": ["a", "b"]});
    captured(&mut calls, "subprotocol-ignored", &offered);
    calls.check();
}
