//! Arbitrary bytes as HAR or JSON Lines: the import creates a transcript with as many rows as it reports, or fails and
//! leaves no file.
#![no_main]

use std::fs;
use std::ops::ControlFlow;

use libfuzzer_sys::fuzz_target;
use wirelark_core::transcript::{
    ImportFormat, ImportOptions, Reader, har_connections, import_file,
};

fuzz_target!(|input: &[u8]| {
    let Some((first, content)) = input.split_first() else { return };
    let folder = tempfile::tempdir().expect("create a temporary folder");
    let (from, out) = (folder.path().join("in"), folder.path().join("out.wlt"));
    fs::write(&from, content).expect("write the file");
    let format = match first % 3 {
        0 => None,
        1 => Some(ImportFormat::Har),
        _ => Some(ImportFormat::Jsonl),
    };
    let connection = (first & 8 != 0).then_some(1);
    let options = ImportOptions { format, connection, ..ImportOptions::default() };
    match import_file(&from, &out, &options, &mut |_| ControlFlow::Continue(())) {
        Ok(imported) => {
            assert!(!imported.cancelled);
            let rows = Reader::open(&out)
                .expect("open the transcript")
                .rows()
                .expect("read the transcript");
            assert_eq!(u64::from(rows), imported.rows);
            assert!(imported.rows <= content.len() as u64);
        }
        Err(_) => assert!(!out.exists()),
    }
    let _ = har_connections(&from);
});
