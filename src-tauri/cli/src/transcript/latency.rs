//! The latency section of `transcript info`.

use serde_json::{Value, json};
use wirelark_core::transcript::filter::Context;
use wirelark_core::transcript::latency::{CommandLabel, Figures, Spread};
use wirelark_core::transcript::{Error, Reader};

/// A transcript's latency by command.
pub(super) struct LatencyReport {
    rule: &'static str,
    figures: Vec<Figures>,
}

impl LatencyReport {
    /// Pairs requests and replies by the transcript's latency rule, up to row `rows`.
    pub(super) fn of(
        context: &Context,
        reader: &Reader,
        rows: u32,
    ) -> Result<LatencyReport, Error> {
        let Some(shared) = &context.latency else {
            return Ok(LatencyReport { rule: "next", figures: Vec::new() });
        };
        let latency = shared.until(reader, rows)?;
        Ok(LatencyReport { rule: latency.rule(), figures: latency.figures(true) })
    }

    /// Times are in milliseconds with nanosecond precision.
    pub(super) fn json(&self) -> Value {
        let (all, commands) = match self.figures.split_first() {
            Some((all, commands)) => (Some(figures_json(all)), commands),
            None => (None, &[][..]),
        };
        json!({
            "rule": self.rule,
            "all": all,
            "commands": commands.iter().map(figures_json).collect::<Vec<_>>(),
        })
    }

    /// The text output; empty if no request was answered.
    pub(super) fn lines(&self) -> Vec<String> {
        if !self.figures.iter().any(|figures| figures.replies > 0) {
            return Vec::new();
        }
        let mut lines = vec![format!("latency  by {}, in ms", self.rule)];
        for figures in &self.figures {
            let Figures { requests, replies, unanswered, .. } = figures;
            let spread = figures.spread.map_or_else(String::new, |spread| {
                let Spread { min, median, p95, p99, max } = spread;
                let [min, median, p95, p99, max] = [min, median, p95, p99, max].map(ms);
                format!(", min {min:.3} median {median:.3} p95 {p95:.3} p99 {p99:.3} max {max:.3}")
            });
            let name = command_name(figures);
            lines.push(format!(
                "         {name}: {replies} of {requests} answered, {unanswered} not{spread}"
            ));
        }
        lines
    }
}

fn command_name(figures: &Figures) -> String {
    match (&figures.command, &figures.name) {
        (None, _) => "all".to_owned(),
        (Some(CommandLabel::Code(code)), Some(name)) => format!("{code} {name}"),
        (Some(CommandLabel::Code(code)), None) => code.to_string(),
        (Some(CommandLabel::Text), _) => "text".to_owned(),
        (Some(CommandLabel::Binary), _) => "binary".to_owned(),
    }
}

fn ms(ns: u64) -> f64 {
    ns as f64 / 1e6
}

fn figures_json(figures: &Figures) -> Value {
    let (kind, code) = match &figures.command {
        None => (None, None),
        Some(CommandLabel::Code(code)) => (Some("code"), Some(code)),
        Some(CommandLabel::Text) => (Some("text"), None),
        Some(CommandLabel::Binary) => (Some("binary"), None),
    };
    let spread = figures.spread;
    json!({
        "kind": kind, "code": code, "name": figures.name,
        "requests": figures.requests, "replies": figures.replies, "unanswered": figures.unanswered,
        "min_ms": spread.map(|s| ms(s.min)), "median_ms": spread.map(|s| ms(s.median)),
        "p95_ms": spread.map(|s| ms(s.p95)), "p99_ms": spread.map(|s| ms(s.p99)),
        "max_ms": spread.map(|s| ms(s.max)),
    })
}
