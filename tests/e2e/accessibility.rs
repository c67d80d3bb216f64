//! Checks every page with axe-core in both themes and languages: no serious or critical violations. Also checks what
//! the keyboard reaches: regions, details, dialogs, the command palette.

use std::path::Path;
use std::time::Duration;

use fantoccini::wd::TimeoutConfiguration;
use serde_json::json;

use crate::app::{App, Home};

const ESCAPE: &str = "\u{e00c}";
const ENTER: &str = "\u{e007}";
/// Time-out for axe, which takes long for a page on a busy machine.
const PATIENCE: Duration = Duration::from_secs(180);

async fn start_with_theme(home: &Home, language: &str, theme: &str) -> App {
    let config = home.path("config/dev.wirelark.desktop");
    std::fs::create_dir_all(&config).expect("create the folder");
    let preferences = json!({"language": language, "theme": theme});
    std::fs::write(config.join("preferences.json"), preferences.to_string())
        .expect("write the file");
    let app = App::start(home).await;
    let axe = Path::new(env!("CARGO_MANIFEST_DIR")).join("../node_modules/axe-core/axe.min.js");
    let axe = std::fs::read_to_string(axe).expect("axe-core; `npm ci` installs it");
    let timeouts = TimeoutConfiguration::new(Some(PATIENCE), None, None);
    app.page.update_timeouts(timeouts).await.expect("time for axe");
    app.page.execute(&format!("{axe}; return typeof axe"), vec![]).await.expect("axe loads");
    app
}

/// Asserts that the current page has no serious or critical violation.
async fn assert_accessible(app: &App, page: &str) {
    let script = "const done = arguments[0]; axe.run(document, {resultTypes: ['violations']}).then(
        found => done(found.violations.filter(v => v.impact === 'serious' || v.impact === 'critical')
            .map(v => `${v.id} (${v.impact}): ${v.nodes.map(n => n.html.slice(0, 200)).join(' | ')}`)),
        error => done([String(error)]))";
    let found = app.page.execute_async(script, vec![]).await.expect("axe runs");
    assert_eq!(found, json!([]), "axe on {page}");
}

async fn every_page(language: &str, theme: &str) {
    let home = Home::new();
    let app = start_with_theme(&home, language, theme).await;
    assert_accessible(&app, "the first run").await;
    app.click("try-demo").await;
    app.wait_for_state("loggedIn").await;
    app.click("set-services").await;
    app.wait_for_count("received", 4).await;
    app.click_row(1).await;
    assert_accessible(&app, "the main page").await;
    app.click("tab-hex").await;
    assert_accessible(&app, "hex").await;
    for (menu, close) in [
        ("menu-settings", "settings"),
        ("menu-handshake", "handshake-room"),
        ("menu-layouts", "layouts"),
        ("menu-history", "history"),
        ("menu-comparing", "comparing"),
        ("menu-charts", "charts"),
        ("menu-recording", "recording"),
        ("menu-misbehave", "misbehave"),
        ("menu-variables", "variables"),
        ("menu-shortcuts", "shortcuts"),
        ("menu-about", "about"),
        ("command-statistics", "statistics"),
        ("command-export-rows", "export"),
        ("menu-palette", "palette"),
    ] {
        app.click("main-menu").await;
        if menu == "menu-settings" {
            assert_accessible(&app, "the menu").await;
        }
        app.click(menu).await;
        assert_accessible(&app, close).await;
        app.keys(&[ESCAPE]).await;
        app.until(
            &format!("{close} is closed"),
            "return !document.querySelector('dialog[open], .menu') && !document.querySelector('#main')?.closest('[inert]')",
        )
        .await;
    }
    // Two tabs, and an error.
    app.keys(&["\u{e009}t"]).await;
    app.click("welcome-new").await;
    app.write("url", "ws://127.0.0.1:1/").await;
    app.keys(&[ENTER]).await;
    app.until("an error", "return !!document.querySelector('#url-error .fault')").await;
    assert_accessible(&app, "an error in the second tab").await;
    app.quit().await;
}

#[tokio::test]
async fn nothing_serious_in_english_light() {
    every_page("en", "light").await;
}

#[tokio::test]
async fn nothing_serious_in_english_dark() {
    every_page("en", "dark").await;
}

#[tokio::test]
async fn nothing_serious_in_chinese_light() {
    every_page("zh-CN", "light").await;
}

#[tokio::test]
async fn nothing_serious_in_chinese_dark() {
    every_page("zh-CN", "dark").await;
}

/// Waits until the focus is in this region.
async fn wait_for_region(app: &App, id: &str) {
    let script = format!("return !!document.activeElement?.closest('#{id}')");
    app.until(&format!("the focus is in {id}"), &script).await;
}

#[tokio::test]
async fn the_keyboard_reaches_every_region_and_command() {
    let home = Home::new();
    let app = App::start(&home).await;
    app.click("try-demo").await;
    app.wait_for_state("loggedIn").await;
    app.keys(&["\u{e009}l"]).await;
    wait_for_region(&app, "top").await;
    // F6 and Shift+F6.
    app.keys(&["\u{e036}"]).await;
    wait_for_region(&app, "compose").await;
    app.keys(&["\u{e036}"]).await;
    wait_for_region(&app, "table").await;
    app.keys(&["\u{e008}\u{e036}"]).await;
    wait_for_region(&app, "compose").await;
    // Enter on a row moves to the details; Escape moves back.
    app.click_row(0).await;
    app.keys(&[ENTER]).await;
    wait_for_region(&app, "details").await;
    app.keys(&[ESCAPE]).await;
    wait_for_region(&app, "table").await;
    // A command is found by the initials of its Chinese name, and the focus is in the first field of its dialog.
    app.keys(&["\u{e009}k"]).await;
    app.write("palette-search", "lzsz").await;
    app.wait_for_text("palette-entry", "Recording").await;
    app.keys(&[ENTER]).await;
    app.until(
        "the dialog's first field has the focus",
        "const d = document.querySelector('dialog[data-testid=recording]'); return !!d && document.activeElement === d.querySelector('input')",
    )
    .await;
    app.keys(&[ESCAPE]).await;
    app.keys(&["\u{e009}k"]).await;
    app.write("palette-search", "历史").await;
    app.keys(&[ENTER]).await;
    app.until("the history", "return !!document.querySelector('[data-testid=history-find]')").await;
    app.quit().await;
}
