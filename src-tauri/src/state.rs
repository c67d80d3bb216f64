//! What lives as long as the app: folders, preferences, connections, the demo server.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tauri::path::PathResolver;
use tauri::{Runtime, async_runtime};
use wirelark_core::connection::Phase;
use wirelark_core::demo::Demo;
use wirelark_core::log;
use wirelark_core::profile::library::Library;
use wirelark_core::profile::store;
use wirelark_core::profile::unverified::Unverified;
use wirelark_core::transcript::history::History;

use crate::commands::decoding::LongMessages;
use crate::comparing::Comparisons;
use crate::dto::{DemoDto, ErrorDto, Preferences};
use crate::error::Answer;
use crate::exporting::Exports;
use crate::live::Live;
use crate::searching::Searches;
use crate::viewed::Viewed;

/// A server that does not answer our 1001 must not hold up the end of the app.
const LEAVING: Duration = Duration::from_secs(1);

/// See the module's text.
pub(crate) struct App {
    pub(crate) library: Library,
    /// Profiles that may connect without a look at the certificate.
    pub(crate) unverified: Unverified,
    pub(crate) logs: PathBuf,
    pub(crate) transcripts: PathBuf,
    /// The past connections of that folder.
    pub(crate) history: History,
    pub(crate) exports: Exports,
    pub(crate) searches: Searches,
    pub(crate) comparisons: Arc<Comparisons>,
    pub(crate) long_messages: LongMessages,
    preferences_file: PathBuf,
    preferences: Mutex<Preferences>,
    held: Mutex<BTreeMap<u32, Held>>,
    next: AtomicU32,
    pub(crate) demo: tokio::sync::Mutex<Option<Demo>>,
    _log: Option<log::Guard>,
}

/// What an id of the page stands for.
#[derive(Clone)]
pub(crate) struct Held {
    pub(crate) viewed: Arc<Viewed>,
    /// The connection that writes it; none for a file that was opened.
    pub(crate) live: Option<Arc<Live>>,
}

/// What the app was started with.
pub(crate) enum Opened {
    Nothing,
    /// The profile's id.
    Profile(String),
    /// What it is viewed by.
    Transcript(u32),
}

impl Held {
    /// Its name in the history, where it is there.
    fn name(&self) -> Option<String> {
        let name = self.viewed.path.file_stem()?;
        Some(name.to_string_lossy().into_owned())
    }

    /// Nothing more will come.
    pub(crate) fn is_over(&self) -> bool {
        self.live.as_ref().is_none_or(|live| live.connection.status().phase == Phase::Closed)
    }
}

/// A lock whose holder panicked still guards sound data here: every change is one assignment.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl App {
    /// Makes the folders and begins to log.
    pub(crate) fn open<R: Runtime>(
        paths: &PathResolver<R>,
    ) -> Result<App, Box<dyn std::error::Error>> {
        let config = paths.app_config_dir()?;
        let transcripts = paths.app_local_data_dir()?.join("transcripts");
        let logs = paths.app_log_dir()?;
        App::at(&config, transcripts, logs).map_err(Into::into)
    }

    pub(crate) fn at(config: &Path, transcripts: PathBuf, logs: PathBuf) -> io::Result<App> {
        // Without a log the app is still of use; without folders it is not.
        let guard =
            log::to_folder(&logs).map_err(|error| eprintln!("wirelark: no log: {error}")).ok();
        tracing::info!(version = env!("CARGO_PKG_VERSION"), "started");
        fs::create_dir_all(&transcripts)?;
        let preferences_file = config.join("preferences.json");
        let preferences = read_preferences(&preferences_file);
        Ok(App {
            library: Library::open(config.join("profiles"))?,
            unverified: Unverified::open(config),
            logs,
            history: History::open(&transcripts).map_err(io::Error::other)?,
            exports: Exports::default(),
            searches: Searches::default(),
            comparisons: Arc::default(),
            long_messages: LongMessages::default(),
            transcripts,
            preferences_file,
            preferences: Mutex::new(preferences),
            held: Mutex::default(),
            next: AtomicU32::new(1),
            demo: tokio::sync::Mutex::default(),
            _log: guard,
        })
    }

    /// What the app was started with, as by a double click: a profile, which is shown and never connected to by
    /// itself, or a transcript, which is viewed.
    pub(crate) fn opened_with(&self) -> Answer<Opened> {
        let Some(path) = std::env::args_os().nth(1).map(PathBuf::from) else {
            return Ok(Opened::Nothing);
        };
        if path.extension().is_some_and(|end| end.eq_ignore_ascii_case("wlt")) {
            return Ok(Opened::Transcript(self.view(Viewed::open(&path)?)));
        }
        match self.library.add(&path) {
            Ok(id) => Ok(Opened::Profile(id)),
            Err(error) => {
                tracing::warn!(%error, "the app was started with a file that is not there");
                Ok(Opened::Nothing)
            }
        }
    }

    /// The past connections that this app writes to now.
    pub(crate) fn written(&self) -> Vec<String> {
        lock(&self.held).values().filter(|held| !held.is_over()).filter_map(Held::name).collect()
    }

    /// And those that it looks at.
    pub(crate) fn held_ids(&self) -> Vec<String> {
        lock(&self.held).values().filter_map(Held::name).collect()
    }

    pub(crate) fn preferences(&self) -> Preferences {
        lock(&self.preferences).clone()
    }

    pub(crate) fn set_preferences(&self, preferences: Preferences) -> io::Result<()> {
        let json = serde_json::to_vec_pretty(&preferences)?;
        *lock(&self.preferences) = preferences;
        store::write_atomically(&self.preferences_file, &json)
    }

    pub(crate) fn held(&self, id: u32) -> Answer<Held> {
        lock(&self.held)
            .get(&id)
            .cloned()
            .ok_or_else(|| ErrorDto::new("not_connected", format!("there is no connection {id}")))
    }

    pub(crate) fn viewed(&self, id: u32) -> Answer<Arc<Viewed>> {
        Ok(self.held(id)?.viewed)
    }

    pub(crate) fn live(&self, id: u32) -> Answer<Arc<Live>> {
        self.held(id)?
            .live
            .ok_or_else(|| ErrorDto::new("not_connected", format!("{id} is a file, no connection")))
    }

    /// The id that the next connection will have.
    pub(crate) fn next_id(&self) -> u32 {
        self.next.fetch_add(1, Relaxed)
    }

    /// Keeps a connection under its id until it is released: what it holds can be looked at when it is over too.
    pub(crate) fn keep(&self, id: u32, live: Arc<Live>) {
        self.hold(id, Held { viewed: live.viewed.clone(), live: Some(live) });
    }

    /// Views a file until it is released.
    pub(crate) fn view(&self, viewed: Arc<Viewed>) -> u32 {
        let id = self.next_id();
        self.hold(id, Held { viewed, live: None });
        id
    }

    fn hold(&self, id: u32, held: Held) {
        lock(&self.held).insert(id, held);
    }

    /// Lets go of what nobody looks at any more: a connection is ended in order first, so that until it is over the
    /// end of the app waits for it too.
    pub(crate) async fn release(&self, id: u32) {
        let held = lock(&self.held).get(&id).cloned();
        if let Some(live) = held.and_then(|held| held.live) {
            live.end().await;
        }
        lock(&self.held).remove(&id);
    }

    pub(crate) async fn demo_status(&self) -> Option<DemoDto> {
        let demo = self.demo.lock().await;
        demo.as_ref().map(|demo| DemoDto { url: demo.url(), clients: demo.clients() })
    }

    /// Closes everything that is open, and waits a little for it.
    pub(crate) async fn leave(&self) {
        let open: Vec<_> = lock(&self.held).values().filter_map(|held| held.live.clone()).collect();
        let closing = open.iter().map(|live| {
            let live = live.clone();
            async_runtime::spawn(async move {
                if live.connection.close(1001, "").await.is_ok() {
                    live.connection.until(|_| false).await;
                    live.connection.stored().await;
                }
            })
        });
        let closing: Vec<_> = closing.collect();
        let all = async {
            for one in closing {
                // A task that failed has nothing left to close.
                let _ = one.await;
            }
        };
        let _ = tokio::time::timeout(LEAVING, all).await;
    }
}

fn read_preferences(path: &Path) -> Preferences {
    let text = fs::read(path).unwrap_or_default();
    // Preferences that cannot be read are the defaults; nothing of worth is lost.
    let read: Preferences = serde_json::from_slice(&text).unwrap_or_default();
    let or = |text: String, default: &str| if text.is_empty() { default.to_owned() } else { text };
    Preferences { language: or(read.language, "system"), theme: or(read.theme, "system"), ..read }
}
