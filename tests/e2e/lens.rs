//! A protocol's lens: chosen by clicking; its messages are offered and sent, answers paired, heartbeats hidden.

use std::fs;

use serde_json::json;
use wirelark_tests::fault::frames::{TEXT, frame};
use wirelark_tests::fault::{Behaviour, FaultServer, Step, Then};

use crate::app::{App, Home};
use crate::desktop::read;
use crate::layouts::choose_option;

/// A JSON-RPC server: it answers the second request first, and refuses the third.
fn rpc_server() -> FaultServer {
    let answer = |text: &str| Step::Write(frame(TEXT, text.as_bytes()));
    let steps = vec![
        Step::Upgrade(""),
        Step::WaitForFrames(2),
        answer(r#"{"jsonrpc": "2.0", "id": 2, "result": 5}"#),
        answer(r#"{"jsonrpc": "2.0", "id": 1, "result": 4}"#),
        Step::WaitForFrames(3),
        answer(
            r#"{"jsonrpc": "2.0", "id": 3, "error": {"code": -32601, "message": "no such method"}}"#,
        ),
    ];
    FaultServer::start(Behaviour::Steps(steps, Then::Stay))
}

#[tokio::test]
async fn a_lens_is_chosen_and_its_messages_are_sent_by_clicking() {
    let (home, server) = (Home::new(), rpc_server());
    let file = home.profiles().join("rpc.wirelark.json");
    fs::create_dir_all(home.profiles()).expect("create the folder");
    let profile = json!({"wirelark": 1, "name": "rpc", "connection": {"url": server.url()}});
    fs::write(&file, profile.to_string()).expect("write the file");
    let app = App::start(&home).await;
    app.click_text("profile", "rpc").await;
    app.click("main-menu").await;
    app.click("menu-layouts").await;
    app.click("room-tab-lens").await;
    choose_option(&app, "lens", "json-rpc").await;
    app.wait_for_text("lens-brings", "Call").await;
    app.click("layouts-save").await;
    app.click("layouts-close").await;
    assert_eq!(read(&file)["lens"], "json-rpc");
    app.click("connect").await;
    app.wait_for_state("open").await;
    for _ in 0..2 {
        app.click_text("lens-message", "Call").await;
    }
    app.wait_for_count("received", 2).await;
    app.click_text("lens-message", "Call").await;
    app.wait_for_row(&["↓", "error", "no such method"]).await;
    app.write("filter", "is:error").await;
    app.until(
        "only the refusal is shown",
        "const r = [...document.querySelectorAll('.tr[data-row]')]; return r.length === 1 && r[0].dataset.row === '6'",
    )
    .await;
    // The answers came in another order than the requests: row 3 answers row 2.
    app.write("filter", "latency>0").await;
    app.until(
        "all three answers are paired",
        "return document.querySelectorAll('.tr[data-row]').length === 3",
    )
    .await;
    app.quit().await;
}
