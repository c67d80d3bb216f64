//! Reconnecting, on a paused clock that advances only when all tasks wait.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};

use tokio::sync::mpsc;
use tokio::time::Instant;

use super::*;
use crate::connection::connection_end::Side;
use crate::connection::misbehave;
use crate::connection::request::ReconnectMessages;
use crate::connection::request::{
    ConnectionLimits, LoginSequence, LoginStep, LoginWait, ReconnectSettings, ReplyTest,
};
use crate::frame::anatomy::frames;
use crate::profile::model::Misbehave;
use crate::profile::variable::VariableSources;
use crate::transcript::Reader;

const SECOND: Duration = Duration::from_secs(1);

/// The default reconnect settings, without other time-outs that the paused clock could reach.
fn settings(listener: &TcpListener) -> Settings {
    let mut settings = settings_to(listener);
    settings.limits = ConnectionLimits::of(Duration::from_secs(1 << 30));
    let reconnect =
        ReconnectSettings { first: SECOND, longest: 60 * SECOND, attempts: 20, send: vec![] };
    settings.session_settings.reconnect = Some(reconnect);
    settings
}

/// The markers in a transcript.
fn markers(folder: &tempfile::TempDir) -> Vec<String> {
    let reader = Reader::open(folder.path().join("t.wlt")).expect("a transcript");
    let rows = (1..=reader.rows().expect("rows")).map(|row| reader.record(row).expect("a row"));
    rows.filter(|entry| entry.kind == Kind::Marker)
        .map(|entry| reader.payload_of(&entry, 0, u32::MAX).expect("a payload"))
        .map(|bytes| String::from_utf8(bytes.to_vec()).expect("text"))
        .collect()
}

#[tokio::test(start_paused = true)]
async fn case_54_a_server_that_drops_at_once_is_asked_at_most_20_times_in_5_minutes() {
    let folder = tempfile::tempdir().expect("a folder");
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let connection = connect(settings(&listener), &folder);
    let accepted = Arc::new(AtomicU32::new(0));
    let count = accepted.clone();
    let server = tokio::spawn(async move {
        while let Ok((mut tcp, _)) = listener.accept().await {
            count.fetch_add(1, SeqCst);
            switch(&mut tcp).await;
        }
    });
    let begun = Instant::now();
    let status = connection.until(|s| s.phase == Phase::Waiting).await;
    let retry = status.retry.expect("another attempt");
    assert_eq!((retry.attempt, retry.of, retry.end.code), (1, 20, 1006));
    assert!(retry.at >= begun + SECOND / 2 && retry.at <= begun + 2 * SECOND, "{retry:?}");
    assert!(matches!(
        connection.send(Kind::Text, "x").await,
        Err(SendError::NotOpen(Phase::Waiting))
    ));
    tokio::time::sleep_until(begun + 300 * SECOND).await;
    // The first connection is not an attempt to reconnect.
    let attempts = accepted.load(SeqCst) - 1;
    assert!((9..=20).contains(&attempts), "{attempts}");
    // Closing cancels the wait.
    connection.until(|s| s.phase == Phase::Waiting).await;
    connection.close(1000, "").await.expect("asked");
    let status = connection.until(|_| false).await;
    assert_eq!((status.phase, status.retry), (Phase::Closed, None));
    assert_eq!(status.end.expect("how the last one ended").by, Side::Server);
    assert_eq!(status.connections, attempts + 1);
    server.abort();
    connection.stored().await;
    let markers = markers(&folder);
    assert_eq!(markers.len() as u32, attempts + 1);
    assert_eq!(markers[0], "connection 1");
    assert!(
        markers[1].starts_with("connection 2: attempt 1 of 20, after 1006: "),
        "{}",
        markers[1]
    );
}

#[tokio::test(start_paused = true)]
async fn it_gives_up_after_the_last_attempt() {
    let folder = tempfile::tempdir().expect("a folder");
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let mut settings = settings(&listener);
    settings.session_settings.reconnect.as_mut().expect("on").attempts = 3;
    let connection = connect(settings, &folder);
    let (mut tcp, _) = listener.accept().await.expect("a client");
    switch(&mut tcp).await;
    // The port is closed.
    drop((tcp, listener));
    let status = connection.until(|_| false).await;
    let error = status.error.expect("why");
    assert_eq!((error.code(), status.connections), ("connect_refused", 1));
    connection.stored().await;
    assert_eq!(
        markers(&folder),
        ["connection 1", "given up: all attempts to connect again were made"]
    );
}

/// Accepts one connection after the other and reports the messages of each, dropping it once they are `enough`.
async fn listen(
    listener: TcpListener,
    mut enough: impl FnMut(&[String]) -> bool,
    heard: mpsc::UnboundedSender<Vec<String>>,
) {
    while let Ok((mut tcp, _)) = listener.accept().await {
        switch(&mut tcp).await;
        let (mut bytes, mut all) = (Vec::new(), Vec::new());
        let mut answered = false;
        while !enough(&all) && tcp.read_buf(&mut bytes).await.is_ok_and(|n| n > 0) {
            let complete = frames(&bytes, 100).0.into_iter().filter(|frame| frame.is_whole());
            all = complete
                .map(|f| String::from_utf8_lossy(&f.payload(&bytes, 1000)).into_owned())
                .collect();
            // Logged in: int32 1.
            if !answered && !all.is_empty() {
                answered = true;
                tcp.write_all(&[0x82, 4, 1, 0, 0, 0]).await.expect("the reply");
            }
        }
        let _ = heard.send(all);
    }
}

#[tokio::test(start_paused = true)]
async fn login_and_reconnect_messages_are_sent_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let mut settings = settings(&listener);
    let wait = LoginWait { test: ReplyTest::Code(1), within: 1000 * SECOND };
    let message = Some((Kind::Text, "login".into()));
    settings.login = Some(LoginSequence::new(vec![LoginStep { message, wait: Some(wait) }]));
    let profile = serde_json::from_value(serde_json::json!({
        "wirelark": 1, "name": "x",
        "connection": {"url": "ws://h/", "reconnect": {"on": true, "send": ["b", "a"]}},
        "messages": [
            {"name": "a", "type": "text", "text": "A"}, {"name": "other", "type": "text", "text": "no"},
            {"name": "b", "type": "text", "text": "B {{counter}}"}
        ]
    }));
    settings.reconnect_messages =
        ReconnectMessages::of(&profile.expect("a profile"), &Arc::new(VariableSources::default()));
    let connection = connect(settings, &folder);
    let (to, mut heard) = mpsc::unbounded_channel();
    let mut number = 0;
    let enough = move |all: &[String]| {
        let wanted = if number == 0 { 1 } else { 3 };
        let is_enough = all.len() >= wanted;
        number += u32::from(is_enough);
        is_enough
    };
    let server = tokio::spawn(listen(listener, enough, to));
    let mut texts = async || heard.recv().await.expect("a connection");
    assert_eq!(texts().await, ["login"], "no opening messages on the first");
    assert_eq!(texts().await, ["login", "B 1", "A"]);
    assert_eq!(texts().await, ["login", "B 2", "A"]);
    drop(connection);
    server.abort();
}

#[tokio::test(start_paused = true)]
async fn a_new_connection_answers_pings_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let connection = connect(settings(&listener), &folder);
    let (mut tcp, _) = listener.accept().await.expect("a client");
    switch(&mut tcp).await;
    connection.until(|s| s.phase.is_open()).await;
    let act = misbehave::encode(&Misbehave::NoPong, rand::random).expect("a valid misbehaviour");
    connection.misbehave(act).await.expect("done");
    drop(tcp);
    let (mut tcp, _) = listener.accept().await.expect("another attempt");
    switch(&mut tcp).await;
    tcp.write_all(b"\x89\x00").await.expect("a ping");
    assert_eq!(tcp.read_u8().await.expect("a pong"), 0x8a);
}

#[tokio::test(start_paused = true)]
async fn a_refused_upgrade_ends_reconnecting() {
    let folder = tempfile::tempdir().expect("a folder");
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let connection = connect(settings(&listener), &folder);
    let (mut tcp, _) = listener.accept().await.expect("a client");
    switch(&mut tcp).await;
    drop(tcp);
    for (status, next) in [("503 Busy", Phase::Waiting), ("401 No", Phase::Closed)] {
        let (mut tcp, _) = listener.accept().await.expect("another attempt");
        let mut request = Vec::new();
        while !request.ends_with(b"\r\n\r\n") {
            tcp.read_buf(&mut request).await.expect("the request");
        }
        let answer = format!("HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n");
        tcp.write_all(answer.as_bytes()).await.expect("the answer");
        let status = connection.until(|s| s.phase == Phase::Waiting).await;
        assert_eq!(status.phase, next);
    }
    assert_eq!(connection.status().error.expect("why").code(), "upgrade_refused");
}

#[tokio::test(start_paused = true)]
async fn the_next_attempt_can_be_made_at_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let mut settings = settings(&listener);
    let reconnect = ReconnectSettings {
        first: 3600 * SECOND,
        longest: 3600 * SECOND,
        attempts: 20,
        send: vec![],
    };
    settings.session_settings.reconnect = Some(reconnect);
    let connection = connect(settings, &folder);
    let server = tokio::spawn(async move {
        for _ in 0..2 {
            let (mut tcp, _) = listener.accept().await.expect("a client");
            switch(&mut tcp).await;
        }
    });
    let status = connection.until(|s| s.phase == Phase::Waiting).await;
    let retry = status.retry.expect("another attempt");
    connection.retry_now().await;
    connection.until(|s| s.connections == 2).await;
    assert!(Instant::now() < retry.at, "{retry:?}");
    server.await.expect("the server's end");
}
