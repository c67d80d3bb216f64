//! One line of `transcript export --format jsonl`.

use std::fs::File;
use std::io::{BufRead, BufReader};

use serde_json::Value;

use crate::cli::Cli;

/// The documented fields of a line.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    pub row: u64,
    pub time: String,
    pub direction: String,
    pub kind: String,
    pub size: u64,
    pub code: Option<i64>,
    pub text: Option<String>,
    pub hex: Option<String>,
    pub fields: Option<Value>,
}

impl Row {
    #[track_caller]
    pub fn parse(line: &str) -> Row {
        let value: Value = serde_json::from_str(line).unwrap_or_else(|e| panic!("{e}: {line}"));
        let text = |name: &str| value[name].as_str().map(str::to_owned);
        let row = Row {
            row: value["row"].as_u64().expect("a number"),
            time: text("time").expect("a time"),
            direction: text("direction").expect("a direction"),
            kind: text("kind").expect("a kind"),
            size: value["size"].as_u64().expect("a number"),
            code: value["code"].as_i64(),
            text: text("text"),
            hex: text("hex"),
            fields: Some(value["fields"].clone()).filter(|fields| !fields.is_null()),
        };
        assert!(row.text.is_some() != row.hex.is_some(), "text or hex, not both: {line}");
        assert_eq!(row.payload().len() as u64, row.size, "{line}");
        row
    }

    /// The payload's bytes, from text or hex.
    pub fn payload(&self) -> Vec<u8> {
        match (&self.text, &self.hex) {
            (Some(text), _) => text.clone().into_bytes(),
            (None, Some(digits)) => unhex(digits),
            (None, None) => Vec::new(),
        }
    }

    /// Direction and kind, as in `sent text`.
    pub fn label(&self) -> String {
        format!("{} {}", self.direction, self.kind)
    }

    /// Nanoseconds since midnight: only differences are meaningful, in tests that do not cross it.
    pub fn nanos(&self) -> i64 {
        let digits = |range: std::ops::Range<usize>| -> i64 {
            self.time[range].parse().unwrap_or_else(|_| panic!("not a time: {}", self.time))
        };
        let day = digits(8..10);
        let seconds = ((day * 24 + digits(11..13)) * 60 + digits(14..16)) * 60 + digits(17..19);
        seconds * 1_000_000_000 + digits(20..29)
    }
}

/// Decodes lower-case hex digits.
#[track_caller]
pub fn unhex(digits: &str) -> Vec<u8> {
    let digit = |d: u8| match d {
        b'0'..=b'9' => d - b'0',
        b'a'..=b'f' => d - b'a' + 10,
        _ => panic!("not lower-case hex: {digits}"),
    };
    let (pairs, rest) = digits.as_bytes().as_chunks::<2>();
    assert!(rest.is_empty(), "half a byte: {digits}");
    pairs.iter().map(|[high, low]| digit(*high) << 4 | digit(*low)).collect()
}

/// Calls `each` with every line of a transcript's export. The export goes through a file, because a large one would not
/// fit in memory.
#[track_caller]
pub fn each_row(transcript: &str, mut each: impl FnMut(Row)) {
    let out = format!("{transcript}.jsonl");
    Cli::run(["transcript", "export", transcript, "--format", "jsonl", "-o", &out]).success();
    for line in BufReader::new(File::open(&out).expect("open the file")).lines() {
        each(Row::parse(&line.expect("UTF-8")));
    }
    std::fs::remove_file(&out).expect("remove the file");
}

/// All rows of a transcript.
#[track_caller]
pub fn rows_of(transcript: &str) -> Vec<Row> {
    let mut rows = Vec::new();
    each_row(transcript, |row| rows.push(row));
    for (row, number) in rows.iter().zip(1..) {
        assert_eq!(row.row, number, "rows are numbered from 1");
    }
    rows
}

/// The number that `transcript count` prints.
#[track_caller]
pub fn count(transcript: &str) -> u64 {
    let output = Cli::run(["transcript", "count", transcript]).success();
    output.stdout.trim().parse().unwrap_or_else(|e| panic!("{e}: {output:#?}"))
}

/// Waits until another process has stored this many rows in a transcript.
#[track_caller]
pub fn wait_for_rows(transcript: &str, rows: u64) {
    let until = std::time::Instant::now() + crate::PATIENCE;
    loop {
        // Each poll starts a process, so no pause is needed. The file may not exist yet.
        let output = Cli::run(["transcript", "count", transcript]);
        if output.stdout.trim().parse::<u64>().is_ok_and(|now| now >= rows) {
            return;
        }
        assert!(std::time::Instant::now() < until, "{rows} rows never came: {output:#?}");
    }
}
