//! Times in local time or UTC.

use serde_json::json;
use wirelark_tests::demo::Demo;

use crate::app::{App, Home};
use crate::desktop::{ENTER, command, read, until};

const NEW: &str = "\u{e009}n";

#[tokio::test]
async fn times_are_local_or_utc() {
    let (home, demo) = (Home::new(), Demo::start(&[]));
    let zone = [("TZ", "Asia/Shanghai")];
    let app = App::start_with(&home, "en_US.UTF-8", &zone).await;
    app.keys(&[NEW]).await;
    app.write("url", &demo.url).await;
    app.keys(&[ENTER]).await;
    app.wait_for_state("open").await;
    app.write("message", "a row").await;
    app.click("send").await;
    let local = first_time(&app, "Time").await;
    command(&app, "Times in UTC").await;
    let utc = first_time(&app, "Time (UTC)").await;
    assert_eq!(hour(&local), (hour(&utc) + 8) % 24, "{local} and {utc}");
    assert_eq!(local[2..], utc[2..]);
    // The details, and times that are typed.
    app.click_row(0).await;
    app.wait_for_text("details-title", &utc).await;
    app.write("filter", &format!("time:{}..{}", &utc[..5], "23:59:59.999")).await;
    app.until(
        "its row is shown",
        "return document.querySelector('[data-testid=shown]').dataset.value !== '0' && document.querySelectorAll('[role=row][data-row]').length > 0",
    )
    .await;
    let preferences = home.config("preferences.json");
    until("it is remembered", || (read(&preferences)["utc"] == json!(true)).then_some(())).await;
    app.quit().await;

    let app = App::start_with(&home, "en_US.UTF-8", &zone).await;
    app.click("history-open").await;
    app.click("past-open").await;
    assert_eq!(first_time(&app, "Time (UTC)").await, utc);
    // Back, from the menu.
    app.click("main-menu").await;
    app.click("menu-utc").await;
    assert_eq!(first_time(&app, "Time").await, local);
    app.quit().await;
}

/// The first row's time, below this heading.
async fn first_time(app: &App, heading: &str) -> String {
    let script = format!(
        "return !!document.querySelector('[role=columnheader][aria-label={heading:?}]') && document.querySelector('[data-index=\"0\"] .c-time')?.textContent"
    );
    let found = app.until(&format!("a time below {heading}"), &script).await;
    found.as_str().expect("a string").to_owned()
}

fn hour(time: &str) -> u32 {
    time[..2].parse().expect("an hour")
}
