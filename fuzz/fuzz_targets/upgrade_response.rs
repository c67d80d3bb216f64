//! Arbitrary bytes as the response to the upgrade request: no panic, sizes within the limits, no secret in what is
//! shown, and the same result however the response is split. The first byte is the size of the reads; `{accept}` in the
//! header becomes the correct key.
#![no_main]

use std::io;
use std::path::Path;
use std::pin::Pin;
use std::sync::LazyLock;
use std::task::{Context, Poll};

use libfuzzer_sys::fuzz_target;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::runtime::{Builder, Runtime};
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;
use wirelark_core::connection::Settings;
use wirelark_core::connection::error::MAX_BODY;
use wirelark_core::connection::http_exchange::{Exchange, exchange};
use wirelark_core::profile::model::Profile;

const SECRET: &str = "s3cr3t/v@lue+1";

static RUNTIME: LazyLock<Runtime> =
    LazyLock::new(|| Builder::new_current_thread().enable_time().build().expect("a runtime"));

static SETTINGS: LazyLock<Settings> = LazyLock::new(|| {
    let profile: Profile = serde_json::from_value(serde_json::json!({
        "wirelark": 1, "name": "x",
        "connection": {
            "url": "ws://server/path", "subprotocols": ["mqtt", "v2"], "compression": {"offer": true},
            "limits": {"header": 4096, "header_fields": 30},
            "auth": {"type": "bearer", "token": SECRET},
        },
    }))
    .expect("a profile");
    Settings::from_profile(&profile, Path::new("")).expect("valid settings")
});

/// Reads the request, then responds in reads of this size.
struct Server<'a> {
    request: Vec<u8>,
    template: &'a [u8],
    answer: Option<Vec<u8>>,
    at: usize,
    piece: usize,
}

impl Server<'_> {
    fn answer(&self) -> Vec<u8> {
        let request = String::from_utf8_lossy(&self.request);
        let key = request.lines().find_map(|line| line.strip_prefix("Sec-WebSocket-Key: "));
        let accept = derive_accept_key(key.expect("a key").as_bytes());
        const PLACE: &[u8] = b"{accept}";
        let find = |wanted: &[u8]| self.template.windows(wanted.len()).position(|p| p == wanted);
        // Only in the header: in a body it would differ with each request.
        let ends: [&[u8]; 4] = [b"\r\n\r\n", b"\n\n", b"\n\r\n", b"\r\n\n"];
        let end = ends.into_iter().filter_map(find).min();
        match find(PLACE).filter(|at| end.is_none_or(|end| *at < end)) {
            Some(at) => {
                [&self.template[..at], accept.as_bytes(), &self.template[at + PLACE.len()..]]
                    .concat()
            }
            None => self.template.to_vec(),
        }
    }
}

impl AsyncRead for Server<'_> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if self.answer.is_none() {
            self.answer = Some(self.answer());
        }
        let this = &mut *self;
        let answer = this.answer.as_deref().unwrap_or_default();
        let n = this.piece.min(answer.len() - this.at).min(buf.remaining());
        buf.put_slice(&answer[this.at..this.at + n]);
        this.at += n;
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Server<'_> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.request.extend_from_slice(bytes);
        Poll::Ready(Ok(bytes.len()))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}

fn answered(template: &[u8], piece: usize) -> Exchange {
    let mut server = Server { request: Vec::new(), template, answer: None, at: 0, piece };
    let exchange = RUNTIME.block_on(exchange(&SETTINGS, &mut server));
    let request = String::from_utf8_lossy(&server.request).into_owned();
    assert!(request.contains(SECRET), "the server gets it");
    exchange
}

fn no_secret(shown: &str) {
    assert!(!shown.contains(SECRET), "shown: {shown}");
}

/// The parts of the result that must not depend on the split. Keys are random, and so are texts that contain one.
fn summary(exchange: &Exchange) -> (Option<u16>, String, Vec<u8>) {
    let body = |e: &wirelark_core::connection::ConnectionError| {
        e.refusal().map(|refusal| refusal.body.clone()).unwrap_or_default()
    };
    match &exchange.result {
        Ok(upgraded) => (exchange.hop.status, format!("{:?}", upgraded.compression), Vec::new()),
        Err(error) => (exchange.hop.status, error.code().to_owned(), body(error)),
    }
}

fuzz_target!(|input: &[u8]| {
    let Some((&piece, template)) = input.split_first() else { return };
    let whole = answered(template, usize::MAX);
    let limits = &SETTINGS.limits;
    let hop = &whole.hop;
    assert!(hop.response.as_ref().is_none_or(|head| head.bytes().len() <= 2 * limits.header));
    no_secret(&serde_json::to_string(hop).expect("serialise the JSON"));
    match &whole.result {
        Ok(_) => {
            assert_eq!(hop.status, Some(101));
            assert!(
                hop.subprotocol.as_deref().is_none_or(|chosen| ["mqtt", "v2"].contains(&chosen))
            );
        }
        Err(error) => {
            no_secret(&error.to_string());
            error.args().values().for_each(|text| no_secret(text));
            assert!(!error.to_string().contains("docs.rs"));
            if let Some(refusal) = error.refusal() {
                // A mask may be longer than the secret it replaces.
                assert!(refusal.body.len() <= 8 * MAX_BODY);
                assert!(refusal.headers.len() <= limits.header_fields);
                no_secret(&String::from_utf8_lossy(&refusal.body));
            }
        }
    }
    match &whole.redirect {
        Some(Ok(target)) => assert!(!target.host.is_empty() && target.user.is_none()),
        Some(Err(error)) => no_secret(&error.to_string()),
        None => {}
    }
    let cut = answered(template, usize::from(piece).max(1));
    assert_eq!(summary(&whole), summary(&cut), "in reads of {piece} bytes");
});
