//! Generates the home by driving the app.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};
use wirelark_tests::fault::frames::{BINARY, PING, TEXT, frame};
use wirelark_tests::fault::{Behaviour, FaultServer, Then};
use wirelark_tests::processes::Processes;

use super::close_window;
use crate::app::{App, Home};
use crate::desktop::{read, until};

/// Stands for the home's path in its files.
pub(super) const MARK: &str = "<home>";
/// The expected column headers.
pub(super) const COLUMNS: &str =
    "head-row head-time head-direction head-size head-latency head-code head-preview head-note";
/// The expected window size in CSS pixels, with the zoom applied.
pub(super) const SIZE: &str = "1163 781";
/// The expected list of past connections: name, pinned, received, sent.
pub(super) const PAST: &str = r#"[["a time","false","↓ 3","↑ 1"],["a time","false","↓ 0","↑ 0"],["Build 7","true","↓ 3","↑ 1"]]"#;
const ENTER: &str = "\u{e007}";
const NEW_TAB: &str = "\u{e009}t";

/// The parts to commit: not logs, locks and the web view's own data.
const KEPT: [&str; 4] = [
    "config/dev.wirelark.desktop",
    "data/dev.wirelark.desktop/transcripts",
    "data/dev.wirelark.desktop/drafts.json",
    "files",
];

pub(super) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("frozen/data/home")
}

/// The names of all files below a folder.
pub(super) fn files(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(place) = folders.pop() {
        for entry in fs::read_dir(place).into_iter().flatten().flatten() {
            let path = entry.path();
            match path.is_dir() {
                true => folders.push(path),
                false => found
                    .push(path.strip_prefix(folder).expect("a path below the folder").to_owned()),
            }
        }
    }
    let mut names: Vec<_> =
        found.iter().map(|path| path.to_str().expect("a UTF-8 path").to_owned()).collect();
    names.sort();
    names
}

fn server() -> FaultServer {
    let bytes = [
        frame(TEXT, b"first"),
        frame(BINARY, b"\x07\0\0\0an answer"),
        frame(TEXT, b"second"),
        frame(PING, b"still there"),
    ];
    FaultServer::start(Behaviour::Upgrade { bytes: bytes.concat(), then: Then::Stay })
}

/// Imports a profile through a file dialog.
async fn import_profile(app: &App, home: &Home, name: &str, connection: Value) {
    let file = home.path(&format!("files/{}.wirelark.json", name.to_lowercase()));
    let profile = json!({
        "wirelark": 1, "name": name, "connection": connection,
        "login": {"fields": [{"name": "user", "value": "typed by hand"}]},
        "codes": [{"code": 7, "name": "ANSWER", "tone": "good"}],
        "filters": [{"name": "no pings", "filter": "-kind:ping,pong"}],
        "later": {"kept": [1, null]},
    });
    fs::create_dir_all(home.path("files")).expect("create the folder");
    fs::write(&file, profile.to_string()).expect("write the file");
    home.answer_dialog(&file);
    app.click("profile-import").await;
    app.until("it is shown", &format!("return document.title.includes({name:?})")).await;
}

async fn connect_once(app: &App) {
    app.click("connect").await;
    app.wait_for_state("open").await;
    app.wait_for_count("stored", 3).await;
    app.click("disconnect").await;
    app.wait_for_state("closed").await;
}

/// Runs the app twice and commits the files that it leaves.
pub(super) async fn home() {
    let home = Home::new();
    let (alpha, beta) = (server(), server());
    let app = App::start(&home).await;
    import_profile(&app, &home, "Alpha", json!({"url": alpha.url()})).await;
    connect_once(&app).await;
    // Columns and time format.
    app.click("head-size").await;
    app.click("show-latency").await;
    app.click("head-time").await;
    app.click("time-previous").await;
    app.click("head-latency").await;
    app.click("column-left").await;
    // Pins and notes.
    app.wait_for_row(&["ANSWER"]).await;
    app.click_row(2).await;
    app.click("pin").await;
    app.click_row(3).await;
    app.write("note", "slow since noon").await;
    app.keys(&[ENTER]).await;
    app.wait_for_row(&["second", "slow since noon"]).await;

    import_profile(
        &app,
        &home,
        "Risky",
        json!({"url": "wss://127.0.0.1:1/", "tls": {"verify": false}}),
    )
    .await;
    app.click("connect").await;
    app.click("trust-go").await;
    app.wait_for_state("closed").await;
    import_profile(&app, &home, "Beta", json!({"url": beta.url()})).await;
    connect_once(&app).await;

    // Rename and pin the older connection in the history, and open it in a tab.
    app.click("history-open").await;
    app.until(
        "two transcripts are listed",
        "return document.querySelectorAll('[data-testid=past]').length >= 2",
    )
    .await;
    let last =
        "const all = [...document.querySelectorAll('[data-testid=past]')]; const one = all.at(-1)";
    for (what, step) in [("renaming", "past-rename"), ("pinning", "past-pin")] {
        let script =
            format!("{last}.querySelector('[data-testid={step}]'); one?.click(); return !!one");
        app.until(what, &script).await;
        if step == "past-rename" {
            app.write("past-title", "Build 7").await;
            app.keys(&[ENTER]).await;
            app.until(
                "the transcript has its title",
                &format!("{last}; return one.textContent.includes('Build 7')"),
            )
            .await;
        }
    }
    app.click_text("past-open", "Build 7").await;
    app.find("file-strip").await;
    for choice in ["menu-utc", "theme-dark", "language-zh-CN"] {
        app.click("main-menu").await;
        app.click(choice).await;
    }
    app.until("Chinese", "return document.documentElement.lang === 'zh-CN'").await;
    app.page.set_window_size(1280, 860).await.expect("resize the window");
    app.until("it has that size", "return innerWidth === 1280 && innerHeight === 860").await;
    close_window(app, "Wirelark").await;

    // Settings that are set by dragging or take many clicks.
    let file = home.config("preferences.json");
    let mut preferences = read(&file);
    preferences["columns"] = json!({"time": 222});
    preferences["panes"] = json!({"details-height": 300});
    preferences["historyBudget"] = json!(5e9);
    preferences["zoom"] = json!(110);
    fs::write(&file, preferences.to_string()).expect("write the file");

    // A draft, and a crash.
    let app = App::start(&home).await;
    app.keys(&[NEW_TAB]).await;
    app.click_text("profile", "Alpha").await;
    app.write("url", "ws://typed.example/alpha").await;
    app.write("message", "half a mess é").await;
    until("the draft is kept", || {
        let text = fs::read_to_string(home.data("drafts.json")).ok()?;
        (text.contains("half a mess é") && text.contains("typed.example")).then_some(())
    })
    .await;
    let id = Processes::below(app.driver_id()).app();
    assert!(Command::new("kill").args(["-9", &id.to_string()]).status().expect("kill").success());
    app.quit().await;
    keep(&home);
}

/// Copies the home's files, with [`MARK`] in place of its path.
fn keep(home: &Home) {
    let place = home.path("").to_str().expect("a UTF-8 path").trim_end_matches('/').to_owned();
    let _ = fs::remove_dir_all(folder());
    for name in files(&home.path("")) {
        if !KEPT.iter().any(|kept| name.starts_with(kept)) {
            continue;
        }
        let content = fs::read(home.path(&name)).expect("read the file");
        let content = match String::from_utf8(content) {
            Ok(text) => text.replace(&place, MARK).into_bytes(),
            Err(error) => {
                let content = error.into_bytes();
                let path = place.as_bytes();
                assert!(
                    !content.windows(path.len()).any(|part| part == path),
                    "{name} contains a path"
                );
                content
            }
        };
        let to = folder().join(name);
        fs::create_dir_all(to.parent().expect("a parent folder")).expect("create the folder");
        fs::write(to, content).expect("write the file");
    }
}
