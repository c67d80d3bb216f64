//! Consistent appearance: nothing shows through pages and dialogs, all selects look alike, and the hex view uses its
//! width.

use serde_json::json;

use crate::app::{App, Home};

const ESCAPE: &str = "\u{e00c}";
/// Pages that cover the whole window.
const ROOMS: [(&str, &str); 6] = [
    ("menu-settings", "wl-settings"),
    ("menu-handshake", "wl-handshake"),
    ("menu-layouts", "wl-layouts"),
    ("menu-replies", "wl-replies"),
    ("menu-history", "wl-past"),
    ("menu-comparing", "wl-comparing"),
];
/// Menu entries that open a dialog.
pub(crate) const DIALOGS: [&str; 8] = [
    "menu-recording",
    "menu-misbehave",
    "menu-variables",
    "menu-shortcuts",
    "menu-about",
    "command-statistics",
    "command-export-rows",
    "menu-palette",
];

/// The main page with everything that scrolls or can be resized: rows, bytes, a long text.
async fn full_page(home: &Home) -> App {
    let app = App::start(home).await;
    app.click("try-demo").await;
    app.wait_for_state("loggedIn").await;
    app.click("set-services").await;
    app.wait_for_count("received", 60).await;
    app.click("type-text").await;
    let lines = "line\n".repeat(40);
    let script = "const box = document.querySelector('[data-testid=message]'); box.value = arguments[0]; box.dispatchEvent(new InputEvent('input', {bubbles: true})); return true";
    app.page.execute(script, vec![json!(lines)]).await.expect("run the script");
    app.focus_table().await;
    app.keys(&["\u{e011}"]).await;
    app.click("tab-hex").await;
    app
}

/// Elements under this one that would be painted above it; WebKitGTK does so with scroll bars and resize grips.
async fn showing_through(app: &App, cover: &str) -> serde_json::Value {
    let script = "const cover = document.querySelector(arguments[0]);
        const over = cover.getBoundingClientRect();
        const meets = box => box.width > 0 && box.height > 0 && box.left < over.right && box.right > over.left && box.top < over.bottom && box.bottom > over.top;
        return [...document.querySelectorAll('body *')].filter(one => {
            if (cover.contains(one) || one.contains(cover) || !meets(one.getBoundingClientRect())) return false;
            const {visibility, overflowX, overflowY, resize} = getComputedStyle(one);
            return visibility === 'visible' && (resize !== 'none' || /auto|scroll/.test(overflowX + overflowY));
        }).map(one => `${one.localName}.${one.className} ${one.id}`)";
    app.page.execute(script, vec![json!(cover)]).await.expect("run the script")
}

#[tokio::test]
async fn nothing_shows_through_a_covering_page() {
    let home = Home::new();
    let app = full_page(&home).await;
    let bare = showing_through(&app, "#status").await;
    assert_eq!(bare, json!([]), "the status bar covers nothing");
    for (menu, room) in ROOMS {
        app.click("main-menu").await;
        app.click(menu).await;
        app.until(room, &format!("return document.querySelector('{room}')?.hidden === false"))
            .await;
        assert_eq!(showing_through(&app, room).await, json!([]), "under {room}");
        // A click anywhere on the page hits the page.
        let inside = format!(
            "const room = document.querySelector('{room}'); const box = room.getBoundingClientRect(); const at = part => [1, 3, 5, 7].map(n => part * n / 8); \
             return at(box.width).every(x => at(box.height).every(y => room.contains(document.elementFromPoint(box.left + x, box.top + y))))"
        );
        app.until(&format!("{room} takes every click in it"), &inside).await;
        app.keys(&[ESCAPE]).await;
        app.until("it is gone", &format!("return document.querySelector('{room}').hidden")).await;
    }
    let from_main = DIALOGS.map(|command| ("main-menu", command));
    for (menu, command) in from_main.into_iter().chain([("farewell-menu", "farewell-with")]) {
        app.click(menu).await;
        app.click(command).await;
        app.until("a dialog", "return !!document.querySelector('dialog[open]')").await;
        assert_eq!(showing_through(&app, "dialog").await, json!([]), "under {command}");
        app.keys(&[ESCAPE]).await;
        app.until("it is gone", "return !document.querySelector('dialog')").await;
    }
    // It scrolls again when nothing covers it.
    app.until(
        "the composer scrolls",
        "return getComputedStyle(document.querySelector('#compose')).overflowY === 'auto'",
    )
    .await;
    app.quit().await;
}

#[tokio::test]
async fn selects_look_alike() {
    let home = Home::new();
    let app = full_page(&home).await;
    let mut seen = 0;
    for page in ["", "menu-settings", "menu-layouts", "menu-comparing", "menu-misbehave"] {
        if !page.is_empty() {
            app.click("main-menu").await;
            app.click(page).await;
        }
        if page == "menu-settings" {
            app.click("settings-tab-frames").await;
        }
        let script = "return [...document.querySelectorAll('select')].filter(one => one.offsetWidth > 0).map(one => {
            const {appearance, height, backgroundImage} = getComputedStyle(one);
            return [one.dataset.testid ?? '', appearance, height, backgroundImage.startsWith('url(') ? 'arrow' : backgroundImage];
        })";
        let found = app.page.execute(script, vec![]).await.expect("run the script");
        for select in found.as_array().expect("an array") {
            assert_eq!(select[1], "none", "{page}: {select}");
            assert_eq!(select[2], "28px", "{page}: {select}");
            assert_eq!(select[3], "arrow", "{page}: {select}");
            seen += 1;
        }
        app.keys(&[ESCAPE]).await;
    }
    assert!(seen >= 10, "only {seen} selects were checked");
    app.quit().await;
}

#[tokio::test]
async fn the_hex_view_has_16_bytes_a_row_beside_the_table() {
    let home = Home::new();
    let app = full_page(&home).await;
    app.page.set_window_size(2560, 1440).await.expect("resize the window");
    app.until(
        "the details are beside the table",
        "return document.querySelector('#stream').classList.contains('beside')",
    )
    .await;
    let sixteen = "return document.querySelector('.hexline .bytes')?.children.length === 16";
    app.until("16 bytes a row", sixteen).await;
    app.click("tab-fields").await;
    app.until("16 bytes a row, below the fields", sixteen).await;
    let below = "const [fields, hex] = ['.field-pane', 'wl-fields > wl-hex'].map(one => document.querySelector(one).getBoundingClientRect()); return hex.top >= fields.bottom - 1";
    app.until("the bytes are below the fields", below).await;
    app.quit().await;
}
