//! Columns that are chosen and remembered; latency, notes, comparison and copies of rows.

use crate::app::{App, Home};

/// The demo, connected and logged in: the login and its reply are two rows.
async fn demo(home: &Home) -> App {
    let app = App::start(home).await;
    app.click("try-demo").await;
    app.state("loggedIn").await;
    app.count("shown", 2).await;
    app
}

const NO_KIND: &str = "return !document.querySelector('[data-testid=head-kind]') && !!document.querySelector('[data-testid=head-latency]')";

#[tokio::test]
async fn columns_are_hidden_moved_and_remembered() {
    let home = Home::new();
    let app = demo(&home).await;
    app.click("head-kind").await;
    app.click("column-hide").await;
    app.click("head-size").await;
    app.click("show-latency").await;
    app.until("the columns are others", NO_KIND).await;
    // The reply's latency, and which row it answers.
    app.row(&["LOGIN_OK", "← 1"]).await;

    app.click("head-time").await;
    app.click("time-previous").await;
    app.click("head-latency").await;
    app.click("column-left").await;
    let order = "return [...document.querySelectorAll('[role=columnheader] button')].map((b) => b.dataset.testid).join(' ')";
    let before = app.until("the order", order).await;
    app.quit().await;

    let app = App::start(&home).await;
    app.click("try-demo").await;
    app.state("loggedIn").await;
    app.until("they are remembered", NO_KIND).await;
    assert_eq!(app.until("the order", order).await, before);
    // The first row has no row before it; the second has.
    app.row(&["LOGIN_OK", "ms"]).await;
    app.quit().await;
}

#[tokio::test]
async fn a_pin_and_a_note_lie_beside_the_transcript() {
    let home = Home::new();
    let app = demo(&home).await;
    app.click_row(1).await;
    app.click("pin").await;
    app.until(
        "it is pinned",
        "return document.querySelector('[data-testid=pin]')?.getAttribute('aria-pressed') === 'true'",
    )
    .await;
    app.write("note", "the login's answer").await;
    app.keys(&["\u{e007}"]).await;
    app.row(&["LOGIN_OK", "the login's answer"]).await;
    app.write("filter", "pinned:").await;
    app.until(
        "one row is pinned",
        "return document.querySelector('[data-testid=shown]')?.dataset.value === '1'",
    )
    .await;
    app.click("disconnect").await;
    app.state("closed").await;

    // Viewed anew, from its file.
    app.click("history-open").await;
    app.click("past-open").await;
    app.find("file-strip").await;
    app.row(&["LOGIN_OK", "the login's answer"]).await;
    app.quit().await;
}

#[tokio::test]
async fn two_rows_are_compared_and_copied_for_python() {
    let home = Home::new();
    let app = demo(&home).await;
    app.click("set-services").await;
    app.count("sent", 2).await;
    app.row(&["SERVICES_SET"]).await;
    // Row 3 is what was sent: int32 2 and the list.
    app.click_row(2).await;
    app.click("details-copy").await;
    app.click("copy-row-python").await;
    app.click("type-text").await;
    app.find("message").await.click().await.expect("focus");
    app.keys(&["\u{e009}v"]).await;
    app.until(
        "Python's bytes are pasted",
        r#"return document.querySelector('[data-testid=message]').value === String.raw`b'\x02\x00\x00\x00["first", "test"]'`"#,
    )
    .await;

    app.focus_table().await;
    app.click_row(2).await;
    app.keys(&["\u{e008}\u{e015}"]).await;
    app.says("delta", "ms").await;
    app.click("tab-compare").await;
    app.says("compare-verdict", "4").await;
    app.find("compare-hex").await;
    app.quit().await;
}
