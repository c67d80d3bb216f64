//! History, exports, retention limits, charts.

use wirelark_tests::fault::{Behaviour, FaultServer, Then, frames};

use crate::app::{App, Home};

const COUNT: &str = "return document.querySelectorAll('[data-testid=past]').length";

/// Connects to the demo server, logs in and closes, which adds an entry to the history.
async fn connect_once(home: &Home) -> App {
    let app = App::start(home).await;
    app.original_script().await;
    app.wait_for_count("received", 1).await;
    app.click("disconnect").await;
    app.wait_for_state("closed").await;
    app
}

#[tokio::test]
async fn a_past_connection_is_listed_viewed_renamed_deleted_and_restored() {
    let home = Home::new();
    let app = connect_once(&home).await;
    app.click("history-open").await;
    app.wait_for_text("past-close", "1000").await;
    let received = app.wait_for_text("past-received", "↓").await;
    assert!(!received.ends_with("↓ 0"), "{received}");

    app.click("past-rename").await;
    app.write("past-title", "Build 7").await;
    app.keys(&["\u{e007}"]).await;
    app.wait_for_text("past-open", "Build 7").await;

    app.click("past-delete").await;
    app.until("it is gone", &format!("{COUNT} === 0")).await;
    app.click("undo").await;
    app.until("it is back", &format!("{COUNT} === 1")).await;
    app.wait_for_text("past-open", "Build 7").await;

    // A search result opens its row.
    app.write("history-find", "test1234").await;
    app.click("history-find-go").await;
    app.click("history-hit").await;
    app.find("file-strip").await;
    app.until("its row is selected", "return !!document.querySelector('[aria-selected=true]')")
        .await;
    app.quit().await;
}

#[tokio::test]
async fn a_past_connection_is_exported_from_its_row() {
    let home = Home::new();
    let app = connect_once(&home).await;
    app.click("history-open").await;
    app.click("past-more").await;
    app.until(
        "its folder can be shown",
        "const e = document.querySelector('[data-testid=past-folder]'); return !!e && !e.disabled",
    )
    .await;
    app.click("past-export").await;
    let file = home.path("past.jsonl");
    home.answer_dialog(&file);
    app.until(
        "everything is exported, without a choice of rows",
        "return !!document.querySelector('[data-testid=export-go]') && !document.querySelector('[data-testid=export-what-all]')",
    )
    .await;
    app.click("export-go").await;
    app.wait_for_text("toast", "past.jsonl").await;
    let text = std::fs::read_to_string(&file).expect("read the file");
    assert!(text.contains("test1234") && text.contains("\"kind\":\"close\""), "{text}");

    // An error while writing is shown in the export dialog.
    app.click("past-more").await;
    app.click("past-export").await;
    home.answer_dialog(&home.path("no/such/folder/past.jsonl"));
    app.click("export-go").await;
    app.find("history-error").await;
    app.quit().await;
}

#[tokio::test]
async fn the_filter_s_result_is_exported_as_csv() {
    let home = Home::new();
    let bytes = ["one", "two", "twenty"]
        .iter()
        .flat_map(|text| frames::frame(1, text.as_bytes()))
        .collect();
    let server = FaultServer::start(Behaviour::Upgrade { bytes, then: Then::Stay });
    let app = App::start(&home).await;
    app.click("welcome-new").await;
    app.write("url", &server.url()).await;
    app.keys(&["\u{e007}"]).await;
    app.wait_for_state("open").await;
    app.wait_for_count("stored", 3).await;
    app.write("filter", "tw").await;
    app.until(
        "two rows are shown",
        "return document.querySelector('[data-testid=shown]')?.dataset.value === '2'",
    )
    .await;
    let file = home.path("rows.csv");
    home.answer_dialog(&file);
    app.tool("save-rows").await;
    app.click("export-csv").await;
    app.click("export-what-view").await;
    app.click("export-go").await;
    app.until(
        "the export is done",
        "return document.querySelector('[data-testid=export-status]')?.dataset.state === 'done'",
    )
    .await;
    let text = std::fs::read(&file).expect("read the file");
    let text = text.strip_prefix(b"\xef\xbb\xbf").expect("a byte order mark");
    let text = std::str::from_utf8(text).expect("UTF-8");
    let lines: Vec<_> = text.lines().collect();
    assert_eq!(lines.len(), 3, "{text}");
    assert!(lines[1].contains("two") && lines[2].contains("twenty"), "{text}");

    // The same stream as charts, and as text.
    app.click("main-menu").await;
    app.click("menu-charts").await;
    app.wait_for_text("charts-summary", "3").await;
    app.find("chart-messages").await;
    app.until(
        "the chart is drawn",
        "return !!document.querySelector('[data-testid=chart-messages] canvas')",
    )
    .await;
    app.quit().await;
}

#[tokio::test]
async fn charts_are_drawn_without_a_system_locale() {
    let home = Home::new();
    let server =
        FaultServer::start(Behaviour::Upgrade { bytes: frames::frame(1, b"x"), then: Then::Stay });
    // As in containers: the web view reports a language that `Intl` rejects.
    let app = App::start_in(&home, "C").await;
    app.click("welcome-new").await;
    app.write("url", &server.url()).await;
    app.keys(&["\u{e007}"]).await;
    app.wait_for_count("received", 1).await;
    app.click("main-menu").await;
    app.click("menu-charts").await;
    app.until(
        "the chart is drawn",
        "return !!document.querySelector('[data-testid=chart-messages] canvas') && !document.querySelector('[data-testid=charts-error]')",
    )
    .await;
    // One message has no rate.
    let words = app.wait_for_text("charts-summary", "1 received").await;
    assert!(!words.contains("average"), "{words}");
    app.quit().await;
}

#[tokio::test]
async fn a_retention_limit_is_shown_beside_the_stored_count() {
    let home = Home::new();
    let server =
        FaultServer::start(Behaviour::Upgrade { bytes: frames::frame(1, b"x"), then: Then::Stay });
    let app = App::start(&home).await;
    app.click("welcome-new").await;
    app.write("url", &server.url()).await;
    app.click("stored").await;
    app.click("keep-messages").await;
    app.find("keep-warning").await;
    app.write("keep-count", "5000").await;
    app.click("dialog-close").await;
    app.click("connect").await;
    app.wait_for_state("open").await;
    app.wait_for_text("keep", "5,000").await;
    app.quit().await;
}

/// The file is endless: a pipe whose writer continues until the reader is gone.
#[cfg(unix)]
#[tokio::test]
async fn an_import_shows_progress_and_can_be_cancelled() {
    const LINE: &str = r#"{"time":"2026-11-20T10:00:00Z","direction":"received","kind":"text","size":3,"text":"one"}"#;
    let home = Home::new();
    let (long, short) = (home.path("long.jsonl"), home.path("short.jsonl"));
    // Large enough that no machine has read it before the click.
    std::fs::write(&long, format!("{LINE}\n").repeat(5_000_000)).expect("write the file");
    let app = App::start(&home).await;
    home.answer_dialog(&long);
    app.click("main-menu").await;
    app.click("menu-import-transcript").await;
    let rows =
        "return Number(document.querySelector('[data-testid=importing]')?.dataset.rows) >= 1000";
    app.until("rows are counted", rows).await;
    app.click("import-stop").await;
    app.until("it is over", "return !document.querySelector('[data-testid=importing]')").await;
    app.click("history-open").await;
    app.until("nothing of it stays", &format!("{COUNT} === 0")).await;
    app.keys(&["\u{e00c}"]).await;

    // An error is also shown if no profile is open.
    let plain = home.path("plain.txt");
    std::fs::write(&plain, "no messages").expect("write the file");
    home.answer_dialog(&plain);
    app.click("main-menu").await;
    app.click("menu-import-transcript").await;
    app.click("import-error-dismiss").await;

    std::fs::write(&short, format!("{LINE}\n{LINE}\n")).expect("write the file");
    home.answer_dialog(&short);
    app.click("main-menu").await;
    app.click("menu-import-transcript").await;
    app.wait_for_text("file-strip", "short.wlt").await;
    app.wait_for_count("shown", 2).await;
    app.quit().await;
}
