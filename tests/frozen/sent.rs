//! Sent bytes: the upgrade request and every frame that `run` puts on the socket, for each case in `data/sent/cases`.
//!
//! Masking keys are random, so frames are frozen unmasked, with `<key>` in the header; that keys differ is checked.
//! Bytes that break the protocol on purpose are read as their transcript row delimits them. Compressed payloads are
//! frozen as they are: they may change with the compression library, and then the commit that updates it says so.

use std::fmt::Write as _;

use serde_json::Value;
use wirelark_tests::cli::Cli;
use wirelark_tests::row::unhex;
use wirelark_tests::scratch::{Scratch, example};

use crate::golden::{Frozen, Normaliser, handwritten, hex};
use crate::parallel::each;
use crate::raw_server::{Client, Frame, is_close};
use crate::send_case::Case;
use crate::shorten::shorten;

const PING: u8 = 9;

/// The result of one case.
struct Sent {
    text: String,
    keys: Vec<[u8; 4]>,
}

#[test]
fn requests_and_frames() {
    let mut frozen = Frozen::folder("sent/results");
    let mut keys = Vec::new();
    for (name, sent) in each(&handwritten("sent/cases"), ".json", |json| sent(&Case::parse(json))) {
        frozen.add(&format!("{name}.txt"), sent.text);
        keys.extend(sent.keys);
    }
    frozen.check();
    // One pair of equal keys is possible by chance, in about one of 100,000 runs.
    let all = keys.len();
    keys.sort_unstable();
    keys.dedup();
    assert!(keys.len() + 1 >= all, "{} of {all} masking keys repeat", all - keys.len());
    assert!(all > 100, "frames were masked");
}

/// Runs the client against a server that does what the case says.
fn sent(case: &Case) -> Sent {
    let scratch = Scratch::new();
    let transcript = scratch.path("s.wlt");
    let mut client = Client::connect(|port| {
        let profile = match &case.example {
            Some(name) => example(name).to_str().expect("a UTF-8 path").to_owned(),
            None => scratch.file("x.wirelark.json", case.profile(port).to_string()),
        };
        let args = ["run", &profile, "--transcript", &transcript].map(str::to_owned);
        args.into_iter().chain(case.args(port)).collect()
    });
    let mut normaliser = Normaliser::new().port(client.port());
    let mut requests = Vec::new();
    for (answer, closes) in &case.first {
        requests.push(std::mem::take(&mut client.request));
        client.answer(answer.replace("<port>", &client.port().to_string()).as_bytes(), *closes);
    }
    requests.push(client.request.clone());
    let switch = client.switch(&case.answer);
    client.write(&switch);
    for reply in &case.replies {
        client.until(|heard| Frame::all(heard).0.len() >= reply.after);
        client.write(&reply.bytes);
    }
    if !case.misbehaves() {
        client.until(|heard| Frame::all(heard).0.iter().any(is_close));
        client.answer_close(case.closes());
    } else {
        // Its bytes may not parse as frames; the client leaves after its close timeout.
        client.until(|_| false);
    }
    let (bytes, output) = client.finish();
    let code = output.code.map_or("a signal".to_owned(), |code| code.to_string());
    let mut text = format!("exit {code}\n\nstderr\n{}\n", normaliser.text(&output.stderr));
    for request in requests {
        let request = String::from_utf8(request).expect("UTF-8");
        if let Some(key) = key_of(&request) {
            normaliser = normaliser.replace(&key, "<key>");
        }
        text += "request\n";
        text += &normaliser.text(&request);
    }
    text += "frames\n";
    let rows = Cli::run(["transcript", "export", &transcript, "--format", "jsonl"]);
    let keys = frames(case, &rows.success().stdout, &bytes, &normaliser, &mut text);
    Sent { text, keys }
}

/// Writes each sent row, followed by its bytes; returns the masking keys.
fn frames(
    case: &Case,
    rows: &str,
    mut bytes: &[u8],
    normaliser: &Normaliser,
    text: &mut String,
) -> Vec<[u8; 4]> {
    let (mut keys, mut pings) = (Vec::new(), 0);
    let mut misbehaviours = case.misbehaviours().into_iter();
    for line in rows.lines().filter(|line| line.contains("\"direction\":\"sent\"")) {
        let row: Value = serde_json::from_str(line).expect("valid JSON");
        let (_, line) = line.split_once(',').expect("a row's number stands first");
        let mut line = normaliser.text(line);
        let mut frames = Vec::new();
        match row["kind"].as_str().expect("a string") {
            "marker" => {}
            "raw" => {
                let digits = row["hex"].as_str().expect("a string");
                let (raw, rest) = bytes.split_at(digits.len() / 2);
                assert_eq!(unhex(digits), raw, "the row has the bytes on the wire");
                bytes = rest;
                line = line.replacen(digits, "<as sent>", 1);
                frames = pieces(misbehaviours.next().expect("a misbehaviour"), raw, &mut keys);
            }
            _ => {
                let (frame, size) = Frame::first(bytes).expect("a frame for each row");
                bytes = &bytes[size..];
                keys.extend(frame.key);
                if frame.opcode() == PING {
                    // Their number depends on time, and the payload is random.
                    pings += 1;
                    if pings > 1 {
                        continue;
                    }
                    line = line.replacen(&hex(&frame.payload, usize::MAX), "<random>", 1);
                    frames.push(format!("{} <random>", header(&frame)));
                } else {
                    frames.push(shown(&frame));
                }
            }
        }
        writeln!(text, "{}", shorten(&line)).expect("write to a String");
        frames.iter().for_each(|frame| writeln!(text, "    {frame}").expect("write to a String"));
    }
    assert!(bytes.is_empty(), "bytes without a row: {}", hex(bytes, 99));
    keys
}

/// The frames in bytes that break the protocol on purpose.
fn pieces(misbehaviour: &str, bytes: &[u8], keys: &mut Vec<[u8; 4]>) -> Vec<String> {
    let frames = match misbehaviour {
        "raw" => return vec![hex(bytes, usize::MAX)],
        // The length in the header does not say where the payload ends.
        "wrong_length" => vec![Frame::to_the_end(bytes)],
        _ => {
            let (frames, rest) = Frame::all(bytes);
            assert!(rest.is_empty(), "{misbehaviour}: {}", hex(rest, 99));
            frames
        }
    };
    keys.extend(frames.iter().filter_map(|frame| frame.key));
    frames.iter().map(shown).collect()
}

/// Header and unmasked payload in hex.
fn shown(frame: &Frame) -> String {
    // In quotes, because `shorten` looks at quoted strings.
    let payload = shorten(&format!("\"{}\"", hex(&frame.payload, usize::MAX)));
    format!("{} {}", header(frame), payload.trim_matches('"'))
}

fn header(frame: &Frame) -> String {
    let key = if frame.key.is_some() { " <key>" } else { "" };
    format!("{}{key}", hex(&frame.head, usize::MAX))
}

/// The value of `Sec-WebSocket-Key`, 16 random bytes in Base64; a proxy gets none.
#[track_caller]
fn key_of(request: &str) -> Option<String> {
    let key = request.lines().find_map(|line| line.strip_prefix("Sec-WebSocket-Key: "))?;
    assert!(key.len() == 24 && key.ends_with("=="), "{key}");
    Some(key.to_owned())
}
