//! The payload of a Close frame (RFC 6455 section 5.5.1), exactly as it was on the wire, and which close codes are
//! valid (section 7.4). The page's copy of the codes, in `ui/host/constants.ts`, is generated from here.

use std::ops::RangeInclusive;

use super::header::CONTROL;

/// The codes below 3000 that an endpoint may send: those of section 7.4.1, and 1012 to 1014, registered since.
pub const SENDABLE_CODES: [u16; 12] =
    [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014];
/// Codes of libraries and frameworks (below 4000) and of applications. An endpoint may send all of them.
pub const PRIVATE_CODES: RangeInclusive<u16> = 3000..=4999;
/// May be sent, but is answered with 1002 when received, as tungstenite does.
pub const SENDABLE_BUT_NOT_ACCEPTED: u16 = 1014;
/// Bytes of a reason at most: two of the payload are the code.
pub const REASON_LIMIT: usize = CONTROL - 2;

/// Whether an endpoint may send the code.
pub fn may_be_sent(code: u16) -> bool {
    SENDABLE_CODES.contains(&code) || PRIVATE_CODES.contains(&code)
}

/// Whether the code is accepted from the other side; any other is answered with 1002.
pub fn is_accepted(code: u16) -> bool {
    code != SENDABLE_BUT_NOT_ACCEPTED && may_be_sent(code)
}

/// A Close frame's payload: a big-endian code and a reason. Neither has to be valid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClosePayload(pub Vec<u8>);

impl ClosePayload {
    /// The close code; `None` if the payload has fewer than two bytes.
    pub fn code(&self) -> Option<u16> {
        self.0.first_chunk::<2>().map(|code| u16::from_be_bytes(*code))
    }

    /// The bytes after the code.
    pub fn reason_bytes(&self) -> &[u8] {
        self.0.get(2..).unwrap_or_default()
    }

    /// The reason, with invalid UTF-8 replaced.
    pub fn reason(&self) -> String {
        String::from_utf8_lossy(self.reason_bytes()).into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reserved_codes_may_neither_be_sent_nor_are_accepted() {
        for code in [0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65535] {
            assert!(!may_be_sent(code) && !is_accepted(code), "{code}");
        }
        for code in [1000, 1003, 1007, 1013, 3000, 4999] {
            assert!(may_be_sent(code) && is_accepted(code), "{code}");
        }
        assert!(may_be_sent(1014) && !is_accepted(1014));
    }

    #[test]
    fn a_close_payload_keeps_codes_that_the_rfc_forbids() {
        let close = ClosePayload(b"\x03\xe7bye".to_vec());
        assert_eq!((close.code(), close.reason().as_str()), (Some(999), "bye"));
        assert_eq!(ClosePayload(vec![]).code(), None);
        assert_eq!(ClosePayload(vec![3]).code(), None);
    }
}
