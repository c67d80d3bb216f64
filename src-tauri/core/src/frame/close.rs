//! The payload of a Close frame (RFC 6455 section 5.5.1), exactly as it is on the wire.

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
    fn a_close_payload_keeps_codes_that_the_rfc_forbids() {
        let close = ClosePayload(b"\x03\xe7bye".to_vec());
        assert_eq!((close.code(), close.reason().as_str()), (Some(999), "bye"));
        assert_eq!(ClosePayload(vec![]).code(), None);
        assert_eq!(ClosePayload(vec![3]).code(), None);
    }
}
