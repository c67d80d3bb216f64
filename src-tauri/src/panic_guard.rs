//! Turns a panic in background work into an `internal` error, so that whoever waits for the work learns of its end.

use std::future::{Future, poll_fn};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::Poll;

use tauri::async_runtime::spawn_blocking;
use wirelark_core::connection::task_panic;

use crate::error::CommandResult;
use crate::error::ErrorDto;

/// The work's answer; a panic in it is an `internal` error.
pub(crate) async fn caught<T>(work: impl Future<Output = CommandResult<T>>) -> CommandResult<T> {
    let mut work = pin!(work);
    // What the work holds is dropped with it, and is not looked at again.
    poll_fn(|context| match catch_unwind(AssertUnwindSafe(|| work.as_mut().poll(context))) {
        Ok(polled) => polled,
        Err(_) => Poll::Ready(Err(panicked())),
    })
    .await
}

/// Runs work on a thread of its own and hands its answer on, also where it panics.
pub(crate) fn in_background<T: 'static>(
    work: impl FnOnce() -> CommandResult<T> + Send + 'static,
    tell: impl FnOnce(CommandResult<T>) + Send + 'static,
) {
    spawn_blocking(move || {
        tell(catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(panicked())));
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
        let stuck: fn() -> CommandResult<()> = || panic!("on purpose");
        let (tell, told) = std::sync::mpsc::channel();
        in_background(stuck, move |answer| drop(tell.send(answer)));
        let answer = told.recv().expect("told");
        assert_eq!(answer.map_err(|error| error.code), Err("internal".to_owned()));
        let answer = block_on(caught(async {
            tokio::task::yield_now().await;
            stuck()
        }));
        assert_eq!(answer.map_err(|error| error.code), Err("internal".to_owned()));
        assert_eq!(block_on(caught(async { CommandResult::Ok(7) })).ok(), Some(7));
    }
}
