//! Reconnecting is visible, with a countdown, "now" and "cancel".

use std::fs;

use wirelark_tests::fault::{Behaviour, FaultServer, Then, frames};

use crate::app::{App, Home};

#[tokio::test]
async fn a_reconnect_counts_down_and_can_be_hurried_or_cancelled() {
    let home = Home::new();
    let server = FaultServer::start(Behaviour::Upgrade {
        bytes: frames::frame(1, b"hello"),
        then: Then::Fin,
    });
    fs::create_dir_all(home.profiles()).expect("create the folder");
    let profile = serde_json::json!({
        "wirelark": 1, "name": "Lost",
        "connection": {
            "url": server.url(),
            "reconnect": {"on": true, "first": "3000s", "longest": "3000s"},
        },
    });
    fs::write(home.profiles().join("Lost.wirelark.json"), profile.to_string())
        .expect("write the file");
    let app = App::start(&home).await;
    app.click_text("profile", "Lost").await;
    app.click("connect").await;
    app.wait_for_state("waiting").await;
    app.wait_for_text("state", "attempt 1 of 20").await;
    app.find("lost").await;
    app.wait_for_row(&["hello"]).await;
    // Far longer than the test runs.
    app.click("connect-now").await;
    app.wait_for_text("state", "attempt 2 of 20").await;
    app.wait_for_state("waiting").await;
    app.wait_for_row(&["connection 2"]).await;
    app.click("cancel").await;
    app.wait_for_state("closed").await;
    app.quit().await;
}
