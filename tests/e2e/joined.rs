//! Messages that are spread over several rows: the rows name each other, and the details show the whole message.

use std::fs;

use serde_json::json;
use wirelark_tests::fault::{Behaviour, FaultServer, Then, frames};

use crate::app::{App, Home};

/// A message in one row, and one that begins in row 2 and ends in row 3.
async fn connected(home: &Home) -> App {
    let rows = [&b"\x02hi"[..], b"\x05he", b"llo"];
    let bytes = rows.iter().flat_map(|row| frames::frame(frames::BINARY, row)).collect();
    let server = FaultServer::start(Behaviour::Upgrade { bytes, then: Then::Close(vec![3, 232]) });
    let profile = json!({
        "wirelark": 1,
        "name": "Parts",
        "connection": {"url": server.url()},
        "joined": [{"length": {"type": "B"}}],
        "layouts": [{"name": "word", "format": "<B", "fields": [{"name": "size"}],
            "tail": {"type": "text", "name": "word"}}],
        "rules": [{"layout": "word"}],
        "columns": [{"field": "word"}],
    });
    fs::create_dir_all(home.profiles()).expect("create the folder");
    fs::write(home.profiles().join("parts.wirelark.json"), profile.to_string())
        .expect("write the file");
    let app = App::start(home).await;
    app.click("profile").await;
    app.click("connect").await;
    app.wait_for_count("received", 3).await;
    app
}

#[tokio::test]
async fn a_message_of_two_rows_is_shown_as_a_whole() {
    let home = Home::new();
    let app = connected(&home).await;
    app.write("filter", "part:").await;
    app.until(
        "the row in which the message ends names its parts and has its fields",
        "const r = [...document.querySelectorAll('.tr[data-row]')]; return r.length === 2 && r[1].querySelector('.c-field').textContent === 'hello' && r[1].textContent.includes('rows 2–3') && r[0].textContent.includes('first part')",
    )
    .await;
    app.focus_table().await;
    app.click_row(1).await;
    app.until(
        "the details decode the whole message",
        "return document.querySelector('wl-details')?.textContent.includes('hello') && document.querySelector('[data-testid=details-whole]')?.ariaPressed === 'true'",
    )
    .await;
    app.click("details-whole").await;
    app.until(
        "the details decode the row's own bytes",
        "return !document.querySelector('wl-details').textContent.includes('hello')",
    )
    .await;
    app.quit().await;
}
