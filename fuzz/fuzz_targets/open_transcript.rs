//! Any bytes as a transcript, with an index beside it or without: it is read, or refused, and nothing else. Its rows are
//! never more than its bytes can hold, and an index made again says the same as one made before.
#![no_main]

use std::fs;
use std::ops::ControlFlow;
use std::path::Path;

use libfuzzer_sys::fuzz_target;
use wirelark_core::transcript::{
    ExportFormat, ExportOptions, Reader, SequentialReader, Summary, export, index_path,
};

/// The input: 4 bytes with the length of the index, the index, the data file. No length, no index.
fn split(input: &[u8]) -> Option<(Option<&[u8]>, &[u8])> {
    let (length, rest) = input.split_first_chunk::<4>()?;
    match u32::from_le_bytes(*length) as usize {
        0 => Some((None, rest)),
        length => {
            let (index, data) = rest.split_at(length.min(rest.len()));
            Some((Some(index), data))
        }
    }
}

fn look(path: &Path, size: u64) -> Option<u32> {
    let reader = Reader::open(path).ok()?;
    let last = reader.rows().ok()?;
    assert!(u64::from(last) <= size / 16, "{last} rows in {size} bytes");
    let mut rows = SequentialReader::new(reader.clone());
    for row in 1..=last {
        if let Ok((entry, payload)) = rows.read(row) {
            assert_eq!(entry.size as usize, payload.len());
            assert!(u64::from(entry.size) < size);
        }
        let _ = reader.payload(row);
    }
    let _ = reader.records(1..last.saturating_add(1));
    let _ = Summary::of(&reader, &mut || ControlFlow::Continue(()));
    for format in ExportFormat::ALL {
        let options = ExportOptions::new(format, &reader);
        let go_on = &mut |_| ControlFlow::Continue(());
        let _ = export(&mut std::io::sink(), &reader, 1..=last, &options, go_on);
    }
    Some(last)
}

fuzz_target!(|input: &[u8]| {
    let Some((index, data)) = split(input) else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.wlt");
    fs::write(&path, data).expect("written");
    if let Some(index) = index {
        fs::write(index_path(&path), index).expect("written");
    }
    let size = data.len() as u64;
    look(&path, size);
    let _ = fs::remove_file(index_path(&path));
    let made = look(&path, size);
    assert_eq!(look(&path, size), made, "with the index that was made");
});
