//! Pictures for the README, of the real window: `cargo xtask shots`.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::app::{App, Home};

fn folder() -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/shots");
    std::fs::create_dir_all(&folder).expect("docs/shots");
    folder
}

/// A picture of the virtual screen. The driver's own screenshots hang where the window is drawn in software.
async fn shoot(app: &App, name: &str) {
    // What is drawn last is two frames away.
    let script = "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done([innerWidth, innerHeight])))";
    let size = app.page.execute_async(script, vec![]).await.expect("two frames");
    let crop = format!("{}x{}+0+0", size[0], size[1]);
    let path = folder().join(format!("{name}.png"));
    let taken = Command::new("import")
        .args(["-window", "root", "-crop", &crop, "+repage"])
        .arg(&path)
        .status()
        .expect("import, of ImageMagick");
    assert!(taken.success(), "{name}");
}

async fn all(language: &str, theme: &str, name: &str) {
    let home = Home::new();
    let config = home.path("config/dev.wirelark.desktop");
    std::fs::create_dir_all(&config).expect("the folder");
    let preferences = serde_json::json!({"language": language, "theme": theme});
    std::fs::write(config.join("preferences.json"), preferences.to_string()).expect("written");
    let app = App::start(&home).await;
    app.page.set_window_size(1320, 820).await.expect("a size");
    shoot(&app, &format!("first-run-{name}")).await;

    app.click("try-demo").await;
    app.state("loggedIn").await;
    app.click("set-services").await;
    app.count("received", 8).await;
    shoot(&app, &format!("connected-{name}")).await;

    app.click_row(3).await;
    app.click("tab-hex").await;
    shoot(&app, &format!("details-{name}")).await;

    app.click("disconnect").await;
    app.state("closed").await;
    app.write("url", "ws://127.0.0.1:1/").await;
    app.keys(&["\u{e007}"]).await;
    app.until("an error", "return !!document.querySelector('#url-error .fault')").await;
    shoot(&app, &format!("error-{name}")).await;
    app.quit().await;
}

#[tokio::test]
#[ignore = "makes pictures; run by `cargo xtask shots`"]
async fn shots_english_light() {
    all("en", "light", "light-en").await;
}

#[tokio::test]
#[ignore = "makes pictures; run by `cargo xtask shots`"]
async fn shots_chinese_dark() {
    all("zh-CN", "dark", "dark-zh").await;
}
