//! Runs copied programs and commands with their tools: they send the same request as Wirelark, and connect where it
//! does.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};
use wirelark_core::frame::Kind;
use wirelark_core::profile::model::Profile;
use wirelark_core::profile::store;
use wirelark_core::transcript::{CopyForm, CopyOptions, CopyTarget, Reader, copy_rows, decoding};
use wirelark_tests::certificate::{Identity, params, root};
use wirelark_tests::cli::Cli;
use wirelark_tests::fault::tls::{TlsEnd, TlsFront};
use wirelark_tests::fault::{Behaviour, FaultServer};
use wirelark_tests::python;
use wirelark_tests::scratch::Scratch;

const SECRETS: [(&str, &str); 3] = [("token", "t0 k&n"), ("pw", "p@ss:wörd"), ("sid", "s1d")];

/// Runs the profile's scenario and returns the transcript.
fn record(scratch: &Scratch, profile: &str) -> String {
    let transcript = scratch.path("r.wlt");
    let secrets: Vec<String> =
        SECRETS.iter().flat_map(|(k, v)| ["--secret".to_owned(), format!("{k}={v}")]).collect();
    let mut args = vec!["run", profile, "--transcript", &transcript];
    args.extend(secrets.iter().map(String::as_str));
    // A server that refuses, or a proxy, leaves nothing to record; then only the request matters.
    Cli::run(args);
    transcript
}

fn copy_as(transcript: &str, profile: &str, form: CopyForm) -> String {
    let reader = Reader::open(transcript).expect("open the transcript");
    let rows = reader.row_range().expect("read the transcript");
    // wscat sends only text.
    let rows: Vec<u32> = rows
        .filter(|&row| {
            form != CopyForm::Wscat || reader.record(row).expect("read the row").kind == Kind::Text
        })
        .collect();
    let path = Path::new(profile);
    let profile: Profile = store::load(path).expect("the profile");
    let target =
        CopyTarget::of_profile(&profile, &BTreeMap::new(), path.parent().expect("a parent folder"));
    let decoding = decoding(reader.header());
    let options =
        CopyOptions { form, target, decoding, upgrade: None, findings: None, limit: 1 << 20 };
    copy_rows(&reader, &rows, &options).expect("copied")
}

fn with_secrets(mut command: Command) -> Output {
    // A proxy from the environment is not the profile's.
    for name in ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"]
    {
        command.env_remove(name);
    }
    for (name, value) in SECRETS {
        command.env(format!("WIRELARK_SECRET_{name}"), value);
    }
    // wscat exits with its input, so the input stays open.
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("start the process");
    let _input = child.stdin.take();
    child.wait_with_output().expect("wait for the process")
}

fn run_python(program: &str) -> Output {
    let mut command = Command::new(python::interpreter());
    command.args(["-c", program]);
    with_secrets(command)
}

/// A request without what each client sets itself: the key, the user agent.
fn comparable_lines(request: &str) -> Vec<String> {
    let own = ["sec-websocket-key:", "user-agent:"];
    let mut lines: Vec<String> = request
        .lines()
        .filter(|line| !line.is_empty())
        .filter(|line| !own.iter().any(|name| line.to_ascii_lowercase().starts_with(name)))
        .map(str::to_owned)
        .collect();
    lines[1..].sort();
    lines
}

/// A profile that sets everything a request can contain.
fn full_profile(url: &str) -> Value {
    json!({
        "variables": {"who": "bücher"},
        "connection": {
            "url": format!("{url}p/{{{{who}}}}?a=1"),
            "query": [
                {"name": "q ä", "value": "b c&{{secret:token}}"},
                {"name": "off", "value": "1", "enabled": false}
            ],
            "headers": [{"name": "X-One", "value": "it's {{secret:token}}"}, {"name": "X-One", "value": "two"}],
            "subprotocols": ["a", "b"],
            "origin": "https://origin.example",
            "auth": {"type": "basic", "user": "üser", "password": "{{secret:pw}}"},
            "cookies": {"send": [{"name": "sid", "value": "{{secret:sid}}"}, {"name": "x", "value": "{{secret:sid}}y"}]},
            "compression": {"offer": true, "client_max_window_bits": 10, "server_no_context_takeover": true},
            "timeouts": {"close": "1s"}
        },
        "messages": [
            {"name": "t", "type": "text", "text": "hi \u{1b}[0m\r\n\u{202e}"},
            {"name": "b", "type": "hex", "text": "00ff27"}
        ],
        "scenarios": [{"name": "s", "steps": [{"send": "t"}, {"wait": "50ms"}, {"send": "b"}]}]
    })
}

#[test]
fn real_server_01_a_copied_program_asks_what_wirelark_asks() {
    if !python::has_websockets("real_server_01_a_copied_program_asks_what_wirelark_asks") {
        return;
    }
    let (server, scratch) = (FaultServer::start(Behaviour::Echo), Scratch::new());
    let profile = scratch.profile(full_profile(&server.url()));
    let transcript = record(&scratch, &profile);
    let ours = server.received();
    let program = copy_as(&transcript, &profile, CopyForm::PythonWebsockets);
    assert!(!program.contains("p@ss") && !program.contains("s1d"), "{program}");
    let output = run_python(&program);
    let theirs = server.received();
    assert_eq!(
        comparable_lines(&theirs.request),
        comparable_lines(&ours.request),
        "{program}\n{output:?}"
    );
    let messages = |seen: &wirelark_tests::fault::Received| -> Vec<(u8, Vec<u8>)> {
        seen.frames().into_iter().filter(|(opcode, _)| matches!(opcode, 1 | 2)).collect()
    };
    assert!(output.status.success(), "{program}\n{output:?}");
    assert_eq!(messages(&theirs).len(), 2, "both sent rows, and no received one: {program}");
}

#[test]
fn real_server_01_a_copied_program_asks_the_proxy() {
    if !python::has_websockets("real_server_01_a_copied_program_asks_the_proxy") {
        return;
    }
    // The rows come from a connection without the proxy.
    let (server, scratch) = (FaultServer::start(Behaviour::Echo), Scratch::new());
    let mut parts = full_profile(&server.url());
    let transcript = record(&scratch, &scratch.profile(parts.clone()));
    let proxy = FaultServer::start(Behaviour::Respond(b"HTTP/1.1 502 No\r\n\r\n".to_vec()));
    let url = format!("http://{}", proxy.address());
    parts["connection"]["url"] = "ws://name.invalid:81/".into();
    parts["connection"]["proxy"] =
        json!({"mode": "manual", "url": url, "user": "u@x", "password": "{{secret:pw}}"});
    let profile = scratch.profile(parts);
    record(&Scratch::new(), &profile);
    let ours = String::from_utf8_lossy(&proxy.received().bytes).into_owned();
    assert!(ours.starts_with("CONNECT name.invalid:81 HTTP/1.1\r\n"), "{ours}");
    let program = copy_as(&transcript, &profile, CopyForm::PythonWebsockets);
    let output = run_python(&program);
    let theirs = String::from_utf8_lossy(&proxy.received().bytes).into_owned();
    let credentials = |request: &str| -> Vec<String> {
        let wanted = |line: &&str| {
            line.starts_with("CONNECT ")
                || line.to_ascii_lowercase().starts_with("proxy-authorization:")
        };
        request.lines().filter(wanted).map(str::to_owned).collect()
    };
    assert_eq!(credentials(&theirs), credentials(&ours), "{program}\n{output:?}");
    assert_eq!(credentials(&ours).len(), 2, "{ours}");
}

#[test]
fn real_server_01_a_copied_program_is_let_in_where_wirelark_is() {
    if !python::has_websockets("real_server_01_a_copied_program_is_let_in_where_wirelark_is") {
        return;
    }
    let (server, scratch) = (FaultServer::start(Behaviour::Echo), Scratch::new());
    let authority = root("Private CA");
    let own = Identity::signed(&params("server", &["server.example"]), &authority);
    let front =
        TlsFront::start(own.server(Some(&authority)), server.address(), TlsEnd::CloseNotify);
    let client = Identity::client("me", &authority);
    scratch.file("ca.pem", authority.pem());
    scratch.file("me.pem", client.chain);
    scratch.file("me.key", client.key);
    let mut parts = full_profile(&front.url());
    let tls = json!({
        "ca_files": ["ca.pem"], "server_name": "server.example",
        "client_certificate": {"cert_file": "me.pem", "key_file": "me.key"}
    });
    parts["connection"]["tls"] = tls.clone();
    let profile = scratch.profile(parts.clone());
    let transcript = record(&scratch, &profile);
    let ours = server.received();
    assert!(ours.request.starts_with("GET "), "Wirelark is let in: {ours:?}");
    let program = copy_as(&transcript, &profile, CopyForm::PythonWebsockets);
    let output = run_python(&program);
    assert!(output.status.success(), "{program}\n{output:?}");
    assert_eq!(comparable_lines(&server.received().request), comparable_lines(&ours.request));

    // Each of the three is needed, so the program connects because it uses them.
    for without in ["ca_files", "server_name", "client_certificate"] {
        let mut fewer = tls.clone();
        fewer.as_object_mut().expect("an object").remove(without);
        parts["connection"]["tls"] = fewer;
        let profile = scratch.profile(parts.clone());
        let output = run_python(&copy_as(&transcript, &profile, CopyForm::PythonWebsockets));
        assert!(!output.status.success(), "without {without}: {output:?}");
    }
    // Without verification neither an authority nor a name is needed.
    let mut unverified = tls;
    for part in ["ca_files", "server_name"] {
        unverified.as_object_mut().expect("an object").remove(part);
    }
    unverified["verify"] = false.into();
    parts["connection"]["tls"] = unverified;
    let profile = scratch.profile(parts);
    let output = run_python(&copy_as(&transcript, &profile, CopyForm::PythonWebsockets));
    assert!(output.status.success(), "{output:?}");
}

/// Node's wscat, as installed by npm.
#[cfg(unix)]
#[test]
fn real_server_01_a_copied_wscat_command_asks_what_wirelark_asks() {
    let Some(wscat) = wirelark_tests::peer::node_program("wscat") else { return };
    let (server, scratch) = (FaultServer::start(Behaviour::Echo), Scratch::new());
    // wscat sends nothing if the server chooses no subprotocol, and this one chooses none.
    for subprotocols in [json!(["a", "b"]), json!([])] {
        let is_open = subprotocols == json!([]);
        let mut parts = full_profile(&server.url());
        parts["connection"]["subprotocols"] = subprotocols;
        // wscat sends one field per name, its own compression offer, and only text.
        parts["connection"]["headers"].as_array_mut().expect("an array").pop();
        parts["connection"]["compression"] = json!({});
        parts["scenarios"][0]["steps"] = json!([{"send": "t"}, {"wait": "50ms"}]);
        // The command's own URL would contain a secret that a shell cannot encode.
        parts["connection"]["query"] = json!([{"name": "q ä", "value": "b c&"}]);
        let profile = scratch.profile(parts);
        let transcript = record(&scratch, &profile);
        let ours = server.received();
        let command = copy_as(&transcript, &profile, CopyForm::Wscat);
        let acts = command.chars().find(|ch| ch.is_control() && *ch != '\n');
        assert_eq!(acts, None, "nothing for a terminal to act on: {command:?}");
        let mut shell = Command::new("bash");
        let folder = wscat.parent().expect("a parent folder").display().to_string();
        let path = std::env::var("PATH").unwrap_or_default();
        shell.args(["-c", &command]).env("PATH", format!("{folder}:{path}"));
        let output = with_secrets(shell);
        let theirs = server.received();
        // Optional whitespace may precede a field's value and follow a list's commas.
        let spaced = |request: &str| -> Vec<String> {
            let own = |line: &String| !line.starts_with("Sec-WebSocket-Extensions:");
            let plain = |line: String| line.replace(":  ", ": ").replace("a,b", "a, b");
            comparable_lines(request).into_iter().filter(own).map(plain).collect()
        };
        assert_eq!(spaced(&theirs.request), spaced(&ours.request), "{command}\n{output:?}");
        let text = |seen: &wirelark_tests::fault::Received| {
            seen.frames().into_iter().find(|(opcode, _)| *opcode == 1)
        };
        if is_open {
            assert_eq!(text(&theirs), text(&ours), "{command}\n{output:?}");
        }
    }
}
