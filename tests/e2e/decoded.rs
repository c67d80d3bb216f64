//! Decoded messages: columns, the field tree beside coloured hex, the inspector, and exact 64-bit numbers.

use std::fs;

use serde_json::{Value, json};
use wirelark_tests::demo::Demo;
use wirelark_tests::fault::{Behaviour, FaultServer, Then, frames};
use wirelark_tests::row::rows_of;

use crate::app::{App, Home};

const BEYOND: &str = "9007199254740993";
const MOST: &str = "18446744073709551615";

const DOWN: &str = "\u{e015}";
const HOME: &str = "\u{e011}";
const ENTER: &str = "\u{e007}";

/// The texts of the table's decoded cells, row by row.
const CELLS: &str = "[...document.querySelectorAll('.tr[data-row]')].map(r => [...r.querySelectorAll('.c-field')].map(c => c.textContent))";
/// The values of the tree's fields.
const VALUES: &str = "[...document.querySelectorAll('.field-value')].map(v => v.textContent)";

/// Starts the app with this profile, connected.
async fn connected(home: &Home, profile: &Value) -> App {
    fs::create_dir_all(home.profiles()).expect("create the folder");
    fs::write(home.profiles().join("tested.wirelark.json"), profile.to_string())
        .expect("write the file");
    let app = App::start(home).await;
    app.click("profile").await;
    app.click("connect").await;
    app
}

fn numbers(url: &str) -> Value {
    json!({
        "wirelark": 1,
        "name": "Numbers",
        "connection": {"url": url},
        "messages": [
            {"name": "Both", "type": "packed", "layout": "both", "fields": {"big": BEYOND, "most": MOST}},
            {"name": "As text", "type": "json", "text": format!("{{\"big\": {BEYOND}, \"most\": {MOST}}}")}
        ],
        "codes": [{"code": 5, "name": "BOTH", "tone": "good"}],
        "layouts": [{"name": "both", "format": "<iqQ", "fields": [{"name": "code", "constant": 5}, {"name": "big"}, {"name": "most"}]}],
        "rules": [{"code": 5, "layout": "both"}],
        "columns": [{"field": "big"}, {"field": "most", "title": "Most"}]
    })
}

/// Selects the first visible row that contains all `words`.
async fn select_row(app: &App, words: &[&str]) {
    let script = format!(
        "const w = {words:?}; const r = [...document.querySelectorAll('.tr[data-row]')].find(r => w.every(x => `${{r.innerText}} ${{r.querySelector('.c-direction').ariaLabel}}`.includes(x))); return r?.dataset.index ?? false"
    );
    let position = app.until(&format!("a row says {words:?}"), &script).await;
    app.click_row(position.as_str().and_then(|n| n.parse().ok()).expect("a position")).await;
}

/// Moves the keyboard focus to a line of the tree.
async fn focus_line(app: &App, number: usize) {
    app.until(
        "the tree has the focus",
        "const t = document.querySelector('[data-testid=field-tree]'); t?.focus(); return document.activeElement === t",
    )
    .await;
    app.keys(&[HOME]).await;
    for _ in 0..number {
        app.keys(&[DOWN]).await;
    }
}

async fn focus_hex(app: &App) {
    app.until(
        "the hex has the focus",
        "const t = document.querySelector('[data-testid=hex-bytes]'); t?.focus(); return document.activeElement === t",
    )
    .await;
}

#[tokio::test]
async fn the_demo_server_s_pushes_in_columns_and_in_the_tree() {
    let demo = Demo::start(&[]);
    let text = include_str!("../../examples/demo-layouts.wirelark.json");
    let mut profile: Value = serde_json::from_str(text).expect("valid JSON");
    profile["variables"]["url"] = json!(demo.url);
    let home = Home::new();
    let app = connected(&home, &profile).await;
    app.wait_for_state("loggedIn").await;
    app.click("set-services").await;
    app.wait_for_row(&["↓", "PUSH"]).await;
    app.wait_for_count("received", 5).await;
    app.click("free").await;
    app.wait_for_row(&["↓", "FREED"]).await;

    let push = format!(
        "return {CELLS}.some(c => /^\\d+$/.test(c[0]) && ['first', 'test'].includes(c[1]) && /^\\d\\d:\\d\\d:\\d\\d\\.\\d{{3}}$/.test(c[2]))"
    );
    app.until("a push's number, service and time have columns", &push).await;
    app.until("what has no such field is empty", &format!("return {CELLS}[0].every(c => !c)"))
        .await;
    let titles = "return [...document.querySelectorAll('.column-title')].map(t => t.textContent)";
    let titles = app.until("titles", titles).await;
    assert_eq!(titles, json!(["seq", "service", "time"]));

    // Hovering a field highlights its bytes, and the other way round.
    select_row(&app, &["PUSH"]).await;
    app.wait_for_text("layout-name", "push").await;
    app.until("the code's name", &format!("return {VALUES}[0] === 'PUSH (100)'")).await;
    focus_line(&app, 1).await;
    let bytes = |name: &str| {
        format!("[...document.querySelectorAll('.bytes .{name}')].map(b => b.dataset.at).join()")
    };
    let lit = format!("return {} === '4,5,6,7,8,9,10,11'", bytes("lit"));
    app.until("the number's bytes are lit", &lit).await;
    app.keys(&[ENTER]).await;
    let selected = format!("return {} === '4,5,6,7,8,9,10,11'", bytes("sel"));
    app.until("and selected", &selected).await;
    focus_hex(&app).await;
    app.keys(&["\u{e009}\u{e011}", DOWN]).await;
    app.until(
        "the byte under the cursor highlights its field",
        "const at = Number(document.querySelector('.bytes .cur')?.dataset.at); const name = document.querySelector('.treeline.lit .field-name')?.textContent; return at > 0 && name === (at < 12 ? 'seq' : 'time')",
    )
    .await;

    // The inspector follows the cursor.
    app.click("tab-hex").await;
    focus_hex(&app).await;
    app.keys(&["\u{e009}\u{e011}"]).await;
    let reads = |name: &str, value: &str| {
        format!(
            "return document.querySelector('[data-testid=inspect-{name}]')?.textContent === '{value}'"
        )
    };
    app.until("the code, little-endian", &reads("int32-little", "100")).await;
    app.until("and the other way round", &reads("int32-big", "1677721600")).await;
    app.keys(&["\u{e008}\u{e014}"]).await;
    app.until("Shift selects", &format!("return {} === '0,1'", bytes("sel"))).await;

    // Columns can be hidden and shown.
    app.click("tab-fields").await;
    focus_line(&app, 0).await;
    app.keys(&["\u{e008}\u{e03a}"]).await;
    app.click("field-show-column").await;
    app.until("the code is a column", &format!("return {CELLS}.some(c => c[3] === '100')")).await;
    app.click("field:service").await;
    app.click("column-remove").await;
    app.until("one fewer", &format!("return {CELLS}[0].length === 3")).await;
    app.click("undo").await;
    // Waits for values, because column widths change until then, and the pointer would miss.
    let back =
        format!("return {CELLS}.some(c => ['first', 'test'].includes(c[1]) && c[3] === '100')");
    app.until("and back", &back).await;
    assert_eq!(app.until("four columns", &format!("return {CELLS}[0].length")).await, 4);
    app.click("field:seq").await;
    app.click("column-rename").await;
    app.find("column-title").await.send_keys("No.\u{e007}").await.expect("type the text");
    let renamed = "return document.querySelector('.column-title')?.textContent === 'No.'";
    app.until("renamed", renamed).await;
    app.quit().await;
}

#[tokio::test]
async fn a_reply_that_does_not_fit_shows_where() {
    let home = Home::new();
    let whole = [&[5, 0, 0, 0][..], &1i64.to_le_bytes(), &2u64.to_le_bytes()].concat();
    let long = [&whole[..], &[1, 2, 3]].concat();
    let unknown = [9, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0];
    let messages = [&whole[..7], &whole, &long, &unknown];
    let bytes = messages.map(|message| frames::frame(frames::BINARY, message)).concat();
    let server = FaultServer::start(Behaviour::Upgrade { bytes, then: Then::Stay });
    let app = connected(&home, &numbers(&server.url())).await;
    app.wait_for_state("open").await;
    app.wait_for_row(&["BOTH", "Stops fitting at byte 4: “big” needs 8 bytes, 3 are left"]).await;
    app.wait_for_row(&["Stops fitting at byte 20: the layout ends, 3 more bytes follow"]).await;
    app.until(
        "the other rows fit",
        "return document.querySelectorAll('.tr.misfit').length === 2 && document.querySelectorAll('.tr[data-row]').length >= 4",
    )
    .await;
    select_row(&app, &["at byte 4"]).await;
    app.wait_for_text("stop", "Stops fitting at byte 4").await;
    app.until("the rest is shown raw", &format!("return {VALUES}.at(-1) === 'hex:010000'")).await;

    // For a reply without a layout one is created; undo removes it.
    select_row(&app, &["09 00 00 00"]).await;
    app.click("propose-layout").await;
    app.wait_for_text("layout-name", "code 9").await;
    app.click("undo").await;
    app.find("propose-layout").await;
    app.quit().await;
}

#[tokio::test]
async fn sixty_four_bit_integers_stay_exact() {
    let home = Home::new();
    let server = FaultServer::start(Behaviour::Echo);
    let app = connected(&home, &numbers(&server.url())).await;
    app.wait_for_state("open").await;
    app.click_text("saved-message", "Both").await;
    app.click_text("saved-message", "As text").await;
    app.wait_for_count("received", 2).await;

    // The table: sent and received, packed and as JSON.
    let exact = format!(
        "return {CELLS}.filter(c => c[0] === {BEYOND:?} && c[1] === {MOST:?}).length === 4"
    );
    app.until("four rows with both numbers", &exact).await;

    // The details, and what is copied from them.
    select_row(&app, &["↓", "binary"]).await;
    let values = format!("return {VALUES}.join() === 'BOTH (5),{BEYOND},{MOST}'");
    app.until("the tree", &values).await;
    app.click("type-text").await;
    for (number, digits) in [(1, BEYOND), (2, MOST)] {
        focus_line(&app, number).await;
        app.keys(&["\u{e009}c"]).await;
        let name = ["big", "most"][number - 1];
        let copied = format!("return document.body.innerText.includes('Copied {name}')");
        app.until("it is copied", &copied).await;
        app.write("message", "").await;
        app.find("message").await.click().await.expect("click the element");
        app.keys(&["\u{e009}v"]).await;
        let pasted =
            format!("return document.querySelector('[data-testid=message]').value === {digits:?}");
        app.until("all its digits are pasted", &pasted).await;
    }

    // The text's tree has the numbers, too; its JSON view is shown first.
    select_row(&app, &["↓", "text"]).await;
    app.wait_for_text("json", BEYOND).await;
    app.click("tab-fields").await;
    app.until("its tree", &format!("return {VALUES}.join() === '{BEYOND},{MOST}'")).await;

    // Saved in the window, and exported by the command line.
    let file = home.path("saved.jsonl");
    home.answer_dialog(&file);
    app.tool("save-rows").await;
    app.click("export-go").await;
    app.until(
        "the export shows its path",
        "return document.querySelector('[data-testid=export-status][data-state=done]')?.innerText.includes('saved.jsonl')",
    )
    .await;
    app.click("disconnect").await;
    app.wait_for_state("closed").await;
    app.quit().await;
    let fields = json!({"code": 5, "big": BEYOND, "most": MOST});
    let saved = fs::read_to_string(&file).expect("read the file");
    let saved: Vec<Value> =
        saved.lines().map(|line| serde_json::from_str(line).expect("valid JSON")).collect();
    assert_eq!(saved.iter().filter(|row| row["fields"] == fields).count(), 2, "{saved:?}");
    let folder = home.path("data/dev.wirelark.desktop/transcripts");
    let files = fs::read_dir(&folder).expect("list the folder").flatten().map(|file| file.path());
    let transcript = files.filter(|path| path.extension().is_some_and(|e| e == "wlt")).last();
    let rows = rows_of(transcript.expect("a transcript").to_str().expect("a UTF-8 path"));
    let exact = rows.iter().filter(|row| row.fields.as_ref() == Some(&fields)).count();
    let text = rows.iter().filter_map(|row| row.text.as_deref());
    let texts = text.filter(|text| text.contains(BEYOND) && text.contains(MOST)).count();
    assert_eq!((exact, texts), (2, 2), "sent and received: {rows:?}");
}
