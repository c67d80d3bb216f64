//! Text boxes keep CR LF: edited, pasted, saved and sent.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use wirelark_tests::cli::Cli;
use wirelark_tests::fault::{Behaviour, FaultServer};
use wirelark_tests::row::Row;

use crate::app::{App, Home};

const TEXT: &str = "PUB x 2\r\nhi\r\n";

fn profile(url: &str) -> Value {
    json!({
        "wirelark": 1, "name": "lines", "connection": {"url": url},
        "variables": {"NL": "\r\n"},
        "messages": [
            {"name": "crlf", "type": "text", "text": TEXT},
            {"name": "tailed", "type": "packed", "format": "<B", "values": ["7"],
             "tail": {"type": "text", "text": "a\r\nb"}}
        ]
    })
}

/// Inserts text at a position with the box's own editing, as typing does.
pub(crate) async fn type_at(app: &App, testid: &str, place: &str, text: &str) {
    let script = format!(
        "const box = document.querySelector('[data-testid={testid}]'); if (!box) return false; box.focus(); \
         const at = {place}; box.setSelectionRange(at, at); return document.execCommand('insertText', false, {text:?})"
    );
    app.until("the text is typed", &script).await;
}

/// The payloads of the sent rows.
pub(crate) fn sent_payloads(folder: &Path) -> Vec<Vec<u8>> {
    let mut files = fs::read_dir(folder).expect("list the folder").flatten().map(|f| f.path());
    let file = files.find(|path| path.extension().is_some_and(|end| end == "wlt"));
    let file = file.expect("a transcript").display().to_string();
    let text = Cli::run(["transcript", "export", &file, "--format", "jsonl"]).success().stdout;
    let rows = text.lines().map(Row::parse).filter(|row| row.direction == "sent");
    rows.filter(|row| row.kind != "close").map(|row| row.payload()).collect()
}

pub(crate) async fn put_into_the_box(app: &App, name: &str) {
    let script = format!(
        "const e = [...document.querySelectorAll('[data-testid=saved-item]')].find(e => e.textContent.includes({name:?})); \
         e?.querySelector('[data-testid=saved-more]').click(); return !!e"
    );
    app.until("the menu of a message is open", &script).await;
    app.click("saved-edit").await;
}

#[tokio::test]
async fn real_server_02_cr_lf_is_kept_in_every_box() {
    let (home, server) = (Home::new(), FaultServer::start(Behaviour::Echo));
    fs::create_dir_all(home.profiles()).expect("create the folder");
    let file = home.profiles().join("lines.wirelark.json");
    fs::write(&file, profile(&server.url()).to_string()).expect("write the file");
    let app = App::start(&home).await;
    app.click_text("profile", "lines").await;
    app.click("connect").await;
    app.wait_for_state("open").await;

    // Put into the box, with one letter typed.
    put_into_the_box(&app, "crlf").await;
    app.wait_for_text("message-size", "13").await;
    app.wait_for_text("line-ends", "CR LF").await;
    type_at(&app, "message", "0", "y").await;
    app.wait_for_text("message-size", "14").await;
    app.click("send").await;
    app.wait_for_row(&["↑", "yPUB"]).await;
    app.click("saved-update").await;

    // A new line uses the text's line end; undo restores the text.
    type_at(&app, "message", "box.value.length", "\n").await;
    app.wait_for_text("message-size", "16").await;
    app.until("it is undone", "return document.execCommand('undo')").await;
    app.wait_for_text("message-size", "14").await;

    // Pasted: the web view passes the clipboard's text, and the box normalises it to LF.
    let script = format!(
        "const box = document.querySelector('[data-testid=message]'); box.focus(); box.select(); \
         const data = new DataTransfer(); data.setData('text/plain', {TEXT:?}); \
         box.dispatchEvent(new ClipboardEvent('paste', {{ clipboardData: data, bubbles: true }})); \
         return document.execCommand('insertText', false, {TEXT:?}.replaceAll('\\r\\n', '\\n'))"
    );
    app.until("the report is pasted", &script).await;
    app.wait_for_text("message-size", "13").await;
    app.click("send").await;

    // The switch for line ends.
    app.click("line-ends").await;
    app.wait_for_text("message-size", "11").await;
    app.click("line-ends").await;
    app.wait_for_text("message-size", "13").await;

    // The tail of a packed message.
    put_into_the_box(&app, "tailed").await;
    app.wait_for_text("message-size", "5").await;
    type_at(&app, "tail-text", "0", "z").await;
    app.wait_for_text("message-size", "6").await;
    app.click("send").await;
    app.until(
        "all three rows are shown",
        "return [...document.querySelectorAll('[role=row]')].filter(r => r.innerText.includes('↑')).length >= 3",
    )
    .await;

    // A variable.
    app.click("insert").await;
    app.click("insert-edit").await;
    type_at(&app, "variable-value", "box.value.length", "x").await;
    app.keys(&["\u{e00c}"]).await;
    app.click("save").await;
    app.until("it is saved", "return !document.querySelector('[data-testid=save] .dirty')").await;
    app.quit().await;

    assert_eq!(
        sent_payloads(&home.transcripts()),
        [&b"yPUB x 2\r\nhi\r\n"[..], TEXT.as_bytes(), b"\x07za\r\nb"]
    );
    let saved: Value = serde_json::from_str(&fs::read_to_string(&file).expect("read the file"))
        .expect("valid JSON");
    assert_eq!(saved["messages"][0]["text"], format!("y{TEXT}"), "{saved}");
    assert_eq!(saved["variables"]["NL"], "\r\nx", "{saved}");
}
