//! From async to the blocking-style calls that tungstenite makes.
//!
//! The usual adapter registers wakers on every call; at millions of messages a second that is the largest
//! cost of all. Here one waker is stored when the task is polled, and every call uses it.

use std::io::{self, Read, Write};
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// A stream that answers `WouldBlock` where the async one is pending.
#[derive(Debug)]
pub struct OneWaker<S> {
    inner: S,
    waker: Waker,
}

impl<S> OneWaker<S> {
    /// Until the first [`OneWaker::store`] nobody is woken.
    pub fn new(inner: S) -> Self {
        OneWaker { inner, waker: Waker::noop().clone() }
    }

    /// Call it whenever the task is polled, before any read, write or flush.
    pub fn store(&mut self, waker: &Waker) {
        self.waker.clone_from(waker);
    }

    /// The async stream, for good.
    pub fn into_inner(self) -> S {
        self.inner
    }

    /// Whom the stream wakes.
    pub fn waker(&self) -> &Waker {
        &self.waker
    }

    /// The async stream.
    pub fn get_ref(&self) -> &S {
        &self.inner
    }

    /// The async stream.
    pub fn get_mut(&mut self) -> &mut S {
        &mut self.inner
    }
}

fn or_would_block<T>(poll: Poll<io::Result<T>>) -> io::Result<T> {
    match poll {
        Poll::Ready(result) => result,
        Poll::Pending => Err(io::ErrorKind::WouldBlock.into()),
    }
}

impl<S: AsyncRead + Unpin> Read for OneWaker<S> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let mut buf = ReadBuf::new(bytes);
        let mut cx = Context::from_waker(&self.waker);
        or_would_block(Pin::new(&mut self.inner).poll_read(&mut cx, &mut buf))?;
        Ok(buf.filled().len())
    }
}

impl<S: AsyncWrite + Unpin> Write for OneWaker<S> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut cx = Context::from_waker(&self.waker);
        or_would_block(Pin::new(&mut self.inner).poll_write(&mut cx, bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        let mut cx = Context::from_waker(&self.waker);
        or_would_block(Pin::new(&mut self.inner).poll_flush(&mut cx))
    }
}
