//! The readers that are measured besides `wirelark-cli`. Each is a separate process, so that none shares memory or
//! threads with another, and prints one line of JSON.

use std::fs::File;
use std::future::poll_fn;
use std::hint::black_box;
use std::io::Write;
use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use futures_util::StreamExt;
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::runtime::{Builder, Runtime};
use tokio_tungstenite::client_async_with_config;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use wirelark_core::connection::clock::Clock;
use wirelark_core::connection::command::Revision;
use wirelark_core::connection::receive::{FrameReceiver, MessageLimits, Received};
use wirelark_core::connection::{ConnectionHandle, Settings};
use wirelark_core::frame::Kind;
use wirelark_core::profile::store;
use wirelark_core::transcript::{Header, Writer, WriterOptions};

/// From 64 KiB up the size makes no difference.
const READ_BUFFER: usize = 128 * 1024;

fn runtime() -> Result<Runtime> {
    Ok(Builder::new_current_thread().enable_all().build()?)
}

/// `WebSocketStream::next` in `block_on` and nothing else. A spawned task would be a tenth faster, but this is the
/// usual comparison.
pub fn bare(url: &str) -> Result<()> {
    runtime()?.block_on(async {
        let address = url.trim_start_matches("ws://").trim_end_matches('/');
        let tcp = TcpStream::connect(address).await?;
        tcp.set_nodelay(true)?;
        let config = WebSocketConfig::default().read_buffer_size(READ_BUFFER);
        let (mut ws, _) = client_async_with_config(url, tcp, Some(config)).await?;
        let begun = Instant::now();
        let mut received = 0u64;
        let seconds = loop {
            match ws.next().await.context("the stream ended without a Close")?? {
                Message::Close(_) => break begun.elapsed().as_secs_f64(),
                _ => received += 1,
            }
        };
        while ws.next().await.is_some() {}
        print_result(received, received, seconds);
        Ok(())
    })
}

/// The product's receive path up to the Close, with nothing behind it.
pub fn decoder(url: &str) -> Result<()> {
    runtime()?.block_on(async {
        let (tcp, leftover) = upgraded(url).await?;
        let limits = MessageLimits { bytes: 64 << 20, fragments: 100_000 };
        let mut receiver = FrameReceiver::new(tcp, Clock::start(), leftover, limits, None);
        let begun = Instant::now();
        let mut received = 0u64;
        while !receiver.is_closed() {
            let mut input = receiver.take_input();
            while let Some(message) = receiver.decode(&mut input) {
                match message {
                    Received::InPlace(span) => {
                        received += u64::from(span.kind != Kind::Close);
                        black_box(input.payload(span));
                        input.skip(span);
                    }
                    Received::Assembled { payload, .. } => {
                        received += 1;
                        black_box(payload);
                    }
                }
            }
            receiver.put_back(input);
            if !receiver.is_closed() {
                let read = poll_fn(|cx| receiver.poll_fill(cx)).await?;
                ensure!(read > 0, "the stream ended without a Close");
            }
        }
        print_result(received, received, begun.elapsed().as_secs_f64());
        Ok(())
    })
}

/// The TCP stream after the upgrade, and the bytes that came with the response.
async fn upgraded(url: &str) -> Result<(TcpStream, Vec<u8>)> {
    let address = url.trim_start_matches("ws://").trim_end_matches('/');
    let mut tcp = TcpStream::connect(address).await?;
    tcp.set_nodelay(true)?;
    let request = format!(
        "GET / HTTP/1.1\r\nHost: {address}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
         Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
    );
    tcp.write_all(request.as_bytes()).await?;
    let mut answer = Vec::new();
    loop {
        if let Some(end) = answer.windows(4).position(|four| four == b"\r\n\r\n") {
            return Ok((tcp, answer.split_off(end + 4)));
        }
        ensure!(tcp.read_buf(&mut answer).await? > 0, "no answer to the upgrade");
    }
}

/// The product's connection with a writer that counts its rows and discards them.
pub fn discard(url: &str) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let profile = json!({"wirelark": 1, "name": "bench", "connection": {"url": url}}).to_string();
    let profile = store::parse(Path::new("bench"), profile.as_bytes())?;
    let settings = Settings::from_profile(&profile, folder.path())?;
    let header = Header { name: profile.name, url: url.to_owned(), ..Header::default() };
    runtime()?.block_on(async {
        let revision = Revision::new();
        let stored = revision.clone();
        let options = WriterOptions { discard: true, ..WriterOptions::default() };
        let path = folder.path().join("discard.wlt");
        let writer = Writer::create(path, &header, options, Box::new(move || stored.bump()))?;
        let connection = ConnectionHandle::open(settings, writer, revision);
        let status = connection.until(|_| false).await;
        let received = connection.counters().received();
        let rows = connection.stored().await.rows;
        let (opened, ended) = status.opened.zip(status.ended).context("the connection was open")?;
        // Two rows are the Close frames.
        print_result(received, rows - 2, ended.duration_since(opened).as_secs_f64());
        Ok(())
    })
}

/// Writes the bytes of a capture, including headers and index rows, one batch at a time.
pub fn plain(path: &Path, messages: u64, size: usize) -> Result<()> {
    let piece = vec![1u8; WriterOptions::default().max_batch_bytes];
    let mut left = messages * (size as u64 + 32);
    let begun = Instant::now();
    let mut file = File::create(path)?;
    while left > 0 {
        let now = (piece.len() as u64).min(left);
        file.write_all(&piece[..now as usize])?;
        left -= now;
    }
    drop(file);
    print_result(messages, messages, begun.elapsed().as_secs_f64());
    Ok(())
}

fn print_result(received: u64, stored: u64, seconds: f64) {
    println!("{}", json!({"received": received, "stored": stored, "seconds": seconds}));
}
