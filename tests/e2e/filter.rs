//! The filter language, clicks on cells, saved filters, colours, find and go to.

use wirelark_tests::fault::{Behaviour, FaultServer, Then, frames};

use crate::app::{App, Home};

const F1: &str = "\u{e031}";
const F3: &str = "\u{e033}";
const SHIFT_F3: &str = "\u{e008}\u{e033}";
const SHIFT_F10: &str = "\u{e008}\u{e03a}";
const CTRL_F: &str = "\u{e009}f";
const CTRL_G: &str = "\u{e009}g";
const ENTER: &str = "\u{e007}";
const TEXT: u8 = 1;
const PING: u8 = 9;

/// The demo's whole exchange: login, services, pushes, free.
async fn connect_demo(home: &Home) -> App {
    let app = App::start(home).await;
    app.original_script().await;
    app.click("set-services").await;
    app.wait_for_row(&["↓", "PUSH"]).await;
    app.wait_for_count("received", 4).await;
    app.click("free").await;
    app.wait_for_row(&["↓", "FREED"]).await;
    app
}

async fn wait_for_filter_text(app: &App, text: &str) {
    let script =
        format!("return document.querySelector('[data-testid=filter]').value === {text:?}");
    app.until(&format!("the box holds {text}"), &script).await;
}

/// Waits until exactly `count` rows are shown.
async fn wait_for_shown(app: &App, count: u64) {
    let script = format!(
        "return document.querySelector('[data-testid=shown]')?.dataset.value === '{count}'"
    );
    app.until(&format!("{count} rows are shown"), &script).await;
}

/// Waits until the row with this number is the only selected one.
async fn wait_for_selected(app: &App, row: u32) {
    let script = format!(
        "const on = [...document.querySelectorAll('.tr.on')]; return on.length === 1 && on[0].dataset.row === '{row}'"
    );
    app.until(&format!("row {row} is selected"), &script).await;
}

async fn wait_for_outcome(app: &App, name: &str) {
    let script = format!(
        "return document.querySelector('[data-testid=find-outcome]')?.dataset.outcome === {name:?}"
    );
    app.until(&format!("the search says {name}"), &script).await;
}

#[tokio::test]
async fn the_filter_language_and_its_errors() {
    let home = Home::new();
    let app = connect_demo(&home).await;
    app.write("filter", "code:100 dir:received").await;
    let only = "const r = [...document.querySelectorAll('.tr[data-row]')]; return r.length > 0 && r.every(x => x.innerText.includes('PUSH')) && document.querySelector('[data-testid=hits]')?.dataset.value";
    let hits = app.until("only pushes are shown", only).await;

    // An error names its column, and the previous filter stays active.
    app.write("filter", "code:100 size:viel").await;
    app.until(
        "the error names its column",
        "return document.querySelector('[data-testid=filter-error]')?.dataset.column === '15'",
    )
    .await;
    app.wait_for_text("wrong-place", "viel").await;
    app.wait_for_text("filter-error", "column 15").await;
    assert_eq!(app.until("the pushes are still shown", only).await, hits);

    // F1 opens the help; an example can be put into the box.
    app.keys(&[F1]).await;
    app.click_text("filter-example", "dir:received").await;
    wait_for_filter_text(&app, "dir:received").await;
    app.click("filter-help-close").await;
    app.click("filter-reset").await;
    app.until("no filter", "return !document.querySelector('[data-testid=hits]')").await;
    app.quit().await;
}

#[tokio::test]
async fn a_click_writes_a_filter_that_is_saved_with_the_profile() {
    let home = Home::new();
    let app = connect_demo(&home).await;
    // The first row is the login, the second its reply.
    app.focus_table().await;
    app.keys(&["\u{e011}"]).await;
    app.click_row(1).await;
    app.focus_table().await;
    app.keys(&[SHIFT_F10]).await;
    app.click("only-code").await;
    wait_for_filter_text(&app, "code:1").await;
    wait_for_shown(&app, 1).await;
    app.wait_for_row(&["↓", "LOGIN_OK"]).await;

    app.click("filters").await;
    app.click("filter-keep").await;
    app.write("filter-name", "logins").await;
    app.keys(&[ENTER]).await;
    app.click("save").await;
    app.until("it is saved", "return !document.querySelector('[data-testid=save] .dirty')").await;
    app.quit().await;

    // The filter is there after a restart, and waits for a connection.
    let app = App::start(&home).await;
    app.click_text("profile", "Original script").await;
    let open = "return !document.getElementById('main').classList.contains('blank')";
    app.until("the profile is open", open).await;
    app.click("filters").await;
    let text = app.wait_for_text("saved-filter", "logins").await;
    assert!(text.contains("code:1"), "{text}");
    app.quit().await;
}

#[tokio::test]
async fn find_colours_and_go_to() {
    let home = Home::new();
    let messages: [(u8, &[u8]); 5] =
        [(TEXT, b"one"), (TEXT, b"two"), (PING, b"!"), (TEXT, b"three"), (TEXT, b"Two again")];
    let bytes =
        messages.iter().flat_map(|(opcode, payload)| frames::frame(*opcode, payload)).collect();
    let server = FaultServer::start(Behaviour::Upgrade { bytes, then: Then::Stay });
    let app = App::start(&home).await;
    app.click("welcome-new").await;
    app.write("url", &server.url()).await;
    app.keys(&[ENTER]).await;
    app.wait_for_state("open").await;
    app.wait_for_row(&["Two again"]).await;

    app.keys(&[CTRL_F]).await;
    app.write("find", "two").await;
    app.keys(&[ENTER]).await;
    wait_for_selected(&app, 2).await;
    app.keys(&[F3]).await;
    wait_for_selected(&app, 5).await;
    app.keys(&[F3]).await;
    wait_for_selected(&app, 2).await;
    wait_for_outcome(&app, "wrapped-down").await;
    app.keys(&[SHIFT_F3]).await;
    wait_for_selected(&app, 5).await;
    wait_for_outcome(&app, "wrapped-up").await;
    app.write("find", "nowhere").await;
    app.click("find-next").await;
    wait_for_outcome(&app, "nothing").await;
    app.write("find", "(two").await;
    app.click("find-next").await;
    app.wait_for_text("find-error", "column 1").await;
    app.click("find-close").await;

    app.keys(&[CTRL_G]).await;
    app.write("go-to-text", "soon").await;
    app.keys(&[ENTER]).await;
    app.wait_for_text("go-to-error", "soon").await;
    app.write("go-to-text", "4").await;
    app.keys(&[ENTER]).await;
    wait_for_selected(&app, 4).await;

    app.tool("filter-heartbeats").await;
    wait_for_filter_text(&app, "-kind:ping,pong").await;
    app.until(
        "no ping is shown",
        "return document.querySelectorAll('.tr[data-row]').length > 0 && !document.querySelector('.tr[data-row=\"3\"]')",
    )
    .await;

    app.click("filters").await;
    app.click("filter-rules").await;
    app.click("rules-add-colour").await;
    app.write("rule-colour-text", "two").await;
    app.click("dialog-close").await;
    app.until(
        "both are coloured, and no other",
        "return [...document.querySelectorAll('.tr.mark-red')].map(r => r.dataset.row).join() === '2,5'",
    )
    .await;
    app.quit().await;
}

/// The selected row, and its distance from the top of the window.
const SELECTED: &str = "const on = [...document.querySelectorAll('.tr.on')]; return on.length === 1 ? [on[0].dataset.row, Math.round(on[0].getBoundingClientRect().top)] : false";

#[tokio::test]
async fn the_selected_row_survives_filter_changes() {
    const BAD: u32 = 7_314;
    let home = Home::new();
    let message = |row: u32| -> Vec<u8> {
        let code: i32 = if row == BAD { -2 } else { 100 };
        frames::frame(2, &[&code.to_le_bytes()[..], b"message"].concat())
    };
    let bytes = (1..=10_000).flat_map(message).collect();
    let server = FaultServer::start(Behaviour::Upgrade { bytes, then: Then::Stay });
    let app = App::start(&home).await;
    app.click("welcome-new").await;
    app.write("url", &server.url()).await;
    app.keys(&[ENTER]).await;
    app.wait_for_count("shown", 10_000).await;

    // One bad row among 10,000 in three actions: a click on a row's menu, "Hide", and "Show in context".
    app.until("rows are drawn", "return document.querySelectorAll('.tr[data-row]').length > 5")
        .await;
    let last = app
        .page
        .execute(
            "return [...document.querySelectorAll('.tr[data-row]')].at(-3).dataset.index",
            vec![],
        )
        .await
        .expect("run the script");
    app.click_row(last.as_str().and_then(|n| n.parse().ok()).expect("a position")).await;
    app.focus_table().await;
    app.keys(&[SHIFT_F10]).await;
    app.click("hide-code").await;
    wait_for_shown(&app, 1).await;
    app.until("the bad one is there", "return !!document.querySelector('.tr[data-row=\"7314\"]')")
        .await;
    app.click_row(0).await;
    wait_for_selected(&app, BAD).await;
    app.wait_for_text("details-title", "7,314").await;
    app.click("details-context").await;
    wait_for_shown(&app, 10_000).await;
    wait_for_selected(&app, BAD).await;
    for near in [BAD - 1, BAD + 1] {
        let script = format!("return !!document.querySelector('.tr[data-row=\"{near}\"]')");
        app.until("its neighbours are seen", &script).await;
    }

    // With another filter, and with none, the row stays selected and at the same height.
    let before = app.until("where it is", SELECTED).await;
    app.write("filter", "row:7000..8000").await;
    wait_for_shown(&app, 1_001).await;
    let still =
        format!("return JSON.stringify((() => {{ {SELECTED} }})()) === JSON.stringify({before})");
    app.until("as high as it was, filtered", &still).await;
    app.keys(&["\u{e00c}"]).await;
    wait_for_shown(&app, 10_000).await;
    app.until("as high as it was, with all", &still).await;

    // If the filter hides it, the details keep it; without the filter it is selected again.
    app.write("filter", "row:1..50").await;
    wait_for_shown(&app, 50).await;
    app.wait_for_text("details-title", "7,314").await;
    app.click("filter-reset").await;
    wait_for_shown(&app, 10_000).await;
    wait_for_selected(&app, BAD).await;
    app.quit().await;
}
