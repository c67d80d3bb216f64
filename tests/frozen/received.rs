//! Received streams: each stream in `data/received/streams` is sent in ten ways and recorded by `capture`.
//!
//! What is frozen for each stream: the exit code, stderr, the report, and the rows of the JSON Lines export without their
//! times. The ten ways must give the same result; where they do not, each variant is frozen with the ways that gave it.
//! Received and sent rows are listed separately, because a pong may be sent between any two later frames.

use std::fmt::Write as _;

use serde_json::{Value, json};
use wirelark_tests::cli::{Cli, Output};
use wirelark_tests::row::{Row, unhex};
use wirelark_tests::scratch::Scratch;

use crate::golden::{Frozen, Normaliser, handwritten, hex};
use crate::parallel::each;
use crate::raw_server::{Client, Frame, is_close};
use crate::shorten::shorten;
use crate::stream::{Stream, Way};

#[test]
fn streams_give_the_same_rows_however_they_are_split() {
    let mut frozen = Frozen::folder("received/results");
    let streams = handwritten("received/streams");
    for (name, text) in each(&streams, ".stream", |text| in_all_ways(&Stream::parse(text))) {
        frozen.add(&format!("{name}.txt"), text);
    }
    frozen.check();
}

/// Sends the stream in all its ways; returns the result, or each variant under the ways that gave it.
fn in_all_ways(stream: &Stream) -> String {
    let mut variants: Vec<(String, Vec<&str>)> = Vec::new();
    let mut raw: Vec<Vec<Raw>> = Vec::new();
    for (name, way) in stream.ways() {
        let (result, refused) = captured(stream, *way);
        match variants.iter_mut().find(|(seen, _)| *seen == result) {
            Some((_, ways)) => ways.push(name),
            None => variants.push((result, vec![name])),
        }
        raw.push(refused);
    }
    let mut text = match &variants[..] {
        [(result, _)] => result.clone(),
        variants => {
            let with_ways = |(result, ways): &(String, Vec<&str>)| {
                format!("==== where it is sent {}\n{result}", ways.join(", "))
            };
            variants.iter().map(with_ways).collect()
        }
    };
    if let Some(longest) = longest(stream, &raw) {
        write!(text, "\nlongest raw row\n{}\n", hex(&longest, usize::MAX))
            .expect("write to a String");
    }
    text
}

/// The longest raw row. The transcript shows a refused frame as its header and up to 125 payload bytes: those that had
/// been read by then, which depends on TCP. All rows are checked; only the longest is frozen.
fn longest(stream: &Stream, ways: &[Vec<Raw>]) -> Option<Vec<u8>> {
    const MOST: usize = 125;
    let all: Vec<&Raw> = ways.iter().flatten().collect();
    assert!(all.is_empty() || all.len() == ways.len(), "one raw row in each way, or none");
    let bytes = stream.bytes();
    for Raw { head, payload } in &all {
        // For a message that cannot be inflated it is the part of the payload in which inflating failed.
        let is_in_it = payload.is_empty() || bytes.windows(payload.len()).any(|w| w == payload);
        assert!(is_in_it && payload.len() <= MOST, "{} {}", hex(head, 99), hex(payload, 999));
    }
    let longest = all.iter().max_by_key(|raw| raw.payload.len())?;
    Some([&longest.head[..], &longest.payload].concat())
}

/// A refused frame as the transcript shows it.
struct Raw {
    head: Vec<u8>,
    payload: Vec<u8>,
}

impl Raw {
    /// Parses a line of the export; returns the frame and the line without size and payload, or `None` for other kinds.
    fn of(line: &str) -> Option<(Raw, String)> {
        let row: Value = serde_json::from_str(line).expect("valid JSON");
        let digits = row["hex"].as_str().filter(|_| row["kind"] == "raw")?;
        let bytes = unhex(digits);
        assert_eq!(row["size"], bytes.len(), "{line}");
        let length = match bytes[1] & 0x7f {
            126 => 2,
            127 => 8,
            _ => 0,
        };
        let (head, payload) = bytes.split_at(2 + length + if bytes[1] & 0x80 != 0 { 4 } else { 0 });
        let size = format!("\"size\":{}", bytes.len());
        let shown = line.replacen(&size, "\"size\":<size>", 1);
        // With its key: the digits of a short frame may stand in the time too.
        let (whole, left) = (format!("\"hex\":\"{digits}\""), hex(head, usize::MAX));
        let shown = shown.replacen(&whole, &format!("\"hex\":\"{left}<payload>\""), 1);
        Some((Raw { head: head.to_vec(), payload: payload.to_vec() }, shown))
    }
}

/// Sends the stream to a `capture` in one way; returns the text to freeze and the refused frames.
fn captured(stream: &Stream, way: Way) -> (String, Vec<Raw>) {
    let scratch = Scratch::new();
    let transcript = scratch.path("c.wlt");
    let mut client = Client::connect(|port| {
        let mut connection = stream.connection.clone();
        connection["url"] = format!("ws://127.0.0.1:{port}/").into();
        let profile = scratch.profile(json!({"connection": connection}));
        let args = ["capture", &profile, "--transcript", &transcript, "--json"];
        args.map(str::to_owned).to_vec()
    });
    let fields = stream.extensions.as_ref();
    let fields = fields.map(|text| format!("Sec-WebSocket-Extensions: {text}\r\n"));
    let (first, pieces) = way.cut(stream);
    let switch = client.switch(&fields.unwrap_or_default());
    client.write(&[switch, first].concat());
    for piece in &pieces {
        client.settle();
        client.write(piece);
    }
    if !stream.ends {
        client.until(|heard| Frame::all(heard).0.iter().any(is_close));
    }
    let normaliser = Normaliser::new().port(client.port());
    let (_, output) = client.finish();
    let rows = Cli::run(["transcript", "export", &transcript, "--format", "jsonl"]).success();
    result(&output, &rows.stdout, &normaliser)
}

fn result(output: &Output, rows: &str, normaliser: &Normaliser) -> (String, Vec<Raw>) {
    check_order(rows);
    let mut raw = Vec::new();
    let code = output.code.map_or("a signal".to_owned(), |code| code.to_string());
    let mut text = format!("exit {code}\n\nstderr\n{}", normaliser.text(&output.stderr));
    let report = serde_json::to_string_pretty(&report(output, normaliser)).expect("JSON");
    write!(text, "\nreport\n{report}\n").expect("write to a String");
    for direction in ["received", "sent"] {
        write!(text, "\n{direction}\n").expect("write to a String");
        let is_one = format!("\"direction\":\"{direction}\"");
        for line in rows.lines().filter(|line| line.contains(&is_one)) {
            let (refused, shown) = Raw::of(line).unzip();
            raw.extend(refused);
            let line = shown.as_deref().unwrap_or(line);
            // The number is left out: it counts rows of both directions.
            let (_, line) = line.split_once(',').expect("a row's number stands first");
            text += &shorten(&normaliser.text(line));
            text.push('\n');
        }
    }
    (text, raw)
}

/// What holds for the order of rows however the stream is cut: times do not decrease, a pong follows its ping, and only
/// our Close and notes may follow the server's.
fn check_order(rows: &str) {
    let rows: Vec<Row> = rows.lines().map(Row::parse).collect();
    assert!(rows.is_sorted_by_key(|row| row.nanos()), "times decrease: {rows:#?}");
    let at = |what: &str| -> Vec<usize> {
        let found = rows.iter().enumerate().filter(|(_, row)| row.label() == what);
        found.map(|(at, _)| at).collect()
    };
    for (ping, pong) in at("received ping").iter().zip(at("sent pong")) {
        assert!(*ping < pong, "a pong before its ping: {rows:#?}");
    }
    let closes = at("received close");
    for row in closes.first().map_or(&[][..], |close| &rows[close + 1..]) {
        let what = row.label();
        let may_follow = row.kind == "marker" || what == "sent pong" || what == "sent close";
        assert!(may_follow, "a row after the Close: {row:#?}");
    }
}

/// The JSON report, with only the negotiated extensions left of the handshake.
fn report(output: &Output, normaliser: &Normaliser) -> Value {
    let mut report = output.json();
    let mut hop = report["handshake"]["hops"][0].take();
    report["handshake"] =
        json!({"extensions": hop["extensions"].take(), "compression": hop["compression"].take()});
    normaliser.json(&mut report, &[("seconds", "<seconds>")]);
    report
}
