//! Several connections at once: each tab has its own, and none blocks another.

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use fantoccini::Locator;
use fantoccini::actions::{InputSource, MouseActions, PointerAction};
use wirelark_tests::fault::{Behaviour, FaultServer, Then, frames};

use crate::app::{App, Home};

/// The same time-out as in `app`.
const PATIENCE: Duration = Duration::from_secs(60);
const POLL_INTERVAL: Duration = Duration::from_millis(25);
const FLOOD: u64 = 1_000_000;

const NEW: &str = "\u{e009}t";
const CLOSE: &str = "\u{e009}w";
const REOPEN: &str = "\u{e009}\u{e008}t";
const NEXT: &str = "\u{e009}\u{e004}";
const BACK: &str = "\u{e009}\u{e008}\u{e004}";

/// Waits until the tabs have these names, from left to right, and this one is active.
async fn wait_for_tabs(app: &App, names: &[&str], active: usize) {
    let script = format!(
        "const t = [...document.querySelectorAll('#tabs .tab')]; return JSON.stringify([t.map(e => e.dataset.name), t.findIndex(e => e.classList.contains('on'))]) === JSON.stringify([{names:?}, {active}])"
    );
    app.until(&format!("tabs {names:?}, {active} active"), &script).await;
}

/// Activates the tab at this position.
async fn go_to_tab(app: &App, place: usize) {
    let script = format!(
        "const t = document.querySelectorAll('[data-testid=tab]')[{place}]; t?.click(); return t?.ariaSelected === 'true' || t?.getAttribute('aria-selected') === 'true'"
    );
    app.until(&format!("tab {place}"), &script).await;
}

/// Writes a profile to the app's folder.
fn profile(home: &Home, name: &str, url: &str) -> PathBuf {
    let folder = home.profiles();
    fs::create_dir_all(&folder).expect("create the folder");
    let path = folder.join(format!("{name}.wirelark.json"));
    let text = serde_json::json!({
        "wirelark": 1, "name": name,
        "connection": {"url": url, "close": {"code": 4001, "reason": "tab closed"}},
    });
    fs::write(&path, text.to_string()).expect("write the file");
    path
}

/// Waits until the preferences hold this many tabs, and this active one.
async fn wait_for_saved_tabs(home: &Home, tabs: usize, active: u64) {
    let path = home.path("config/dev.wirelark.desktop/preferences.json");
    let read = || {
        let text = fs::read_to_string(&path).ok()?;
        let value: serde_json::Value = serde_json::from_str(&text).ok()?;
        Some((value["tabs"].as_array()?.len(), value["tab"].as_u64()?))
    };
    let begun = std::time::Instant::now();
    while read() != Some((tabs, active)) {
        assert!(begun.elapsed() < PATIENCE, "{:?}", fs::read_to_string(&path));
        tokio::time::sleep(POLL_INTERVAL).await;
    }
}

fn quiet_server() -> FaultServer {
    FaultServer::start(Behaviour::Upgrade { bytes: frames::frame(1, b"hello"), then: Then::Stay })
}

#[tokio::test]
async fn two_connections_have_separate_rows_filters_and_drafts() {
    let home = Home::new();
    let app = App::start(&home).await;
    app.click("try-demo").await;
    app.wait_for_state("loggedIn").await;
    app.click("set-services").await;
    app.wait_for_row(&["↓", "SERVICES_SET"]).await;
    app.write("message", "for the first").await;
    app.write("filter", "code:2").await;
    app.until(
        "the filter is done",
        "return document.querySelector('[data-testid=shown]').dataset.value === '2'",
    )
    .await;
    let before = app.wait_for_count("received", 4).await;

    // The second tab is blank, and connects to the demo server, too.
    app.keys(&[NEW]).await;
    app.click("try-demo").await;
    app.wait_for_state("loggedIn").await;
    wait_for_tabs(&app, &["Demo server", "Demo server"], 1).await;
    app.until(
        "the second tab has nothing of the first",
        "return document.querySelector('#filter').value === '' && document.querySelector('[data-testid=message]').value === ''",
    )
    .await;
    assert!(app.wait_for_count("received", 1).await < 4, "no services were set here");
    app.until(
        "the first tab counts its pushes",
        "return Number(document.querySelector('[data-testid=tab-count]')?.dataset.value) >= 3",
    )
    .await;
    app.wait_for_text("demo-url", "ws://127.0.0.1:").await;

    // Back in the first tab: it went on, and is unchanged.
    app.keys(&[BACK]).await;
    wait_for_tabs(&app, &["Demo server", "Demo server"], 0).await;
    app.wait_for_state("loggedIn").await;
    app.wait_for_count("received", before + 3).await;
    app.until(
        "filter and draft are unchanged",
        "return document.querySelector('#filter').value === 'code:2' && document.querySelector('[data-testid=message]').value === 'for the first' && document.querySelector('[data-testid=shown]').dataset.value === '2'",
    )
    .await;

    // One connection ends, the other does not.
    app.click("disconnect").await;
    app.wait_for_state("closed").await;
    go_to_tab(&app, 1).await;
    app.wait_for_state("loggedIn").await;
    app.click("send-login").await;
    app.wait_for_count("received", 2).await;
    app.quit().await;
}

#[tokio::test]
async fn a_flood_in_one_tab_does_not_stop_another() {
    let home = Home::new();
    let server = FaultServer::start(Behaviour::Flood { count: FLOOD, size: 64, then: Then::Stay });
    profile(&home, "Flood", &server.url());
    let app = App::start(&home).await;
    app.click("try-demo").await;
    app.wait_for_state("loggedIn").await;
    app.click_text("profile", "Flood").await;
    wait_for_tabs(&app, &["Demo server", "Flood"], 1).await;
    app.click("connect").await;
    app.wait_for_state("open").await;

    // Clicks, sends and replies while the other tab is flooded.
    go_to_tab(&app, 0).await;
    app.click("set-services").await;
    app.wait_for_row(&["↓", "SERVICES_SET"]).await;
    let some = app.wait_for_count("received", 4).await;
    app.wait_for_count("received", some + 2).await;
    app.click("free").await;
    app.wait_for_row(&["↓", "FREED"]).await;

    go_to_tab(&app, 1).await;
    assert_eq!(app.wait_for_count("received", FLOOD).await, FLOOD);
    assert_eq!(app.wait_for_count("stored", FLOOD).await, FLOOD);
    assert_eq!(app.wait_for_count("shown", FLOOD).await, FLOOD);
    assert_eq!(app.wait_for_count("lost", 0).await, 0);
    app.until(
        "its last row is shown",
        &format!("return !!document.querySelector('[data-index=\"{}\"]')", FLOOD - 1),
    )
    .await;
    go_to_tab(&app, 0).await;
    assert_eq!(app.wait_for_count("lost", 0).await, 0);
    app.quit().await;
}

#[tokio::test]
async fn tabs_from_the_keyboard() {
    let home = Home::new();
    let server = quiet_server();
    for name in ["One", "Two"] {
        profile(&home, name, &server.url());
    }
    let app = App::start(&home).await;
    app.click_text("profile", "One").await;
    app.until("one tab has no strip", "return document.querySelector('#tabs').hidden").await;
    app.keys(&[NEW]).await;
    app.click_text("profile", "Two").await;
    app.keys(&[NEW]).await;
    wait_for_tabs(&app, &["One", "Two", "New tab"], 2).await;

    // Cycles both ways, with both pairs of keys.
    app.keys(&[NEXT]).await;
    wait_for_tabs(&app, &["One", "Two", "New tab"], 0).await;
    app.keys(&[BACK]).await;
    wait_for_tabs(&app, &["One", "Two", "New tab"], 2).await;
    app.keys(&["\u{e009}\u{e00e}", "\u{e009}\u{e00e}"]).await;
    wait_for_tabs(&app, &["One", "Two", "New tab"], 0).await;
    app.keys(&["\u{e009}\u{e00f}"]).await;
    wait_for_tabs(&app, &["One", "Two", "New tab"], 1).await;

    // In the tab bar arrows change the tab, and with Alt move it.
    app.until(
        "the tab has the focus",
        "document.querySelector('[data-testid=tab][aria-selected=true]').focus(); return true",
    )
    .await;
    app.keys(&["\u{e00a}\u{e012}"]).await;
    wait_for_tabs(&app, &["Two", "One", "New tab"], 0).await;
    app.keys(&["\u{e014}"]).await;
    wait_for_tabs(&app, &["Two", "One", "New tab"], 1).await;

    // A blank tab closes without a question; a connected one asks.
    app.keys(&["\u{e010}", CLOSE]).await;
    wait_for_tabs(&app, &["Two", "One"], 1).await;
    app.click("connect").await;
    app.wait_for_state("open").await;
    app.keys(&[CLOSE]).await;
    app.wait_for_text("ask-close-live", "4001").await;
    app.click("ask-close-cancel").await;
    app.wait_for_state("open").await;
    app.keys(&[CLOSE]).await;
    app.click("ask-close-go").await;
    app.until("one command is left", "return document.querySelector('#tabs').hidden").await;
    assert_eq!(server.received().close_code(), Some(4001));

    // A reopened tab is not connected.
    app.keys(&[REOPEN]).await;
    wait_for_tabs(&app, &["Two", "One"], 1).await;
    app.wait_for_state("idle").await;

    // Typed text is asked about, and comes back even after it was discarded.
    app.write("url", "ws://typed.example/").await;
    app.keys(&[CLOSE]).await;
    app.find("ask-close-edited").await;
    app.click("ask-close-discard").await;
    app.keys(&[REOPEN]).await;
    wait_for_tabs(&app, &["Two", "One"], 1).await;
    app.until(
        "the text is typed",
        "return document.querySelector('#url').value === 'ws://typed.example/'",
    )
    .await;
    app.quit().await;
}

#[tokio::test]
async fn tabs_with_the_pointer() {
    let home = Home::new();
    for name in ["One", "Two", "Three"] {
        profile(&home, name, "ws://127.0.0.1:1/");
    }
    let app = App::start(&home).await;
    app.click_text("profile", "One").await;
    for name in ["Two", "Three"] {
        app.click("tab-new").await;
        app.click_text("profile", name).await;
    }
    wait_for_tabs(&app, &["One", "Two", "Three"], 2).await;

    // Another tab of the same profile, from the menu of its entry.
    app.until(
        "the menu",
        "const e = document.querySelector('[data-profile=One]'); e.dispatchEvent(new MouseEvent('contextmenu', {bubbles: true, clientX: 60, clientY: 200})); return !!document.querySelector('[data-testid=menu-open-tab]')",
    )
    .await;
    app.click("menu-open-tab").await;
    wait_for_tabs(&app, &["One", "Two", "Three", "One"], 3).await;

    // Dragged to the left, over two tabs.
    let place = |n: usize| {
        format!("[...document.querySelectorAll('#tabs .tab')][{n}].getBoundingClientRect()")
    };
    let x = async |n: usize| {
        let script = format!("const b = {}; return [b.left + 40, b.top + b.height / 2]", place(n));
        let at = app.page.execute(&script, vec![]).await.expect("run the script");
        (at[0].as_f64().expect("a number"), at[1].as_f64().expect("a number"))
    };
    let ((from, y), (to, _)) = (x(3).await, x(1).await);
    let glide = |x: f64| PointerAction::MoveTo { duration: None, x, y };
    let drag = MouseActions::new("mouse".to_owned())
        .then(glide(from))
        .then(PointerAction::Down { button: 0 })
        .then(glide(from - 20.0))
        .then(glide(to + 20.0))
        .then(glide(to))
        .then(PointerAction::Up { button: 0 });
    app.page.perform_actions(drag).await.expect("perform the actions");
    wait_for_tabs(&app, &["One", "One", "Two", "Three"], 1).await;

    // The middle button closes a tab, and so does its cross.
    let (x, y) = x(3).await;
    let middle = MouseActions::new("mouse".to_owned())
        .then(PointerAction::MoveTo { duration: None, x, y })
        .then(PointerAction::Down { button: 1 })
        .then(PointerAction::Up { button: 1 });
    app.page.perform_actions(middle).await.expect("perform the actions");
    wait_for_tabs(&app, &["One", "One", "Two"], 1).await;
    let cross = Locator::Css("#tabs .tab.on [data-testid=tab-close]");
    app.page.find(cross).await.expect("a close button").click().await.expect("click the element");
    wait_for_tabs(&app, &["One", "Two"], 1).await;
    app.quit().await;
}

#[tokio::test]
async fn tabs_are_restored_after_a_restart() {
    let home = Home::new();
    let (one, two) = (quiet_server(), quiet_server());
    profile(&home, "One", &one.url());
    profile(&home, "Two", &two.url());
    let app = App::start(&home).await;
    app.click_text("profile", "One").await;
    app.click("connect").await;
    app.wait_for_state("open").await;
    app.click_text("profile", "Two").await;
    app.click("connect").await;
    app.wait_for_state("open").await;
    // A past connection opens in a tab of its own.
    app.click("history-open").await;
    app.click("past-open").await;
    app.find("file-strip").await;
    app.keys(&[BACK]).await;
    app.until("the second", "return document.title.startsWith('Two')").await;
    wait_for_saved_tabs(&home, 3, 1).await;
    app.quit().await;

    let app = App::start(&home).await;
    app.until(
        "three tabs, the second active, nothing connects",
        "const t = [...document.querySelectorAll('[data-testid=tab]')]; return t.length === 3 && t[1].getAttribute('aria-selected') === 'true' && t[0].dataset.state === 'idle' && t[1].dataset.state === 'idle'",
    )
    .await;
    app.until(
        "its profile",
        &format!("return document.querySelector('#url').value === {:?}", two.url()),
    )
    .await;
    go_to_tab(&app, 2).await;
    app.wait_for_text("file-strip", ".wlt").await;
    app.wait_for_row(&["hello"]).await;
    // The profile's file is moved away, and its tab is gone.
    app.click("file-close").await;
    wait_for_tabs(&app, &["One", "Two"], 1).await;
    app.quit().await;
}
