use std::io;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::task::Wake;

use super::*;
use crate::frame::leading_integer::LeadingInteger;
use crate::transcript::format::{IndexBasis, SegmentLimits, data_header, index_header};
use crate::transcript::output_file::{OutputFile, Sink};
use crate::transcript::{Error, Reader, Totals, WriterState, index_path};

const FULL: i32 = 28;

/// A disk with a chosen amount of space, shared by both files; like a real one, it accepts partial
/// writes.
#[derive(Clone)]
struct Disk {
    free: Arc<AtomicI64>,
    /// Space preallocated by this file.
    preallocated: Arc<AtomicI64>,
    broken: Arc<AtomicBool>,
    written: Arc<Mutex<Vec<u8>>>,
}

impl Sink for Disk {
    fn release_preallocated(&mut self) -> bool {
        let preallocated = self.preallocated.swap(0, Ordering::SeqCst);
        self.free.fetch_add(preallocated, Ordering::SeqCst);
        preallocated > 0
    }
}

impl io::Write for Disk {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.broken.load(Ordering::SeqCst) {
            return Err(io::Error::other("the cable came off"));
        }
        let accepted = bytes.len().min(self.free.load(Ordering::SeqCst) as usize);
        if accepted == 0 {
            return Err(if cfg!(unix) {
                io::Error::from_raw_os_error(FULL)
            } else {
                io::ErrorKind::StorageFull.into()
            });
        }
        self.free.fetch_sub(accepted as i64, Ordering::SeqCst);
        self.written.lock().unwrap().extend_from_slice(&bytes[..accepted]);
        Ok(accepted)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

struct TestDisk {
    data: Disk,
    index: Disk,
    start: u64,
    calls: Arc<AtomicUsize>,
}

const ID: u64 = 42;

fn test_disk(free: i64) -> (TestDisk, Writer) {
    let free = Arc::new(AtomicI64::new(free));
    let broken = Arc::new(AtomicBool::new(false));
    let disk = |header: Vec<u8>| Disk {
        free: free.clone(),
        preallocated: Arc::default(),
        broken: broken.clone(),
        written: Arc::new(Mutex::new(header)),
    };
    let header = data_header(ID, &Header::default(), SegmentLimits::default()).unwrap();
    let start = header.len() as u64;
    let basis = IndexBasis { id: ID, start, integer: LeadingInteger::DEFAULT };
    let (data, index) = (disk(header), disk(index_header(basis).to_vec()));
    let calls = Arc::new(AtomicUsize::new(0));
    let test_disk =
        TestDisk { data: data.clone(), index: index.clone(), start, calls: calls.clone() };
    let writer = Writer::start(
        "a.wlt".into(),
        (
            OutputFile { path: "a.wlt".into(), to: Box::new(data) },
            OutputFile { path: "a.wlt.idx".into(), to: Box::new(index) },
        ),
        None,
        basis,
        small_batches(),
        Box::new(move || {
            calls.fetch_add(1, Ordering::SeqCst);
        }),
        |_| Some(7),
    )
    .unwrap();
    (test_disk, writer)
}

impl TestDisk {
    /// Reads the contents of the disk as files.
    fn assert_has(&self, messages: &[Message]) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.wlt");
        std::fs::write(&path, &*self.data.written.lock().unwrap()).unwrap();
        std::fs::write(index_path(&path), &*self.index.written.lock().unwrap()).unwrap();
        super::round_trip::assert_reads(&Reader::open(&path).unwrap(), messages);
    }
}

struct Flag(AtomicBool);

impl Wake for Flag {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::SeqCst);
    }
}

#[test]
fn a_full_disk_blocks_the_connection_and_loses_nothing() {
    for free in [0, 1, 15, 16, 17, 499, 700, 1303, 2000] {
        let (test_disk, mut writer) = test_disk(free);
        let progress = writer.progress();
        let messages = messages(300);
        let woken = Arc::new(Flag(AtomicBool::new(false)));
        let waker = Waker::from(woken.clone());
        let mut cx = Context::from_waker(&waker);
        let mut pushed = 0;
        let disk_is_full = || matches!(progress.state(), WriterState::DiskFull { .. });
        until("it waits", || match writer.poll_ready(&mut cx) {
            Poll::Ready(ready) => {
                ready.unwrap();
                let (direction, kind, time, payload) = &messages[pushed];
                writer.push(*direction, *kind, *time, payload);
                pushed += 1;
                false
            }
            Poll::Pending => disk_is_full(),
        });
        assert!(pushed < 300 && progress.waits() > 0);
        let WriterState::DiskFull { path, free_bytes, needed } = progress.state() else { panic!() };
        assert!(path.starts_with("a.wlt") || path.starts_with("a.wlt.idx"));
        assert!(free_bytes == Some(7) && needed > 0);
        assert!(test_disk.calls.load(Ordering::SeqCst) > 0, "the callback was called");
        assert!(!writer.flush());
        test_disk.data.free.store(1 << 30, Ordering::SeqCst);
        until("the task is woken", || woken.0.load(Ordering::SeqCst));
        for message in &messages[pushed..] {
            push(&mut writer, message);
        }
        let totals = writer.finish().unwrap();
        assert_eq!(totals.rows, 300);
        assert_eq!(totals.bytes, test_disk.data.written.lock().unwrap().len() as u64);
        test_disk.assert_has(&messages);
    }
}

#[test]
fn finishing_on_a_full_disk_reports_the_missing_rows() {
    let (test_disk, mut writer) = test_disk(300);
    let messages = messages(10);
    for message in &messages[..8] {
        writer.push(message.0, message.1, message.2, &message.3);
    }
    let progress = writer.progress();
    let error = writer.finish().unwrap_err();
    assert_eq!(error, Error::DiskFull { path: "a.wlt".into(), unwritten: 8 });
    assert_eq!(progress.state(), WriterState::Failed(error));
    let data_len = test_disk.data.written.lock().unwrap().len() as u64 - test_disk.start;
    let mut end = 0;
    let complete = messages.iter().take_while(|m| {
        end += 16 + m.3.len() as u64;
        end <= data_len
    });
    test_disk.assert_has(&messages[..complete.count()]);
}

#[test]
fn other_errors_are_returned_by_poll_ready_and_finish() {
    let (test_disk, mut writer) = test_disk(1 << 30);
    let message = &messages(1)[0];
    test_disk.data.broken.store(true, Ordering::SeqCst);
    let mut cx = Context::from_waker(Waker::noop());
    let mut failure = None;
    until("it fails", || {
        writer.push(message.0, message.1, message.2, &message.3);
        writer.flush();
        if let Poll::Ready(Err(error)) = writer.poll_ready(&mut cx) {
            failure = Some(error);
        }
        failure.is_some()
    });
    let expected = Error::Write { path: "a.wlt".into(), message: "the cable came off".into() };
    assert_eq!(failure, Some(expected.clone()));
    assert_eq!(writer.progress().failure(), Some(expected.clone()));
    assert_eq!(writer.finish(), Err(expected));
}

#[test]
fn dropping_a_writer_writes_pending_rows() {
    let (test_disk, mut writer) = test_disk(1 << 30);
    let messages = messages(100);
    for message in &messages {
        push(&mut writer, message);
    }
    drop(writer);
    test_disk.assert_has(&messages);
}

#[test]
fn a_panic_in_the_callback_blocks_no_caller() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.wlt");
    let panics = Box::new(|| panic!("on purpose"));
    let mut writer = Writer::create(&path, &Header::default(), small_batches(), panics).unwrap();
    let message = &messages(1)[0];
    writer.push(message.0, message.1, message.2, &message.3);
    assert_eq!(writer.finish().unwrap_err().code(), "transcript_thread");
}

#[test]
fn discarded_rows_are_counted() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.wlt");
    let mut writer = create(&path, WriterOptions { discard: true, ..small_batches() });
    let before = path.metadata().unwrap().len();
    for message in &messages(100) {
        push(&mut writer, message);
    }
    let Totals { rows, bytes } = writer.finish().unwrap();
    assert!(rows == 100 && bytes > before);
    assert_eq!(path.metadata().unwrap().len(), before);
}

#[test]
fn batch_age_is_that_of_its_oldest_message() {
    let (_bench, mut writer) = test_disk(1 << 30);
    assert!(!writer.has_unsent() && writer.flush());
    assert_eq!(writer.batch_age(99), Duration::ZERO);
    writer.push(Direction::Sent, Kind::Text, 100, b"a");
    writer.push(Direction::Sent, Kind::Text, 200, b"b");
    assert_eq!(writer.batch_age(350), Duration::from_nanos(250));
    assert_eq!(writer.batch_age(50), Duration::ZERO, "the clock was set back");
    assert!(writer.flush() && !writer.has_unsent());
    assert_eq!(writer.batch_age(999), Duration::ZERO);
}

#[test]
fn preallocated_space_is_released_before_the_disk_counts_as_full() {
    let messages = messages(40);
    let size =
        |messages: &[Message]| messages.iter().map(|message| message.3.len() + 32).sum::<usize>();
    // The data file has preallocated half of the missing space, and the index the other half.
    let all = size(&messages) as i64;
    let (test_disk, mut writer) = test_disk(all / 10);
    let progress = writer.progress();
    for file in [&test_disk.data, &test_disk.index] {
        file.preallocated.store(all / 2, Ordering::SeqCst);
    }
    for (direction, kind, time, payload) in &messages {
        writer.push(*direction, *kind, *time, payload);
    }
    assert!(writer.flush());
    until("all is stored", || {
        assert!(!matches!(progress.state(), WriterState::DiskFull { .. }));
        progress.rows() == messages.len() as u64
    });
    writer.finish().unwrap();
    test_disk.assert_has(&messages);
}
