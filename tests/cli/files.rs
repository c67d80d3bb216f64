use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::json;
use wirelark_tests::cli::Cli;
use wirelark_tests::fault::{Behaviour, FaultServer, Then};
use wirelark_tests::scratch::Scratch;

fn fifo(scratch: &Scratch, name: &str) -> String {
    let path = scratch.path(name);
    assert!(Command::new("mkfifo").arg(&path).status().expect("mkfifo").success());
    path
}

/// Profiles that name `file` in each of the possible ways.
fn profiles(scratch: &Scratch, file: &str) -> Vec<String> {
    let url = "wss://127.0.0.1:9/";
    [
        json!({"url": url, "ca_file": file}),
        json!({"url": url, "tls": {"ca_files": [file]}}),
        json!({"url": url, "tls": {"crl_files": [file]}}),
        json!({"url": url, "tls": {"client_certificate": {"cert_file": file, "key_file": file}}}),
        json!({"url": url, "tls": {"client_certificate": {"p12_file": file}}}),
    ]
    .into_iter()
    .enumerate()
    .map(|(i, connection)| {
        let profile = json!({"wirelark": 1, "name": "x", "connection": connection});
        scratch.file(&format!("{i}.wirelark.json"), profile.to_string())
    })
    .collect()
}

#[test]
fn hostile_05_a_profile_cannot_name_a_device_a_pipe_or_another_machine() {
    let scratch = Scratch::new();
    let server = FaultServer::start(Behaviour::Flood { count: 1, size: 4, then: Then::Stay });
    // The files are read because TLS begins; what the server speaks does not matter.
    let port = server.url().rsplit(':').next().expect("a port").trim_matches('/').to_owned();
    let url = format!("wss://127.0.0.1:{port}/");
    let large = scratch.path("large.pem");
    fs::File::create(&large)
        .and_then(|file| file.set_len((16 << 20) + 1))
        .expect("create a sparse file");
    for (file, what) in [
        ("/dev/zero", "not a regular file"),
        (&fifo(&scratch, "fifo.pem"), "not a regular file"),
        (&large, "longer than 16777216 bytes"),
        ("/dev", "not a regular file"),
    ] {
        for profile in profiles(&scratch, file) {
            let args = ["capture", &profile, "--url", &url, "--transcript", &scratch.path("c.wlt")];
            let output = Cli::run(args);
            let (code, text) = output.failed(3);
            assert!(code.starts_with("tls_") && text.contains(what), "{profile} {file}: {text}");
        }
    }
    for file in ["//server/share/ca.pem", r"\\server\share\ca.pem", r"\\?\UNC\server\share\x"] {
        for profile in profiles(&scratch, file) {
            let args = ["capture", &profile, "--url", &url, "--transcript", &scratch.path("c.wlt")];
            assert_eq!(Cli::run(args).failed(2).0, "file_network", "{profile} {file}");
            let check = Cli::run(["profile", "check", &profile]);
            assert!(check.stderr.starts_with("error file_network: "), "{check:#?}");
        }
    }
}

#[test]
fn hostile_05_a_transcript_that_is_a_pipe_is_refused() {
    let scratch = Scratch::new();
    let pipe = fifo(&scratch, "a.wlt");
    for args in [&["transcript", "info", &pipe][..], &["transcript", "count", &pipe]] {
        assert_eq!(Cli::run(args).failed(2).0, "transcript_open");
    }
    let history = wirelark_core::transcript::history::History::open(scratch.folder());
    assert!(history.expect("open the history").list()[0].facts.is_err());
}

#[test]
fn hostile_05_on_the_command_line_a_profile_may_be_a_pipe() {
    let scratch = Scratch::new();
    let text = r#"{"wirelark":1,"name":"x","connection":{"url":"ws://h/"}}"#;
    let shell = |line: &str| {
        let mut bash = Command::new("bash");
        bash.args(["-c", line]).env("CLI", Cli::path()).env("TEXT", text).stdin(Stdio::null());
        let output = bash.output().expect("bash");
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let check = "\"$CLI\" profile check";
    for line in [
        format!("{check} <(printf %s \"$TEXT\")"),
        format!("printf %s \"$TEXT\" | {check} /dev/stdin"),
    ] {
        assert_eq!(shell(&line), (Some(0), String::new()), "{line}");
    }
    let (code, stderr) = shell(&format!("{check} /dev/zero"));
    assert_eq!(code, Some(2), "{stderr}");
    assert!(stderr.starts_with("error profile_too_long"), "{stderr}");
    let jsonl = r#"{"time":"2026-01-02T03:04:05Z","direction":"sent","kind":"text","text":"a"}"#;
    let out = scratch.path("out.wlt");
    let import = "\"$CLI\" transcript import";
    for line in [
        format!("{import} <(echo '{jsonl}') -o {out}"),
        format!("echo '{jsonl}' | {import} /dev/stdin --from jsonl -o {out}"),
    ] {
        assert_eq!(shell(&line), (Some(0), String::new()), "{line}");
    }
    let (code, stderr) = shell(&format!("{import} /dev/zero --from jsonl -o {out}"));
    assert_eq!(code, Some(2), "{stderr}");
    assert!(stderr.starts_with("error import_too_long"), "{stderr}");
}

fn mode(path: impl AsRef<Path>) -> u32 {
    fs::metadata(path).expect("read the metadata").permissions().mode() & 0o777
}

#[test]
fn hostile_15_what_the_command_line_writes_follows_the_umask() {
    let server = FaultServer::start(Behaviour::Flood { count: 3, size: 4, then: Then::Stay });
    let scratch = Scratch::new();
    let profile = scratch.smallest(&server.url());
    let [all, part] = [scratch.path("c.wlt"), scratch.path("k.wlt")];
    for (transcript, more) in [(&all, ""), (&part, "--keep '1 MB'")] {
        let line = format!(
            "umask 027; \"$CLI\" capture {profile} --count 3 --transcript {transcript} {more}"
        );
        let mut shell = Command::new("sh");
        shell.args(["-c", &line]).env("CLI", Cli::path());
        assert!(shell.output().expect("sh").status.success());
    }
    let export = scratch.path("c.jsonl");
    let line = format!(
        "umask 027; \"$CLI\" transcript export {all} --format jsonl -o {export} && \
         \"$CLI\" transcript import {export} -o {}",
        scratch.path("i.wlt")
    );
    let mut shell = Command::new("sh");
    shell.args(["-c", &line]).env("CLI", Cli::path());
    assert!(shell.output().expect("sh").status.success());
    for name in ["c.wlt", "c.wlt.idx", "k.wlt", "k.wlt.segments/1.wlt", "c.jsonl", "i.wlt"] {
        assert_eq!(mode(scratch.path(name)), 0o640, "{name}");
    }
    // A file replaced through a symbolic link keeps its mode, and the link stays a link.
    fs::set_permissions(&export, fs::Permissions::from_mode(0o604)).expect("set the permissions");
    let (link, before) =
        (scratch.path("link"), fs::metadata(&export).expect("read the metadata").ino());
    symlink(&export, &link).expect("create the link");
    Cli::run(["transcript", "export", &all, "--format", "text", "-o", &link]).success();
    assert!(fs::symlink_metadata(&link).expect("read the metadata").is_symlink());
    assert_eq!(mode(&export), 0o604);
    let after = fs::metadata(&export).expect("read the metadata");
    assert!(after.ino() != before && after.len() > 0, "replaced by a new file");
}
