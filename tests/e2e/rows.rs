//! Rows: filter, details, copy, save.

use wirelark_tests::fault::{Behaviour, Fault, Then, frames};

use crate::app::{App, Home};

/// A server that says these things, and the app connected to it.
async fn connected(home: &Home, messages: &[(u8, &[u8])]) -> (App, Fault) {
    let bytes =
        messages.iter().flat_map(|(opcode, payload)| frames::frame(*opcode, payload)).collect();
    let server = Fault::start(Behaviour::Open { bytes, then: Then::Stay });
    let app = App::start(home).await;
    app.click("welcome-new").await;
    app.write("url", &server.url()).await;
    app.keys(&["\u{e007}"]).await;
    app.state("open").await;
    (app, server)
}

const TEXT: u8 = 1;
const BINARY: u8 = 2;

#[tokio::test]
async fn a_row_s_details_as_text_json_and_hex() {
    let home = Home::new();
    let json = b"{\"id\": 9007199254740993, \"n\": [1.50]}";
    let packed = [&[7, 0, 0, 0][..], b"{\"tail\": true}"].concat();
    let (app, _server) =
        connected(&home, &[(TEXT, json), (BINARY, &packed), (BINARY, &[1, 2, 3])]).await;
    app.count("received", 3).await;

    app.click_row(0).await;
    app.click("tab-json").await;
    // 64-bit numbers and digits as they came.
    let shown = app.says("pane-json", "9007199254740993").await;
    assert!(shown.contains("1.50"), "{shown}");

    app.click_row(1).await;
    app.says("pane-json", "\"tail\": true").await;
    app.click("tab-hex").await;
    app.says("pane-hex", "07 00 00 00").await;

    // Fewer than 4 bytes: shown as such, never an error.
    app.row(&["↓", "binary", "01 02 03"]).await;
    app.click_row(2).await;
    app.says("pane-hex", "01 02 03").await;
    app.quit().await;
}

#[tokio::test]
async fn the_filter_looks_into_whole_payloads() {
    let home = Home::new();
    let mut long = vec![b'x'; 10_000];
    long.extend(b"Needle");
    let (app, _server) =
        connected(&home, &[(TEXT, b"hay"), (TEXT, &long), (BINARY, b"\x01\0\0\0NEEDLE")]).await;
    app.count("received", 3).await;
    app.write("filter", "needle").await;
    app.until(
        "two are shown",
        "return document.querySelector('[data-testid=shown]')?.dataset.value === '2'",
    )
    .await;
    app.write("filter", "nowhere").await;
    app.click("filter-reset").await;
    app.count("shown", 3).await;
    app.quit().await;
}

#[tokio::test]
async fn clearing_is_undone() {
    let home = Home::new();
    let (app, _server) = connected(&home, &[(TEXT, b"one"), (TEXT, b"two")]).await;
    app.count("shown", 2).await;
    app.click("clear").await;
    app.until(
        "none is shown",
        "return document.querySelector('[data-testid=shown]')?.dataset.value === '0'",
    )
    .await;
    app.click("undo").await;
    app.count("shown", 2).await;
    assert_eq!(app.count("stored", 2).await, 2);
    app.quit().await;
}

#[tokio::test]
async fn the_stream_is_saved_as_json_lines() {
    let home = Home::new();
    let (app, _server) = connected(&home, &[(TEXT, b"one"), (BINARY, &[2, 0, 0, 0, 255])]).await;
    app.count("stored", 2).await;
    let file = home.path("saved.jsonl");
    home.answer_dialog(&file);
    app.click("save-rows").await;
    app.click("export-go").await;
    app.until(
        "it says where",
        "return document.querySelector('[data-testid=export-status][data-state=done]')?.innerText.includes('saved.jsonl')",
    )
    .await;
    let lines = std::fs::read_to_string(&file).expect("the file");
    let rows: Vec<serde_json::Value> =
        lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[0]["text"], "one");
    assert_eq!((&rows[1]["hex"], &rows[1]["code"]), (&"02000000ff".into(), &2.into()));
    app.quit().await;
}

#[tokio::test]
async fn a_row_is_copied_and_pasted() {
    let home = Home::new();
    let (app, _server) = connected(&home, &[(BINARY, &[2, 0, 0, 0, 171])]).await;
    app.count("shown", 1).await;
    app.click_row(0).await;
    app.click("copy-rows").await;
    app.click("copy-hex").await;
    app.click("type-hex").await;
    app.find("message").await.click().await.expect("focus");
    app.keys(&["\u{e009}v"]).await;
    app.until(
        "the payload is pasted",
        "return document.querySelector('[data-testid=message]').value.includes('02000000ab')",
    )
    .await;
    app.quit().await;
}
