//! Stores handshakes beside a transcript, in `NAME.wlt.handshake.json`: one for each time its connection opened.
//! Secrets are masked.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use tokio::sync::watch;

use super::handshake::{Handshake, HttpHead};
use super::status::Status;
use crate::file::{NewFile, atomic_save, bounded_read};
use crate::packet::json::count_values;
use crate::transcript::HandshakeHeads;
pub use crate::transcript::handshake_path as path;

/// The most handshakes in a file; beyond it, those in the middle are dropped.
const MAX_HANDSHAKES: usize = 100;
/// The most hops read per handshake; at most five redirects are followed.
const MAX_HOPS: usize = 16;
/// The largest file in bytes, for reading and writing.
const MAX_BYTES: u64 = 16 << 20;
/// The most JSON values in the file: an empty hop takes 3 bytes in the file but about 800 in memory.
const MAX_VALUES: usize = 100_000;

#[derive(Deserialize)]
struct HandshakesFile {
    handshakes: Vec<Handshake>,
}

#[derive(Serialize)]
struct ToDisk<'a> {
    wirelark_handshakes: u32,
    handshakes: &'a [Handshake],
}

/// The handshakes of a transcript, in order; none if the file is missing or invalid.
pub fn load(transcript: &Path) -> Vec<Handshake> {
    let path = path(transcript);
    let bytes = bounded_read::read_within(&path, MAX_BYTES).unwrap_or_default();
    if count_values(&bytes) > MAX_VALUES {
        return Vec::new();
    }
    let parsed = serde_json::from_slice::<HandshakesFile>(&bytes);
    let mut handshakes = parsed.map(|file| file.handshakes).unwrap_or_default();
    // Another program may have written more.
    handshakes.truncate(MAX_HANDSHAKES);
    handshakes.iter_mut().for_each(|handshake| handshake.hops.truncate(MAX_HOPS));
    handshakes
}

/// The HTTP heads of a transcript's first handshake, for exports.
pub fn first_heads(transcript: &Path) -> Option<HandshakeHeads> {
    let first = load(transcript).into_iter().next()?;
    let hop = first.last()?;
    let text = |head: &Option<HttpHead>| -> String {
        let pieces = head.iter().flat_map(|head| head.pieces(false));
        pieces.map(|piece| piece.text).collect()
    };
    Some(HandshakeHeads { request: text(&hop.request), response: text(&hop.response) })
}

/// The stored handshakes, followed by the current one unless it is the last of them.
pub fn with_current(mut stored: Vec<Handshake>, current: Option<&Handshake>) -> Vec<Handshake> {
    if let Some(current) = current.filter(|current| !current.hops.is_empty())
        && stored.last() != read_back(current).as_ref()
    {
        stored.push(current.clone());
    }
    stored
}

/// The handshake as read back from the file: secrets masked, times rounded.
fn read_back(handshake: &Handshake) -> Option<Handshake> {
    serde_json::from_slice(&serde_json::to_vec(handshake).ok()?).ok()
}

/// Writes the file within the limits of [`load`]: if it is too large, handshakes in the middle are dropped.
fn save(transcript: &Path, handshakes: &mut Vec<Handshake>) -> io::Result<()> {
    let json = loop {
        let json = serde_json::to_vec(&ToDisk { wirelark_handshakes: 1, handshakes })?;
        if json.len() as u64 <= MAX_BYTES && count_values(&json) <= MAX_VALUES {
            break json;
        }
        let count = handshakes.len();
        if count <= 1 {
            return Err(io::Error::other("it is too long"));
        }
        let dropped = count.div_ceil(4);
        let from = (count - dropped) / 2;
        handshakes.drain(from..from + dropped);
    };
    atomic_save::write(&path(transcript), NewFile::like(transcript), &json)
}

/// Stores each handshake that opened the connection, until the connection ends.
pub async fn record(mut status: watch::Receiver<Status>, transcript: PathBuf) {
    let mut stored: Vec<Handshake> = Vec::new();
    let mut last: Option<Arc<Handshake>> = None;
    loop {
        let now = status.borrow_and_update().clone();
        let again = last.as_ref().is_some_and(|last| Arc::ptr_eq(last, &now.handshake));
        // During a reconnect the handshake grows phase by phase.
        let complete = now.handshake.last().is_some_and(|hop| hop.status == Some(101));
        if now.opened.is_some() && complete && !again {
            if stored.len() == MAX_HANDSHAKES {
                stored.remove(MAX_HANDSHAKES / 2);
            }
            stored.push((*now.handshake).clone());
            last = Some(now.handshake);
            let (transcript, mut all) = (transcript.clone(), std::mem::take(&mut stored));
            let written = tokio::task::spawn_blocking(move || {
                let saved = save(&transcript, &mut all);
                (all, saved)
            });
            let Ok((all, saved)) = written.await else { return };
            stored = all;
            // The transcript is complete without it.
            if let Err(error) = saved {
                tracing::warn!(%error, "the handshake cannot be kept beside the transcript");
            }
        }
        if status.changed().await.is_err() {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::connection::certificate::Certificate;
    use crate::connection::handshake::{HandshakeWarning, Hop, ProxyHop, TlsSeen, TrustReason};
    use crate::connection::phase::Phase;

    fn handshake() -> Handshake {
        let mut request = HttpHead::default();
        request.push("GET / HTTP/1.1\r\n");
        request.push_field("Authorization", "Bearer verysecret", true);
        let hop = Hop {
            url: "wss://h".to_owned(),
            status: Some(101),
            request: Some(request),
            proxy: Some(ProxyHop {
                url: "http://p:1".to_owned(),
                from: "profile".into(),
                ..ProxyHop::default()
            }),
            tls: Some(TlsSeen {
                chain: vec![Certificate { sha256: "ab".to_owned(), ..Certificate::default() }],
                trust: Some(TrustReason::Pinned),
                ..TlsSeen::default()
            }),
            warnings: vec![HandshakeWarning::ConnectionList],
            ..Hop::default()
        };
        Handshake { hops: vec![hop] }
    }

    #[test]
    fn a_stored_handshake_is_not_listed_twice() {
        let dir = tempfile::tempdir().expect("a folder");
        let transcript = dir.path().join("a.wlt");
        for n in 1..200_u64 {
            let mut now = handshake();
            now.hops[0].took(Phase::Connecting, std::time::Duration::from_nanos(n * 7_919_317));
            save(&transcript, &mut vec![now.clone()]).expect("saved");
            assert_eq!(with_current(load(&transcript), Some(&now)).len(), 1, "{n}: {now:?}");
        }
        let other = handshake();
        assert_eq!(with_current(load(&transcript), Some(&other)).len(), 2);
    }

    #[test]
    fn a_handshake_is_stored_with_secrets_masked() {
        let dir = tempfile::tempdir().expect("a folder");
        let transcript = dir.path().join("a.wlt");
        assert_eq!(load(&transcript), []);
        save(&transcript, &mut vec![handshake()]).expect("saved");
        let text = std::fs::read_to_string(path(&transcript)).expect("read");
        assert!(!text.contains("verysecret"), "{text}");
        let back = load(&transcript);
        let json = |handshake: &Handshake| serde_json::to_value(handshake).expect("JSON");
        assert_eq!(json(&back[0]), json(&handshake()));
        assert_eq!(with_current(back.clone(), Some(&handshake())).len(), 1, "the same handshake");
        assert_eq!(with_current(back, Some(&Handshake { hops: vec![Hop::default()] })).len(), 2);
        std::fs::write(path(&transcript), "{\"handshakes\": 3}").expect("damaged");
        assert_eq!(load(&transcript), [], "a damaged file is ignored");
    }

    #[test]
    fn hostile_06_a_file_of_handshakes_gives_no_more_than_a_connection_has() {
        let dir = tempfile::tempdir().expect("a folder");
        let transcript = dir.path().join("a.wlt");
        let many = Handshake { hops: vec![Hop::default(); MAX_HOPS + 1] };
        save(&transcript, &mut vec![many; MAX_HANDSHAKES + 1]).expect("saved");
        let found = load(&transcript);
        assert_eq!((found.len(), found[0].hops.len()), (MAX_HANDSHAKES, MAX_HOPS));
    }

    #[tokio::test]
    async fn a_handshake_is_stored_once_per_opened_connection() {
        let dir = tempfile::tempdir().expect("a folder");
        let transcript = dir.path().join("a.wlt");
        let (sender, status) = watch::channel(Status::idle());
        let recording = tokio::spawn(record(status, transcript.clone()));
        sender.send_modify(|status| status.handshake = Arc::new(handshake()));
        for phase in [Phase::Open, Phase::LoggedIn] {
            sender.send_modify(|status| {
                status.phase = phase;
                status.opened = Some(std::time::Instant::now());
            });
        }
        drop(sender);
        recording.await.expect("it ends with the connection");
        assert_eq!(load(&transcript).len(), 1);
    }

    #[test]
    fn hostile_06_handshakes_of_many_values_are_not_read() {
        let dir = tempfile::tempdir().expect("a folder");
        let transcript = dir.path().join("a.wlt");
        let write = |hops: &str| {
            let json =
                format!("{{\"wirelark_handshakes\":1,\"handshakes\":[{{\"hops\":[{hops}]}}]}}");
            std::fs::write(path(&transcript), json).expect("written");
            load(&transcript).first().map_or(0, |found| found.hops.len())
        };
        assert_eq!(write(&["{}"; 100].join(",")), MAX_HOPS);
        assert_eq!(write(&["{}"; 200_000].join(",")), 0);
    }

    #[test]
    fn hostile_06_handshakes_with_long_heads_are_written_as_they_can_be_read() {
        let dir = tempfile::tempdir().expect("a folder");
        let transcript = dir.path().join("a.wlt");
        let one = |number: usize| {
            let mut now = handshake();
            now.hops[0].status = Some(number as u16);
            now.hops[0].response = Some(HttpHead::of(vec![b'x'; 1 << 18]));
            now
        };
        let mut all: Vec<_> = (0..MAX_HANDSHAKES).map(one).collect();
        save(&transcript, &mut all).expect("saved");
        let read = load(&transcript);
        let status = |found: Option<&Handshake>| found.and_then(|found| found.hops[0].status);
        assert!(read.len() > 8 && read.len() == all.len(), "{}", read.len());
        assert_eq!(status(read.first()), Some(0), "the first");
        assert_eq!(status(read.last()), Some(MAX_HANDSHAKES as u16 - 1), "and the last");
    }
}
