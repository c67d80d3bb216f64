//! A panic in one of a connection's tasks, as the end of the connection.
//!
//! A panic in a task that the driver waits for goes on in the driver, and whoever started the driver publishes its end:
//! nobody waits for a connection that is gone.

use std::io;
use std::panic;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use tokio::sync::watch;
use tokio::task::JoinError;

use super::connection_end::{CloseObservation, ConnectionEnd, Side};
use super::error::ConnectionError;
use super::phase::Phase;
use super::status::Status;

/// Where this process panicked last, as `FILE:LINE:COLUMN`.
static LAST: Mutex<Option<String>> = Mutex::new(None);

/// For a program's beginning: each panic is remembered and logged by its place alone. Its message may quote bytes from
/// the wire; `RUST_BACKTRACE` has it on stderr as usual.
pub fn install_hook() {
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        // Below the level that the command line shows: it tells one error in one line.
        tracing::warn!(at = place, "panicked");
        *LAST.lock().unwrap_or_else(PoisonError::into_inner) = Some(place);
        if std::env::var_os("RUST_BACKTRACE").is_some() {
            usual(info);
        }
    }));
}

/// Where this process panicked last, where [`install_hook`] was called.
pub fn last_place() -> Option<String> {
    LAST.lock().unwrap_or_else(PoisonError::into_inner).clone()
}

/// The error of a connection whose task panicked.
pub(super) fn error() -> ConnectionError {
    ConnectionError::Internal { at: last_place() }
}

/// A task's result. Its panic goes on here; a task that was cancelled is an error.
pub(super) fn joined<T>(result: Result<T, JoinError>) -> io::Result<T> {
    result.map_err(|ended| match ended.try_into_panic() {
        Ok(payload) => panic::resume_unwind(payload),
        Err(cancelled) => io::Error::other(cancelled),
    })
}

/// The connection is over. What the status says of its end stays; the error is ours.
pub(super) fn publish(status: &watch::Sender<Status>) {
    status.send_modify(|status| {
        status.phase = Phase::Closed;
        status.error = Some(error());
        status.end.get_or_insert(ConnectionEnd::without(Side::Us, CloseObservation::Broken));
        status.retry = None;
        status.ended.get_or_insert_with(Instant::now);
    });
}

/// Panics where `WIRELARK_TEST_PANIC` names this task: how tests see to it that a panic is told. Only builds with debug
/// assertions look.
pub fn trip(task: &str) {
    #[cfg(debug_assertions)]
    if std::env::var("WIRELARK_TEST_PANIC").is_ok_and(|wanted| wanted == task) {
        panic!("WIRELARK_TEST_PANIC is {task}");
    }
    let _ = task;
}
