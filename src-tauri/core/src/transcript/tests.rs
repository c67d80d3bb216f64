//! Tests of the transcript module: whatever happens to the files, pushed messages can be read.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod codes;
mod compare;
mod compressed;
mod copy;
mod disk;
mod export;
mod filter;
mod find_row;
mod findings;
mod format_page;
mod history;
mod hostile;
mod import;
mod joined;
mod latency;
mod lenses;
mod limits;
mod notes;
mod page;
mod rates;
mod recovery;
mod report;
mod round_trip;
mod segments;
mod sent;
mod view;

use std::path::Path;
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};

use crate::frame::{Direction, Kind};

use super::{Header, Writer, WriterOptions};

type Message = (Direction, Kind, i64, Vec<u8>);

/// A few messages of every kind and of awkward sizes.
fn messages(count: usize) -> Vec<Message> {
    let kinds = [Kind::Binary, Kind::Text, Kind::Ping, Kind::Pong, Kind::Close, Kind::Marker];
    (0..count)
        .map(|i| {
            let direction = if i % 3 == 0 { Direction::Sent } else { Direction::Received };
            let size = [0, 1, 3, 4, 5, 64, 200, 1000][i * 7 % 8];
            let payload = (0..size).map(|at| (i * 31 + at * 7) as u8).collect();
            (direction, kinds[i % 6], 1_700_000_000_000_000_000 + i as i64 * 1_234_567, payload)
        })
        .collect()
}

fn small_batches() -> WriterOptions {
    WriterOptions { max_batch_bytes: 500, ..WriterOptions::default() }
}

fn create(path: &Path, options: WriterOptions) -> Writer {
    Writer::create(path, &Header::default(), options, Box::new(|| {})).unwrap()
}

/// Pushes like the connection's task, without a runtime.
fn push(writer: &mut Writer, message: &Message) -> u32 {
    let mut cx = Context::from_waker(Waker::noop());
    until("the writer is ready", || match writer.poll_ready(&mut cx) {
        Poll::Ready(ready) => {
            ready.unwrap();
            true
        }
        Poll::Pending => false,
    });
    let payload = message.3.clone().into();
    match message.2 % 2 == 0 {
        true => writer.push_held(message.0, message.1, message.2, &payload),
        false => writer.push_bytes(message.0, message.1, message.2, &payload, None),
    }
}

fn write(path: &Path, messages: &[Message], options: WriterOptions) {
    let mut writer = create(path, options);
    for message in messages {
        push(&mut writer, message);
    }
    writer.finish().unwrap();
}

fn until(what: &str, mut done: impl FnMut() -> bool) {
    let started = Instant::now();
    while !done() {
        assert!(started.elapsed() < Duration::from_secs(20), "timed out waiting until {what}");
        std::thread::yield_now();
    }
}
