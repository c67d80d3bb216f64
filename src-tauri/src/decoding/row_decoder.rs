//! Decodes one row for the page. Only one long message is decoded at a time, since a decoded message is held in memory.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use tauri::async_runtime::spawn_blocking;
use tokio::sync::{Mutex, MutexGuard};
use wirelark_core::packet::layout::Decoded;
use wirelark_core::packet::layout::decode::TreeLimits;
use wirelark_core::transcript::Reader;

use crate::error::CommandResult;
use crate::error::ErrorDto;
use crate::state::App;
use crate::transcript::session::TranscriptSession;

/// Size in bytes above which a message counts as long.
pub(crate) const LONG: u32 = 64 << 20;

/// Serialises the decoding of long messages. Of waiting requests for a page only the newest is served.
#[derive(Default)]
pub(crate) struct LongMessages {
    page_requests: AtomicU64,
    decoding: Mutex<()>,
}

/// What a message is decoded for.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum DecodePurpose {
    Page,
    Copy,
}

impl LongMessages {
    /// Waits until no other long message is decoded. `None` if a newer page was requested meanwhile.
    async fn acquire(&self, purpose: DecodePurpose) -> Option<MutexGuard<'_, ()>> {
        let request =
            (purpose == DecodePurpose::Page).then(|| self.page_requests.fetch_add(1, Relaxed) + 1);
        let guard = self.decoding.lock().await;
        request.is_none_or(|request| request == self.page_requests.load(Relaxed)).then_some(guard)
    }
}

/// A row of a connection, and whether its protocol messages stand for its payload where the profile joins messages.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ShownRow {
    pub connection: u32,
    pub row: u32,
    pub whole: bool,
}

/// The protocol message of a row whose field the table or a filter needs: the first if there are several, and nothing
/// for a part. Refuses long messages.
pub(crate) fn short_message(session: &TranscriptSession, row: u32) -> CommandResult<Vec<u8>> {
    let reader = session.reader();
    let payload = short_payload(&reader, row)?;
    let decoder = &session.decoding().decoder;
    if !decoder.joins_messages() {
        return Ok(payload);
    }
    let entry = reader.record(row)?;
    let message = session.faults.findings().message(&reader, row)?;
    let bytes = message.bytes(&payload).unwrap_or_default();
    Ok(decoder.first_message(entry.kind, entry.direction, bytes).0.to_vec())
}

/// The payload of a row. Refuses long ones.
fn short_payload(reader: &Reader, row: u32) -> CommandResult<Vec<u8>> {
    let entry = reader.record(row)?;
    if entry.size > LONG {
        let detail = format!("{} bytes are too many to decode here", entry.size);
        return Err(ErrorDto::new("decode_too_long", detail).with("size", entry.size));
    }
    Ok(reader.payload_of(&entry, 0, entry.size)?)
}

/// Runs `work` on a blocking thread with a function that decodes the row within limits.
pub(crate) async fn with_row<T: Send + 'static>(
    app: &App,
    ShownRow { connection, row, whole }: ShownRow,
    purpose: DecodePurpose,
    work: impl FnOnce(&dyn Fn(TreeLimits) -> Decoded) -> CommandResult<T> + Send + 'static,
) -> CommandResult<T> {
    let session = app.session(connection)?;
    let entry = session.reader().record(row)?;
    let guard = match entry.size > LONG {
        true => {
            let newer = || ErrorDto::new("decode_superseded", "another message is decoded instead");
            Some(app.long_messages.acquire(purpose).await.ok_or_else(newer)?)
        }
        false => None,
    };
    let result = spawn_blocking(move || {
        let (bytes, is_own) = match session.joined_bytes(row, whole)? {
            Some(bytes) => (bytes, true),
            None => {
                let own = session.faults.findings().lock().joined(row).is_none();
                (session.reader().payload_of(&entry, 0, entry.size)?, own)
            }
        };
        let decoding = session.decoding();
        let decoder = &decoding.decoder;
        let (kind, direction) = (entry.kind, entry.direction);
        work(&|limits| match is_own {
            true => decoder.decode_all(kind, direction, &bytes, limits),
            // The bytes of a part need not begin with a message.
            false => decoder.decode_within(kind, direction, &bytes, limits),
        })
    });
    let result = result.await?;
    drop(guard);
    result
}
