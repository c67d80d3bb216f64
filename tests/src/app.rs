//! Drives the app through WebDriver: starts it, finds elements, waits for conditions. The automation drives a
//! single window, so only one app runs at a time.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::elements::Element;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::driver;
use crate::peer::free_port;
use crate::processes::Processes;

/// Time-out for a condition; far longer than any takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);
const POLL_INTERVAL: Duration = Duration::from_millis(25);
/// The start of the focused element's HTML.
const FOCUSED_ELEMENT: &str = "return document.activeElement?.outerHTML.slice(0, 200)";
/// How long the app may take to exit after its page is closed.
const EXIT_WAIT: Duration = Duration::from_millis(500);

/// Temporary home directory of the app: configuration, transcripts, logs, and the queue of dialog answers.
#[derive(Debug)]
pub struct Home {
    folder: TempDir,
}

impl Default for Home {
    fn default() -> Home {
        Home::new()
    }
}

impl Home {
    pub fn new() -> Home {
        Home::inside(&std::env::temp_dir())
    }

    /// Creates the home below `folder`, for tests that write more than a temporary directory in memory holds.
    pub fn inside(folder: &Path) -> Home {
        let folder = tempfile::Builder::new().prefix("wirelark-e2e-").tempdir_in(folder);
        let folder = folder.expect("a folder");
        fs::write(folder.path().join("dialogs"), "").expect("write the file");
        Home { folder }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The folder of profiles.
    pub fn profiles(&self) -> PathBuf {
        self.path("config/dev.wirelark.desktop/profiles")
    }

    /// A file in the app's configuration folder.
    pub fn config(&self, name: &str) -> PathBuf {
        self.path("config/dev.wirelark.desktop").join(name)
    }

    /// A file in the app's data folder.
    pub fn data(&self, name: &str) -> PathBuf {
        self.path("data/dev.wirelark.desktop").join(name)
    }

    /// Environment variables that point the app to this home, with `language` as the system's locale.
    pub fn environment(&self, language: &str) -> Vec<(&'static str, OsString)> {
        let paths = [
            ("XDG_CONFIG_HOME", "config"),
            ("XDG_DATA_HOME", "data"),
            ("XDG_CACHE_HOME", "cache"),
            ("XDG_RUNTIME_DIR", "runtime"),
            ("WIRELARK_DIALOGS", "dialogs"),
            // Windows asks the system for its folders, not the environment.
            ("WIRELARK_FOLDERS", ""),
        ];
        let languages = ["LANG", "LC_ALL", "LANGUAGE"].map(|name| (name, OsString::from(language)));
        fs::create_dir_all(self.path("runtime")).expect("create the folder");
        let paths = paths.map(|(name, path)| (name, self.path(path).into_os_string()));
        [&paths[..], &languages[..], &[("TZ", OsString::from("UTC"))]].concat()
    }

    /// The folder of transcripts.
    pub fn transcripts(&self) -> PathBuf {
        self.path("data/dev.wirelark.desktop/transcripts")
    }

    /// Queues `path` as the answer to the next file dialog.
    pub fn answer_dialog(&self, path: &Path) {
        let queue = self.path("dialogs");
        let old = fs::read_to_string(&queue).expect("read the file");
        fs::write(queue, format!("{old}{}\n", path.display())).expect("write the file");
    }

    /// The text of all log files.
    pub fn log(&self) -> String {
        let folder = self.path("data/dev.wirelark.desktop/logs");
        let files = fs::read_dir(folder).into_iter().flatten().flatten();
        files.map(|file| fs::read_to_string(file.path()).unwrap_or_default()).collect()
    }
}

/// A running app; it and its driver are killed on drop.
#[derive(Debug)]
pub struct App {
    pub page: Client,
    driver: Child,
}

impl App {
    pub async fn start(home: &Home) -> App {
        App::start_in(home, "en_US.UTF-8").await
    }

    /// Starts the app with `language` as the system's locale.
    pub async fn start_in(home: &Home, language: &str) -> App {
        App::start_with(home, language, &[]).await
    }

    /// Like [`App::start_in`], with additional environment variables.
    pub async fn start_with(home: &Home, language: &str, besides: &[(&str, &str)]) -> App {
        let binary = App::binary();
        let port = free_port();
        let server = driver::command(port)
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .envs(home.environment(language))
            .envs(besides.iter().copied())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect(driver::PROGRAM);
        // From here on a failure kills the driver, and with it the app.
        let driver = KillOnDrop(Some(server));
        let capabilities = driver::capabilities(&binary);
        let address = format!("http://127.0.0.1:{port}");
        let begun = Instant::now();
        let page = loop {
            let mut builder = ClientBuilder::new(HttpConnector::new());
            match builder.capabilities(capabilities.clone()).connect(&address).await {
                Ok(page) => break page,
                // The driver does not listen yet.
                Err(_) if begun.elapsed() < PATIENCE => tokio::time::sleep(POLL_INTERVAL).await,
                Err(error) => panic!("no session: {error}"),
            }
        };
        let app = App { page, driver: driver.keep() };
        app.until("the page has come up", "return !!document.querySelector('[data-testid=state]')")
            .await;
        app
    }

    /// Path of the app's executable.
    pub fn binary() -> String {
        std::env::var("WIRELARK_APP")
            .expect("WIRELARK_APP names the app; `cargo xtask test window` sets it")
    }

    /// Id of the driver's process; the app and its web process are its descendants.
    pub fn driver_id(&self) -> u32 {
        self.driver.id()
    }

    /// Quits the app and gives its process a moment to exit, so that the home can be opened again.
    pub async fn quit(self) {
        let id = Processes::below(self.driver.id()).app();
        // The window may close while the driver waits for the response.
        let _ = self.page.clone().close_window().await;
        let _ = self.page.clone().close().await;
        // The driver closes the page but not always the window. Pending writes finish before the process exits.
        let begun = Instant::now();
        while driver::runs(id) && begun.elapsed() < EXIT_WAIT {
            tokio::time::sleep(POLL_INTERVAL).await;
        }
    }

    /// Waits until the script returns a truthy value, and returns it. Fails with the window's text and focused element.
    pub async fn until(&self, what: &str, script: &str) -> Value {
        let begun = Instant::now();
        loop {
            let value = self.page.execute(script, vec![]).await;
            match value {
                Ok(value)
                    if value != Value::Null && value != json!(false) && value != json!("") =>
                {
                    return value;
                }
                _ if begun.elapsed() < PATIENCE => tokio::time::sleep(POLL_INTERVAL).await,
                other => {
                    let text = self.page.execute("return document.body.innerText", vec![]).await;
                    let focused = self.page.execute(FOCUSED_ELEMENT, vec![]).await;
                    panic!(
                        "not within {PATIENCE:?}: {what} (last {other:?})\nfocused: {focused:?}\n\
                         the window says:\n{text:?}"
                    );
                }
            }
        }
    }

    pub async fn find(&self, testid: &str) -> Element {
        let css = format!("[data-testid=\"{testid}\"]");
        let found =
            self.page.wait().at_most(PATIENCE).every(POLL_INTERVAL).for_element(Locator::Css(&css));
        found.await.unwrap_or_else(|error| panic!("no {testid} in the window: {error}"))
    }

    /// Clicks the element once it exists and is enabled.
    pub async fn click(&self, testid: &str) {
        let script = format!(
            "const e = document.querySelector('[data-testid=\"{testid}\"]'); return !!e && !e.disabled"
        );
        self.until(&format!("{testid} can be clicked"), &script).await;
        self.find(testid).await.click().await.unwrap_or_else(|error| panic!("{testid}: {error}"));
    }

    /// Replaces a field's text by typing.
    pub async fn write(&self, testid: &str, text: &str) {
        let field = self.find(testid).await;
        field.click().await.expect("click the element");
        self.keys(&["\u{e009}a"]).await;
        match text {
            "" => field.send_keys("\u{e017}").await.expect("type the text"),
            text => field.send_keys(text).await.expect("type the text"),
        }
    }

    /// Presses the keys of each chord together and releases them in reverse; a leading modifier (Ctrl is \u{e009}) is
    /// held for the rest.
    pub async fn keys(&self, chords: &[&str]) {
        for chord in chords {
            let mut keys = KeyActions::new("keyboard".to_owned());
            let all: Vec<char> = chord.chars().collect();
            for &value in &all {
                keys = keys.then(KeyAction::Down { value });
            }
            for &value in all.iter().rev() {
                keys = keys.then(KeyAction::Up { value });
            }
            self.page.perform_actions(keys).await.expect("perform the actions");
        }
    }

    /// Opens the original script's example profile, connects it to the demo server and waits for the login.
    pub async fn original_script(&self) {
        self.click("demo-start").await;
        self.find("demo-stop").await;
        self.click("welcome-example").await;
        self.click("connect").await;
        self.wait_for_state("loggedIn").await;
    }

    /// Clicks a tool of the table, through the overflow menu if the toolbar has no room for it.
    pub async fn tool(&self, testid: &str) {
        let script = format!(
            "return document.querySelector('wl-tools [data-testid={testid}]') ? 'there' : document.querySelector('[data-testid=tools-more]:not(.spilled)') ? 'in the menu' : false"
        );
        if self.until(&format!("the tool {testid}"), &script).await == json!("in the menu") {
            self.click("tools-more").await;
        }
        self.click(testid).await;
    }

    /// Waits until the connection's state is `name`.
    pub async fn wait_for_state(&self, name: &str) {
        let script = format!(
            "return document.querySelector('[data-testid=state]')?.dataset.state === {name:?}"
        );
        self.until(&format!("the state is {name}"), &script).await;
    }

    /// Waits until a counter of the status bar is at least `at_least`, and returns it.
    pub async fn wait_for_count(&self, name: &str, at_least: u64) -> u64 {
        let script = format!(
            "const n = Number(document.querySelector('[data-testid={name}]')?.dataset.value); return n >= {at_least} ? String(n) : false"
        );
        let value = self.until(&format!("{name} is at least {at_least}"), &script).await;
        value.as_str().and_then(|n| n.parse().ok()).expect("a number")
    }

    /// Waits until the element's text contains `text`, and returns all of it with whitespace collapsed.
    pub async fn wait_for_text(&self, testid: &str, text: &str) -> String {
        let script = format!(
            "const s = document.querySelector('[data-testid=\"{testid}\"]')?.textContent ?? ''; return s.includes({text:?}) ? s : false"
        );
        let value = self.until(&format!("{testid} says {text}"), &script).await;
        value.as_str().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Waits until a visible row of the table contains all `words`, and returns its text. ↑ is sent, ↓ received; a
    /// record's kind, drawn as an icon, matches by its name.
    pub async fn wait_for_row(&self, words: &[&str]) -> String {
        let script = format!(
            "const w = {words:?}; return [...document.querySelectorAll('[role=row]')].map(r => `${{r.innerText}} ${{r.querySelector('.c-direction')?.ariaLabel ?? ''}}`).find(t => w.every(x => t.includes(x))) ?? false"
        );
        let value = self.until(&format!("a row says {words:?}"), &script).await;
        value.as_str().unwrap_or_default().to_owned()
    }

    /// Clicks the row at this position of the view.
    pub async fn click_row(&self, position: u32) {
        let css = format!("[role=row][data-index=\"{position}\"]");
        let found = self.page.wait().at_most(PATIENCE).every(POLL_INTERVAL);
        let row = found.for_element(Locator::Css(&css)).await.expect("the row is in view");
        row.click().await.expect("click the element");
    }

    /// Moves the keyboard focus to the table.
    pub async fn focus_table(&self) {
        self.until(
            "the table has the focus",
            "const g = document.querySelector('[role=grid]'); g?.focus(); return !!g",
        )
        .await;
    }

    /// Clicks the element with this `testid` whose text contains `text`.
    pub async fn click_text(&self, testid: &str, text: &str) {
        let script = format!(
            "const e = [...document.querySelectorAll('[data-testid=\"{testid}\"]')].find(e => e.textContent.includes({text:?})); e?.click(); return !!e"
        );
        self.until(&format!("a {testid} says {text}"), &script).await;
    }
}

impl Drop for App {
    fn drop(&mut self) {
        driver::kill(&mut self.driver);
    }
}

/// A child process that is killed on drop unless it is kept.
struct KillOnDrop(Option<Child>);

impl KillOnDrop {
    fn keep(mut self) -> Child {
        self.0.take().expect("keep is called once")
    }
}

impl Drop for KillOnDrop {
    fn drop(&mut self) {
        if let Some(child) = &mut self.0 {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}
