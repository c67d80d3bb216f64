//! Latency statistics by command for the page.

use wirelark_core::transcript::latency::{CommandLabel, Figures, Spread};

use crate::error::CommandResult;
use crate::state::OpenItem;
use crate::statistics::dto::{FiguresDto, SpreadDto, StatisticsDto};
use crate::table::dto::{ExtraColumn, page_code};

/// The statistics so far. Starts the computation on the first call.
pub(crate) fn statistics(item: &OpenItem) -> CommandResult<StatisticsDto> {
    let session = &item.session;
    if session.timing.enable(&[ExtraColumn::Latency]) {
        session.changed.notify_one();
    }
    let rows = session.reader().rows()?;
    let shared = session.timing.latency();
    let latency = shared.lock();
    Ok(StatisticsDto {
        rule: latency.rule().to_owned(),
        seen: latency.last_scanned(),
        rows,
        commands: latency.figures(item.is_over()).into_iter().map(FiguresDto::from).collect(),
    })
}

impl From<Figures> for FiguresDto {
    fn from(figures: Figures) -> Self {
        let (kind, code) = match figures.command {
            None => ("all", None),
            Some(CommandLabel::Code(code)) => ("code", Some(page_code(code))),
            Some(CommandLabel::Text) => ("text", None),
            Some(CommandLabel::Binary) => ("binary", None),
        };
        FiguresDto {
            kind: kind.to_owned(),
            code,
            name: figures.name,
            requests: figures.requests as f64,
            replies: figures.replies as f64,
            unanswered: figures.unanswered as f64,
            waiting: figures.waiting as f64,
            spread: figures.spread.map(SpreadDto::from),
        }
    }
}

impl From<Spread> for SpreadDto {
    fn from(spread: Spread) -> Self {
        let ms = |ns: u64| ns as f64 / 1e6;
        SpreadDto {
            min: ms(spread.min),
            median: ms(spread.median),
            p95: ms(spread.p95),
            p99: ms(spread.p99),
            max: ms(spread.max),
        }
    }
}
