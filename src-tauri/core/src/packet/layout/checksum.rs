//! Sums and CRCs over a message's bytes. The CRCs come from the `crc` crate, under their common names.

use crc::{
    CRC_8_SMBUS, CRC_16_ARC, CRC_16_IBM_3740, CRC_16_KERMIT, CRC_16_MODBUS, CRC_16_XMODEM,
    CRC_32_ISCSI, CRC_32_ISO_HDLC, Crc, Table,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::model::{Checksum, RangeEnd};

/// A checksum algorithm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
pub enum ChecksumKind {
    /// The low 8 bits of the sum of the bytes.
    #[serde(rename = "sum8")]
    Sum8,
    /// The low 16 bits of the sum of the bytes.
    #[serde(rename = "sum16")]
    Sum16,
    /// The exclusive or of all bytes.
    #[serde(rename = "xor8")]
    Xor8,
    /// CRC-8 (SMBus): polynomial 0x07.
    #[serde(rename = "crc8")]
    Crc8,
    /// CRC-16/CCITT-FALSE, also IBM-3740: polynomial 0x1021, initial value 0xffff.
    #[serde(rename = "crc16-ccitt-false")]
    Crc16CcittFalse,
    /// CRC-16/KERMIT, the original CCITT CRC: 0x1021 reflected, initial value 0.
    #[serde(rename = "crc16-kermit")]
    Crc16Kermit,
    /// CRC-16/XMODEM: polynomial 0x1021, initial value 0.
    #[serde(rename = "crc16-xmodem")]
    Crc16Xmodem,
    /// CRC-16/MODBUS: 0x8005 reflected, initial value 0xffff.
    #[serde(rename = "crc16-modbus")]
    Crc16Modbus,
    /// CRC-16/ARC, also IBM: 0x8005 reflected, initial value 0.
    #[serde(rename = "crc16-arc")]
    Crc16Arc,
    /// CRC-32 as in zip and Ethernet (ISO-HDLC).
    #[serde(rename = "crc32")]
    Crc32,
    /// CRC-32C (Castagnoli, iSCSI).
    #[serde(rename = "crc32c")]
    Crc32c,
}

static CRC8: Crc<u8, Table<1>> = Crc::<u8, Table<1>>::new(&CRC_8_SMBUS);
static CCITT_FALSE: Crc<u16, Table<1>> = Crc::<u16, Table<1>>::new(&CRC_16_IBM_3740);
static KERMIT: Crc<u16, Table<1>> = Crc::<u16, Table<1>>::new(&CRC_16_KERMIT);
static XMODEM: Crc<u16, Table<1>> = Crc::<u16, Table<1>>::new(&CRC_16_XMODEM);
static MODBUS: Crc<u16, Table<1>> = Crc::<u16, Table<1>>::new(&CRC_16_MODBUS);
static ARC: Crc<u16, Table<1>> = Crc::<u16, Table<1>>::new(&CRC_16_ARC);
static CRC32: Crc<u32, Table<16>> = Crc::<u32, Table<16>>::new(&CRC_32_ISO_HDLC);
static CRC32C: Crc<u32, Table<16>> = Crc::<u32, Table<16>>::new(&CRC_32_ISCSI);

impl ChecksumKind {
    /// Size of the checksum in bytes; a field for it must be at least as long.
    pub fn size(self) -> usize {
        match self {
            ChecksumKind::Sum8 | ChecksumKind::Xor8 | ChecksumKind::Crc8 => 1,
            ChecksumKind::Crc32 | ChecksumKind::Crc32c => 4,
            _ => 2,
        }
    }

    /// Computes the checksum of the concatenated pieces.
    pub fn of(self, pieces: &[&[u8]]) -> u32 {
        let bytes = || pieces.iter().flat_map(|piece| piece.iter());
        macro_rules! crc {
            ($crc:expr) => {{
                let mut digest = $crc.digest();
                pieces.iter().for_each(|piece| digest.update(piece));
                u32::from(digest.finalize())
            }};
        }
        match self {
            ChecksumKind::Sum8 => bytes().fold(0u8, |sum, byte| sum.wrapping_add(*byte)).into(),
            ChecksumKind::Sum16 => {
                bytes().fold(0u16, |sum, byte| sum.wrapping_add(u16::from(*byte))).into()
            }
            ChecksumKind::Xor8 => bytes().fold(0u8, |xor, byte| xor ^ byte).into(),
            ChecksumKind::Crc8 => crc!(CRC8),
            ChecksumKind::Crc16CcittFalse => crc!(CCITT_FALSE),
            ChecksumKind::Crc16Kermit => crc!(KERMIT),
            ChecksumKind::Crc16Xmodem => crc!(XMODEM),
            ChecksumKind::Crc16Modbus => crc!(MODBUS),
            ChecksumKind::Crc16Arc => crc!(ARC),
            ChecksumKind::Crc32 => crc!(CRC32),
            ChecksumKind::Crc32c => crc!(CRC32C),
        }
    }
}

impl Checksum {
    /// Computes the checksum for the field at `own` (offset, size), whose bytes count as zeros. A range outside the
    /// message is clamped to it.
    pub fn compute(&self, message: &[u8], own: (usize, usize)) -> u32 {
        let place = |at: i32| {
            let distance = usize::try_from(at.unsigned_abs()).unwrap_or(usize::MAX);
            let at = if at < 0 { message.len().saturating_sub(distance) } else { distance };
            at.min(message.len())
        };
        let from = place(self.from);
        let to = match self.to {
            Some(RangeEnd::At(at)) => place(at),
            Some(RangeEnd::Message) => message.len(),
            None => own.0.min(message.len()),
        };
        let (own_from, own_to) =
            (own.0.clamp(from, to.max(from)), (own.0 + own.1).clamp(from, to.max(from)));
        let piece = |from: usize, to: usize| message.get(from..to).unwrap_or_default();
        // A checksum field has at most 8 bytes.
        let zeros = [0; 8];
        let zeros = zeros.get(..own_to - own_from).unwrap_or(&zeros);
        self.kind.of(&[piece(from, own_from), zeros, piece(own_to, to)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn matches_the_catalogues_check_values() {
        for (kind, check) in [
            (ChecksumKind::Sum8, 0xdd),
            (ChecksumKind::Sum16, 0x01dd),
            (ChecksumKind::Xor8, 0x31),
            (ChecksumKind::Crc8, 0xf4),
            (ChecksumKind::Crc16CcittFalse, 0x29b1),
            (ChecksumKind::Crc16Kermit, 0x2189),
            (ChecksumKind::Crc16Xmodem, 0x31c3),
            (ChecksumKind::Crc16Modbus, 0x4b37),
            (ChecksumKind::Crc16Arc, 0xbb3d),
            (ChecksumKind::Crc32, 0xcbf4_3926),
            (ChecksumKind::Crc32c, 0xe306_9283),
        ] {
            assert_eq!(kind.of(&[b"1234", b"", b"56789"]), check, "{kind:?}");
            assert!(u64::from(check) < 1 << (8 * kind.size()));
        }
    }

    #[test]
    fn clamps_the_range_and_counts_the_field_itself_as_zeros() {
        let sum =
            |from, to| Checksum { kind: ChecksumKind::Sum8, from, to, extra: Default::default() };
        let message = [1, 2, 4, 8, 16];
        assert_eq!(sum(0, None).compute(&message, (3, 1)), 7);
        assert_eq!(sum(0, Some(RangeEnd::Message)).compute(&message, (1, 2)), 25);
        assert_eq!(sum(-2, Some(RangeEnd::Message)).compute(&message, (0, 1)), 24);
        assert_eq!(sum(1, Some(RangeEnd::At(-1))).compute(&message, (4, 1)), 14);
        assert_eq!(sum(-99, Some(RangeEnd::At(99))).compute(&message, (0, 1)), 30);
        assert_eq!(sum(4, Some(RangeEnd::At(1))).compute(&message, (2, 1)), 0);
    }
}
