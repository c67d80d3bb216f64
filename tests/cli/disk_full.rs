use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Instant;

use wirelark_core::transcript::{Reader, SequentialReader};
use wirelark_tests::PATIENCE;
use wirelark_tests::cli::Cli;
use wirelark_tests::disk::Disk;
use wirelark_tests::fault::{Behaviour, FaultServer, Then, numbered};
use wirelark_tests::scratch::Scratch;

const MESSAGES: u64 = 200_000;
const SIZE: usize = 64;

/// A capture whose stderr can be read while it runs.
struct Capture {
    child: Child,
    stderr: PathBuf,
    report: PathBuf,
}

impl Capture {
    fn start(scratch: &Scratch, server: &FaultServer, transcript: &str, keep: &str) -> Capture {
        let profile = scratch.smallest(&server.url());
        let (stderr, report) = (scratch.folder().join("said"), scratch.folder().join("report"));
        let child = Command::new(Cli::path())
            .args(["capture", &profile, "--transcript", transcript, "--json", "--keep", keep])
            .stdin(Stdio::null())
            .stdout(File::create(&report).expect("create the file"))
            .stderr(File::create(&stderr).expect("create the file"))
            .spawn()
            .expect("start the process");
        Capture { child, stderr, report }
    }

    fn stderr(&self) -> String {
        fs::read_to_string(&self.stderr).expect("read the file")
    }

    #[track_caller]
    fn wait_for_stderr(&mut self, what: &str) -> String {
        let begun = Instant::now();
        loop {
            // Checked before the lines are read, so that the last lines are not missed.
            let ended = self.child.try_wait().expect("poll the process");
            let stderr = self.stderr();
            // Only whole lines: stderr is written in parts.
            let mut whole = stderr.split_inclusive('\n').filter_map(|line| line.strip_suffix('\n'));
            if let Some(line) = whole.find(|line| line.contains(what)) {
                return line.to_owned();
            }
            assert!(ended.is_none() && begun.elapsed() < PATIENCE, "{ended:?}, said: {stderr}");
            std::thread::yield_now();
        }
    }

    #[track_caller]
    fn success(mut self) -> serde_json::Value {
        let status = self.child.wait().expect("wait for the process");
        assert!(status.success(), "{}", self.stderr());
        serde_json::from_slice(&fs::read(&self.report).expect("read the file")).expect("valid JSON")
    }
}

impl Drop for Capture {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn flood() -> FaultServer {
    let then = Then::Close([&1000u16.to_be_bytes()[..], b"all"].concat());
    FaultServer::start(Behaviour::Flood { count: MESSAGES, size: SIZE, then })
}

/// Asserts that every kept message is the one the server sent; the last two rows are the Close frames. Returns the
/// rows.
#[track_caller]
fn check_rows(transcript: &str) -> std::ops::Range<u32> {
    let reader = Reader::open(Path::new(transcript)).expect("open the transcript");
    let kept = reader.row_range().expect("read the transcript");
    assert_eq!(u64::from(kept.end) - 1, MESSAGES + 2);
    let mut rows = SequentialReader::new(reader);
    for row in kept.start..kept.end - 2 {
        let (_, payload) = rows.read(row).expect("read the row");
        assert_eq!(payload, numbered(u64::from(row) - 1, SIZE), "row {row}");
    }
    kept
}

/// The transcript needs 19 MB; at first 8 MB are free.
#[test]
fn a_full_disk_stalls_the_server_and_loses_nothing() {
    let scratch = Scratch::new();
    let Some(disk) = Disk::mount(&scratch.folder().join("disk"), "a full disk", "32m") else {
        return;
    };
    let ballast = disk.fill(24 << 20);
    let (server, transcript) = (flood(), disk.path("c.wlt"));
    let mut capture = Capture::start(&scratch, &server, &transcript, "all");
    let line = capture.wait_for_stderr("the disk is full");
    assert!(line.contains(&transcript) && line.contains("bytes free"), "{line}");
    // A reader in another process sees only whole rows. The transcript does not grow: TCP's flow control holds the
    // server back.
    let reader = Reader::open(Path::new(&transcript)).expect("open the transcript");
    let rows = reader.rows().expect("read the transcript");
    assert!(rows > 10_000 && u64::from(rows) < MESSAGES, "{rows}");
    let memory = resident_memory(capture.child.id());
    assert!(memory < 64 << 20, "waiting data is bounded: {memory} bytes");
    fs::remove_file(ballast).expect("remove the file");
    let report = capture.wait_for_stderr("writing again");
    assert!(report.contains(&transcript), "{report}");
    let report = capture.success();
    assert_eq!((&report["received"], &report["lost"]), (&MESSAGES.into(), &0.into()), "{report}");
    assert_eq!(check_rows(&transcript).start, 1);
    assert_eq!(
        u64::from(reader.rows().expect("read the transcript")),
        MESSAGES + 2,
        "the open reader follows"
    );
}

/// With a limit below the disk's size the disk never fills. With a limit above it, the capture waits as without one.
#[test]
fn a_retention_limit_keeps_the_disk_from_filling() {
    let scratch = Scratch::new();
    let Some(disk) = Disk::mount(&scratch.folder().join("disk"), "a limit on a small disk", "8m")
    else {
        return;
    };
    let (server, transcript) = (flood(), disk.path("c.wlt"));
    let capture = Capture::start(&scratch, &server, &transcript, "4 MB");
    let stderr = capture.stderr.clone();
    let report = capture.success();
    assert_eq!((&report["received"], &report["lost"]), (&MESSAGES.into(), &0.into()), "{report}");
    assert_eq!(fs::read_to_string(stderr).expect("read the file"), "");
    let kept = check_rows(&transcript);
    assert_eq!(report["kept"], kept.len());
    assert_eq!(report["first_row"], kept.start);
    // A message takes 96 bytes in both files, and up to an eighth of the limit may be unused.
    assert!(kept.len() > 35_000 && kept.len() < 42_000, "{kept:?}");
    let ballast = disk.fill(2 << 20);
    let mut capture = Capture::start(&scratch, &server, &transcript, "7 MB");
    capture.wait_for_stderr("the disk is full");
    fs::remove_file(ballast).expect("remove the file");
    let report = capture.success();
    assert_eq!((&report["received"], &report["lost"]), (&MESSAGES.into(), &0.into()), "{report}");
    assert!(check_rows(&transcript).len() > kept.len());
}

/// Resident memory of a process, in bytes.
fn resident_memory(id: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kb = line.and_then(|rest| rest.trim().strip_suffix(" kB")?.parse::<u64>().ok());
    kb.unwrap_or(0) * 1024
}
