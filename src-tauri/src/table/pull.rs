//! Answers the page's poll with state, counters and rows in one response, so that they are consistent.

use std::time::{Duration, Instant};

use wirelark_core::connection::clock::Clock;
use wirelark_core::connection::connection_end::ConnectionEnd;
use wirelark_core::connection::status::Status;
use wirelark_core::transcript::latency::LatencyStatus;
use wirelark_core::transcript::{RetentionLimit, WriterState};

use crate::connection::dto::{AutomaticDto, CloseDto, CountersDto, RefusalDto, RetryDto, StateDto};
use crate::connection::live::Live;
use crate::decoding::connection_decoding::ConnectionDecoding;
use crate::error::CommandResult;
use crate::error::ErrorDto;
use crate::state::{App, OpenItem, lock};
use crate::table::dto::{FilterDto, Pull, PullRequest, ReplyDto, RowDto};
use crate::table::row_timings::NearbyRows;
use crate::table::rows::{rows, rows_of_view};
use crate::transcript::session::TranscriptSession;

/// Maximum number of rows in one response, more than any window shows.
const MAX_ROWS: u32 = 1000;
/// Time that one poll may spend on finding the reply to the last sent message.
const REPLY_BUDGET: Duration = Duration::from_millis(1);

/// Waits until the revision differs from the request's, within the request's minimum and maximum interval.
pub(crate) async fn pull(app: &App, item: &OpenItem, request: &PullRequest) -> CommandResult<Pull> {
    let session = &item.session;
    let last = *lock(&session.last_poll);
    if let Some(last) = last {
        tokio::time::sleep_until((last + Duration::from_millis(request.min_ms.into())).into())
            .await;
    }
    let mut watch = session.revision.watch();
    let change = watch.wait_for(|now| *now as u32 != request.rev);
    // A timeout is answered like a change.
    let _ = tokio::time::timeout(Duration::from_millis(request.max_ms.into()), change).await;
    *lock(&session.last_poll) = Some(Instant::now());
    // Read first: later changes bump the revision again and are answered by the next poll.
    let rev = *session.revision.watch().borrow() as u32;
    let demo = app.demo_status().await;
    let decoding = session.decoding();
    // Read before the rows, so that the counters never exceed them.
    let (state, counters, reply) = match &item.live {
        Some(live) => {
            let status = live.connection.status();
            (state(live, &status), counters(live, &status), reply(live, &decoding, &status)?)
        }
        None => file_state(session)?,
    };
    if session.timing.enable(&request.wants) {
        session.changed.notify_one();
    }
    let is_over = item.is_over();
    // Includes the end of the connection: rows that wait for a reply become unanswered then.
    let timing = session.timing.version().wrapping_add(session.faults.version());
    let timing = timing.wrapping_mul(2) + u32::from(is_over);
    let (marks, noted, notes_error) = {
        let notes = lock(&session.notes);
        (notes.version(), notes.noted(), notes.error())
    };
    session.faults.catch_up(&session.reader())?;
    let faults = session.faults.counts(counters.stored);
    let (window, rows) = window(session, &decoding, request, is_over)?;
    Ok(Pull {
        rev,
        state,
        counters,
        view: window.view,
        decoding: decoding.revision(),
        timing,
        marks,
        faults,
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

/// State of the view, read under one lock.
struct ViewSnapshot {
    view: u32,
    total: u32,
    all: u32,
    first: u32,
    cleared: u32,
    filter: Option<FilterDto>,
}

/// The view's state and the requested rows.
fn window(
    session: &TranscriptSession,
    decoding: &ConnectionDecoding,
    request: &PullRequest,
    is_over: bool,
) -> CommandResult<(ViewSnapshot, Vec<RowDto>)> {
    let mut view = lock(&session.view);
    if view.filter().is_none() {
        // Only reads the file's length; shows stored rows without waiting for the background task.
        view.advance(Duration::ZERO)?;
    }
    let stored = view.reader().rows()?;
    let total = view.total();
    let count = request.count.min(MAX_ROWS);
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
    let cleared = match *lock(&session.cleared_from) {
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
    // Payloads are read without the lock, so that the background task is not blocked.
    let reader = view.reader().clone();
    drop(view);
    let timings = NearbyRows::of(&reader, &request.wants, before, is_over)?;
    Ok((window, rows_of_view(session, &reader, decoding, &numbers, timings)?))
}

/// State and counters of an opened file, which has no connection.
fn file_state(
    session: &TranscriptSession,
) -> CommandResult<(StateDto, CountersDto, Option<ReplyDto>)> {
    let reader = session.reader();
    let file = session.path.display().to_string();
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
        scenario: live.running_scenario(),
        scenario_error: lock(&live.scenario_error).clone(),
        repeat: live.repeat_status(),
        automatic: status.automatic.as_ref().map(AutomaticDto::from),
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
        file_bytes: progress.bytes() as f64,
        rate: live.rate(),
        elapsed_ms: elapsed.as_secs_f64() * 1000.0,
        rtt_ms: status.ping.map(|ping| ping.rtt.as_secs_f64() * 1000.0),
        pings: counters.pings() as u32,
        pongs: counters.pongs() as u32,
        silent_ms: silence(live, status).map(|silence| silence.as_secs_f64() * 1000.0),
        waiting,
        limited: live.is_limited(),
        keep: live.keep(),
        first_row: progress.first_row() as u32,
        kept: progress.kept() as u32,
    }
}

/// Time since the last message was received: the only sign of a dead network before a timeout. `None` if not open.
fn silence(live: &Live, status: &Status) -> Option<Duration> {
    if !status.phase.is_open() {
        return None;
    }
    let open = status.opened?.elapsed();
    let last = live.connection.counters().last_received_ns();
    let since_last = Duration::from_nanos((Clock::start().now() - last).max(0) as u64);
    // Zero before the first message.
    Some(if last > 0 { since_last.min(open) } else { open })
}

/// The last sent message and its reply, paired by the profile's latency rule.
fn reply(
    live: &Live,
    decoding: &ConnectionDecoding,
    status: &Status,
) -> CommandResult<Option<ReplyDto>> {
    let Some(last) = status.reply else { return Ok(None) };
    let reader = live.session.reader();
    let without_reply =
        |waiting| ReplyDto { sent_row: last.sent_row, reply: None, waiting, delay_ms: None };
    // The sent row may not be stored yet.
    if reader.rows()? < last.sent_row {
        return Ok(Some(without_reply(true)));
    }
    let shared = live.session.timing.latency();
    let mut latency = shared.lock();
    if latency.of_request(last.sent_row).is_none() {
        latency.advance(&reader, REPLY_BUDGET)?;
    }
    // The retention limit may have removed the row.
    let Ok(entry) = reader.record(last.sent_row) else { return Ok(None) };
    let timing = latency.of(&reader, &entry)?;
    drop(latency);
    let (row, ns) = match timing {
        LatencyStatus::Answered { reply, ns } => (reply, ns),
        // The rule expects no reply to this message.
        LatencyStatus::Neither => return Ok(None),
        LatencyStatus::Waiting | LatencyStatus::Unknown => {
            return Ok(Some(without_reply(status.phase.is_open())));
        }
        LatencyStatus::Unanswered | LatencyStatus::Reply { .. } => {
            return Ok(Some(without_reply(false)));
        }
    };
    let reply = rows(&reader, decoding, &[row])?.pop();
    let delay_ms = Some(ns as f64 / 1e6);
    Ok(Some(ReplyDto { sent_row: last.sent_row, reply, waiting: false, delay_ms }))
}
