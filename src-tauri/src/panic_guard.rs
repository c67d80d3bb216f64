//! Turns a panic in background work into an `internal` error, so that its result is always reported.

use std::future::{Future, poll_fn};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::Poll;

use tauri::async_runtime::spawn_blocking;
use wirelark_core::connection::task_panic;

use crate::error::CommandResult;
use crate::error::ErrorDto;

/// Awaits `work`; a panic in it becomes an `internal` error.
pub(crate) async fn caught<T>(work: impl Future<Output = CommandResult<T>>) -> CommandResult<T> {
    let mut work = pin!(work);
    // Unwind safe: nothing that `work` holds is used after a panic.
    poll_fn(|context| match catch_unwind(AssertUnwindSafe(|| work.as_mut().poll(context))) {
        Ok(polled) => polled,
        Err(_) => Poll::Ready(Err(panicked())),
    })
    .await
}

/// Runs `work` on a blocking thread and passes its result to `done`, even if it panics.
pub(crate) fn in_background<T: 'static>(
    work: impl FnOnce() -> CommandResult<T> + Send + 'static,
    done: impl FnOnce(CommandResult<T>) + Send + 'static,
) {
    spawn_blocking(move || {
        done(catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(panicked())));
    });
}

fn panicked() -> ErrorDto {
    ErrorDto::internal(task_panic::last_place().unwrap_or_else(|| "a task panicked".to_owned()))
}

#[cfg(test)]
mod tests {
    use tauri::async_runtime::block_on;

    use super::*;

    #[test]
    fn hostile_01_a_panic_in_work_of_the_window_is_its_end() {
        let panicking: fn() -> CommandResult<()> = || panic!("on purpose");
        let (sender, results) = std::sync::mpsc::channel();
        in_background(panicking, move |result| drop(sender.send(result)));
        let result = results.recv().expect("a result");
        assert_eq!(result.map_err(|error| error.code), Err("internal".to_owned()));
        let result = block_on(caught(async {
            tokio::task::yield_now().await;
            panicking()
        }));
        assert_eq!(result.map_err(|error| error.code), Err("internal".to_owned()));
        assert_eq!(block_on(caught(async { CommandResult::Ok(7) })).ok(), Some(7));
    }
}
