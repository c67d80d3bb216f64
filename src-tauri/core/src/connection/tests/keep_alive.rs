//! Pings, pongs and time-outs of an open connection, against a server over TCP.

use super::*;
use crate::connection::error::ConnectionError;
use crate::connection::request::KeepAliveSettings;
use crate::profile::model::ControlRows;

/// Opcode and payload of our next frame.
async fn frame(tcp: &mut TcpStream) -> (u8, Vec<u8>) {
    let mut head = [0; 6];
    tcp.read_exact(&mut head).await.expect("a head");
    let mut payload = vec![0; usize::from(head[1] & 0x7f)];
    tcp.read_exact(&mut payload).await.expect("a payload");
    for (byte, key) in payload.iter_mut().zip(head[2..].iter().cycle()) {
        *byte ^= key;
    }
    (head[0] & 0x0f, payload)
}

const SOON: Duration = Duration::from_millis(100);

#[tokio::test]
async fn case_51_a_server_that_answers_no_ping_is_gone() {
    let folder = tempfile::tempdir().expect("a folder");
    let keep = KeepAliveSettings { ping_every: SOON, pong_within: SOON };
    let (connection, mut tcp) =
        opened(&folder, |s| s.session_settings.keep_alive = Some(keep)).await;
    let (opcode, payload) = frame(&mut tcp).await;
    assert_eq!((opcode, payload.len()), (9, 8));
    // A pong with another payload does not count.
    tcp.write_all(b"\x8a\x01x").await.expect("sent");
    let status = connection.until(|_| false).await;
    assert!(
        matches!(status.error, Some(ConnectionError::NoPong { within: SOON, .. })),
        "{status:?}"
    );
    assert_eq!((connection.counters().pongs(), connection.counters().unsolicited_pongs()), (1, 1));
}

#[tokio::test]
async fn a_manual_ping_measures_the_round_trip_time() {
    let folder = tempfile::tempdir().expect("a folder");
    let (connection, mut tcp) = opened(&folder, |_| ()).await;
    assert_eq!(connection.ping("are you there?").await, Ok(1));
    assert_eq!(frame(&mut tcp).await, (9, b"are you there?".to_vec()));
    tcp.write_all(b"\x8a\x0eare you there?").await.expect("sent");
    assert!(connection.until(|s| s.ping.is_some()).await.ping.is_some());
    assert_eq!(connection.pong("unasked").await, Ok(3));
    assert_eq!(frame(&mut tcp).await, (10, b"unasked".to_vec()));
    let long = connection.ping(vec![0; 126]).await;
    assert_eq!(long, Err(SendError::ControlTooLong { size: 126 }));
    assert_eq!(connection.counters().sent(), 0, "these are no messages");
    connection.abort(false);
    connection.until(|_| false).await;
}

#[tokio::test]
async fn pings_are_answered_unless_turned_off() {
    for answer in [true, false] {
        let folder = tempfile::tempdir().expect("a folder");
        let change = |s: &mut Settings| s.session_settings.control_frames.answer_pings = answer;
        let (connection, mut tcp) = opened(&folder, change).await;
        tcp.write_all(b"\x89\x011\x89\x012\x88\x00").await.expect("sent");
        if answer {
            assert_eq!(frame(&mut tcp).await, (10, b"1".to_vec()));
            assert_eq!(frame(&mut tcp).await, (10, b"2".to_vec()));
        }
        assert_eq!(frame(&mut tcp).await, (8, vec![]));
        drop(tcp);
        connection.until(|_| false).await;
        assert_eq!(connection.counters().pings(), 2);
    }
}

#[tokio::test]
async fn case_37_a_flood_of_pings_is_counted_and_makes_few_rows() {
    const PINGS: u64 = 200_000;
    for rows in [ControlRows::Collapsed, ControlRows::None, ControlRows::All] {
        let folder = tempfile::tempdir().expect("a folder");
        let change = |s: &mut Settings| s.session_settings.control_frames.rows = rows;
        let (connection, mut tcp) = opened(&folder, change).await;
        // The server never reads.
        tcp.write_all(&b"\x89\x04ping".repeat(PINGS as usize)).await.expect("sent");
        tcp.write_all(b"\x81\x04last").await.expect("sent");
        while connection.counters().received() == 0 {
            tokio::task::yield_now().await;
        }
        assert_eq!(connection.counters().pings(), PINGS);
        connection.abort(false);
        let totals = connection.stored().await;
        match rows {
            ControlRows::Collapsed => assert!(totals.rows < 1000, "{totals:?}"),
            // The message, and the marker of the abort.
            ControlRows::None => assert_eq!(totals.rows, 2),
            ControlRows::All => assert!(totals.rows > PINGS, "{totals:?}"),
        }
    }
}

#[tokio::test]
async fn case_52_what_is_unsent_is_known_to_the_byte() {
    let folder = tempfile::tempdir().expect("a folder");
    let (connection, mut tcp) = opened(&folder, |s| s.limits.write = 3 * SOON).await;
    connection.send(Kind::Binary, Bytes::from(vec![7; BIG])).await.expect("sent");
    let status = connection.until(|_| false).await;
    let Some(ConnectionError::WriteStalled { unsent, .. }) = status.error else {
        panic!("{status:?}")
    };
    let mut received = Vec::new();
    // The Close may follow, or be cut off.
    let _ = tcp.read_to_end(&mut received).await;
    assert!(unsent > 0 && unsent < BIG as u64);
    assert!(received.len() as u64 >= 14 + BIG as u64 - unsent, "{unsent} {}", received.len());
}

#[tokio::test]
async fn the_idle_timeout_closes_and_reports_the_unfinished_frame() {
    let folder = tempfile::tempdir().expect("a folder");
    let (connection, mut tcp) = opened(&folder, |s| s.limits.idle = Some(2 * SOON)).await;
    tcp.write_all(b"\x82\x7f\0\0\0\0\0\xf0\0\0ten bytes!").await.expect("sent");
    let status = connection.until(|_| false).await;
    let Some(ConnectionError::Idle { frame, .. }) = status.error else { panic!("{status:?}") };
    assert_eq!(frame, Some((10, 15 << 20)));
    assert_eq!(close_code(&mut tcp).await, 1001);
}

async fn close_code(tcp: &mut TcpStream) -> u16 {
    let (opcode, payload) = frame(tcp).await;
    assert_eq!(opcode, 8);
    u16::from_be_bytes([payload[0], payload[1]])
}
