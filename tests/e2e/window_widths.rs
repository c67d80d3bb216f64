//! The window at every width: no clickable element is covered, and the filter keeps its width.

use crate::app::{App, Home};

/// Finds covered elements at the current width.
const COVERED: &str = include_str!("covered.js");
const HEIGHT: u32 = 820;
/// Less than the distance of any two widths at which the layout changes.
const STEP: usize = 20;
/// Step for pages whose details contain nothing that could be covered.
const WIDE_STEP: usize = 100;
const WIDTHS: std::ops::RangeInclusive<u32> = 900..=2600;
const FILTER_LEAST: f64 = 240.0;
/// Number of failing widths to report.
const MOST_TOLD: usize = 5;
/// With fewer controls, one that is always there was not examined.
const CONTROLS_LEAST: u64 = 25;

async fn at_width(app: &App, width: u32) -> serde_json::Value {
    app.page.set_window_size(width, HEIGHT).await.expect("resize the window");
    let settled = format!(
        "return innerWidth === {width} && document.getAnimations().every(one => one.playState !== 'running' || !(one instanceof CSSTransition))"
    );
    app.until(&format!("the window is {width} wide"), &settled).await;
    // Changes that follow a resize are drawn two frames later.
    let frames = "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done(true)))";
    app.page.execute_async(frames, vec![]).await.expect("run the script");
    app.page.execute(COVERED, vec![]).await.expect("run the script")
}

async fn sweep(app: &App, what: &str, step: usize) {
    let mut failures = Vec::new();
    for width in WIDTHS.step_by(step) {
        let found = at_width(app, width).await;
        assert!(found["looked"].as_u64() >= Some(CONTROLS_LEAST), "{what}, {width}: {found}");
        if found["filter"].as_f64() < Some(FILTER_LEAST) || found["wrong"] != serde_json::json!([])
        {
            failures.push(format!("{width}: {found}"));
            if failures.len() == MOST_TOLD {
                break;
            }
        }
    }
    assert!(failures.is_empty(), "{what}:\n{}", failures.join("\n"));
}

async fn every_width(language: &str) {
    let home = Home::new();
    let app = App::start_in(&home, language).await;
    app.click("try-demo").await;
    app.wait_for_state("loggedIn").await;
    app.click("set-services").await;
    app.wait_for_count("received", 4).await;
    sweep(&app, "nothing selected", WIDE_STEP).await;
    // Pushes continue, so the first row is far above by now.
    app.focus_table().await;
    app.keys(&["\u{e011}"]).await;
    app.find("details-title").await;
    sweep(&app, "a row selected", STEP).await;
    app.click("details-fold").await;
    sweep(&app, "details folded", WIDE_STEP).await;
    app.quit().await;
}

#[tokio::test]
async fn every_control_can_be_clicked_at_every_width() {
    every_width("en_US.UTF-8").await;
}

#[tokio::test]
async fn every_control_can_be_clicked_at_every_width_in_chinese() {
    every_width("zh_CN.UTF-8").await;
}

/// Width of the element in CSS pixels.
async fn width_of(app: &App, selector: &str) -> f64 {
    let script =
        format!("return document.querySelector('{selector}').getBoundingClientRect().width");
    app.page.execute(&script, vec![]).await.expect("run the script").as_f64().expect("a number")
}

#[tokio::test]
async fn panes_fold_and_are_remembered() {
    let home = Home::new();
    let app = App::start(&home).await;
    app.click("try-demo").await;
    app.wait_for_state("loggedIn").await;
    at_width(&app, 1320).await;
    let table = width_of(&app, "#stream").await;
    app.keys(&["\u{e009}b"]).await;
    app.until("the list is folded", "return document.querySelector('#sidebar').offsetWidth === 0")
        .await;
    app.click("drawer").await;
    app.until(
        "the composer is folded",
        "return document.querySelector('#compose').offsetWidth === 0",
    )
    .await;
    assert!(width_of(&app, "#stream").await > table + 500.0);
    app.click("save").await;
    app.until("it is saved", "return !document.querySelector('[data-testid=save] .dirty')").await;
    app.quit().await;

    let app = App::start(&home).await;
    app.until("both are folded", "return document.querySelector('#sidebar').offsetWidth === 0 && document.querySelector('#compose').offsetWidth === 0").await;
    app.click("sidebar").await;
    app.until("the list is there", "return document.querySelector('#sidebar').offsetWidth > 100")
        .await;
    // From the keyboard, like any separator.
    let before = width_of(&app, "#sidebar").await;
    app.until("the splitter has the focus", "const s = document.querySelector('[data-testid=splitter-sidebar]'); s?.focus(); return !!s").await;
    app.keys(&["\u{e014}", "\u{e014}"]).await;
    let wider =
        format!("return document.querySelector('#sidebar').offsetWidth === {}", before + 32.0);
    app.until("the list is wider", &wider).await;
    app.quit().await;
}

#[tokio::test]
async fn the_details_are_on_the_chosen_side() {
    let home = Home::new();
    let app = App::start(&home).await;
    app.click("try-demo").await;
    app.wait_for_state("loggedIn").await;
    app.click_row(0).await;
    // All of it is drawn, so that only the new width draws it again.
    app.until(
        "the message's text",
        "return document.querySelector('[data-testid=pane-json]')?.innerText.includes('user_id')",
    )
    .await;
    at_width(&app, 1920).await;
    let beside = "return document.querySelector('#stream').classList.contains('beside')";
    app.until("below, where the table would starve", &format!("return !(() => {{ {beside} }})()"))
        .await;
    app.click("details-side").await;
    app.until("to the right", beside).await;
    assert!(width_of(&app, "#table").await >= 480.0);
    assert!(width_of(&app, ".find").await >= FILTER_LEAST);
    app.click("details-side").await;
    at_width(&app, 2600).await;
    app.until("below, as was chosen", &format!("return !(() => {{ {beside} }})()")).await;
    app.quit().await;
}
