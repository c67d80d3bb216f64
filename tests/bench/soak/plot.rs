//! Plots the memory of the processes over time in MB, as SVG.

use std::fmt::Write;

use super::samples::{Sample, Samples, WEB};
use crate::mb;

const WIDTH: f64 = 760.0;
const HEIGHT: f64 = 300.0;
const LEFT: f64 = 48.0;
const BOTTOM: f64 = 28.0;
/// Maximum number of points of a line; more would not be visible.
const POINTS: usize = 240;
/// Colours for each process, and for the web process's own memory.
const COLOURS: [&str; 4] = ["#1f6feb", "#1a7f37", "#9a6700", "#8250df"];
/// Distance between horizontal lines, in MB.
const STEP: f64 = 50.0;

/// The value that a line shows, in bytes.
type Of = fn(&Sample) -> u64;

/// Lines for the proportional memory of each process, and a dashed one for the bar.
pub fn svg(samples: &Samples) -> String {
    let all = samples.all();
    let end = all.last().map_or(1.0, |sample| sample.seconds / 60.0).max(0.1);
    let most = all.iter().map(|sample| mb(sample.web.pss)).fold(mb(WEB), f64::max);
    let top = (most / STEP).ceil() * STEP + STEP / 2.0;
    let x = |minutes: f64| LEFT + minutes / end * (WIDTH - LEFT - 12.0);
    let y = |mb: f64| (HEIGHT - BOTTOM) * (1.0 - mb / top);
    let mut text = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" font-family=\"sans-serif\" font-size=\"11\">\n\
         <rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"#fff\"/>\n"
    );
    let mut level = 0.0;
    while level < top {
        let at = y(level);
        let _ = writeln!(
            text,
            "<path d=\"M{LEFT} {at:.1}H{WIDTH}\" stroke=\"#ddd\"/><text x=\"{:.0}\" y=\"{:.1}\" text-anchor=\"end\" fill=\"#555\">{level:.0}</text>",
            LEFT - 6.0,
            at + 4.0
        );
        level += STEP;
    }
    for part in 0..=6 {
        let minutes = end * f64::from(part) / 6.0;
        let _ = writeln!(
            text,
            "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\" fill=\"#555\">{minutes:.0} min</text>",
            x(minutes).min(WIDTH - 18.0),
            HEIGHT - 10.0
        );
    }
    let bar = y(mb(WEB));
    let _ = writeln!(
        text,
        "<path d=\"M{LEFT} {bar:.1}H{WIDTH}\" stroke=\"#cf222e\" stroke-dasharray=\"5 4\"/><text x=\"{:.0}\" y=\"{:.1}\" fill=\"#cf222e\">bar of the web process</text>",
        LEFT + 6.0,
        bar - 4.0
    );
    let lines: [(&str, Of); 4] = [
        ("web process, PSS", |sample| sample.web.pss),
        ("app, PSS", |sample| sample.app.pss),
        ("network process, PSS", |sample| sample.network.pss),
        ("web process, anonymous", |sample| sample.web.own),
    ];
    let mut left = LEFT + 6.0;
    for ((name, of), colour) in lines.into_iter().zip(COLOURS) {
        let step = all.len().div_ceil(POINTS).max(1);
        let points: Vec<String> = all
            .iter()
            .step_by(step)
            .map(|sample| format!("{:.1},{:.1}", x(sample.seconds / 60.0), y(mb(of(sample)))))
            .collect();
        let _ = writeln!(
            text,
            "<polyline points=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"1.5\"/><text x=\"{left:.0}\" y=\"14\" fill=\"{colour}\">{name}</text>",
            points.join(" ")
        );
        left += 150.0;
    }
    text.push_str("</svg>\n");
    text
}
