//! Several connections in one app: release, shutdown and the tasks of a start.

use std::path::Path;
use std::sync::Arc;

use tauri::async_runtime::block_on;
use wirelark_core::connection::Phase;
use wirelark_core::connection::connection_end::Side;
use wirelark_core::profile::secret::Secrets;
use wirelark_core::profile::server::Server;
use wirelark_core::profile::store;
use wirelark_core::profile::variable::VariableSources;
use wirelark_core::server::{Demo, DemoOptions};

use super::App;
use crate::connection::live::{ConnectTarget, Live};

/// Connects to the demo server and registers the connection.
async fn open(app: &App, demo: &Demo) -> (u32, Arc<Live>) {
    let text = format!(
        r#"{{"wirelark": 1, "name": "x", "connection": {{"url": "{}", "close": {{"code": 4001, "reason": "tab"}}}}}}"#,
        demo.url()
    );
    let profile = store::parse(Path::new("x"), text.as_bytes()).expect("a profile");
    let id = app.next_id();
    let server = Server::parse(&demo.url()).expect("a server");
    let target = ConnectTarget {
        server: crate::profiles::trust::trusted_server(None, &server),
        other_hosts: Vec::new(),
        secrets: Secrets::default(),
        sources: VariableSources::new(Default::default()),
        automatic: false,
    };
    let files = (app.transcripts.as_path(), &*app.chosen_files);
    let live = Live::open(&profile, Path::new(""), target, files, id).expect("begun");
    app.add_connection(id, live.clone());
    assert!(live.connection.until(|s| s.phase.is_open()).await.phase.is_open());
    (id, live)
}

fn app(folder: &tempfile::TempDir) -> App {
    let at = |name: &str| folder.path().join(name);
    App::at(&at("config"), &at("data"), at("logs")).expect("an app")
}

/// Waits for the close and returns its code and side.
async fn closed(live: &Live) -> (u16, Side) {
    let end = live.connection.until(|_| false).await.end.expect("an end");
    (end.code, end.by)
}

#[test]
fn closed_connections_stay_until_released() {
    block_on(async {
        let folder = tempfile::tempdir().expect("a folder");
        let (app, demo) =
            (app(&folder), Demo::start(DemoOptions::default()).await.expect("the demo"));
        let (one, first) = open(&app, &demo).await;
        first.connection.close(1000, "").await.expect("asked");
        closed(&first).await;
        let (two, second) = open(&app, &demo).await;
        assert!(app.item(one).is_ok_and(|item| item.is_over()));
        app.release(one).await;
        assert!(app.item(one).is_err());
        // The other connection stays open; releasing it closes it with its profile's code.
        assert!(second.connection.status().phase.is_open());
        app.release(two).await;
        assert!(app.item(two).is_err());
        assert_eq!(closed(&second).await, (4001, Side::Us));
        // Releasing an unknown id does nothing.
        app.release(two).await;
    });
}

#[test]
fn shutdown_closes_all_connections_with_1001() {
    block_on(async {
        let folder = tempfile::tempdir().expect("a folder");
        let (app, demo) =
            (app(&folder), Demo::start(DemoOptions::default()).await.expect("the demo"));
        let mut lives = Vec::new();
        for _ in 0..3 {
            lives.push(open(&app, &demo).await.1);
        }
        app.shut_down().await;
        for live in &lives {
            assert_eq!(closed(live).await, (1001, Side::Us));
            assert_eq!(live.connection.status().phase, Phase::Closed);
        }
    });
}

/// A start makes files of earlier versions private and empties the trash.
#[cfg(unix)]
#[test]
fn hostile_15_a_start_tidies_up() {
    use std::os::unix::fs::PermissionsExt;
    use std::time::{Duration, Instant};

    use wirelark_core::transcript::history::{History, KEPT_FOR};
    use wirelark_core::transcript::{Writer, WriterOptions};

    let folder = tempfile::tempdir().expect("a folder");
    let transcripts = folder.path().join("data/transcripts");
    let history = History::open(&transcripts).expect("made");
    let now = jiff::Timestamp::now();
    for (name, age) in [("old", KEPT_FOR + Duration::from_secs(60)), ("new", Duration::ZERO)] {
        let path = transcripts.join(format!("{name}.wlt"));
        let writer =
            Writer::create(path, &Default::default(), WriterOptions::default(), Box::new(|| {}));
        writer.expect("created").finish().expect("written");
        history.delete(name, now - age).expect("deleted");
    }
    let earlier = folder.path().join("config/earlier");
    std::fs::create_dir_all(folder.path().join("config")).expect("made");
    std::fs::write(&earlier, "x").expect("written");
    let mode = |path: &Path| std::fs::metadata(path).expect("there").permissions().mode() & 0o777;
    for (path, open) in [(earlier.as_path(), 0o644), (transcripts.as_path(), 0o755)] {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(open)).expect("set");
    }
    let app = app(&folder);
    let begun = Instant::now();
    while app.history.deleted().len() > 1 || mode(&earlier) != 0o600 {
        assert!(begun.elapsed() < Duration::from_secs(20), "not tidied up");
        std::thread::yield_now();
    }
    assert_eq!(app.history.deleted()[0].id, "new");
    for path in ["config", "data", "data/transcripts", "logs"] {
        assert_eq!(mode(&folder.path().join(path)), 0o700, "{path}");
    }
}
