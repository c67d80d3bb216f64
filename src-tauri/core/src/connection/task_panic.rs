//! Turns a panic in one of a connection's tasks into the connection's error.
//!
//! A panic in a task that the driver awaits resumes in the driver. The handle's task awaits the driver and publishes
//! the error, so that no caller waits for a connection that no longer runs.

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

/// The location of this process's last panic, as `FILE:LINE:COLUMN`.
static LAST: Mutex<Option<String>> = Mutex::new(None);

/// Installs a panic hook that records and logs only the location, since the message may quote bytes from the wire.
/// With `RUST_BACKTRACE` the default hook runs as well. Call once, at the start of the program.
pub fn install_hook() {
    let default_hook = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        let location = info.location().map(ToString::to_string).unwrap_or_default();
        // Below the level that the CLI shows, which reports each error in one line.
        tracing::warn!(at = location, "panicked");
        *LAST.lock().unwrap_or_else(PoisonError::into_inner) = Some(location);
        if std::env::var_os("RUST_BACKTRACE").is_some() {
            default_hook(info);
        }
    }));
}

/// The location of the last panic since [`install_hook`] was called.
pub fn last_place() -> Option<String> {
    LAST.lock().unwrap_or_else(PoisonError::into_inner).clone()
}

/// The error of a connection whose task panicked.
pub(super) fn error() -> ConnectionError {
    ConnectionError::Internal { at: last_place() }
}

/// A task's result. Resumes its panic; a cancelled task is an error.
pub(super) fn joined<T>(result: Result<T, JoinError>) -> io::Result<T> {
    result.map_err(|ended| match ended.try_into_panic() {
        Ok(payload) => panic::resume_unwind(payload),
        Err(cancelled) => io::Error::other(cancelled),
    })
}

/// Publishes that the connection ended by a panic. An end already in the status stays.
pub(super) fn publish(status: &watch::Sender<Status>) {
    status.send_modify(|status| {
        status.phase = Phase::Closed;
        status.error = Some(error());
        status.end.get_or_insert(ConnectionEnd::without(Side::Us, CloseObservation::Broken));
        status.retry = None;
        status.ended.get_or_insert_with(Instant::now);
    });
}

/// Panics if `WIRELARK_TEST_PANIC` names this task, so that tests can check how a panic is reported. Does nothing in
/// builds without debug assertions.
pub fn trip(task: &str) {
    #[cfg(debug_assertions)]
    if std::env::var("WIRELARK_TEST_PANIC").is_ok_and(|wanted| wanted == task) {
        panic!("WIRELARK_TEST_PANIC is {task}");
    }
    let _ = task;
}
