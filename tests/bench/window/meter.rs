//! Measurements inside the page: time between frames, refreshes of the table, response to clicks.

use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result};
use fantoccini::actions::{InputSource, MOUSE_BUTTON_LEFT, MouseActions, PointerAction};
use fantoccini::{Client, Locator};
use serde_json::{Value, json};
use wirelark_tests::app::App;

use super::percentile;

/// Each frame records how long the previous one took, and whether the last row has changed.
const METER: &str = "
    const meter = window.__meter = { gaps: [], refreshes: 0, begun: 0, last: 0, row: null, on: true, answered: 0 };
    const body = document.querySelector('wl-table .tbody');
    const frame = (now) => {
        if (meter.last) meter.gaps.push(now - meter.last);
        else meter.begun = now;
        meter.last = now;
        const row = body.lastElementChild?.dataset.row;
        if (row !== meter.row) { meter.row = row; meter.refreshes++; }
        if (meter.on) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    document.addEventListener('click', () => {
        // Lit has drawn before the next frame, which is on the screen when the following task runs.
        requestAnimationFrame(() => setTimeout(() => { meter.answered = Date.now(); }));
    });
";

/// A measurement in the page, until it is ended.
#[derive(Debug)]
pub struct Meter {
    /// Positions of the two elements that are clicked alternately.
    places: [(f64, f64); 2],
}

/// Frame times in milliseconds.
#[derive(Debug, Clone, Copy)]
pub struct Drawn {
    pub p50: f64,
    pub p95: f64,
    pub max: f64,
    /// Refreshes a second.
    pub refreshes: f64,
}

impl Meter {
    pub async fn begin(app: &App) -> Result<Meter> {
        let mut places = [(0.0, 0.0); 2];
        for (place, testid) in places.iter_mut().zip(["type-text", "type-hex"]) {
            let css = format!("[data-testid=\"{testid}\"]");
            let (x, y, width, height) =
                app.page.find(Locator::Css(&css)).await?.rectangle().await?;
            *place = ((x + width / 2.0).round(), (y + height / 2.0).round());
        }
        app.page.execute(METER, vec![]).await?;
        Ok(Meter { places })
    }

    /// Time from the click to the frame that shows its effect, in milliseconds. The pointer is already in place.
    pub async fn click(&self, app: &App, first: bool) -> Result<f64> {
        let (x, y) = self.places[usize::from(!first)];
        let to = PointerAction::MoveTo { duration: None, x, y };
        let page = &app.page;
        page.perform_actions(MouseActions::new("mouse".to_owned()).then(to)).await?;
        page.execute("window.__meter.answered = 0", vec![]).await?;
        let press = MouseActions::new("mouse".to_owned())
            .then(PointerAction::Down { button: MOUSE_BUTTON_LEFT })
            .then(PointerAction::Up { button: MOUSE_BUTTON_LEFT });
        let begun = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs_f64() * 1e3;
        page.perform_actions(press).await?;
        let testid = if first { "type-text" } else { "type-hex" };
        let done = format!(
            "const e = document.querySelector('[data-testid={testid}]');
             const {{ answered }} = window.__meter;
             return answered > 0 && e.getAttribute('aria-checked') === 'true' && answered"
        );
        let answered = app.until("the click was answered", &done).await;
        Ok(answered.as_f64().context("a time")? - begun)
    }

    pub async fn end(self, app: &App) -> Result<Drawn> {
        let script = "const m = window.__meter; m.on = false; return [m.gaps, m.refreshes, m.last - m.begun]";
        let result = app.page.execute(script, vec![]).await?;
        let gaps = result[0].as_array().context("gaps")?;
        let mut gaps: Vec<f64> = gaps.iter().filter_map(Value::as_f64).collect();
        gaps.sort_by(f64::total_cmp);
        let seconds = result[2].as_f64().context("a time")? / 1e3;
        Ok(Drawn {
            p50: percentile(&gaps, 0.5),
            p95: percentile(&gaps, 0.95),
            max: percentile(&gaps, 1.0),
            refreshes: result[1].as_f64().context("a number")? / seconds,
        })
    }
}

/// Runs a script that calls its last argument with the result.
pub async fn ask(page: &Client, script: &str, argument: Value) -> Result<f64> {
    let result = page.execute_async(script, vec![argument]).await?;
    result.as_f64().with_context(|| format!("a number, not {}", json!(result)))
}
