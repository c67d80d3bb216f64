//! Columns, which are remembered; latency, notes, comparison and copying of rows.

use std::time::Duration;

use crate::app::{App, Home};

/// Connected to the demo server and logged in: the login and its reply are two rows.
async fn connect_demo(home: &Home) -> App {
    let app = App::start(home).await;
    app.original_script().await;
    app.wait_for_count("shown", 2).await;
    app
}

/// Waits until the preferences file contains this text.
async fn wait_for_preference(home: &Home, text: &str) {
    let file = home.path("config/dev.wirelark.desktop/preferences.json");
    for _ in 0..1200 {
        if std::fs::read_to_string(&file).is_ok_and(|now| now.contains(text)) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("{} never contains {text}", file.display());
}

const NO_KIND: &str = "return !document.querySelector('[data-testid=head-kind]') && !!document.querySelector('[data-testid=head-latency]')";

/// Cells and column headers are positioned separately, and must align.
const ALIGNED: &str = "const rows = [...document.querySelectorAll('.tr[data-row]')];
    const near = (a, b) => Math.abs(a - b) < 0.5;
    return rows.length > 1 && rows.every((row) => [...document.querySelectorAll('[role=columnheader]')].every((title, i) => {
        const [a, b] = [title.getBoundingClientRect(), row.children[i].getBoundingClientRect()];
        return near(a.left, b.left) && near(a.width, b.width) && near(b.top, row.getBoundingClientRect().top);
    }))";

#[tokio::test]
async fn columns_are_hidden_moved_and_remembered() {
    let home = Home::new();
    let app = connect_demo(&home).await;
    // The kind is shown beside the direction; its own column is hidden by default and can be shown.
    app.click("head-size").await;
    app.click("show-kind").await;
    app.click("head-kind").await;
    app.click("column-hide").await;
    app.click("head-size").await;
    app.click("show-latency").await;
    app.until("the columns are others", NO_KIND).await;
    // The reply shows its latency, and which row it answers: the codes are equal.
    app.click("set-services").await;
    app.wait_for_row(&["SERVICES_SET", "← 3"]).await;

    app.click("head-time").await;
    app.click("time-previous").await;
    app.click("head-latency").await;
    app.click("column-left").await;
    let order = "return [...document.querySelectorAll('[role=columnheader] button')].map((b) => b.dataset.testid).join(' ')";
    let before = app.until("the order", order).await;
    wait_for_preference(&home, "\"latency\",\n      \"code\"").await;
    app.until("each title stands above its cells", ALIGNED).await;
    app.quit().await;

    let app = App::start(&home).await;
    app.original_script().await;
    app.until("they are remembered", NO_KIND).await;
    assert_eq!(app.until("the order", order).await, before);
    // The first row has no previous row; the second has.
    app.wait_for_row(&["LOGIN_OK", "ms"]).await;
    app.quit().await;
}

#[tokio::test]
async fn pins_and_notes_are_stored_beside_the_transcript() {
    let home = Home::new();
    let app = connect_demo(&home).await;
    app.click_row(1).await;
    app.click("pin").await;
    app.until(
        "the transcript is pinned",
        "return document.querySelector('[data-testid=pin]')?.getAttribute('aria-pressed') === 'true'",
    )
    .await;
    app.write("note", "the login's answer").await;
    app.keys(&["\u{e007}"]).await;
    app.wait_for_row(&["LOGIN_OK", "the login's answer"]).await;
    app.write("filter", "pinned:").await;
    app.until(
        "one row is pinned",
        "return document.querySelector('[data-testid=shown]')?.dataset.value === '1'",
    )
    .await;
    app.click("disconnect").await;
    app.wait_for_state("closed").await;

    // Opened again, from its file.
    app.click("history-open").await;
    app.click("past-open").await;
    app.find("file-strip").await;
    app.wait_for_row(&["LOGIN_OK", "the login's answer"]).await;
    app.quit().await;
}

#[tokio::test]
async fn two_rows_are_compared_and_copied_for_python() {
    let home = Home::new();
    let app = connect_demo(&home).await;
    // The demo server's reply: int32 1, and JSON.
    app.click_row(1).await;
    app.click("details-more").await;
    app.click("copy-row-python").await;
    app.click("type-text").await;
    app.find("message").await.click().await.expect("click the element");
    app.keys(&["\u{e009}v"]).await;
    app.until(
        "Python's bytes are pasted",
        r#"return document.querySelector('[data-testid=message]').value === String.raw`b'\x01\x00\x00\x00{"user_id": "test1234", "role": "admin"}'`"#,
    )
    .await;

    app.click_row(0).await;
    app.keys(&["\u{e008}\u{e015}"]).await;
    app.wait_for_text("delta", "ms").await;
    app.click("tab-compare").await;
    app.wait_for_text("compare-verdict", "1 and 2 differ").await;
    app.find("compare-hex").await;
    app.quit().await;
}
