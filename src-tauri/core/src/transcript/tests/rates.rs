//! Prints throughput figures without asserting them: `cargo test --release -p wirelark-core rate --
//! --ignored --nocapture`.

use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};
use std::time::{Duration, Instant};

use serde_json::json;

use crate::file::open_files;
use crate::frame::{Direction, Kind};
use crate::transcript::filter;
use crate::transcript::{
    ComparisonOptions, Filter, Header, Reader, View, Writer, WriterOptions, compare_transcripts,
};

const MESSAGES: u32 = 10_000_000;

/// Waits for the writer like a runtime.
struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

fn fill(path: &Path, discard: bool, mut payload: [u8; 64]) -> (f64, f64) {
    let options = WriterOptions { discard, replace: true, ..WriterOptions::default() };
    let mut writer = Writer::create(path, &Header::default(), options, Box::new(|| {})).unwrap();
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let mut cx = Context::from_waker(&waker);
    let started = Instant::now();
    let mut row = 0;
    while row < MESSAGES {
        match writer.poll_ready(&mut cx) {
            Poll::Ready(ready) => ready.unwrap(),
            Poll::Pending => {
                thread::park();
                continue;
            }
        }
        payload[..4].copy_from_slice(&row.to_le_bytes());
        row = writer.push(Direction::Received, Kind::Binary, i64::from(row), &payload);
    }
    let pushed = started.elapsed();
    writer.finish().unwrap();
    let per = |time: Duration| time.as_nanos() as f64 / f64::from(MESSAGES);
    (per(pushed), per(started.elapsed()))
}

#[test]
#[ignore = "prints figures"]
fn push_rate() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rate.wlt");
    // A batch that never fills up: the bare cost of copying.
    let options = WriterOptions { max_batch_bytes: 1 << 30, ..WriterOptions::default() };
    let mut writer = Writer::create(&path, &Header::default(), options, Box::new(|| {})).unwrap();
    let mut cx = Context::from_waker(Waker::noop());
    for round in 0..4 {
        let started = Instant::now();
        for n in 0..4000i64 {
            assert!(writer.poll_ready(&mut cx).is_ready());
            writer.push(Direction::Received, Kind::Binary, n, &[7; 64]);
        }
        println!(
            "push alone, round {round}: {:.1} ns",
            started.elapsed().as_nanos() as f64 / 4000.0
        );
        while !writer.flush() {
            std::thread::yield_now();
        }
    }
    drop(writer);
    for _ in 0..3 {
        let (push, all) = fill(&path, true, [b'.'; 64]);
        println!("discard: push {push:.1} ns, with finish {all:.1} ns a message");
    }
    for _ in 0..3 {
        let (push, all) = fill(&path, false, [b'.'; 64]);
        println!("files:   push {push:.1} ns, with finish {all:.1} ns a message");
    }
}

/// CPU time of this thread, which a busy machine distorts less than wall time.
fn cpu_seconds() -> f64 {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let ns = text.split_whitespace().next().and_then(|ns| ns.parse::<f64>().ok());
    ns.unwrap_or(f64::NAN) / 1e9
}

/// Measures a filter over all rows, the time to its first match, and its rate over the payloads.
fn measure(reader: &Reader, text: &str, expected: Option<u32>) {
    let context = filter::Context::of(reader).unwrap();
    let mut view = View::new(reader.clone());
    view.set_filter(Some(Filter::new(text, &context).unwrap()));
    let (started, cpu) = (Instant::now(), cpu_seconds());
    let mut first = None;
    while view.advance(Duration::from_millis(8)).unwrap() {
        if view.total() > 0 {
            first.get_or_insert(started.elapsed());
        }
    }
    let seconds = started.elapsed().as_secs_f64();
    let cpu = cpu_seconds() - cpu;
    let rate = f64::from(MESSAGES) * 64.0 / cpu / 1e9;
    let first = first.map_or_else(|| "-".to_owned(), |first| format!("{first:.1?}"));
    let matches = view.total();
    println!(
        "{text:38} {seconds:6.3} s, CPU {cpu:6.3} s {rate:6.2} GB/s {matches:8} hits, first after {first}"
    );
    if let Some(expected) = expected {
        assert_eq!(matches, expected, "{text}");
    }
}

#[test]
#[ignore = "prints figures"]
fn scan_rate() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rate.wlt");
    let mut payload = [b' '; 64];
    payload[4..39].copy_from_slice(b"{\"symbol\":\"ACME\",\"price\":1234.5678}");
    fill(&path, false, payload);
    let reader = Reader::open(&path).unwrap();
    for (text, expected) in [
        ("needle", 0),
        ("kiss", 0),
        ("s", MESSAGES),
        ("price", MESSAGES),
        ("\"price\"", MESSAGES),
        ("acme", MESSAGES),
        ("-acme", 0),
        ("\u{fffd}", 0),
        ("ähnlich", 0),
        ("code:7", 1),
        ("code:100..199,5000..5999 dir:received", 1100),
        ("-kind:ping,pong", MESSAGES),
        ("size>1000", 0),
        ("row:10..20", 11),
        ("code:100..199 acme", 100),
        ("acme symbol", MESSAGES),
        ("needle or acme", MESSAGES),
        ("time:+1ms..+2ms", 1_000_001),
        ("/PRICE\":12+/i", MESSAGES),
        ("/pr[aeiou]ce.:9/", 0),
    ] {
        measure(&reader, text, Some(expected));
    }
    // Fields are decoded row by row; a million rows suffice.
    measure(&reader, "row:1..1000000 field.tail.price>1000", Some(1_000_000));
    measure(&reader, "row:1..1000000 field.code=77", Some(1));
    let started = Instant::now();
    measure(&reader, "latency>1ms", Some(0));
    println!("latency, nothing sent: {:.3} s", started.elapsed().as_secs_f64());
    open_files::remove(&crate::transcript::index_path(&path)).unwrap();
    let started = Instant::now();
    assert_eq!(Reader::open(&path).unwrap().rows().unwrap(), MESSAGES);
    println!("index rebuilt in {:.2} s", started.elapsed().as_secs_f64());
}

/// Two transcripts of 5,000,000 rows with 5,000 codes, all of them named, and the cost per row with five codes.
#[test]
#[ignore = "prints figures"]
fn compare_rate() {
    const ROWS: u32 = 5_000_000;
    let folder = tempfile::tempdir().unwrap();
    for codes in [5u32, 5_000] {
        let record = |name: &str| {
            let path = folder.path().join(name);
            let options = WriterOptions { replace: true, ..WriterOptions::default() };
            let mut writer =
                Writer::create(&path, &Header::default(), options, Box::new(|| {})).unwrap();
            let waker = Waker::from(Arc::new(Unpark(thread::current())));
            let mut cx = Context::from_waker(&waker);
            let mut row = 0;
            while row < ROWS {
                if writer.poll_ready(&mut cx).is_pending() {
                    thread::park();
                    continue;
                }
                let mut payload = [0; 64];
                payload[..4].copy_from_slice(&(row % codes).to_le_bytes());
                payload[8..12].copy_from_slice(&row.to_le_bytes());
                row = writer.push(Direction::Received, Kind::Binary, i64::from(row), &payload);
            }
            writer.finish().unwrap();
            Reader::open(&path).unwrap()
        };
        let (a, b) = (record("a.wlt"), record("b.wlt"));
        let names: Vec<_> =
            (0..codes).map(|code| json!({"code": code, "name": format!("C{code}")})).collect();
        let decoding = serde_json::from_value(json!({"codes": names})).unwrap();
        let options = ComparisonOptions { decoding, ignore: Vec::new() };
        let started = Instant::now();
        let compared =
            compare_transcripts(&a, &b, &options, &mut |_| ControlFlow::Continue(())).unwrap();
        println!("{codes} codes: {:.2} s", started.elapsed().as_secs_f64());
        assert!(compared.unwrap().is_equal);
    }
}
