//! Faults of rows: the count that leads to them, the marked cell with the right value, the next one by key, sequences
//! set by clicking.

use std::fs;

use serde_json::{Value, json};
use wirelark_core::packet::layout::checksum::ChecksumKind;
use wirelark_tests::fault::{Behaviour, FaultServer, Then, frames};

use crate::app::{App, Home};

const HOME: &str = "\u{e011}";
const F8: &str = "\u{e038}";
const SHIFT_F8: &str = "\u{e008}\u{e038}";

fn tick(seq: i64) -> Vec<u8> {
    let mut bytes = 7i32.to_le_bytes().to_vec();
    bytes.extend(seq.to_le_bytes());
    bytes.extend(1.25f64.to_le_bytes());
    let crc = ChecksumKind::Crc32.of(&[&bytes]);
    // The message with number 20 has a wrong checksum.
    bytes.extend((crc ^ u32::from(seq == 20)).to_le_bytes());
    bytes
}

/// Forty messages: a wrong checksum in row 20, and a gap of three before row 31.
async fn connected(home: &Home, sequences: Value) -> App {
    let seqs = (1..=30).chain(34..=43);
    let bytes = seqs.flat_map(|seq| frames::frame(frames::BINARY, &tick(seq))).collect();
    let server = FaultServer::start(Behaviour::Upgrade { bytes, then: Then::Close(vec![3, 232]) });
    let mut profile = json!({
        "wirelark": 1,
        "name": "Feed",
        "connection": {"url": server.url()},
        "layouts": [{"name": "tick", "format": "<iqdI", "fields": [
            {"name": "type", "constant": 7}, {"name": "seq"}, {"name": "price"},
            {"name": "crc", "checksum": {"kind": "crc32"}},
        ]}],
        "rules": [{"layout": "tick"}],
        "columns": [{"field": "seq"}, {"field": "crc"}],
    });
    if !sequences.is_null() {
        profile["sequences"] = sequences;
    }
    fs::create_dir_all(home.profiles()).expect("create the folder");
    fs::write(home.profiles().join("feed.wirelark.json"), profile.to_string())
        .expect("write the file");
    let app = App::start(home).await;
    app.click("profile").await;
    app.click("connect").await;
    app.wait_for_count("received", 40).await;
    app
}

async fn wait_for_faults(app: &App, rows: u64) {
    let script = format!(
        "const f = document.querySelector('[data-testid=faults]'); return f?.dataset.value === '{rows}' && f.dataset.done === 'true'"
    );
    app.until(&format!("{rows} rows have faults"), &script).await;
}

async fn wait_for_selected(app: &App, row: u32) {
    let script = format!(
        "const on = [...document.querySelectorAll('.tr.on')]; return on.length === 1 && on[0].dataset.row === '{row}'"
    );
    app.until(&format!("row {row} is selected"), &script).await;
}

#[tokio::test]
async fn the_bad_checksum_and_the_gap_are_found_by_a_click_and_by_key() {
    let home = Home::new();
    let app = connected(&home, json!([{"field": "seq"}])).await;
    wait_for_faults(&app, 2).await;
    app.click("faults").await;
    app.until(
        "only the two rows are shown, each with its kind",
        "const r = [...document.querySelectorAll('.tr[data-row]')]; return r.length === 2 && r[0].dataset.row === '20' && r[1].dataset.row === '31' && r.every(x => x.classList.contains('faulty')) && r[1].querySelector('.c-faults').textContent.includes('3')",
    )
    .await;
    app.until(
        "the wrong cell says what is right",
        "const c = document.querySelectorAll('.tr[data-row=\"20\"] .c-field'); return c[1].classList.contains('wrong') && c[1].title.includes('0x') && !c[0].classList.contains('wrong')",
    )
    .await;
    app.write("filter", "").await;
    app.until(
        "the table has all rows again",
        "return document.querySelectorAll('.tr[data-row]').length > 2",
    )
    .await;
    app.focus_table().await;
    app.keys(&[HOME]).await;
    wait_for_selected(&app, 1).await;
    app.keys(&[F8]).await;
    wait_for_selected(&app, 20).await;
    app.until(
        "the details name the right checksum",
        "return [...document.querySelectorAll('.field-problem')].some(p => p.textContent.includes('0x'))",
    )
    .await;
    app.keys(&[F8]).await;
    wait_for_selected(&app, 31).await;
    app.keys(&[SHIFT_F8]).await;
    wait_for_selected(&app, 20).await;
    app.quit().await;
}

#[tokio::test]
async fn a_sequence_is_added_by_clicking_and_finds_the_gap() {
    let home = Home::new();
    let app = connected(&home, Value::Null).await;
    wait_for_faults(&app, 1).await;
    app.click("layouts-open").await;
    app.until(
        "the tab is there",
        "const t = [...document.querySelectorAll('[data-testid=layouts-room] [role=tab]')].find(t => t.dataset.tab === 'sequences' || t.textContent.includes('Sequences')); t?.click(); return !!t",
    )
    .await;
    app.click("sequences:add").await;
    app.write("sequences[0].field", "sek").await;
    app.until(
        "a field that no layout has is a mistake",
        "return document.querySelector('[data-testid=\"problem:sequences[0].field\"]')?.dataset.code === 'series.no_such_field'",
    )
    .await;
    app.write("sequences[0].field", "seq").await;
    app.click("layouts-close").await;
    wait_for_faults(&app, 2).await;
    app.write("filter", "seq:gap").await;
    app.until(
        "the gap is found",
        "const r = [...document.querySelectorAll('.tr[data-row]')]; return r.length === 1 && r[0].dataset.row === '31'",
    )
    .await;
    app.quit().await;
}
