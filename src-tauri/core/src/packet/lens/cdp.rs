//! The Chrome DevTools Protocol: commands with ids, results, and events.

use super::json_parts::{JsonParts, JsonShape, value};
use super::reading::{LensReading, LensRecord};
use super::{LensInput, valid_text};
use crate::frame::Direction;

pub(super) fn read<'m>(input: LensInput<'m>, reading: &mut LensReading<'m>) {
    let text = valid_text(input.bytes);
    let parts = JsonParts::of(text);
    if parts.shape != JsonShape::Object || parts.broken.is_some() {
        reading.misfit(parts.broken.unwrap_or(0), "a message is a JSON object");
    }
    let mut record = LensRecord::default();
    // Clients count commands over all sessions, and the answer to an unknown session does not name it.
    let id = parts.id("id");
    match (parts.text("method"), input.direction) {
        (Some(method), direction) => {
            record.name = method;
            record.content = parts.get("params").map(value);
            match (direction, id) {
                (Direction::Sent, Some(id)) => reading.ask(id),
                (Direction::Sent, None) if reading.faults.is_empty() => {
                    reading.misfit(0, "a command has an `id`");
                }
                _ => {}
            }
        }
        (None, Direction::Received) if parts.has("result") || parts.has("error") => {
            let error = parts.get("error").map(JsonParts::of);
            record.name = if error.is_some() { "error" } else { "result" }.into();
            reading.is_error = error.is_some();
            record.content = match &error {
                Some(error) => error.get("message").map(value),
                None => parts.get("result").map(value),
            };
            id.into_iter().for_each(|id| reading.answer(id));
        }
        (None, _) if reading.faults.is_empty() => {
            reading.misfit(0, "a message has a `method`, a `result` or an `error`");
        }
        (None, _) => {}
    }
    reading.push(record);
}
