//! HAR 1.2 with Chromium's `_webSocketMessages`, which its Network panel, mitmproxy, HTTP Toolkit
//! and others read.
//!
//! Headers come from the recorded handshake, in which secrets are masked; without one there are
//! none. Payloads are exact, including any login. Markers and raw bytes are left out, because they
//! are not messages. A text that is not UTF-8 also has its bytes in `_wirelark_base64`, which other
//! readers ignore.

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

/// State of a HAR export.
#[derive(Default)]
pub(super) struct Har {
    clock: TimestampWriter,
    first_ns: Option<i64>,
    last_ns: i64,
}

impl Har {
    /// Writes a row; returns false if it cannot be represented.
    pub(super) fn row(
        &mut self,
        output: &mut ExportOutput<'_>,
        header: &Header,
        upgrade: &Option<HandshakeHeads>,
        payload: &Payload<'_>,
    ) -> Result<bool, ExportStop> {
        let record = payload.record;
        let Some(opcode) = record.kind.opcode() else { return Ok(false) };
        match self.first_ns {
            Some(_) => output.bytes.extend_from_slice(b",\n"),
            None => self.begin(&mut output.bytes, header, upgrade, record.time_ns),
        }
        self.last_ns = self.last_ns.max(record.time_ns);
        let direction = match record.direction {
            Direction::Sent => "send",
            Direction::Received => "receive",
        };
        let time = seconds(record.time_ns);
        // Writing to memory does not fail.
        let _ = write!(
            output.bytes,
            "{{\"type\":\"{direction}\",\"time\":{time},\"opcode\":{opcode},\"data\":"
        );
        let is_utf8 = record.kind != Kind::Text || payload.is_utf8()?;
        match record.kind {
            Kind::Text if is_utf8 => jsonl::text(output, payload)?,
            Kind::Text => {
                output.bytes.push(b'"');
                // Chunks may split a character; the exact bytes follow.
                payload.chunks(|chunk| {
                    jsonl::push_escaped(&mut output.bytes, &String::from_utf8_lossy(chunk));
                    output.flush_within_row()
                })?;
                output.bytes.extend_from_slice(b"\",\"_wirelark_base64\":");
                push_base64(output, payload)?;
            }
            _ => push_base64(output, payload)?,
        }
        output.bytes.push(b'}');
        Ok(true)
    }

    fn begin(
        &mut self,
        output: &mut Vec<u8>,
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
            output,
            "{{\"log\":{{\"version\":\"1.2\",\"creator\":{creator},\"pages\":[],\"entries\":[\n\
             {{\"_resourceType\":\"websocket\",\"startedDateTime\":\""
        );
        self.clock.write(output, time_ns);
        let _ = writeln!(
            output,
            "\",\"request\":{request},\"response\":{response},\"cache\":{{}},\"_webSocketMessages\":["
        );
    }

    /// Closes the JSON. A HAR without messages still contains the connection.
    pub(super) fn end(
        &mut self,
        output: &mut Vec<u8>,
        header: &Header,
        upgrade: &Option<HandshakeHeads>,
    ) {
        if self.first_ns.is_none() {
            let created = header.created.parse().map_or(0, |time: jiff::Timestamp| {
                i64::try_from(time.as_nanosecond()).unwrap_or(0)
            });
            self.begin(output, header, upgrade, created);
        }
        let elapsed = self.last_ns.saturating_sub(self.first_ns.unwrap_or(self.last_ns));
        let elapsed = format!("{}.{:06}", elapsed / 1_000_000, elapsed % 1_000_000);
        let _ = write!(
            output,
            "],\"time\":{elapsed},\"timings\":{{\"blocked\":-1,\"dns\":-1,\"connect\":-1,\"ssl\":-1,\"send\":0,\
             \"wait\":0,\"receive\":{elapsed}}}}}\n]}}}}\n"
        );
    }
}

/// Header fields of a head, in order.
fn fields(head: &str) -> Vec<Value> {
    let fields = head.lines().skip(1).filter_map(|line| line.split_once(':'));
    fields.map(|(name, value)| json!({"name": name.trim(), "value": value.trim()})).collect()
}

/// Seconds with nine fractional digits; a reader that parses a double loses digits below about 200
/// ns.
fn seconds(time_ns: i64) -> String {
    let sign = if time_ns < 0 { "-" } else { "" };
    let ns = time_ns.unsigned_abs();
    format!("{sign}{}.{:09}", ns / 1_000_000_000, ns % 1_000_000_000)
}

fn push_base64(output: &mut ExportOutput<'_>, payload: &Payload<'_>) -> Result<(), ExportStop> {
    output.bytes.push(b'"');
    payload.chunks(|chunk| {
        output.bytes.extend_from_slice(STANDARD.encode(chunk).as_bytes());
        output.flush_within_row()
    })?;
    output.bytes.push(b'"');
    Ok(())
}
