//! Handshakes kept beside a transcript, in `NAME.wlt.handshake.json`: one for each time that its connection opened.
//! Secrets are masked in it, as everywhere.

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

/// More is of no use to anybody; a connection that comes back for days keeps its first and its last ones.
const MOST: usize = 100;
/// No handshake has more hops: five redirects at most are followed.
const MOST_HOPS: usize = 16;
/// The most bytes of the file, for readers and the writer.
const MAX_BYTES: u64 = 16 << 20;
/// The most values in it. In memory an empty hop takes some 800 bytes, and three in the file.
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

/// The handshakes of a transcript, in order; none where there is no such file, or none that can be read.
pub fn load(transcript: &Path) -> Vec<Handshake> {
    let path = path(transcript);
    let bytes = bounded_read::read_within(&path, MAX_BYTES).unwrap_or_default();
    if count_values(&bytes) > MAX_VALUES {
        return Vec::new();
    }
    let found = serde_json::from_slice::<HandshakesFile>(&bytes);
    let mut handshakes = found.map(|found| found.handshakes).unwrap_or_default();
    // What another program wrote may have any number of them.
    handshakes.truncate(MOST);
    handshakes.iter_mut().for_each(|handshake| handshake.hops.truncate(MOST_HOPS));
    handshakes
}

/// The heads that opened a transcript's connection for the first time, for an export.
pub fn upgrade(transcript: &Path) -> Option<HandshakeHeads> {
    let first = load(transcript).into_iter().next()?;
    let hop = first.last()?;
    let text = |head: &Option<HttpHead>| -> String {
        let pieces = head.iter().flat_map(|head| head.pieces(false));
        pieces.map(|piece| piece.text).collect()
    };
    Some(HandshakeHeads { request: text(&hop.request), response: text(&hop.response) })
}

/// What was kept, and what there is now, where that is not the last of them.
pub fn with(mut kept: Vec<Handshake>, now: Option<&Handshake>) -> Vec<Handshake> {
    if let Some(now) = now.filter(|now| !now.hops.is_empty())
        && kept.last() != read_back(now).as_ref()
    {
        kept.push(now.clone());
    }
    kept
}

/// As the file would give it: secrets masked, and the last digit of a time perhaps another.
fn read_back(one: &Handshake) -> Option<Handshake> {
    serde_json::from_slice(&serde_json::to_vec(one).ok()?).ok()
}

/// Writes as many as [`load`] reads back: where they are too long together, those in the middle are left out.
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
        let left_out = count.div_ceil(4);
        let from = (count - left_out) / 2;
        handshakes.drain(from..from + left_out);
    };
    atomic_save::write(&path(transcript), NewFile::like(transcript), &json)
}

/// Writes each handshake that led to an open connection, until the connection is gone.
pub async fn keep(mut status: watch::Receiver<Status>, transcript: PathBuf) {
    let mut kept: Vec<Handshake> = Vec::new();
    let mut last: Option<Arc<Handshake>> = None;
    loop {
        let now = status.borrow_and_update().clone();
        let again = last.as_ref().is_some_and(|last| Arc::ptr_eq(last, &now.handshake));
        // While a lost connection is made again, the handshake grows phase by phase.
        let whole = now.handshake.last().is_some_and(|hop| hop.status == Some(101));
        if now.opened.is_some() && whole && !again {
            if kept.len() == MOST {
                kept.remove(MOST / 2);
            }
            kept.push((*now.handshake).clone());
            last = Some(now.handshake);
            let (transcript, mut all) = (transcript.clone(), std::mem::take(&mut kept));
            let written = tokio::task::spawn_blocking(move || {
                let saved = save(&transcript, &mut all);
                (all, saved)
            });
            let Ok((all, saved)) = written.await else { return };
            kept = all;
            // The transcript itself is whole without it.
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
    fn what_is_kept_already_is_not_told_twice() {
        let dir = tempfile::tempdir().expect("a folder");
        let transcript = dir.path().join("a.wlt");
        for n in 1..200_u64 {
            let mut now = handshake();
            now.hops[0].took(Phase::Connecting, std::time::Duration::from_nanos(n * 7_919_317));
            save(&transcript, &mut vec![now.clone()]).expect("saved");
            assert_eq!(with(load(&transcript), Some(&now)).len(), 1, "{n}: {now:?}");
        }
        let other = handshake();
        assert_eq!(with(load(&transcript), Some(&other)).len(), 2);
    }

    #[test]
    fn what_is_read_back_is_what_was_shown() {
        let dir = tempfile::tempdir().expect("a folder");
        let transcript = dir.path().join("a.wlt");
        assert_eq!(load(&transcript), []);
        save(&transcript, &mut vec![handshake()]).expect("saved");
        let text = std::fs::read_to_string(path(&transcript)).expect("read");
        assert!(!text.contains("verysecret"), "{text}");
        let back = load(&transcript);
        let json = |handshake: &Handshake| serde_json::to_value(handshake).expect("JSON");
        assert_eq!(json(&back[0]), json(&handshake()));
        assert_eq!(with(back.clone(), Some(&handshake())).len(), 1, "the same one");
        assert_eq!(with(back, Some(&Handshake { hops: vec![Hop::default()] })).len(), 2);
        std::fs::write(path(&transcript), "{\"handshakes\": 3}").expect("damaged");
        assert_eq!(load(&transcript), [], "of a damaged one nothing is told");
    }

    #[test]
    fn hostile_06_a_file_of_handshakes_gives_no_more_than_a_connection_has() {
        let dir = tempfile::tempdir().expect("a folder");
        let transcript = dir.path().join("a.wlt");
        let many = Handshake { hops: vec![Hop::default(); MOST_HOPS + 1] };
        save(&transcript, &mut vec![many; MOST + 1]).expect("saved");
        let found = load(&transcript);
        assert_eq!((found.len(), found[0].hops.len()), (MOST, MOST_HOPS));
    }

    #[tokio::test]
    async fn only_what_opened_is_kept_and_each_time_once() {
        let dir = tempfile::tempdir().expect("a folder");
        let transcript = dir.path().join("a.wlt");
        let (tell, status) = watch::channel(Status::idle());
        let keeping = tokio::spawn(keep(status, transcript.clone()));
        tell.send_modify(|status| status.handshake = Arc::new(handshake()));
        for phase in [Phase::Open, Phase::LoggedIn] {
            tell.send_modify(|status| {
                status.phase = phase;
                status.opened = Some(std::time::Instant::now());
            });
        }
        drop(tell);
        keeping.await.expect("it ends with the connection");
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
        assert_eq!(write(&["{}"; 100].join(",")), MOST_HOPS);
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
        let mut all: Vec<_> = (0..MOST).map(one).collect();
        save(&transcript, &mut all).expect("saved");
        let read = load(&transcript);
        let status = |found: Option<&Handshake>| found.and_then(|found| found.hops[0].status);
        assert!(read.len() > 8 && read.len() == all.len(), "{}", read.len());
        assert_eq!(status(read.first()), Some(0), "the first");
        assert_eq!(status(read.last()), Some(MOST as u16 - 1), "and the last");
    }
}
