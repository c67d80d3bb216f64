//! Rows: filter, details, copy, save.

use wirelark_tests::demo::Demo;
use wirelark_tests::fault::{Behaviour, FaultServer, Then, frames};

use crate::app::{App, Home};

/// Starts a server that sends these messages, and the app connected to it.
async fn connected(home: &Home, messages: &[(u8, &[u8])]) -> (App, FaultServer) {
    let bytes =
        messages.iter().flat_map(|(opcode, payload)| frames::frame(*opcode, payload)).collect();
    let server = FaultServer::start(Behaviour::Upgrade { bytes, then: Then::Stay });
    let app = App::start(home).await;
    app.click("welcome-new").await;
    app.write("url", &server.url()).await;
    app.keys(&["\u{e007}"]).await;
    app.wait_for_state("open").await;
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
    app.wait_for_count("received", 3).await;

    app.click_row(0).await;
    app.click("tab-json").await;
    // 64-bit numbers and digits as received.
    let shown = app.wait_for_text("pane-json", "9007199254740993").await;
    assert!(shown.contains("1.50"), "{shown}");

    app.click_row(1).await;
    app.wait_for_text("pane-json", "\"tail\": true").await;
    app.click("tab-hex").await;
    app.wait_for_text("pane-hex", "07 00 00 00").await;

    // Fewer than 4 bytes are shown as such, never as an error.
    app.wait_for_row(&["↓", "binary", "01 02 03"]).await;
    app.click_row(2).await;
    app.wait_for_text("pane-hex", "01 02 03").await;
    app.quit().await;
}

#[tokio::test]
async fn the_filter_searches_whole_payloads() {
    let home = Home::new();
    let mut long = vec![b'x'; 10_000];
    long.extend(b"Needle");
    let (app, _server) =
        connected(&home, &[(TEXT, b"hay"), (TEXT, &long), (BINARY, b"\x01\0\0\0NEEDLE")]).await;
    app.wait_for_count("received", 3).await;
    app.write("filter", "needle").await;
    app.until(
        "two rows are shown",
        "return document.querySelector('[data-testid=shown]')?.dataset.value === '2'",
    )
    .await;
    app.write("filter", "nowhere").await;
    app.click("filter-reset").await;
    app.wait_for_count("shown", 3).await;
    app.quit().await;
}

#[tokio::test]
async fn clearing_can_be_undone() {
    let home = Home::new();
    let (app, _server) = connected(&home, &[(TEXT, b"one"), (TEXT, b"two")]).await;
    app.wait_for_count("shown", 2).await;
    app.tool("clear").await;
    app.until(
        "no row is shown",
        "return document.querySelector('[data-testid=shown]')?.dataset.value === '0'",
    )
    .await;
    app.click("undo").await;
    app.wait_for_count("shown", 2).await;
    assert_eq!(app.wait_for_count("stored", 2).await, 2);
    app.quit().await;
}

#[tokio::test]
async fn the_stream_is_saved_as_json_lines() {
    let home = Home::new();
    let (app, _server) = connected(&home, &[(TEXT, b"one"), (BINARY, &[2, 0, 0, 0, 255])]).await;
    app.wait_for_count("stored", 2).await;
    let file = home.path("saved.jsonl");
    home.answer_dialog(&file);
    app.tool("save-rows").await;
    app.click("export-go").await;
    app.until(
        "the export shows its path",
        "return document.querySelector('[data-testid=export-status][data-state=done]')?.innerText.includes('saved.jsonl')",
    )
    .await;
    let lines = std::fs::read_to_string(&file).expect("read the file");
    let rows: Vec<serde_json::Value> =
        lines.lines().map(|line| serde_json::from_str(line).expect("valid JSON")).collect();
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[0]["text"], "one");
    assert_eq!((&rows[1]["hex"], &rows[1]["code"]), (&"02000000ff".into(), &2.into()));
    app.quit().await;
}

#[tokio::test]
async fn a_row_is_copied_and_pasted() {
    let home = Home::new();
    let (app, _server) = connected(&home, &[(BINARY, &[2, 0, 0, 0, 171])]).await;
    app.wait_for_count("shown", 1).await;
    app.click_row(0).await;
    app.tool("copy-rows").await;
    app.click("copy-hex").await;
    app.click("type-hex").await;
    app.find("message").await.click().await.expect("click the element");
    app.keys(&["\u{e009}v"]).await;
    app.until(
        "the payload is pasted",
        "return document.querySelector('[data-testid=message]').value.includes('02000000ab')",
    )
    .await;
    app.quit().await;
}

#[tokio::test]
async fn the_reply_beside_the_box_follows_the_latency_rule() {
    let home = Home::new();
    let demo = Demo::start(&[]);
    let example = include_str!("../../examples/original-script.wirelark.json");
    let mut profile: serde_json::Value = serde_json::from_str(example).expect("valid JSON");
    profile["name"] = "paired".into();
    profile["connection"]["url"] = demo.url.clone().into();
    profile["latency"] = serde_json::json!({"match": "same_code"});
    std::fs::create_dir_all(home.profiles()).expect("create the folder");
    let file = home.profiles().join("paired.wirelark.json");
    std::fs::write(file, profile.to_string()).expect("write the file");
    let app = App::start(&home).await;
    app.click_text("profile", "paired").await;
    app.click("connect").await;
    app.wait_for_count("received", 1).await;
    // The confirmation has the request's code, so it is the reply.
    app.click("set-services").await;
    app.wait_for_row(&["↓", "SERVICES_SET"]).await;
    app.wait_for_text("reply", "SERVICES_SET").await;
    // No reply has this request's code, although messages keep arriving.
    app.click("type-hex").await;
    app.write("message", "07 00 00 00").await;
    app.click("send").await;
    app.wait_for_row(&["↑", "07 00 00 00"]).await;
    app.wait_for_text("reply", "waiting").await;
    let now = app.wait_for_count("received", 1).await;
    app.wait_for_count("received", now + 2).await;
    // The notice appears after the reply has been awaited long enough.
    let without = app.wait_for_text("reply", "no reply so far").await;
    assert!(!without.contains("PUSH"), "{without}");
    app.click("free").await;
    app.wait_for_text("reply", "FREED").await;
    // It appears at once if no reply can arrive any more.
    app.click("send").await;
    app.wait_for_text("reply", "waiting").await;
    app.click("disconnect").await;
    app.wait_for_state("closed").await;
    app.wait_for_text("reply", "no reply so far").await;
    app.quit().await;
}

/// Selects the newest row that contains all `words`.
async fn select_row(app: &App, words: &[&str]) {
    let script = format!(
        "const w = {words:?}; return [...document.querySelectorAll('.tr[data-row]')].findLast(r => w.every(x => r.innerText.includes(x)))?.dataset.index ?? false"
    );
    let position = app.until(&format!("a row says {words:?}"), &script).await;
    app.click_row(position.as_str().and_then(|n| n.parse().ok()).expect("a position")).await;
    app.focus_table().await;
}

#[tokio::test]
async fn a_row_is_sent_again_or_put_into_the_box() {
    const SHIFT_F10: &str = "\u{e008}\u{e03a}";
    let home = Home::new();
    let app = App::start(&home).await;
    app.click("try-demo").await;
    app.wait_for_state("loggedIn").await;
    app.click("set-services").await;
    app.wait_for_row(&["↓", "PUSH"]).await;
    app.click("free").await;
    app.wait_for_row(&["↓", "FREED"]).await;

    // In two actions once the row is selected: its menu, and "Send again".
    select_row(&app, &["↑", "set services"]).await;
    app.keys(&[SHIFT_F10]).await;
    app.click("send-row-again").await;
    let twice = "return [...document.querySelectorAll('.tr[data-row]')].filter(r => r.innerText.includes('SERVICES_SET')).length === 2";
    app.keys(&["\u{e010}"]).await;
    app.until("it was answered again", twice).await;
    app.click("free").await;

    // A received message into the box: by its layout, with every field unchanged.
    select_row(&app, &["↓", "PUSH"]).await;
    app.keys(&["e"]).await;
    app.until(
        "its layout is in the box",
        "return document.querySelector('[data-testid=layout]')?.value === 'push' && document.querySelector('[data-testid=type-packed]').getAttribute('aria-checked') === 'true'",
    )
    .await;
    app.until("it can be sent", "return !document.querySelector('[data-testid=send]').disabled")
        .await;
    app.click("send").await;
    app.wait_for_row(&["↑", "binary", "100"]).await;

    // The login, which is text, exactly as sent.
    app.focus_table().await;
    app.keys(&["\u{e011}"]).await;
    app.click_row(0).await;
    app.focus_table().await;
    app.keys(&["e"]).await;
    app.until(
        "the login is in the box",
        "return document.querySelector('[data-testid=message]')?.value.includes('\"user_id\": \"test1234\"')",
    )
    .await;
    app.quit().await;
}
