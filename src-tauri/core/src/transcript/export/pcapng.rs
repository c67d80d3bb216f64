//! pcapng for Wireshark: the messages as WebSocket frames of one TCP connection.
//!
//! A transcript holds messages, not packets, so the packets are synthesized: a TCP handshake, the
//! upgrade, and each message as one unfragmented frame, in as many segments as needed, with the
//! message's time. Wireshark's dissectors then decode it without any settings. Sent frames are
//! masked (RFC 6455 section 5.1) with the key 0, which keeps payloads readable. The server's port
//! is always 80, so that Wireshark expects HTTP; the real address is in the `Host` field. Raw bytes
//! are included as sent, markers are left out.

use std::net::Ipv4Addr;

use url::{Host, Url};

use crate::frame::header::FrameHeader;
use crate::frame::{self, Direction, Kind};

use super::super::{Header, RecordInfo};
use super::output::{ExportOutput, ExportStop};
use super::payload::Payload;

/// Link type without a link layer: packets begin with the IP header.
const LINKTYPE_RAW: u16 = 101;
/// Payload bytes per segment; an IPv4 packet has at most 65,535 bytes.
const SEGMENT: usize = 60 * 1024;
/// Addresses of the client, and of a server with a host name: reserved for documentation (RFC
/// 5737).
const CLIENT: Ipv4Addr = Ipv4Addr::new(192, 0, 2, 1);
const SERVER: Ipv4Addr = Ipv4Addr::new(192, 0, 2, 2);
const CLIENT_PORT: u16 = 50_000;
const SERVER_PORT: u16 = 80;

const FIN: u8 = 0x01;
const SYN: u8 = 0x02;
const PSH: u8 = 0x08;
const ACK: u8 = 0x10;

/// State of a pcapng export.
pub(super) struct Pcapng {
    server: Ipv4Addr,
    is_open: bool,
    last_ns: i64,
    /// Next sequence numbers of the client and the server.
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
        Pcapng { server, is_open: false, last_ns: 0, sequence: [0, 0], identification: 0 }
    }

    /// Writes the section header and the interface description.
    pub(super) fn head(output: &mut Vec<u8>, header: &Header) {
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
        // Unknown section length.
        section.extend_from_slice(&u64::MAX.to_le_bytes());
        section.extend_from_slice(&options);
        block(output, 0x0A0D_0D0A, &section);
        let mut interface = Vec::new();
        interface.extend_from_slice(&LINKTYPE_RAW.to_le_bytes());
        interface.extend_from_slice(&[0; 6]);
        // Timestamp resolution: nanoseconds.
        option(&mut interface, 9, &[9]);
        option(&mut interface, 0, &[]);
        block(output, 1, &interface);
    }

    /// Writes a row's packets; returns false if it cannot be represented.
    pub(super) fn row(
        &mut self,
        output: &mut ExportOutput<'_>,
        header: &Header,
        payload: &Payload<'_>,
    ) -> Result<bool, ExportStop> {
        let record = payload.record;
        if record.kind == Kind::Marker {
            return Ok(false);
        }
        let time_ns = record.time_ns;
        if !std::mem::replace(&mut self.is_open, true) {
            self.open(&mut output.bytes, header, time_ns);
        }
        self.last_ns = time_ns;
        let mut segment = frame_header(record);
        payload.chunks(|mut chunk| {
            while !chunk.is_empty() {
                let (chunk_start, chunk_rest) =
                    chunk.split_at(chunk.len().min(SEGMENT - segment.len()));
                segment.extend_from_slice(chunk_start);
                chunk = chunk_rest;
                if segment.len() == SEGMENT {
                    self.packet(&mut output.bytes, record.direction, ACK, time_ns, &segment);
                    segment.clear();
                }
            }
            output.flush_within_row()
        })?;
        if !segment.is_empty() {
            self.packet(&mut output.bytes, record.direction, PSH | ACK, time_ns, &segment);
        }
        Ok(true)
    }

    /// Closes the TCP connection.
    pub(super) fn end(&mut self, output: &mut Vec<u8>) {
        if self.is_open {
            let last_ns = self.last_ns;
            self.packet(output, Direction::Received, FIN | ACK, last_ns, &[]);
            self.packet(output, Direction::Sent, FIN | ACK, last_ns, &[]);
            self.packet(output, Direction::Received, ACK, last_ns, &[]);
        }
    }

    /// Writes the TCP handshake and the upgrade.
    fn open(&mut self, output: &mut Vec<u8>, header: &Header, time_ns: i64) {
        self.packet(output, Direction::Sent, SYN, time_ns, &[]);
        self.packet(output, Direction::Received, SYN | ACK, time_ns, &[]);
        self.packet(output, Direction::Sent, ACK, time_ns, &[]);
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
        // Sample key and accept value of RFC 6455 section 1.3.
        let request = format!(
            "GET {target} HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
             Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
        );
        let response = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
                      Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";
        // A long URL may need several segments.
        for part in request.as_bytes().chunks(SEGMENT) {
            self.packet(output, Direction::Sent, PSH | ACK, time_ns, part);
        }
        self.packet(output, Direction::Received, PSH | ACK, time_ns, response.as_bytes());
    }

    /// Writes an IPv4 and TCP packet as an enhanced packet block.
    fn packet(
        &mut self,
        output: &mut Vec<u8>,
        direction: Direction,
        flags: u8,
        time_ns: i64,
        data: &[u8],
    ) {
        let is_sent = direction == Direction::Sent;
        let (from, to, ports, sender) = if is_sent {
            (CLIENT, self.server, [CLIENT_PORT, SERVER_PORT], 0)
        } else {
            (self.server, CLIENT, [SERVER_PORT, CLIENT_PORT], 1)
        };
        // Window scale 14, so that a large message does not appear to fill the window.
        let options: &[u8] = if flags & SYN == 0 { &[] } else { &[3, 3, 14, 1] };
        let mut tcp = Vec::with_capacity(24 + data.len());
        ports.iter().for_each(|port| tcp.extend_from_slice(&port.to_be_bytes()));
        tcp.extend_from_slice(&self.sequence[sender].to_be_bytes());
        let acknowledged = if flags & ACK == 0 { 0 } else { self.sequence[1 - sender] };
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
        let sequence_length = data.len() as u32 + u32::from(flags & (SYN | FIN) != 0);
        self.sequence[sender] = self.sequence[sender].wrapping_add(sequence_length);

        self.identification = self.identification.wrapping_add(1);
        let mut packet = Vec::with_capacity(20 + tcp.len());
        packet.extend_from_slice(&[0x45, 0]);
        packet.extend_from_slice(&(20 + tcp.len() as u16).to_be_bytes());
        packet.extend_from_slice(&self.identification.to_be_bytes());
        // Don't fragment; TTL 64; TCP; checksum to be filled in.
        packet.extend_from_slice(&[0x40, 0, 64, 6, 0, 0]);
        packet.extend_from_slice(&from.octets());
        packet.extend_from_slice(&to.octets());
        let sum = checksum(&[&packet]);
        packet[10..12].copy_from_slice(&sum.to_be_bytes());
        packet.extend_from_slice(&tcp);

        // pcapng has no times before 1970.
        let time = u64::try_from(time_ns).unwrap_or(0);
        let len = packet.len() as u32;
        let mut body = Vec::with_capacity(24 + packet.len());
        for word in [0, (time >> 32) as u32, time as u32, len, len] {
            body.extend_from_slice(&word.to_le_bytes());
        }
        body.extend_from_slice(&packet);
        // Packet direction, for tools that do not compare addresses.
        body.resize(body.len().next_multiple_of(4), 0);
        let packet_flags: u32 = if is_sent { 2 } else { 1 };
        option(&mut body, 2, &packet_flags.to_le_bytes());
        option(&mut body, 0, &[]);
        block(output, 6, &body);
    }
}

/// Frame header of a row; empty for raw bytes, which include their own.
fn frame_header(record: &RecordInfo) -> Vec<u8> {
    let Some(opcode) = record.kind.opcode() else { return Vec::new() };
    let mask = (record.direction == Direction::Sent).then_some([0; 4]);
    let header = FrameHeader { first: frame::header::FIN | opcode, mask, len: record.size.into() };
    let (bytes, size) = header.encode();
    bytes[..size].to_vec()
}

/// Appends an option, padded to 32 bits.
fn option(output: &mut Vec<u8>, code: u16, value: &[u8]) {
    let value = value.get(..usize::from(u16::MAX) - 3).unwrap_or(value);
    output.extend_from_slice(&code.to_le_bytes());
    output.extend_from_slice(&(value.len() as u16).to_le_bytes());
    output.extend_from_slice(value);
    output.resize(output.len() + value.len().next_multiple_of(4) - value.len(), 0);
}

/// Appends a block: type, length, body padded to 32 bits, length.
fn block(output: &mut Vec<u8>, kind: u32, body: &[u8]) {
    let padded = body.len().next_multiple_of(4);
    let len = (12 + padded) as u32;
    output.extend_from_slice(&kind.to_le_bytes());
    output.extend_from_slice(&len.to_le_bytes());
    output.extend_from_slice(body);
    output.resize(output.len() + padded - body.len(), 0);
    output.extend_from_slice(&len.to_le_bytes());
}

/// Internet checksum (RFC 1071); every part but the last has an even length.
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
    fn checksum_matches_rfc_1071() {
        // The example of section 3: the sum is ddf2.
        assert_eq!(checksum(&[&[0x00, 0x01, 0xf2, 0x03, 0xf4, 0xf5, 0xf6, 0xf7]]), !0xddf2);
        assert_eq!(checksum(&[&[0xff, 0xff], &[0x01]]), !0x0100);
    }
}
