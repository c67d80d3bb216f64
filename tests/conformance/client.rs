//! Each message sent back as it came. What came is read from the transcript, as everything in Wirelark does.

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

/// Longer than the suite gives any case (480 s): a client that hangs has failed.
const PATIENCE: Duration = Duration::from_secs(600);

/// See the module's text.
#[derive(Debug)]
pub struct Client {
    url: String,
    /// The host that is asked for, where it is not the URL's.
    host: Option<String>,
    agent: String,
    folder: TempDir,
}

impl Client {
    /// For the suite at this URL, which will know us by this name.
    pub fn new(url: &str, agent: &str) -> Result<Client> {
        let folder = tempfile::Builder::new().prefix("wirelark-conformance-").tempdir()?;
        Ok(Client { url: url.to_owned(), host: None, agent: agent.to_owned(), folder })
    }

    /// The same by way of this URL; the suite is still asked by its own name.
    pub fn by_way_of(self, url: &str) -> Client {
        let host = self.url.trim_start_matches("ws://").to_owned();
        Client { url: url.trim_end_matches('/').to_owned(), host: Some(host), ..self }
    }

    /// All cases; answers how many there are.
    pub async fn run(&self) -> Result<usize> {
        let mut count = None;
        self.converse("/getCaseCount", |bytes| count = Some(bytes.to_vec())).await?;
        let count: usize = serde_json::from_slice(&count.context("the suite named no count")?)?;
        for case in 1..=count {
            // Progress, over itself: some cases take a second, some a minute.
            eprint!("\r      case {case} of {count}  ");
            std::io::stderr().flush()?;
            self.converse(&format!("/runCase?case={case}&agent={}", self.agent), |_| ()).await?;
        }
        eprintln!();
        self.converse(&format!("/updateReports?agent={}", self.agent), |_| ()).await?;
        Ok(count)
    }

    /// One connection to its end, each message sent back; `each` is shown them.
    async fn converse(&self, path: &str, each: impl FnMut(&[u8])) -> Result<()> {
        let url = format!("{}{path}", self.url);
        let talk = echo(self.settings(&url)?, self.folder.path().join("case.wlt"), each);
        let status = timeout(PATIENCE, talk).await.with_context(|| format!("{url} hangs"))??;
        // How it ends is for the suite to judge, but there must have been something to judge.
        ensure!(status.opened.is_some(), "{url}: {:?}", status.error);
        Ok(())
    }

    /// As from a profile file, so that the suite meets what a person's profile makes.
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
        // Some cases want a message answered before what breaks a rule right behind it is looked at.
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
        // Asked before the rows: after the end there are no more to come.
        let status = connection.status();
        if status.phase == Phase::Closed {
            connection.stored().await;
        }
        for row in seen + 1..=reader.rows()? {
            seen = row;
            let entry = reader.entry(row)?;
            if entry.direction == Direction::Received
                && matches!(entry.kind, Kind::Text | Kind::Binary)
            {
                let bytes = reader.payload(row)?;
                each(&bytes);
                // On a connection that is closing or over nothing more can be sent, and nobody waits for it.
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
