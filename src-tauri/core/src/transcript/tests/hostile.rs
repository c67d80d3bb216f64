use std::fs;
use std::ops::ControlFlow;

use super::*;
use crate::file::NewFile;
use crate::file::open_files;
use crate::frame::leading_integer::LeadingInteger;
use crate::transcript::format::{
    INDEX_HEADER, INDEX_ROW, IndexBasis, MAX_HEADER_JSON, MAX_HEADER_VALUES, data_header,
    index_header, record_bytes, row_bytes,
};
use crate::transcript::{
    Error, ExportFormat, ExportOptions, ImportFormat, ImportOptions, Reader, SequentialReader,
    Summary, export, filter::Context as FilterContext, import_file, index_path,
};

fn go_on(_: u64) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

/// Opens a file and reads all its rows in every way. Damage may cause errors, but no panic, and no
/// more rows than fit into the file. The fuzz target `open_transcript` does the same.
fn exercise(path: &Path) -> Result<u32, Error> {
    let size = fs::metadata(path).unwrap().len();
    let reader = Reader::open(path)?;
    let last = reader.rows()?;
    assert!(u64::from(last) <= size / 16, "{last} rows in {size} bytes");
    let mut rows = SequentialReader::new(reader.clone());
    for row in 1..=last {
        if let Ok((record, payload)) = rows.read(row) {
            assert_eq!(record.size as usize, payload.len());
            assert!(u64::from(record.size) < size);
            crate::frame::time_text(record.time_ns);
        }
        let _ = reader.payload(row);
    }
    let _ = reader.records(1..last.saturating_add(1));
    let _ = Summary::of(&reader, &mut || ControlFlow::Continue(())).map(|summary| {
        let summary = summary.unwrap();
        summary.duration_ns()
    });
    for format in ExportFormat::ALL {
        let options = ExportOptions::new(format, &reader);
        let _ = export(&mut std::io::sink(), &reader, 1..=last, &options, &mut go_on);
    }
    if let Some(latency) = FilterContext::of(&reader)?.latency {
        let _ = latency.until(&reader, last).map(|latency| latency.figures(true));
    }
    Ok(last)
}

#[test]
fn hostile_06_a_damaged_file_is_read_or_rejected() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.wlt");
    write(&path, &messages(60), WriterOptions::default());
    let (data, index) = (fs::read(&path).unwrap(), fs::read(index_path(&path)).unwrap());
    let mut random = 0x9E37_79B9_7F4A_7C15_u64;
    let mut next = |below: usize| {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        (random % below as u64) as usize
    };
    let mut opened = 0;
    for round in 0..400 {
        let (mut data, mut index) = (data.clone(), index.clone());
        for _ in 0..=next(4) {
            let file = if next(2) == 0 { &mut data } else { &mut index };
            let at = next(file.len());
            match next(4) {
                0 => file[at] ^= 1 << next(8),
                1 => file[at] = 0xFF,
                2 => file.truncate(at.max(1)),
                _ => {
                    let from = next(file.len());
                    let piece = file[from..(from + next(64)).min(file.len())].to_vec();
                    file.splice(at..at, piece);
                }
            }
        }
        fs::write(&path, &data).unwrap();
        match round % 3 {
            0 => drop(open_files::remove(&index_path(&path))),
            _ => fs::write(index_path(&path), &index).unwrap(),
        }
        opened += u32::from(exercise(&path).is_ok());
    }
    assert!(opened > 100, "only {opened} of 400 could be opened");
}

/// Records and index rows with valid checksums but wrong contents, which random damage does not
/// produce.
#[test]
fn hostile_06_inconsistent_records_and_indexes_do_not_panic() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.wlt");
    let id = 7;
    let header = data_header(id, &Header::default(), Default::default()).unwrap();
    let start = header.len() as u64;
    for times in [[0, i64::MIN, i64::MAX], [i64::MAX, 0, i64::MIN], [i64::MIN; 3]] {
        let mut data = header.clone();
        for (time_ns, flags) in times.into_iter().zip([0x12, 0x02, 0x18]) {
            data.extend_from_slice(&record_bytes(id, 4, flags, time_ns));
            data.extend_from_slice(&[1, 0, 0, 0]);
        }
        fs::write(&path, &data).unwrap();
        drop(open_files::remove(&index_path(&path)));
        assert_eq!(exercise(&path).unwrap(), 3);
    }
    // Rows that go backwards, and a row of 4 GiB with a matching record.
    let mut data = header.clone();
    data.extend_from_slice(&record_bytes(id, 4, 0x12, 5));
    data.extend_from_slice(&[1, 0, 0, 0]);
    data.extend_from_slice(&record_bytes(id, u32::MAX, 0x12, 5));
    data.extend_from_slice(&[0; 64]);
    fs::write(&path, &data).unwrap();
    for offsets in [[start + 20, start, start], [start, start + 20, start], [1 << 47, 0, start]] {
        let basis = IndexBasis { id, start, integer: LeadingInteger::DEFAULT };
        let mut index = index_header(basis).to_vec();
        for offset in offsets {
            let len = if offset == start { 4 } else { u32::MAX };
            index.extend_from_slice(&row_bytes(offset, 0x12, None, len));
        }
        assert_eq!(index.len(), INDEX_HEADER + 3 * INDEX_ROW);
        fs::write(index_path(&path), &index).unwrap();
        let _ = exercise(&path);
    }
}

#[test]
fn hostile_06_headers_are_limited_for_readers_and_writers() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.wlt");
    let with = |text: String| Header { rules: text.into(), ..Header::default() };
    let create = |header: &Header| {
        let options = WriterOptions { replace: true, ..WriterOptions::default() };
        Writer::create(&path, header, options, Box::new(|| {}))
    };
    let fits = with("x".repeat(MAX_HEADER_JSON as usize - 1000));
    create(&fits).unwrap().finish().unwrap();
    assert_eq!(Reader::open(&path).unwrap().header(), &fits);
    let long = with("x".repeat(MAX_HEADER_JSON as usize));
    let error = create(&long).map(|_| ()).unwrap_err();
    assert_eq!(error.code(), "transcript_header_too_long");
    assert_eq!(Reader::open(&path).unwrap().header(), &fits, "the existing file is unchanged");
    let many = Header { rules: vec![0; MAX_HEADER_VALUES].into(), ..Header::default() };
    assert!(create(&many).is_err());
    for header in [&long, &many] {
        fs::write(&path, data_header(7, header, Default::default()).unwrap()).unwrap();
        let error = Reader::open(&path).map(|_| ()).unwrap_err();
        assert!(matches!(error.code(), "transcript_header_too_long" | "transcript_format"));
    }
}

#[test]
fn hostile_06_imports_reject_endless_lines_and_strings() {
    let folder = tempfile::tempdir().unwrap();
    let (from, out) = (folder.path().join("x"), folder.path().join("out.wlt"));
    // A sparse file holds an endless line or string of zeros without using disk space.
    for (begin, format) in [
        ("", ImportFormat::Jsonl),
        ("{\"log\":{\"entries\":[{\"_webSocketMessages\":[{\"data\":\"", ImportFormat::Har),
    ] {
        fs::write(&from, begin).unwrap();
        let file = fs::File::options().append(true).open(&from).unwrap();
        file.set_len(300 << 20).unwrap();
        let options = ImportOptions { format: Some(format), ..ImportOptions::default() };
        let error = import_file(&from, &out, &options, &mut go_on).unwrap_err();
        assert!(matches!(error.code(), "import_too_long" | "import_damaged"), "{error}");
        if format == ImportFormat::Jsonl {
            assert_eq!(error.code(), "import_too_long");
        }
        assert!(!out.exists());
    }
    // An array in place of a time is rejected without being read into memory.
    let har = format!(
        "{{\"log\":{{\"entries\":[{{\"_webSocketMessages\":[{{\"time\":[{}0]}}]}}]}}}}",
        "0,".repeat(1000)
    );
    fs::write(&from, har).unwrap();
    let options = ImportOptions { format: Some(ImportFormat::Har), ..ImportOptions::default() };
    let error = import_file(&from, &out, &options, &mut go_on).unwrap_err();
    assert_eq!(error.code(), "import_damaged");
    assert_eq!(ImportOptions::default().new, NewFile::Private);
}
