//! What `run` and `capture` share: a profile, a connection that is recorded, signals, a report.

use std::fmt::Write as _;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use serde_json::json;
use wirelark_core::connection::clock::Clock;
use wirelark_core::connection::command::Revision;
use wirelark_core::connection::connection_end::Side;
use wirelark_core::connection::handshake::HandshakeWarning;
use wirelark_core::connection::request::OpeningMessages;
use wirelark_core::connection::request::recorded_url;
use wirelark_core::connection::secret_masking::SecretMasks;
use wirelark_core::connection::status::Status;
use wirelark_core::connection::task_panic;
use wirelark_core::connection::{ConnectionError, ConnectionHandle, Settings};
use wirelark_core::file::NewFile;
use wirelark_core::frame::time_text;
use wirelark_core::profile::model::Profile;
use wirelark_core::profile::variable::{self, VariableSources};
use wirelark_core::profile::{duration, secret, store, trust};
use wirelark_core::transcript::{
    Header, RetentionLimit, Writer, WriterOptions, WriterProgress, WriterState,
};

use crate::connect_args::Source;
use crate::failure::Failure;
use crate::output;
use crate::secrets;

/// One thread: the connection's loop is fastest where it shares its thread with nobody.
pub(crate) fn block_on(work: impl Future<Output = Result<(), Failure>>) -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let result = runtime.block_on(work);
    // The system's resolver cannot be stopped, and may ask a silent name server for minutes: nobody waits for it.
    runtime.shutdown_background();
    result
}

/// SIGINT, and SIGTERM where there is one.
///
/// They are caught from when this is made, so it is made before anything that a script can see: a signal in
/// answer to a first line, or to a file that appeared, must not find the process still deaf.
#[derive(Debug)]
pub(crate) struct Interrupt {
    #[cfg(unix)]
    signals: [tokio::signal::unix::Signal; 2],
    #[cfg(windows)]
    signal: tokio::signal::windows::CtrlC,
}

impl Interrupt {
    /// Within a runtime.
    #[cfg(unix)]
    pub(crate) fn listen() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        let signals = [signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?];
        Ok(Interrupt { signals })
    }

    /// Within a runtime.
    #[cfg(windows)]
    pub(crate) fn listen() -> io::Result<Self> {
        Ok(Interrupt { signal: tokio::signal::windows::ctrl_c()? })
    }

    /// Waits for one.
    pub(crate) async fn came(&mut self) {
        #[cfg(unix)]
        {
            let [int, term] = &mut self.signals;
            tokio::select! {
                _ = int.recv() => {}
                _ = term.recv() => {}
            }
        }
        #[cfg(windows)]
        self.signal.recv().await;
    }
}

/// `500ms`, `12s` or `2m`.
pub(crate) fn time(text: &str) -> Result<Duration, String> {
    duration::parse(text).map_err(|error| error.to_string())
}

/// A profile, ready to connect.
#[derive(Debug)]
pub(crate) struct PreparedProfile {
    /// With its secrets filled in.
    pub(crate) profile: Profile,
    /// Variables given, and what the generators count.
    pub(crate) sources: Arc<VariableSources>,
    settings: Settings,
    /// The secrets that were given.
    pub(crate) masks: SecretMasks,
    header: Header,
    keep: RetentionLimit,
}

/// Reads the profile; nothing was sent when it is no good.
pub(crate) fn ready(source: &Source) -> Result<PreparedProfile, Failure> {
    let path = &source.profile;
    let mut profile = store::parse(path, &store::read_argument(path)?)?;
    if let Some(url) = &source.url {
        profile.connection.url.clone_from(url);
    }
    let sources = Arc::new(VariableSources::new(source.variables.iter().cloned().collect()));
    let profile = variable::resolve(&profile, &sources)?;
    let header = Header {
        name: profile.name.clone(),
        profile: store::id_of(path),
        created: time_text(Clock::start().now()),
        app_version: env!("CARGO_PKG_VERSION").to_owned(),
        url: recorded_url(&profile.connection),
        rules: serde_json::to_value(profile.decoding()).unwrap_or_default(),
    };
    // Who names a profile agrees to what is in it, and is told.
    for risk in trust::risks(&profile.connection) {
        output::note(format_args!("note {}: {risk}", risk.kind.name()));
    }
    let secrets = secrets::read(&source.secrets)?;
    let named = profile;
    let profile = secret::resolve(&named, &secrets)?;
    let keep = match source.keep {
        Some(keep) => keep,
        None => RetentionLimit::parse(&profile.transcript.keep)
            .map_err(|error| Failure::input(error.code(), format!("transcript.keep: {error}")))?,
    };
    let folder = path.parent().unwrap_or(Path::new(""));
    let mut masks = SecretMasks::default();
    secrets.values().for_each(|value| masks.add(value));
    let mut settings = Settings::from_profile(&profile, folder)
        .map_err(|error| Failure::from(error).masked(&masks))?;
    settings.hide(&named, &secrets);
    settings.opening_messages = OpeningMessages::of(&profile, &sources);
    settings.confirmed_hosts.clone_from(&source.other_hosts);
    Ok(PreparedProfile { profile, sources, settings, masks, header, keep })
}

/// A connection and the file that it is recorded in.
#[derive(Debug)]
pub(crate) struct Recorded {
    pub(crate) connection: ConnectionHandle,
    path: PathBuf,
    /// Removed at the end, where nobody asked for a file.
    _folder: Option<tempfile::TempDir>,
}

impl PreparedProfile {
    /// Only so many text and binary messages are recorded.
    pub(crate) fn record_at_most(&mut self, count: Option<u64>) {
        self.settings.record_at_most = count;
    }

    /// Begins to connect.
    pub(crate) fn open(&self, transcript: Option<PathBuf>) -> Result<Recorded, Failure> {
        if let Some(path) = &transcript
            && path.extension().is_none_or(|e| e != "wlt")
        {
            let text = format!("{}: a transcript's name ends in .wlt", path.display());
            return Err(Failure::input("transcript_name", text));
        }
        let (path, folder) = match transcript {
            Some(path) => (path, None),
            None => {
                let folder = tempfile::tempdir()?;
                (folder.path().join("run.wlt"), Some(folder))
            }
        };
        let revision = Revision::new();
        let stored = revision.clone();
        // A pipeline that runs again means the same file again.
        let new = NewFile::Umask;
        let options =
            WriterOptions { replace: true, keep: self.keep, new, ..WriterOptions::default() };
        let stored = Box::new(move || {
            task_panic::trip("writer");
            stored.bump();
        });
        let writer = Writer::create(&path, &self.header, options, stored)?;
        let connection = ConnectionHandle::open(self.settings.clone(), writer, revision);
        Ok(Recorded { connection, path, _folder: folder })
    }
}

/// Tells on stderr when the transcript's disk is full, and when it goes on: a capture that stands still shall say why.
#[derive(Debug)]
pub(crate) struct DiskWatch {
    progress: Arc<WriterProgress>,
    path: PathBuf,
    full: bool,
}

/// How often the disk is asked for.
const LOOK: Duration = Duration::from_millis(100);

impl DiskWatch {
    /// Of this connection's transcript.
    pub(crate) fn of(recorded: &Recorded) -> DiskWatch {
        let progress = recorded.connection.progress().clone();
        DiskWatch { progress, path: recorded.path.clone(), full: false }
    }

    /// Never ends.
    pub(crate) async fn watch(&mut self) {
        loop {
            self.look();
            tokio::time::sleep(LOOK).await;
        }
    }

    /// Tells what has changed.
    pub(crate) fn look(&mut self) {
        match self.progress.state() {
            WriterState::DiskFull { path, free_bytes, needed } if !self.full => {
                self.full = true;
                let free = free_bytes.map_or("unknown".to_owned(), |bytes| bytes.to_string());
                output::note(format_args!(
                    "waiting {}: the disk is full, {free} bytes free, {needed} bytes to write; \
                     the server is held until there is room",
                    path.display()
                ));
            }
            WriterState::Writing | WriterState::Finished if self.full => {
                self.full = false;
                output::note(format_args!("writing again {}", self.path.display()));
            }
            _ => {}
        }
    }
}

/// How it went, for people and for programs.
#[derive(Debug)]
pub(crate) struct Report {
    status: Status,
    received: u64,
    sent: u64,
    lost: u64,
    /// The first row that is in the file, and how many are.
    kept: (u64, u64),
    seconds: f64,
    /// Messages beyond the count that was asked for.
    beyond: u64,
}

impl Report {
    /// Waits until everything is stored. The connection is closing or closed.
    pub(crate) async fn of(recorded: Recorded) -> Report {
        let Recorded { connection, path: _, _folder } = recorded;
        connection.until(|_| false).await;
        let counters = connection.counters();
        let (received, sent, rows) = (counters.received(), counters.sent(), counters.rows());
        let progress = connection.progress();
        let totals = connection.stored().await;
        // Asked again: what was wrong with storing the last of it is known now.
        let mut status = connection.status();
        if status.end.is_none() && status.error.is_none() {
            status.error = Some(ConnectionError::Internal { at: task_panic::last_place() });
        }
        for note in notes(&status) {
            output::note(note);
        }
        let kept = (progress.first_row(), progress.kept());
        let seconds = match (status.opened, status.ended) {
            (Some(opened), Some(ended)) => ended.duration_since(opened).as_secs_f64(),
            _ => 0.0,
        };
        let (lost, beyond) = (rows.saturating_sub(totals.rows), counters.beyond());
        Report { status, received, sent, lost, kept, seconds, beyond }
    }

    /// Messages that came beyond [`Ready::record_at_most`].
    pub(crate) fn beyond(&self) -> u64 {
        self.beyond
    }

    /// `received N stored N lost N`, and how it ended.
    pub(crate) fn print(&self, json: bool, more: serde_json::Value) -> Result<(), Failure> {
        let stored = self.received.saturating_sub(self.lost);
        if json {
            let end = self.status.end.as_ref().map(|end| {
                json!({"code": end.code, "reason": end.reason, "clean": end.clean, "by": end.by.word()})
            });
            let error = self.status.error.as_ref().map(|error| {
                let body = error.refusal().map(|refusal| String::from_utf8_lossy(&refusal.body));
                json!({"code": error.code(), "text": error.to_string(), "args": error.args(),
                       "body": body})
            });
            let mut report = json!({
                "received": self.received, "stored": stored, "lost": self.lost, "sent": self.sent,
                "seconds": self.seconds, "close": end, "error": error,
                "connections": self.status.connections,
                "opened": self.status.opened.is_some(),
                "warnings": warnings(&self.status),
                "first_row": self.kept.0, "kept": self.kept.1,
                // Secrets are masked in it.
                "handshake": &*self.status.handshake,
            });
            if let (Some(report), serde_json::Value::Object(more)) = (report.as_object_mut(), more)
            {
                report.extend(more);
            }
            return output::json(&report);
        }
        let mut line = format!("received {} stored {stored} lost {}", self.received, self.lost);
        let _ = write!(line, "  sent {} in {:.3} s", self.sent, self.seconds);
        if self.kept.0 > 1 {
            let _ = write!(line, "  kept {} rows from row {} on", self.kept.1, self.kept.0);
        }
        if self.status.connections > 1 {
            let _ = write!(line, "  connections {}", self.status.connections);
        }
        if self.status.opened.is_none() {
            line.push_str("  never opened");
        } else if let Some(end) = &self.status.end {
            let _ = write!(line, "  closed {} {}", end.code, end.reason.escape_debug());
        }
        output::line(line.trim_end())
    }

    /// What could not be stored is a failure, however it ended, and so is a fault of our own.
    pub(crate) fn complete(&self) -> Result<(), Failure> {
        if let Some(error @ ConnectionError::Internal { .. }) = &self.status.error {
            return Err(Failure::connection(error.code(), error));
        }
        if self.lost > 0 {
            let text = format!(
                "{} messages could not be written to the transcript: is there room on its disk?",
                self.lost
            );
            return Err(Failure::connection("transcript_incomplete", text));
        }
        Ok(())
    }

    /// An end that nobody asked for is a failure; a server that says good-bye is not.
    pub(crate) fn judge(&self) -> Result<(), Failure> {
        self.complete()?;
        if let Some(error) = &self.status.error {
            return Err(Failure::connection(error.code(), error));
        }
        match &self.status.end {
            Some(end) if end.by == Side::Us || matches!(end.code, 1000 | 1001) => Ok(()),
            Some(end) => {
                let text =
                    format!("the server closed the connection with {} {}", end.code, end.reason);
                let note = match end.may_be_sent() {
                    true => "",
                    false => " (RFC 6455 section 7.4 allows no such code in a close frame)",
                };
                Err(Failure::connection("closed", format!("{}{note}", text.trim_end())))
            }
            None => Ok(()),
        }
    }
}

/// What is odd about the server that was reached.
fn warnings(status: &Status) -> &[HandshakeWarning] {
    status.handshake.last().map(|hop| hop.warnings.as_slice()).unwrap_or_default()
}

/// What a tester should know of a connection that was made all the same, a line each.
fn notes(status: &Status) -> Vec<&'static str> {
    let ignored = warnings(status).contains(&HandshakeWarning::SubprotocolIgnored);
    let note = "note subprotocol_ignored: the server chose none of the subprotocols that were \
                offered; browsers end such a connection, see connection.subprotocols";
    (status.opened.is_some() && ignored).then_some(note).into_iter().collect()
}
