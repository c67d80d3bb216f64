//! A client that echoes each message. It reads messages from the transcript, as everything in Wirelark does.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::json;
use tempfile::TempDir;
use tokio::time::timeout;
use wirelark_core::connection::command::Revision;
use wirelark_core::connection::{ConnectionHandle, Phase, Settings, Status};
use wirelark_core::frame::{Direction, Kind};
use wirelark_core::profile::store;
use wirelark_core::transcript::{Header, Reader, Writer, WriterOptions};

/// Time-out for a case, longer than the suite's own of 480 s: a client that hangs has failed.
const PATIENCE: Duration = Duration::from_secs(600);

/// The client under test.
#[derive(Debug)]
pub struct Client {
    url: String,
    /// The Host to request, if it is not the URL's.
    host: Option<String>,
    agent: String,
    folder: TempDir,
}

impl Client {
    /// A client for the suite at this URL, with this agent name.
    pub fn new(url: &str, agent: &str) -> Result<Client> {
        let folder = tempfile::Builder::new().prefix("wirelark-conformance-").tempdir()?;
        Ok(Client { url: url.to_owned(), host: None, agent: agent.to_owned(), folder })
    }

    /// Connects through this URL instead; the Host stays the suite's.
    pub fn by_way_of(self, url: &str) -> Client {
        let host = self.url.trim_start_matches("ws://").to_owned();
        Client { url: url.trim_end_matches('/').to_owned(), host: Some(host), ..self }
    }

    /// Runs all cases; returns their number.
    pub async fn run(&self) -> Result<usize> {
        let mut count = None;
        self.converse("/getCaseCount", |bytes| count = Some(bytes.to_vec())).await?;
        let count: usize = serde_json::from_slice(&count.context("the suite sent no count")?)?;
        for case in 1..=count {
            // Progress, overwriting itself: some cases take a second, some a minute.
            eprint!("\r      case {case} of {count}  ");
            std::io::stderr().flush()?;
            self.converse(&format!("/runCase?case={case}&agent={}", self.agent), |_| ()).await?;
        }
        eprintln!();
        self.converse(&format!("/updateReports?agent={}", self.agent), |_| ()).await?;
        Ok(count)
    }

    /// One connection to its end, echoing each message; `each` is called with every message.
    async fn converse(&self, path: &str, each: impl FnMut(&[u8])) -> Result<()> {
        let url = format!("{}{path}", self.url);
        let talk = echo(self.settings(&url)?, self.folder.path().join("case.wlt"), each);
        let status = timeout(PATIENCE, talk).await.with_context(|| format!("{url} hangs"))??;
        // The suite judges how the connection ends, but it must have opened.
        ensure!(status.opened.is_some(), "{url}: {:?}", status.error);
        Ok(())
    }

    /// Built from a profile, so that the suite tests what a user's profile produces.
    fn settings(&self, url: &str) -> Result<Settings> {
        let host = self.host.iter().map(|host| json!({"name": "Host", "value": host}));
        let connection = json!({
            "url": url,
            "headers": host.collect::<Vec<_>>(),
            "proxy": {"mode": "none"},
            "compression": {"offer": true, "client_max_window_bits": 15},
        });
        let profile = json!({"wirelark": 1, "name": self.agent, "connection": connection});
        let profile = store::parse(Path::new("conformance"), profile.to_string().as_bytes())?;
        let mut settings = Settings::from_profile(&profile, Path::new(""))?;
        // Some cases expect a message to be answered before a violation right behind it is handled.
        settings.pause_after_message = true;
        Ok(settings)
    }
}

async fn echo(
    settings: Settings,
    transcript: PathBuf,
    mut each: impl FnMut(&[u8]),
) -> Result<Status> {
    let revision = Revision::new();
    let mut changes = revision.watch();
    let stored = revision.clone();
    let options = WriterOptions { replace: true, ..WriterOptions::default() };
    let tell = Box::new(move || stored.bump());
    let writer = Writer::create(&transcript, &Header::default(), options, tell)?;
    let reader = Reader::open(&transcript)?;
    let connection = ConnectionHandle::open(settings, writer, revision);
    let mut seen = 0;
    loop {
        // Checked before the rows: after the end no more rows follow.
        let status = connection.status();
        if status.phase == Phase::Closed {
            connection.stored().await;
        }
        for row in seen + 1..=reader.rows()? {
            seen = row;
            let entry = reader.record(row)?;
            if entry.direction == Direction::Received
                && matches!(entry.kind, Kind::Text | Kind::Binary)
            {
                let bytes = reader.payload(row)?;
                each(&bytes);
                // A connection that is closing or closed cannot send, so the message is dropped.
                let _ = connection.send(entry.kind, bytes).await;
                connection.read_next().await;
            }
        }
        if status.phase == Phase::Closed {
            return Ok(status);
        }
        changes.changed().await?;
    }
}
