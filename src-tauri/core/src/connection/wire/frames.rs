//! Judges frame after frame (RFC 6455 section 5), out of any slicing of the stream. Pure.
//!
//! The WebSocket library reads the same bytes a moment later. It would answer pings by itself, rewrite close codes and
//! throw away text that is not UTF-8, so it is told another kind: of a frame's first byte the opcode is changed in place,
//! text to binary, ping and Close to pong. [`Passed`] keeps what they were. Lengths stay, so that slicing makes no
//! difference. What breaks a rule or goes over a limit never reaches the library.

use super::passed::{One, Passed};
use super::refusal::{Refusal, Rule};
use super::whole::simple;
use crate::connection::head::{
    BINARY, CLOSE, CONTINUATION, CONTROL, FIN, Head, LONGEST, PING, PONG, RSV, RSV1, TEXT,
};
use crate::frame::Kind;

/// How much is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// Bytes of a message.
    pub message: u64,
    /// Frames of a message, empty ones too.
    pub fragments: u32,
}

/// Where in the stream we are, and what was seen.
#[derive(Debug)]
pub struct Frames {
    bounds: Bounds,
    /// permessage-deflate was agreed on.
    deflate: bool,
    /// Payload bytes of the current frame still to come.
    left: u64,
    /// The current frame's head; `None` between frames.
    head: Option<Head>,
    /// A head's first bytes, where [`Frames::next`] had no more of it.
    scratch: [u8; LONGEST],
    filled: usize,
    /// The message that is not over yet.
    message: Option<Message>,
    /// The Close is whole; nothing counts behind it.
    closed: bool,
    passed: Passed,
    refusal: Option<Refusal>,
}

/// A message that is not over yet.
#[derive(Debug, Clone, Copy)]
struct Message {
    kind: Kind,
    /// Payload bytes that the frames so far promise on the wire.
    wire: u64,
    frames: u32,
    compressed: bool,
}

/// A head that was let through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Begun {
    pub(super) head: Head,
    /// Its bytes in this slice.
    pub(super) size: usize,
    /// Its payload is deflated.
    pub(super) compressed: bool,
}

impl Frames {
    /// Nothing was seen.
    pub fn new(bounds: Bounds, deflate: bool) -> Frames {
        Frames {
            bounds,
            deflate,
            left: 0,
            head: None,
            scratch: [0; LONGEST],
            filled: 0,
            message: None,
            closed: false,
            passed: Passed::default(),
            refusal: None,
        }
    }

    /// Looks at the next piece of the stream, cut so that no head is in two pieces, changes it for the library, and answers
    /// how much of it the library may see. Less than all: a frame was refused, or a Close is whole.
    pub fn feed(&mut self, bytes: &mut [u8]) -> usize {
        let mut at = 0;
        while at < bytes.len() {
            if self.is_over() {
                return at;
            }
            if self.left > 0 {
                at += self.payload(&bytes[at..]);
                continue;
            }
            // Where it is cut, the rest comes first.
            let Some((head, size)) = Head::decode(&bytes[at..]) else { return at };
            if let Err(rule) = self.judge(head) {
                self.refuse(rule, head, &bytes[at..at + size], &bytes[at + size..]);
                return at;
            }
            bytes[at] = shown(head.first);
            self.begin(head);
            at += size;
        }
        at
    }

    /// Between two messages, of which the library has handed out all that it was given.
    #[inline]
    pub(super) fn is_between(&self) -> bool {
        !(self.is_within() || self.message.is_some()) && self.passed.is_empty() && !self.is_over()
    }

    /// How many of these bytes are for the library: all before the next message in one frame, and before a head that is
    /// not whole.
    pub(super) fn foreign(&self, bytes: &[u8]) -> usize {
        let mut within = self.message.is_some();
        let mut at = self.here(bytes);
        if let Some(head) = self.head {
            within = is_within_behind(head, within);
        }
        while let Some((head, size)) = Head::decode(&bytes[at..]) {
            if !within && simple(head, self.bounds).is_some() {
                break;
            }
            at = end_of(at + size, head, bytes);
            within = is_within_behind(head, within);
        }
        at
    }

    /// How many bytes there must be before these can be looked at; nothing where they can be now.
    pub(super) fn wanting(&self, bytes: &[u8]) -> Option<usize> {
        if self.is_over() || self.is_within() {
            return None;
        }
        let Some((head, size)) = Head::decode(bytes) else { return Some(LONGEST) };
        let is_simple = self.message.is_none() && simple(head, self.bounds).is_some();
        let end = size + if is_simple { head.len as usize } else { 0 };
        (end > bytes.len()).then_some(end)
    }

    /// A head at the beginning of these bytes, or as much of one as there is: `None` for a part. For who writes frames
    /// of his own for the library.
    pub(super) fn next(&mut self, bytes: &[u8]) -> Result<Option<Begun>, ()> {
        let known = self.filled;
        let take = bytes.len().min(LONGEST - known);
        self.scratch[known..known + take].copy_from_slice(&bytes[..take]);
        let Some((head, size)) = Head::decode(&self.scratch[..known + take]) else {
            self.filled = known + take;
            return Ok(None);
        };
        self.filled = 0;
        if let Err(rule) = self.judge(head) {
            let scratch = self.scratch;
            self.refuse(rule, head, &scratch[..size], &bytes[size - known..]);
            return Err(());
        }
        let compressed = !head.is_control() && self.message.is_some_and(|m| m.compressed);
        self.left = head.len;
        self.head = Some(head);
        Ok(Some(Begun { head, size: size - known, compressed }))
    }

    /// Payload bytes of the current frame in these.
    #[inline]
    pub(super) fn here(&self, bytes: &[u8]) -> usize {
        usize::try_from(self.left).unwrap_or(usize::MAX).min(bytes.len())
    }

    /// So many of them are done with; true when the frame is over, which [`Frames::end`] is to be told.
    #[inline]
    pub(super) fn took(&mut self, bytes: usize) -> bool {
        self.left -= bytes as u64;
        self.left == 0
    }

    /// Whether a frame's payload is to come.
    pub(super) fn is_within(&self) -> bool {
        self.left > 0
    }

    /// Takes as much of the current frame's payload as lies in these bytes.
    #[inline]
    fn payload(&mut self, bytes: &[u8]) -> usize {
        let here = self.here(bytes);
        self.took(here);
        if self.left == 0 {
            self.end();
        }
        here
    }

    /// Whether a frame with this head may come now. The message that it belongs to is told of it.
    #[inline]
    fn judge(&mut self, head: Head) -> Result<(), Rule> {
        if head.masked {
            return Err(Rule::Masked);
        }
        let opcode = head.opcode();
        if head.first & RSV != 0 {
            self.judge_bits(head)?;
        }
        if head.is_control() {
            return match opcode {
                CLOSE | PING | PONG if !head.fin() => Err(Rule::FragmentedControl),
                CLOSE | PING | PONG if head.len > CONTROL as u64 => Err(Rule::LongControl),
                CLOSE | PING | PONG => Ok(()),
                _ => Err(Rule::ReservedOpcode),
            };
        }
        let message = match (opcode, &mut self.message) {
            (CONTINUATION, Some(message)) => message,
            (CONTINUATION, None) => return Err(Rule::NothingToContinue),
            (TEXT | BINARY, none @ None) => {
                let kind = if opcode == TEXT { Kind::Text } else { Kind::Binary };
                let compressed = head.first & RSV1 != 0;
                none.insert(Message { kind, wire: 0, frames: 0, compressed })
            }
            (TEXT | BINARY, Some(_)) => return Err(Rule::NewWithin),
            _ => return Err(Rule::ReservedOpcode),
        };
        message.frames += 1;
        if message.frames > self.bounds.fragments {
            return Err(Rule::TooManyFragments { limit: self.bounds.fragments });
        }
        message.wire = message.wire.saturating_add(head.len);
        // What is deflated can be larger than what it becomes, but only by little.
        let limit = self.bounds.message;
        let most = if message.compressed { limit + limit / 128 + 1024 } else { limit };
        match message.wire > most {
            true => Err(Rule::TooBig { size: message.wire, limit }),
            false => Ok(()),
        }
    }

    #[cold]
    fn judge_bits(&self, head: Head) -> Result<(), Rule> {
        match (head.first & RSV, head.opcode()) {
            (RSV1, TEXT | BINARY) if self.deflate => Ok(()),
            (RSV1, CONTINUATION | CLOSE | PING | PONG) if self.deflate => {
                Err(Rule::CompressedWithin)
            }
            _ => Err(Rule::ReservedBits),
        }
    }

    #[inline]
    fn begin(&mut self, head: Head) {
        self.left = head.len;
        self.head = Some(head);
        if head.len == 0 {
            self.end();
        }
    }

    /// The current frame is over.
    #[inline]
    pub(super) fn end(&mut self) {
        let Some(head) = self.head.take() else { return };
        match head.opcode() {
            CLOSE => {
                self.closed = true;
                self.passed.push(One { kind: Kind::Close, wire: None });
            }
            PING => self.passed.push(One { kind: Kind::Ping, wire: None }),
            PONG => self.passed.push(One { kind: Kind::Pong, wire: None }),
            _ if head.fin() => {
                if let Some(message) = self.message.take() {
                    let wire = u32::try_from(message.wire).unwrap_or(u32::MAX);
                    let wire = message.compressed.then_some(wire);
                    self.passed.push(One { kind: message.kind, wire });
                }
            }
            _ => {}
        }
    }

    #[cold]
    fn refuse(&mut self, rule: Rule, head: Head, first: &[u8], rest: &[u8]) {
        let promised = usize::try_from(head.len).unwrap_or(usize::MAX);
        let mut bytes = first.to_vec();
        bytes.extend_from_slice(&rest[..rest.len().min(promised).min(CONTROL)]);
        self.refusal = Some(Refusal { rule, head, bytes });
    }

    /// The current frame turns out to break a rule by what is in it.
    #[cold]
    pub(super) fn refuse_payload(&mut self, rule: Rule, payload: &[u8]) {
        let Some(head) = self.head else { return };
        let mut bytes = head.encode();
        bytes.extend_from_slice(&payload[..payload.len().min(CONTROL)]);
        self.refusal = Some(Refusal { rule, head, bytes });
    }

    /// What the message that the library hands out next really is.
    #[inline]
    pub fn pop(&mut self) -> Option<One> {
        self.passed.pop()
    }

    /// The frame that was not let through.
    pub fn refusal(&self) -> Option<&Refusal> {
        self.refusal.as_ref()
    }

    /// The Close is whole; what comes behind it is nothing.
    #[inline]
    pub fn is_closed(&self) -> bool {
        self.closed
    }

    /// Nothing more is let through.
    pub(super) fn is_over(&self) -> bool {
        self.closed || self.refusal.is_some()
    }

    /// The current frame is its message's last.
    pub(super) fn is_last(&self) -> bool {
        self.head.is_some_and(|head| head.fin())
    }

    /// How much is taken.
    pub(super) fn bounds(&self) -> Bounds {
        self.bounds
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

/// Where a payload that begins there ends, or these bytes do.
fn end_of(from: usize, head: Head, bytes: &[u8]) -> usize {
    let rest = usize::try_from(head.len).unwrap_or(usize::MAX);
    from.saturating_add(rest).min(bytes.len())
}

/// Whether a message goes on behind this frame.
fn is_within_behind(head: Head, before: bool) -> bool {
    if head.is_control() { before } else { !head.fin() }
}

/// The first byte as the library is to see it.
#[inline]
pub(super) fn shown(first: u8) -> u8 {
    let opcode = match first & 0x0f {
        CONTINUATION => CONTINUATION,
        TEXT | BINARY => BINARY,
        _ => PONG,
    };
    first & FIN | opcode
}
