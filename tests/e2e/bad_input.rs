//! Errors are shown beside the field they concern, with what to do, and no input is lost.

use wirelark_tests::demo::Demo;
use wirelark_tests::fault::{Behaviour, FaultServer, Then};

use crate::app::{App, Home};

/// Connects to this URL, and waits for an error below it that contains `says`; returns the error.
async fn connection_error(app: &App, url: &str, says: &str) -> String {
    app.write("url", url).await;
    app.keys(&["\u{e007}"]).await;
    let script = format!(
        "const s = document.querySelector('#url-error')?.textContent ?? ''; return s.includes({says:?}) ? s : false"
    );
    let value = app.until(&format!("below the URL stands {says}"), &script).await;
    value.as_str().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn urls_that_do_not_connect() {
    let home = Home::new();
    let app = App::start(&home).await;
    app.click("welcome-new").await;
    connection_error(&app, "not a url", "ws://").await;
    connection_error(&app, "http://127.0.0.1/", "http").await;
    connection_error(&app, "ws:///path", "host").await;
    connection_error(&app, "ws://name.invalid/", "name.invalid").await;
    // A port that was free a moment ago.
    let free = std::net::TcpListener::bind("127.0.0.1:0").expect("bind a port");
    let address = free.local_addr().expect("the local address");
    drop(free);
    connection_error(&app, &format!("ws://{address}/"), &address.to_string()).await;
    app.wait_for_state("closed").await;
    // No WebSocket connection was open, so there is no close code.
    app.wait_for_text("state", "Failed: refused").await;
    app.quit().await;
}

#[tokio::test]
async fn the_suggested_url_is_one_click_away() {
    let home = Home::new();
    let server = FaultServer::start(Behaviour::Upgrade { bytes: vec![], then: Then::Stay });
    let plain = Demo::start(&[]);
    let app = App::start(&home).await;
    app.click("welcome-new").await;
    let host = server.url().replace("ws://", "");
    for typed in [host.clone(), format!("http://{host}")] {
        connection_error(&app, &typed, "ws://").await;
        app.wait_for_text("use-url", &format!("ws://{host}")).await;
        app.click("use-url").await;
        app.wait_for_state("open").await;
        app.click("disconnect").await;
        app.wait_for_state("closed").await;
    }
    // A plain WebSocket server closes the connection on a TLS handshake.
    connection_error(&app, &plain.url.replace("ws://", "wss://"), "TLS").await;
    app.wait_for_text("state", "Failed: TLS").await;
    app.click("use-url").await;
    app.wait_for_state("open").await;
    app.quit().await;
}

#[tokio::test]
async fn servers_that_are_not_websocket_servers() {
    let home = Home::new();
    let app = App::start(&home).await;
    app.click("welcome-new").await;

    let plain =
        FaultServer::start(Behaviour::Respond(b"HTTP/1.1 400 Bad Request\r\n\r\n".to_vec()));
    connection_error(&app, &plain.url().replace("ws:", "wss:"), "TLS").await;

    for (status, body) in
        [("403 Forbidden", "go away"), ("404 Not Found", "no such"), ("200 OK", "hello")]
    {
        let answer = format!(
            "HTTP/1.1 {status}\r\nX-Why: because\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        );
        let server = FaultServer::start(Behaviour::Respond(answer.into_bytes()));
        connection_error(&app, &server.url(), &status[..3]).await;
        app.wait_for_text("state", &format!("Failed: HTTP {}", &status[..3])).await;
        // Status, header and body are shown as received.
        let shown = app.wait_for_text("refusal", body).await;
        assert!(shown.contains("X-Why") && shown.contains("because"), "{shown}");
    }

    // Connecting to a server that never answers can be cancelled at once.
    let silent = FaultServer::start(Behaviour::Silent);
    app.write("url", &silent.url()).await;
    app.keys(&["\u{e007}"]).await;
    app.wait_for_state("upgrading").await;
    app.click("cancel").await;
    app.wait_for_state("closed").await;
    app.quit().await;
}

#[tokio::test]
async fn an_invalid_message_is_not_sent() {
    let home = Home::new();
    let server = FaultServer::start(Behaviour::Upgrade { bytes: vec![], then: Then::Stay });
    let app = App::start(&home).await;
    app.click("welcome-new").await;
    app.write("url", &server.url()).await;
    app.keys(&["\u{e007}"]).await;
    app.wait_for_state("open").await;

    app.click("type-hex").await;
    app.write("message", "01 0g").await;
    app.wait_for_text("message-error", "5").await;
    app.write("message", "01 0").await;
    app.wait_for_text("message-error", "digit").await;

    app.click("type-json").await;
    app.write("message", "{\"a\": 1,").await;
    app.wait_for_text("message-error", "line 1").await;

    // Once corrected, the message is sent, and the earlier text is one key away.
    app.write("message", "{\"a\": 9007199254740993}").await;
    app.until("no error", "return !document.querySelector('[data-testid=message-error]')").await;
    app.keys(&["\u{e009}\u{e007}"]).await;
    app.wait_for_row(&["↑", "text", "9007199254740993"]).await;
    app.quit().await;
}

#[tokio::test]
async fn unreadable_profiles_are_listed_and_left_unchanged() {
    let home = Home::new();
    let folder = home.profiles();
    std::fs::create_dir_all(&folder).expect("create the folder");
    let (damaged, newer) =
        ("{\"wirelark\": 1,\n \"name\": ", "{\"wirelark\": 7, \"name\": \"later\"}");
    std::fs::write(folder.join("damaged.wirelark.json"), damaged).expect("write the file");
    std::fs::write(folder.join("newer.wirelark.json"), newer).expect("write the file");
    let app = App::start(&home).await;
    app.click_text("profile", "damaged").await;
    app.until("the damage is told", "return document.body.innerText.includes('line 2')").await;
    app.click_text("profile", "newer").await;
    app.until("the version is told", "return document.body.innerText.includes('7')").await;
    app.quit().await;
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).expect("read the file");
    assert_eq!(read("damaged.wirelark.json"), damaged);
    assert_eq!(read("newer.wirelark.json"), newer);
}

#[tokio::test]
async fn a_secret_is_asked_for_and_never_saved() {
    let home = Home::new();
    let server = FaultServer::start(Behaviour::Upgrade { bytes: vec![], then: Then::Stay });
    std::fs::create_dir_all(home.profiles()).expect("create the folder");
    let profile = serde_json::json!({
        "wirelark": 1, "name": "secretive", "connection": {"url": server.url()},
        "login": {"fields": [{"name": "token", "value": "{{secret:token}}"}]},
    });
    let file = home.profiles().join("secretive.wirelark.json");
    std::fs::write(&file, profile.to_string()).expect("write the file");
    let app = App::start(&home).await;
    app.click_text("profile", "secretive").await;
    app.click("connect").await;
    app.find("secret-missing").await;
    app.write("login-secret", "canary-5f1c").await;
    app.click("connect").await;
    app.wait_for_row(&["↑", "text", "canary-5f1c"]).await;
    app.click("save").await;
    app.quit().await;
    assert!(!std::fs::read_to_string(&file).expect("read the file").contains("canary-5f1c"));
    assert!(!home.log().contains("canary-5f1c"));
}
