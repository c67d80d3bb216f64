//! One answer: state, counters and rows together, so that they can never disagree.

use std::time::{Duration, Instant};

use wirelark_core::connection::clock::Clock;
use wirelark_core::connection::connection_end::ConnectionEnd;
use wirelark_core::connection::status::Status;
use wirelark_core::transcript::latency::LatencyStatus;
use wirelark_core::transcript::{RetentionLimit, WriterState};

use crate::connection::dto::{CloseDto, CountersDto, RefusalDto, RetryDto, StateDto};
use crate::connection::live::Live;
use crate::decoding::connection_decoding::ConnectionDecoding;
use crate::error::CommandResult;
use crate::error::ErrorDto;
use crate::state::{App, OpenItem, lock};
use crate::table::dto::{FilterDto, Pull, PullRequest, ReplyDto, RowDto};
use crate::table::row_timings::NearbyRows;
use crate::table::rows::{rows, rows_of_view};
use crate::transcript::session::TranscriptSession;

/// More rows than any window shows are never wanted.
const MOST_ROWS: u32 = 1000;
/// How long one answer may spend on finding the reply to the last message sent.
const REPLY_BUDGET: Duration = Duration::from_millis(1);

/// Waits until something changed since the asked revision, and answers with all of it.
pub(crate) async fn pull(app: &App, held: &OpenItem, request: &PullRequest) -> CommandResult<Pull> {
    let viewed = &held.viewed;
    let last = *lock(&viewed.last_answer);
    if let Some(last) = last {
        tokio::time::sleep_until((last + Duration::from_millis(request.min_ms.into())).into())
            .await;
    }
    let mut watch = viewed.revision.watch();
    let news = watch.wait_for(|now| *now as u32 != request.rev);
    // No news by then is an answer too.
    let _ = tokio::time::timeout(Duration::from_millis(request.max_ms.into()), news).await;
    *lock(&viewed.last_answer) = Some(Instant::now());
    // Read before the rest: what changes from here on is the next answer's news.
    let rev = *viewed.revision.watch().borrow() as u32;
    let demo = app.demo_status().await;
    let decoding = viewed.decoding();
    // Before the rows, so that it never counts more than they show.
    let (state, counters, reply) = match &held.live {
        Some(live) => {
            let status = live.connection.status();
            (state(live, &status), counters(live, &status), reply(live, &decoding, &status)?)
        }
        None => of_file(viewed)?,
    };
    if viewed.timing.want(&request.wants) {
        viewed.changed.notify_one();
    }
    let is_over = held.is_over();
    // Rows that still wait for an answer are others when the connection ends.
    let timing = viewed.timing.version().wrapping_mul(2) + u32::from(is_over);
    let (marks, noted, notes_error) = {
        let marks = lock(&viewed.marks);
        (marks.version(), marks.noted(), marks.error())
    };
    let (window, rows) = window(viewed, &decoding, request, is_over)?;
    Ok(Pull {
        rev,
        state,
        counters,
        view: window.view,
        decoding: decoding.revision(),
        timing,
        marks,
        noted,
        notes_error,
        columns: decoding.source().columns.clone(),
        total: window.total,
        all: window.all,
        filter: window.filter,
        first: window.first,
        rows,
        reply,
        cleared: window.cleared,
        demo,
    })
}

/// What the view says, taken under one lock.
struct ViewSnapshot {
    view: u32,
    total: u32,
    all: u32,
    first: u32,
    cleared: u32,
    filter: Option<FilterDto>,
}

fn window(
    viewed: &TranscriptSession,
    decoding: &ConnectionDecoding,
    request: &PullRequest,
    is_over: bool,
) -> CommandResult<(ViewSnapshot, Vec<RowDto>)> {
    let mut view = lock(&viewed.view);
    if view.filter().is_none() {
        // Costs one look at a file's length, and shows what is stored at once.
        view.advance(Duration::ZERO)?;
    }
    let stored = view.reader().rows()?;
    let total = view.total();
    let count = request.count.min(MOST_ROWS);
    let first = match u32::try_from(request.first) {
        Ok(first) => first.min(total),
        Err(_) => total.saturating_sub(count),
    };
    let numbers = view.rows(first, count);
    let before = first.checked_sub(1).and_then(|before| view.row_at(before));
    let filter = view.filter().map(|filter| FilterDto {
        text: filter.text().to_owned(),
        scanned: view.last_scanned().saturating_sub(view.base()),
        done: view.last_scanned() >= stored,
    });
    let cleared = match *lock(&viewed.cleared_from) {
        Some(from) => view.base() - from.min(view.base()),
        None => 0,
    };
    let window = ViewSnapshot {
        view: view.generation() as u32,
        total,
        all: stored.saturating_sub(view.base()),
        first,
        cleared,
        filter,
    };
    // The reader is a handle of its own: reading payloads must not hold up the search.
    let reader = view.reader().clone();
    drop(view);
    let around = NearbyRows::of(&reader, &request.wants, before, is_over)?;
    Ok((window, rows_of_view(viewed, &reader, decoding, &numbers, around)?))
}

/// A file has no connection, and so nothing but its rows.
fn of_file(viewed: &TranscriptSession) -> CommandResult<(StateDto, CountersDto, Option<ReplyDto>)> {
    let reader = viewed.reader();
    let file = viewed.path.display().to_string();
    let state = StateDto { name: "file".to_owned(), file: Some(file), ..StateDto::default() };
    let counters = CountersDto {
        stored: reader.rows()?,
        file_bytes: reader.bytes()? as f64,
        keep: (reader.retention() != RetentionLimit::All).then(|| reader.retention().to_string()),
        first_row: reader.first_row(),
        kept: reader.row_range()?.len() as u32,
        ..CountersDto::default()
    };
    Ok((state, counters, None))
}

fn state(live: &Live, status: &Status) -> StateDto {
    let error = status.error.as_ref();
    let refusal = error.and_then(|error| error.refusal()).map(|refusal| RefusalDto {
        status: refusal.status,
        reason: refusal.reason.clone(),
        headers: refusal.headers.clone(),
        body: String::from_utf8_lossy(&refusal.body).into_owned(),
    });
    let close = status.end.as_ref().map(close);
    let retry = status.retry.as_ref().map(|retry| RetryDto {
        attempt: retry.attempt,
        of: retry.of,
        in_ms: retry.at.saturating_duration_since(Instant::now().into()).as_secs_f64() * 1000.0,
        close: self::close(&retry.end),
        reason: retry.error.as_ref().map(ErrorDto::from),
    });
    StateDto {
        name: status.phase.word().to_owned(),
        file: None,
        login_sent: status.login_sent,
        awaiting_login: status.awaiting_login,
        login_ms: status.login_ns.map(|ns| ns as f64 / 1e6),
        close,
        error: error.map(ErrorDto::from),
        unverified: status.handshake.is_unverified(),
        subprotocol_ignored: status.handshake.has_ignored_subprotocol(),
        retry,
        refusal,
        scenario: live.running(),
        scenario_error: lock(&live.scenario_error).clone(),
        repeat: live.repeated(),
    }
}

fn close(end: &ConnectionEnd) -> CloseDto {
    let ConnectionEnd { code, reason, clean, by, how } = end;
    let (by, how) = (by.word().to_owned(), how.word().to_owned());
    CloseDto { code: *code, reason: reason.clone(), clean: *clean, by, how }
}

fn counters(live: &Live, status: &Status) -> CountersDto {
    let counters = live.connection.counters();
    let progress = live.connection.progress();
    let stored = progress.rows();
    let (waiting, at_rest) = match progress.state() {
        WriterState::Writing => (None, false),
        WriterState::Finished => (None, true),
        WriterState::Failed(error) => (Some(error.into()), true),
        WriterState::DiskFull { path, free_bytes, needed } => {
            let free = free_bytes.map_or_else(String::new, |free| free.to_string());
            let detail = format!("{}: the disk is full ({free} bytes free)", path.display());
            let error = ErrorDto::new("disk_full", detail)
                .with("path", path.display())
                .with("free", free)
                .with("needed", needed);
            (Some(error), false)
        }
    };
    let elapsed = status.opened.map_or(Duration::ZERO, |opened| {
        status.ended.unwrap_or_else(Instant::now).saturating_duration_since(opened)
    });
    CountersDto {
        received: counters.received() as u32,
        sent: counters.sent() as u32,
        stored: stored as u32,
        lost: if at_rest { counters.rows().saturating_sub(stored) as u32 } else { 0 },
        bytes_received: counters.bytes_received() as f64,
        file_bytes: live.file_bytes() as f64,
        rate: live.rate(),
        elapsed_ms: elapsed.as_secs_f64() * 1000.0,
        rtt_ms: status.ping.map(|ping| ping.rtt.as_secs_f64() * 1000.0),
        pings: counters.pings() as u32,
        pongs: counters.pongs() as u32,
        silent_ms: silent(live, status).map(|silent| silent.as_secs_f64() * 1000.0),
        waiting,
        limited: live.is_limited(),
        keep: live.keep(),
        first_row: progress.first_row() as u32,
        kept: progress.kept() as u32,
    }
}

/// Since the last message came; a connection whose cable was pulled has nothing else to show for it.
fn silent(live: &Live, status: &Status) -> Option<Duration> {
    if !status.phase.is_open() {
        return None;
    }
    let open = status.opened?.elapsed();
    let last = live.connection.counters().last_received_ns();
    let ago = Duration::from_nanos((Clock::start().now() - last).max(0) as u64);
    // Where nothing has come yet, the last time is none.
    Some(if last > 0 { ago.min(open) } else { open })
}

/// The last message sent and its reply, paired by the rule that the table and the charts go by.
fn reply(
    live: &Live,
    decoding: &ConnectionDecoding,
    status: &Status,
) -> CommandResult<Option<ReplyDto>> {
    let Some(last) = status.reply else { return Ok(None) };
    let reader = live.viewed.reader();
    let without =
        |waiting| ReplyDto { sent_row: last.sent_row, reply: None, waiting, delay_ms: None };
    // A reply is told when it is stored, which is a tick later than it came.
    if reader.rows()? < last.sent_row {
        return Ok(Some(without(true)));
    }
    let shared = live.viewed.timing.latency();
    let mut latency = shared.lock();
    if latency.of_request(last.sent_row).is_none() {
        latency.advance(&reader, REPLY_BUDGET)?;
    }
    // A limit may have removed the row.
    let Ok(entry) = reader.record(last.sent_row) else { return Ok(None) };
    let timing = latency.of(&reader, &entry)?;
    drop(latency);
    let (row, ns) = match timing {
        LatencyStatus::Answered { reply, ns } => (reply, ns),
        // The rule expects no reply to this message.
        LatencyStatus::Neither => return Ok(None),
        LatencyStatus::Waiting | LatencyStatus::Unknown => {
            return Ok(Some(without(status.phase.is_open())));
        }
        LatencyStatus::Unanswered | LatencyStatus::Reply { .. } => return Ok(Some(without(false))),
    };
    let reply = rows(&reader, decoding, &[row])?.pop();
    let delay_ms = Some(ns as f64 / 1e6);
    Ok(Some(ReplyDto { sent_row: last.sent_row, reply, waiting: false, delay_ms }))
}
