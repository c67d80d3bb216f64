//! The protocol `graphql-transport-ws`, as the library graphql-ws describes it (PROTOCOL.md).

use super::json_parts::{JsonParts, JsonShape, value};
use super::reading::{LensReading, LensRecord};
use super::{LensInput, valid_text};
use crate::frame::Direction;

/// The ids that pair messages without an id of their own.
const INIT: &str = "connection_init";
const PING: &str = "ping";

pub(super) fn read<'m>(input: LensInput<'m>, reading: &mut LensReading<'m>) {
    let text = valid_text(input.bytes);
    let parts = JsonParts::of(text);
    let Some(kind) = parts.text("type").filter(|_| parts.shape == JsonShape::Object) else {
        reading.misfit(parts.broken.unwrap_or(0), "a message is a JSON object with a `type`");
        return reading.push(LensRecord::default());
    };
    if let Some(at) = parts.broken {
        reading.misfit(at, "this is no JSON from here on");
    }
    let is_received = input.direction == Direction::Received;
    let id = parts.text("id");
    let mut record = LensRecord::new(kind.clone());
    let needs_id = match kind.as_ref() {
        INIT => {
            reading.ask(INIT);
            false
        }
        "connection_ack" => {
            reading.answer(INIT);
            false
        }
        "ping" => {
            record.is_heartbeat = true;
            reading.ask(PING);
            false
        }
        "pong" => {
            record.is_heartbeat = true;
            reading.answer(PING);
            false
        }
        "subscribe" => {
            let payload = parts.get("payload").map(JsonParts::of);
            if let Some(query) = payload.as_ref().and_then(|payload| payload.text("query")) {
                record.about(query);
            } else {
                reading.misfit(0, "`subscribe` has a `payload` with a `query`");
            }
            if let Some(id) = &id {
                reading.ask(format!("id {id}"));
            }
            true
        }
        "next" | "error" | "complete" => {
            if let Some(id) = id.as_ref().filter(|_| is_received) {
                reading.answer(format!("id {id}"));
            }
            let has_errors = || {
                let payload = parts.get("payload").map(JsonParts::of);
                let errors = payload.and_then(|payload| payload.get("errors"));
                errors.is_some_and(|errors| JsonParts::of(errors).len() > 0)
            };
            reading.is_error = kind == "error" || (kind == "next" && has_errors());
            if kind != "complete" && !parts.has("payload") {
                reading.misfit(0, format!("`{kind}` has a `payload`"));
            }
            true
        }
        _ => {
            reading.misfit(0, "the protocol has no such `type`");
            false
        }
    };
    match id {
        Some(id) if needs_id => {
            reading.belongs_to(&id);
            record.title.insert(0, id);
        }
        _ if needs_id => reading.misfit(0, format!("`{kind}` has an `id` that is a text")),
        _ => {}
    }
    if kind != "subscribe" {
        record.content = parts.get("payload").map(value);
    }
    reading.push(record);
}
