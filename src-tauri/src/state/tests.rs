//! Several connections of one window.

use std::path::Path;
use std::sync::Arc;

use tauri::async_runtime::block_on;
use wirelark_core::connection::Phase;
use wirelark_core::connection::status::Side;
use wirelark_core::demo::{Demo, Options};
use wirelark_core::profile::secret::Secrets;
use wirelark_core::profile::store;
use wirelark_core::profile::variable::Sources;

use super::App;
use crate::live::Live;

/// A connection to the demo server, kept by the app under an id.
async fn open(app: &App, demo: &Demo) -> (u32, Arc<Live>) {
    let text = format!(
        r#"{{"wirelark": 1, "name": "x", "connection": {{"url": "{}", "close": {{"code": 4001, "reason": "tab"}}}}}}"#,
        demo.url()
    );
    let profile = store::parse(Path::new("x"), text.as_bytes()).expect("a profile");
    let id = app.next_id();
    let sources = Sources::new(Default::default());
    let live =
        Live::open(&profile, Path::new(""), Secrets::default(), sources, &app.transcripts, id)
            .expect("begun");
    app.keep(id, live.clone());
    assert!(live.connection.until(|s| s.phase.is_open()).await.phase.is_open());
    (id, live)
}

fn app(folder: &tempfile::TempDir) -> App {
    let at = |name: &str| folder.path().join(name);
    App::at(&at("config"), at("transcripts"), at("logs")).expect("an app")
}

/// The code and the side of the end.
async fn end(live: &Live) -> (u16, Side) {
    let end = live.connection.until(|_| false).await.end.expect("an end");
    (end.code, end.by)
}

#[test]
fn what_is_over_can_be_looked_at_until_it_is_released() {
    block_on(async {
        let folder = tempfile::tempdir().expect("a folder");
        let (app, demo) = (app(&folder), Demo::start(Options::default()).await.expect("the demo"));
        let (one, first) = open(&app, &demo).await;
        first.connection.close(1000, "").await.expect("asked");
        end(&first).await;
        let (two, second) = open(&app, &demo).await;
        assert!(app.held(one).is_ok_and(|held| held.is_over()));
        app.release(one).await;
        assert!(app.held(one).is_err());
        // The other goes on; released, it is closed as its profile says.
        assert!(second.connection.status().phase.is_open());
        app.release(two).await;
        assert!(app.held(two).is_err());
        assert_eq!(end(&second).await, (4001, Side::Us));
        // One that is not there is none to worry about.
        app.release(two).await;
    });
}

#[test]
fn the_end_of_the_app_closes_all_with_1001() {
    block_on(async {
        let folder = tempfile::tempdir().expect("a folder");
        let (app, demo) = (app(&folder), Demo::start(Options::default()).await.expect("the demo"));
        let mut lives = Vec::new();
        for _ in 0..3 {
            lives.push(open(&app, &demo).await.1);
        }
        app.leave().await;
        for live in &lives {
            assert_eq!(end(live).await, (1001, Side::Us));
            assert_eq!(live.connection.status().phase, Phase::Closed);
        }
    });
}
