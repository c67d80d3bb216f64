//! Connections against servers over TCP: large messages, closing, and reading message by message.

mod fairness;
mod keep_alive;
mod raw_send;
mod reconnect;

use std::time::Duration;

use bytes::Bytes;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;

use super::command::{Revision, SendError};
use super::request::{Settings, Target};
use super::{ConnectionHandle, Phase};
use crate::frame::Kind;
use crate::transcript::{Header, Reader, Writer, WriterOptions};

/// More than all socket and write buffers hold.
const BIG: usize = 16 << 20;

/// A server that upgrades, starts reading on a signal, and reads to the end.
async fn server(listener: TcpListener, start: oneshot::Receiver<()>) -> Vec<u8> {
    let (mut tcp, _) = listener.accept().await.expect("a client");
    switch(&mut tcp).await;
    // Without a signal nothing is read.
    if start.await.is_err() {
        return vec![];
    }
    let mut bytes = Vec::new();
    let mut answered = false;
    while tcp.read_buf(&mut bytes).await.is_ok_and(|n| n > 0) {
        if !answered && bytes.len() >= BIG + 14 + 6 {
            answered = true;
            tcp.write_all(b"\x88\x02\x03\xe8").await.expect("the answer");
            tcp.shutdown().await.expect("the end");
        }
    }
    bytes
}

async fn switch(tcp: &mut TcpStream) {
    let mut request = Vec::new();
    while !request.ends_with(b"\r\n\r\n") {
        tcp.read_buf(&mut request).await.expect("the request");
    }
    let text = String::from_utf8(request).expect("ASCII");
    let key = text.lines().find_map(|l| l.strip_prefix("Sec-WebSocket-Key: ")).expect("a key");
    let accept = derive_accept_key(key.as_bytes());
    let answer = format!(
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
         Sec-WebSocket-Accept: {accept}\r\n\r\n"
    );
    tcp.write_all(answer.as_bytes()).await.expect("the answer");
}

fn settings_to(listener: &TcpListener) -> Settings {
    let url = format!("ws://{}/", listener.local_addr().expect("an address"));
    Settings::to(Target::parse(&url).expect("a URL"))
}

async fn open(
    listener: &TcpListener,
    folder: &tempfile::TempDir,
    close: Duration,
) -> ConnectionHandle {
    let mut settings = settings_to(listener);
    settings.limits.close = close;
    connect(settings, folder)
}

fn connect(settings: Settings, folder: &tempfile::TempDir) -> ConnectionHandle {
    let path = folder.path().join("t.wlt");
    let writer =
        Writer::create(path, &Header::default(), WriterOptions::default(), Box::new(|| {}));
    ConnectionHandle::open(settings, writer.expect("a transcript"), Revision::new())
}

/// An open connection with these settings, and the server's end of it.
async fn opened(
    folder: &tempfile::TempDir,
    change: impl FnOnce(&mut Settings),
) -> (ConnectionHandle, TcpStream) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let mut settings = settings_to(&listener);
    change(&mut settings);
    let connection = connect(settings, folder);
    let (mut tcp, _) = listener.accept().await.expect("a client");
    switch(&mut tcp).await;
    connection.until(|s| s.phase.is_open()).await;
    (connection, tcp)
}

#[tokio::test]
async fn a_close_follows_the_whole_of_a_large_message() {
    let folder = tempfile::tempdir().expect("a folder");
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let connection = open(&listener, &folder, Duration::from_secs(60)).await;
    let (start, signal) = oneshot::channel();
    let server = tokio::spawn(server(listener, signal));
    connection.until(|s| s.phase.is_open()).await;
    connection.send(Kind::Binary, Bytes::from(vec![7; BIG])).await.expect("queued");
    connection.close(1000, "user quit").await.expect("a valid code");
    connection.until(|s| s.phase == Phase::Closing).await;
    start.send(()).expect("the server waits");
    let status = connection.until(|_| false).await;
    let end = status.end.expect("ended");
    assert_eq!((end.code, end.clean), (1000, true), "{:?}", status.error);
    let bytes = server.await.expect("the server's end");
    // Header, mask and payload; then the Close: header, mask, code and reason.
    assert_eq!(bytes.len(), 14 + BIG + 6 + 2 + "user quit".len());
    assert_eq!(bytes[14 + BIG], 0x88);
}

#[tokio::test]
async fn a_server_that_does_not_read_cannot_delay_closing() {
    let folder = tempfile::tempdir().expect("a folder");
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let connection = open(&listener, &folder, Duration::from_millis(200)).await;
    let (start, signal) = oneshot::channel();
    let server = tokio::spawn(server(listener, signal));
    connection.until(|s| s.phase.is_open()).await;
    let big = || Bytes::from(vec![7; BIG]);
    connection.send(Kind::Binary, big()).await.expect("queued");
    // The second has no room and waits until closing refuses it.
    let second = connection.send(Kind::Binary, big());
    let close = async {
        connection.close(1000, "user quit").await.expect("a valid code");
        connection.until(|_| false).await
    };
    let (second, status) = tokio::join!(second, close);
    assert!(matches!(second, Err(SendError::NotOpen(_))), "{second:?}");
    let end = status.end.expect("ended");
    assert_eq!((end.code, end.clean), (1006, false));
    drop(start);
    server.await.expect("the server's end");
}

#[tokio::test]
async fn with_pauses_a_message_is_answered_before_the_next_is_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let mut settings = settings_to(&listener);
    let server = tokio::spawn(async move {
        let (mut tcp, _) = listener.accept().await.expect("a client");
        switch(&mut tcp).await;
        // Two messages and the end, in one segment.
        tcp.write_all(b"\x81\x01a\x81\x01b\x88\x02\x03\xe8").await.expect("all of it");
        tcp.shutdown().await.expect("the end");
        let _ = tcp.read_to_end(&mut Vec::new()).await;
    });
    settings.pause_after_message = true;
    let path = folder.path().join("t.wlt");
    let revision = Revision::new();
    let (mut changes, stored) = (revision.watch(), revision.clone());
    let on_stored = Box::new(move || stored.bump());
    let writer = Writer::create(&path, &Header::default(), WriterOptions::default(), on_stored);
    let reader = Reader::open(&path).expect("begun");
    let connection = ConnectionHandle::open(settings, writer.expect("a transcript"), revision);
    for rows in [1, 3] {
        while reader.rows().expect("read") < rows {
            changes.changed().await.expect("the writer announces rows");
        }
        connection.send(Kind::Text, "answer").await.expect("open");
        connection.read_next().await;
    }
    connection.stored().await;
    server.await.expect("the server's end");
    let entries = reader.records(1..7).expect("all of them");
    let ways: Vec<_> = entries.iter().map(|entry| entry.direction.word()).collect();
    assert_eq!(ways, ["received", "sent", "received", "sent", "received", "sent"]);
}
