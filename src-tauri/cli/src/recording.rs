//! What `run` and `capture` share: loading a profile, recording its connection, signals, and the final report.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use serde_json::json;
use wirelark_core::connection::command::Revision;
use wirelark_core::connection::connection_end::Side;
use wirelark_core::connection::handshake::HandshakeWarning;
use wirelark_core::connection::recording;
use wirelark_core::connection::secret_masking::SecretMasks;
use wirelark_core::connection::status::Status;
use wirelark_core::connection::task_panic;
use wirelark_core::connection::{ConnectionError, ConnectionHandle, Settings};
use wirelark_core::file::NewFile;
use wirelark_core::file::path_consent::ApprovedPaths;
use wirelark_core::profile::model::Profile;
use wirelark_core::profile::payload_files::{self, PayloadFiles};
use wirelark_core::profile::variable::{self, VariableSources};
use wirelark_core::profile::{duration, environment, secret, store, trust};
use wirelark_core::text::escape_for_display;
use wirelark_core::transcript::{Header, RetentionLimit, Writer, WriterOptions};

use crate::automatic;
use crate::connect_args::Source;
use crate::failure::Failure;
use crate::output;
use crate::secrets;

/// Runs `work` on a single-threaded runtime: the connection's event loop is fastest alone on its thread.
pub(crate) fn block_on(work: impl Future<Output = Result<(), Failure>>) -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let result = runtime.block_on(work);
    // The system's resolver cannot be cancelled and may wait minutes for a silent name server: do not join it.
    runtime.shutdown_background();
    result
}

#[cfg(windows)]
type WindowsSignals = (
    tokio::signal::windows::CtrlC,
    tokio::signal::windows::CtrlBreak,
    tokio::signal::windows::CtrlClose,
    tokio::signal::windows::CtrlLogoff,
    tokio::signal::windows::CtrlShutdown,
);

/// SIGINT and SIGTERM; on Windows Ctrl+C, Ctrl+Break, and the console, session or system that ends. Windows ends the
/// process a few seconds after the latter.
///
/// Signals are caught from construction on. Construct it before any output that a script can see: a script may send
/// a signal as soon as it reads the first line or finds the transcript.
#[derive(Debug)]
pub(crate) struct Interrupt {
    #[cfg(unix)]
    signals: [tokio::signal::unix::Signal; 2],
    #[cfg(windows)]
    signals: WindowsSignals,
}

impl Interrupt {
    /// Installs the handlers. Must be called within a runtime.
    #[cfg(unix)]
    pub(crate) fn listen() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        let signals = [signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?];
        Ok(Interrupt { signals })
    }

    /// Installs the handlers. Must be called within a runtime.
    #[cfg(windows)]
    pub(crate) fn listen() -> io::Result<Self> {
        use tokio::signal::windows::{ctrl_break, ctrl_c, ctrl_close, ctrl_logoff, ctrl_shutdown};
        let signals = (ctrl_c()?, ctrl_break()?, ctrl_close()?, ctrl_logoff()?, ctrl_shutdown()?);
        Ok(Interrupt { signals })
    }

    /// Waits for the next signal.
    pub(crate) async fn received(&mut self) {
        #[cfg(unix)]
        {
            let [int, term] = &mut self.signals;
            tokio::select! {
                _ = int.recv() => {}
                _ = term.recv() => {}
            }
        }
        #[cfg(windows)]
        {
            let (c, pause, close, logoff, shutdown) = &mut self.signals;
            tokio::select! {
                _ = c.recv() => {}
                _ = pause.recv() => {}
                _ = close.recv() => {}
                _ = logoff.recv() => {}
                _ = shutdown.recv() => {}
            }
        }
    }
}

/// Parses `500ms`, `12s` or `2m`.
pub(crate) fn parse_duration(text: &str) -> Result<Duration, String> {
    duration::parse(text).map_err(|error| error.to_string())
}

/// A profile, ready to connect.
#[derive(Debug)]
pub(crate) struct PreparedProfile {
    /// The profile with its variables and secrets filled in.
    pub profile: Profile,
    /// Values of variables, and the state of the generators.
    pub sources: Arc<VariableSources>,
    settings: Settings,
    /// Mask the secrets in output.
    pub masks: SecretMasks,
    header: Header,
    keep: RetentionLimit,
}

/// Loads the profile and fills it in. Does not connect.
pub(crate) fn load(source: &Source) -> Result<PreparedProfile, Failure> {
    let path = &source.profile;
    let mut profile = store::parse(path, &store::read_argument(path)?)?;
    if let Some(url) = &source.url {
        profile.connection.url.clone_from(url);
    }
    let profile = profile.into_inherited();
    let folder = path.parent().unwrap_or(Path::new(""));
    let mut values = BTreeMap::new();
    if let Some(name) = &source.environment {
        values.extend(environment::load(folder, name)?.values());
    }
    values.extend(source.variables.iter().cloned());
    let variables = VariableSources::new(values);
    let sources = Arc::new(variables.with_files(PayloadFiles::all(folder)));
    let profile = variable::resolve(&profile, &sources)?;
    let header = recording::header(&profile, path);
    // Naming a profile on the command line consents to its risky settings; they are only listed.
    for risk in trust::risks(&profile.connection) {
        output::note(format_args!("note {}: {risk}", risk.kind.name()));
    }
    for (number, message) in profile.messages.iter().enumerate() {
        if payload_files::leads_outside(&message.path) {
            let file = escape_for_display(&message.path);
            output::note(format_args!(
                "note payload_file: messages[{number}] may send a file outside the profile's folder: {file}"
            ));
        }
    }
    let secrets = secrets::read(&source.secrets)?;
    let resolved = secret::resolve(&profile, &secrets)?;
    let keep = match source.keep {
        Some(keep) => keep,
        None => RetentionLimit::parse(&resolved.transcript.keep)
            .map_err(|error| Failure::input(error.code(), format!("transcript.keep: {error}")))?,
    };
    let mut masks = SecretMasks::default();
    secrets.values().for_each(|value| masks.add(value));
    let approved = ApprovedPaths::default();
    let mut settings =
        recording::settings(&profile, &resolved, &secrets, &sources, folder, &approved)
            .map_err(|error| Failure::from(error).masked(&masks))?;
    settings.confirmed_hosts.clone_from(&source.other_hosts);
    if source.replies {
        settings.automatic = Some(
            automatic::prepare(&resolved, &sources).map_err(|failure| failure.masked(&masks))?,
        );
    }
    Ok(PreparedProfile { profile: resolved, sources, settings, masks, header, keep })
}

/// A connection and the transcript that records it.
#[derive(Debug)]
pub(crate) struct Recorded {
    pub connection: ConnectionHandle,
    pub path: PathBuf,
    /// Holds the transcript if none was asked for; removed on drop.
    _folder: Option<tempfile::TempDir>,
}

impl PreparedProfile {
    /// Limits how many text and binary messages are recorded; later ones are only counted.
    pub(crate) fn record_at_most(&mut self, count: Option<u64>) {
        self.settings.record_at_most = count;
    }

    /// Creates the transcript and starts to connect. Without a path the transcript is temporary.
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
        // A pipeline that runs again overwrites its transcript.
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

/// The outcome of a recorded connection, printed as text or JSON.
#[derive(Debug)]
pub(crate) struct Report {
    status: Status,
    received: u64,
    sent: u64,
    lost: u64,
    /// The first row that the transcript still holds, and how many rows it holds.
    kept: (u64, u64),
    /// From open to close; 0 for a connection that never opened.
    seconds: f64,
    /// Messages received after [`PreparedProfile::record_at_most`] was reached.
    beyond: u64,
}

impl Report {
    /// Waits until the connection is closed and everything is stored. The caller has asked it to close.
    pub(crate) async fn of(recorded: Recorded) -> Report {
        let Recorded { connection, path: _, _folder } = recorded;
        connection.until(|_| false).await;
        let counters = connection.counters();
        let (received, sent, rows) = (counters.received(), counters.sent(), counters.rows());
        let progress = connection.progress();
        let totals = connection.stored().await;
        // Read after `stored`, so that an error of the last writes is included.
        let mut status = connection.status();
        if status.end.is_none() && status.error.is_none() {
            status.error = Some(ConnectionError::Internal { at: task_panic::last_place() });
        }
        for note in notes(&status) {
            output::note(note);
        }
        automatic::note_error(&status);
        let kept = (progress.first_row(), progress.kept());
        let seconds = match (status.opened, status.ended) {
            (Some(opened), Some(ended)) => ended.duration_since(opened).as_secs_f64(),
            _ => 0.0,
        };
        let (lost, beyond) = (rows.saturating_sub(totals.rows), counters.beyond());
        Report { status, received, sent, lost, kept, seconds, beyond }
    }

    /// Messages received after [`PreparedProfile::record_at_most`] was reached.
    pub(crate) fn beyond(&self) -> u64 {
        self.beyond
    }

    /// Prints the counters and the close; `extra` holds further members of the JSON object.
    pub(crate) fn print(&self, json: bool, extra: serde_json::Value) -> Result<(), Failure> {
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
                // Its secrets are masked.
                "handshake": &*self.status.handshake,
            });
            automatic::add_to_report(&mut report, &self.status);
            if let (Some(report), serde_json::Value::Object(extra)) =
                (report.as_object_mut(), extra)
            {
                report.extend(extra);
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
        if let Some(sent) = &self.status.automatic {
            let _ = write!(line, "  replies {} heartbeats {}", sent.replies, sent.heartbeats);
        }
        if self.status.opened.is_none() {
            line.push_str("  never opened");
        } else if let Some(end) = &self.status.end {
            let _ = write!(line, "  closed {} {}", end.code, end.reason.escape_debug());
        }
        output::line(line.trim_end())
    }

    /// Fails if a message could not be stored or an internal error occurred, however the connection ended.
    pub(crate) fn check_complete(&self) -> Result<(), Failure> {
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

    /// Fails if the connection broke, or the server closed it with a code other than 1000 or 1001.
    pub(crate) fn check(&self) -> Result<(), Failure> {
        self.check_complete()?;
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

/// Warnings of the last handshake.
fn warnings(status: &Status) -> &[HandshakeWarning] {
    status.handshake.last().map(|hop| hop.warnings.as_slice()).unwrap_or_default()
}

/// Notes for stderr about a connection that opened in spite of a warning.
fn notes(status: &Status) -> Vec<&'static str> {
    let ignored = warnings(status).contains(&HandshakeWarning::SubprotocolIgnored);
    let note = "note subprotocol_ignored: the server chose none of the subprotocols that were \
                offered; browsers end such a connection, see connection.subprotocols";
    (status.opened.is_some() && ignored).then_some(note).into_iter().collect()
}
