//! A message that is sent again and again: the loop's task, and how far it has come.

use std::sync::atomic::Ordering::Relaxed;
use std::sync::atomic::{AtomicBool, AtomicU32};
use std::sync::{Arc, Mutex};

use tauri::async_runtime;
use tokio::sync::watch;
use wirelark_core::profile::message;
use wirelark_core::profile::model::Profile;
use wirelark_core::profile::variable::VariableSources;
use wirelark_core::scenario::repeat::{Repeat, repeat};

use crate::connection::dto::RepeatDto;
use crate::connection::live::Live;
use crate::error::CommandResult;
use crate::error::ErrorDto;
use crate::panic_guard::caught;
use crate::state::lock;

/// One repeated send, running or over.
pub(crate) struct Repeating {
    progress: Arc<RepeatProgress>,
    name: String,
    times: Option<u32>,
    stop: watch::Sender<bool>,
}

#[derive(Default)]
struct RepeatProgress {
    sent: AtomicU32,
    over: AtomicBool,
    error: Mutex<Option<ErrorDto>>,
}

/// What each send takes.
struct RepeatJob {
    live: Arc<Live>,
    progress: Arc<RepeatProgress>,
    profile: Profile,
    sources: VariableSources,
}

/// Sends the message of this number, built anew for its generators.
async fn send(job: Arc<RepeatJob>, number: u32) -> CommandResult<()> {
    let RepeatJob { live, progress, profile, sources } = &*job;
    let built = message::build_with(profile, &profile.messages[0], sources)?;
    live.connection.send(built.kind, built.bytes).await?;
    progress.sent.store(number, Relaxed);
    Ok(())
}

impl Live {
    /// Sends the profile's one message again and again, in place of what is being repeated.
    pub(crate) fn repeat(
        self: &Arc<Live>,
        profile: Profile,
        sources: VariableSources,
        how: Repeat,
    ) {
        self.stop_repeat();
        let progress = Arc::new(RepeatProgress::default());
        let (live, told) = (self.clone(), progress.clone());
        let name = profile.messages[0].name.clone();
        let job =
            Arc::new(RepeatJob { live: live.clone(), progress: told.clone(), profile, sources });
        let (stop, stopped) = watch::channel(false);
        async_runtime::spawn(async move {
            let sends = repeat(how, stopped, |number| send(job.clone(), number));
            let (sent, error) = match caught(async { Ok(sends.await) }).await {
                Ok(ended) => ended,
                Err(error) => (told.sent.load(Relaxed), Some(error)),
            };
            tracing::info!(
                sent,
                error = error.as_ref().map(|error| error.code.as_str()),
                "repeated"
            );
            *lock(&told.error) = error;
            told.over.store(true, Relaxed);
            live.viewed.revision.bump();
        });
        *lock(&self.repeating) = Some(Repeating { progress, name, times: how.times, stop });
        self.viewed.revision.bump();
    }

    /// Lets none begin any more; what it came to is still told.
    pub(crate) fn stop_repeat(&self) {
        if let Some(running) = &*lock(&self.repeating) {
            running.stop.send_replace(true);
        }
    }

    /// How far it has come.
    pub(crate) fn repeated(&self) -> Option<RepeatDto> {
        lock(&self.repeating).as_ref().map(|one| RepeatDto {
            name: one.name.clone(),
            sent: one.progress.sent.load(Relaxed),
            times: one.times,
            running: !one.progress.over.load(Relaxed),
            error: lock(&one.progress.error).clone(),
        })
    }
}
