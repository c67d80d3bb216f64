use std::ffi::OsStr;
use std::process::{Command, Stdio};

use serde_json::{Value, json};
use wirelark_core::transcript::{Header, Reader, Writer, WriterOptions};
use wirelark_tests::cli::{Cli, Signal, can_signal, send_signal};
use wirelark_tests::fault::{Behaviour, FaultServer, Then};
use wirelark_tests::row::wait_for_rows;
use wirelark_tests::scratch::Scratch;

/// Exit code and stderr of a command with this stdout.
fn with_stdout(mut command: Command, stdout: Stdio) -> (Option<i32>, String) {
    command.stdin(Stdio::null()).stdout(stdout).stderr(Stdio::piped());
    let ended = command
        .spawn()
        .expect("start the process")
        .wait_with_output()
        .expect("wait for the process");
    (ended.status.code(), String::from_utf8_lossy(&ended.stderr).into_owned())
}

/// A pipe without a reader.
fn closed_pipe() -> Stdio {
    let (reader, writer) = std::io::pipe().expect("create a pipe");
    drop(reader);
    writer.into()
}

/// A stdout that takes nothing, on systems that have one.
fn full() -> Option<Stdio> {
    let full =
        cfg!(target_os = "linux").then(|| std::fs::File::options().write(true).open("/dev/full"));
    full.map(|file| file.expect("open /dev/full").into())
}

fn server(count: u64) -> FaultServer {
    FaultServer::start(Behaviour::Flood { count, size: 64, then: Then::Stay })
}

fn transcript(scratch: &Scratch, name: &OsStr, header: &Header) -> std::path::PathBuf {
    let path = scratch.folder().join(name);
    let mut writer = Writer::create(&path, header, WriterOptions::default(), Box::new(|| {}))
        .expect("create the transcript");
    use wirelark_core::frame::{Direction, Kind};
    writer.push(Direction::Received, Kind::Text, 1_700_000_000_000_000_000, b"hello");
    let reason = b"\x0f\xa1bye\x1b[31m";
    writer.push(Direction::Received, Kind::Close, 1_700_000_000_000_000_001, reason);
    writer.finish().expect("finish the transcript");
    path
}

#[test]
fn hostile_07_a_closed_stdout_is_a_quiet_end_and_a_full_one_an_error() {
    let scratch = Scratch::new();
    let file = transcript(&scratch, OsStr::new("a.wlt"), &Header::default());
    let profile = scratch.smallest("ws://127.0.0.1:9/");
    let (file, absent) = (file.to_str().expect("a UTF-8 path"), scratch.path("absent.wlt"));
    for args in [
        &["pack", "<i", "1"][..],
        &["unpack", "<i", "01000000"],
        &["--help"],
        &["--version"],
        &["transcript", "info", file],
        &["transcript", "info", file, "--json"],
        &["transcript", "count", file],
        &["transcript", "export", file, "--format", "jsonl"],
        &["transcript", "export", file, "--format", "text"],
        &["transcript", "compare", file, file],
        &["transcript", "compare", file, file, "--json"],
        &["profile", "check", &profile],
        &["profile", "check", &profile, "--json"],
        &["demo-server"],
    ] {
        assert_eq!(
            with_stdout(Cli::command(args), closed_pipe()),
            (Some(0), String::new()),
            "{args:?}"
        );
        let Some(full) = full() else { continue };
        let (code, stderr) = with_stdout(Cli::command(args), full);
        assert_eq!(code, Some(2), "{args:?}: {stderr}");
        assert!(stderr.starts_with("error output_failed: cannot write"), "{args:?}: {stderr}");
        assert_eq!(stderr.lines().count(), 1, "{args:?}: {stderr}");
    }
    // Even if stderr is closed or full as well, the exit code is right.
    for stderr in [Some(closed_pipe()), full()].into_iter().flatten() {
        let mut command = Cli::command(["transcript", "info", &absent]);
        command.stdin(Stdio::null()).stdout(full().unwrap_or_else(closed_pipe)).stderr(stderr);
        assert_eq!(command.status().expect("run the command").code(), Some(2));
    }
}

#[test]
fn hostile_07_a_capture_whose_stdout_is_gone_finishes_its_transcript() {
    if !can_signal() {
        return;
    }
    for (stdout, code) in [(Some(closed_pipe()), 0), (full(), 2)] {
        let Some(stdout) = stdout else { continue };
        let (server, scratch) = (server(1000), Scratch::new());
        let (profile, transcript) = (scratch.smallest(&server.url()), scratch.path("c.wlt"));
        let mut command =
            Cli::command(["capture", &profile, "--json", "--transcript", &transcript]);
        command.stdin(Stdio::null()).stdout(stdout).stderr(Stdio::piped());
        let child = command.spawn().expect("start the process");
        wait_for_rows(&transcript, 1000);
        send_signal(child.id(), Signal::Interrupt);
        let ended = child.wait_with_output().expect("wait for the process");
        assert_eq!(ended.status.code(), Some(code), "{ended:?}");
        assert_eq!(server.received().close_code(), Some(1000), "the server got a Close");
        let reader = Reader::open(&transcript).expect("open the transcript");
        assert!(reader.rows().expect("read the transcript") >= 1000 && reader.torn_bytes() == 0);
    }
}

#[cfg(unix)]
#[test]
fn hostile_07_a_path_that_is_not_utf8() {
    use std::os::unix::ffi::OsStrExt;
    let scratch = Scratch::new();
    let name = OsStr::from_bytes(b"a\xff\x1b.wlt");
    let file = transcript(&scratch, name, &Header::default());
    let info = |more: &[&str]| {
        let words = ["transcript", "info"].map(OsStr::new);
        let more = more.iter().map(OsStr::new);
        Cli::run(words.into_iter().chain([file.as_os_str()]).chain(more)).success()
    };
    let shown = info(&["--json"]).json()["file"].as_str().expect("a string").to_owned();
    assert!(shown.ends_with("a\u{fffd}\u{1b}.wlt"), "{shown:?}");
    assert!(info(&[]).stdout.contains("a\u{fffd}\\u{1B}.wlt"));
    let profile = scratch.folder().join(OsStr::from_bytes(b"p\xff.json"));
    std::fs::rename(scratch.smallest("ws://h/"), &profile).expect("move the file");
    let check = ["profile".as_ref(), "check".as_ref(), profile.as_os_str(), "--json".as_ref()];
    assert_eq!(Cli::run(check).success().json()["ok"], true);
}

#[test]
fn hostile_07_nothing_from_outside_reaches_the_terminal_as_it_is() {
    let scratch = Scratch::new();
    let evil = "x\u{1b}[2J\u{9b}31m\u{202e}\u{7f}\r\u{e0041}y\nrows     99";
    let rules = json!({"codes": {"1": evil}});
    let header = Header { name: evil.into(), url: format!("ws://h/{evil}"), ..Header::default() };
    let header = Header { profile: evil.into(), created: evil.into(), rules, ..header };
    let file = transcript(&scratch, OsStr::new("a.wlt"), &header);
    let file = file.to_str().expect("a UTF-8 path");
    let absent = format!("/absent/{evil}.wlt");
    for args in [
        &["transcript", "info", file][..],
        &["transcript", "info", file, "--json"],
        &["transcript", "compare", file, file],
        &["transcript", "info", &absent],
        &["transcript", "count", file, "--filter", evil],
        &["capture", &absent, "--transcript", "x.wlt"],
        &["pack", evil],
        &[evil],
    ] {
        let output = Cli::run(args);
        for text in [&output.stdout, &output.stderr] {
            let bad = |c: &char| *c != '\n' && wirelark_core::text::is_invisible(*c);
            assert_eq!(text.chars().find(bad), None, "{args:?}: {text:?}");
        }
        let forged = output.stdout.lines().filter(|line| line.starts_with("rows     99"));
        assert_eq!(forged.count(), 0, "{args:?}: {}", output.stdout);
    }
    let info = Cli::run(["transcript", "info", file]).success();
    assert!(info.stdout.contains("x\\u{1B}[2J\\u{9B}31m\\u{202E}"), "{}", info.stdout);
    let info: Value = Cli::run(["transcript", "info", file, "--json"]).success().json();
    assert_eq!(info["name"], evil, "JSON says the same text");
}

/// A signal while stdout is closed, and a report that cannot be written.
#[test]
fn hostile_07_a_run_whose_connection_fails_says_so_whatever_stdout_is() {
    let scratch = Scratch::new();
    let profile = scratch.smallest("ws://127.0.0.1:9/");
    for stdout in [Some(closed_pipe()), full()].into_iter().flatten() {
        let (code, stderr) = with_stdout(Cli::command(["run", &profile]), stdout);
        assert_eq!(code, Some(3), "{stderr}");
        assert!(stderr.starts_with("error connect"), "{stderr}");
    }
    if !can_signal() {
        return;
    }
    let mut demo = Cli::spawn(["demo-server"]);
    assert!(demo.line().starts_with("listening on"));
    demo.signal(Signal::Terminate);
    assert_eq!(demo.finish().code, Some(0));
}
