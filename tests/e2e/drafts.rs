//! Unsaved work survives a crash.

use std::fs;
use std::process::Command;

use wirelark_tests::processes::Processes;

use crate::app::{App, Home};
use crate::desktop::{mode, profile, read, shows_url, until};

const SAVE: &str = "\u{e009}s";
const NEW: &str = "\u{e009}n";
const NEW_TAB: &str = "\u{e009}t";

#[tokio::test]
async fn unsaved_work_survives_a_crash() {
    let home = Home::new();
    profile(&home, "Saved");
    let app = App::start(&home).await;
    app.click_text("profile", "Saved").await;
    app.write("url", "ws://typed.example/?token=PRIVATE").await;
    app.write("login-value", "PRIVATE").await;
    app.write("message", "half a mess").await;
    app.keys(&[NEW_TAB, NEW]).await;
    app.write("url", "ws://new.example/").await;
    app.write("message", "second half").await;
    let file = home.data("drafts.json");
    let kept = |text: &'static str| {
        let file = file.clone();
        move || fs::read_to_string(&file).ok().filter(|kept| kept.contains(text))
    };
    until("the first message is kept", kept("half a mess")).await;
    until("the second message is kept", kept("second half")).await;
    let text = until("the new profile is kept", kept("ws://new.example/")).await;
    assert!(text.contains("ws://typed.example/") && !text.contains("PRIVATE"), "{text}");
    assert_eq!(mode(&file), 0o600);
    kill(app).await;

    let app = App::start(&home).await;
    toast(&app, "Login values and passwords").await;
    app.until("two tabs", "return document.querySelectorAll('#tabs .tab').length === 2").await;
    shows_url(&app, "ws://new.example/").await;
    message(&app, "second half").await;
    app.keys(&["\u{e009}\u{e008}\u{e004}"]).await;
    shows_url(&app, "ws://typed.example/?token=").await;
    message(&app, "half a mess").await;
    app.until(
        "the login has its saved value",
        "return document.querySelector('[data-testid=login-value]').value === 'saved-user'",
    )
    .await;

    // A saved profile, a deleted message and a discarded tab are no longer drafts.
    app.keys(&[SAVE]).await;
    toast(&app, "Saved").await;
    app.write("message", "").await;
    until("one draft is left", || {
        let drafts = read(&file);
        let urls: Vec<_> = drafts["drafts"]
            .as_array()?
            .iter()
            .map(|one| &one["profile"]["connection"]["url"])
            .collect();
        (urls == ["ws://new.example/"]).then_some(())
    })
    .await;
    app.keys(&["\u{e009}\u{e004}", "\u{e009}w"]).await;
    app.click("ask-close-discard").await;
    until("no draft is left", || (!file.exists()).then_some(())).await;
    kill(app).await;

    let app = App::start(&home).await;
    shows_url(&app, "ws://typed.example/?token=").await;
    message(&app, "").await;
    app.quit().await;
}

async fn toast(app: &App, words: &str) {
    let script =
        format!("return document.querySelector('.toasts')?.textContent.includes({words:?})");
    app.until(&format!("a note says {words:?}"), &script).await;
}

async fn message(app: &App, text: &str) {
    let script =
        format!("return document.querySelector('[data-testid=message]')?.value === {text:?}");
    app.until(&format!("the message is {text:?}"), &script).await;
}

/// Kills the app with SIGKILL, as in a crash.
async fn kill(app: App) {
    let id = Processes::below(app.driver_id()).app();
    assert!(Command::new("kill").args(["-9", &id.to_string()]).status().expect("kill").success());
    app.quit().await;
}
