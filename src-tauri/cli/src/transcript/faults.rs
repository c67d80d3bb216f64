//! The faults section of `transcript info`.

use serde_json::{Map, Value, json};
use wirelark_core::packet::faults::{FaultKind, FaultSet};
use wirelark_core::transcript::filter::Context;
use wirelark_core::transcript::findings::{FaultSums, SeriesKind, SeriesSums};
use wirelark_core::transcript::{Error, Reader};

/// The faults of a transcript by kind, and what was found in each series.
pub(super) struct FaultReport {
    sums: FaultSums,
    series: Vec<(SeriesKind, String, SeriesSums)>,
    unchecked: u64,
}

impl FaultReport {
    /// Checks all rows up to `rows`. `None` if the transcript's decoding defines nothing that can be a fault.
    pub(super) fn of(
        context: &Context,
        reader: &Reader,
        rows: u32,
    ) -> Result<Option<FaultReport>, Error> {
        let Some(shared) = context.findings.as_ref().filter(|one| one.lock().finds_faults()) else {
            return Ok(None);
        };
        let findings = shared.until(reader, rows)?;
        let series = findings.series();
        let series = series.map(|(kind, name, sums)| (kind, name.to_owned(), sums.clone()));
        let series = series.collect();
        let report =
            FaultReport { sums: findings.sums().clone(), series, unchecked: findings.unchecked() };
        drop(findings);
        shared.save(reader);
        Ok(Some(report))
    }

    /// Kinds without a fault are included, so that a script finds each of them.
    pub(super) fn json(&self) -> Value {
        let kinds: Map<String, Value> =
            self.kinds().map(|(kind, rows)| (kind.word().to_owned(), rows.into())).collect();
        let series = self.series.iter().map(|(kind, name, sums)| {
            let word = kind.word();
            let SeriesSums { messages, gaps, missing, duplicates, backwards, late, early } = sums;
            match kind {
                SeriesKind::Sequence => json!({
                    "type": word, "name": name, "messages": messages, "gaps": gaps,
                    "missing": missing, "duplicates": duplicates, "backwards": backwards,
                }),
                SeriesKind::Timestamps => json!({
                    "type": word, "name": name, "messages": messages, "backwards": backwards,
                }),
                SeriesKind::Heartbeat => json!({
                    "type": word, "name": name, "messages": messages, "late": late, "early": early,
                }),
            }
        });
        json!({
            "rows": self.sums.rows, "kinds": kinds, "unchecked": self.unchecked,
            "series": series.collect::<Vec<_>>(),
        })
    }

    /// The text output.
    pub(super) fn lines(&self) -> Vec<String> {
        let found: Vec<_> = self
            .kinds()
            .filter(|(_, rows)| *rows > 0)
            .map(|(kind, rows)| format!("{} {rows}", kind.word()))
            .collect();
        let mut lines = vec![match found.is_empty() {
            true => "faults   none".to_owned(),
            false => format!("faults   in {} rows: {}", self.sums.rows, found.join(", ")),
        }];
        for (kind, name, sums) in &self.series {
            let SeriesSums { messages, gaps, missing, duplicates, backwards, late, early } = sums;
            let name = name.escape_debug();
            lines.push(match kind {
                SeriesKind::Sequence => format!(
                    "         sequence {name}: {messages} messages, {gaps} gaps, {missing} missing, {duplicates} duplicates, {backwards} backwards"
                ),
                SeriesKind::Timestamps => {
                    format!("         timestamps {name}: {messages} messages, {backwards} backwards")
                }
                SeriesKind::Heartbeat => {
                    format!("         heartbeat {name}: {messages} messages, {late} late, {early} early")
                }
            });
        }
        if self.unchecked > 0 {
            let text = "messages are too long to be checked, or damaged";
            lines.push(format!("         {} {text}", self.unchecked));
        }
        lines
    }

    fn kinds(&self) -> impl Iterator<Item = (FaultKind, u64)> {
        FaultSet::all().kinds().map(|kind| (kind, self.sums.of(kind)))
    }
}
