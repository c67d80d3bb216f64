//! Frames for the WebSocket library out of a stream in which messages may be deflated (RFC 7692 section 7.2.2).
//!
//! What is deflated is inflated as it comes and handed on in fragments, so that memory is bounded however large a message
//! becomes; the library puts them together. A message that fits into one fragment stays one frame.

use std::task::{Context, Poll, ready};
use std::{fmt, io};

use tokio::io::{AsyncRead, ReadBuf};
use zlib_rs::{Inflate, InflateFlush, Status};

use super::frames::{Begun, Frames, shown};
use super::refusal::Rule;
use crate::connection::compression::Agreed;
use crate::connection::head::{BINARY, FIN};

/// Bytes taken off the socket at once.
const RAW: usize = 64 * 1024;
/// So much is made ahead of what the library has taken.
const AHEAD: usize = 64 * 1024;
/// What one call inflates at most.
const STEP: usize = 16 * 1024;
/// A fragment's payload at most; less than is made ahead, so that one is always ready then.
const FRAGMENT: usize = 32 * 1024;
/// A fragment's head: its length in two bytes.
const HEAD: usize = 4;
/// What ends a message's deflated bytes, which the sender leaves out.
const TAIL: [u8; 4] = [0, 0, 0xff, 0xff];

/// See the module's text.
pub(super) struct Inflating {
    /// What came and is not looked at yet.
    raw: Vec<u8>,
    from: usize,
    to: usize,
    inflate: Inflate,
    agreed: Agreed,
    /// The deflated stream said that it is over, so it begins anew.
    over: bool,
    step: Vec<u8>,
    /// What the library is to read, and how much of it it has.
    out: Vec<u8>,
    at: usize,
    /// Where in `out` the fragment begins that is not over yet.
    open: Option<usize>,
    /// A fragment of the current message is out.
    begun: bool,
    /// What the current message came to so far.
    inflated: u64,
    /// The current frame is deflated.
    compressed: bool,
}

impl fmt::Debug for Inflating {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Inflating").field("agreed", &self.agreed).finish_non_exhaustive()
    }
}

impl Inflating {
    pub(super) fn new(agreed: Agreed, leftover: &[u8]) -> Inflating {
        let mut raw = leftover.to_vec();
        raw.resize(leftover.len().max(RAW), 0);
        Inflating {
            raw,
            from: 0,
            to: leftover.len(),
            inflate: agreed.inflate(),
            agreed,
            over: false,
            step: vec![0; STEP],
            out: Vec::new(),
            at: 0,
            open: None,
            begun: false,
            inflated: 0,
            compressed: false,
        }
    }

    /// As [`AsyncRead::poll_read`]; answers how many bytes came of the stream.
    pub(super) fn poll_read<S: AsyncRead + Unpin>(
        &mut self,
        cx: &mut Context<'_>,
        inner: &mut S,
        frames: &mut Frames,
        buf: &mut ReadBuf<'_>,
        mut came: impl FnMut(usize),
    ) -> Poll<io::Result<()>> {
        loop {
            self.translate(frames);
            if self.give(buf) || frames.is_over() {
                return Poll::Ready(Ok(()));
            }
            if self.from < self.to {
                continue;
            }
            let mut raw = ReadBuf::new(&mut self.raw);
            ready!(std::pin::Pin::new(&mut *inner).poll_read(cx, &mut raw))?;
            (self.from, self.to) = (0, raw.filled().len());
            if self.to == 0 {
                return Poll::Ready(Ok(()));
            }
            came(self.to);
        }
    }

    /// Nothing is ready to be handed on.
    pub(super) fn is_empty(&self) -> bool {
        self.at == self.open.unwrap_or(self.out.len())
    }

    /// Bytes that came and will not be looked at.
    pub(super) fn forget(&mut self) -> usize {
        let rest = self.to - self.from;
        self.from = self.to;
        rest
    }

    /// Hands on what is ready.
    fn give(&mut self, buf: &mut ReadBuf<'_>) -> bool {
        let ready = self.open.unwrap_or(self.out.len());
        let n = (ready - self.at).min(buf.remaining());
        buf.put_slice(&self.out[self.at..self.at + n]);
        self.at += n;
        // The library may take less than is made meanwhile: what it has goes, or all of a message would pile up.
        if self.at == ready || self.at >= AHEAD {
            self.out.drain(..self.at);
            self.open = self.open.map(|open| open - self.at);
            self.at = 0;
        }
        n > 0
    }

    fn translate(&mut self, frames: &mut Frames) {
        while self.from < self.to && self.out.len() - self.at < AHEAD && !frames.is_over() {
            let raw = &self.raw[self.from..self.to];
            if !frames.is_within() {
                match frames.next(raw) {
                    Err(()) => return,
                    Ok(None) => self.from = self.to,
                    Ok(Some(begun)) => {
                        self.from += begun.size;
                        self.begin(begun);
                        if begun.head.len == 0 {
                            self.frame_over(begun.head.fin(), frames);
                        }
                    }
                }
                continue;
            }
            let here = frames.here(raw);
            let range = self.from..self.from + here;
            let taken = match self.compressed {
                false => {
                    self.out.extend_from_slice(&self.raw[range]);
                    Ok(here)
                }
                true => {
                    let raw = std::mem::take(&mut self.raw);
                    let taken = self.inflate(&raw[range], frames.bounds().message, false);
                    self.raw = raw;
                    taken
                }
            };
            match taken {
                Ok(taken) => {
                    self.from += taken;
                    if frames.took(taken) {
                        self.frame_over(frames.is_last(), frames);
                    }
                }
                Err(rule) => {
                    let to = self.from + here;
                    return frames.refuse_payload(rule, &self.raw[self.from..to]);
                }
            }
        }
    }

    fn begin(&mut self, begun: Begun) {
        self.compressed = begun.compressed;
        if begun.compressed {
            return;
        }
        // A control frame between the fragments of what is inflated.
        if self.open.is_some() {
            self.close_fragment(false);
        }
        self.out.extend([shown(begun.head.first), 127]);
        self.out.extend(begun.head.len.to_be_bytes());
    }

    fn frame_over(&mut self, fin: bool, frames: &mut Frames) {
        if self.compressed && fin {
            match self.inflate(&TAIL, frames.bounds().message, true) {
                Ok(_) => {}
                // It was over before the tail.
                Err(Rule::Inflate { .. }) if self.over => {}
                Err(rule) => return frames.refuse_payload(rule, &[]),
            }
            self.open_fragment();
            self.close_fragment(true);
            self.inflated = 0;
            if self.over || !self.agreed.server_context_takeover() {
                self.inflate = self.agreed.inflate();
                self.over = false;
            }
        }
        frames.end();
    }

    /// Inflates as much as there is room for, or all, and answers how much of the bytes that took.
    fn inflate(&mut self, bytes: &[u8], limit: u64, all: bool) -> Result<usize, Rule> {
        let mut used = 0;
        loop {
            let (came, made) = (self.inflate.total_in(), self.inflate.total_out());
            let status =
                self.inflate.decompress(&bytes[used..], &mut self.step, InflateFlush::SyncFlush);
            let status = status.map_err(|error| Rule::Inflate {
                what: self.inflate.error_message().unwrap_or(error.as_str()).to_owned(),
            })?;
            let took = (self.inflate.total_in() - came) as usize;
            let made = (self.inflate.total_out() - made) as usize;
            used += took;
            self.inflated += made as u64;
            if self.inflated > limit {
                return Err(Rule::TooBig { size: self.inflated, limit });
            }
            self.push(made);
            if status == Status::StreamEnd {
                self.inflate = self.agreed.inflate();
                self.over = true;
            }
            let more = made == STEP || (used < bytes.len() && (took > 0 || made > 0));
            let full = !all && used < bytes.len() && self.out.len() - self.at >= AHEAD;
            if !more || full {
                return Ok(used);
            }
        }
    }

    /// The first so many bytes of `step`, as fragments.
    fn push(&mut self, made: usize) {
        let mut done = 0;
        while done < made {
            let at = self.open_fragment();
            let have = self.out.len() - at - HEAD;
            let n = (FRAGMENT - have).min(made - done);
            self.out.extend_from_slice(&self.step[done..done + n]);
            done += n;
            if have + n == FRAGMENT {
                self.close_fragment(false);
            }
        }
    }

    fn open_fragment(&mut self) -> usize {
        *self.open.get_or_insert_with(|| {
            let at = self.out.len();
            self.out.extend([0; HEAD]);
            at
        })
    }

    fn close_fragment(&mut self, fin: bool) {
        let Some(at) = self.open.take() else { return };
        let len = (self.out.len() - at - HEAD) as u16;
        let opcode = if self.begun { 0 } else { BINARY };
        self.out[at] = opcode | if fin { FIN } else { 0 };
        self.out[at + 1] = 126;
        self.out[at + 2..at + HEAD].copy_from_slice(&len.to_be_bytes());
        self.begun = !fin;
    }
}
