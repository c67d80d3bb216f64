//! Packed messages: built by clicking, pasted as Python, exact to the last digit.

use wirelark_tests::cli::Cli;
use wirelark_tests::row::Row;

use crate::app::{App, Home};

async fn connect_demo(home: &Home) -> App {
    let app = App::start(home).await;
    app.original_script().await;
    app
}

/// The sent rows, exported by the command line after the app has exited.
fn sent_rows(home: &Home) -> Vec<Row> {
    let folder = home.path("data/dev.wirelark.desktop/transcripts");
    let mut files = std::fs::read_dir(folder).expect("list the folder").flatten().map(|f| f.path());
    let file = files.find(|path| path.extension().is_some_and(|end| end == "wlt"));
    let file = file.expect("a transcript").display().to_string();
    let text = Cli::run(["transcript", "export", &file, "--format", "jsonl"]).success().stdout;
    text.lines().map(Row::parse).filter(|row| row.direction == "sent").collect()
}

#[tokio::test]
async fn set_services_from_scratch_by_clicking() {
    let home = Home::new();
    let app = connect_demo(&home).await;
    app.click("type-packed").await;
    app.click("field-add").await;
    app.click("add-i").await;
    app.write("value", "2").await;
    app.until(
        "the tail can be selected",
        "const s = document.querySelector('[data-testid=tail-type]'); s.value = 'json'; s.dispatchEvent(new Event('change', { bubbles: true })); return !!document.querySelector('[data-testid=tail-text]')",
    )
    .await;
    app.write("tail-text", "[\"first\", \"test\"]").await;
    app.wait_for_text("wire-hex", "02 00 00 00").await;
    app.wait_for_text(
        "python",
        "struct.pack(\"<i\", 2) + json.dumps([\"first\", \"test\"]).encode()",
    )
    .await;
    // An out-of-range value is reported beside its field, and nothing can be sent.
    app.write("value", "2147483648").await;
    app.wait_for_text("field-fault", "−2147483648 to 2147483647").await;
    app.write("value", "2").await;
    app.click("send").await;
    app.wait_for_row(&["↓", "SERVICES_SET", "[\"first\", \"test\"]"]).await;
    app.quit().await;
}

#[tokio::test]
async fn the_original_s_lines_are_pasted_and_sent() {
    let home = Home::new();
    let app = connect_demo(&home).await;
    let lines = "toFree = struct.pack('=ib', 0, 0)\nsetService = struct.pack('=i', 2) + json.dumps([\"first\", \"test\"]).encode('utf-8')";
    // The driver's keys do not reach the clipboard, so the page gets the paste event that the web view would dispatch.
    let script = format!(
        "const box = document.querySelector('[data-testid=message]'); const data = new DataTransfer(); data.setData('text/plain', {lines:?}); box.dispatchEvent(new ClipboardEvent('paste', {{ clipboardData: data, bubbles: true }})); return true"
    );
    app.until("the report is pasted", &script).await;
    app.click("paste-keep-all").await;
    app.click_text("saved-message", "setService").await;
    app.wait_for_row(&["↓", "SERVICES_SET"]).await;
    app.click_text("saved-message", "toFree").await;
    app.wait_for_row(&["↓", "FREED"]).await;
    app.quit().await;
}

#[tokio::test]
async fn integers_beyond_javascript_s_range_are_sent_exactly() {
    let home = Home::new();
    let app = connect_demo(&home).await;
    app.click("type-packed").await;
    app.write("format", "<iq").await;
    app.until(
        "both fields are there",
        "return document.querySelectorAll('[data-testid=value]').length === 2",
    )
    .await;
    let script = "const e = document.querySelectorAll('[data-testid=value]')[1]; e.focus(); e.select(); return document.execCommand('insertText', false, '9007199254740993')";
    app.until("the number is typed", script).await;
    app.write("value", "1").await;
    app.wait_for_text("wire-hex", "01 00 00 00 00 00 20 00").await;
    app.click("send").await;
    app.wait_for_row(&["↑", "binary", "12"]).await;
    app.quit().await;
    let all = sent_rows(&home);
    let wanted = [&1_i32.to_le_bytes()[..], &9_007_199_254_740_993_i64.to_le_bytes()].concat();
    assert!(all.iter().any(|row| row.payload() == wanted), "{all:?}");
}

#[tokio::test]
async fn a_message_repeats_until_its_count_or_stop() {
    let home = Home::new();
    let app = connect_demo(&home).await;
    app.write("message", "n {{counter}} {{who}}").await;
    app.click("repeat").await;
    app.write("repeat-times", "3").await;
    app.write("repeat-every", "20ms").await;
    app.click("repeat-start").await;
    // Asked once, then remembered.
    app.write("ask-value", "me").await;
    app.click("ask-go").await;
    app.wait_for_text("repeating", "3 sent").await;
    for text in ["n 1 me", "n 2 me", "n 3 me"] {
        app.wait_for_row(&["↑", text]).await;
    }
    app.write("repeat-times", "").await;
    app.write("repeat-every", "50ms").await;
    app.click("repeat-start").await;
    app.until(
        "some messages were sent",
        "return Number(document.querySelector('[data-testid=repeating]')?.dataset.sent) >= 2",
    )
    .await;
    app.click("repeat-stop").await;
    app.wait_for_text("repeating", "sent.").await;
    app.quit().await;
}
