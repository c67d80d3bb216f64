//! JSON-RPC 2.0: calls, notifications, responses, and batches of them.

use super::json_parts::{JsonParts, JsonShape, value};
use super::reading::{LensReading, LensRecord, offset_in};
use super::{LensInput, valid_text};
use crate::packet::faults::FaultKind;

pub(super) fn read<'m>(input: LensInput<'m>, reading: &mut LensReading<'m>) {
    let text = valid_text(input.bytes);
    let parts = JsonParts::of(text);
    if let Some(at) = parts.broken.or_else(|| (text.len() < input.bytes.len()).then_some(0)) {
        reading.misfit(at, "this is no JSON from here on");
    }
    match parts.shape {
        JsonShape::Object => record(input, &parts, reading, 0),
        JsonShape::List => {
            if parts.len() == 0 && parts.broken.is_none() {
                reading.misfit(0, "a batch has at least one message");
            }
            for one in parts.values() {
                let at = offset_in(input.bytes, one.as_bytes());
                record(input, &JsonParts::of(one), reading, at);
            }
        }
        JsonShape::Scalar | JsonShape::Nothing => {
            if reading.faults.is_empty() {
                reading.misfit(0, "a message is a JSON object or a list of them");
            }
        }
    }
    if reading.records.is_empty() {
        reading.push(LensRecord::default());
    }
}

fn record<'m>(
    input: LensInput<'m>,
    parts: &JsonParts<'m>,
    reading: &mut LensReading<'m>,
    at: usize,
) {
    let mut record = LensRecord::default();
    let id = parts.id("id");
    let is_answer = parts.has("result") || parts.has("error");
    match parts.text("method") {
        Some(method) => {
            record.name = method;
            record.content = parts.get("params").map(value);
            id.into_iter().for_each(|id| reading.ask(id));
            if is_answer {
                reading.misfit(at, "a message has either a `method` or a `result` or `error`");
            }
        }
        None if is_answer => {
            let error = parts.get("error").map(JsonParts::of);
            record.name = if error.is_some() { "error" } else { "result" }.into();
            reading.is_error |= error.is_some();
            record.content = parts.get("result").map(value);
            if let Some(error) = error {
                record.about(error.get("code").unwrap_or_default());
                record.content = error.get("message").map(value);
                let is_code = |code: &str| code.parse::<i64>().is_ok();
                if !error.get("code").is_some_and(is_code) || error.text("message").is_none() {
                    reading.misfit(at, "an `error` has an integer `code` and a `message`");
                }
                if parts.has("result") {
                    reading.misfit(at, "a response has a `result` or an `error`, not both");
                }
            }
            match (id, parts.has("id")) {
                (Some(id), _) => reading.answer(id),
                (None, true) => {}
                (None, false) => reading.misfit(at, "a response has an `id`"),
            }
        }
        None => {
            id.into_iter().for_each(|id| reading.ask(id));
            reading.misfit(at, "a message has a `method`, a `result` or an `error`");
        }
    }
    if parts.shape == JsonShape::Object && parts.text("jsonrpc").as_deref() != Some("2.0") {
        let is_cut = input.is_cut || parts.broken.is_some();
        if !is_cut {
            reading.fault(FaultKind::Constant, at, "`jsonrpc` is \"2.0\"");
        }
    }
    reading.push(record);
}
