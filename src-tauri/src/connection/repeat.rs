//! Repeated sends: a background task that builds and sends a message repeatedly, with progress.

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

/// A repeated send, running or done.
pub(crate) struct RepeatedSend {
    progress: Arc<RepeatProgress>,
    name: String,
    times: Option<u32>,
    stop: watch::Sender<bool>,
}

#[derive(Default)]
struct RepeatProgress {
    sent: AtomicU32,
    done: AtomicBool,
    error: Mutex<Option<ErrorDto>>,
}

/// What the task needs for each send.
struct RepeatJob {
    live: Arc<Live>,
    progress: Arc<RepeatProgress>,
    profile: Profile,
    sources: VariableSources,
}

/// Sends the message for the `number`th time. It is built each time, since generators may change it.
async fn send(job: Arc<RepeatJob>, number: u32) -> CommandResult<()> {
    let shared = job.clone();
    let built = async_runtime::spawn_blocking(move || {
        message::build_with(&shared.profile, &shared.profile.messages[0], &shared.sources)
    })
    .await??;
    let RepeatJob { live, progress, .. } = &*job;
    live.connection.send(built.kind, built.bytes).await?;
    progress.sent.store(number, Relaxed);
    Ok(())
}

impl Live {
    /// Sends the profile's only message repeatedly, in place of the running repeated send.
    pub(crate) fn repeat(
        self: &Arc<Live>,
        profile: Profile,
        sources: VariableSources,
        repeats: Repeat,
    ) {
        self.stop_repeat();
        let progress = Arc::new(RepeatProgress::default());
        let (live, shared) = (self.clone(), progress.clone());
        let name = profile.messages[0].name.clone();
        let job =
            Arc::new(RepeatJob { live: live.clone(), progress: shared.clone(), profile, sources });
        let (stop, stopped) = watch::channel(false);
        async_runtime::spawn(async move {
            let sends = repeat(repeats, stopped, |number| send(job.clone(), number));
            let (sent, error) = match caught(async { Ok(sends.await) }).await {
                Ok(outcome) => outcome,
                Err(error) => (shared.sent.load(Relaxed), Some(error)),
            };
            tracing::info!(
                sent,
                error = error.as_ref().map(|error| error.code.as_str()),
                "repeated"
            );
            *lock(&shared.error) = error;
            shared.done.store(true, Relaxed);
            live.session.revision.bump();
        });
        *lock(&self.repeating) = Some(RepeatedSend { progress, name, times: repeats.times, stop });
        self.session.revision.bump();
    }

    /// Stops after the current send. The progress stays available.
    pub(crate) fn stop_repeat(&self) {
        if let Some(running) = &*lock(&self.repeating) {
            running.stop.send_replace(true);
        }
    }

    /// Progress of the running or last repeated send.
    pub(crate) fn repeat_status(&self) -> Option<RepeatDto> {
        lock(&self.repeating).as_ref().map(|send| RepeatDto {
            name: send.name.clone(),
            sent: send.progress.sent.load(Relaxed),
            times: send.times,
            running: !send.progress.done.load(Relaxed),
            error: lock(&send.progress.error).clone(),
        })
    }
}
