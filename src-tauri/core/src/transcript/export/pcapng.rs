//! pcapng for Wireshark: the messages as the WebSocket frames of one TCP connection.
//!
//! A transcript holds messages, not packets, so the packets are made: a TCP handshake, the upgrade, and then each message
//! as one unfragmented frame, in as many segments as it needs, at the message's time. That way Wireshark's own dissectors
//! show payloads, follow the stream and look into JSON without any setting. What we sent is masked, as RFC 6455 section
//! 5.1 has it, with the key 0, so that the bytes stay readable. The server's port is always 80, whose dissector is HTTP;
//! the real address is in the `Host` field. Raw bytes are there as they went. Markers never were on the wire and are left
//! out.

use std::net::Ipv4Addr;

use url::{Host, Url};

use crate::frame::header::FrameHeader;
use crate::frame::{self, Direction, Kind};

use super::super::{Header, RecordInfo};
use super::output::{ExportOutput, ExportStop};
use super::payload::Payload;

/// Packets without a link layer: they begin with the IP header.
const LINKTYPE_RAW: u16 = 101;
/// The payload of a segment: an IPv4 packet has at most 65,535 bytes.
const SEGMENT: usize = 60 * 1024;
/// Who we are, and who the server is where it has a name: addresses for documentation (RFC 5737).
const CLIENT: Ipv4Addr = Ipv4Addr::new(192, 0, 2, 1);
const SERVER: Ipv4Addr = Ipv4Addr::new(192, 0, 2, 2);
const CLIENT_PORT: u16 = 50_000;
const SERVER_PORT: u16 = 80;

const FIN: u8 = 0x01;
const SYN: u8 = 0x02;
const PSH: u8 = 0x08;
const ACK: u8 = 0x10;

/// The state of a file in the making.
pub(super) struct Pcapng {
    server: Ipv4Addr,
    begun: bool,
    last_ns: i64,
    /// The next sequence numbers: ours and the server's.
    sequence: [u32; 2],
    identification: u16,
}

impl Pcapng {
    pub(super) fn new(header: &Header) -> Pcapng {
        let url = Url::parse(&header.url).ok();
        let server = match url.as_ref().and_then(Url::host) {
            Some(Host::Ipv4(address)) => address,
            _ => SERVER,
        };
        Pcapng { server, begun: false, last_ns: 0, sequence: [0, 0], identification: 0 }
    }

    /// The section and its one interface.
    pub(super) fn head(out: &mut Vec<u8>, header: &Header) {
        let mut options = Vec::new();
        let comment = format!(
            "Packets made from the Wirelark transcript {:?} of {}: the messages and their times are real.",
            header.name, header.url
        );
        option(&mut options, 1, comment.as_bytes());
        option(&mut options, 4, concat!("Wirelark ", env!("CARGO_PKG_VERSION")).as_bytes());
        option(&mut options, 0, &[]);
        let mut section = Vec::new();
        section.extend_from_slice(&0x1A2B_3C4D_u32.to_le_bytes());
        section.extend_from_slice(&1u16.to_le_bytes());
        section.extend_from_slice(&0u16.to_le_bytes());
        // Of unknown length.
        section.extend_from_slice(&u64::MAX.to_le_bytes());
        section.extend_from_slice(&options);
        block(out, 0x0A0D_0D0A, &section);
        let mut interface = Vec::new();
        interface.extend_from_slice(&LINKTYPE_RAW.to_le_bytes());
        interface.extend_from_slice(&[0; 6]);
        // Times are nanoseconds.
        option(&mut interface, 9, &[9]);
        option(&mut interface, 0, &[]);
        block(out, 1, &interface);
    }

    /// Writes a row's packets; false where it has no place in a capture.
    pub(super) fn row(
        &mut self,
        out: &mut ExportOutput<'_>,
        header: &Header,
        payload: &Payload<'_>,
    ) -> Result<bool, ExportStop> {
        let entry = payload.entry;
        if entry.kind == Kind::Marker {
            return Ok(false);
        }
        let time_ns = entry.time_ns;
        if !std::mem::replace(&mut self.begun, true) {
            self.open(&mut out.bytes, header, time_ns);
        }
        self.last_ns = time_ns;
        let mut segment = head(entry);
        payload.pieces(|mut piece| {
            while !piece.is_empty() {
                let (now, later) = piece.split_at(piece.len().min(SEGMENT - segment.len()));
                segment.extend_from_slice(now);
                piece = later;
                if segment.len() == SEGMENT {
                    self.packet(&mut out.bytes, entry.direction, ACK, time_ns, &segment);
                    segment.clear();
                }
            }
            out.pass_on_within()
        })?;
        if !segment.is_empty() {
            self.packet(&mut out.bytes, entry.direction, PSH | ACK, time_ns, &segment);
        }
        Ok(true)
    }

    /// Ends the connection.
    pub(super) fn end(&mut self, out: &mut Vec<u8>) {
        if self.begun {
            let last_ns = self.last_ns;
            self.packet(out, Direction::Received, FIN | ACK, last_ns, &[]);
            self.packet(out, Direction::Sent, FIN | ACK, last_ns, &[]);
            self.packet(out, Direction::Received, ACK, last_ns, &[]);
        }
    }

    /// The TCP handshake and the upgrade.
    fn open(&mut self, out: &mut Vec<u8>, header: &Header, time_ns: i64) {
        self.packet(out, Direction::Sent, SYN, time_ns, &[]);
        self.packet(out, Direction::Received, SYN | ACK, time_ns, &[]);
        self.packet(out, Direction::Sent, ACK, time_ns, &[]);
        let url = Url::parse(&header.url).ok();
        let (host, target) = match &url {
            Some(url) => {
                let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
                let query = url.query().map(|query| format!("?{query}")).unwrap_or_default();
                let host = url.host_str().unwrap_or("server.invalid");
                (format!("{host}{port}"), format!("{}{query}", url.path()))
            }
            None => ("server.invalid".to_owned(), "/".to_owned()),
        };
        // Key and answer are the pair of RFC 6455 section 1.3.
        let request = format!(
            "GET {target} HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
             Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
        );
        let answer = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
                      Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";
        // A URL may be long, and a segment is not.
        for part in request.as_bytes().chunks(SEGMENT) {
            self.packet(out, Direction::Sent, PSH | ACK, time_ns, part);
        }
        self.packet(out, Direction::Received, PSH | ACK, time_ns, answer.as_bytes());
    }

    /// One packet, IPv4 and TCP, as an enhanced packet block.
    fn packet(
        &mut self,
        out: &mut Vec<u8>,
        direction: Direction,
        flags: u8,
        time_ns: i64,
        data: &[u8],
    ) {
        let is_sent = direction == Direction::Sent;
        let (from, to, ports, me) = if is_sent {
            (CLIENT, self.server, [CLIENT_PORT, SERVER_PORT], 0)
        } else {
            (self.server, CLIENT, [SERVER_PORT, CLIENT_PORT], 1)
        };
        // A window scale of 14, so that a large message does not look like a full window.
        let options: &[u8] = if flags & SYN == 0 { &[] } else { &[3, 3, 14, 1] };
        let mut tcp = Vec::with_capacity(24 + data.len());
        ports.iter().for_each(|port| tcp.extend_from_slice(&port.to_be_bytes()));
        tcp.extend_from_slice(&self.sequence[me].to_be_bytes());
        let acknowledged = if flags & ACK == 0 { 0 } else { self.sequence[1 - me] };
        tcp.extend_from_slice(&acknowledged.to_be_bytes());
        tcp.push(((20 + options.len()) as u8 / 4) << 4);
        tcp.push(flags);
        tcp.extend_from_slice(&u16::MAX.to_be_bytes());
        tcp.extend_from_slice(&[0; 4]);
        tcp.extend_from_slice(options);
        tcp.extend_from_slice(data);
        let mut pseudo = Vec::with_capacity(12);
        pseudo.extend_from_slice(&from.octets());
        pseudo.extend_from_slice(&to.octets());
        pseudo.extend_from_slice(&[0, 6]);
        pseudo.extend_from_slice(&(tcp.len() as u16).to_be_bytes());
        let sum = checksum(&[&pseudo, &tcp]);
        tcp[16..18].copy_from_slice(&sum.to_be_bytes());
        let taken = data.len() as u32 + u32::from(flags & (SYN | FIN) != 0);
        self.sequence[me] = self.sequence[me].wrapping_add(taken);

        self.identification = self.identification.wrapping_add(1);
        let mut packet = Vec::with_capacity(20 + tcp.len());
        packet.extend_from_slice(&[0x45, 0]);
        packet.extend_from_slice(&(20 + tcp.len() as u16).to_be_bytes());
        packet.extend_from_slice(&self.identification.to_be_bytes());
        // Not to be fragmented; 64 hops; TCP; the checksum's place.
        packet.extend_from_slice(&[0x40, 0, 64, 6, 0, 0]);
        packet.extend_from_slice(&from.octets());
        packet.extend_from_slice(&to.octets());
        let sum = checksum(&[&packet]);
        packet[10..12].copy_from_slice(&sum.to_be_bytes());
        packet.extend_from_slice(&tcp);

        // The format counts from 1970 and knows nothing before.
        let time = u64::try_from(time_ns).unwrap_or(0);
        let len = packet.len() as u32;
        let mut body = Vec::with_capacity(24 + packet.len());
        for word in [0, (time >> 32) as u32, time as u32, len, len] {
            body.extend_from_slice(&word.to_le_bytes());
        }
        body.extend_from_slice(&packet);
        // Which way it went, for who asks the capture rather than the addresses.
        body.resize(body.len().next_multiple_of(4), 0);
        let way: u32 = if is_sent { 2 } else { 1 };
        option(&mut body, 2, &way.to_le_bytes());
        option(&mut body, 0, &[]);
        block(out, 6, &body);
    }
}

/// What stands before a row's payload; nothing before raw bytes, which have their own.
fn head(entry: &RecordInfo) -> Vec<u8> {
    let Some(opcode) = entry.kind.opcode() else { return Vec::new() };
    let mask = (entry.direction == Direction::Sent).then_some([0; 4]);
    let header = FrameHeader { first: frame::header::FIN | opcode, mask, len: entry.size.into() };
    let (bytes, size) = header.encode();
    bytes[..size].to_vec()
}

/// One option of a block, filled up to whole words.
fn option(out: &mut Vec<u8>, code: u16, value: &[u8]) {
    let value = value.get(..usize::from(u16::MAX) - 3).unwrap_or(value);
    out.extend_from_slice(&code.to_le_bytes());
    out.extend_from_slice(&(value.len() as u16).to_le_bytes());
    out.extend_from_slice(value);
    out.resize(out.len() + value.len().next_multiple_of(4) - value.len(), 0);
}

/// One block: type, length, body in whole words, length.
fn block(out: &mut Vec<u8>, kind: u32, body: &[u8]) {
    let padded = body.len().next_multiple_of(4);
    let len = (12 + padded) as u32;
    out.extend_from_slice(&kind.to_le_bytes());
    out.extend_from_slice(&len.to_le_bytes());
    out.extend_from_slice(body);
    out.resize(out.len() + padded - body.len(), 0);
    out.extend_from_slice(&len.to_le_bytes());
}

/// The Internet checksum of RFC 1071; every part but the last is of even length.
fn checksum(parts: &[&[u8]]) -> u16 {
    let mut sum = 0u64;
    for part in parts {
        let (pairs, rest) = part.as_chunks::<2>();
        sum += pairs.iter().map(|pair| u64::from(u16::from_be_bytes(*pair))).sum::<u64>();
        sum += rest.iter().map(|byte| u64::from(*byte) << 8).sum::<u64>();
    }
    while sum > 0xFFFF {
        sum = (sum & 0xFFFF) + (sum >> 16);
    }
    !(sum as u16)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_of_rfc_1071() {
        // Section 3's example: the sum is ddf2.
        assert_eq!(checksum(&[&[0x00, 0x01, 0xf2, 0x03, 0xf4, 0xf5, 0xf6, 0xf7]]), !0xddf2);
        assert_eq!(checksum(&[&[0xff, 0xff], &[0x01]]), !0x0100);
    }
}
