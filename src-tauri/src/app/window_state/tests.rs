use std::fs;

use super::*;

const FIRST: Area = Area { x: 0, y: 0, width: 1920, height: 1080 };
const LEFT: Area = Area { x: -1280, y: 0, width: 1280, height: 1024 };

fn saved(x: i32, y: i32, width: u32, height: u32) -> SavedWindow {
    let (visible, decorated) = (true, true);
    SavedWindow {
        width,
        height,
        x,
        y,
        prev_x: x,
        prev_y: y,
        maximized: false,
        visible,
        decorated,
        fullscreen: false,
    }
}

fn place(fitted: Option<SavedWindow>) -> (i32, i32, u32, u32) {
    let fitted = fitted.expect("restored");
    (fitted.x, fitted.y, fitted.width, fitted.height)
}

#[test]
fn a_visible_window_is_unchanged() {
    for window in [saved(10, 20, 1320, 820), saved(-1000, 0, 800, 600), saved(-300, 10, 900, 700)] {
        assert_eq!(fit(window, &[FIRST, LEFT]), Some(window));
    }
}

#[test]
fn a_window_off_screen_is_moved_onto_a_screen() {
    assert_eq!(place(fit(saved(-1000, 100, 800, 600), &[FIRST])), (0, 100, 800, 600));
    assert_eq!(place(fit(saved(5000, -400, 800, 600), &[FIRST])), (1120, 0, 800, 600));
    // Most of it is on the left screen.
    assert_eq!(place(fit(saved(-900, 900, 1000, 600), &[FIRST, LEFT])), (-1000, 424, 1000, 600));
    assert_eq!(place(fit(saved(100, 100, 4000, 3000), &[FIRST])), (0, 0, 1920, 1080));
}

#[test]
fn a_maximised_window_is_restored_to_a_visible_position() {
    let window =
        SavedWindow { maximized: true, prev_x: 4000, prev_y: 50, ..saved(0, 0, 1320, 820) };
    let fitted = fit(window, &[FIRST]).expect("restored");
    assert!(fitted.maximized);
    assert_eq!((fitted.prev_x, fitted.prev_y), (600, 50));
}

#[test]
fn a_damaged_or_hostile_file_is_ignored() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join(FILE);
    let write = |text: &str| fs::write(&path, text).expect("written");
    let read = || -> BTreeMap<String, SavedWindow> {
        serde_json::from_slice(&fs::read(&path).expect("there")).expect("sound")
    };
    let far = i32::MAX;
    let of = |saved: SavedWindow| {
        serde_json::to_string(&BTreeMap::from([("main", saved)])).expect("JSON")
    };
    for text in [
        "",
        "{",
        "[]",
        r#"{"main": {"width": -1}}"#,
        r#"{"main": {"width": 99999999999}}"#,
        &of(saved(0, 0, 0, 10)),
        &"[".repeat(100_000),
    ] {
        write(text);
        check(&path, &[FIRST]).expect("written");
        assert!(read().is_empty(), "{}", &text[..text.len().min(60)]);
    }
    // Values that would overflow in the plugin.
    for window in [
        saved(far, far, u32::MAX, u32::MAX),
        saved(i32::MIN, i32::MIN, u32::MAX, 1),
        saved(far, 0, 800, 600),
        SavedWindow { maximized: true, prev_x: far, prev_y: i32::MIN, ..saved(0, 0, 800, 600) },
    ] {
        write(&of(window));
        check(&path, &[FIRST, LEFT]).expect("written");
        let SavedWindow { x, y, width, height, prev_x, prev_y, .. } = read()["main"];
        assert!([x, prev_x].iter().all(|x| (-1280..1920).contains(x)), "{window:?}");
        assert!([y, prev_y].iter().all(|y| (0..1080).contains(y)), "{window:?}");
        assert!(width <= 1920 && height <= 1080, "{window:?}");
    }
    // Without a known screen the system places the window.
    write(&of(saved(0, 0, 800, 600)));
    check(&path, &[]).expect("written");
    assert!(read().is_empty());
}

#[cfg(unix)]
#[test]
fn the_file_is_private() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join(FILE);
    let mode = || fs::metadata(&path).expect("there").permissions().mode() & 0o777;
    check(&path, &[FIRST]).expect("written");
    assert_eq!(mode(), 0o600);
    // The plugin writes in place.
    fs::write(&path, "{}").expect("written");
    assert_eq!(mode(), 0o600);
    fs::remove_file(&path).expect("removed");
    let made = std::process::Command::new("mkfifo").arg(&path).status().expect("mkfifo");
    assert!(made.success());
    check(&path, &[FIRST]).expect("a pipe is replaced");
    assert_eq!(fs::read(&path).expect("read"), b"{}");
}
