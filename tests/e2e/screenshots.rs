//! Screenshots of the real window: every page in each language and theme, the main pages in four sizes, and one sheet
//! of all. Run by `cargo xtask shots`; all are written to target/shots, the committed ones to docs/shots.

use std::fs;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::app::{App, Home};
use crate::appearance::DIALOGS;
use crate::trust::{ask_redirect, ask_trust};

const SIZE: (u32, u32) = (1320, 820);
const SIZES: [(u32, u32); 4] = [(900, 600), SIZE, (1920, 1080), (2560, 1440)];
const LOOKS: [(&str, &str); 4] =
    [("en", "light"), ("en", "dark"), ("zh-CN", "light"), ("zh-CN", "dark")];
const ESCAPE: &str = "\u{e00c}";
/// Shown in the README.
const COMMITTED: [&str; 1] = ["connected-light-en"];
/// Size of a screenshot on the sheet.
const THUMB: (u32, u32) = (260, 162);
const COLUMNS: usize = 14;
/// Rows that keep arriving may make every two screenshots differ.
const MOST_TRIES: usize = 8;

const SECTIONS: [&str; 8] =
    ["auth", "cookies", "tls", "proxy", "network", "frames", "limits", "close"];
const ROOMS: [&str; 6] = ["rules", "codes", "latency", "columns", "sequences", "protobuf"];

/// The folder of the screenshots, and their names in order.
struct Album {
    folder: PathBuf,
    names: Vec<String>,
}

impl Album {
    fn new() -> Album {
        let target = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/shots");
        let folder = std::env::var_os("WIRELARK_SHOTS").map_or_else(target, PathBuf::from);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("create the folder");
        Album { folder, names: Vec::new() }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.join(format!("{name}.png"))
    }

    /// Takes a screenshot of the window.
    async fn shoot(&mut self, app: &App, name: &str) {
        // The driver waits for the next frame, which never comes if the window is rendered in software and nothing
        // changes; so an invisible element changes.
        let restless = "const dot = document.createElement('i'); Object.assign(dot.style, {position: 'fixed', inset: 'auto 0 0 auto', width: '1px', height: '1px'});
            document.body.append(dot); let on = false;
            window.restless = [dot, setInterval(() => { on = !on; dot.style.background = on ? '#00000001' : '#00000002'; }, 20)]";
        let settled = "const done = arguments[0]; const still = () => document.getAnimations().every(one => !(one instanceof CSSTransition) || one.playState !== 'running');
            const look = () => still() ? requestAnimationFrame(() => requestAnimationFrame(() => done(true))) : requestAnimationFrame(look); look()";
        app.page.execute_async(settled, vec![]).await.expect("run the script");
        app.page.execute(restless, vec![]).await.expect("run the script");
        // The driver may capture a half-drawn frame: two equal screenshots in a row are complete.
        let mut png = Vec::new();
        for _ in 0..MOST_TRIES {
            let next =
                app.page.screenshot().await.unwrap_or_else(|error| panic!("{name}: {error}"));
            let is_whole = next == png;
            png = next;
            if is_whole {
                break;
            }
        }
        let calm = "const [dot, timer] = window.restless; clearInterval(timer); dot.remove()";
        app.page.execute(calm, vec![]).await.expect("run the script");
        fs::write(self.path(name), png).expect("write the file");
        self.names.push(name.to_owned());
    }

    /// Draws all screenshots on one sheet, in the page that the app shows.
    async fn sheet(&self, app: &App) -> Vec<u8> {
        let rows = self.names.len().div_ceil(COLUMNS);
        let size = |count: usize, one: u32| (count as u32) * (one + 6) + 6;
        let begin = "window.sheet = new OffscreenCanvas(arguments[0], arguments[1]); const pen = window.sheet.getContext('2d'); pen.fillStyle = '#8a94a2'; pen.fillRect(0, 0, arguments[0], arguments[1])";
        let whole = vec![json!(size(COLUMNS, THUMB.0)), json!(size(rows, THUMB.1))];
        app.page.execute(begin, whole).await.expect("run the script");
        // Each as large as fits its cell.
        let add = "const [data, x, y, width, height, done] = arguments;
            const bytes = Uint8Array.from(atob(data), one => one.charCodeAt(0));
            createImageBitmap(new Blob([bytes], {type: 'image/png'})).then(image => {
                const scale = Math.min(width / image.width, height / image.height);
                const [w, h] = [image.width * scale, image.height * scale].map(Math.round);
                const pen = window.sheet.getContext('2d'); pen.imageSmoothingQuality = 'high';
                pen.drawImage(image, x + (width - w) / 2, y + (height - h) / 2, w, h); done(true);
            }, error => done(String(error)))";
        for (i, name) in self.names.iter().enumerate() {
            let png = STANDARD.encode(fs::read(self.path(name)).expect("read the file"));
            let at = |n: usize, one: u32| size(n, one);
            let place = [at(i % COLUMNS, THUMB.0), at(i / COLUMNS, THUMB.1), THUMB.0, THUMB.1];
            let args = std::iter::once(json!(png)).chain(place.map(|n| json!(n))).collect();
            let done = app.page.execute_async(add, args).await.expect("run the script");
            assert_eq!(done, Value::Bool(true), "{name}");
        }
        let end = "const done = arguments[0]; window.sheet.convertToBlob({type: 'image/jpeg', quality: .8}).then(blob => { const reader = new FileReader(); reader.onload = () => done(reader.result.split(',')[1]); reader.readAsDataURL(blob); })";
        let jpeg = app.page.execute_async(end, vec![]).await.expect("run the script");
        STANDARD.decode(jpeg.as_str().expect("a string")).expect("base64")
    }
}

async fn start_with_theme(home: &Home, language: &str, theme: &str) -> App {
    let config = home.path("config/dev.wirelark.desktop");
    fs::create_dir_all(&config).expect("create the folder");
    let preferences = json!({"language": language, "theme": theme});
    fs::write(config.join("preferences.json"), preferences.to_string()).expect("write the file");
    let app = App::start(home).await;
    resize(&app, SIZE).await;
    app
}

async fn resize(app: &App, (width, height): (u32, u32)) {
    app.page.set_window_size(width, height).await.expect("resize the window");
    let is = format!("return innerWidth === {width} && innerHeight === {height}");
    app.until("the window has its size", &is).await;
}

/// Connects to the demo server and logs in, with pushes.
async fn demo(app: &App) {
    app.click("try-demo").await;
    app.wait_for_state("loggedIn").await;
    app.click("set-services").await;
    app.wait_for_count("received", 8).await;
}

/// Selects the first push, in the table and in the details.
async fn push(app: &App) {
    app.focus_table().await;
    app.keys(&["\u{e011}"]).await;
    for _ in 0..4 {
        app.keys(&["\u{e015}"]).await;
    }
    app.find("details-title").await;
}

async fn failed(app: &App) {
    app.click("disconnect").await;
    app.wait_for_state("closed").await;
    app.write("url", "ws://127.0.0.1:1/").await;
    app.keys(&["\u{e007}"]).await;
    app.until("an error", "return !!document.querySelector('#url-error .fault')").await;
}

async fn open(app: &App, command: &str) {
    app.click("main-menu").await;
    app.click(command).await;
}

async fn close(app: &App) {
    app.keys(&[ESCAPE]).await;
    app.until(
        "everything is closed",
        "return !document.querySelector('dialog[open], .menu') && !document.querySelector('#main')?.closest('[inert]')",
    )
    .await;
}

async fn every_page(album: &mut Album, language: &str, theme: &str) {
    let home = Home::new();
    let app = start_with_theme(&home, language, theme).await;
    let look = format!("{theme}-{}", &language[..2]);
    let named = |page: &str| format!("{page}-{look}");
    album.shoot(&app, &named("first-run")).await;
    demo(&app).await;
    album.shoot(&app, &named("connected")).await;
    push(&app).await;
    for tab in ["fields", "text", "json", "hex"] {
        app.click(&format!("tab-{tab}")).await;
        album.shoot(&app, &named(&format!("details-{tab}"))).await;
    }
    app.focus_table().await;
    app.keys(&["\u{e008}\u{e015}"]).await;
    app.click("type-packed").await;
    album.shoot(&app, &named("compare-rows")).await;
    app.click("main-menu").await;
    album.shoot(&app, &named("menu")).await;
    app.click("menu-settings").await;
    album.shoot(&app, &named("settings-request")).await;
    for section in SECTIONS {
        app.click(&format!("settings-tab-{section}")).await;
        album.shoot(&app, &named(&format!("settings-{section}"))).await;
    }
    close(&app).await;
    open(&app, "menu-layouts").await;
    album.shoot(&app, &named("layouts")).await;
    for room in ROOMS {
        app.click(&format!("room-tab-{room}")).await;
        album.shoot(&app, &named(room)).await;
    }
    close(&app).await;
    for room in ["menu-replies", "menu-handshake", "menu-history", "menu-comparing", "menu-charts"]
    {
        open(&app, room).await;
        album.shoot(&app, &named(room.trim_start_matches("menu-"))).await;
        close(&app).await;
    }
    for dialog in DIALOGS {
        open(&app, dialog).await;
        album.shoot(&app, &named(dialog)).await;
        close(&app).await;
    }
    app.click("farewell-menu").await;
    app.click("farewell-with").await;
    album.shoot(&app, &named("farewell")).await;
    close(&app).await;
    failed(&app).await;
    album.shoot(&app, &named("error")).await;
    let _server = ask_redirect(&app, &home).await;
    album.shoot(&app, &named("redirect")).await;
    ask_trust(&app, &home).await;
    album.shoot(&app, &named("trust")).await;
    app.quit().await;
}

/// First run, connected, a message, an error.
async fn every_size(album: &mut Album, language: &str, theme: &str) {
    let home = Home::new();
    let app = start_with_theme(&home, language, theme).await;
    for page in ["first-run", "connected", "details", "error"] {
        match page {
            "connected" => demo(&app).await,
            "details" => push(&app).await,
            "error" => failed(&app).await,
            _ => {}
        }
        for size in SIZES {
            resize(&app, size).await;
            let name = format!("{page}-{}x{}-{theme}-{}", size.0, size.1, &language[..2]);
            album.shoot(&app, &name).await;
        }
    }
    app.quit().await;
}

#[tokio::test]
#[ignore = "makes pictures; run by `cargo xtask shots`"]
async fn shots() {
    let mut album = Album::new();
    for (language, theme) in LOOKS {
        every_page(&mut album, language, theme).await;
    }
    for (language, theme) in [LOOKS[0], LOOKS[3]] {
        every_size(&mut album, language, theme).await;
    }
    let home = Home::new();
    let app = App::start(&home).await;
    let sheet = album.sheet(&app).await;
    app.quit().await;
    fs::write(album.folder.join("all.jpg"), &sheet).expect("write the file");
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/shots");
    fs::create_dir_all(&docs).expect("create the folder");
    fs::write(docs.join("all.jpg"), &sheet).expect("write the file");
    for name in COMMITTED {
        fs::copy(album.path(name), docs.join(format!("{name}.png"))).expect("copy the file");
    }
}
