//! Tests of the readers: arbitrary and changed messages, and rules that the recorded sessions do not show.

use proptest::prelude::*;

use super::reading::{FIELDS, RECORDS};
use super::*;
use crate::packet::layout::decode::TreeLimits;

/// Messages of each protocol, for changing them.
const SEEDS: [&[u8]; 22] = [
    b"0{\"sid\":\"x\",\"pingInterval\":25000}",
    b"42/admin,12[\"add\",1,{\"a\":[]}]",
    b"451-[\"upload\",{\"_placeholder\":true,\"num\":0}]",
    b"\x83\xa4type\x02\xa3nsp\xa1/\xa4data\x92\xa3add\x01",
    b"SEND\ndestination:/queue/a\\c\ncontent-length:3\n\na\0b\0\n",
    b"MESSAGE\nsubscription:1\nmessage-id:2\ndestination:/q\n\n{\"a\":1}\0",
    b"{\"type\":1,\"invocationId\":\"1\",\"target\":\"Add\",\"arguments\":[1]}\x1e{\"type\":6}\x1e",
    b"\x0d\x95\x01\x80\xa11\xa3Add\x92\x02\x03\x90",
    b"\x02\x91\x06",
    b"{\"id\":\"1\",\"type\":\"next\",\"payload\":{\"errors\":[{\"message\":\"x\"}]}}",
    b"\x10\x0e\x00\x04MQTT\x04\x02\x00\x3c\x00\x02me",
    b"\x10\x0f\x00\x04MQTT\x05\x02\x00\x3c\x00\x00\x02me",
    b"\x32\x0a\x00\x03a/b\x00\x07x\xff\x00",
    b"\x82\x08\x00\x01\x00\x03a/#\x01",
    b"\x90\x04\x00\x01\x00\x02",
    b"[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"a\"},{\"jsonrpc\":\"2.0\",\"id\":2,\"result\":null}]",
    b"[\"1\",\"2\",\"room:lobby\",\"phx_reply\",{\"status\":\"ok\",\"response\":{}}]",
    b"\x00\x01\x01\x04\x05\x31\x32roomimage\xff\x00",
    b"{\"id\":7,\"result\":{\"exceptionDetails\":{}}}",
    b"MSG hello.a 1 _INBOX.2 5\r\nhello\r\nPING\r\n",
    b"HPUB a b 12 14\r\nNATS/1.0\r\n\r\nhi\r\n",
    b"-ERR 'Unknown Protocol Operation'\r\n",
];

/// Reads a message with every lens in every way, and checks what is promised of a reading.
fn read_all(message: &[u8]) {
    for lens in Lens::all() {
        for kind in [Kind::Text, Kind::Binary] {
            for direction in [Direction::Sent, Direction::Received] {
                let reading = lens.read(kind, direction, message);
                assert!(!reading.records.is_empty(), "{lens:?}: one record for each message");
                assert!(reading.records.len() <= RECORDS);
                for record in &reading.records {
                    assert!(record.fields.len() <= FIELDS);
                }
                for fault in &reading.faults {
                    assert!(fault.offset <= message.len(), "{lens:?}: {fault:?}");
                }
                let tree = reading.tree(message, TreeLimits::page(0));
                for node in &tree.nodes {
                    assert!(node.offset + node.size <= message.len(), "{lens:?}: {node:?}");
                }
                let line = reading.summary().unwrap_or_default();
                assert!(!line.contains(char::is_control), "{line:?}");
                let cut = &message[..message.len() / 2];
                let _ = lens.read_start(kind, direction, cut, message.len()).summary();
            }
        }
    }
}

/// Reads messages in order, as a connection has them.
fn flow(lens: Lens, kind: Kind, messages: &[&[u8]]) -> Vec<(String, bool, bool)> {
    let mut flow = LensFlow::default();
    let next = |message: &&[u8]| {
        let found = flow.next(lens, kind, Direction::Sent, message);
        let code = found.code.map(|code| code.to_string()).unwrap_or_default();
        (code, found.is_part, found.faults.is_empty())
    };
    messages.iter().map(next).collect()
}

proptest! {
    #[test]
    fn any_bytes_are_read(message in prop::collection::vec(any::<u8>(), 0..300)) {
        read_all(&message);
    }

    #[test]
    fn changed_messages_are_read(
        seed in 0..SEEDS.len(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6),
        cut in any::<prop::sample::Index>(),
        twice in any::<bool>(),
    ) {
        let mut message = SEEDS[seed].to_vec();
        for (index, byte) in changes {
            let at = index.index(message.len());
            message[at] = byte;
        }
        if twice {
            message.extend_from_slice(SEEDS[seed]);
        }
        message.truncate(1 + cut.index(message.len()));
        read_all(&message);
    }

    #[test]
    fn a_stream_cut_anywhere_has_no_more_faults(
        cuts in prop::collection::vec(0..2000usize, 0..12), which in 0..3usize,
    ) {
        let (lens, seeds) = [
            (Lens::Nats, [SEEDS[19], SEEDS[20], SEEDS[21]]),
            (Lens::Mqtt, [SEEDS[10], SEEDS[12], SEEDS[13]]),
            (Lens::Stomp, [SEEDS[4], SEEDS[5], SEEDS[4]]),
        ][which];
        let stream = seeds.concat();
        let mut cuts: Vec<_> = cuts.into_iter().map(|at| at % stream.len()).collect();
        cuts.extend([0, stream.len()]);
        cuts.sort_unstable();
        cuts.dedup();
        let pieces: Vec<_> = cuts.windows(2).map(|two| &stream[two[0]..two[1]]).collect();
        for (code, _, is_sound) in flow(lens, Kind::Binary, &pieces) {
            prop_assert!(is_sound, "{lens:?} {code} {pieces:?}");
        }
    }
}

#[test]
fn hostile_lengths_and_counts_cost_nothing() {
    // A list of 2^32 - 1 items, nested lists, a record of 2^32 bytes, and a body of 2^63 bytes.
    read_all(b"\xdd\xff\xff\xff\xff\x06");
    read_all(&[0x91; 100_000]);
    read_all(b"\xff\xff\xff\xff\x0f\x91\x06");
    read_all(b"SEND\ndestination:a\ncontent-length:9223372036854775807\n\nx");
    read_all(b"MSG a 1 4294967295\r\nx");
    let long = [&b"{\"type\":"[..], &[b'['; 100_000]].concat();
    read_all(&long);
    let begun = std::time::Instant::now();
    for lens in Lens::all() {
        let many = b"PING\r\n".repeat(200_000);
        let reading = lens.read(Kind::Text, Direction::Sent, &many);
        assert!(reading.records.len() <= RECORDS && reading.asks.len() <= 256);
        let many = b"\xc0\0".repeat(200_000);
        assert!(lens.read(Kind::Binary, Direction::Sent, &many).records.len() <= RECORDS);
    }
    assert!(begun.elapsed().as_secs() < 20, "{:?}", begun.elapsed());
}

#[test]
fn records_that_are_spread_over_messages_keep_their_type() {
    let found =
        flow(Lens::Mqtt, Kind::Binary, &[b"\x30", b"\x07\x00", b"\x03a/b", b"hi\xc0\0", b"\xc0\0"]);
    let codes: Vec<_> = found.iter().map(|(code, part, _)| (code.as_str(), *part)).collect();
    let publish = |part| ("PUBLISH", part);
    let expected =
        [publish(false), publish(true), publish(true), publish(true), ("PINGREQ", false)];
    assert_eq!(codes, expected);
    let found =
        flow(Lens::Stomp, Kind::Text, &[b"SEND\ndestination:a\n\nbo", b"dy", b"!\0\n", b"\n"]);
    let codes: Vec<_> = found.iter().map(|(code, part, _)| (code.as_str(), *part)).collect();
    assert_eq!(codes, [("SEND", false), ("SEND", true), ("SEND", true), ("heartbeat", false)]);
    let found = flow(Lens::SocketIo, Kind::Binary, &[b"\x01\x02"]);
    assert_eq!(found[0].0, "attachment");
}

#[test]
fn what_is_wrong_is_said_with_its_place() {
    let faults = |lens: Lens, kind, message: &[u8]| -> Vec<String> {
        let reading = lens.read(kind, Direction::Received, message);
        let say =
            |fault: &LensFault| format!("{} {}: {}", fault.kind.word(), fault.offset, fault.text);
        reading.faults.iter().map(say).collect()
    };
    for (lens, kind, message, expected) in [
        (
            Lens::SocketIo,
            Kind::Text,
            &b"9"[..],
            "fit 0: a message begins with the digit of its type, 0 to 6",
        ),
        (Lens::SocketIo, Kind::Text, b"43[]", "fit 0: an acknowledgement has the id of its event"),
        (Lens::Stomp, Kind::Text, b"BEGIN\n\n\0", "fit 0: BEGIN has a header `transaction`"),
        (
            Lens::Stomp,
            Kind::Text,
            b"RECEIPT\nreceipt-id:\\t\n\n\0",
            "fit 8: a header has another escape than \\n, \\r, \\c and \\\\",
        ),
        (Lens::SignalR, Kind::Text, b"{\"type\":6}", "fit 10: a record ends with 0x1E"),
        (
            Lens::SignalR,
            Kind::Binary,
            b"\x09\x91\x06",
            "fit 0: a record begins with its length, which is within the message",
        ),
        (
            Lens::GraphqlWs,
            Kind::Text,
            b"{\"type\":\"complete\"}",
            "fit 0: `complete` has an `id` that is a text",
        ),
        (
            Lens::Mqtt,
            Kind::Binary,
            b"\x80\x05\0\x01\0\0\0",
            "constant 0: the flags of SUBSCRIBE are 2",
        ),
        (
            Lens::Mqtt,
            Kind::Binary,
            b"\xd0\x01\0",
            "trailing 2: bytes follow the fields of PINGRESP",
        ),
        (Lens::Mqtt, Kind::Binary, b"\x40\x01\0", "fit 0: PUBACK ends before its fields do"),
        (Lens::JsonRpc, Kind::Text, b"{\"id\":1,\"result\":2}", "constant 0: `jsonrpc` is \"2.0\""),
        (
            Lens::Phoenix,
            Kind::Text,
            b"[1,2]",
            "fit 0: a message is a JSON list of join_ref, ref, topic, event and payload",
        ),
        (Lens::Phoenix, Kind::Binary, b"\x02\x05\x01ab", "fit 3: `topic` ends behind the message"),
        (
            Lens::Cdp,
            Kind::Text,
            b"{\"id\":1}",
            "fit 0: a message has a `method`, a `result` or an `error`",
        ),
        (
            Lens::Nats,
            Kind::Text,
            b"PUB a 3\r\nhello\r\n",
            "fit 12: the payload does not end with CR LF: its size is wrong",
        ),
    ] {
        let found = faults(lens, kind, message);
        assert!(found.iter().any(|one| one == expected), "{lens:?}: {found:?}");
    }
}
