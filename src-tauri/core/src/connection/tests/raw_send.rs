//! Deliberate protocol violations, as a server receives them.

use super::*;
use crate::connection::connection_end::Side;
use crate::connection::misbehave::{self, MisbehaveActions};
use crate::frame::anatomy::frames;
use crate::profile::model::Misbehave;
use crate::transcript::Reader;

fn misbehaviour(json: serde_json::Value) -> MisbehaveActions {
    let what: Misbehave = serde_json::from_value(json).expect("a misbehaviour");
    misbehave::encode(&what, rand::random).expect("a valid misbehaviour")
}

async fn read(tcp: &mut TcpStream, size: usize) -> Vec<u8> {
    let mut bytes = vec![0; size];
    tcp.read_exact(&mut bytes).await.expect("as many");
    bytes
}

#[tokio::test]
async fn raw_bytes_follow_everything_sent_before_and_are_recorded() {
    let folder = tempfile::tempdir().expect("a folder");
    let (connection, mut tcp) = opened(&folder, |_| ()).await;
    // More than the socket takes, so that the raw bytes have to wait.
    let send = connection.send(Kind::Binary, Bytes::from(vec![7; BIG]));
    let put = async {
        let row = connection
            .misbehave(misbehaviour(serde_json::json!({"type": "raw", "hex": "c1 00"})))
            .await;
        (row, connection.send(Kind::Text, "after").await)
    };
    let server = async {
        let bytes = read(&mut tcp, 14 + BIG + 2 + 6 + 5).await;
        let rest = &bytes[14 + BIG..];
        assert_eq!(rest[..2], [0xc1, 0x00]);
        let (found, _) = frames(&rest[2..], 10);
        assert_eq!(found[0].payload(&rest[2..], 10), b"after");
    };
    let (sent, (row, after), ()) = tokio::join!(send, put, server);
    assert_eq!((sent.expect("sent"), row.expect("put"), after.expect("sent")), (1, 3, 4));
    connection.abort(false);
    connection.stored().await;
    let reader = Reader::open(folder.path().join("t.wlt")).expect("a transcript");
    let row = |row| {
        let entry = reader.record(row).expect("a row");
        (entry.kind, reader.payload_of(&entry, 0, 100).expect("a payload").to_vec())
    };
    assert_eq!(row(2), (Kind::Marker, b"misbehaving on purpose: raw bytes".to_vec()));
    assert_eq!(row(3), (Kind::Raw, vec![0xc1, 0]));
    assert_eq!(row(5), (Kind::Marker, b"aborted: no Close".to_vec()));
}

#[tokio::test]
async fn nothing_is_sent_after_a_forbidden_close() {
    let folder = tempfile::tempdir().expect("a folder");
    let (connection, mut tcp) = opened(&folder, |_| ()).await;
    let close = misbehaviour(serde_json::json!({"type": "close", "code": 1005, "reason": "no"}));
    connection.misbehave(close.clone()).await.expect("sent");
    assert_eq!(read(&mut tcp, close.bytes.len()).await, close.bytes);
    assert!(matches!(
        connection.send(Kind::Text, "x").await,
        Err(SendError::NotOpen(Phase::Closing))
    ));
    // A ping and a Close, which must not be answered after our Close.
    tcp.write_all(b"\x89\x00\x88\x02\x03\xea").await.expect("taken");
    tcp.shutdown().await.expect("the end");
    let mut rest = Vec::new();
    tcp.read_to_end(&mut rest).await.expect("to the end");
    assert_eq!(rest, b"");
    let end = connection.until(|_| false).await.end.expect("ended");
    assert_eq!((end.code, end.by), (1002, Side::Server));
}

#[tokio::test]
async fn with_no_pong_only_manual_pongs_are_sent() {
    let folder = tempfile::tempdir().expect("a folder");
    let (connection, mut tcp) = opened(&folder, |_| ()).await;
    connection.misbehave(misbehaviour(serde_json::json!({"type": "no_pong"}))).await.expect("done");
    tcp.write_all(b"\x89\x01a\x81\x01b").await.expect("taken");
    // The text message follows the ping.
    while connection.counters().received() == 0 {
        tokio::task::yield_now().await;
    }
    connection.send(Kind::Pong, "by hand").await.expect("sent");
    let bytes = read(&mut tcp, 6 + 7).await;
    let (found, _) = frames(&bytes, 10);
    assert_eq!((found[0].opcode, found[0].payload(&bytes, 10)), (10, b"by hand".to_vec()));
}

#[tokio::test]
async fn after_half_close_it_receives_and_sends_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let (connection, mut tcp) = opened(&folder, |_| ()).await;
    connection
        .misbehave(misbehaviour(serde_json::json!({"type": "half_close"})))
        .await
        .expect("done");
    let mut rest = Vec::new();
    tcp.read_to_end(&mut rest).await.expect("our end");
    assert_eq!(rest, b"");
    assert_eq!(connection.send(Kind::Text, "x").await, Err(SendError::HalfClosed));
    tcp.write_all(b"\x89\x00\x81\x02hi").await.expect("taken");
    while connection.counters().received() == 0 {
        tokio::task::yield_now().await;
    }
    connection.close(1000, "").await.expect("asked");
    let status = connection.until(|_| false).await;
    let end = status.end.expect("ended");
    assert_eq!((end.code, end.by, status.error), (1006, Side::Us, None));
}

#[tokio::test]
async fn aborting_sends_a_fin_or_an_rst_without_a_close() {
    if crate::under_wine::is_skipped("a polled socket with a linger of zero ends with a FIN") {
        return;
    }
    for (reset, wanted) in [(false, None), (true, Some(std::io::ErrorKind::ConnectionReset))] {
        let folder = tempfile::tempdir().expect("a folder");
        let (connection, mut tcp) = opened(&folder, |_| ()).await;
        connection.abort(reset);
        let end = connection.until(|_| false).await.end.expect("ended");
        assert_eq!((end.code, end.clean, end.by), (1006, false, Side::Us));
        let mut rest = Vec::new();
        let read = tcp.read_to_end(&mut rest).await;
        assert_eq!((read.err().map(|error| error.kind()), rest.len()), (wanted, 0));
    }
}
