//! Protocol violations on purpose, other ways to close a connection, and control frames sent manually.

use std::process::Command;

use serde_json::json;
use wirelark_tests::fault::frames::CLOSE;
use wirelark_tests::fault::{Behaviour, FaultServer, Then};
use wirelark_tests::python;

use crate::app::{App, Home};

async fn open(app: &App, url: &str) {
    app.click("welcome-new").await;
    app.write("url", url).await;
    app.keys(&["\u{e007}"]).await;
    app.wait_for_state("open").await;
}

/// Chooses an option of a select, as a click does.
async fn choose_option(app: &App, testid: &str, value: &str) {
    let script = format!(
        "const e = document.querySelector('[data-testid={testid}]'); if (!e) return false; \
         e.value = {value:?}; e.dispatchEvent(new Event('change', {{bubbles: true}})); return e.value === {value:?}"
    );
    app.until(&format!("{testid} is {value}"), &script).await;
}

fn staying_server(then: Then) -> FaultServer {
    FaultServer::start(Behaviour::Upgrade { bytes: vec![], then })
}

#[tokio::test]
async fn the_server_receives_the_previewed_bytes() {
    let (home, server) = (Home::new(), staying_server(Then::IgnoreClose));
    let app = App::start(&home).await;
    open(&app, &server.url()).await;

    app.click("send-more").await;
    app.click("send-misbehave").await;
    app.wait_for_text("misbehave", "RFC 6455").await;
    choose_option(&app, "act-kind", "reserved_bits").await;
    app.write("act-text", "hi").await;
    app.click("act-bit-1").await;
    // At least one bit must be set; the error is shown in the dialog.
    app.wait_for_text("act-fault", "RSV1").await;
    app.click("act-bit-1").await;
    app.click("act-bit-2").await;
    let head = app.wait_for_text("frames", "RSV2").await;
    assert!(
        head.contains("RSV1") && head.contains("text (1)") && head.contains("2 bytes"),
        "{head}"
    );
    app.wait_for_text("act-hex", "e1 82").await;
    let shown = app.wait_for_text("act-hex", " ").await;
    app.click("act-send").await;
    app.wait_for_text("act-sent", "2").await;
    app.click("dialog-close").await;

    app.wait_for_row(&["misbehaving on purpose: reserved bits"]).await;
    app.wait_for_row(&["↑", "raw", "e1 82"]).await;
    // The details show the frame header in words.
    app.click_row(1).await;
    app.wait_for_text("frames", "RSV2").await;

    app.click("farewell-menu").await;
    app.click("farewell-abort").await;
    app.wait_for_state("closed").await;
    let how = "return document.querySelector('[data-testid=closed]')?.dataset.how === 'aborted'";
    app.until("the window says that it was aborted", how).await;
    let received = server.received().bytes;
    let wanted: Vec<u8> =
        shown.split_whitespace().map(|byte| u8::from_str_radix(byte, 16).expect("hex")).collect();
    assert_eq!(received, wanted, "without a Close");
    app.quit().await;
}

#[tokio::test]
async fn a_custom_close_and_manual_pings() {
    let (home, server) = (Home::new(), staying_server(Then::Stay));
    let app = App::start(&home).await;
    open(&app, &server.url()).await;

    app.write("message", &"x".repeat(126)).await;
    app.wait_for_text("message-size", "126").await;
    app.click("send-more").await;
    app.wait_for_text("menu", "126").await;
    let off = "return document.querySelector('[data-testid=send-ping]')?.getAttribute('aria-disabled') === 'true'";
    app.until("126 bytes are too many for a ping", off).await;
    app.keys(&["\u{e00c}"]).await;
    app.write("message", "are you there").await;
    app.wait_for_text("message-size", "13").await;
    app.click("send-more").await;
    app.click("send-ping").await;
    app.wait_for_row(&["↑", "ping", "61 72 65 20 79 6f 75"]).await;

    app.click("farewell-menu").await;
    app.click("farewell-with").await;
    app.write("farewell-code", "1006").await;
    app.wait_for_text("farewell-meaning", "3000").await;
    app.write("farewell-code", "4001").await;
    app.wait_for_text("farewell-meaning", "application").await;
    app.write("farewell-reason", "grüß").await;
    app.wait_for_text("farewell-count", "6 of 123").await;
    app.click("farewell-send").await;
    app.wait_for_state("closed").await;
    let close = [&4001u16.to_be_bytes()[..], "grüß".as_bytes()].concat();
    assert_eq!(server.received().frames(), [(0x9, b"are you there".to_vec()), (CLOSE, close)]);
    app.quit().await;
}

#[tokio::test]
async fn the_server_s_code_is_shown_with_its_meaning() {
    let (home, app_language) = (Home::new(), "en_US.UTF-8");
    let app = App::start_in(&home, app_language).await;
    app.click("welcome-new").await;
    for (payload, words, forbidden) in [
        (&b"\x03\xf4restarting"[..], "Server is restarting", false),
        (&b"\x03\xe7?"[..], "Not a close code", true),
        (&b""[..], "carried no code", false),
    ] {
        let server = staying_server(Then::Close(payload.to_vec()));
        app.write("url", &server.url()).await;
        app.keys(&["\u{e007}"]).await;
        let text = app.wait_for_text("closed", words).await;
        assert_eq!(text.contains("does not allow"), forbidden, "{text}");
        app.wait_for_state("closed").await;
    }
    app.quit().await;
}

/// The app sends a Close to its servers before it exits.
#[tokio::test]
async fn closing_the_window_sends_1001() {
    let (home, server) = (Home::new(), staying_server(Then::Stay));
    let app = App::start(&home).await;
    open(&app, &server.url()).await;
    // WebDriver's own way to close the window would end the app before it can send anything.
    let mut close = Command::new(python::interpreter());
    close.args(["-c", include_str!("close_window.py"), "Wirelark"]);
    assert!(close.status().expect("python3").success());
    assert_eq!(server.received().close_code(), Some(1001));
    app.quit().await;
}

#[tokio::test]
async fn each_reconnect_adds_a_note() {
    let home = Home::new();
    let server = FaultServer::start(Behaviour::Flood { count: 2, size: 20, then: Then::Fin });
    let profile = json!({
        "wirelark": 1, "name": "Again",
        "connection": {"url": server.url(), "reconnect": {"on": true, "first": "100ms", "longest": "200ms"}},
    });
    std::fs::create_dir_all(home.profiles()).expect("create the folder");
    std::fs::write(home.profiles().join("again.wirelark.json"), profile.to_string())
        .expect("write the file");
    let app = App::start(&home).await;
    app.click_text("profile", "Again").await;
    app.click("connect").await;
    app.wait_for_row(&["connection 1"]).await;
    app.wait_for_row(&["connection 3: attempt 2 of 20, after 1006"]).await;
    // The notice is shown only while no connection is open, which is brief.
    app.click_text("cancel", "Cancel").await;
    app.wait_for_state("closed").await;
    app.quit().await;
}
