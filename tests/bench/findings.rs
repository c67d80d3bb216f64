//! Measures checking every row of a file in the background against reading the same rows and checking them by hand.

use std::hint::black_box;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;

use anyhow::{Result, ensure};
use serde_json::json;
use wirelark_core::frame::{Direction, Kind};
use wirelark_core::packet::faults::FaultKind;
use wirelark_core::packet::layout::checksum::ChecksumKind;
use wirelark_core::packet::rules::{Decoder, Decoding};
use wirelark_core::transcript::findings::Findings;
use wirelark_core::transcript::{Header, Reader, SequentialReader, Writer, WriterOptions};

use crate::report::{load, median};

/// Minimum rate in rows a second on one core.
const RATE: f64 = 1e6;
/// One message in this many has a wrong checksum.
const EVERY: u64 = 1000;

/// Prints the figures, and fails if one misses its bar.
pub fn check_rows(folder: &Path, messages: u64, rounds: u32) -> Result<ExitCode> {
    println!("{messages} messages of the layout <iqd with a CRC-32; load {}", load());
    let folder = tempfile::Builder::new().prefix("wirelark-bench-").tempdir_in(folder)?;
    let path = folder.path().join("feed.wlt");
    let mut writer =
        Writer::create(&path, &Header::default(), WriterOptions::default(), Box::new(|| {}))?;
    for row in 1..=messages {
        writer.push(Direction::Received, Kind::Binary, row as i64, &message(row));
        while writer.is_full() && !writer.flush() {
            std::thread::yield_now();
        }
    }
    writer.finish()?;
    let decoding: Decoding = serde_json::from_value(json!({
        "layouts": [{"name": "tick", "format": "<iqdI", "fields": [
            {"name": "code", "constant": 100}, {"name": "seq"}, {"name": "price"},
            {"name": "crc", "checksum": {"kind": "crc32"}},
        ]}],
        "rules": [{"layout": "tick", "code": 100}],
    }))?;
    let sequences = json!([{"field": "seq"}]);
    let numbered = Decoding { sequences: serde_json::from_value(sequences)?, ..decoding.clone() };
    let reader = Reader::open(&path)?;
    let last = reader.rows()?;
    let mut rates: [Vec<f64>; 3] = Default::default();
    for _ in 0..rounds {
        let begun = Instant::now();
        let mut rows = SequentialReader::new(reader.clone());
        let wrong = (1..=last).map(|row| rows.read(row).map(|(_, message)| !is_right(message)));
        let wrong: Vec<bool> = wrong.collect::<Result<_, _>>()?;
        rates[0].push(messages as f64 / begun.elapsed().as_secs_f64());
        let expected = wrong.into_iter().filter(|wrong| *wrong).count() as u64;
        for (decoding, rates) in [&decoding, &numbered].into_iter().zip(&mut rates[1..]) {
            let mut findings = Findings::new(decoding, Arc::new(Decoder::new(decoding)));
            let begun = Instant::now();
            findings.until(&reader, last)?;
            rates.push(messages as f64 / begun.elapsed().as_secs_f64());
            let found = findings.sums().of(FaultKind::Checksum);
            ensure!(found == expected, "{found} wrong checksums instead of {expected}");
            black_box(findings);
        }
    }
    let [hand, checked, numbered] = rates.map(median);
    println!("read and checked by hand      {:>7.2} M rows/s", hand / 1e6);
    println!("checked by the layout         {:>7.2} M rows/s", checked / 1e6);
    println!("and with a sequence           {:>7.2} M rows/s", numbered / 1e6);
    println!(
        "{}",
        json!({"bench": "findings", "rows_per_s": checked, "rows_per_s_with_sequence": numbered,
            "ratio": checked / hand})
    );
    if checked >= RATE {
        return Ok(ExitCode::SUCCESS);
    }
    eprintln!("missed: {checked:.0} rows a second are below {RATE:.0}");
    Ok(ExitCode::FAILURE)
}

fn message(row: u64) -> Vec<u8> {
    let mut bytes = 100i32.to_le_bytes().to_vec();
    bytes.extend(row.to_le_bytes());
    bytes.extend((1.0 + row as f64 * 0.01).to_le_bytes());
    let crc = ChecksumKind::Crc32.of(&[&bytes]);
    bytes.extend((crc ^ u32::from(row % EVERY == EVERY / 2)).to_le_bytes());
    bytes
}

/// Hand-written check of this one layout.
fn is_right(message: &[u8]) -> bool {
    let Some((body, crc)) = message.split_at_checked(20) else { return false };
    let code = body.first_chunk().map(|code| i32::from_le_bytes(*code));
    let crc = crc.first_chunk().map(|crc| u32::from_le_bytes(*crc));
    code == Some(100) && message.len() == 24 && crc == Some(ChecksumKind::Crc32.of(&[body]))
}
