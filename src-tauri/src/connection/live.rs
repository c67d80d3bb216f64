//! A connection with its transcript, receive rate and running scenario.

use std::collections::VecDeque;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use tauri::async_runtime::{self, JoinHandle};
use tokio::sync::Notify;
use wirelark_core::connection::command::Revision;
use wirelark_core::connection::handshake_store;
use wirelark_core::connection::recording;
use wirelark_core::connection::request::ConfirmedHost;
use wirelark_core::connection::{ConnectionHandle, Phase};
use wirelark_core::file::path_consent::ApprovedPaths;
use wirelark_core::profile::model::{Close, Profile};
use wirelark_core::profile::secret::{self, Secrets};
use wirelark_core::profile::variable::{self, VariableSources};
use wirelark_core::scenario;
use wirelark_core::transcript::{self, RetentionLimit, Writer, WriterOptions};

use crate::connection::automatic;
use crate::connection::repeat::RepeatedSend;
use crate::error::CommandResult;
use crate::error::ErrorDto;
use crate::panic_guard::caught;
use crate::profiles::trust::TrustedServer;
use crate::state::lock;
use crate::transcript::session::TranscriptSession;

/// Time span over which the receive rate is measured.
const RATE_WINDOW: Duration = Duration::from_secs(1);

/// A connection registered with the app. Dropping the last reference closes it.
pub(crate) struct Live {
    pub connection: ConnectionHandle,
    /// The transcript that it writes.
    pub session: Arc<TranscriptSession>,
    /// The profile and server that it was started for.
    pub server: TrustedServer,
    close: Close,
    keep: RetentionLimit,
    /// Values of variables, and generators that continue from message to message.
    pub sources: Arc<VariableSources>,
    /// The writer's count of waits for the disk at the last call of [`Live::is_limited`].
    waits: AtomicU64,
    /// Times and received counts of the rate window, newest last.
    samples: Mutex<VecDeque<(Instant, u64)>>,
    scenario: Mutex<Option<RunningScenario>>,
    /// Number of scenarios started.
    runs: AtomicU64,
    /// Why the last scenario ended early.
    pub scenario_error: Mutex<Option<ErrorDto>>,
    pub repeating: Mutex<Option<RepeatedSend>>,
}

/// What the user confirmed and entered for connecting a profile.
pub(crate) struct ConnectTarget {
    pub server: TrustedServer,
    /// Hosts that a redirect may lead to.
    pub other_hosts: Vec<ConfirmedHost>,
    pub secrets: Secrets,
    pub sources: VariableSources,
    /// Automatic replies and heartbeats are switched on.
    pub automatic: bool,
}

/// A scenario whose steps are running.
struct RunningScenario {
    number: u64,
    name: String,
    task: JoinHandle<()>,
}

impl Live {
    /// Creates the transcript in `transcripts` and starts to connect. Fails without connecting if the profile is invalid.
    pub(crate) fn open(
        profile: &Profile,
        profile_path: &Path,
        target: ConnectTarget,
        (transcripts, approved): (&Path, &ApprovedPaths),
        id: u32,
    ) -> CommandResult<Arc<Live>> {
        let ConnectTarget { server, other_hosts, secrets, sources, automatic } = target;
        let sources = Arc::new(sources);
        let named = variable::resolve(profile, &sources)?;
        let resolved = secret::resolve(&named, &secrets)?;
        let folder = profile_path.parent().unwrap_or(Path::new(""));
        let mut settings =
            recording::settings(&named, &resolved, &secrets, &sources, folder, approved)?;
        settings.confirmed_hosts = other_hosts;
        if automatic {
            settings.automatic = Some(automatic::messages(profile, &secrets, &sources)?);
        }
        let keep = RetentionLimit::parse(&profile.transcript.keep)
            .map_err(|error| ErrorDto::new(error.code(), &error))?;
        let header = recording::header(&named, profile_path);
        // Windows allows no colons in file names. The id separates transcripts created at the same time.
        let name = format!("{}-{id}.wlt", header.created.replace(':', "").replace('.', "-"));
        let path = transcripts.join(name);
        let revision = Revision::new();
        let changed = Arc::new(Notify::new());
        let (on_stored, notify) = (revision.clone(), changed.clone());
        let stored = Box::new(move || {
            notify.notify_one();
            on_stored.bump();
        });
        let writer = Writer::create(
            &path,
            &header,
            WriterOptions { keep, ..WriterOptions::default() },
            stored,
        )?;
        let session = TranscriptSession::new(&path, profile.decoding(), revision.clone(), changed)?;
        let connection = ConnectionHandle::open(settings, writer, revision);
        async_runtime::spawn(handshake_store::record(connection.watch(), path));
        Ok(Arc::new(Live {
            connection,
            session,
            server,
            close: profile.connection.close.clone(),
            keep,
            sources,
            waits: AtomicU64::new(0),
            samples: Mutex::default(),
            scenario: Mutex::default(),
            runs: AtomicU64::new(0),
            scenario_error: Mutex::default(),
            repeating: Mutex::default(),
        }))
    }

    /// Messages received per second, over [`RATE_WINDOW`].
    pub(crate) fn rate(&self) -> f64 {
        let now = Instant::now();
        let received = self.connection.counters().received();
        let mut samples = lock(&self.samples);
        samples.push_back((now, received));
        // Keeps one sample older than the window to measure from.
        while samples.get(1).is_some_and(|(at, _)| now.duration_since(*at) >= RATE_WINDOW) {
            samples.pop_front();
        }
        match samples.front() {
            Some((at, count)) if now > *at => {
                (received - count) as f64 / now.duration_since(*at).as_secs_f64()
            }
            _ => 0.0,
        }
    }

    /// Runs a scenario's steps in the background, in place of the running scenario.
    pub(crate) fn run_scenario(self: &Arc<Live>, steps: scenario::PreparedStep) {
        self.stop_scenario();
        let number = self.runs.fetch_add(1, Relaxed);
        let name = steps.name.clone();
        let live = self.clone();
        // Locked until the task is stored, so that the task cannot end before.
        let mut running = lock(&self.scenario);
        *lock(&self.scenario_error) = None;
        let task = async_runtime::spawn(async move {
            let run = scenario::run(&live.connection, &steps);
            let result = caught(async { run.await.map_err(ErrorDto::from) }).await;
            let mut running = lock(&live.scenario);
            // A newer scenario may have replaced this one.
            if running.as_ref().is_some_and(|running| running.number == number) {
                *running = None;
                if let Err(error) = result {
                    tracing::warn!(code = error.code, "the scenario ended early");
                    *lock(&live.scenario_error) = Some(error);
                }
            }
            drop(running);
            live.session.revision.bump();
        });
        *running = Some(RunningScenario { number, name, task });
        drop(running);
        self.session.revision.bump();
    }

    /// Stops the running scenario, if there is one.
    pub(crate) fn stop_scenario(&self) {
        if let Some(running) = lock(&self.scenario).take() {
            running.task.abort();
            self.session.revision.bump();
        }
    }

    /// Name of the running scenario.
    pub(crate) fn running_scenario(&self) -> Option<String> {
        lock(&self.scenario).as_ref().map(|running| running.name.clone())
    }

    /// Whether the connection is closing or closed.
    pub(crate) fn is_closing(&self) -> bool {
        matches!(self.connection.status().phase, Phase::Closing | Phase::Closed)
    }

    /// Closes with the profile's code and waits until the connection is closed and everything is stored.
    pub(crate) async fn close_and_store(&self) {
        self.stop_scenario();
        self.stop_repeat();
        // If the Close cannot be sent, dropping the connection ends it.
        if self.connection.close(self.close.code, &self.close.reason).await.is_ok() {
            self.connection.until(|_| false).await;
            self.connection.stored().await;
        }
    }

    /// Code and reason of the Close to send: the profile's, unless others are given.
    pub(crate) fn close_frame(&self, code: Option<u16>, reason: Option<String>) -> (u16, String) {
        let default = &self.close;
        match code {
            Some(code) => (code, reason.unwrap_or_default()),
            None => (default.code, reason.unwrap_or_else(|| default.reason.clone())),
        }
    }

    /// Whether the connection waited for the disk since the last call.
    pub(crate) fn is_limited(&self) -> bool {
        let waits = self.connection.progress().waits();
        self.waits.swap(waits, Relaxed) != waits
    }

    /// The transcript's retention limit, if it has one.
    pub(crate) fn keep(&self) -> Option<String> {
        (self.keep != RetentionLimit::All).then(|| self.keep.to_string())
    }
}

impl Drop for Live {
    fn drop(&mut self) {
        let closed = self.connection.status().phase == Phase::Closed;
        if closed && self.connection.counters().rows() == 0 {
            // Removes a transcript without rows. A failure is ignored: an empty file does no harm.
            let _ = transcript::remove(&self.session.path);
        }
    }
}
