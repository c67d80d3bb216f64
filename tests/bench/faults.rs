//! Runs the volume cases of docs/faults.md in full; the tests run shorter versions.

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use wirelark_core::transcript::Reader;
use wirelark_tests::fault::frames::{BINARY, frame, head};
use wirelark_tests::fault::{Behaviour, FaultServer, Pace, Step, Then};
use wirelark_tests::row::count;
use wirelark_tests::scratch::Scratch;
use wirelark_tests::{fairness, memory, netns};

const MIB: u64 = 1 << 20;
const GIB: u64 = 1 << 30;

/// The measured figures, and whether they pass.
struct Measured(String, bool);

/// Runs the cases one after the other, those with a duration for `seconds`, and prints a table.
pub fn faults(folder: &Path, seconds: u64) -> Result<ExitCode> {
    let cases: [(&str, &dyn Fn() -> Result<Measured>); 5] = [
        ("33 a message of 1 GiB, stored whole", &|| message(folder)),
        ("37 pings from a server that never reads", &|| pings(folder, seconds)),
        ("39 a million messages a second", &|| flood(folder, seconds)),
        ("40 a hundred connections", &|| connections(seconds)),
        ("52 a cable pulled while 1 GiB is sent", &|| link_down(folder)),
    ];
    let mut all_good = true;
    for (case, play) in cases {
        let Measured(text, good) = play().with_context(|| case.to_owned())?;
        println!("{case:<42} {} {text}", if good { "ok  " } else { "BAD " });
        all_good &= good;
    }
    Ok(if all_good { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Runs only the fault server, on another machine's address.
pub fn serve(address: &str) -> Result<()> {
    let server = FaultServer::by_path_at(address.parse()?);
    println!("{}", server.url());
    loop {
        std::thread::park();
    }
}

/// Runs a capture with additional arguments; returns its report, and its peak memory minus that of a small one.
fn capture(scratch: &Scratch, connection: Value, more: &[&str]) -> Result<(Value, u64)> {
    let baseline = memory::baseline();
    let profile = scratch.profile(json!({"connection": connection}));
    let transcript = scratch.path("t.wlt");
    let args = [&["capture", &profile, "--transcript", &transcript, "--json"], more].concat();
    let (output, peak) = memory::run(&args);
    ensure!(output.code == Some(0), "{output:?}");
    Ok((serde_json::from_str(&output.stdout)?, peak.unwrap_or_default().saturating_sub(baseline)))
}

fn message(folder: &Path) -> Result<Measured> {
    let piece: Vec<u8> = (0..MIB).map(|i| (i % 251) as u8).collect();
    let steps = vec![
        Step::Upgrade(""),
        Step::Write(head(0x80 | BINARY, GIB)),
        Step::Repeat(piece.clone(), GIB / MIB),
    ];
    let then = Then::Close(1000u16.to_be_bytes().to_vec());
    let server = FaultServer::start(Behaviour::Steps(steps, then));
    let scratch = Scratch::inside(folder);
    let limits = json!({"message": GIB});
    let (_, grown) = capture(&scratch, json!({"url": server.url(), "limits": limits}), &[])?;
    let reader = Reader::open(scratch.path("t.wlt"))?;
    let entry = reader.record(1)?;
    let mut same = u64::from(entry.size) == GIB;
    for at in 0..GIB / MIB {
        same &= reader.payload_of(&entry, (at * MIB) as u32, MIB as u32)? == piece;
    }
    Ok(Measured(format!("byte for byte: {same}; memory grew by {} MiB", grown / MIB), same))
}

fn pings(folder: &Path, seconds: u64) -> Result<Measured> {
    let (server, scratch) = (FaultServer::by_path(), Scratch::inside(folder));
    // The server reads none of the pongs while this runs.
    let timeouts = json!({"close": "1s", "write": "60m"});
    let connection = json!({"url": server.at("/pings"), "timeouts": timeouts});
    let (report, grown) = capture(&scratch, connection, &["--for", &format!("{seconds}s")])?;
    let reader = Reader::open(scratch.path("t.wlt"))?;
    let mut pings = 0;
    let rows = reader.rows()?;
    for row in 1..=rows {
        let text = String::from_utf8(reader.payload(row)?).unwrap_or_default();
        let hidden = text.split_once(" more pings received").map(|(n, _)| n.parse::<u64>());
        pings += hidden.and_then(Result::ok).unwrap_or_default();
    }
    let rate = pings as f64 / report["seconds"].as_f64().context("seconds")?;
    let text = format!(
        "{:.2} million pings a second in {rows} rows; memory grew by {} MiB",
        rate / 1e6,
        grown / MIB
    );
    Ok(Measured(text, grown <= 32 * MIB && rate >= 1e6))
}

fn flood(folder: &Path, seconds: u64) -> Result<Measured> {
    let messages = seconds * 1_000_000;
    let (bytes, sent) = (frame(BINARY, &[7; 64]), Arc::from([]));
    let pace = Step::Pace(Pace { bytes, times: messages, rate: 1_000_000, sent });
    let then = Then::Close(1000u16.to_be_bytes().to_vec());
    let server = FaultServer::start(Behaviour::Steps(vec![Step::Upgrade(""), pace], then));
    let scratch = Scratch::inside(folder);
    let (report, grown) = capture(&scratch, json!({"url": server.url()}), &[])?;
    let stored = count(&scratch.path("t.wlt")).saturating_sub(2);
    let exact = stored == messages && report["received"] == messages;
    let rate = messages as f64 / report["seconds"].as_f64().context("seconds")?;
    let text = format!(
        "{stored} of {messages} stored at {:.2} million a second; memory grew by {} MiB",
        rate / 1e6,
        grown / MIB
    );
    // The time includes the server's clock and the close.
    Ok(Measured(text, exact && rate >= 0.95e6 && grown <= 150 * MIB))
}

fn connections(seconds: u64) -> Result<Measured> {
    let shares = fairness::measure(100, seconds * u64::from(fairness::RATE));
    let (least, pace) = (shares.smallest(), shares.pace);
    let text = format!("the worst served got {least:.3} of the mean, at {pace:.2} of the pace");
    Ok(Measured(text, least >= 0.8 && pace >= 0.8))
}

fn link_down(folder: &Path) -> Result<Measured> {
    if !netns::allowed() {
        return Ok(Measured("skipped".to_owned(), true));
    }
    let scratch = Scratch::inside(folder);
    let url = "ws://10.9.0.2:9000/fine";
    // Thirty-two messages of 32 MiB.
    let mut steps = vec![json!({"wait": "2s"})];
    steps.resize(33, json!({"send": "big"}));
    let parts = json!({
        "connection": {"url": url, "timeouts": {"write": "2s"}},
        "messages": [{"name": "big", "type": "text", "text": "x".repeat(32 << 20)}],
        "scenarios": [{"name": "s", "steps": steps}],
    });
    let here = std::env::current_exe()?;
    let server = (here.to_str().context("a plain path")?, "faults --serve");
    let script = "start run \"$PROFILE\"\ncome whole 1\npulled\nended";
    let output = netns::on_two_machines(&scratch, parts, server, script);
    let report: Value = serde_json::from_str(&output.stdout)?;
    let good = output.code == Some(3) && report["error"]["code"] == "write_timeout";
    let unsent = report["error"]["args"]["unsent"].as_str().unwrap_or("none").to_owned();
    Ok(Measured(format!("write_timeout: {good}; {unsent} bytes unsent"), good))
}
