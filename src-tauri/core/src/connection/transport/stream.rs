//! One stream type for sockets, tunnels through a proxy, and TLS over either.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
#[cfg(unix)]
use tokio::net::UnixStream;
use tokio_rustls::client::TlsStream;

/// The stream below TLS with the server.
#[derive(Debug)]
pub enum BaseStream {
    /// TCP to the server, or to a proxy.
    Tcp(TcpStream),
    /// TLS with a proxy.
    Proxy(Box<TlsStream<TcpStream>>),
    /// A Unix socket.
    #[cfg(unix)]
    Unix(UnixStream),
}

/// The stream of a connection.
#[derive(Debug)]
pub enum Stream {
    /// `ws`
    Plain(BaseStream),
    /// `wss`
    Tls(Box<TlsStream<BaseStream>>),
}

impl Stream {
    /// Makes dropping the stream send an RST instead of a FIN. Has no effect on a Unix socket.
    pub fn reset_when_dropped(&self) -> io::Result<()> {
        let base = match self {
            Stream::Plain(base) => base,
            Stream::Tls(stream) => stream.get_ref().0,
        };
        match base {
            BaseStream::Tcp(tcp) => tcp.set_zero_linger(),
            BaseStream::Proxy(stream) => stream.get_ref().0.set_zero_linger(),
            #[cfg(unix)]
            BaseStream::Unix(_) => Ok(()),
        }
    }
}

/// Calls the same method on the stream of any variant.
macro_rules! each {
    ($self:ident, $stream:ident => $call:expr) => {
        match &mut *$self {
            BaseStream::Tcp($stream) => $call,
            BaseStream::Proxy($stream) => $call,
            #[cfg(unix)]
            BaseStream::Unix($stream) => $call,
        }
    };
}

impl AsyncRead for BaseStream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        each!(self, stream => Pin::new(stream).poll_read(cx, buf))
    }
}

impl AsyncWrite for BaseStream {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        each!(self, stream => Pin::new(stream).poll_write(cx, bytes))
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        each!(self, stream => Pin::new(stream).poll_flush(cx))
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        each!(self, stream => Pin::new(stream).poll_shutdown(cx))
    }
}

impl AsyncRead for Stream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        match &mut *self {
            Stream::Plain(stream) => Pin::new(stream).poll_read(cx, buf),
            Stream::Tls(stream) => Pin::new(stream).poll_read(cx, buf),
        }
    }
}

impl AsyncWrite for Stream {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        match &mut *self {
            Stream::Plain(stream) => Pin::new(stream).poll_write(cx, bytes),
            Stream::Tls(stream) => Pin::new(stream).poll_write(cx, bytes),
        }
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match &mut *self {
            Stream::Plain(stream) => Pin::new(stream).poll_flush(cx),
            Stream::Tls(stream) => Pin::new(stream).poll_flush(cx),
        }
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match &mut *self {
            Stream::Plain(stream) => Pin::new(stream).poll_shutdown(cx),
            Stream::Tls(stream) => Pin::new(stream).poll_shutdown(cx),
        }
    }
}
