use std::io;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::task::Wake;

use super::*;
use crate::transcript::format::{SegmentLimits, data_header, index_header};
use crate::transcript::output_file::{OutputFile, Sink};
use crate::transcript::{Error, Reader, Totals, WriterState, index_path};

const FULL: i32 = 28;

/// A disk of a size that the test chooses, shared by both files; it takes what fits, like a real one.
#[derive(Clone)]
struct Disk {
    room: Arc<AtomicI64>,
    /// Taken ahead by this file.
    ahead: Arc<AtomicI64>,
    broken: Arc<AtomicBool>,
    taken: Arc<Mutex<Vec<u8>>>,
}

impl Sink for Disk {
    fn give_back(&mut self) -> bool {
        let ahead = self.ahead.swap(0, Ordering::SeqCst);
        self.room.fetch_add(ahead, Ordering::SeqCst);
        ahead > 0
    }
}

impl io::Write for Disk {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.broken.load(Ordering::SeqCst) {
            return Err(io::Error::other("the cable came off"));
        }
        let fits = bytes.len().min(self.room.load(Ordering::SeqCst) as usize);
        if fits == 0 {
            return Err(if cfg!(unix) {
                io::Error::from_raw_os_error(FULL)
            } else {
                io::ErrorKind::StorageFull.into()
            });
        }
        self.room.fetch_sub(fits as i64, Ordering::SeqCst);
        self.taken.lock().unwrap().extend_from_slice(&bytes[..fits]);
        Ok(fits)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

struct Bench {
    data: Disk,
    index: Disk,
    start: u64,
    calls: Arc<AtomicUsize>,
}

const ID: u64 = 42;

fn bench(room: i64) -> (Bench, Writer) {
    let room = Arc::new(AtomicI64::new(room));
    let broken = Arc::new(AtomicBool::new(false));
    let disk = |head: Vec<u8>| Disk {
        room: room.clone(),
        ahead: Arc::default(),
        broken: broken.clone(),
        taken: Arc::new(Mutex::new(head)),
    };
    let head = data_header(ID, &Header::default(), SegmentLimits::default()).unwrap();
    let start = head.len() as u64;
    let (data, index) = (disk(head), disk(index_header(ID, start).to_vec()));
    let calls = Arc::new(AtomicUsize::new(0));
    let bench = Bench { data: data.clone(), index: index.clone(), start, calls: calls.clone() };
    let writer = Writer::start(
        "a.wlt".into(),
        (
            OutputFile { path: "a.wlt".into(), to: Box::new(data) },
            OutputFile { path: "a.wlt.idx".into(), to: Box::new(index) },
        ),
        None,
        (ID, start),
        small_batches(),
        Box::new(move || {
            calls.fetch_add(1, Ordering::SeqCst);
        }),
        |_| Some(7),
    )
    .unwrap();
    (bench, writer)
}

impl Bench {
    /// What is on the disk, read as files.
    fn assert_has(&self, messages: &[Message]) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.wlt");
        std::fs::write(&path, &*self.data.taken.lock().unwrap()).unwrap();
        std::fs::write(index_path(&path), &*self.index.taken.lock().unwrap()).unwrap();
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
fn a_full_disk_stops_the_reading_and_nothing_is_lost() {
    for room in [0, 1, 15, 16, 17, 499, 700, 1303, 2000] {
        let (bench, mut writer) = bench(room);
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
        assert!(bench.calls.load(Ordering::SeqCst) > 0, "the window was told");
        assert!(!writer.flush());
        bench.data.room.store(1 << 30, Ordering::SeqCst);
        until("somebody made room", || woken.0.load(Ordering::SeqCst));
        for message in &messages[pushed..] {
            push(&mut writer, message);
        }
        let totals = writer.finish().unwrap();
        assert_eq!(totals.rows, 300);
        assert_eq!(totals.bytes, bench.data.taken.lock().unwrap().len() as u64);
        bench.assert_has(&messages);
    }
}

#[test]
fn finishing_on_a_full_disk_ends_and_says_what_is_missing() {
    let (bench, mut writer) = bench(300);
    let messages = messages(10);
    for message in &messages[..8] {
        writer.push(message.0, message.1, message.2, &message.3);
    }
    let progress = writer.progress();
    let error = writer.finish().unwrap_err();
    assert_eq!(error, Error::DiskFull { path: "a.wlt".into(), unwritten: 8 });
    assert_eq!(progress.state(), WriterState::Failed(error));
    let whole = bench.data.taken.lock().unwrap().len() as u64 - bench.start;
    let mut end = 0;
    let there = messages.iter().take_while(|m| {
        end += 16 + m.3.len() as u64;
        end <= whole
    });
    bench.assert_has(&messages[..there.count()]);
}

#[test]
fn another_error_is_told_to_who_pushes_and_who_finishes() {
    let (bench, mut writer) = bench(1 << 30);
    let message = &messages(1)[0];
    bench.data.broken.store(true, Ordering::SeqCst);
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
fn a_writer_that_is_dropped_writes_what_it_has() {
    let (bench, mut writer) = bench(1 << 30);
    let messages = messages(100);
    for message in &messages {
        push(&mut writer, message);
    }
    drop(writer);
    bench.assert_has(&messages);
}

#[test]
fn a_panic_in_the_callback_hangs_nobody() {
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
fn a_batch_knows_its_age() {
    let (_bench, mut writer) = bench(1 << 30);
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
fn what_was_taken_ahead_is_given_back_before_a_disk_counts_as_full() {
    let messages = messages(40);
    let size =
        |messages: &[Message]| messages.iter().map(|message| message.3.len() + 32).sum::<usize>();
    // Of the room that is missing the data file holds half, and the index the other.
    let all = size(&messages) as i64;
    let (bench, mut writer) = bench(all / 10);
    let progress = writer.progress();
    for file in [&bench.data, &bench.index] {
        file.ahead.store(all / 2, Ordering::SeqCst);
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
    bench.assert_has(&messages);
}
