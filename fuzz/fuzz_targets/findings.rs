//! Arbitrary bytes as the findings beside a transcript: they are used or ignored, and nothing that they say about memory
//! is believed. The input is what follows the magic number, the transcript's id and the decoding's hash; the checksum is
//! set to the right one.
#![no_main]

use std::fs;
use std::sync::{Arc, LazyLock};

use crc::{CRC_64_XZ, Crc};
use libfuzzer_sys::fuzz_target;
use serde_json::json;
use tempfile::TempDir;
use wirelark_core::frame::{Direction, Kind};
use wirelark_core::packet::rules::{Decoder, Decoding};
use wirelark_core::transcript::findings::{Findings, MIN_SAVED, SharedFindings};
use wirelark_core::transcript::{Header, Reader, Writer, WriterOptions, findings_path};

const CRC64: Crc<u64> = Crc::<u64>::new(&CRC_64_XZ);
/// Offset of the first byte of the input, and of the checksum.
const OWN: usize = 24;
const SUM: std::ops::Range<usize> = 56..64;

struct Saved {
    _folder: TempDir,
    reader: Reader,
    decoding: Decoding,
    /// The start of a valid file.
    start: Vec<u8>,
}

fn findings(decoding: &Decoding) -> SharedFindings {
    SharedFindings::new(Findings::new(decoding, Arc::new(Decoder::new(decoding))))
}

static SAVED: LazyLock<Saved> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("create a temporary folder");
    let path = folder.path().join("a.wlt");
    let options = WriterOptions::default();
    let mut writer = Writer::create(&path, &Header::default(), options, Box::new(|| {}))
        .expect("create the transcript");
    for row in 0..MIN_SAVED {
        writer.push(Direction::Received, Kind::Binary, row.into(), &row.to_le_bytes());
        while writer.is_full() && !writer.flush() {
            std::thread::yield_now();
        }
    }
    writer.finish().expect("finish the transcript");
    let decoding = serde_json::from_value(json!({
        "layouts": [{"name": "n", "format": "<I", "fields": [{"name": "n", "range": {"to": 49_000}}]}],
        "rules": [{"layout": "n"}],
        "sequences": [{"field": "n", "key": "n"}, {"field": "n"}],
        "heartbeat_checks": [{"layout": "n", "every": "1s"}],
        "joined": [{"length": {"offset": 3, "type": "B", "plus": 4}}]
    }))
    .expect("a decoding");
    let reader = Reader::open(&path).expect("open the transcript");
    let shared = findings(&decoding);
    shared.lock().until(&reader, MIN_SAVED).expect("check the rows");
    shared.save(&reader);
    let start = fs::read(findings_path(&path)).expect("saved findings");
    Saved { _folder: folder, reader, decoding, start }
});

fuzz_target!(|input: &[u8]| {
    let Saved { reader, decoding, start, .. } = &*SAVED;
    let mut file = [start.get(..OWN).unwrap_or_default(), input].concat();
    if file.len() >= SUM.end {
        let mut digest = CRC64.digest();
        digest.update(&file[..SUM.start]);
        digest.update(&file[SUM.end..]);
        let sum = digest.finalize().to_le_bytes();
        file[SUM].copy_from_slice(&sum);
    }
    fs::write(findings_path(reader.path()), &file).expect("write the file");
    let shared = findings(decoding);
    let mut found = shared.lock();
    found.until(reader, MIN_SAVED).expect("check the rows");
    assert_eq!(found.last_scanned(), MIN_SAVED);
    for row in 1..=MIN_SAVED {
        let _ = (found.of(row), found.code(row), found.joined(row));
    }
    drop(found);
    for row in [1, 2, 1000, MIN_SAVED] {
        let _ = shared.message(reader, row);
    }
});
