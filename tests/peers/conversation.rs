use std::time::Instant;

use wirelark_tests::PATIENCE;
use wirelark_tests::cli::{Cli, Output, Signal};
use wirelark_tests::row::{Row, rows_of};
use wirelark_tests::scratch::Scratch;

/// Runs a profile, and interrupts it as soon as `count` rows match the filter. A last step that waits for minutes keeps
/// the connection open until then. Returns the report, the rows, and the transcript's path.
#[track_caller]
pub(crate) fn until(
    scratch: &Scratch,
    profile: &str,
    more: &[&str],
    (filter, count): (&str, u64),
) -> (Output, Vec<Row>, String) {
    let transcript = scratch.path("conversation.wlt");
    let args = ["run", profile, "--json", "--transcript", &transcript];
    let mut run = Cli::spawn([&args[..], more].concat());
    let until = Instant::now() + PATIENCE;
    // Each poll starts a process, so no pause is needed. The file may not exist yet.
    while !Cli::run(["transcript", "count", &transcript, "--filter", filter])
        .stdout
        .trim()
        .parse::<u64>()
        .is_ok_and(|now| now >= count)
    {
        if run.has_ended() || Instant::now() > until {
            let rows = rows_of(&transcript);
            panic!("no {count} rows of {filter}: {:#?} {rows:#?}", run.finish());
        }
    }
    run.signal(Signal::Interrupt);
    let output = run.finish().success();
    (output, rows_of(&transcript), transcript)
}
