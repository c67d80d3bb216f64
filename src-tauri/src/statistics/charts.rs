//! What a transcript's charts show, walked once and on as rows arrive.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use wirelark_core::packet::rules::Decoder;
use wirelark_core::transcript::latency::{Latency, SharedLatency};
use wirelark_core::transcript::{Bucket, Reader, TimeSeries};

use crate::decoding::connection_decoding::ConnectionDecoding;
use crate::error::CommandResult;
use crate::state::lock;
use crate::statistics::dto::SeriesDto;

/// See the module's text.
#[derive(Default)]
pub(crate) struct Charts(Mutex<Option<OpenSeries>>);

struct OpenSeries {
    /// Of the decoding, which says how replies are paired: with another one all is walked anew.
    revision: u32,
    series: TimeSeries,
    latency: SharedLatency,
}

impl Charts {
    /// Goes on for about so long, and answers with all there is.
    pub(crate) fn advance(
        &self,
        reader: &Reader,
        decoding: &ConnectionDecoding,
        budget: Duration,
    ) -> CommandResult<SeriesDto> {
        let mut begun = lock(&self.0);
        if begun.as_ref().is_none_or(|begun| begun.revision != decoding.revision()) {
            let decoder = Arc::new(Decoder::new(decoding.source()));
            let latency = SharedLatency::new(Latency::new(decoding.source(), decoder));
            let revision = decoding.revision();
            *begun = Some(OpenSeries { revision, series: TimeSeries::new(), latency });
        }
        let Some(OpenSeries { series, latency, .. }) = begun.as_mut() else {
            return Ok(SeriesDto::default());
        };
        let more = series.advance(reader, Some(latency), budget)?;
        Ok(told(series, more))
    }
}

fn told(series: &TimeSeries, more: bool) -> SeriesDto {
    let buckets = series.buckets();
    let all = |of: fn(&Bucket) -> u64| buckets.iter().map(|one| of(one) as f64).collect();
    let latency = |of: fn(&Bucket) -> f64| {
        buckets.iter().map(|one| (one.replies > 0).then(|| of(one) / 1e6)).collect()
    };
    SeriesDto {
        start_ms: series.start_ns().unwrap_or(0) as f64 / 1e6,
        width_ms: series.width_ns() as f64 / 1e6,
        received: all(|one| one.received),
        sent: all(|one| one.sent),
        bytes_received: all(|one| one.bytes_received),
        bytes_sent: all(|one| one.bytes_sent),
        latency_mean: latency(|one| one.latency_sum_ns as f64 / one.replies as f64),
        latency_max: latency(|one| one.latency_max_ns as f64),
        more,
    }
}
