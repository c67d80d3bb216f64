use std::path::Path;

use wirelark_tests::cli::{Cli, Signal};
use wirelark_tests::fault::{Behaviour, Fault, Then, numbered};
use wirelark_tests::row::{count, each_row};
use wirelark_tests::scratch::Scratch;

const ROUNDS: u64 = 25;

/// Whatever a killed capture leaves behind opens, and every row in it is sound. When the kill comes is
/// chance: after so many bytes of the file, which a loop sees with another delay each time.
#[cfg(unix)]
#[test]
fn a_capture_that_is_killed_leaves_a_good_beginning() {
    let server = Fault::start(Behaviour::Flood { count: 5_000_000, size: 64, then: Then::Stay });
    let scratch = Scratch::new();
    let profile = scratch.smallest(&server.url());
    let mut stored = 0;
    for round in 0..ROUNDS {
        let transcript = scratch.path(&format!("{round}.wlt"));
        let mut capture = Cli::spawn(["capture", &profile, "--transcript", &transcript]);
        // From "as soon as there is a file" to some batches.
        let enough = round * round * 8 * 1024;
        while std::fs::metadata(&transcript).map_or(0, |file| file.len()) <= enough {
            assert!(!capture.has_ended(), "round {round}");
            std::thread::yield_now();
        }
        capture.signal(Signal::Kill);
        assert_eq!(capture.finish().code, None, "killed while at work");
        stored += sound(&transcript, round);
        for file in [transcript.clone(), format!("{transcript}.idx")] {
            let _ = std::fs::remove_file(file);
        }
    }
    assert!(stored > 100_000, "rounds that kill nothing show nothing: {stored} rows in all");
}

/// Every row is the one that the server sent in its place, also with an index made anew. Answers how many.
#[track_caller]
fn sound(transcript: &str, round: u64) -> u64 {
    let rows = count(transcript);
    let exported = |round| {
        let mut next = 0;
        each_row(transcript, |row| {
            assert_eq!((row.row, row.what().as_str()), (next + 1, "received binary"), "{round}");
            assert_eq!(row.payload(), numbered(next, 64), "round {round}, row {}", row.row);
            next += 1;
        });
        next
    };
    assert_eq!(exported(round), rows, "round {round}: counted and exported");
    let index = format!("{transcript}.idx");
    assert!(Path::new(&index).exists(), "round {round}");
    std::fs::remove_file(&index).expect("removed");
    assert_eq!(exported(round), rows, "round {round}: the index can be made again");
    rows
}
