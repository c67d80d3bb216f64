//! The layer below the WebSocket library: it sees each byte that comes, stamps each read, and copies nothing.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use super::head::Heads;

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
}

/// A stream whose frame heads are looked at on their way to the library.
#[derive(Debug)]
pub struct Wire<S> {
    inner: S,
    clock: Clock,
    heads: Heads,
    /// When the last bytes came. Right for every message that the library hands out before the next read,
    /// because it asks for bytes only when it has no whole frame left.
    stamp: i64,
    received: u64,
    sent: u64,
}

impl<S> Wire<S> {
    /// `leftover` came with the HTTP response and never passes `poll_read`.
    pub fn new(inner: S, clock: Clock, leftover: &[u8]) -> Self {
        let mut heads = Heads::default();
        heads.feed(leftover);
        let received = leftover.len() as u64;
        Wire { inner, clock, heads, stamp: clock.now(), received, sent: 0 }
    }

    /// When the last bytes came, in nanoseconds since the Unix epoch.
    #[inline]
    pub fn stamp(&self) -> i64 {
        self.stamp
    }

    /// What was seen of the frames.
    pub fn heads(&self) -> &Heads {
        &self.heads
    }

    /// Bytes of frames received and sent, heads and masks included.
    pub fn bytes(&self) -> (u64, u64) {
        (self.received, self.sent)
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

impl<S: AsyncRead + Unpin> AsyncRead for Wire<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        // The buffer may already hold something that is not new.
        let before = buf.filled().len();
        ready!(Pin::new(&mut self.inner).poll_read(cx, buf))?;
        let this = &mut *self;
        let new = &buf.filled()[before..];
        this.stamp = this.clock.now();
        this.received += new.len() as u64;
        this.heads.feed(new);
        Poll::Ready(Ok(()))
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
