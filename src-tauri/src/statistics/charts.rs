//! Computes a transcript's charts incrementally as rows arrive.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use wirelark_core::packet::rules::Decoder;
use wirelark_core::transcript::findings::SharedFindings;
use wirelark_core::transcript::latency::{Latency, SharedLatency};
use wirelark_core::transcript::{Bucket, Reader, TimeSeries};

use crate::decoding::connection_decoding::ConnectionDecoding;
use crate::error::CommandResult;
use crate::state::lock;
use crate::statistics::dto::SeriesDto;

/// The charts of one transcript; empty until first requested.
#[derive(Default)]
pub(crate) struct Charts(Mutex<Option<OpenSeries>>);

struct OpenSeries {
    /// Revision of the decoding, which defines how replies are paired. The series restarts if it changes.
    revision: u32,
    series: TimeSeries,
    latency: SharedLatency,
}

impl Charts {
    /// Reads rows for about `budget` and returns the series so far.
    pub(crate) fn advance(
        &self,
        reader: &Reader,
        decoding: &ConnectionDecoding,
        findings: &SharedFindings,
        budget: Duration,
    ) -> CommandResult<SeriesDto> {
        let mut open = lock(&self.0);
        if open.as_ref().is_none_or(|open| open.revision != decoding.revision()) {
            let decoder = Arc::new(Decoder::new(decoding.source()));
            let latency = SharedLatency::new(Latency::new(decoding.source(), decoder));
            let revision = decoding.revision();
            *open = Some(OpenSeries { revision, series: TimeSeries::new(), latency });
        }
        let Some(OpenSeries { series, latency, .. }) = open.as_mut() else {
            return Ok(SeriesDto::default());
        };
        let has_faults = findings.lock().finds_faults();
        let findings = has_faults.then_some(findings);
        let more = series.advance(reader, Some(latency), findings, budget)?;
        Ok(series_dto(series, has_faults, more))
    }
}

fn series_dto(series: &TimeSeries, has_faults: bool, more: bool) -> SeriesDto {
    let buckets = series.buckets();
    let all = |of: fn(&Bucket) -> u64| buckets.iter().map(|bucket| of(bucket) as f64).collect();
    let latency = |of: fn(&Bucket) -> f64| {
        buckets.iter().map(|bucket| (bucket.replies > 0).then(|| of(bucket) / 1e6)).collect()
    };
    SeriesDto {
        start_ms: series.start_ns().unwrap_or(0) as f64 / 1e6,
        width_ms: series.width_ns() as f64 / 1e6,
        received: all(|bucket| bucket.received),
        sent: all(|bucket| bucket.sent),
        bytes_received: all(|bucket| bucket.bytes_received),
        bytes_sent: all(|bucket| bucket.bytes_sent),
        latency_mean: latency(|bucket| bucket.latency_sum_ns as f64 / bucket.replies as f64),
        latency_max: latency(|bucket| bucket.latency_max_ns as f64),
        faults: if has_faults { all(|bucket| bucket.faults) } else { Vec::new() },
        series_faults: if has_faults { all(|bucket| bucket.series_faults) } else { Vec::new() },
        more,
    }
}
