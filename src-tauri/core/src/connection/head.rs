//! Reads frame heads (RFC 6455 section 5.2) out of any slicing of the stream. Pure.
//!
//! The WebSocket library reads the same bytes a moment later and is the judge of them; this only looks, so
//! that nothing the library hides is lost: the raw Close, where a stream broke off, sizes on the wire.

/// One frame's head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// The first byte: FIN, the reserved bits, the opcode.
    pub first: u8,
    /// A server must not mask.
    pub masked: bool,
    /// The payload's length.
    pub len: u64,
}

impl Head {
    /// The opcode.
    pub fn opcode(&self) -> u8 {
        self.first & 0x0f
    }
}

const CLOSE: u8 = 0x8;
/// 2 bytes, 8 of length, 4 of mask.
const LONGEST: usize = 14;
/// What a control frame may carry.
const CONTROL: usize = 125;

/// Where in a frame the stream is.
#[derive(Debug, Default)]
pub struct Heads {
    /// Payload bytes of the current frame still to come.
    left: u64,
    /// The current frame's head; `None` between frames.
    head: Option<Head>,
    /// The head's first bytes, when a slice ended within it.
    scratch: [u8; LONGEST],
    filled: usize,
    /// Payload of the first Close frame so far.
    close: Option<Vec<u8>>,
    /// The current frame is that Close.
    in_close: bool,
    /// Frames whose head was seen.
    frames: u64,
}

/// The Close frame as it was on the wire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawClose {
    /// The whole payload.
    pub payload: Vec<u8>,
}

impl RawClose {
    /// The code; `None` for an empty payload and for one of a single byte.
    pub fn code(&self) -> Option<u16> {
        self.payload.first_chunk::<2>().map(|code| u16::from_be_bytes(*code))
    }

    /// The reason; what is not UTF-8 in it is replaced.
    pub fn reason(&self) -> String {
        String::from_utf8_lossy(self.payload.get(2..).unwrap_or_default()).into_owned()
    }
}

impl Heads {
    /// Looks at the next piece of the stream.
    pub fn feed(&mut self, mut bytes: &[u8]) {
        while !bytes.is_empty() {
            if self.left > 0 {
                let here = usize::try_from(self.left).unwrap_or(usize::MAX).min(bytes.len());
                if self.in_close
                    && let Some(close) = &mut self.close
                {
                    // A Close above what a control frame may carry is refused by the library.
                    let room = CONTROL.saturating_sub(close.len());
                    close.extend_from_slice(&bytes[..here.min(room)]);
                }
                self.left -= here as u64;
                bytes = &bytes[here..];
                if self.left == 0 {
                    self.end();
                }
                continue;
            }
            // The usual case: the head lies whole in this slice.
            if self.filled == 0
                && let Some((head, size)) = decode(bytes)
            {
                bytes = &bytes[size..];
                self.begin(head);
                continue;
            }
            self.scratch[self.filled] = bytes[0];
            self.filled += 1;
            bytes = &bytes[1..];
            if let Some((head, _)) = decode(&self.scratch[..self.filled]) {
                self.filled = 0;
                self.begin(head);
            }
        }
    }

    #[inline]
    fn begin(&mut self, head: Head) {
        self.frames += 1;
        self.head = Some(head);
        self.left = head.len;
        if head.opcode() == CLOSE && self.close.is_none() {
            self.close = Some(Vec::new());
            self.in_close = true;
        }
        if head.len == 0 {
            self.end();
        }
    }

    #[inline]
    fn end(&mut self) {
        self.head = None;
        self.in_close = false;
    }

    /// Frames whose head was seen.
    pub fn frames(&self) -> u64 {
        self.frames
    }

    /// The first Close frame, once it is whole.
    pub fn close(&self) -> Option<RawClose> {
        match &self.close {
            Some(payload) if !self.in_close => Some(RawClose { payload: payload.clone() }),
            _ => None,
        }
    }

    /// Within a frame: payload bytes that came, and that its head promised. `(0, 0)` within a head.
    pub fn broken_off(&self) -> Option<(u64, u64)> {
        match self.head {
            Some(head) => Some((head.len - self.left, head.len)),
            None if self.filled > 0 => Some((0, 0)),
            None => None,
        }
    }
}

/// A head at the beginning of these bytes, and its length; `None` where it is not whole.
#[inline]
fn decode(bytes: &[u8]) -> Option<(Head, usize)> {
    let (&first, &second) = (bytes.first()?, bytes.get(1)?);
    let masked = second & 0x80 != 0;
    let (len, size) = match second & 0x7f {
        126 => (u64::from(u16::from_be_bytes(*bytes.get(2..)?.first_chunk()?)), 4),
        127 => (u64::from_be_bytes(*bytes.get(2..)?.first_chunk()?), 10),
        short => (u64::from(short), 2),
    };
    let size = if masked { size + 4 } else { size };
    (bytes.len() >= size).then_some((Head { first, masked, len }, size))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A frame as a server writes it; `wide` forces a longer form of the length than needed.
    fn frame(first: u8, payload: &[u8], wide: u8) -> Vec<u8> {
        let mut out = vec![first];
        match (wide, payload.len()) {
            (0, n) if n < 126 => out.push(n as u8),
            (0 | 1, n) if n < 65536 => {
                out.push(126);
                out.extend((n as u16).to_be_bytes());
            }
            (_, n) => {
                out.push(127);
                out.extend((n as u64).to_be_bytes());
            }
        }
        out.extend_from_slice(payload);
        out
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]
        #[test]
        fn any_slicing_gives_the_same_frames(
            frames in prop::collection::vec((prop::sample::select(vec![0x81u8, 0x82, 0x01, 0x00, 0x80, 0x89, 0x8a]), 0usize..400, 0u8..3), 0..20),
            close in prop::option::of(prop::collection::vec(any::<u8>(), 0..126)),
            cuts in prop::collection::vec(1usize..50, 0..200),
        ) {
            let mut stream = Vec::new();
            for (first, len, wide) in &frames {
                stream.extend(frame(*first, &vec![0x88; *len], *wide));
            }
            if let Some(payload) = &close {
                stream.extend(frame(0x88, payload, 0));
            }
            let mut heads = Heads::default();
            let (mut rest, mut cuts) = (&stream[..], cuts.into_iter());
            while !rest.is_empty() {
                let n = cuts.next().unwrap_or(rest.len()).min(rest.len());
                heads.feed(&rest[..n]);
                rest = &rest[n..];
            }
            prop_assert_eq!(heads.frames(), (frames.len() + usize::from(close.is_some())) as u64);
            prop_assert_eq!(heads.close().map(|c| c.payload), close);
            prop_assert_eq!(heads.broken_off(), None);
        }
    }

    #[test]
    fn a_stream_that_breaks_off_tells_how_far_it_came() {
        let mut heads = Heads::default();
        heads.feed(&frame(0x82, &[7; 100], 0)[..42]);
        assert_eq!(heads.broken_off(), Some((40, 100)));
        let mut heads = Heads::default();
        heads.feed(&[0x82, 126, 1]);
        assert_eq!(heads.broken_off(), Some((0, 0)));
    }

    #[test]
    fn a_close_keeps_codes_that_the_rfc_forbids() {
        let mut heads = Heads::default();
        heads.feed(&frame(0x88, b"\x03\xe7bye", 0));
        let close = heads.close().expect("whole");
        assert_eq!((close.code(), close.reason().as_str()), (Some(999), "bye"));
        assert_eq!(RawClose { payload: vec![] }.code(), None);
    }
}
