//! A frame's bytes, whatever its head says.

/// The bit that says that nothing follows.
pub(super) const FIN: u8 = 0x80;

/// A frame to be written.
pub(super) struct Draft<'a> {
    /// FIN, the reserved bits, the opcode.
    pub(super) first: u8,
    pub(super) payload: &'a [u8],
    /// What the head says of the payload's length, where that is something else.
    pub(super) claims: Option<u64>,
    pub(super) masked: bool,
    /// The payload is masked with another key than the head has.
    pub(super) skewed: bool,
}

impl<'a> Draft<'a> {
    /// As RFC 6455 has it.
    pub(super) fn whole(opcode: u8, payload: &'a [u8]) -> Draft<'a> {
        Draft { first: FIN | opcode, payload, claims: None, masked: true, skewed: false }
    }

    pub(super) fn write(&self, out: &mut Vec<u8>, key: [u8; 4]) {
        let mask = if self.masked { 0x80 } else { 0 };
        out.push(self.first);
        match self.claims.unwrap_or(self.payload.len() as u64) {
            len @ 0..126 => out.push(mask | len as u8),
            len @ 126..65_536 => {
                out.push(mask | 126);
                out.extend_from_slice(&(len as u16).to_be_bytes());
            }
            len => {
                out.push(mask | 127);
                out.extend_from_slice(&len.to_be_bytes());
            }
        }
        if !self.masked {
            out.extend_from_slice(self.payload);
            return;
        }
        out.extend_from_slice(&key);
        let skew = if self.skewed { 0xff } else { 0 };
        let masked = self.payload.iter().zip(key.iter().cycle());
        out.extend(masked.map(|(byte, key)| byte ^ key ^ skew));
    }
}
