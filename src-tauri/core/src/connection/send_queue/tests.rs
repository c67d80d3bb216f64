use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::{Role, WebSocket};
use zlib_rs::{Inflate, InflateFlush};

use super::*;
use crate::frame::header::{BINARY, CLOSE, PING, TEXT};

/// Everything queued, as written to the socket.
fn all(out: &mut SendQueue) -> Vec<u8> {
    let mut cx = Context::from_waker(std::task::Waker::noop());
    let mut bytes = io::Cursor::new(Vec::new());
    assert!(out.poll(&mut cx, &mut bytes).is_ready());
    assert_eq!(out.unsent(), 0);
    bytes.into_inner()
}

/// The messages that a server decodes.
fn read(bytes: Vec<u8>) -> Vec<Message> {
    let mut ws = WebSocket::from_raw_socket(io::Cursor::new(bytes), Role::Server, None);
    std::iter::from_fn(|| ws.read().ok()).collect()
}

#[test]
fn frames_of_every_size_are_masked_as_a_server_reads_them() {
    let mut out = SendQueue::new(1 << 20, None);
    let sizes = [0, 1, 7, 125, 126, 1000, 65_535, 65_536, 200_001];
    for (i, size) in sizes.into_iter().enumerate() {
        let payload: Vec<u8> = (0..size).map(|n| (n * 7 + i) as u8).collect();
        let before = out.unsent();
        assert_eq!(out.message(BINARY, payload.into()), None);
        assert!(out.unsent() > before + size as u64);
    }
    out.message(TEXT, Bytes::from_static("grün".as_bytes()));
    out.control(PING, Bytes::from_static(b"?"));
    let unsent = out.unsent();
    let bytes = all(&mut out);
    assert_eq!(bytes.len() as u64, unsent, "unsent() is exact");
    let messages = read(bytes);
    assert_eq!(messages.len(), sizes.len() + 2);
    for (i, size) in sizes.into_iter().enumerate() {
        let payload: Vec<u8> = (0..size).map(|n| (n * 7 + i) as u8).collect();
        assert_eq!(messages[i], Message::Binary(payload.into()));
    }
    assert_eq!(messages[sizes.len()], Message::Text("grün".into()));
    assert_eq!(messages[sizes.len() + 1], Message::Ping("?".into()));
}

#[test]
fn an_empty_queue_has_room_for_any_message() {
    let mut out = SendQueue::new(1000, None);
    assert!(out.has_room(5000), "nothing waits");
    out.message(BINARY, vec![0; 500].into());
    assert!(out.has_room(400) && !out.has_room(500));
    all(&mut out);
    out.message(BINARY, vec![0; 5000].into());
    assert!(!out.has_room(0));
}

#[test]
fn raw_bytes_keep_their_place_and_nothing_is_queued_once_muted() {
    let mut out = SendQueue::new(1 << 20, None);
    out.message(TEXT, Bytes::from_static(b"a"));
    out.raw(Bytes::from_static(b"<as they are>"));
    out.half_close();
    out.message(TEXT, Bytes::from_static(b"never"));
    out.control(CLOSE, Bytes::new());
    let bytes = all(&mut out);
    assert_eq!(bytes[7..], *b"<as they are>");
}

#[test]
fn deflated_messages_can_be_inflated() {
    for (bits, no_takeover) in (8..=15).flat_map(|bits| [(bits, false), (bits, true)]) {
        let agreed = CompressionParameters {
            server_no_context_takeover: false,
            client_no_context_takeover: no_takeover,
            server_max_window_bits: 15,
            client_max_window_bits: bits,
        };
        let mut out = SendQueue::new(1 << 24, Some(agreed));
        let mut inflate = Inflate::new(false, bits);
        let noise = |n: u32| (0..n).map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8);
        let twice: Vec<u8> = noise(5000).chain(noise(5000)).chain(vec![b'a'; 1000]).collect();
        for payload in [&b"hello hello"[..], b"", b"x", b"hello hello", &twice, &[0; 100_000]] {
            let size = out.message(TEXT, payload.to_vec().into()).expect("deflated");
            let bytes = all(&mut out);
            assert_eq!(bytes[0], FIN | RSV1 | TEXT);
            let head = bytes.len() - size as usize;
            let key: [u8; 4] = bytes[head - 4..head].try_into().expect("a mask");
            let mut deflated: Vec<u8> =
                bytes[head..].iter().zip(key.iter().cycle()).map(|(b, k)| b ^ k).collect();
            deflated.extend([0, 0, 0xff, 0xff]);
            if no_takeover {
                inflate = Inflate::new(false, bits);
            }
            let mut whole: Vec<u8> = Vec::new();
            let mut used = 0;
            while whole.len() < payload.len() || used < deflated.len() {
                let mut step = [0; 64];
                let (from, made) = (inflate.total_in(), inflate.total_out());
                inflate
                    .decompress(&deflated[used..], &mut step, InflateFlush::SyncFlush)
                    .unwrap_or_else(|error| panic!("{bits} {no_takeover}: {}", error.as_str()));
                used += (inflate.total_in() - from) as usize;
                whole.extend(&step[..(inflate.total_out() - made) as usize]);
            }
            assert!(whole == payload, "{bits} {no_takeover}: {} bytes", payload.len());
        }
    }
}
