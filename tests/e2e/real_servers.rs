//! Small defects found by a user with a third-party server.

use std::fs;

use serde_json::json;
use wirelark_tests::demo::Demo;
use wirelark_tests::fault::{Behaviour, FaultServer};

use crate::app::{App, Home};

#[tokio::test]
async fn real_server_10_the_box_s_row_of_json_is_no_wider_than_its_panel() {
    let home = Home::new();
    let app = App::start(&home).await;
    app.click("try-demo").await;
    app.wait_for_state("loggedIn").await;
    app.click("type-json").await;
    app.write("message", "{\"a\": 1}").await;
    app.wait_for_text("message-size", "8").await;
    app.until(
        "every part of the row is inside the panel",
        "const head = document.querySelector('.box-head'); const edge = document.querySelector('.box').getBoundingClientRect().right; \
         return [...head.querySelectorAll('button, [data-testid=message-size]')].every(e => e.getBoundingClientRect().right <= edge + 0.5)",
    )
    .await;
    app.quit().await;
}

#[tokio::test]
async fn real_server_10_new_rows_are_told_only_where_they_are_out_of_sight() {
    let (home, server) = (Home::new(), FaultServer::start(Behaviour::Echo));
    fs::create_dir_all(home.profiles()).expect("create the folder");
    let profile = json!({"wirelark": 1, "name": "few", "connection": {"url": server.url()},
        "messages": [{"name": "m", "type": "text", "text": "\u{1b}[31m hi"}]});
    fs::write(home.profiles().join("few.wirelark.json"), profile.to_string())
        .expect("write the file");
    let app = App::start(&home).await;
    app.click_text("profile", "few").await;
    app.click("connect").await;
    app.wait_for_state("open").await;
    app.click_text("saved-message", "m").await;
    app.wait_for_row(&["↓", "[31m hi"]).await;
    // Few fonts have glyphs for control characters.
    app.until("no picture is shown", "return !/[\\u2400-\\u243f]/.test(document.body.innerText)")
        .await;
    // A click on a row stops following.
    app.click_row(0).await;
    for _ in 0..3 {
        app.click_text("saved-message", "m").await;
    }
    app.until(
        "the rows are there, and nothing floats over them",
        "return document.querySelectorAll('[role=row][data-index]').length >= 8 && !document.querySelector('[data-testid=fresh]')",
    )
    .await;
    app.quit().await;
}

#[tokio::test]
async fn real_server_10_a_column_whose_field_was_renamed_is_marked() {
    let (home, demo) = (Home::new(), Demo::start(&["--push-rate", "20"]));
    fs::create_dir_all(home.profiles()).expect("create the folder");
    let profile = json!({
        "wirelark": 1, "name": "columns", "connection": {"url": demo.url},
        "login": {"fields": [{"name": "user_id", "value": "u"}], "reply": {"code": 1}},
        "services": {"known": ["a"], "chosen": ["a"]},
        "layouts": [{"name": "push", "format": "<iqd", "fields": [{"name": "code"}, {"name": "number"}, {"name": "time"}], "tail": {"type": "text"}}],
        "rules": [{"layout": "push", "code": 100}],
        "columns": [{"field": "seq"}, {"field": "time"}]
    });
    fs::write(home.profiles().join("columns.wirelark.json"), profile.to_string())
        .expect("write the file");
    let app = App::start(&home).await;
    app.click_text("profile", "columns").await;
    app.click("connect").await;
    app.wait_for_state("loggedIn").await;
    app.click("set-services").await;
    app.until(
        "the column of the old name is marked, and the other is not",
        "const of = id => document.querySelector(`[data-testid='field:${id}']`)?.classList.contains('gone'); \
         return document.querySelectorAll('[role=row][data-index]').length > 8 && of('seq') === true && of('time') === false",
    )
    .await;
    app.quit().await;
}

/// The texts of the two previews, once they fill their cells: no wider than the cell, and less than two characters
/// narrower.
const PREVIEWS: &str = "const cells = [...document.querySelectorAll('.tr[data-row] .c-preview')];
    if (cells.length < 2) return false;
    const fits = cells.every(cell => {
        const room = cell.clientWidth - 16, words = cell.lastElementChild.getBoundingClientRect().width;
        return cell.scrollWidth <= cell.clientWidth && words <= room + 0.1 && words > room - 15;
    });
    return fits && cells.map(cell => cell.innerText)";

#[tokio::test]
async fn a_long_preview_is_cut_to_its_column() {
    let (home, server) = (Home::new(), FaultServer::start(Behaviour::Echo));
    fs::create_dir_all(home.profiles()).expect("create the folder");
    let text = "0123456789 ".repeat(60);
    let profile = json!({"wirelark": 1, "name": "long", "connection": {"url": server.url()},
        "messages": [{"name": "m", "type": "text", "text": text}]});
    fs::write(home.profiles().join("long.wirelark.json"), profile.to_string())
        .expect("write the file");
    let app = App::start(&home).await;
    app.click_text("profile", "long").await;
    app.click("connect").await;
    app.wait_for_state("open").await;
    app.click_text("saved-message", "m").await;
    let mut lengths = Vec::new();
    for width in [1000, 1400, 2000] {
        app.page.set_window_size(width, 820).await.expect("resize the window");
        app.until("the window is so wide", &format!("return innerWidth === {width}")).await;
        let words = app.until("both previews fill their cells", PREVIEWS).await;
        for one in words.as_array().expect("two previews") {
            let kept =
                one.as_str().expect("a string").strip_suffix('\u{2026}').expect("an ellipsis");
            assert!(text.starts_with(kept), "{one}");
            lengths.push(kept.len());
        }
    }
    assert!(lengths.is_sorted() && lengths[0] < lengths[5], "{lengths:?}");
    app.quit().await;
}
