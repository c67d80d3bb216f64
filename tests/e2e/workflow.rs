//! The original script's whole workflow, from first run to restart.

use serde_json::json;
use wirelark_tests::fault::{Behaviour, FaultServer, Then};

use crate::app::{App, Home};

#[tokio::test]
async fn from_first_run_to_restart() {
    let home = Home::new();
    let app = App::start(&home).await;

    // The first run offers the demo; one click starts it, connects and logs in.
    app.wait_for_state("idle").await;
    app.click("try-demo").await;
    app.wait_for_state("loggedIn").await;
    app.wait_for_row(&["↑", "text", "\"role\": \"admin\", \"user_id\": "]).await;
    // As the server received it.
    app.wait_for_row(&["↓", "binary", "LOGIN_OK", "user_id \"test1234\""]).await;

    // Set services; pushes arrive.
    app.click("set-services").await;
    // Decoded from the first message on: fields instead of bytes, and numbers, names and times in columns.
    app.wait_for_row(&["↓", "SERVICES_SET", "services=[\"first\",\"test\"]"]).await;
    app.wait_for_row(&["↓", "PUSH", "first"]).await;
    let some = app.wait_for_count("received", 4).await;
    app.wait_for_count("received", some + 2).await;
    app.wait_for_text("reply", "SERVICES_SET").await;

    // Free services; the pushes stop.
    app.click("free").await;
    app.wait_for_row(&["↓", "FREED"]).await;

    // The close: our reason, and the server's answer with the same.
    app.click("disconnect").await;
    app.wait_for_state("closed").await;
    app.wait_for_row(&["↑", "close", "1000 user quit"]).await;
    app.wait_for_row(&["↓", "close", "1000 user quit"]).await;
    let received = app.wait_for_count("received", 1).await;
    assert_eq!(app.wait_for_count("lost", 0).await, 0);
    assert!(app.wait_for_count("stored", received).await >= received);

    // Saved, and there again after a restart.
    app.click("save").await;
    app.until("it is saved", "return !document.querySelector('[data-testid=save] .dirty')").await;
    app.quit().await;
    let files: Vec<_> =
        std::fs::read_dir(home.profiles()).expect("list the folder").flatten().collect();
    assert_eq!(files.len(), 1, "{files:?}");

    let app = App::start(&home).await;
    app.wait_for_text("profile", "Demo server").await;
    app.quit().await;

    // The log has the original's lines, and no secret.
    let log = home.log();
    for line in ["attempting connection", "connected", "receiving", "closed", "quit"] {
        assert!(log.contains(line), "no {line} in the log:\n{log}");
    }
}

#[tokio::test]
async fn one_click_runs_the_original_script() {
    let home = Home::new();
    let app = App::start(&home).await;
    app.original_script().await;
    app.click("disconnect").await;
    app.wait_for_state("closed").await;
    app.wait_for_text("run", "Run “Original script”").await;
    app.click("run").await;
    app.wait_for_state("loggedIn").await;
    app.wait_for_row(&["↑", "set services"]).await;
    app.wait_for_row(&["↑", "free"]).await;
    app.wait_for_row(&["↓", "FREED"]).await;
    app.quit().await;
}

#[tokio::test]
async fn real_server_07_a_profile_without_scenarios_has_nothing_to_run() {
    let home = Home::new();
    let app = App::start(&home).await;
    app.click("welcome-new").await;
    app.until(
        "the profile is open",
        "return !document.querySelector('[data-testid=connect]').disabled",
    )
    .await;
    app.until("no Run", "return !document.querySelector('[data-testid=run]')").await;
    app.quit().await;
}

#[tokio::test]
async fn each_of_several_scenarios_runs_by_its_name() {
    let home = Home::new();
    let server = FaultServer::start(Behaviour::Upgrade { bytes: Vec::new(), then: Then::Stay });
    let profile = json!({
        "wirelark": 1, "name": "Two", "connection": {"url": server.url()},
        "messages": [{"name": "One", "type": "text", "text": "one"}, {"name": "Two", "type": "text", "text": "two"}],
        "scenarios": [{"name": "First", "steps": [{"send": "One"}]}, {"name": "Second", "steps": [{"send": "Two"}]}],
    });
    std::fs::create_dir_all(home.profiles()).expect("create the folder");
    std::fs::write(home.profiles().join("two.wirelark.json"), profile.to_string())
        .expect("write the file");
    let app = App::start(&home).await;
    app.click("profile").await;
    app.wait_for_text("run", "Run “First”").await;
    app.click("run-menu").await;
    app.click_text("run-scenario", "Second").await;
    app.wait_for_row(&["↑", "text", "two"]).await;
    app.until("nothing else was sent", "return ![...document.querySelectorAll('.tr[data-row]')].some(r => r.innerText.includes('one'))").await;
    app.quit().await;
}

#[tokio::test]
async fn the_app_is_chinese_on_a_chinese_system() {
    let home = Home::new();
    let app = App::start_in(&home, "zh_CN.UTF-8").await;
    app.wait_for_text("try-demo", "演示").await;
    app.quit().await;
}
