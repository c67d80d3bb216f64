//! A connection as the window sees it: its transcript, its rate, its scenario.

use std::collections::VecDeque;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use tauri::async_runtime::{self, JoinHandle};
use tokio::sync::Notify;
use wirelark_core::connection::clock::Clock;
use wirelark_core::connection::command::Revision;
use wirelark_core::connection::handshake_store;
use wirelark_core::connection::request::ConfirmedHost;
use wirelark_core::connection::request::OpeningMessages;
use wirelark_core::connection::request::recorded_url;
use wirelark_core::connection::{ConnectionHandle, Phase, Settings};
use wirelark_core::file::path_consent::ApprovedPaths;
use wirelark_core::frame::time_text;
use wirelark_core::profile::model::{Close, Profile};
use wirelark_core::profile::secret::{self, Secrets};
use wirelark_core::profile::store;
use wirelark_core::profile::variable::{self, VariableSources};
use wirelark_core::scenario;
use wirelark_core::transcript::{self, Header, RetentionLimit, Writer, WriterOptions};

use crate::connection::repeat::Repeating;
use crate::error::CommandResult;
use crate::error::ErrorDto;
use crate::panic_guard::caught;
use crate::profiles::trust::TrustedServer;
use crate::state::lock;
use crate::transcript::session::TranscriptSession;

/// The rate is one over this long.
const RATE_OVER: Duration = Duration::from_secs(1);

/// See the module's text.
pub(crate) struct Live {
    pub(crate) connection: ConnectionHandle,
    /// What it writes, as the window views it.
    pub(crate) viewed: Arc<TranscriptSession>,
    /// The profile and the server that it was begun for.
    pub(crate) place: TrustedServer,
    close: Close,
    keep: RetentionLimit,
    /// What the generators count, from message to message.
    pub(crate) sources: Arc<VariableSources>,
    /// How often the connection had waited for the disk when last asked.
    waits: AtomicU64,
    /// Times and counts, newest last, for the rate.
    samples: Mutex<VecDeque<(Instant, u64)>>,
    scenario: Mutex<Option<Running>>,
    /// How many scenarios were begun.
    runs: AtomicU64,
    /// Why the last scenario did not come to its end.
    pub(crate) scenario_error: Mutex<Option<ErrorDto>>,
    pub(crate) repeating: Mutex<Option<Repeating>>,
}

/// Where a profile goes, as a person agreed to it, and with what.
pub(crate) struct ConnectTarget {
    pub(crate) place: TrustedServer,
    pub(crate) other_hosts: Vec<ConfirmedHost>,
    pub(crate) secrets: Secrets,
    pub(crate) sources: VariableSources,
}

/// A scenario that is running.
struct Running {
    number: u64,
    name: String,
    task: JoinHandle<()>,
}

impl Live {
    /// Begins to connect. Nothing is sent when the profile is no good.
    pub(crate) fn open(
        profile: &Profile,
        profile_path: &Path,
        going: ConnectTarget,
        (transcripts, chosen): (&Path, &ApprovedPaths),
        id: u32,
    ) -> CommandResult<Arc<Live>> {
        let ConnectTarget { place, other_hosts, secrets, sources } = going;
        let sources = Arc::new(sources);
        let named = variable::resolve(profile, &sources)?;
        let resolved = secret::resolve(&named, &secrets)?;
        let folder = profile_path.parent().unwrap_or(Path::new(""));
        let mut settings = Settings::from_profile_with(&resolved, folder, chosen)?;
        settings.hide(&named, &secrets);
        settings.opening_messages = OpeningMessages::of(&resolved, &sources);
        settings.confirmed_hosts = other_hosts;
        let keep = RetentionLimit::parse(&profile.transcript.keep)
            .map_err(|error| ErrorDto::new(error.code(), &error))?;
        let now = time_text(Clock::start().now());
        let header = Header {
            name: profile.name.clone(),
            profile: store::id_of(profile_path),
            created: now.clone(),
            app_version: env!("CARGO_PKG_VERSION").to_owned(),
            url: recorded_url(&named.connection),
            rules: serde_json::to_value(profile.decoding()).unwrap_or_default(),
        };
        // Colons are no part of a file's name on Windows. The id tells apart what began at the same time.
        let name = format!("{}-{id}.wlt", now.replace(':', "").replace('.', "-"));
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
        let viewed = TranscriptSession::new(&path, profile.decoding(), revision.clone(), changed)?;
        let connection = ConnectionHandle::open(settings, writer, revision);
        async_runtime::spawn(handshake_store::record(connection.watch(), path));
        Ok(Arc::new(Live {
            connection,
            viewed,
            place,
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

    /// Messages received a second, over about the last second.
    pub(crate) fn rate(&self) -> f64 {
        let now = Instant::now();
        let received = self.connection.counters().received();
        let mut samples = lock(&self.samples);
        samples.push_back((now, received));
        // One sample older than the window stays, so that there is something to measure from.
        while samples.get(1).is_some_and(|(at, _)| now.duration_since(*at) >= RATE_OVER) {
            samples.pop_front();
        }
        match samples.front() {
            Some((at, count)) if now > *at => {
                (received - count) as f64 / now.duration_since(*at).as_secs_f64()
            }
            _ => 0.0,
        }
    }

    /// Runs a scenario's steps; one at a time.
    pub(crate) fn run(self: &Arc<Live>, ready: scenario::PreparedStep) {
        self.stop();
        let number = self.runs.fetch_add(1, Relaxed);
        let name = ready.name.clone();
        let live = self.clone();
        // Held until it is stored: the task cannot end before it is known.
        let mut running = lock(&self.scenario);
        *lock(&self.scenario_error) = None;
        let task = async_runtime::spawn(async move {
            let steps = scenario::run(&live.connection, &ready);
            let result = caught(async { steps.await.map_err(ErrorDto::from) }).await;
            let mut running = lock(&live.scenario);
            // One that ends while another begins must not touch the other's.
            if running.as_ref().is_some_and(|running| running.number == number) {
                *running = None;
                if let Err(error) = result {
                    tracing::warn!(code = error.code, "the scenario ended early");
                    *lock(&live.scenario_error) = Some(error);
                }
            }
            drop(running);
            live.viewed.revision.bump();
        });
        *running = Some(Running { number, name, task });
        drop(running);
        self.viewed.revision.bump();
    }

    /// Ends the running scenario, if there is one.
    pub(crate) fn stop(&self) {
        if let Some(running) = lock(&self.scenario).take() {
            running.task.abort();
            self.viewed.revision.bump();
        }
    }

    /// The running scenario's name.
    pub(crate) fn running(&self) -> Option<String> {
        lock(&self.scenario).as_ref().map(|running| running.name.clone())
    }

    /// Closes as the profile says, and waits until it is over and everything is stored.
    pub(crate) async fn end(&self) {
        self.stop();
        self.stop_repeat();
        // A Close that cannot be sent is none to wait for; dropping the connection ends it.
        if self.connection.close(self.close.code, &self.close.reason).await.is_ok() {
            self.connection.until(|_| false).await;
            self.connection.stored().await;
        }
    }

    /// The Close to send: the profile's, unless another is asked for.
    pub(crate) fn farewell(&self, code: Option<u16>, reason: Option<String>) -> (u16, String) {
        let own = &self.close;
        match code {
            Some(code) => (code, reason.unwrap_or_default()),
            None => (own.code, reason.unwrap_or_else(|| own.reason.clone())),
        }
    }

    /// The connection had to wait for the disk since this was last asked.
    pub(crate) fn is_limited(&self) -> bool {
        let waits = self.connection.progress().waits();
        self.waits.swap(waits, Relaxed) != waits
    }

    /// What the transcript keeps, where that is not everything.
    pub(crate) fn keep(&self) -> Option<String> {
        (self.keep != RetentionLimit::All).then(|| self.keep.to_string())
    }

    /// The size of the transcript.
    pub(crate) fn file_bytes(&self) -> u64 {
        self.connection.progress().bytes()
    }
}

impl Drop for Live {
    fn drop(&mut self) {
        let over = self.connection.status().phase == Phase::Closed;
        if over && self.connection.counters().rows() == 0 {
            // Nothing ever passed; a file that says so helps nobody. One that cannot be removed does no harm.
            let _ = transcript::remove(&self.viewed.path);
        }
    }
}
