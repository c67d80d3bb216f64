//! What protocols need of the message box: escapes, terminators, JSON as typed, files, rows that become messages, and
//! every scenario.

use std::fs;

use serde_json::{Value, json};
use wirelark_tests::fault::{Behaviour, FaultServer};

use crate::app::{App, Home};
use crate::line_ends::{put_into_the_box, sent_payloads, type_at};

#[tokio::test]
async fn what_the_box_shows_is_what_is_sent() {
    let (home, server) = (Home::new(), FaultServer::start(Behaviour::Echo));
    fs::create_dir_all(home.profiles()).expect("create the folder");
    let file = home.profiles().join("protocol.wirelark.json");
    let profile = json!({
        "wirelark": 1, "name": "protocol",
        "connection": {"url": server.url(), "text_terminator": r"\x1e"},
        "messages": [{"name": "stomp", "type": "text", "escapes": true, "text": r"SEND\n\nhi\0", "terminator": ""}]
    });
    fs::write(&file, profile.to_string()).expect("write the file");
    let app = App::start(&home).await;
    app.click_text("profile", "protocol").await;
    app.click("connect").await;
    app.wait_for_state("open").await;

    // Typed with escapes: the size and the line below the box are of the text as sent, with its terminator.
    type_at(&app, "message", "0", r"a\r\nb\0").await;
    app.wait_for_text("message-size", "9").await;
    app.click("escapes").await;
    app.wait_for_text("message-size", "6").await;
    app.wait_for_text("invisible", "1 NUL, 1 CR, 1 RS").await;
    app.wait_for_text("terminator", "RS").await;
    app.click("send").await;
    app.wait_for_row(&["↑", "a"]).await;

    // A mistake has its column, and the message is not sent.
    type_at(&app, "message", "box.value.length", r"\q").await;
    app.wait_for_text("message-error", "column 9").await;

    // Without the terminator, from a saved message.
    put_into_the_box(&app, "stomp").await;
    app.wait_for_text("message-size", "9").await;
    app.wait_for_text("terminator", "no terminator").await;
    app.click("send").await;
    app.wait_for_row(&["↑", "SEND"]).await;

    // The row with control characters comes back with escapes, and is saved as a message by its key.
    app.click_text("type-json", "JSON").await;
    app.click("style-typed").await;
    app.focus_table().await;
    app.click_row(1).await;
    app.keys(&["e"]).await;
    app.until(
        "the row is in the box with escapes",
        "return document.querySelector('[data-testid=escapes]')?.getAttribute('aria-pressed') === 'true' \
         && document.querySelector('[data-testid=message]').value.includes('\\\\0')",
    )
    .await;
    app.wait_for_text("message-size", "6").await;
    app.click("send").await;
    app.focus_table().await;
    app.keys(&["m"]).await;
    app.until(
        "the row is a saved message",
        "return document.querySelectorAll('[data-testid=saved-item]').length === 2",
    )
    .await;

    // A file, chosen in the dialog.
    let payload = home.path("payload.bin");
    fs::write(&payload, [0xff, 0x00, 0x7f]).expect("write the file");
    home.answer_dialog(&payload);
    app.click("type-file").await;
    app.click("file-choose").await;
    app.wait_for_text("message-size", "3").await;
    app.wait_for_text("wire-hex", "ff 00 7f").await;
    app.click("send").await;
    app.until(
        "four rows were sent",
        "return [...document.querySelectorAll('[role=row]')].filter(r => r.innerText.includes('↑')).length >= 4",
    )
    .await;
    app.click("save").await;
    app.until("it is saved", "return !document.querySelector('[data-testid=save] .dirty')").await;
    app.quit().await;

    assert_eq!(
        sent_payloads(&home.transcripts()),
        [&b"a\r\nb\0\x1e"[..], b"SEND\n\nhi\0", b"a\r\nb\0\x1e", b"\xff\x00\x7f"]
    );
    let saved: Value = serde_json::from_str(&fs::read_to_string(&file).expect("read the file"))
        .expect("valid JSON");
    assert_eq!(saved["messages"][1]["escapes"], true, "{saved}");
}

#[tokio::test]
async fn the_last_scenario_is_remembered_and_the_palette_has_all() {
    let (home, server) = (Home::new(), FaultServer::start(Behaviour::Echo));
    fs::create_dir_all(home.profiles()).expect("create the folder");
    let profile = json!({
        "wirelark": 1, "name": "Two", "connection": {"url": server.url()},
        "messages": [{"name": "One", "type": "text", "text": "one"}, {"name": "Two", "type": "text", "text": "two"}],
        "scenarios": [{"name": "First", "steps": [{"send": "One"}]}, {"name": "Second", "steps": [{"send": "Two"}]}],
    });
    fs::write(home.profiles().join("two.wirelark.json"), profile.to_string())
        .expect("write the file");
    let app = App::start(&home).await;
    app.click("profile").await;
    app.wait_for_text("run", "Run “First”").await;
    app.keys(&["\u{e009}k"]).await;
    app.write("palette-search", "Second").await;
    app.keys(&["\u{e007}"]).await;
    app.wait_for_row(&["↑", "text", "two"]).await;
    app.wait_for_text("run", "Run “Second”").await;
    app.quit().await;

    let app = App::start(&home).await;
    app.wait_for_text("run", "Run “Second”").await;
    app.quit().await;
}
