//! The app under WebKitWebDriver: started, its things found, its conditions waited for. One at a time: the automation
//! drives a single window.

use std::ffi::OsString;
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

use crate::processes::Processes;

/// Longer than anything takes on a busy machine; a condition that is not met by then never will be.
const PATIENCE: Duration = Duration::from_secs(60);
const LOOK_AGAIN: Duration = Duration::from_millis(25);
/// How long the app may take to end with its page.
const ENDING: Duration = Duration::from_millis(500);

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

    /// A file of the app's folder of settings.
    pub fn config(&self, name: &str) -> PathBuf {
        self.path("config/dev.wirelark.desktop").join(name)
    }

    /// A file of the app's data folder.
    pub fn data(&self, name: &str) -> PathBuf {
        self.path("data/dev.wirelark.desktop").join(name)
    }

    /// What makes this the app's home, in a system of this language.
    pub fn environment(&self, language: &str) -> Vec<(&'static str, OsString)> {
        let paths = [
            ("XDG_CONFIG_HOME", "config"),
            ("XDG_DATA_HOME", "data"),
            ("XDG_CACHE_HOME", "cache"),
            ("XDG_RUNTIME_DIR", "runtime"),
            ("WIRELARK_DIALOGS", "dialogs"),
        ];
        let languages = ["LANG", "LC_ALL", "LANGUAGE"].map(|name| (name, OsString::from(language)));
        fs::create_dir_all(self.path("runtime")).expect("the runtime folder");
        let paths = paths.map(|(name, path)| (name, self.path(path).into_os_string()));
        [&paths[..], &languages[..], &[("TZ", OsString::from("UTC"))]].concat()
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
        App::start_with(home, language, &[]).await
    }

    /// The same with these variables besides.
    pub async fn start_with(home: &Home, language: &str, besides: &[(&str, &str)]) -> App {
        let binary = App::binary();
        let port =
            TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("it").port();
        let driver = Command::new("WebKitWebDriver")
            .args([format!("--port={port}"), "--host=127.0.0.1".to_owned()])
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .envs(home.environment(language))
            .envs(besides.iter().copied())
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

    /// The app's file.
    pub fn binary() -> String {
        std::env::var("WIRELARK_APP")
            .expect("WIRELARK_APP names the app; `cargo xtask test window` sets it")
    }

    /// The driver's process; the app and its web process are below it.
    pub fn driver_id(&self) -> u32 {
        self.driver.id()
    }

    /// Ends the app; its home has no other instance then.
    pub async fn quit(self) {
        let id = Processes::below(self.driver.id()).app();
        // The window goes while the driver waits for an answer.
        let _ = self.page.clone().close_window().await;
        let _ = self.page.clone().close().await;
        // The driver takes the page away, and not always the window. What is being written is written.
        let begun = Instant::now();
        while Path::new(&format!("/proc/{id}/exe")).exists() && begun.elapsed() < ENDING {
            tokio::time::sleep(LOOK_AGAIN).await;
        }
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

    /// The original script's profile, without layouts, connected to the demo server and logged in.
    pub async fn original_script(&self) {
        self.click("demo-start").await;
        self.find("demo-stop").await;
        self.click("welcome-example").await;
        self.click("connect").await;
        self.state("loggedIn").await;
    }

    /// Uses a tool of the table, from the menu where it has no room beside the filter.
    pub async fn tool(&self, testid: &str) {
        let script = format!(
            "return document.querySelector('wl-tools [data-testid={testid}]') ? 'there' : document.querySelector('[data-testid=tools-more]:not(.spilled)') ? 'in the menu' : false"
        );
        if self.until(&format!("the tool {testid}"), &script).await == json!("in the menu") {
            self.click("tools-more").await;
        }
        self.click(testid).await;
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

    /// Waits until a row of the table that is in view has these words; ↑ is sent, ↓ received. Its kind, which is drawn
    /// beside the arrow, counts by its name.
    pub async fn row(&self, words: &[&str]) -> String {
        let script = format!(
            "const w = {words:?}; return [...document.querySelectorAll('[role=row]')].map(r => `${{r.innerText}} ${{r.querySelector('.c-direction')?.ariaLabel ?? ''}}`).find(t => w.every(x => t.includes(x))) ?? false"
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
        // The app does not end with its driver by itself, and while it is there another start in its home would only hand
        // over to it.
        match Processes::below(self.driver.id()).app() {
            0 => {}
            id => {
                let _ = Command::new("kill").args(["-9", &id.to_string()]).status();
            }
        }
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
