//! The app under WebKitWebDriver: started, its things found, its conditions waited for. One at a time: the automation
//! drives a single window.

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::elements::Element;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Map, Value, json};
use tempfile::TempDir;

/// Longer than anything takes on a busy machine; a condition that is not met by then never will be.
const PATIENCE: Duration = Duration::from_secs(60);
const LOOK_AGAIN: Duration = Duration::from_millis(25);

/// A home of its own: configuration, transcripts, logs, and the queue of dialog answers.
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

    /// In this folder: where much is written, that for temporary files may be memory.
    pub fn inside(folder: &Path) -> Home {
        let folder = tempfile::Builder::new().prefix("wirelark-e2e-").tempdir_in(folder);
        let folder = folder.expect("a folder");
        fs::write(folder.path().join("dialogs"), "").expect("the queue");
        Home { folder }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The app's folder of profiles.
    pub fn profiles(&self) -> PathBuf {
        self.path("config/dev.wirelark.desktop/profiles")
    }

    /// The app's folder of transcripts.
    pub fn transcripts(&self) -> PathBuf {
        self.path("data/dev.wirelark.desktop/transcripts")
    }

    /// The next file dialog's answer.
    pub fn answer_dialog(&self, path: &Path) {
        let queue = self.path("dialogs");
        let old = fs::read_to_string(&queue).expect("the queue");
        fs::write(queue, format!("{old}{}\n", path.display())).expect("the queue");
    }

    /// Everything the app has logged.
    pub fn log(&self) -> String {
        let folder = self.path("data/dev.wirelark.desktop/logs");
        let files = fs::read_dir(folder).into_iter().flatten().flatten();
        files.map(|file| fs::read_to_string(file.path()).unwrap_or_default()).collect()
    }
}

/// The app, running. Ends with its driver when it is dropped.
#[derive(Debug)]
pub struct App {
    pub page: Client,
    driver: Child,
}

impl App {
    pub async fn start(home: &Home) -> App {
        App::start_in(home, "en_US.UTF-8").await
    }

    /// The app in a system of this language.
    pub async fn start_in(home: &Home, language: &str) -> App {
        let binary = std::env::var("WIRELARK_APP")
            .expect("WIRELARK_APP names the app; `cargo xtask test window` sets it");
        let port =
            TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("it").port();
        let runtime_dir = home.path("runtime");
        fs::create_dir_all(&runtime_dir).expect("the runtime folder");
        let driver = Command::new("WebKitWebDriver")
            .args([format!("--port={port}"), "--host=127.0.0.1".to_owned()])
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .env("XDG_CONFIG_HOME", home.path("config"))
            .env("XDG_DATA_HOME", home.path("data"))
            .env("XDG_CACHE_HOME", home.path("cache"))
            .env("XDG_RUNTIME_DIR", runtime_dir)
            .env("WIRELARK_DIALOGS", home.path("dialogs"))
            .env("LANG", language)
            .env("LC_ALL", language)
            .env("LANGUAGE", language)
            .env("TZ", "UTC")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("WebKitWebDriver");
        // From here on a failure ends the driver, and with it the app.
        let driver = Ended(Some(driver));
        let capabilities: Map<String, Value> = match json!({
            "webkitgtk:browserOptions": {"binary": binary, "args": []}
        }) {
            Value::Object(map) => map,
            _ => Map::new(),
        };
        let address = format!("http://127.0.0.1:{port}");
        let begun = Instant::now();
        let page = loop {
            let mut builder = ClientBuilder::new(HttpConnector::new());
            match builder.capabilities(capabilities.clone()).connect(&address).await {
                Ok(page) => break page,
                // It does not listen yet.
                Err(_) if begun.elapsed() < PATIENCE => tokio::time::sleep(LOOK_AGAIN).await,
                Err(error) => panic!("no session: {error}"),
            }
        };
        let app = App { page, driver: driver.keep() };
        app.until("the page has come up", "return !!document.querySelector('[data-testid=state]')")
            .await;
        app
    }

    /// The driver's process; the app and its web process are below it.
    pub fn driver_id(&self) -> u32 {
        self.driver.id()
    }

    /// Ends the app as closing its window does.
    pub async fn quit(mut self) {
        // The window goes while the driver waits for an answer.
        let _ = self.page.clone().close_window().await;
        let _ = self.page.clone().close().await;
        let _ = self.driver.kill();
        let _ = self.driver.wait();
        // What `Drop` would do is done.
    }

    /// Waits until the script answers something true, and answers it.
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
                _ if begun.elapsed() < PATIENCE => tokio::time::sleep(LOOK_AGAIN).await,
                other => {
                    let seen = self.page.execute("return document.body.innerText", vec![]).await;
                    panic!(
                        "not within {PATIENCE:?}: {what} (last {other:?})\nthe window says:\n{seen:?}"
                    );
                }
            }
        }
    }

    pub async fn find(&self, testid: &str) -> Element {
        let css = format!("[data-testid=\"{testid}\"]");
        let found =
            self.page.wait().at_most(PATIENCE).every(LOOK_AGAIN).for_element(Locator::Css(&css));
        found.await.unwrap_or_else(|error| panic!("no {testid} in the window: {error}"))
    }

    /// Clicks when it is there and not disabled.
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
        field.click().await.expect("focus");
        self.keys(&["\u{e009}a"]).await;
        match text {
            "" => field.send_keys("\u{e017}").await.expect("deleted"),
            text => field.send_keys(text).await.expect("typed"),
        }
    }

    /// Presses keys; in each text a leading modifier (Ctrl is \u{e009}) is held for the rest.
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
            self.page.perform_actions(keys).await.expect("keys");
        }
    }

    /// Waits until the state is this.
    pub async fn state(&self, name: &str) {
        let script = format!(
            "return document.querySelector('[data-testid=state]')?.dataset.state === {name:?}"
        );
        self.until(&format!("the state is {name}"), &script).await;
    }

    /// A counter of the status bar, once it is at least this.
    pub async fn count(&self, name: &str, at_least: u64) -> u64 {
        let script = format!(
            "const n = Number(document.querySelector('[data-testid={name}]')?.dataset.value); return n >= {at_least} ? String(n) : false"
        );
        let value = self.until(&format!("{name} is at least {at_least}"), &script).await;
        value.as_str().and_then(|n| n.parse().ok()).expect("a number")
    }

    /// Waits until the element's text holds this, and answers all of it.
    pub async fn says(&self, testid: &str, text: &str) -> String {
        let script = format!(
            "const s = document.querySelector('[data-testid=\"{testid}\"]')?.textContent ?? ''; return s.includes({text:?}) ? s : false"
        );
        let value = self.until(&format!("{testid} says {text}"), &script).await;
        value.as_str().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Waits until a row of the table that is in view has these words; ↑ is sent, ↓ received.
    pub async fn row(&self, words: &[&str]) -> String {
        let script = format!(
            "const w = {words:?}; return [...document.querySelectorAll('[role=row]')].map(r => r.innerText).find(t => w.every(x => t.includes(x))) ?? false"
        );
        let value = self.until(&format!("a row says {words:?}"), &script).await;
        value.as_str().unwrap_or_default().to_owned()
    }

    /// Clicks the row at this position of the view.
    pub async fn click_row(&self, position: u32) {
        let css = format!("[role=row][data-index=\"{position}\"]");
        let found = self.page.wait().at_most(PATIENCE).every(LOOK_AGAIN);
        let row = found.for_element(Locator::Css(&css)).await.expect("the row is in view");
        row.click().await.expect("clicked");
    }

    /// Puts the keyboard's focus on the table.
    pub async fn focus_table(&self) {
        self.until(
            "the table has the focus",
            "const g = document.querySelector('[role=grid]'); g?.focus(); return !!g",
        )
        .await;
    }

    /// Clicks the button of this kind whose text is this.
    pub async fn click_text(&self, testid: &str, text: &str) {
        let script = format!(
            "const e = [...document.querySelectorAll('[data-testid=\"{testid}\"]')].find(e => e.textContent.includes({text:?})); e?.click(); return !!e"
        );
        self.until(&format!("a {testid} says {text}"), &script).await;
    }
}

impl Drop for App {
    fn drop(&mut self) {
        // The app does not end with its driver by itself.
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

/// A child that ends unless it is kept.
struct Ended(Option<Child>);

impl Ended {
    fn keep(mut self) -> Child {
        self.0.take().expect("kept once")
    }
}

impl Drop for Ended {
    fn drop(&mut self) {
        if let Some(child) = &mut self.0 {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}
