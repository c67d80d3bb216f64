//! Gaps, duplicates and steps backwards in sequences, found by Wirelark and by a program in Python.

use std::collections::BTreeMap;
use std::process::Command;
use std::sync::Arc;

use serde_json::{Value, json};
use wirelark_core::frame::{Direction, Kind};
use wirelark_core::packet::faults::FaultKind;
use wirelark_core::packet::rules::{Decoder, Decoding};
use wirelark_core::transcript::findings::Findings;
use wirelark_core::transcript::{Header, Reader, Writer, WriterOptions};
use wirelark_tests::python;
use wirelark_tests::scratch::Scratch;

use crate::random::Random;

const ROWS: u32 = 1_000_000;
/// Row of the second connection's marker.
const RECONNECTED: u32 = 600_000;

/// Numbers that go wrong in one message of a hundred.
struct Feed {
    random: Random,
    next: BTreeMap<u8, u16>,
    total: u32,
    /// A message that comes later than the one after it.
    late: Option<Vec<u8>>,
}

impl Feed {
    fn message(&mut self) -> Vec<u8> {
        if let Some(late) = self.late.take() {
            return late;
        }
        let instrument = self.random.below(7) as u8;
        let next = self.next.entry(instrument).or_insert(65_000);
        // Both wrap around within the million rows.
        let wrong = if self.random.one_in(100) { self.random.below(5) } else { 5 };
        match wrong {
            0 => *next = next.wrapping_add(1 + self.random.below(9) as u16),
            1 => *next = next.wrapping_sub(1),
            2 => *next = next.wrapping_sub(2 + self.random.below(500) as u16),
            3 => self.total = self.total.wrapping_add(self.random.below(1000) as u32),
            _ => {}
        }
        let mut bytes = vec![instrument];
        bytes.extend(next.to_le_bytes());
        bytes.extend(self.total.to_le_bytes());
        (*next, self.total) = (next.wrapping_add(1), self.total.wrapping_add(1));
        if wrong == 4 {
            let after = self.message();
            self.late = Some(bytes);
            return after;
        }
        bytes
    }
}

#[test]
fn python_finds_the_same_faults_in_a_million_rows() {
    let scratch = Scratch::new();
    let path = scratch.path("feed.wlt");
    let mut writer =
        Writer::create(&path, &Header::default(), WriterOptions::default(), Box::new(|| {}))
            .expect("a transcript");
    let total = u32::MAX - 300_000;
    let mut feed = Feed { random: Random::new(), next: BTreeMap::new(), total, late: None };
    for row in 1..=ROWS {
        match row == RECONNECTED {
            true => {
                let text = b"connection 2: attempt 1 of 3, after 1006";
                writer.push(Direction::Sent, Kind::Marker, row.into(), text)
            }
            false => writer.push(Direction::Received, Kind::Binary, row.into(), &feed.message()),
        };
        while writer.is_full() && !writer.flush() {
            std::thread::yield_now();
        }
    }
    writer.finish().expect("written");

    let decoding: Decoding = serde_json::from_value(json!({
        "layouts": [{"name": "tick", "format": "<BHI", "fields": [
            {"name": "instrument"}, {"name": "seq"}, {"name": "total"},
        ]}],
        "rules": [{"layout": "tick"}],
        "sequences": [{"field": "seq", "key": "instrument"}, {"field": "total"}],
    }))
    .expect("a decoding");
    let reader = Reader::open(&path).expect("a transcript");
    let mut findings = Findings::new(&decoding, Arc::new(Decoder::new(&decoding)));
    findings.until(&reader, ROWS).expect("checked");
    let faulty: Vec<Value> = (1..=ROWS)
        .filter(|row| !findings.faults(*row).is_empty())
        .map(|row| {
            let mut words: Vec<_> = findings.faults(row).kinds().map(FaultKind::word).collect();
            words.sort_unstable();
            json!([row, words])
        })
        .collect();
    let sums: Vec<Value> = findings
        .series()
        .map(|(_, _, sums)| {
            json!({"messages": sums.messages, "gaps": sums.gaps, "missing": sums.missing,
                "duplicates": sums.duplicates, "backwards": sums.backwards})
        })
        .collect();
    assert!(faulty.len() > ROWS as usize / 200, "{} faulty rows", faulty.len());

    let script = include_str!("sequences.py");
    let output = Command::new(python::interpreter()).args(["-c", script, &path]).output();
    let output = output.expect("python3");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let told: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(told["sums"], Value::Array(sums));
    let rows = told["rows"].as_array().expect("a list");
    let first_other = rows.iter().zip(&faulty).find(|(one, other)| one != other);
    assert_eq!(first_other, None);
    assert_eq!(rows.len(), faulty.len());
}
