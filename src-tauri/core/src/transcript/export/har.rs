//! HAR 1.2 with Chromium's `_webSocketMessages`, which its Network panel, mitmproxy, HTTP Toolkit and others read.
//!
//! A transcript holds no headers. They are those of the handshake that was kept beside it, in which secrets are masked;
//! without one there are none. The payloads are there as they were, a login too. Markers never were on the wire and are left out, and so are raw bytes, which are no
//! message. A text that is not UTF-8 has its bytes in
//! `_wirelark_base64` beside `data`, which other readers ignore.

use std::io::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use url::Url;

use crate::frame::{Direction, Kind};

use super::super::Header;
use super::HandshakeHeads;
use super::jsonl;
use super::output::{ExportOutput, ExportStop};
use super::payload::Payload;
use super::timestamp::TimestampWriter;

/// The state of a file in the making.
#[derive(Default)]
pub(super) struct Har {
    clock: TimestampWriter,
    first_ns: Option<i64>,
    last_ns: i64,
}

impl Har {
    /// Writes a row; false where it has no place in a HAR.
    pub(super) fn row(
        &mut self,
        out: &mut ExportOutput<'_>,
        header: &Header,
        upgrade: &Option<HandshakeHeads>,
        payload: &Payload<'_>,
    ) -> Result<bool, ExportStop> {
        let entry = payload.entry;
        let Some(opcode) = entry.kind.opcode() else { return Ok(false) };
        match self.first_ns {
            Some(_) => out.bytes.extend_from_slice(b",\n"),
            None => self.begin(&mut out.bytes, header, upgrade, entry.time_ns),
        }
        self.last_ns = self.last_ns.max(entry.time_ns);
        let way = match entry.direction {
            Direction::Sent => "send",
            Direction::Received => "receive",
        };
        let time = seconds(entry.time_ns);
        // Writing to memory does not fail.
        let _ =
            write!(out.bytes, "{{\"type\":\"{way}\",\"time\":{time},\"opcode\":{opcode},\"data\":");
        let is_utf8 = entry.kind != Kind::Text || payload.is_utf8()?;
        match entry.kind {
            Kind::Text if is_utf8 => jsonl::text(out, payload)?,
            Kind::Text => {
                out.bytes.push(b'"');
                // Pieces may cut a character; the exact bytes follow.
                payload.pieces(|piece| {
                    jsonl::quoted_inside(&mut out.bytes, &String::from_utf8_lossy(piece));
                    out.pass_on_within()
                })?;
                out.bytes.extend_from_slice(b"\",\"_wirelark_base64\":");
                encoded(out, payload)?;
            }
            _ => encoded(out, payload)?,
        }
        out.bytes.push(b'}');
        Ok(true)
    }

    fn begin(
        &mut self,
        out: &mut Vec<u8>,
        header: &Header,
        upgrade: &Option<HandshakeHeads>,
        time_ns: i64,
    ) {
        (self.first_ns, self.last_ns) = (Some(time_ns), time_ns);
        let creator = json!({"name": "Wirelark", "version": env!("CARGO_PKG_VERSION")});
        let url = Url::parse(&header.url).ok();
        let query: Vec<_> = url
            .iter()
            .flat_map(Url::query_pairs)
            .map(|(name, value)| json!({"name": name, "value": value}))
            .collect();
        let head = |which: fn(&HandshakeHeads) -> &str| {
            upgrade.as_ref().map_or(Vec::new(), |u| fields(which(u)))
        };
        let (sent, received) = (head(|u| &u.request), head(|u| &u.response));
        let request = json!({
            "method": "GET", "url": header.url, "httpVersion": "HTTP/1.1", "cookies": [],
            "headers": sent, "queryString": query, "headersSize": -1, "bodySize": 0,
        });
        let response = json!({
            "status": 101, "statusText": "Switching Protocols", "httpVersion": "HTTP/1.1", "cookies": [],
            "headers": received, "content": {"size": 0, "mimeType": "x-unknown"}, "redirectURL": "", "headersSize": -1,
            "bodySize": 0,
        });
        let _ = write!(
            out,
            "{{\"log\":{{\"version\":\"1.2\",\"creator\":{creator},\"pages\":[],\"entries\":[\n\
             {{\"_resourceType\":\"websocket\",\"startedDateTime\":\""
        );
        self.clock.write(out, time_ns);
        let _ = writeln!(
            out,
            "\",\"request\":{request},\"response\":{response},\"cache\":{{}},\"_webSocketMessages\":["
        );
    }

    /// Closes what is open. Where no row came the connection is there all the same.
    pub(super) fn end(
        &mut self,
        out: &mut Vec<u8>,
        header: &Header,
        upgrade: &Option<HandshakeHeads>,
    ) {
        if self.first_ns.is_none() {
            let created = header.created.parse().map_or(0, |time: jiff::Timestamp| {
                i64::try_from(time.as_nanosecond()).unwrap_or(0)
            });
            self.begin(out, header, upgrade, created);
        }
        let spent = self.last_ns.saturating_sub(self.first_ns.unwrap_or(self.last_ns));
        let spent = format!("{}.{:06}", spent / 1_000_000, spent % 1_000_000);
        let _ = write!(
            out,
            "],\"time\":{spent},\"timings\":{{\"blocked\":-1,\"dns\":-1,\"connect\":-1,\"ssl\":-1,\"send\":0,\
             \"wait\":0,\"receive\":{spent}}}}}\n]}}}}\n"
        );
    }
}

/// The fields of a head, in order.
fn fields(head: &str) -> Vec<Value> {
    let fields = head.lines().skip(1).filter_map(|line| line.split_once(':'));
    fields.map(|(name, value)| json!({"name": name.trim(), "value": value.trim()})).collect()
}

/// Seconds with all nine digits; a reader that takes it for a double loses those below some 200 ns.
fn seconds(time_ns: i64) -> String {
    let sign = if time_ns < 0 { "-" } else { "" };
    let ns = time_ns.unsigned_abs();
    format!("{sign}{}.{:09}", ns / 1_000_000_000, ns % 1_000_000_000)
}

fn encoded(out: &mut ExportOutput<'_>, payload: &Payload<'_>) -> Result<(), ExportStop> {
    out.bytes.push(b'"');
    payload.pieces(|piece| {
        out.bytes.extend_from_slice(STANDARD.encode(piece).as_bytes());
        out.pass_on_within()
    })?;
    out.bytes.push(b'"');
    Ok(())
}
