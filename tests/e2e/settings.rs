//! Connection settings set by clicking; the handshake as sent and received; trust in certificates.

use std::path::PathBuf;
use std::process::Command;

use serde_json::{Value, json};
use wirelark_tests::demo::Demo;
use wirelark_tests::fault::{Behaviour, FaultServer, Then};
use wirelark_tests::peer::{Peer, free_port, program};
use wirelark_tests::scratch::Scratch;

use crate::app::{App, Home};

/// Creates a profile with this URL.
async fn profile_of(app: &App, url: &str) {
    app.click("profile-new").await;
    app.write("url", url).await;
}

async fn open_settings(app: &App, section: &str) {
    app.click("settings-open").await;
    app.click(&format!("settings-tab-{section}")).await;
    app.find(&format!("settings-{section}")).await;
}

/// Waits until the page is closed.
async fn wait_for_page_closed(app: &App, room: &str) {
    app.until(
        &format!("{room} is left"),
        &format!("return document.querySelector('[data-testid={room}]').hidden"),
    )
    .await;
}

async fn failed_with(app: &App, code: &str) {
    let script = format!(
        "return document.querySelector('#url-error [data-code]')?.dataset.code === {code:?}"
    );
    app.until(&format!("connecting ended with {code}"), &script).await;
}

async fn has_problem(app: &App, path: &str, code: &str) {
    let script = format!(
        "return document.querySelector('[data-testid=\"problem:{path}\"]')?.dataset.code === {code:?}"
    );
    app.until(&format!("{path} is told to be {code}"), &script).await;
}

async fn wait_until_saved(app: &App) {
    app.until("it is saved", "return !document.querySelector('[data-testid=save] .dirty')").await;
}

fn profile_in(home: &Home) -> Value {
    let mut files = std::fs::read_dir(home.profiles()).expect("list the folder").flatten();
    let file = files.find(|file| file.path().extension().is_some_and(|end| end == "json"));
    let text = std::fs::read_to_string(file.expect("a profile").path()).expect("read the file");
    serde_json::from_str(&text).expect("valid JSON")
}

#[tokio::test]
async fn settings_made_by_clicking_reach_the_server() {
    let home = Home::new();
    let server = FaultServer::start(Behaviour::Upgrade {
        bytes: vec![0x81, 2, b'h', b'i'],
        then: Then::Stay,
    });
    let app = App::start(&home).await;
    app.click("welcome-new").await;
    app.write("url", &server.url()).await;

    open_settings(&app, "request").await;
    app.click("connection.headers:add").await;
    app.write("connection.headers[0].name", "Upgrade").await;
    // The core's validation, shown beside the field.
    has_problem(&app, "connection.headers[0].name", "header_reserved").await;
    app.write("connection.headers[0].name", "X-Tag").await;
    app.write("connection.headers[0].value", "one").await;
    app.click("connection.headers:add").await;
    app.write("connection.headers[1].name", "X-Tag").await;
    app.write("connection.headers[1].value", "two").await;
    app.click("connection.headers:add").await;
    app.write("connection.headers[2].name", "X-Off").await;
    app.click("connection.headers[2].enabled").await;
    app.click("connection.query:add").await;
    app.write("connection.query[0].name", "room").await;
    app.write("connection.query[0].value", "a b").await;
    app.wait_for_text("url-shown", "?room=a%20b").await;
    app.click("connection.subprotocols:add").await;
    app.write("connection.subprotocols[0]", "mqtt").await;
    app.write("connection.origin", "https://tester.example").await;

    app.click("settings-tab-auth").await;
    app.click("connection.auth.type-basic").await;
    app.write("connection.auth.user", "Aladdin").await;
    app.write("connection.auth.password", "open sesame").await;
    app.click("connection.auth.password:mask").await;
    app.keys(&["\u{e00c}"]).await;
    wait_for_page_closed(&app, "settings-room").await;
    let summary = app.wait_for_text("summary", "Basic").await;
    for part in ["One parameter", "2 headers", "Subprotocol mqtt", "Origin"] {
        assert!(summary.contains(part), "{part} in {summary}");
    }

    app.click("connect").await;
    app.wait_for_state("open").await;
    app.wait_for_row(&["↓", "hi"]).await;
    app.click("handshake-open").await;
    app.wait_for_text("request", "X-Tag").await;
    app.wait_for_text("response", "101 Switching Protocols").await;
    app.find("timing-upgrading").await;
    let shares = "const bars = [...document.querySelectorAll('.timing-bar')].map((bar) => bar.offsetWidth);
        return bars.length > 1 && bars.reduce((a, b) => a + b) <= document.querySelector('.timing-track').offsetWidth + 3 * bars.length";
    app.until("the bars share their track", shares).await;
    app.find("warning-subprotocol_ignored").await;
    let shown = app.wait_for_text("handshake-room", "Authorization").await;
    assert!(!shown.contains("QWxhZGRpbjpvcGVuIHNlc2FtZQ"), "masked: {shown}");
    app.click("handshake-close").await;
    app.click("disconnect").await;
    app.wait_for_state("closed").await;

    let request = server.received().request;
    assert!(request.starts_with("GET /?room=a%20b HTTP/1.1\r\n"), "{request}");
    for line in [
        "Sec-WebSocket-Protocol: mqtt",
        "Origin: https://tester.example",
        "Authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==",
        "X-Tag: one\r\nX-Tag: two",
    ] {
        assert!(request.contains(line), "{line} in {request}");
    }
    assert!(!request.contains("X-Off"));

    app.click("save").await;
    wait_until_saved(&app).await;

    // The history has kept it, too.
    app.click("history-open").await;
    app.click("past-open").await;
    wait_for_page_closed(&app, "history").await;
    app.click("handshake-open").await;
    app.wait_for_text("request", "X-Tag").await;
    app.click("handshake-close").await;
    app.quit().await;
    let connection = &profile_in(&home)["connection"];
    assert_eq!(
        connection["auth"],
        json!({"type": "basic", "user": "Aladdin", "password": "{{secret:password}}"})
    );
    assert_eq!(connection["headers"][2], json!({"name": "X-Off", "value": "", "enabled": false}));
}

#[tokio::test]
async fn a_click_trusts_a_certificate_for_one_profile() {
    let demo = Demo::start(&["--tls"]);
    let home = Home::new();
    let app = App::start(&home).await;
    app.click("welcome-new").await;
    app.write("url", &demo.url).await;
    app.click("connect").await;
    failed_with(&app, "tls_unknown_issuer").await;
    app.click("show-certificate").await;
    app.wait_for_text("tls", "Wirelark demo server").await;
    let seen = app.until(
        "its SHA-256 is shown",
        "return document.querySelector('[data-testid=fingerprint]')?.dataset.sha256",
    );
    let sha256 = seen.await.as_str().expect("a string").to_owned();
    app.click("trust").await;
    app.click("connect-trusted").await;
    wait_for_page_closed(&app, "handshake-room").await;
    app.wait_for_state("open").await;
    app.click("handshake-open").await;
    app.until(
        "the certificate is trusted by its SHA-256",
        "return document.querySelector('[data-testid=tls-trust]')?.dataset.trust === 'pinned'",
    )
    .await;
    app.click("handshake-close").await;
    app.wait_for_text("summary", "One trusted certificate").await;
    app.click("save").await;
    wait_until_saved(&app).await;
    app.quit().await;
    assert_eq!(profile_in(&home)["connection"]["tls"], json!({"pinned": [sha256]}));

    let app = App::start(&home).await;
    app.click("connect").await;
    app.wait_for_state("open").await;
    app.click("disconnect").await;
    app.wait_for_state("closed").await;
    profile_of(&app, &demo.url).await;
    app.click("connect").await;
    failed_with(&app, "tls_unknown_issuer").await;
    app.quit().await;
}

#[tokio::test]
async fn fault_23_and_71_a_file_that_switches_verification_off_is_asked_about() {
    let demo = Demo::start(&["--tls"]);
    let home = Home::new();
    let file = home.path("theirs.wirelark.json");
    let profile = json!({
        "wirelark": 1, "name": "Theirs",
        "connection": {"url": demo.url, "tls": {"verify": false}},
    });
    std::fs::write(&file, profile.to_string()).expect("write the file");
    let app = App::start(&home).await;
    home.answer_dialog(&file);
    app.click("profile-import").await;
    app.wait_for_text("summary", "Certificate not verified").await;
    app.click("connect").await;
    app.click("trust-cancel").await;
    app.wait_for_state("idle").await;
    app.click("connect").await;
    app.click("trust-go").await;
    app.wait_for_state("open").await;
    // Shown in red while verification is off.
    app.find("unverified").await;
    app.click("handshake-open").await;
    app.find("warning-certificate_unverified").await;
    app.click("handshake-close").await;
    app.quit().await;

    // The confirmation holds after a restart, for this profile only.
    let app = App::start(&home).await;
    app.click_text("profile", "Theirs").await;
    app.click("connect").await;
    app.wait_for_state("open").await;
    app.click("disconnect").await;
    app.wait_for_state("closed").await;
    home.answer_dialog(&file);
    app.click("profile-import").await;
    app.wait_for_state("idle").await;
    app.click("connect").await;
    app.find("ask-trust").await;
    // The alternative: review the certificate instead.
    app.click("trust-check").await;
    failed_with(&app, "tls_unknown_issuer").await;
    app.quit().await;
}

#[tokio::test]
async fn connecting_through_a_proxy_set_by_clicking() {
    let Some(tinyproxy) = program("tinyproxy") else { return };
    let (scratch, port) = (Scratch::new(), free_port());
    let config = format!(
        "Port {port}\nListen 127.0.0.1\nMaxClients 20\nAllow 127.0.0.1\nLogLevel Critical\nBasicAuth u passw0rd\n"
    );
    let mut command = Command::new(tinyproxy);
    command.args(["-d", "-c", &scratch.file("tinyproxy.conf", config)]);
    let proxy = Peer::start(port, command);
    let demo = Demo::start(&[]);
    let home = Home::new();
    let app = App::start(&home).await;
    app.click("welcome-new").await;
    app.write("url", &demo.url).await;
    open_settings(&app, "proxy").await;
    app.find("proxy-found").await;
    app.click("connection.proxy.mode-manual").await;
    app.write("connection.proxy.url", &format!("127.0.0.1:{}", proxy.port)).await;
    app.click("settings-close").await;
    app.click("connect").await;
    failed_with(&app, "proxy_auth").await;

    // The error links to the setting that fixes it.
    app.click("show-setting").await;
    app.find("settings-proxy").await;
    app.write("connection.proxy.user", "u").await;
    app.write("connection.proxy.password", "passw0rd").await;
    app.click("settings-close").await;
    app.click("connect").await;
    app.wait_for_state("open").await;
    app.wait_for_text("summary", &format!("Proxy 127.0.0.1:{}", proxy.port)).await;
    app.click("handshake-open").await;
    app.wait_for_text("proxy-request", "CONNECT 127.0.0.1:").await;
    app.wait_for_text("proxy-response", "200").await;
    app.find("timing-proxy").await;
    app.quit().await;
}

#[tokio::test]
async fn a_failed_handshake_is_shown_as_text() {
    let home = Home::new();
    let answer = b"HTTP/1.1 403 Forbidden\r\nX-Bad: <b id=pwned>caf\xc3\xa9</b>\r\nContent-Length: 0\r\n\r\n";
    let server = FaultServer::start(Behaviour::Respond(answer.to_vec()));
    let app = App::start(&home).await;
    app.click("welcome-new").await;
    app.write("url", &server.url()).await;
    open_settings(&app, "limits").await;
    app.write("connection.timeouts.connect", "soon").await;
    has_problem(&app, "connection.timeouts.connect", "duration_invalid").await;
    app.click("connection.timeouts.connect:reset").await;
    app.click("settings-tab-tls").await;
    let missing = PathBuf::from("/nowhere/ca.pem");
    home.answer_dialog(&missing);
    app.click("connection.tls.ca_files:add").await;
    has_problem(&app, "connection.tls.ca_files[0]", "tls_ca_file").await;
    app.click("connection.tls.ca_files[0]:remove").await;
    app.click("settings-close").await;

    app.click("connect").await;
    failed_with(&app, "upgrade_refused").await;
    app.click("show-handshake").await;
    app.wait_for_text("hop-status", "403").await;
    let shown = app.wait_for_text("response", "X-Bad").await;
    assert!(shown.contains("<b id=pwned>caf\\u{e9}</b>"), "{shown}");
    app.until("nothing of it is HTML", "return !document.getElementById('pwned')").await;
    app.quit().await;
}
