//! Opens files that an earlier build wrote (`tests/frozen/data/home`) and checks that the app shows the same state.
//!
//! Absolute paths in its files begin with `<home>`, which is replaced by the folder it is copied to.
//! `WIRELARK_FREEZE_INPUTS=1` generates it again with the current app; do that only to add something to it.

/// Generates the home.
mod make;

use std::fs;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::app::{App, Home};
use crate::desktop::{close_window, read, shows_url};

const PATIENCE: Duration = Duration::from_secs(30);
const POLL_INTERVAL: Duration = Duration::from_millis(25);
const NEXT: &str = "\u{e009}\u{e004}";
const TABS: &str = "return JSON.stringify([[...document.querySelectorAll('#tabs .tab')].map(e => e.dataset.name), [...document.querySelectorAll('#tabs .tab')].findIndex(e => e.classList.contains('on'))])";
const COLUMNS: &str = "return [...document.querySelectorAll('[role=columnheader] button')].map(b => b.dataset.testid).join(' ')";
const PAST: &str = "const p = [...document.querySelectorAll('[data-testid=past]')]; return p.length > 1 && JSON.stringify(p.map(e => [e.querySelector('[data-testid=past-open]')?.textContent.trim().replace(/^20.*/, 'a time'), e.querySelector('[data-testid=past-pin]')?.getAttribute('aria-pressed'), e.querySelector('[data-testid=past-received]')?.textContent.trim(), e.querySelector('[data-testid=past-sent]')?.textContent.trim()]))";

/// Copies the committed home to a new place.
fn copied_home() -> Home {
    let home = Home::new();
    let place = home.path("").to_str().expect("a UTF-8 path").trim_end_matches('/').to_owned();
    let folder = make::folder();
    let files = make::files(&folder);
    assert!(!files.is_empty(), "{} is empty", folder.display());
    for name in files {
        let to = home.path(&name);
        fs::create_dir_all(to.parent().expect("a parent folder")).expect("create the folder");
        let content = fs::read(folder.join(&name)).expect("read the file");
        let content = match String::from_utf8(content) {
            Ok(text) => text.replace(make::MARK, &place).into_bytes(),
            // Transcripts and indexes are binary and contain no paths.
            Err(error) => error.into_bytes(),
        };
        fs::write(to, content).expect("write the file");
    }
    home
}

/// Waits until a script returns this value. A failure shows the last value.
async fn wait_for_value(app: &App, what: &str, script: &str, wanted: &str) {
    let begun = Instant::now();
    loop {
        let found = app.page.execute(script, vec![]).await.expect("run the script");
        if found == wanted {
            return;
        }
        assert!(begun.elapsed() < PATIENCE, "{what}: {found} instead of {wanted}");
        tokio::time::sleep(POLL_INTERVAL).await;
    }
}

/// Clicks by script, because WebDriver computes wrong positions when the page is zoomed.
async fn click(app: &App, testid: &str) {
    let script = format!(
        "const e = document.querySelector('[data-testid={testid}]'); if (!e || e.disabled) return false; e.click(); return true"
    );
    app.until(testid, &script).await;
}

#[tokio::test]
async fn files_of_an_earlier_build_open_to_the_same_state() {
    if std::env::var_os("WIRELARK_FREEZE_INPUTS").is_some() {
        make::home().await;
    }
    let home = copied_home();
    let app = App::start(&home).await;
    app.until("three tabs", "return document.querySelectorAll('#tabs .tab').length === 3").await;
    wait_for_value(&app, "the tabs, and the active one", TABS, r#"[["Alpha","Beta","Build 7"],0]"#)
        .await;

    // Language, theme, window size, time format.
    wait_for_value(&app, "the language", "return document.documentElement.lang", "zh-CN").await;
    wait_for_value(&app, "the theme", "return document.documentElement.dataset.theme", "dark")
        .await;
    let size = "return `${innerWidth} ${innerHeight}`";
    wait_for_value(&app, "the window's size", size, make::SIZE).await;

    // The draft.
    shows_url(&app, "ws://typed.example/alpha").await;
    let message = "return document.querySelector('[data-testid=message]')?.value";
    wait_for_value(&app, "the message", message, "half a mess é").await;

    // A past connection with its notes and pins.
    app.keys(&[NEXT, NEXT]).await;
    app.find("file-strip").await;
    app.wait_for_row(&["↓", "second", "slow since noon"]).await;
    app.wait_for_row(&["↑", "typed by hand"]).await;
    wait_for_value(&app, "the columns", COLUMNS, make::COLUMNS).await;
    let width = "return String(Math.round(document.querySelector('[data-testid=head-time]').closest('[role=columnheader]').getBoundingClientRect().width))";
    wait_for_value(&app, "the width of a column", width, "222").await;
    app.write("filter", "pinned:").await;
    let shown = "return document.querySelector('[data-testid=shown]')?.dataset.value";
    wait_for_value(&app, "pinned rows", shown, "1").await;
    app.wait_for_row(&["↓", "ANSWER"]).await;

    // Its handshake, and the list of past connections.
    click(&app, "main-menu").await;
    click(&app, "menu-handshake").await;
    app.wait_for_text("handshake-room", "Sec-WebSocket-Accept").await;
    click(&app, "handshake-close").await;
    click(&app, "history-open").await;
    wait_for_value(&app, "past connections", PAST, make::PAST).await;
    app.keys(&["\u{e00c}"]).await;

    // The trust answer still holds: the connection is refused without a question.
    app.click_text("profile", "Risky").await;
    shows_url(&app, "wss://127.0.0.1:1/").await;
    click(&app, "connect").await;
    app.wait_for_state("closed").await;
    let asked = "return String(!!document.querySelector('[data-testid=trust-risk]'))";
    wait_for_value(&app, "no question", asked, "false").await;
    app.quit().await;

    // Settings that the app has written again are complete.
    let before = |name: &str| read(&make::folder().join("config/dev.wirelark.desktop").join(name));
    let after = read(&home.config("preferences.json"));
    for (key, value) in without_tabs(before("preferences.json")).as_object().expect("an object") {
        assert_eq!(after.get(key), Some(value), "the preference {key}");
    }
    let folder = home.path("files");
    let folders = json!({"profiles": folder.to_str().expect("a UTF-8 path")});
    assert_eq!(read(&home.config("dialog-folders.json")), folders);
}

/// Preferences without the tabs, which this test changes.
fn without_tabs(mut preferences: Value) -> Value {
    let all = preferences.as_object_mut().expect("an object");
    for key in ["tabs", "tab", "profile"] {
        assert!(all.remove(key).is_some(), "{key} is missing");
    }
    preferences
}
