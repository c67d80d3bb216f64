//! The payload of a Close frame (RFC 6455 section 5.5.1), exactly as it was on the wire.

/// A Close frame's payload: a code (big-endian) and a reason, neither of which need be valid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClosePayload(pub Vec<u8>);

impl ClosePayload {
    /// The code; `None` for an empty payload and for one of a single byte.
    pub fn code(&self) -> Option<u16> {
        self.0.first_chunk::<2>().map(|code| u16::from_be_bytes(*code))
    }

    /// The bytes behind the code.
    pub fn reason_bytes(&self) -> &[u8] {
        self.0.get(2..).unwrap_or_default()
    }

    /// The reason; bytes that are not UTF-8 are replaced.
    pub fn reason(&self) -> String {
        String::from_utf8_lossy(self.reason_bytes()).into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_close_keeps_codes_that_the_rfc_forbids() {
        let close = ClosePayload(b"\x03\xe7bye".to_vec());
        assert_eq!((close.code(), close.reason().as_str()), (Some(999), "bye"));
        assert_eq!(ClosePayload(vec![]).code(), None);
        assert_eq!(ClosePayload(vec![3]).code(), None);
    }
}
