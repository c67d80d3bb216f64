//! What lives as long as the app: folders, preferences, connections, the demo server.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use jiff::Timestamp;
use tauri::path::PathResolver;
use tauri::{Runtime, async_runtime};
use wirelark_core::connection::{Phase, task_panic};
use wirelark_core::file::bounded_read;
use wirelark_core::file::path_consent::{ApprovedPaths, KnownFiles};
use wirelark_core::file::private_access::{make_private, private_folder};
use wirelark_core::log;
use wirelark_core::profile::library::Library;
use wirelark_core::profile::store;
use wirelark_core::server::Demo;
use wirelark_core::transcript::history::History;

use crate::app::clock;
use crate::app::dto::Preferences;
use crate::app::last_folders::LastFolders;
use crate::comparison::transcripts::Comparisons;
use crate::connection::dto::DemoDto;
use crate::connection::live::Live;
use crate::decoding::commands::LongMessages;
use crate::error::CommandResult;
use crate::error::ErrorDto;
use crate::export::exports::Exports;
use crate::history::search::HistorySearches;
use crate::profiles::drafts::Drafts;
use crate::profiles::trust::TrustPrompts;
use crate::transcript::openings::Openings;
use crate::transcript::session::TranscriptSession;

/// A server that does not answer our 1001 must not hold up the end of the app.
const LEAVING: Duration = Duration::from_secs(1);

/// Longer preferences were not written by the app.
const MAX_PREFERENCES: u64 = 1 << 20;

/// See the module's text.
pub(crate) struct App {
    pub(crate) library: Library,
    /// What a person was asked about profiles, and answered.
    pub(crate) trust: TrustPrompts,
    /// Files on other machines that a person chose in a dialog.
    pub(crate) chosen_files: Arc<ApprovedPaths>,
    /// Files that may be read when settings are shown.
    pub(crate) known_files: Arc<KnownFiles>,
    pub(crate) logs: PathBuf,
    pub(crate) transcripts: PathBuf,
    /// The past connections of that folder.
    pub(crate) history: History,
    pub(crate) exports: Exports,
    pub(crate) openings: Openings,
    pub(crate) searches: HistorySearches,
    pub(crate) comparisons: Arc<Comparisons>,
    pub(crate) long_messages: LongMessages,
    pub(crate) drafts: Arc<Drafts>,
    pub(crate) last_folders: Arc<LastFolders>,
    preferences_file: PathBuf,
    preferences: Mutex<Preferences>,
    held: Mutex<BTreeMap<u32, OpenItem>>,
    next: AtomicU32,
    pub(crate) demo: tokio::sync::Mutex<Option<Demo>>,
    _log: Option<log::LogGuard>,
}

/// What an id of the page stands for.
#[derive(Clone)]
pub(crate) struct OpenItem {
    pub(crate) viewed: Arc<TranscriptSession>,
    /// The connection that writes it; none for a file that was opened.
    pub(crate) live: Option<Arc<Live>>,
}

/// Where the app keeps things.
pub(crate) struct Folders {
    pub(crate) config: PathBuf,
    pub(crate) data: PathBuf,
    pub(crate) logs: PathBuf,
}

impl Folders {
    /// Makes those that everything else lies in.
    pub(crate) fn make<R: Runtime>(
        paths: &PathResolver<R>,
    ) -> Result<Folders, Box<dyn std::error::Error>> {
        let (config, data) = (paths.app_config_dir()?, paths.app_local_data_dir()?);
        private_folder(&config)?;
        private_folder(&data)?;
        Ok(Folders { config, data, logs: paths.app_log_dir()? })
    }
}

impl OpenItem {
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
    /// Begins to log.
    pub(crate) fn open(folders: &Folders) -> io::Result<App> {
        task_panic::install_hook();
        App::at(&folders.config, &folders.data, folders.logs.clone())
    }

    pub(crate) fn at(config: &Path, data: &Path, logs: PathBuf) -> io::Result<App> {
        // Without a log the app is still of use; without folders it is not.
        let guard =
            log::to_folder(&logs).map_err(|error| eprintln!("wirelark: no log: {error}")).ok();
        tracing::info!(version = env!("CARGO_PKG_VERSION"), "started");
        private_folder(config)?;
        private_folder(data)?;
        let transcripts = data.join("transcripts");
        let history = History::open(&transcripts).map_err(io::Error::other)?;
        let library = Library::open(config.join("profiles"))?;
        let folders = vec![config.to_owned(), data.to_owned(), logs.clone()];
        tidy(folders, history.clone(), library.clone());
        let preferences_file = config.join("preferences.json");
        let preferences = read_preferences(&preferences_file);
        clock::choose(preferences.utc);
        Ok(App {
            library,
            trust: TrustPrompts::open(config),
            logs,
            history,
            chosen_files: Arc::new(ApprovedPaths::open(config)),
            known_files: Arc::new(KnownFiles::open(config)),
            exports: Exports::default(),
            openings: Openings::default(),
            searches: HistorySearches::default(),
            comparisons: Arc::default(),
            long_messages: LongMessages::default(),
            transcripts,
            drafts: Arc::new(Drafts::open(data)),
            last_folders: Arc::new(LastFolders::open(config)),
            preferences_file,
            preferences: Mutex::new(preferences),
            held: Mutex::default(),
            next: AtomicU32::new(1),
            demo: tokio::sync::Mutex::default(),
            _log: guard,
        })
    }

    /// The past connections that this app writes to now.
    pub(crate) fn written(&self) -> Vec<String> {
        lock(&self.held)
            .values()
            .filter(|held| !held.is_over())
            .filter_map(OpenItem::name)
            .collect()
    }

    /// And those that it looks at.
    pub(crate) fn held_ids(&self) -> Vec<String> {
        lock(&self.held).values().filter_map(OpenItem::name).collect()
    }

    pub(crate) fn preferences(&self) -> Preferences {
        lock(&self.preferences).clone()
    }

    pub(crate) fn set_preferences(&self, preferences: Preferences) -> io::Result<()> {
        let json = serde_json::to_vec_pretty(&preferences)?;
        if clock::choose(preferences.utc) {
            let held: Vec<_> = lock(&self.held).values().map(|held| held.viewed.clone()).collect();
            held.iter().for_each(|viewed| viewed.filter_again());
        }
        *lock(&self.preferences) = preferences;
        store::write_atomically(&self.preferences_file, &json)
    }

    pub(crate) fn held(&self, id: u32) -> CommandResult<OpenItem> {
        lock(&self.held)
            .get(&id)
            .cloned()
            .ok_or_else(|| ErrorDto::new("not_connected", format!("there is no connection {id}")))
    }

    pub(crate) fn viewed(&self, id: u32) -> CommandResult<Arc<TranscriptSession>> {
        Ok(self.held(id)?.viewed)
    }

    pub(crate) fn live(&self, id: u32) -> CommandResult<Arc<Live>> {
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
        self.hold(id, OpenItem { viewed: live.viewed.clone(), live: Some(live) });
    }

    /// Views a file until it is released.
    pub(crate) fn view(&self, viewed: Arc<TranscriptSession>) -> u32 {
        let id = self.next_id();
        self.hold(id, OpenItem { viewed, live: None });
        id
    }

    fn hold(&self, id: u32, held: OpenItem) {
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

/// What is done once after a start and need not be waited for: files of earlier builds become private, and the trash
/// loses what was deleted long ago.
fn tidy(folders: Vec<PathBuf>, history: History, library: Library) {
    let work = move || {
        let failed: usize = folders.iter().map(|folder| make_private(folder)).sum();
        if failed > 0 {
            tracing::warn!(failed, "files of the app cannot be made private");
        }
        match history.empty_trash(Timestamp::now()) {
            Ok(freed) => tracing::info!(freed, "the trash was looked through"),
            Err(error) => tracing::warn!(code = error.code(), "the trash cannot be emptied"),
        }
        let removed = library.empty_trash(SystemTime::now());
        tracing::info!(removed, "deleted profiles were looked through");
    };
    let started = std::thread::Builder::new().name("tidy".into()).spawn(work);
    if let Err(error) = started {
        tracing::warn!(%error, "no thread to tidy up with");
    }
}

fn read_preferences(path: &Path) -> Preferences {
    let text = bounded_read::read_within(path, MAX_PREFERENCES).unwrap_or_default();
    // Preferences that cannot be read are the defaults; nothing of worth is lost.
    let read: Preferences = serde_json::from_slice(&text).unwrap_or_default();
    let or = |text: String, default: &str| if text.is_empty() { default.to_owned() } else { text };
    Preferences { language: or(read.language, "system"), theme: or(read.theme, "system"), ..read }
}
