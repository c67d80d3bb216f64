//! Many connections in one process: none starves another.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::time::MissedTickBehavior;
use tokio_tungstenite::accept_async;

use super::super::command::Revision;
use super::super::request::{Settings, Target};
use super::super::{ConnectionHandle, Phase};
use super::switch;
use crate::frame::Kind;
use crate::transcript::{Header, Writer, WriterOptions};

const CONNECTIONS: usize = 100;
/// A thousand messages per second and connection: ten every ten milliseconds.
const PER_TICK: usize = 10;
const TICK: Duration = Duration::from_millis(10);
const TICKS: usize = 100;
const EACH: u64 = (PER_TICK * TICKS) as u64;

/// `discard` stores nothing, for a flood that a slow machine could not store in time.
fn open_with(url: &str, path: &Path, revision: Revision, discard: bool) -> ConnectionHandle {
    let settings = Settings::to(Target::parse(url).expect("a URL"));
    let stored = revision.clone();
    let on_stored = Box::new(move || stored.bump());
    let options = WriterOptions { discard, ..WriterOptions::default() };
    let writer = Writer::create(path, &Header::default(), options, on_stored);
    ConnectionHandle::open(settings, writer.expect("a transcript"), revision)
}

/// Runs servers on a runtime and thread of their own.
fn serve<F: Future<Output = ()> + Send + 'static>(
    serving: impl FnOnce() -> F + Send + 'static,
) -> std::thread::JoinHandle<()> {
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        runtime.expect("a runtime").block_on(async { serving().await });
    })
}

fn listener() -> (std::net::TcpListener, String) {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.set_nonblocking(true).expect("for tokio");
    let url = format!("ws://{}/", listener.local_addr().expect("an address"));
    (listener, url)
}

/// This many binary messages of 64 bytes.
fn messages(count: usize) -> Vec<u8> {
    [&[0x82, 64][..], &[7; 64]].concat().repeat(count)
}

async fn paced(mut tcp: TcpStream, mut begun: watch::Receiver<bool>) {
    switch(&mut tcp).await;
    if begun.wait_for(|begun| *begun).await.is_err() {
        return;
    }
    let piece = messages(PER_TICK);
    let mut ticks = tokio::time::interval(TICK);
    // The servers keep their rate on a busy machine.
    ticks.set_missed_tick_behavior(MissedTickBehavior::Burst);
    for _ in 0..TICKS {
        ticks.tick().await;
        tcp.write_all(&piece).await.expect("written");
    }
    tcp.write_all(b"\x88\x02\x03\xe8").await.expect("the Close");
    // After the client's Close the server ends TCP.
    let mut answer = [0; 8];
    let _ = tokio::io::AsyncReadExt::read_exact(&mut tcp, &mut answer).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hundred_connections_are_served_evenly() {
    if crate::under_wine::is_skipped(
        "this test reads all counters at every change, and half of the connections wait",
    ) {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let (listener, url) = listener();
    let (begin, begun) = watch::channel(false);
    let server = serve(move || async move {
        let listener = TcpListener::from_std(listener).expect("within a runtime");
        let mut all = tokio::task::JoinSet::new();
        for _ in 0..CONNECTIONS {
            let (tcp, _) = listener.accept().await.expect("a client");
            all.spawn(paced(tcp, begun.clone()));
        }
        all.join_all().await;
    });
    let revision = Revision::new();
    let connections: Vec<ConnectionHandle> = (0..CONNECTIONS)
        .map(|n| open_with(&url, &folder.path().join(format!("{n}.wlt")), revision.clone(), false))
        .collect();
    for connection in &connections {
        assert!(connection.until(|s| s.phase.is_open()).await.phase.is_open());
    }
    begin.send(true).expect("servers wait");

    // At each quarter no connection lags behind.
    let mut watch = revision.watch();
    let mean = |counts: &[u64]| counts.iter().sum::<u64>() / CONNECTIONS as u64;
    for quarter in 1..4 {
        let counts = loop {
            let counts: Vec<_> = connections.iter().map(|c| c.counters().received()).collect();
            if mean(&counts) >= EACH * quarter / 4 {
                break counts;
            }
            watch.changed().await.expect("the revision is ours too");
        };
        let (mean, least) = (mean(&counts), counts.iter().min().copied().unwrap_or(0));
        assert!(least * 100 >= mean * 80, "least {least}, mean {mean}: {counts:?}");
    }
    for connection in &connections {
        connection.until(|s| s.phase == Phase::Closed).await;
        // Plus the server's Close and ours.
        assert_eq!(connection.stored().await.rows, EACH + 2);
    }
    server.join().expect("the servers' end");
}

/// Sends as fast as TCP allows until stopped.
async fn flood(listener: TcpListener, stop: Arc<AtomicBool>) {
    let (mut tcp, _) = listener.accept().await.expect("a client");
    switch(&mut tcp).await;
    let piece = messages(1000);
    while !stop.load(Relaxed) {
        if tcp.write_all(&piece).await.is_err() {
            return;
        }
    }
}

async fn echo(listener: TcpListener) {
    let (tcp, _) = listener.accept().await.expect("a client");
    let mut socket = accept_async(tcp).await.expect("switched");
    while let Some(Ok(message)) = socket.next().await {
        if message.is_binary() {
            socket.send(message).await.expect("sent");
        }
    }
}

/// While one connection is flooded, another exchanges messages with an echo server.
async fn a_flood_beside_an_echo() {
    const TURNS: u64 = 50;
    let folder = tempfile::tempdir().expect("a folder");
    let ((for_flood, flood_url), (for_echo, echo_url)) = (listener(), listener());
    let stop = Arc::new(AtomicBool::new(false));
    let stopped = stop.clone();
    let flooding = serve(move || flood(TcpListener::from_std(for_flood).expect("it"), stopped));
    let echoing = serve(move || echo(TcpListener::from_std(for_echo).expect("it")));
    let (busy, calm) = (Revision::new(), Revision::new());
    let flooded = open_with(&flood_url, &folder.path().join("flood.wlt"), busy.clone(), true);
    let echoed = open_with(&echo_url, &folder.path().join("echo.wlt"), calm.clone(), false);
    for connection in [&flooded, &echoed] {
        assert!(connection.until(|s| s.phase.is_open()).await.phase.is_open());
    }
    let mut flood_changes = busy.watch();
    while flooded.counters().received() < 10_000 {
        flood_changes.changed().await.expect("the revision is ours too");
    }
    let mut echo_changes = calm.watch();
    for turn in 1..=TURNS {
        echoed.send(Kind::Binary, vec![1, 2, 3]).await.expect("taken");
        while echoed.counters().received() < turn {
            echo_changes.changed().await.expect("the revision is ours too");
        }
    }
    // The flood was still running, and the echoes did not stop it.
    let during = flooded.counters().received();
    while flooded.counters().received() < during + 10_000 {
        flood_changes.changed().await.expect("the revision is ours too");
    }
    stop.store(true, Relaxed);
    for connection in [&flooded, &echoed] {
        connection.close(1000, "").await.expect("asked");
        connection.until(|s| s.phase == Phase::Closed).await;
        connection.stored().await;
    }
    flooding.join().expect("the flood's end");
    echoing.join().expect("the echo's end");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_flood_does_not_stop_another_connection() {
    a_flood_beside_an_echo().await;
}

/// The same with both connections on one thread.
#[tokio::test(flavor = "current_thread")]
async fn a_flood_does_not_stop_another_connection_on_one_thread() {
    a_flood_beside_an_echo().await;
}
