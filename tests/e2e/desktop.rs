//! Desktop conventions: window state, a single instance, the dialogs' last folders, Ctrl+O, Ctrl+P, dropped files.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use fantoccini::Locator;
use serde_json::{Value, json};
use wirelark_tests::demo::Demo;
use wirelark_tests::processes::Processes;
use wirelark_tests::python;

use crate::app::{App, Home};

const PATIENCE: Duration = Duration::from_secs(60);
const POLL_INTERVAL: Duration = Duration::from_millis(25);
const PALETTE: &str = "\u{e009}k";
const SWITCH: &str = "\u{e009}p";
const OPEN: &str = "\u{e009}o";
pub(crate) const ENTER: &str = "\u{e007}";

/// Waits for a condition outside the page.
pub(crate) async fn until<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(begun.elapsed() < PATIENCE, "not within {PATIENCE:?}: {what}");
        tokio::time::sleep(POLL_INTERVAL).await;
    }
}

pub(crate) fn read(path: &Path) -> Value {
    let text = fs::read_to_string(path).unwrap_or_default();
    serde_json::from_str(&text).unwrap_or_default()
}

fn profile_at(path: &Path, name: &str) -> PathBuf {
    fs::create_dir_all(path.parent().expect("a parent folder")).expect("create the folder");
    let profile = json!({
        "wirelark": 1, "name": name, "connection": {"url": format!("ws://{}.example/", name.to_lowercase())},
        "login": {"fields": [{"name": "user_id", "value": "saved-user"}]},
    });
    fs::write(path, profile.to_string()).expect("write the file");
    path.to_owned()
}

pub(crate) fn profile(home: &Home, name: &str) -> PathBuf {
    profile_at(&home.profiles().join(format!("{}.wirelark.json", name.to_lowercase())), name)
}

/// Closes the window with its close button, and waits until the app has exited.
pub(crate) async fn close_window(app: App, title: &str) {
    let id = Processes::below(app.driver_id()).app();
    let mut close = Command::new(python::interpreter());
    close.args(["-c", include_str!("close_window.py"), title]);
    assert!(close.status().expect("python3").success());
    until("the app has ended", || (!Path::new(&format!("/proc/{id}/exe")).exists()).then_some(()))
        .await;
    drop(app);
}

pub(crate) async fn shows_url(app: &App, url: &str) {
    let script = format!("return document.querySelector('#url')?.value === {url:?}");
    app.until(&format!("the URL is {url}"), &script).await;
}

/// Runs the command that these letters find in the palette.
pub(crate) async fn command(app: &App, letters: &str) {
    app.keys(&[PALETTE]).await;
    app.find("palette-search").await.send_keys(letters).await.expect("type the text");
    app.keys(&[ENTER]).await;
}

// The window's size and position.

async fn place(app: &App) -> [i64; 4] {
    let script = "return [innerWidth, innerHeight, screenX, screenY]";
    let value = app.page.execute(script, vec![]).await.expect("run the script");
    [0, 1, 2, 3].map(|n| value[n].as_i64().expect("a number"))
}

#[tokio::test]
async fn the_window_state_is_restored_within_the_screen() {
    let home = Home::new();
    let app = App::start(&home).await;
    let default_place = place(&app).await;
    app.page.set_window_size(1111, 777).await.expect("resize the window");
    app.until("it has that size", "return innerWidth === 1111 && innerHeight === 777").await;
    close_window(app, "Wirelark").await;
    let file = home.config("window.json");
    assert_eq!(read(&file)["main"]["width"], 1111, "{}", read(&file));
    assert_eq!(mode(&file), 0o600);

    let app = App::start(&home).await;
    assert_eq!(place(&app).await[..2], [1111, 777]);
    close_window(app, "Wirelark").await;

    // A screen that is no longer connected, and a size larger than any screen.
    let mut state = read(&file);
    for (key, value) in [("x", 30_000), ("y", -9_000), ("width", 50_000), ("height", 600)] {
        state["main"][key] = json!(value);
    }
    fs::write(&file, state.to_string()).expect("write the file");
    let app = App::start(&home).await;
    let [width, height, x, y] = place(&app).await;
    assert_eq!((x, y, height), (0, 0, 600), "{width}");
    assert!((641..=10_000).contains(&width), "{width}");
    close_window(app, "Wirelark").await;

    for text in ["{", r#"{"main": {"width": "x"}}"#] {
        fs::write(&file, text).expect("write the file");
        let app = App::start(&home).await;
        assert_eq!(place(&app).await[..2], default_place[..2], "{text}");
        close_window(app, "Wirelark").await;
    }
}

#[cfg(unix)]
pub(crate) fn mode(path: &Path) -> u32 {
    use std::os::unix::fs::PermissionsExt;
    fs::metadata(path).expect("read the metadata").permissions().mode() & 0o777
}

/// Windows has no modes: a user's folder is private by its access list.
#[cfg(not(unix))]
pub(crate) fn mode(_: &Path) -> u32 {
    0o600
}

// One instance for each data folder.

/// A second start of the app beside the driven one.
struct Second(Child);

impl Second {
    fn start(home: &Home, besides: &[(&str, String)], argument: Option<&str>) -> Second {
        let mut command = Command::new(App::binary());
        command
            .args(argument)
            .current_dir(home.path(""))
            .envs(home.environment("en_US.UTF-8"))
            .envs(besides.iter().map(|(name, value)| (*name, value)))
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        Second(command.spawn().expect("the app"))
    }

    async fn ends(mut self) {
        let status =
            until("the second start has ended", || self.0.try_wait().expect("poll the process"))
                .await;
        assert!(status.success(), "{status}");
    }
}

impl Drop for Second {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[tokio::test]
async fn a_second_instance_hands_its_file_to_the_first() {
    let (home, demo) = (Home::new(), Demo::start(&[]));
    let app = App::start(&home).await;
    profile_at(&home.path("given.wirelark"), "Given");
    // A path relative to the folder it was started in.
    Second::start(&home, &[], Some("given.wirelark")).ends().await;
    shows_url(&app, "ws://given.example/").await;

    // A transcript.
    app.write("url", &demo.url).await;
    app.keys(&[ENTER]).await;
    app.wait_for_state("open").await;
    app.click("disconnect").await;
    app.wait_for_state("closed").await;
    let transcript = fs::read_dir(home.transcripts()).expect("list the folder").flatten();
    let transcript =
        transcript.map(|one| one.path()).find(|one| one.extension().is_some_and(|e| e == "wlt"));
    fs::copy(transcript.expect("a transcript"), home.path("given.wlt")).expect("copy the file");
    Second::start(&home, &[], Some("given.wlt")).ends().await;
    app.wait_for_text("file-strip", "given.wlt").await;

    // JSON Lines; a file that is not a profile is reported and not listed.
    let line = r#"{"row":1,"time":"2026-01-02T03:04:05Z","direction":"received","kind":"text","text":"from outside"}"#;
    fs::write(home.path("given.jsonl"), format!("{line}\n")).expect("write the file");
    Second::start(&home, &[], Some("given.jsonl")).ends().await;
    app.wait_for_row(&["from outside"]).await;
    fs::write(home.path("junk.wirelark"), "no JSON").expect("write the file");
    Second::start(&home, &[], Some("junk.wirelark")).ends().await;
    app.until("it says so", "return document.body.innerText.includes('This profile is damaged')")
        .await;
    assert!(!app.page.source().await.expect("the page").contains("data-profile=\"junk"));

    // Without a file it only raises the window.
    Second::start(&home, &[], None).ends().await;
    app.quit().await;
}

#[tokio::test]
async fn another_home_or_no_session_bus_starts_another_instance() {
    let (home, other) = (Home::new(), Home::new());
    let app = App::start(&home).await;
    let elsewhere = Second::start(&other, &[], None);
    stays(elsewhere, &other, "started").await;

    let bus = format!("unix:path={}", home.path("no-bus").display());
    let alone = Second::start(&home, &[("DBUS_SESSION_BUS_ADDRESS", bus)], None);
    stays(alone, &home, "no other start can be noticed").await;

    // An instance that hangs accepts no files.
    let id = Processes::below(app.driver_id()).app().to_string();
    let signal = |name: &str| {
        assert!(Command::new("kill").args([name, &id]).status().expect("kill").success());
    };
    signal("-STOP");
    let alone = Second::start(&home, &[], None);
    stays(alone, &home, "no other start can be noticed error=no answer").await;
    signal("-CONT");
    app.quit().await;
}

/// Asserts that the second instance logs this, creates its own window state, and keeps running.
async fn stays(mut second: Second, home: &Home, says: &str) {
    let file = home.config("window.json");
    until("it starts", || (home.log().contains(says) && file.exists()).then_some(())).await;
    assert!(second.0.try_wait().expect("poll the process").is_none(), "{}", home.log());
}

// Profiles from the keyboard, dialogs, dropped files.

#[tokio::test]
async fn ctrl_p_goes_to_a_profile_and_ctrl_o_opens_one() {
    let home = Home::new();
    for name in ["One", "Two", "Three"] {
        profile(&home, name);
    }
    let app = App::start(&home).await;
    app.keys(&[SWITCH]).await;
    app.find("palette-search").await.send_keys("two.ex").await.expect("type the text");
    app.keys(&[ENTER]).await;
    shows_url(&app, "ws://two.example/").await;
    // The current profile is last, so Enter opens another.
    app.keys(&[SWITCH]).await;
    app.until(
        "all three",
        "const e = [...document.querySelectorAll('[data-testid=palette-entry]')]; return e.length === 3 && e[2].dataset.command === 'two'",
    )
    .await;
    app.keys(&["\u{e00c}"]).await;
    // From the menu, with the pointer.
    app.click("main-menu").await;
    app.click("menu-switch").await;
    let three = Locator::Css("[data-testid=palette-entry][data-command=three]");
    app.page
        .wait()
        .at_most(PATIENCE)
        .for_element(three)
        .await
        .expect("an entry")
        .click()
        .await
        .expect("click the element");
    shows_url(&app, "ws://three.example/").await;

    let file = profile_at(&home.path("elsewhere/far.wirelark"), "Far");
    home.answer_dialog(&file);
    app.keys(&[OPEN]).await;
    shows_url(&app, "ws://far.example/").await;
    app.quit().await;
}

#[tokio::test]
async fn dialogs_start_in_the_last_folder() {
    let home = Home::new();
    let file = profile_at(&home.path("elsewhere/far.wirelark"), "Far");
    let folder = format!("folder=Some({:?})", home.path("elsewhere"));
    let app = App::start(&home).await;
    home.answer_dialog(&file);
    app.keys(&[OPEN]).await;
    shows_url(&app, "ws://far.example/").await;
    assert!(!home.log().contains(&folder), "{}", home.log());
    app.keys(&[OPEN]).await;
    until("the second begins there", || home.log().contains(&folder).then_some(())).await;
    app.quit().await;

    let before = home.log().matches(&folder).count();
    let app = App::start(&home).await;
    app.keys(&[OPEN]).await;
    until("also after a start", || (home.log().matches(&folder).count() > before).then_some(()))
        .await;
    // Transcripts have a folder of their own.
    command(&app, "Open a transcript").await;
    until("another kind of file", || home.log().contains("suffixes=[\"wlt\"]").then_some(())).await;
    let log = home.log();
    let line =
        log.lines().find(|line| line.contains("suffixes=[\"wlt\"]")).expect("the dialog's line");
    assert!(line.contains("folder=None"), "{line}");
    app.quit().await;
}

#[tokio::test]
async fn a_dropped_file_opens() {
    let home = Home::new();
    let app = App::start(&home).await;
    let file = profile_at(&home.path("a file.wirelark"), "Dropped");
    drop_on("Wirelark", &file);
    shows_url(&app, "ws://dropped.example/").await;
    let line = r#"{"row":1,"time":"2026-01-02T03:04:05Z","direction":"received","kind":"text","text":"dropped in"}"#;
    let lines = home.path("given.jsonl");
    fs::write(&lines, format!("{line}\n")).expect("write the file");
    drop_on("Dropped", &lines);
    app.wait_for_row(&["dropped in"]).await;
    app.quit().await;
}

fn drop_on(title: &str, file: &Path) {
    let mut command = Command::new(python::interpreter());
    command.args(["-c", include_str!("drop_file.py"), title]).arg(file);
    assert!(command.status().expect("python3").success());
}
