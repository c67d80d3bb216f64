//! The layer below the WebSocket library: it sees each byte that comes, stamps each read, judges each frame and tells the
//! library only what it needs to put messages together.
//!
//! - `incoming`: what came, in buffers that come back.
//! - `whole`: messages that lie in one frame go past the library.
//! - `frames`: judges frame after frame; pure.
//! - `passed`: what the messages that pass really are; pure.
//! - `refusal`: why a frame is not let through; pure.
//! - `inflating`: frames for the library out of deflated ones.

mod frames;
mod incoming;
mod inflating;
mod passed;
mod refusal;
mod whole;

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use self::incoming::Incoming;
use self::inflating::Inflating;
use super::compression::Agreed;
use super::head::Head;
pub use frames::{Bounds, Frames};
pub use passed::{One, Passed};
pub use refusal::{Refusal, Rule};
pub use whole::{Place, Whole};

/// Wall time that never steps back: one look at the wall, then the monotonic clock.
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    wall: i64,
    start: Instant,
}

impl Clock {
    /// Begins now.
    pub fn start() -> Self {
        let wall = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_nanos() as i64);
        Clock { wall, start: Instant::now() }
    }

    /// Nanoseconds since the Unix epoch.
    #[inline]
    pub fn now(&self) -> i64 {
        self.wall + self.start.elapsed().as_nanos() as i64
    }

    /// The time since then.
    pub fn since(&self, ns: i64) -> Duration {
        Duration::from_nanos(u64::try_from(self.now() - ns).unwrap_or(0))
    }
}

/// A stream whose frames are judged on their way to the library.
#[derive(Debug)]
pub struct Wire<S> {
    inner: S,
    clock: Clock,
    frames: Frames,
    incoming: Incoming,
    inflating: Option<Box<Inflating>>,
    /// When the last bytes came. Right for every message that the library hands out before the next read,
    /// because it asks for bytes only when it has no whole frame left.
    stamp: i64,
    received: u64,
    sent: u64,
    after_close: u64,
}

impl<S> Wire<S> {
    /// `leftover` came with the HTTP response.
    pub fn new(
        inner: S,
        clock: Clock,
        leftover: Vec<u8>,
        bounds: Bounds,
        compression: Option<Agreed>,
    ) -> Self {
        let received = leftover.len() as u64;
        let inflating = compression.map(|agreed| Box::new(Inflating::new(agreed, &leftover)));
        let incoming = Incoming::new(if inflating.is_some() { Vec::new() } else { leftover });
        Wire {
            inner,
            clock,
            frames: Frames::new(bounds, compression.is_some()),
            incoming,
            inflating,
            stamp: clock.now(),
            received,
            sent: 0,
            after_close: 0,
        }
    }

    /// When the last bytes came, in nanoseconds since the Unix epoch.
    #[inline]
    pub fn stamp(&self) -> i64 {
        self.stamp
    }

    /// What the message that the library hands out next really is; asked once for each.
    #[inline]
    pub fn pop(&mut self) -> Option<One> {
        self.frames.pop()
    }

    /// Messages that lie whole in what came, and are next; [`Wire::give_back`] what is left.
    #[inline]
    pub fn take_whole(&mut self) -> Option<Whole> {
        if !self.has_whole() {
            return None;
        }
        Some(Whole::new(self.incoming.take(), self.frames.bounds()))
    }

    /// What [`Wire::take_whole`] gave, or what is left of it.
    #[inline]
    pub fn give_back(&mut self, whole: Whole) {
        self.incoming.put_back(whole.into_rest());
    }

    /// A message that lies whole in what came is next; the library is told that there is nothing for it.
    #[inline]
    pub fn has_whole(&self) -> bool {
        self.frames.is_between()
            && whole::first(self.incoming.bytes(), self.frames.bounds()).is_some()
    }

    /// Within a frame: payload bytes that came, and that its head promised. `(0, 0)` within a head.
    pub fn broken_off(&self) -> Option<(u64, u64)> {
        let bytes = self.incoming.bytes();
        if bytes.is_empty() || self.frames.is_over() || self.frames.broken_off().is_some() {
            return self.frames.broken_off();
        }
        match Head::decode(bytes) {
            None => Some((0, 0)),
            Some((head, size)) => {
                let came = (bytes.len() - size) as u64;
                (came < head.len).then_some((came, head.len))
            }
        }
    }

    /// What was seen of the frames.
    pub fn frames(&self) -> &Frames {
        &self.frames
    }

    /// Bytes of frames received and sent, heads and masks included.
    pub fn bytes(&self) -> (u64, u64) {
        (self.received, self.sent)
    }

    /// Bytes that came behind the Close.
    pub fn after_close(&self) -> u64 {
        self.after_close
    }

    /// The stream itself.
    pub fn inner(&self) -> &S {
        &self.inner
    }

    /// The stream itself, to be shut down.
    pub fn inner_mut(&mut self) -> &mut S {
        &mut self.inner
    }
}

/// The library sees it as any other failure; the reason is with the frames.
fn refused() -> Poll<io::Result<()>> {
    Poll::Ready(Err(io::ErrorKind::InvalidData.into()))
}

impl<S: AsyncRead + Unpin> AsyncRead for Wire<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = &mut *self;
        // The buffer may already hold something that is not new.
        let before = buf.filled().len();
        loop {
            if let Some(inflating) = &mut this.inflating
                && !(this.frames.is_over() && inflating.is_empty())
            {
                let (clock, received, stamp) = (this.clock, &mut this.received, &mut this.stamp);
                ready!(inflating.poll_read(cx, &mut this.inner, &mut this.frames, buf, |n| {
                    *stamp = clock.now();
                    *received += n as u64;
                }))?;
                if this.frames.is_closed() {
                    this.after_close += inflating.forget() as u64;
                }
                // Nothing new would mean the end of the stream.
                if buf.filled().len() > before || !this.frames.is_over() {
                    return Poll::Ready(Ok(()));
                }
            }
            if this.frames.refusal().is_some() {
                return refused();
            }
            if this.frames.is_closed() {
                this.after_close += this.incoming.forget() as u64;
            }
            // No more than it takes is looked at, or a flood would be looked at many times. It always has room for a head.
            let bytes = this.incoming.bytes();
            let n = this.frames.foreign(&bytes[..bytes.len().min(buf.remaining())]);
            if n > 0 {
                buf.put_slice(&bytes[..n]);
                let good = this.frames.feed(&mut buf.filled_mut()[before..]);
                this.incoming.advance(good);
                buf.set_filled(before + good);
                if good > 0 {
                    return Poll::Ready(Ok(()));
                }
                continue;
            }
            // Nobody is woken: whoever reads asks for it before all else.
            if this.has_whole() {
                return Poll::Pending;
            }
            let frames = &this.frames;
            let wanting = |bytes: &[u8]| frames.wanting(bytes);
            match ready!(this.incoming.poll_fill(cx, &mut this.inner, wanting))? {
                0 => return Poll::Ready(Ok(())),
                came => {
                    this.stamp = this.clock.now();
                    this.received += came as u64;
                }
            }
        }
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Wire<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let n = ready!(Pin::new(&mut self.inner).poll_write(cx, bytes))?;
        self.sent += n as u64;
        Poll::Ready(Ok(n))
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests;
