//! Questions before connecting: other hosts, risky settings of foreign profiles, secrets.

use std::io::ErrorKind;
use std::net::TcpListener;

use serde_json::{Value, json};
use wirelark_tests::demo::Demo;
use wirelark_tests::fault::{Behaviour, FaultServer};

use crate::app::{App, Home};

/// A server that redirects to `location`.
fn redirecting_server(location: &str) -> FaultServer {
    let head =
        format!("HTTP/1.1 307 Elsewhere\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n");
    FaultServer::start(Behaviour::Respond(head.into_bytes()))
}

/// `HOST:PORT` of a URL.
fn host_of(url: &str) -> &str {
    let rest = url.split("://").nth(1).unwrap_or(url);
    rest.split('/').next().unwrap_or(rest)
}

/// Imports a foreign profile.
async fn import_profile(app: &App, home: &Home, name: &str, connection: Value) {
    let file = home.path(&format!("{name}.wirelark.json"));
    let login = json!({"fields": [{"name": "user_id", "value": "who-i-am"}], "reply": {"code": 1, "within": "5s"}});
    let profile = json!({"wirelark": 1, "name": name, "connection": connection, "login": login});
    std::fs::write(&file, profile.to_string()).expect("write the file");
    home.answer_dialog(&file);
    app.click("profile-import").await;
    app.until("it is shown", &format!("return document.title.includes({name:?})")).await;
}

/// The kinds of settings that the question lists.
async fn risks(app: &App) -> Vec<String> {
    let script = "const r = [...document.querySelectorAll('[data-testid=trust-risk]')]; return r.length > 0 && r.map(e => e.dataset.kind)";
    let kinds = app.until("the question names settings", script).await;
    serde_json::from_value(kinds).expect("texts")
}

#[tokio::test]
async fn hostile_09_a_redirect_to_another_host_is_asked_about_in_the_window() {
    let elsewhere = TcpListener::bind("127.0.0.1:0").expect("bind a port");
    elsewhere.set_nonblocking(true).expect("set the blocking mode");
    let address = elsewhere.local_addr().expect("the local address").to_string();
    let home = Home::new();
    let app = App::start(&home).await;
    let first = redirecting_server(&format!("ws://{address}/?token=s3cret"));
    let redirects = json!({"follow": true});
    import_profile(&app, &home, "First", json!({"url": first.url(), "redirects": redirects})).await;
    app.click("connect").await;
    let text = app.wait_for_text("redirect-ask", &address).await;
    assert!(!text.contains("s3cret"), "{text}");
    app.wait_for_state("closed").await;
    // No connection was made to that host.
    assert_eq!(elsewhere.accept().expect_err("no connection").kind(), ErrorKind::WouldBlock);
    app.click("redirect-cancel").await;
    app.until("it is gone", "return !document.querySelector('[data-testid=redirect-ask]')").await;
    assert_eq!(elsewhere.accept().expect_err("no connection").kind(), ErrorKind::WouldBlock);

    let demo = Demo::start(&[]);
    let second = redirecting_server(&demo.url);
    import_profile(&app, &home, "Second", json!({"url": second.url(), "redirects": redirects}))
        .await;
    app.click("connect").await;
    app.wait_for_text("redirect-ask", host_of(&demo.url)).await;
    app.click("redirect-go").await;
    app.wait_for_state("loggedIn").await;
    app.wait_for_row(&["↑", "who-i-am"]).await;
    app.click("handshake-open").await;
    app.find("warning-other_host").await;
    app.click("handshake-close").await;
    // Once confirmed, it is not asked about again.
    app.click("disconnect").await;
    app.wait_for_state("closed").await;
    app.click("connect").await;
    app.wait_for_state("loggedIn").await;
    app.quit().await;
}

#[tokio::test]
async fn hostile_10_settings_of_a_foreign_profile_are_asked_about_in_the_window() {
    let demo = Demo::start(&["--tls"]);
    let port = host_of(&demo.url).rsplit(':').next().expect("a port").to_owned();
    let ca = demo.ca_file.clone().expect("a file");
    let url = format!("wss://prod.company:{port}/");
    let connection = json!({
        "url": url, "resolve": [format!("prod.company:{port}:127.0.0.1")],
        "tls": {"server_name": "localhost", "ca_files": [ca]},
    });
    let home = Home::new();
    let app = App::start(&home).await;
    import_profile(&app, &home, "Theirs", connection.clone()).await;
    app.click("connect").await;
    assert_eq!(risks(&app).await, ["server_name", "ca_files", "resolve"]);
    app.wait_for_text("trust-server", &format!("wss://prod.company:{port}")).await;
    app.wait_for_text("ask-trust", "127.0.0.1").await;
    app.click("trust-cancel").await;
    app.wait_for_state("idle").await;
    app.click("connect").await;
    app.click("trust-go").await;
    app.wait_for_state("loggedIn").await;
    app.quit().await;

    // The answer holds after a restart, until another program changes the settings in the file.
    let app = App::start(&home).await;
    app.click("connect").await;
    app.wait_for_state("loggedIn").await;
    app.quit().await;
    let file = home.profiles().join("theirs.wirelark.json");
    let text = std::fs::read_to_string(&file).expect("read the file");
    let mut profile: Value = serde_json::from_str(&text).expect("valid JSON");
    profile["connection"]["resolve"] = json!([format!("prod.company:{port}:127.0.0.2")]);
    std::fs::write(&file, profile.to_string()).expect("write the file");
    let app = App::start(&home).await;
    app.click("connect").await;
    assert_eq!(risks(&app).await, ["resolve"]);
    app.quit().await;
}

#[tokio::test]
async fn hostile_13_a_secret_is_asked_for_again_at_another_host() {
    let (one, other) = (Demo::start(&[]), Demo::start(&[]));
    let home = Home::new();
    let file = home.profiles().join("prod.wirelark.json");
    std::fs::create_dir_all(home.profiles()).expect("create the folder");
    let profile = json!({
        "wirelark": 1, "name": "Prod", "connection": {"url": one.url},
        "login": {"fields": [{"name": "user_id", "value": "{{secret:token}}"}]},
    });
    std::fs::write(&file, profile.to_string()).expect("write the file");
    let app = App::start(&home).await;
    app.click_text("profile", "Prod").await;
    app.click("connect").await;
    app.find("secret-missing").await;
    app.write("login-secret", "canary-13").await;
    app.click("connect").await;
    app.wait_for_state("open").await;
    app.click("disconnect").await;
    app.wait_for_state("closed").await;
    let typed = "return document.querySelector('[data-testid=login-secret]')?.value";
    assert_eq!(app.until("the secret is kept", typed).await, json!("canary-13"));
    app.write("url", &other.url).await;
    let empty = "return document.querySelector('[data-testid=login-secret]')?.value === ''";
    app.until("it is not filled in for another host", empty).await;
    app.click("connect").await;
    app.find("secret-missing").await;
    // The first server's secret is still there for the first server.
    app.write("url", &one.url).await;
    assert_eq!(app.until("the secret is kept", typed).await, json!("canary-13"));
    app.quit().await;
}

/// Shows the question about a redirect to another host, for a screenshot; the returned server must be kept.
pub(crate) async fn ask_redirect(app: &App, home: &Home) -> FaultServer {
    let first = redirecting_server("wss://login.example:8443/somewhere?token=s3cret");
    let connection = json!({"url": first.url(), "redirects": {"follow": true}});
    import_profile(app, home, "Gateway", connection).await;
    app.click("connect").await;
    app.find("redirect-ask").await;
    first
}

/// Shows the question about settings of a foreign profile.
pub(crate) async fn ask_trust(app: &App, home: &Home) {
    let pin = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    let connection = json!({
        "url": "wss://prod.company/", "resolve": ["prod.company:443:203.0.113.9"],
        "proxy": {"mode": "manual", "url": "http://proxy.example:3128"}, "unix_socket": "/tmp/prod.sock",
        "tls": {"verify": false, "pinned": [pin], "server_name": "localhost", "ca_files": ["team-ca.pem"]},
    });
    import_profile(app, home, "Prod", connection).await;
    app.click("connect").await;
    app.find("ask-trust").await;
}
