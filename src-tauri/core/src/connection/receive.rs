//! The receive path: bytes from the stream, through the frame decoder, to complete messages and control frames.
//!
//! - `buffer`: the receive buffer over a pool of reusable allocations.
//! - [`decoder`]: frame headers, limits, fragments, control frames; sans-IO, both roles.
//! - `inflater`: permessage-deflate.
//! - [`violation`]: the rule that a peer broke, or the limit that it exceeded.

mod buffer;
pub mod decoder;
mod inflater;
pub mod violation;

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::{Buf, Bytes};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio_tungstenite::tungstenite::protocol::Role;

use self::buffer::{CHUNK, ReceiveBuffer};
use super::clock::Clock;
use super::compression::CompressionParameters;
use crate::frame::Kind;
use crate::frame::header::FrameHeader;
use decoder::DecodeStep;
pub use decoder::{FrameDecoder, InputSpan, MessageLimits};
pub use violation::{ProtocolRule, Violation};

/// From this size on a payload is kept in the buffer it was read into; below it a copy is cheaper.
const KEEP_IN_BUFFER: usize = 2048;

/// A stream with its receive buffer and decoder. Writing goes to the stream unchanged, and is counted.
#[derive(Debug)]
pub struct FrameReceiver<S> {
    stream: S,
    clock: Clock,
    buffer: ReceiveBuffer,
    decoder: FrameDecoder,
    stamp: i64,
    received: u64,
    sent: u64,
    after_close: u64,
}

/// A complete message or control frame.
#[derive(Debug)]
pub enum Received {
    /// It lies in the input, whole and in one frame.
    InPlace(InputSpan),
    /// It was put together from fragments, inflated or unmasked.
    Assembled {
        /// Text or binary; in the server role also a control frame.
        kind: Kind,
        /// Its payload.
        payload: Bytes,
        /// Payload bytes on the wire, where it was compressed.
        wire: Option<u32>,
    },
}

/// Received bytes that are being decoded.
#[derive(Debug)]
pub struct ReceivedBytes {
    chunk: Bytes,
    /// It fills enough of its allocation that keeping a part of it is worthwhile.
    is_large: bool,
}

impl ReceivedBytes {
    /// The payload of a message that lies here.
    #[inline]
    pub fn payload(&self, span: InputSpan) -> &[u8] {
        &self.chunk[span.from..span.to]
    }

    /// The same without a copy; `None` if copying is cheaper.
    #[inline]
    pub fn shared(&self, span: InputSpan) -> Option<Bytes> {
        let is_large = self.is_large && span.to - span.from >= KEEP_IN_BUFFER;
        is_large.then(|| self.chunk.slice(span.from..span.to))
    }

    /// Skips a message that lies here.
    #[inline]
    pub fn skip(&mut self, span: InputSpan) {
        self.chunk.advance(span.to);
    }
}

impl<S> FrameReceiver<S> {
    /// Decodes what a server sends; `leftover` came with the HTTP response.
    pub fn new(
        stream: S,
        clock: Clock,
        leftover: Vec<u8>,
        limits: MessageLimits,
        compression: Option<CompressionParameters>,
    ) -> Self {
        FrameReceiver {
            stream,
            clock,
            received: leftover.len() as u64,
            buffer: ReceiveBuffer::new(leftover),
            decoder: FrameDecoder::new(Role::Client, limits, compression),
            stamp: clock.now(),
            sent: 0,
            after_close: 0,
        }
    }

    /// When the last bytes were read, in nanoseconds since the Unix epoch.
    #[inline]
    pub fn stamp(&self) -> i64 {
        self.stamp
    }

    /// The bytes that can be decoded, to be returned by [`FrameReceiver::put_back`].
    #[inline]
    pub fn take_input(&mut self) -> ReceivedBytes {
        let chunk = self.buffer.take();
        let is_large = chunk.len() >= CHUNK / 4;
        ReceivedBytes { chunk, is_large }
    }

    /// Returns what is left of the input.
    #[inline]
    pub fn put_back(&mut self, input: ReceivedBytes) {
        self.buffer.put_back(input.chunk);
    }

    /// The next message or control frame; `None` if more bytes are needed or decoding has ended. The caller skips one that
    /// lies in place.
    #[inline]
    pub fn decode(&mut self, input: &mut ReceivedBytes) -> Option<Received> {
        match self.decoder.message_in_place(&input.chunk) {
            Some(span) => Some(Received::InPlace(span)),
            None => self.decode_next(input),
        }
    }

    fn decode_next(&mut self, input: &mut ReceivedBytes) -> Option<Received> {
        match self.decoder.decode(&input.chunk) {
            DecodeStep::InPlace(span) => Some(Received::InPlace(span)),
            DecodeStep::Assembled { kind, payload, wire, used } => {
                input.chunk.advance(used);
                Some(Received::Assembled { kind, payload: payload.into(), wire })
            }
            DecodeStep::Incomplete { used } => {
                input.chunk.advance(used);
                None
            }
            DecodeStep::Over => {
                if self.decoder.is_closed() {
                    self.after_close += input.chunk.len() as u64;
                    input.chunk.clear();
                }
                None
            }
        }
    }

    /// Within a frame: payload bytes received so far, and the length in its header. `(0, 0)` within a header.
    pub fn unfinished_frame(&self) -> Option<(u64, u64)> {
        if let Some(unfinished) = self.decoder.unfinished_frame() {
            return Some(unfinished);
        }
        let bytes = self.buffer.bytes();
        if bytes.is_empty() || self.decoder.is_over() {
            return None;
        }
        match FrameHeader::decode(bytes) {
            None => Some((0, 0)),
            Some((header, size)) => {
                let received = (bytes.len() - size) as u64;
                (received < header.len).then_some((received, header.len))
            }
        }
    }

    /// The violation that ended decoding.
    pub fn violation(&self) -> Option<&Violation> {
        self.decoder.violation()
    }

    /// Whether a Close was decoded; bytes behind it are only counted.
    pub fn is_closed(&self) -> bool {
        self.decoder.is_closed()
    }

    /// Bytes received and sent since the upgrade, headers and masks included.
    pub fn bytes(&self) -> (u64, u64) {
        (self.received, self.sent)
    }

    /// Bytes received behind the Close.
    pub fn after_close(&self) -> u64 {
        self.after_close
    }

    /// The stream.
    pub fn stream(&self) -> &S {
        &self.stream
    }

    /// The stream, to shut it down.
    pub fn stream_mut(&mut self) -> &mut S {
        &mut self.stream
    }
}

impl<S: AsyncRead + Unpin> FrameReceiver<S> {
    /// Reads once into the buffer and returns the number of bytes read; 0 at the end of the stream.
    pub fn poll_fill(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<usize>> {
        let decoder = &self.decoder;
        let read = ready!(
            self.buffer.poll_fill(cx, &mut self.stream, |bytes| { decoder.bytes_needed(bytes) })
        )?;
        if read > 0 {
            self.stamp = self.clock.now();
            self.received += read as u64;
        }
        Poll::Ready(Ok(read))
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for FrameReceiver<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let n = ready!(Pin::new(&mut self.stream).poll_write(cx, bytes))?;
        self.sent += n as u64;
        Poll::Ready(Ok(n))
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests;
