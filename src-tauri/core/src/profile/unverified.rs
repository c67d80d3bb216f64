//! Which profiles a person has allowed to connect without anybody looking at the server's certificate.
//!
//! A profile file can come from anywhere, so what it says of this counts only once a person has confirmed it: for that
//! file, and for the server that it named then. It is remembered in the app's folder, never in the profile.

use std::collections::BTreeSet;
use std::io;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::store::write_atomically;

/// Beside the profiles: a profile's id and a server, with a tab between, one a line.
const FILE: &str = "unverified.txt";

/// See the module's text.
#[derive(Debug)]
pub struct Unverified {
    file: PathBuf,
    /// Those without an id are profiles that have no file yet; they are not written.
    allowed: Mutex<BTreeSet<(String, String)>>,
}

impl Unverified {
    /// Reads what was allowed before.
    pub fn open(folder: impl Into<PathBuf>) -> Unverified {
        let file = folder.into().join(FILE);
        let text = std::fs::read_to_string(&file).unwrap_or_default();
        let pair = |line: &str| {
            line.split_once('\t').map(|(id, server)| (id.to_owned(), server.to_owned()))
        };
        Unverified { allowed: Mutex::new(text.lines().filter_map(pair).collect()), file }
    }

    fn allowed(&self) -> MutexGuard<'_, BTreeSet<(String, String)>> {
        self.allowed.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether the profile of this id (or one without a file) may go to the URL's server.
    pub fn allows(&self, id: Option<&str>, url: &str) -> bool {
        self.allowed().contains(&(id.unwrap_or_default().to_owned(), server(url)))
    }

    /// A person has confirmed it.
    pub fn allow(&self, id: Option<&str>, url: &str) -> io::Result<()> {
        self.change(|all| {
            all.insert((id.unwrap_or_default().to_owned(), server(url)));
        })
    }

    /// A file that is new under this id, or gone: what was allowed to another one does not hold for it.
    pub fn forget(&self, id: &str) -> io::Result<()> {
        self.change(|all| all.retain(|(known, _)| known != id))
    }

    /// A profile got its file: what was allowed to it goes along, and nothing else.
    pub fn adopt(&self, id: &str, url: &str) -> io::Result<()> {
        let was = self.allows(None, url);
        self.change(|all| {
            all.retain(|(known, _)| known != id);
            if was {
                all.insert((id.to_owned(), server(url)));
            }
        })
    }

    fn change(&self, change: impl FnOnce(&mut BTreeSet<(String, String)>)) -> io::Result<()> {
        let mut all = self.allowed();
        let before = all.clone();
        change(&mut all);
        if *all == before {
            return Ok(());
        }
        let kept = all.iter().filter(|(id, _)| !id.is_empty());
        let text: String = kept.map(|(id, server)| format!("{id}\t{server}\n")).collect();
        write_atomically(&self.file, text.as_bytes())
    }
}

/// Scheme, host and port as they are written; a path or a query is no other server.
fn server(url: &str) -> String {
    let url = url.trim();
    let from = url.find("://").map_or(0, |at| at + 3);
    let end = url[from..].find(['/', '?', '#']).map_or(url.len(), |at| from + at);
    let host = url[from..end].rsplit('@').next().unwrap_or_default();
    format!("{}{host}", &url[..from]).replace(['\t', '\n', '\r'], " ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fault_23_it_holds_for_one_profile_and_one_server_also_after_a_restart() {
        let dir = tempfile::tempdir().expect("a folder");
        let now = Unverified::open(dir.path());
        assert!(!now.allows(Some("a"), "wss://h:1/x"));
        now.allow(Some("a"), "wss://h:1/x").expect("kept");
        now.allow(None, "wss://h:2/").expect("kept");
        let later = Unverified::open(dir.path());
        assert!(later.allows(Some("a"), "wss://u:p@H:1/y?z"));
        for (id, url) in
            [(Some("a"), "wss://h:2/"), (Some("b"), "wss://h:1/"), (None, "wss://h:2/")]
        {
            assert!(!later.allows(id, url), "{id:?} {url}");
        }
        assert!(now.allows(None, "wss://h:2/"), "until the app ends");
    }

    #[test]
    fn fault_71_a_new_file_under_an_old_name_is_asked_again() {
        let dir = tempfile::tempdir().expect("a folder");
        let now = Unverified::open(dir.path());
        now.allow(Some("a"), "wss://h/").expect("kept");
        now.adopt("a", "wss://h/").expect("kept");
        assert!(!now.allows(Some("a"), "wss://h/"));
        now.allow(None, "wss://h/").expect("kept");
        now.adopt("b", "wss://h/").expect("kept");
        assert!(now.allows(Some("b"), "wss://h/"), "the same profile, saved");
        now.forget("b").expect("kept");
        assert!(!Unverified::open(dir.path()).allows(Some("b"), "wss://h/"));
    }
}
