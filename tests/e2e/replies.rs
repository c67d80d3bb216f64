//! Automatic replies and heartbeats: written by clicking, switched on, counted; a login of messages.

use std::fs;

use serde_json::{Value, json};
use wirelark_tests::fault::frames::{TEXT, frame};
use wirelark_tests::fault::{Behaviour, FaultServer, Step, Then};

use crate::app::{App, Home};
use crate::desktop::read;
use crate::layouts::choose_option;

/// A server that sends `PING 1` after each of the first three messages.
fn pinging_server() -> FaultServer {
    let mut steps = vec![Step::Upgrade("")];
    for count in 1..=3 {
        steps.push(Step::WaitForFrames(count));
        steps.push(Step::Write(frame(TEXT, format!("PING {count}").as_bytes())));
    }
    FaultServer::start(Behaviour::Steps(steps, Then::Stay))
}

fn own_profile(home: &Home, profile: &Value) {
    fs::create_dir_all(home.profiles()).expect("create the folder");
    let file = home.profiles().join("own.wirelark.json");
    fs::write(file, profile.to_string()).expect("write the file");
}

#[tokio::test]
async fn replies_are_written_by_clicking_and_counted() {
    let (home, server) = (Home::new(), pinging_server());
    own_profile(
        &home,
        &json!({"wirelark": 1, "name": "own", "connection": {"url": server.url()},
            "messages": [{"name": "hello", "type": "text", "text": "hello"}]}),
    );
    let app = App::start(&home).await;
    app.click_text("profile", "own").await;
    app.click("replies-open").await;
    app.click("replies:add").await;
    app.write("replies[0].when", "row:1").await;
    app.until(
        "the mistake stands beside its field, with its column",
        "return document.querySelector(\"[data-testid='problem:replies[0].when']\")?.dataset.column === '1'",
    )
    .await;
    app.write("replies[0].when", "/^PING/").await;
    choose_option(&app, "replies[0].send", "own").await;
    app.write("replies[0].send.text", "PONG for {{received.text}}\\r\\n").await;
    app.until(
        "nothing is wrong",
        "return !document.querySelector(\"[data-testid^='problem:replies']\")",
    )
    .await;
    app.click("heartbeats:add").await;
    app.write("heartbeats[0].every", "30m").await;
    app.click("replies-save").await;
    app.click("replies-close").await;
    let saved = read(&home.profiles().join("own.wirelark.json"));
    assert_eq!(saved["replies"][0]["send"]["text"], "PONG for {{received.text}}\r\n", "{saved}");
    // One's own replies are on from the start.
    app.click("connect").await;
    app.wait_for_state("open").await;
    app.click_text("saved-message", "hello").await;
    app.wait_for_row(&["↑", "PONG for PING 1"]).await;
    app.until(
        "three replies are counted",
        "return document.querySelector('[data-testid=replies-sent]')?.dataset.replies === '3'",
    )
    .await;
    app.click("replies-on-form").await;
    app.until(
        "they are off",
        "return document.querySelector('[data-testid=replies-on-form]').checked === false",
    )
    .await;
    app.quit().await;
}

#[tokio::test]
async fn replies_of_a_foreign_profile_are_off_until_they_are_confirmed() {
    let (home, server) = (Home::new(), pinging_server());
    let profile = json!({
        "wirelark": 1, "name": "Theirs", "connection": {"url": server.url()},
        "messages": [{"name": "hello", "type": "text", "text": "hello"}],
        "replies": [{"when": "/^PING/", "send": {"type": "text", "text": "PONG"}}]
    });
    let file = home.path("theirs.wirelark.json");
    fs::write(&file, profile.to_string()).expect("write the file");
    let app = App::start(&home).await;
    home.answer_dialog(&file);
    app.click("profile-import").await;
    app.until("it is shown", "return document.title.includes('Theirs')").await;
    app.click("connect").await;
    app.wait_for_state("open").await;
    app.click_text("saved-message", "hello").await;
    app.wait_for_row(&["↓", "PING 1"]).await;
    app.click("replies-on-form").await;
    app.wait_for_text("ask-trust", "PONG").await;
    app.click("trust-cancel").await;
    app.until(
        "they stay off",
        "return document.querySelector('[data-testid=replies-on-form]').checked === false",
    )
    .await;
    app.click("replies-on-form").await;
    app.click("trust-go").await;
    app.until(
        "they are on",
        "return document.querySelector('[data-testid=replies-on-form]').checked === true",
    )
    .await;
    app.click_text("saved-message", "hello").await;
    app.wait_for_row(&["↑", "PONG"]).await;
    app.quit().await;
}

#[tokio::test]
async fn a_login_of_messages_is_written_by_clicking_and_refused_by_a_message() {
    let steps = vec![
        Step::Upgrade(""),
        Step::WaitForFrames(1),
        Step::Write(frame(TEXT, b"no entry")),
        Step::WaitForFrames(2),
        Step::Write(frame(TEXT, b"welcome")),
    ];
    let server = FaultServer::start(Behaviour::Steps(steps, Then::Stay));
    let home = Home::new();
    own_profile(
        &home,
        &json!({"wirelark": 1, "name": "own", "connection": {"url": server.url()},
            "login": {"fields": [{"name": "a", "value": "b"}]}}),
    );
    let app = App::start(&home).await;
    app.click_text("profile", "own").await;
    choose_option(&app, "login.kind", "messages").await;
    app.write("login.messages[0].text", "open").await;
    app.click("replies-close").await;
    app.click("login-reply").await;
    app.write("login.reply.filter", "welcome").await;
    app.write("login.refused.filter", "\"no entry\"").await;
    app.click("connect").await;
    app.wait_for_row(&["↑", "open"]).await;
    app.wait_for_text("connection-error", "no entry").await;
    app.click("send-login").await;
    app.wait_for_state("loggedIn").await;
    app.quit().await;
}
