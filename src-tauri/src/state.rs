//! State that lives as long as the app: folders, preferences, open connections and transcripts, the demo server.

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
use crate::decoding::row_decoder::LongMessages;
use crate::error::CommandResult;
use crate::error::ErrorDto;
use crate::export::exports::Exports;
use crate::history::search::HistorySearches;
use crate::profiles::drafts::Drafts;
use crate::profiles::trust::TrustPrompts;
use crate::transcript::openings::Openings;
use crate::transcript::session::TranscriptSession;

/// Time limit for closing all connections at exit.
const SHUTDOWN_TIMEOUT: Duration = Duration::from_secs(1);

/// Maximum size of the preferences file in bytes.
const MAX_PREFERENCES: u64 = 1 << 20;

/// The app's shared state; every command receives it.
pub(crate) struct App {
    pub library: Library,
    /// Open trust questions and the answers given.
    pub trust: TrustPrompts,
    /// Files on other machines that the user chose in a dialog.
    pub chosen_files: Arc<ApprovedPaths>,
    /// Files that may be read to check settings before connecting.
    pub known_files: Arc<KnownFiles>,
    pub logs: PathBuf,
    pub transcripts: PathBuf,
    /// The stored transcripts in `transcripts`.
    pub history: History,
    pub exports: Exports,
    pub openings: Openings,
    pub searches: HistorySearches,
    pub comparisons: Arc<Comparisons>,
    pub long_messages: LongMessages,
    pub drafts: Arc<Drafts>,
    pub last_folders: Arc<LastFolders>,
    preferences_file: PathBuf,
    preferences: Mutex<Preferences>,
    items: Mutex<BTreeMap<u32, OpenItem>>,
    next: AtomicU32,
    pub demo: tokio::sync::Mutex<Option<Demo>>,
    _log: Option<log::LogGuard>,
}

/// An open transcript, named in commands by a connection id.
#[derive(Clone)]
pub(crate) struct OpenItem {
    pub session: Arc<TranscriptSession>,
    /// The connection that writes the transcript; `None` for an opened file.
    pub live: Option<Arc<Live>>,
}

/// The app's folders.
pub(crate) struct Folders {
    pub config: PathBuf,
    pub data: PathBuf,
    pub logs: PathBuf,
}

impl Folders {
    /// Resolves the folders and creates those for configuration and data.
    pub(crate) fn make<R: Runtime>(
        paths: &PathResolver<R>,
    ) -> Result<Folders, Box<dyn std::error::Error>> {
        let folders = match Folders::of_tests() {
            Some(folders) => folders,
            None => Folders {
                config: paths.app_config_dir()?,
                data: paths.app_local_data_dir()?,
                logs: paths.app_log_dir()?,
            },
        };
        private_folder(&folders.config)?;
        private_folder(&folders.data)?;
        Ok(folders)
    }

    /// In the end-to-end build, the folders below `WIRELARK_FOLDERS`, laid out as on Linux: on Windows the environment
    /// cannot move the system's own. The release build has no such switch.
    fn of_tests() -> Option<Folders> {
        if !cfg!(all(feature = "e2e", windows)) {
            return None;
        }
        let home = PathBuf::from(std::env::var_os("WIRELARK_FOLDERS")?);
        let of = |kind: &str| home.join(kind).join("dev.wirelark.desktop");
        Some(Folders { config: of("config"), data: of("data"), logs: of("data").join("logs") })
    }
}

impl OpenItem {
    /// The transcript's id in the history.
    fn id(&self) -> Option<String> {
        let name = self.session.path.file_stem()?;
        Some(name.to_string_lossy().into_owned())
    }

    /// Whether the transcript is complete: its connection is closed, or there is none.
    pub(crate) fn is_over(&self) -> bool {
        self.live.as_ref().is_none_or(|live| live.connection.status().phase == Phase::Closed)
    }
}

/// Locks a mutex and ignores poisoning: every guarded change is a single assignment, so the data stays valid.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl App {
    /// Installs the panic hook and opens the app's state.
    pub(crate) fn open(folders: &Folders) -> io::Result<App> {
        task_panic::install_hook();
        App::at(&folders.config, &folders.data, folders.logs.clone())
    }

    /// Opens the log and all stores. Fails if a folder cannot be created.
    pub(crate) fn at(config: &Path, data: &Path, logs: PathBuf) -> io::Result<App> {
        // The app can run without a log.
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
            items: Mutex::default(),
            next: AtomicU32::new(1),
            demo: tokio::sync::Mutex::default(),
            _log: guard,
        })
    }

    /// History ids of the transcripts that are being written.
    pub(crate) fn writing_ids(&self) -> Vec<String> {
        lock(&self.items).values().filter(|item| !item.is_over()).filter_map(OpenItem::id).collect()
    }

    /// History ids of all open transcripts.
    pub(crate) fn open_ids(&self) -> Vec<String> {
        lock(&self.items).values().filter_map(OpenItem::id).collect()
    }

    pub(crate) fn preferences(&self) -> Preferences {
        lock(&self.preferences).clone()
    }

    /// Saves the preferences. A change of the clock re-evaluates the filters, since they may name times.
    pub(crate) fn set_preferences(&self, preferences: Preferences) -> io::Result<()> {
        let json = serde_json::to_vec_pretty(&preferences)?;
        if clock::choose(preferences.utc) {
            let sessions: Vec<_> =
                lock(&self.items).values().map(|item| item.session.clone()).collect();
            sessions.iter().for_each(|session| session.reapply_filter());
        }
        *lock(&self.preferences) = preferences;
        store::write_atomically(&self.preferences_file, &json)
    }

    pub(crate) fn item(&self, id: u32) -> CommandResult<OpenItem> {
        lock(&self.items)
            .get(&id)
            .cloned()
            .ok_or_else(|| ErrorDto::new("not_connected", format!("there is no connection {id}")))
    }

    pub(crate) fn session(&self, id: u32) -> CommandResult<Arc<TranscriptSession>> {
        Ok(self.item(id)?.session)
    }

    pub(crate) fn live(&self, id: u32) -> CommandResult<Arc<Live>> {
        self.item(id)?
            .live
            .ok_or_else(|| ErrorDto::new("not_connected", format!("{id} is a file, no connection")))
    }

    /// Reserves an id for a connection.
    pub(crate) fn next_id(&self) -> u32 {
        self.next.fetch_add(1, Relaxed)
    }

    /// Registers a connection until it is released. A closed one keeps its transcript open.
    pub(crate) fn add_connection(&self, id: u32, live: Arc<Live>) {
        self.insert(id, OpenItem { session: live.session.clone(), live: Some(live) });
    }

    /// Registers an opened file until it is released, and returns its id.
    pub(crate) fn add_file(&self, session: Arc<TranscriptSession>) -> u32 {
        let id = self.next_id();
        self.insert(id, OpenItem { session, live: None });
        id
    }

    fn insert(&self, id: u32, item: OpenItem) {
        lock(&self.items).insert(id, item);
    }

    /// Closes the connection, if there is one, and removes the entry. It is removed last, so that [`App::shut_down`]
    /// also waits for connections being released.
    pub(crate) async fn release(&self, id: u32) {
        let item = lock(&self.items).get(&id).cloned();
        if let Some(live) = item.and_then(|item| item.live) {
            live.close_and_store().await;
        }
        lock(&self.items).remove(&id);
    }

    pub(crate) async fn demo_status(&self) -> Option<DemoDto> {
        let demo = self.demo.lock().await;
        demo.as_ref().map(|demo| DemoDto { url: demo.url(), clients: demo.clients() })
    }

    /// Closes all connections with 1001 and waits for them up to [`SHUTDOWN_TIMEOUT`].
    pub(crate) async fn shut_down(&self) {
        let open: Vec<_> =
            lock(&self.items).values().filter_map(|item| item.live.clone()).collect();
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
            for task in closing {
                // A failed task has nothing left to close.
                let _ = task.await;
            }
        };
        let _ = tokio::time::timeout(SHUTDOWN_TIMEOUT, all).await;
    }
}

/// Runs once in the background after startup: makes files of earlier versions private and empties the trash of old
/// transcripts and profiles.
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
    // Unreadable preferences fall back to the defaults.
    let read: Preferences = serde_json::from_slice(&text).unwrap_or_default();
    let or = |text: String, default: &str| if text.is_empty() { default.to_owned() } else { text };
    Preferences { language: or(read.language, "system"), theme: or(read.theme, "system"), ..read }
}
