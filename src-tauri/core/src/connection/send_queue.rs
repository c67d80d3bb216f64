//! Queues frames until the socket takes them, and masks them piece by piece (RFC 6455 section 5.3).
//!
//! Payloads are not copied; the number of unsent bytes is exact.

use std::collections::VecDeque;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use tokio::io::AsyncWrite;

use super::compression::CompressionParameters;
use super::deflater::Deflater;
use crate::frame::header::{CONTROL, FIN, FrameHeader, LONGEST, RSV1, apply_mask};

/// Bytes masked ahead of the socket.
const AHEAD: usize = 64 * 1024;

/// A queued frame, or raw bytes.
#[derive(Debug)]
struct QueuedBytes {
    head: [u8; LONGEST],
    size: usize,
    payload: Bytes,
    /// Payload bytes already masked.
    done: usize,
    /// The masking key; zeros leave raw bytes unchanged.
    mask: [u8; 4],
}

/// The queue of unsent bytes.
#[derive(Debug)]
pub struct SendQueue {
    pieces: VecDeque<QueuedBytes>,
    /// Bytes of all pieces not in `ready` yet.
    waiting: u64,
    ready: Vec<u8>,
    at: usize,
    bound: u64,
    deflater: Option<Deflater>,
    half: WriteHalf,
}

/// The state of our side of the stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum WriteHalf {
    Open,
    /// Accepts nothing more.
    Mute,
    /// Shuts down our side when everything is written.
    Ending,
    Ended,
}

impl SendQueue {
    /// Holds at most `bound` bytes, or one larger message.
    pub fn new(bound: usize, compression: Option<CompressionParameters>) -> SendQueue {
        SendQueue {
            pieces: VecDeque::new(),
            waiting: 0,
            ready: Vec::new(),
            at: 0,
            bound: bound as u64,
            deflater: compression.map(Deflater::new),
            half: WriteHalf::Open,
        }
    }

    /// Bytes that the socket has not taken, headers included.
    #[inline]
    pub fn unsent(&self) -> u64 {
        self.waiting + (self.ready.len() - self.at) as u64
    }

    /// Whether there is room for a message of this size. An empty queue has room for any.
    #[inline]
    pub fn has_room(&self, size: usize) -> bool {
        let unsent = self.unsent();
        unsent == 0 || unsent + (size + LONGEST) as u64 <= self.bound
    }

    /// Queues a text or binary message in one frame. Returns its payload's size on the wire if it was compressed.
    pub fn message(&mut self, opcode: u8, payload: Bytes) -> Option<u32> {
        match self.deflater.as_mut().and_then(|deflater| deflater.message(&payload)) {
            None => {
                self.frame(FIN | opcode, payload);
                None
            }
            Some(deflated) => {
                let size = u32::try_from(deflated.len()).unwrap_or(u32::MAX);
                self.frame(FIN | RSV1 | opcode, deflated.into());
                Some(size)
            }
        }
    }

    /// Queues a Close, ping or pong; the payload is cut to 125 bytes.
    pub fn control(&mut self, opcode: u8, payload: Bytes) {
        let payload = payload.slice(..payload.len().min(CONTROL));
        self.frame(FIN | opcode, payload);
    }

    fn frame(&mut self, first: u8, payload: Bytes) {
        let mask: [u8; 4] = rand::random();
        let header = FrameHeader { first, mask: Some(mask), len: payload.len() as u64 };
        let (head, size) = header.encode();
        self.push(QueuedBytes { head, size, payload, done: 0, mask });
    }

    /// Queues raw bytes.
    pub fn raw(&mut self, bytes: Bytes) {
        self.push(QueuedBytes {
            head: [0; LONGEST],
            size: 0,
            payload: bytes,
            done: 0,
            mask: [0; 4],
        });
    }

    /// Discards everything queued from now on; what is queued already is still sent.
    pub fn mute(&mut self) {
        if self.half == WriteHalf::Open {
            self.half = WriteHalf::Mute;
        }
    }

    /// Mutes the queue, and shuts down our side of the stream once everything is sent.
    pub fn half_close(&mut self) {
        if self.half != WriteHalf::Ended {
            self.half = WriteHalf::Ending;
        }
    }

    /// Whether everything queued is discarded.
    pub fn is_mute(&self) -> bool {
        self.half != WriteHalf::Open
    }

    fn push(&mut self, piece: QueuedBytes) {
        if self.is_mute() {
            return;
        }
        self.waiting += (piece.size + piece.payload.len()) as u64;
        self.pieces.push_back(piece);
    }

    /// Drops everything that is unsent.
    pub fn forget(&mut self) {
        self.pieces.clear();
        self.waiting = 0;
        self.ready.clear();
        self.at = 0;
    }

    /// Writes to the stream; ready once everything is written and flushed.
    pub fn poll<W: AsyncWrite + Unpin>(
        &mut self,
        cx: &mut Context<'_>,
        to: &mut W,
    ) -> Poll<io::Result<()>> {
        let mut to = Pin::new(to);
        loop {
            if self.at == self.ready.len() {
                self.mask_more();
            }
            if self.ready.is_empty() {
                return self.poll_end(cx, to);
            }
            let n = ready!(to.as_mut().poll_write(cx, &self.ready[self.at..]))?;
            if n == 0 {
                return Poll::Ready(Err(io::ErrorKind::WriteZero.into()));
            }
            self.at += n;
        }
    }

    fn poll_end<W: AsyncWrite>(
        &mut self,
        cx: &mut Context<'_>,
        mut to: Pin<&mut W>,
    ) -> Poll<io::Result<()>> {
        if self.half == WriteHalf::Ended {
            return Poll::Ready(Ok(()));
        }
        ready!(to.as_mut().poll_flush(cx))?;
        if self.half == WriteHalf::Ending {
            ready!(to.poll_shutdown(cx))?;
            self.half = WriteHalf::Ended;
        }
        Poll::Ready(Ok(()))
    }

    fn mask_more(&mut self) {
        self.ready.clear();
        self.at = 0;
        while self.ready.len() < AHEAD {
            let Some(piece) = self.pieces.front_mut() else { break };
            if piece.done == 0 {
                self.ready.extend_from_slice(&piece.head[..piece.size]);
                self.waiting -= piece.size as u64;
            }
            let part = &piece.payload[piece.done..];
            let part = &part[..part.len().min(AHEAD)];
            let begin = self.ready.len();
            self.ready.extend_from_slice(part);
            apply_mask(&mut self.ready[begin..], piece.mask, piece.done as u64);
            piece.done += part.len();
            self.waiting -= part.len() as u64;
            if piece.done == piece.payload.len() {
                self.pieces.pop_front();
            }
        }
        if self.ready.is_empty() && self.ready.capacity() > 2 * AHEAD {
            self.ready = Vec::new();
        }
    }
}

#[cfg(test)]
mod tests;
