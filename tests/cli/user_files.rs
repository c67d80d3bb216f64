use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::json;
use wirelark_tests::cli::Cli;
use wirelark_tests::demo::Demo;
use wirelark_tests::fault::{Behaviour, FaultServer, Then};
use wirelark_tests::row::rows_of;
use wirelark_tests::scratch::Scratch;

/// A folder with a profile of `url` in it.
fn profile_in(folder: &Path, url: &str) -> PathBuf {
    fs::create_dir_all(folder).expect("create the folder");
    let profile = json!({"wirelark": 1, "name": "x", "connection": {"url": url}});
    let path = folder.join("my profile 配置.wirelark.json");
    fs::write(&path, profile.to_string()).expect("write the profile");
    path
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a UTF-8 path")
}

#[test]
fn folders_with_blanks_other_scripts_and_long_paths_are_used_like_any_other() {
    let scratch = Scratch::new();
    let server = FaultServer::start(Behaviour::Flood {
        count: 3,
        size: 64,
        then: Then::Close(vec![3, 232]),
    });
    // 420 characters: Windows' old limit is 260.
    let long: PathBuf = (0..7).map(|_| "abcdefghij".repeat(6)).collect();
    for name in ["Wire lark 便携版", "Ünïcode ☃ & (x86) 100% 'n' ^", text(&long)] {
        let folder = scratch.folder().join(name);
        let profile = profile_in(&folder, &server.url());
        let transcript = folder.join("捕获 1.wlt");
        Cli::run(["profile", "check", text(&profile)]).success();
        Cli::run(["capture", text(&profile), "--transcript", text(&transcript)]).success();
        let rows = rows_of(text(&transcript));
        assert_eq!(rows.iter().filter(|row| row.kind == "binary").count(), 3, "{name}");
        for keep in ["all", "1 MB"] {
            let again = folder.join(format!("keep {keep}.wlt"));
            let args = ["capture", text(&profile), "--keep", keep, "--transcript", text(&again)];
            Cli::run(args).success();
            let info = Cli::run(["transcript", "info", text(&again), "--json"]).success();
            assert_eq!(info.json()["rows"], json!(rows.len()), "{name} {keep}");
        }
        let export = folder.join("rows ☃.jsonl");
        let args =
            ["transcript", "export", text(&transcript), "--format", "jsonl", "-o", text(&export)];
        // Once more over the file that is there.
        Cli::run(args).success();
        Cli::run(args).success();
        let exported = fs::read_to_string(&export).expect("read the export");
        assert_eq!(exported.lines().count(), rows.len(), "{name}");
    }
}

#[test]
fn text_leaves_the_program_as_utf_8() {
    let (demo, scratch) = (Demo::start(&[]), Scratch::new());
    let profile = scratch.profile(json!({
        "connection": {"url": demo.at("/echo")},
        "messages": [{"name": "问候", "type": "text", "text": "价格 1.25 € — ☃"}],
        "scenarios": [{"name": "场景", "steps": [{"send": "问候"}, {"wait": "100ms"}]}],
    }));
    let transcript = scratch.path("a.wlt");
    Cli::run(["run", &profile, "--scenario", "场景", "--transcript", &transcript]).success();
    let export = ["transcript", "export", &transcript, "--format", "text"];
    let shown = Cli::run(export).success().stdout;
    assert!(shown.contains("价格 1.25 € — ☃"), "{shown}");
    let absent = Cli::run(["transcript", "info", &scratch.path("没有.wlt")]);
    let (_, told) = absent.failed(2);
    assert!(told.contains("没有.wlt"), "{told}");
    let hex = Cli::run(["pack", "=i", "2", "--tail-text", "价格 ☃"]).success().stdout;
    assert_eq!(hex.trim(), "02000000e4bbb7e6a0bc20e29883");
}

#[test]
fn files_with_crlf_and_a_byte_order_mark_are_read() {
    let scratch = Scratch::new();
    let profile = json!({
        "wirelark": 1,
        "name": "x",
        "connection": {"url": "ws://127.0.0.1:9/"},
        "protobuf": [{"name": "a.proto", "source": "syntax = \"proto3\";\r\nmessage A {\r\n  int32 a = 1; // x\r\n}\r\n"}],
        "layouts": [{"name": "l", "format": "<i", "tail": {"type": "protobuf", "message": "A"}}],
    });
    let pretty = serde_json::to_string_pretty(&profile).expect("JSON").replace('\n', "\r\n");
    for start in ["", "\u{feff}"] {
        let path = scratch.file("crlf.wirelark.json", format!("{start}{pretty}\r\n"));
        Cli::run(["profile", "check", &path]).success();
    }
    // A mistake is reported with the line that an editor shows.
    let broken = pretty.replace("\"format\": \"<i\"", "\"format\": 7");
    let line = broken.lines().position(|line| line.contains("\"format\": 7")).expect("there") + 1;
    let path = scratch.file("broken.wirelark.json", broken);
    let output = Cli::run(["profile", "check", &path]);
    let (_, told) = output.failed(2);
    assert!(told.contains(&format!("line {line}")), "{told}");
}

/// Names that Windows gives to devices in every folder. Elsewhere they are ordinary names.
#[test]
fn a_device_is_neither_a_transcript_nor_an_export_on_windows() {
    let scratch = Scratch::new();
    let server =
        FaultServer::start(Behaviour::Flood { count: 1, size: 4, then: Then::Close(vec![3, 232]) });
    let profile = scratch.smallest(&server.url());
    let source = scratch.path("a.wlt");
    Cli::run(["capture", &profile, "--transcript", &source]).success();
    for name in ["NUL.wlt", "con.wlt", "COM1.wlt"] {
        let path = scratch.path(name);
        let capture = Cli::run(["capture", &profile, "--transcript", &path]);
        let args = ["transcript", "export", &source, "--format", "jsonl", "-o", &path];
        if cfg!(windows) {
            for output in [capture, Cli::run(args)] {
                let (_, told) = output.failed(2);
                assert!(told.contains(name) && told.contains("device"), "{told}");
            }
        } else {
            capture.success();
            assert!(!rows_of(&path).is_empty());
        }
    }
}

#[test]
fn a_read_only_file_is_read_and_never_replaced() {
    let scratch = Scratch::new();
    let server =
        FaultServer::start(Behaviour::Flood { count: 1, size: 4, then: Then::Close(vec![3, 232]) });
    let profile = scratch.smallest(&server.url());
    let transcript = scratch.path("a.wlt");
    let before = fs::read(&profile).expect("read the profile");
    set_read_only(&profile, true);
    Cli::run(["profile", "check", &profile]).success();
    Cli::run(["capture", &profile, "--transcript", &transcript]).success();
    // The transcript too, and its index is missing.
    fs::remove_file(format!("{transcript}.idx")).expect("remove the index");
    set_read_only(&transcript, true);
    Cli::run(["transcript", "info", &transcript]).success();
    let names = || {
        let entries = fs::read_dir(scratch.folder()).expect("list the folder");
        entries.map(|entry| entry.expect("an entry").file_name()).collect::<BTreeSet<_>>()
    };
    let listed = names();
    let args = ["transcript", "export", &transcript, "--format", "jsonl", "-o", &profile];
    let output = Cli::run(args);
    let (_, told) = output.failed(2);
    assert!(told.contains("read-only"), "{told}");
    assert_eq!(fs::read(&profile).expect("read the profile"), before);
    assert_eq!(names(), listed, "nothing is left behind");
    set_read_only(&profile, false);
    Cli::run(args).success();
    set_read_only(&transcript, false);
}

fn set_read_only(path: &str, read_only: bool) {
    let mut permissions = fs::metadata(path).expect("read the attributes").permissions();
    // Only this test's own file.
    #[allow(clippy::permissions_set_readonly_false)]
    permissions.set_readonly(read_only);
    fs::set_permissions(path, permissions).expect("set the attributes");
}

/// Another program, such as an editor, may open a file without sharing it.
#[cfg(windows)]
#[test]
fn a_file_that_another_program_keeps_to_itself_is_named() {
    use std::os::windows::fs::OpenOptionsExt;
    let scratch = Scratch::new();
    let profile = scratch.smallest("ws://127.0.0.1:9/");
    let held = fs::File::options().read(true).write(true).share_mode(0).open(&profile);
    let held = held.expect("open the profile");
    let output = Cli::run(["profile", "check", &profile]);
    let (_, told) = output.failed(2);
    assert!(told.contains("x.wirelark.json"), "{told}");
    drop(held);
    Cli::run(["profile", "check", &profile]).success();
}
