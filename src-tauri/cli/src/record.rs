//! What `run` and `capture` share: a profile, a connection that is recorded, signals, a report.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use serde_json::json;
use wirelark_core::connection::handle::Revision;
use wirelark_core::connection::reconnect::Start;
use wirelark_core::connection::status::{Side, Status};
use wirelark_core::connection::wire::Clock;
use wirelark_core::connection::{Connection, Settings};
use wirelark_core::frame::time_text;
use wirelark_core::profile::model::Profile;
use wirelark_core::profile::variable::{self, Sources};
use wirelark_core::profile::{duration, secret, store};
use wirelark_core::transcript::{Header, Keep, Options, Progress, State, Writer};

use crate::failure::Failure;

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

/// `K=V`, as --secret and --var take it.
pub(crate) fn pair(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() => Ok((name.to_owned(), value.to_owned())),
        _ => Err("write it as NAME=VALUE".to_owned()),
    }
}

/// `500ms`, `12s` or `2m`.
pub(crate) fn time(text: &str) -> Result<Duration, String> {
    duration::parse(text).map_err(|error| error.to_string())
}

/// `all`, `1000000 messages` or `10 GB`.
pub(crate) fn keep(text: &str) -> Result<Keep, String> {
    Keep::parse(text).map_err(|error| error.to_string())
}

/// A profile, ready to connect.
#[derive(Debug)]
pub(crate) struct Ready {
    /// With its secrets filled in.
    pub(crate) profile: Profile,
    /// Variables given, and what the generators count.
    pub(crate) sources: Arc<Sources>,
    settings: Settings,
    header: Header,
    keep: Keep,
}

/// Reads the profile; nothing was sent when it is no good.
pub(crate) fn ready(
    path: &Path,
    url: Option<&str>,
    secrets: &[(String, String)],
    variables: &[(String, String)],
    keep: Option<Keep>,
) -> Result<Ready, Failure> {
    let mut profile = store::load(path)?;
    if let Some(url) = url {
        profile.connection.url = url.to_owned();
    }
    let sources = Arc::new(Sources::new(variables.iter().cloned().collect()));
    let profile = variable::resolve(&profile, &sources)?;
    let header = Header {
        name: profile.name.clone(),
        profile: store::id_of(path),
        created: time_text(Clock::start().now()),
        app_version: env!("CARGO_PKG_VERSION").to_owned(),
        url: profile.connection.url.clone(),
        rules: serde_json::to_value(profile.decoding()).unwrap_or_default(),
    };
    let secrets: BTreeMap<_, _> = secrets.iter().cloned().collect();
    let profile = secret::resolve(&profile, &secrets)?;
    let keep = match keep {
        Some(keep) => keep,
        None => Keep::parse(&profile.transcript.keep)
            .map_err(|error| Failure::input(error.code(), format!("transcript.keep: {error}")))?,
    };
    let folder = path.parent().unwrap_or(Path::new(""));
    let mut settings = Settings::from_profile(&profile, folder)?;
    settings.hide(secrets.into_values());
    settings.start = Start::of(&profile, &sources);
    Ok(Ready { profile, sources, settings, header, keep })
}

/// A connection and the file that it is recorded in.
#[derive(Debug)]
pub(crate) struct Recorded {
    pub(crate) connection: Connection,
    path: PathBuf,
    /// Removed at the end, where nobody asked for a file.
    _folder: Option<tempfile::TempDir>,
}

impl Ready {
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
        let options = Options { replace: true, keep: self.keep, ..Options::default() };
        let writer = Writer::create(&path, &self.header, options, Box::new(move || stored.bump()))?;
        let connection = Connection::open(self.settings.clone(), writer, revision);
        Ok(Recorded { connection, path, _folder: folder })
    }
}

/// Tells on stderr when the transcript's disk is full, and when it goes on: a capture that stands still shall say why.
#[derive(Debug)]
pub(crate) struct Disk {
    progress: Arc<Progress>,
    path: PathBuf,
    full: bool,
}

/// How often the disk is asked for.
const LOOK: Duration = Duration::from_millis(100);

impl Disk {
    /// Of this connection's transcript.
    pub(crate) fn of(recorded: &Recorded) -> Disk {
        let progress = recorded.connection.progress().clone();
        Disk { progress, path: recorded.path.clone(), full: false }
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
            State::DiskFull { path, free_bytes, needed } if !self.full => {
                self.full = true;
                let free = free_bytes.map_or("unknown".to_owned(), |bytes| bytes.to_string());
                eprintln!(
                    "waiting {}: the disk is full, {free} bytes free, {needed} bytes to write; \
                     the server is held until there is room",
                    path.display()
                );
            }
            State::Writing | State::Finished if self.full => {
                self.full = false;
                eprintln!("writing again {}", self.path.display());
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
}

impl Report {
    /// Waits until everything is stored. The connection is closing or closed.
    pub(crate) async fn of(recorded: Recorded) -> Report {
        let Recorded { connection, path: _, _folder } = recorded;
        let status = connection.until(|_| false).await;
        let counters = connection.counters();
        let (received, sent, rows) = (counters.received(), counters.sent(), counters.rows());
        let progress = connection.progress();
        let totals = connection.stored().await;
        let kept = (progress.first_row(), progress.kept());
        let seconds = match (status.opened, status.ended) {
            (Some(opened), Some(ended)) => ended.duration_since(opened).as_secs_f64(),
            _ => 0.0,
        };
        Report { status, received, sent, lost: rows.saturating_sub(totals.rows), kept, seconds }
    }

    /// `received N stored N lost N`, and how it ended.
    pub(crate) fn print(&self, json: bool, more: serde_json::Value) {
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
                "first_row": self.kept.0, "kept": self.kept.1,
                // Secrets are masked in it.
                "handshake": &*self.status.handshake,
            });
            if let (Some(report), serde_json::Value::Object(more)) = (report.as_object_mut(), more)
            {
                report.extend(more);
            }
            println!("{report}");
            return;
        }
        let mut line = format!("received {} stored {stored} lost {}", self.received, self.lost);
        let _ = write!(line, "  sent {} in {:.3} s", self.sent, self.seconds);
        if self.kept.0 > 1 {
            let _ = write!(line, "  kept {} rows from row {} on", self.kept.1, self.kept.0);
        }
        if self.status.connections > 1 {
            let _ = write!(line, "  connections {}", self.status.connections);
        }
        if let Some(end) = &self.status.end {
            let _ = write!(line, "  closed {} {}", end.code, end.reason.escape_debug());
        }
        println!("{}", line.trim_end());
    }

    /// What could not be stored is a failure, however it ended.
    pub(crate) fn complete(&self) -> Result<(), Failure> {
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
