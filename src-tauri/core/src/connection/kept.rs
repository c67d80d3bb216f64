//! Handshakes kept beside a transcript, in `NAME.wlt.handshake.json`: one for each time that its connection opened.
//! Secrets are masked in it, as everywhere.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use tokio::sync::watch;

use super::handshake::Handshake;
use super::status::Status;
use crate::profile::store::write_atomically;

/// More is of no use to anybody; a connection that comes back for days keeps its first and its last ones.
const MOST: usize = 100;
/// A longer file was not written by us.
const MOST_BYTES: u64 = 16 << 20;

#[derive(Serialize, Deserialize)]
struct OnDisk {
    wirelark_handshakes: u32,
    handshakes: Vec<Handshake>,
}

/// Where a transcript's handshakes lie.
pub fn path(transcript: &Path) -> PathBuf {
    let mut name = OsString::from(transcript);
    name.push(".handshake.json");
    PathBuf::from(name)
}

/// The handshakes of a transcript, in order; none where there is no such file, or none that can be read.
pub fn load(transcript: &Path) -> Vec<Handshake> {
    let path = path(transcript);
    let small = std::fs::metadata(&path).is_ok_and(|found| found.len() <= MOST_BYTES);
    let bytes = if small { std::fs::read(&path).unwrap_or_default() } else { Vec::new() };
    serde_json::from_slice::<OnDisk>(&bytes).map(|found| found.handshakes).unwrap_or_default()
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

fn save(transcript: &Path, handshakes: &[Handshake]) -> io::Result<()> {
    let found = OnDisk { wirelark_handshakes: 1, handshakes: handshakes.to_vec() };
    write_atomically(&path(transcript), &serde_json::to_vec(&found)?)
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
            let (transcript, all) = (transcript.clone(), kept.clone());
            let written = tokio::task::spawn_blocking(move || save(&transcript, &all)).await;
            // The transcript itself is whole without it.
            if let Ok(Err(error)) = written {
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
    use crate::connection::handshake::{Head, Hop, TlsSeen, Trust, Via, Warning};
    use crate::connection::status::Phase;

    fn handshake() -> Handshake {
        let mut request = Head::default();
        request.push("GET / HTTP/1.1\r\n");
        request.push_field("Authorization", "Bearer verysecret", true);
        let hop = Hop {
            url: "wss://h".to_owned(),
            status: Some(101),
            request: Some(request),
            proxy: Some(Via {
                url: "http://p:1".to_owned(),
                from: "profile".into(),
                ..Via::default()
            }),
            tls: Some(TlsSeen {
                chain: vec![Certificate { sha256: "ab".to_owned(), ..Certificate::default() }],
                trust: Some(Trust::Pinned),
                ..TlsSeen::default()
            }),
            warnings: vec![Warning::ConnectionList],
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
            save(&transcript, std::slice::from_ref(&now)).expect("saved");
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
        save(&transcript, &[handshake()]).expect("saved");
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
}
