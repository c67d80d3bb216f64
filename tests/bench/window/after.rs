//! Measurements after the stream: jumps, searches, and opening the same transcript from the history.

use anyhow::Result;
use serde_json::json;
use wirelark_tests::app::App;

use super::meter::ask;
use super::percentile;

const JUMPS: u64 = 60;

/// Times in milliseconds.
#[derive(Debug, Clone, Copy)]
pub struct After {
    pub jumps: usize,
    pub jump_p95: f64,
    pub jump_max: f64,
    pub first_hit: f64,
    pub all_hits: f64,
    pub code: f64,
}

/// Jumps to a row as the table does, and measures until the row is drawn with its content and a frame has passed.
const JUMP: &str = "
    const [index, done] = arguments;
    const begun = performance.now();
    document.querySelector('wl-table').show(index);
    const look = () => {
        const row = document.querySelector(`[data-index=\"${index}\"]`);
        if (row?.dataset.row) done(performance.now() - begun);
        else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
";

/// Types a filter, presses Enter, and measures until the hit count satisfies a condition.
const FILTER: &str = "
    const [{ text, whole }, done] = arguments;
    const box = document.querySelector('#filter');
    box.value = text;
    box.dispatchEvent(new Event('input', { bubbles: true }));
    const begun = performance.now();
    box.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
    const look = () => {
        const hits = document.querySelector('[data-testid=hits]');
        const busy = !!document.querySelector('.find progress');
        const drawn = !!document.querySelector('wl-table .tbody .tr[data-row]');
        if (hits && Number(hits.dataset.value) > 0 && drawn && !(whole && busy)) done(performance.now() - begun);
        else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
";

/// Measures while the connection is still open.
pub async fn measure(app: &App, messages: u64) -> Result<After> {
    let (page, mut took) = (&app.page, Vec::new());
    let mut chance = 0x9E37_79B9_7F4A_7C15_u64;
    for _ in 0..JUMPS {
        chance ^= chance << 13;
        chance ^= chance >> 7;
        chance ^= chance << 17;
        took.push(ask(page, JUMP, json!(chance % messages)).await?);
    }
    took.sort_by(f64::total_cmp);
    let filter = async |text: &str, whole: bool| {
        let took = ask(page, FILTER, json!({"text": text, "whole": whole})).await;
        app.click("filter-reset").await;
        app.wait_for_count("shown", messages).await;
        took
    };
    Ok(After {
        jumps: took.len(),
        jump_p95: percentile(&took, 0.95),
        jump_max: percentile(&took, 1.0),
        // Three consecutive bytes that occur in some of the numbered messages.
        first_hit: filter("/ABC/", false).await?,
        all_hits: filter("\"XYZ\"", true).await?,
        code: filter("code:7", true).await?,
    })
}

/// Measures from the click on its name to the frame that shows rows.
pub async fn open_again(app: &App) -> Result<f64> {
    app.click("history-open").await;
    app.find("past-open").await;
    let script = "
        const [, done] = arguments;
        const before = document.querySelector('[data-testid=file-strip]');
        const begun = performance.now();
        document.querySelector('[data-testid=past-open]').click();
        const look = () => {
            const strip = document.querySelector('[data-testid=file-strip]');
            if (strip && !before && document.querySelector('wl-table .tbody .tr[data-row]')) done(performance.now() - begun);
            else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
    ";
    ask(&app.page, script, json!(null)).await
}
