//! Arbitrary bytes as a transcript, with or without an index file: it opens or is refused. It never has more rows than
//! its bytes can hold, and a rebuilt index gives the same rows as the original one.
#![no_main]

use std::fs;
use std::ops::ControlFlow;
use std::path::Path;

use libfuzzer_sys::fuzz_target;
use wirelark_core::transcript::{
    ExportFormat, ExportOptions, Reader, SequentialReader, Summary, export, index_path,
};

/// The input is the index's length in 4 bytes, the index, and the data file. Without a length there is no index.
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

fn check_rows(path: &Path, size: u64) -> Option<u32> {
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
    let folder = tempfile::tempdir().expect("create a temporary folder");
    let path = folder.path().join("a.wlt");
    fs::write(&path, data).expect("write the file");
    if let Some(index) = index {
        fs::write(index_path(&path), index).expect("write the file");
    }
    let size = data.len() as u64;
    check_rows(&path, size);
    let _ = fs::remove_file(index_path(&path));
    let made = check_rows(&path, size);
    assert_eq!(check_rows(&path, size), made, "with the rebuilt index");
});
