//! The layer right above the socket: here bytes are put that no WebSocket library would write.
//!
//! What is put goes out in one piece before anything that the library writes afterwards. Whoever puts bytes has flushed the
//! library first, so that they also come behind everything before them.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::{Buf, Bytes};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use crate::frame::anatomy::Frame;

/// See the module's text.
#[derive(Debug)]
pub struct Outlet<S> {
    inner: S,
    /// What was put and is not written yet.
    put: Bytes,
    /// What the library writes from now on goes nowhere.
    mute: bool,
    /// The library's pongs go nowhere.
    without_pongs: bool,
    /// Bytes of the library's current frame that are still to come, and whether they go out.
    frame: (u64, bool),
    half: Half,
}

const PONG: u8 = 10;

/// How far our side's end has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Half {
    Open,
    Ending,
    Ended,
}

impl<S> Outlet<S> {
    /// Passes everything on.
    pub fn new(inner: S) -> Self {
        Outlet {
            inner,
            put: Bytes::new(),
            mute: false,
            without_pongs: false,
            frame: (0, true),
            half: Half::Open,
        }
    }

    /// These bytes go out as they are.
    pub fn put(&mut self, bytes: Bytes) {
        self.put = match self.put.is_empty() {
            true => bytes,
            false => [&self.put[..], &bytes].concat().into(),
        };
    }

    /// Nothing that the library writes goes out any more. It believes that it does.
    pub fn mute(&mut self) {
        self.mute = true;
    }

    /// The pongs that the library writes by itself go nowhere. Those that were put do.
    pub fn drop_pongs(&mut self) {
        self.without_pongs = true;
    }

    /// Whether that is so.
    pub fn drops_pongs(&self) -> bool {
        self.without_pongs
    }

    /// Whether the library speaks to nobody.
    pub fn is_mute(&self) -> bool {
        self.mute
    }

    /// Our side ends with the next flush; reading goes on.
    pub fn half_close(&mut self) {
        self.mute();
        self.half = Half::Ending;
    }

    /// The stream itself.
    pub fn get_ref(&self) -> &S {
        &self.inner
    }
}

impl<S: AsyncWrite + Unpin> Outlet<S> {
    fn poll_put(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        while !self.put.is_empty() {
            let n = ready!(Pin::new(&mut self.inner).poll_write(cx, &self.put))?;
            if n == 0 {
                return Poll::Ready(Err(io::ErrorKind::WriteZero.into()));
            }
            self.put.advance(n);
        }
        Poll::Ready(Ok(()))
    }
}

impl<S: AsyncWrite + Unpin> Outlet<S> {
    /// As much of one frame as is taken. The library hands its frames over whole, so that what does not begin within one
    /// begins with a head.
    fn poll_write_frame(&mut self, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        if self.frame.0 == 0 {
            self.frame = match Frame::read(bytes) {
                Some(head) => (head.head as u64 + head.length, head.opcode != PONG),
                None => (bytes.len() as u64, true),
            };
        }
        let (left, goes_out) = self.frame;
        let part = &bytes[..bytes.len().min(usize::try_from(left).unwrap_or(usize::MAX))];
        let n = match goes_out {
            false => part.len(),
            true => {
                ready!(self.poll_put(cx))?;
                ready!(Pin::new(&mut self.inner).poll_write(cx, part))?
            }
        };
        self.frame.0 -= n as u64;
        Poll::Ready(Ok(n))
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Outlet<S> {
    #[inline]
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_read(cx, buf)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Outlet<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        if self.mute {
            return Poll::Ready(Ok(bytes.len()));
        }
        if !self.without_pongs {
            ready!(self.poll_put(cx))?;
            return Pin::new(&mut self.inner).poll_write(cx, bytes);
        }
        self.poll_write_frame(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(self.poll_put(cx))?;
        if self.half != Half::Ended {
            ready!(Pin::new(&mut self.inner).poll_flush(cx))?;
        }
        if self.half == Half::Ending {
            ready!(Pin::new(&mut self.inner).poll_shutdown(cx))?;
            self.half = Half::Ended;
        }
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(self.poll_put(cx))?;
        if self.half == Half::Ended {
            return Poll::Ready(Ok(()));
        }
        Pin::new(&mut self.inner).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    use super::*;

    #[tokio::test]
    async fn what_is_put_comes_before_what_is_written_later_and_in_one_piece() {
        // So narrow that nothing goes out at once.
        let (ours, mut theirs) = tokio::io::duplex(3);
        let mut outlet = Outlet::new(ours);
        let write = async {
            outlet.write_all(b"before").await.expect("room");
            outlet.flush().await.expect("flushed");
            outlet.put(Bytes::from_static(b"<put in one piece>"));
            outlet.write_all(b"after").await.expect("room");
            outlet.shutdown().await.expect("the end");
        };
        let mut all = Vec::new();
        let (_, read) = tokio::join!(write, theirs.read_to_end(&mut all));
        read.expect("to the end");
        assert_eq!(all, b"before<put in one piece>after");
    }

    #[tokio::test]
    async fn pongs_of_the_library_are_left_out_and_nothing_else() {
        let (ours, mut theirs) = tokio::io::duplex(3);
        let mut outlet = Outlet::new(ours);
        // A masked ping, pong and text, each with a payload.
        let frame = |first: u8, byte: u8| [&[first, 0x84, 1, 2, 3, 4][..], &[byte; 4]].concat();
        let (ping, pong, text) = (frame(0x89, 9), frame(0x8a, 10), frame(0x81, 1));
        outlet.drop_pongs();
        let write = async {
            outlet.write_all(&[&ping[..], &pong, &pong, &text].concat()).await.expect("room");
            outlet.put(pong.clone().into());
            outlet.write_all(&[&pong[..], &ping].concat()).await.expect("room");
            outlet.shutdown().await.expect("the end");
        };
        let mut all = Vec::new();
        let (_, read) = tokio::join!(write, theirs.read_to_end(&mut all));
        read.expect("to the end");
        assert_eq!(all, [ping.clone(), text, pong.clone(), ping].concat());
    }

    #[tokio::test]
    async fn a_half_closed_one_says_nothing_more_and_hears_on() {
        let (ours, mut theirs) = tokio::io::duplex(64);
        let mut outlet = Outlet::new(ours);
        outlet.put(Bytes::from_static(b"last"));
        outlet.half_close();
        outlet.write_all(b"never").await.expect("taken");
        outlet.flush().await.expect("flushed");
        let mut all = Vec::new();
        theirs.read_to_end(&mut all).await.expect("our end");
        assert_eq!(all, b"last");
        theirs.write_all(b"still here").await.expect("room");
        let mut heard = [0; 10];
        outlet.read_exact(&mut heard).await.expect("heard");
        assert_eq!(&heard, b"still here");
    }
}
