//! Encoding and decoding of frames (RFC 6455 section 5.2).

pub const TEXT: u8 = 0x1;
pub const BINARY: u8 = 0x2;
pub const CLOSE: u8 = 0x8;
pub const PING: u8 = 0x9;
pub const PONG: u8 = 0xA;

/// A complete message in one unmasked frame.
pub fn frame(opcode: u8, payload: &[u8]) -> Vec<u8> {
    let mut bytes = head(0x80 | opcode, payload.len() as u64);
    bytes.extend_from_slice(payload);
    bytes
}

/// A frame header for `len` bytes; `first` holds FIN, the reserved bits and the opcode.
pub fn head(first: u8, len: u64) -> Vec<u8> {
    let mut bytes = vec![first];
    match (u8::try_from(len), u16::try_from(len)) {
        (Ok(len @ ..126), _) => bytes.push(len),
        (_, Ok(len)) => {
            bytes.push(126);
            bytes.extend(len.to_be_bytes());
        }
        _ => {
            bytes.push(127);
            bytes.extend(len.to_be_bytes());
        }
    }
    bytes
}

/// A Close frame with this code and reason, valid or not.
pub fn close(code: u16, reason: &str) -> Vec<u8> {
    frame(CLOSE, &[&code.to_be_bytes(), reason.as_bytes()].concat())
}

/// A masked frame.
pub fn masked(opcode: u8, payload: &[u8]) -> Vec<u8> {
    const KEY: [u8; 4] = [1, 2, 3, 4];
    let mut bytes = head(0x80 | opcode, payload.len() as u64);
    bytes[1] |= 0x80;
    bytes.extend(KEY);
    bytes.extend(payload.iter().zip(KEY.iter().cycle()).map(|(byte, key)| byte ^ key));
    bytes
}

/// Decodes the first complete frame of a client: opcode, unmasked payload, and length of the frame.
///
/// Panics if the frame is not masked, which would be a bug of the client under test.
pub fn of_client(bytes: &[u8]) -> Option<(u8, Vec<u8>, usize)> {
    let (&first, &second) = (bytes.first()?, bytes.get(1)?);
    assert!(second & 0x80 != 0, "a client masks each frame (RFC 6455 section 5.1)");
    let (len, at) = match second & 0x7f {
        126 => (u64::from(u16::from_be_bytes(*bytes.get(2..)?.first_chunk()?)), 4),
        127 => (u64::from_be_bytes(*bytes.get(2..)?.first_chunk()?), 10),
        short => (u64::from(short), 2),
    };
    let key: [u8; 4] = *bytes.get(at..)?.first_chunk()?;
    let end = at + 4 + usize::try_from(len).expect("no test sends that much");
    let payload = bytes.get(at + 4..end)?;
    let payload = payload.iter().zip(key.iter().cycle()).map(|(byte, key)| byte ^ key).collect();
    Some((first & 0x0f, payload, end))
}
