use std::path::Path;

use wirelark_core::transcript::{Reader, SequentialReader, index_path, remove};
use wirelark_tests::cli::{Cli, Signal, can_signal};
use wirelark_tests::fault::{Behaviour, FaultServer, Then, numbered};
use wirelark_tests::scratch::Scratch;

/// Fewer on Windows, where starting a process takes longer.
const ROUNDS: u64 = if cfg!(windows) { 24 } else { 200 };
const SIZE: usize = 64;
/// Size of a message in the data file: the record header and the payload.
const RECORD: u64 = 16 + SIZE as u64;

/// A transcript left by a killed capture opens and has every message whose write had returned: each complete record of
/// the file, and each row that a reader saw before. The moment of the kill is random: after a number of rows, with a
/// different delay each time. In every other round a limit of 1 MB makes the writer create and remove segments all the
/// time.
#[test]
fn a_killed_capture_leaves_a_valid_transcript() {
    if !can_signal() {
        return;
    }
    let server =
        FaultServer::start(Behaviour::Flood { count: 5_000_000, size: SIZE, then: Then::Stay });
    let scratch = Scratch::new();
    let profile = scratch.smallest(&server.url());
    let (mut stored, mut removed, mut chance) = (0, 0, 0x9E37_79B9_7F4A_7C15_u64);
    for round in 0..ROUNDS {
        let transcript = scratch.path(&format!("{round}.wlt"));
        let path = Path::new(&transcript);
        let keep = if round % 2 == 0 { "all" } else { "1 MB" };
        let args = ["capture", &profile, "--transcript", &transcript, "--keep", keep];
        let mut capture = Cli::spawn(args);
        chance ^= chance << 13;
        chance ^= chance >> 7;
        chance ^= chance << 17;
        let enough = (chance % 20_000) as u32 / if round % 4 < 2 { 1 } else { 50 };
        let mut reader = None;
        let mut seen_rows = 0;
        while reader.is_none() || seen_rows < enough {
            if capture.has_ended() {
                panic!("round {round}: the capture ended early: {:#?}", capture.finish());
            }
            if reader.is_none() {
                // The file or its header does not exist yet.
                reader = Reader::open(path).ok();
            }
            seen_rows =
                reader.as_ref().map_or(0, |reader| reader.rows().expect("read the transcript"));
            std::thread::yield_now();
        }
        capture.signal(Signal::Kill);
        assert!(capture.finish().was_killed(), "killed by the signal");
        let kept = check_rows(path, round);
        assert!(kept.end > seen_rows, "round {round}: {seen_rows} rows were seen, now {kept:?}");
        if round % 2 == 0 {
            assert_eq!(kept.start, 1, "round {round}");
            let records = path.metadata().expect("read the metadata").len() - first_record(path);
            assert_eq!(u64::from(kept.end) - 1, records / RECORD, "round {round}: whole records");
        }
        if round % 8 < 2 {
            remove_indexes(path);
            assert_eq!(check_rows(path, round), kept, "round {round}: the index can be rebuilt");
        }
        (stored, removed) = (stored + kept.len(), removed + kept.start - 1);
        remove(path).expect("removed");
    }
    println!("{stored} rows left behind by {ROUNDS} kills, {removed} removed by a limit before");
    assert!(
        stored > ROUNDS as usize * 500 && removed > ROUNDS as u32 * 500,
        "too few rows to be meaningful"
    );
}

/// Asserts that every row is the one the server sent in its place; returns the rows.
#[track_caller]
fn check_rows(path: &Path, round: u64) -> std::ops::Range<u32> {
    let reader = Reader::open(path).unwrap_or_else(|error| panic!("round {round}: {error}"));
    let kept = reader.row_range().expect("read the transcript");
    let mut rows = SequentialReader::new(reader);
    for row in kept.clone() {
        let (_, payload) = rows.read(row).unwrap_or_else(|e| panic!("round {round}: {e}"));
        assert_eq!(payload, numbered(u64::from(row) - 1, SIZE), "round {round}, row {row}");
    }
    kept
}

/// Offset of the first record, after magic, length, id and JSON.
fn first_record(path: &Path) -> u64 {
    let bytes = std::fs::read(path).expect("read the file");
    20 + u64::from(u32::from_le_bytes(bytes[8..12].try_into().expect("4 bytes")))
}

fn remove_indexes(path: &Path) {
    let segments = std::fs::read_dir(format!("{}.segments", path.display()));
    let segments = segments.into_iter().flatten().map(|file| file.expect("an entry").path());
    let indexes = segments.filter(|file| file.extension().is_some_and(|e| e == "idx"));
    for index in indexes.chain([index_path(path)]) {
        let _ = std::fs::remove_file(index);
    }
}
