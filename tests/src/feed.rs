//! A market data feed of packed messages, with a wrong checksum and a gap at chosen rows.
//!
//! All numbers are little-endian. A header of 24 bytes, `<BBHIqII`: version, flags, type, sequence number, Unix time in
//! nanoseconds, length of the body, CRC-32. The CRC covers the whole message; its own bytes count as zeros. The bodies:
//! quote (type 1) `<qq8s`, bid and ask in ten-thousandths, and the symbol; trade (type 2) `<qI8s`, price, quantity and
//! symbol; idle (type 3), nothing. `examples/feed.wirelark.json` describes the same.

use crate::fault::frames::{BINARY, frame};
use crate::fault::{Behaviour, FaultServer, Then};

const VERSION: u8 = 3;
const SYMBOLS: [&[u8; 8]; 4] = [b"ACME\0\0\0\0", b"GLOBEX\0\0", b"HOOLI\0\0\0", b"UMBRELLA"];
/// 2026-01-02T03:04:05Z.
const BEGIN: i64 = 1_767_323_045_000_000_000;
/// Offset of the CRC.
const CRC: usize = 20;

/// What the feed sends. Rows are counted from 1.
#[derive(Debug, Clone, Copy)]
pub struct Feed {
    /// Number of messages; then the server closes with 1000.
    pub rows: u32,
    /// The row whose CRC is wrong in one bit.
    pub bad_crc: u32,
    /// The first row after the missing ones.
    pub gap: u32,
    /// How many sequence numbers are missing before that row.
    pub missing: u32,
}

impl Feed {
    /// The feed of the report: 40,000 rows.
    pub const REPORT: Feed = Feed { rows: 40_000, bad_crc: 12_342, gap: 7_777, missing: 3 };

    /// Serves it to each client, as fast as the client reads.
    pub fn serve(self) -> FaultServer {
        let bytes = (1..=self.rows).flat_map(|row| frame(BINARY, &self.message(row))).collect();
        let then = Then::Close(1000u16.to_be_bytes().to_vec());
        FaultServer::start(Behaviour::Upgrade { bytes, then })
    }

    /// The sequence number of a row.
    pub fn seq(self, row: u32) -> u32 {
        row + if row >= self.gap { self.missing } else { 0 }
    }

    /// The message of a row.
    pub fn message(self, row: u32) -> Vec<u8> {
        // Spreads neighbouring rows; any odd number with many bits would do.
        let chance = u64::from(row).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 20;
        let symbol = SYMBOLS[(chance % 4) as usize];
        let price = 1_000_000 + (chance / 4 % 500_000) as i64;
        let (kind, body) = match chance % 16 {
            0 => (3u16, Vec::new()),
            1..5 => {
                let quantity = (chance % 1000) as u32 + 1;
                (2, [&price.to_le_bytes()[..], &quantity.to_le_bytes(), symbol].concat())
            }
            _ => {
                let ask = price + (chance % 90) as i64 + 10;
                (1, [&price.to_le_bytes()[..], &ask.to_le_bytes(), symbol].concat())
            }
        };
        // Bit 0: snapshot; bit 1: last of its batch; bits 2 and 3: side of a trade; bits 4 to 7: channel.
        let side = if kind == 2 { 1 + chance / 64 % 2 } else { 0 };
        let batch = u64::from(row <= 4) | (u64::from(row.is_multiple_of(10)) << 1);
        let channel = chance / 128 % 16;
        let flags = (batch | (side << 2) | (channel << 4)) as u8;
        let time = BEGIN + i64::from(row) * 500_000 + (chance % 1000) as i64;
        let mut message = vec![VERSION, flags];
        message.extend(kind.to_le_bytes());
        message.extend(self.seq(row).to_le_bytes());
        message.extend(time.to_le_bytes());
        message.extend((body.len() as u32).to_le_bytes());
        message.extend([0; 4]);
        message.extend(body);
        let right = zlib_rs::crc32::crc32(0, &message);
        let crc = if row == self.bad_crc { right ^ 0x0001_0000 } else { right };
        message[CRC..CRC + 4].copy_from_slice(&crc.to_le_bytes());
        message
    }
}
