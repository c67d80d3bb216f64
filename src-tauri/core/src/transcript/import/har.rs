//! HAR with `_webSocketMessages`, as Chromium began it and Playwright, mitmproxy, HTTP Toolkit and Proxyman write it.
//!
//! The file is read twice: for its connections, and for the messages of the one that was chosen, one at a time. What
//! a message is depends on `opcode`, never on how its data looks: `data` is text for 1 and base64 for all others. Times
//! are seconds since 1970; Playwright's may count from the browser's start, and then begin at `startedDateTime`.

use std::ops::ControlFlow;
use std::path::Path;

use serde::de::DeserializeSeed;

use super::super::{Error, Header};
use super::import_writer::{ImportStop, ImportWriter};
use super::limited_reader::LimitedReader;
use super::{ImportError, Imported, open};
use crate::profile::masked_url::masked;

mod message;
mod parser;

use message::{HarMessage, TimeBase};
use parser::{HarPosition, HarVisitor, Root};

/// The most WebSocket connections of a HAR.
const MAX_CONNECTIONS: usize = 100_000;
/// The most bytes of all their URLs and times together.
const MAX_LISTED: usize = 64 << 20;

/// A WebSocket connection of a HAR.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HarConnection {
    /// Its number among the WebSocket connections, from 1.
    pub number: usize,
    /// What it went to, without user, password and the values of secret parameters.
    pub url: String,
    /// When it began, as the file says it.
    pub started: String,
    /// How many messages are in the file.
    pub messages: usize,
    /// Its number among all entries, from 0.
    entry: usize,
}

/// The WebSocket connections of a HAR, in its order; also those without messages.
pub fn har_connections(path: &Path) -> Result<Vec<HarConnection>, ImportError> {
    let mut found = ConnectionList::default();
    walk(path, &mut found)?;
    Ok(found.connections)
}

/// The connection to import.
pub(super) fn choose(
    path: &Path,
    mut connections: Vec<HarConnection>,
    number: Option<usize>,
) -> Result<HarConnection, ImportError> {
    let (path, count) = (path.to_owned(), connections.len());
    if let Some(number) = number {
        return match number.checked_sub(1).filter(|at| *at < count) {
            Some(at) => Ok(connections.swap_remove(at)),
            None => Err(ImportError::NoSuchConnection { path, number, count }),
        };
    }
    connections.retain(|connection| connection.messages > 0);
    match connections.len() {
        1 => Ok(connections.swap_remove(0)),
        0 if count == 0 => Err(ImportError::NoMessages {
            path,
            what: "there is no WebSocket connection in it".into(),
        }),
        0 => Err(ImportError::NoMessages {
            path,
            what: "its WebSocket connections have no messages: Firefox does not write them, \
                   Playwright only with `content: 'embed'`; Chromium's network panel does"
                .into(),
        }),
        count => Err(ImportError::Several { path, count }),
    }
}

/// The messages of the chosen connection into a transcript.
pub(super) fn import(
    path: &Path,
    chosen: &HarConnection,
    mut feed: ImportWriter<'_>,
    header: Header,
) -> Result<Imported, ImportError> {
    feed.start(&header)?;
    let clock = TimeBase::new(&chosen.started);
    let mut taking = ConnectionImport { entry: chosen.entry, feed, clock, end: None };
    let walked = walk(path, &mut taking);
    match taking.end {
        Some(end) => taking.feed.finish(Err(end)),
        None => walked.and_then(|()| taking.feed.finish(Ok(()))),
    }
}

/// The messages of each connection that has some into a transcript of its own, which `begin` begins.
pub(super) fn import_each(
    path: &Path,
    connections: Vec<HarConnection>,
    begin: &dyn Fn(&HarConnection) -> Result<ImportWriter<'static>, Error>,
    done: &mut dyn FnMut(&Path, u64) -> ControlFlow<()>,
) -> Result<(), ImportError> {
    let mut left: Vec<_> = connections.into_iter().filter(|one| one.messages > 0).collect();
    left.reverse();
    let mut taking = AllConnectionsImport { left, begin, now: None, done, end: None };
    let walked = walk(path, &mut taking);
    taking.end.unwrap_or(walked)
}

fn walk(path: &Path, take: &mut dyn HarVisitor) -> Result<(), ImportError> {
    let mut file = LimitedReader::new(open(path)?);
    file.skip_bom().map_err(|error| ImportError::read(path, &error))?;
    let mut json = serde_json::Deserializer::from_reader(file);
    let mut place = HarPosition::default();
    Root { take, place: &mut place }
        .deserialize(&mut json)
        .and_then(|()| json.end())
        .map_err(|error| ImportError::damaged(path, &error, &place.to_string()))
}

/// The first reading.
#[derive(Default)]
struct ConnectionList {
    connections: Vec<HarConnection>,
    bytes: usize,
}

impl HarVisitor for ConnectionList {
    fn wants(&self, _: usize) -> bool {
        false
    }

    fn message(&mut self, _: HarMessage) -> Result<(), String> {
        Ok(())
    }

    fn entry(&mut self, entry: usize, found: parser::HarEntry) -> Result<(), String> {
        if found.is_websocket {
            if self.connections.len() == MAX_CONNECTIONS {
                return Err(format!("it has more than {MAX_CONNECTIONS} WebSocket connections"));
            }
            self.bytes += found.url.len() + found.started.len();
            if self.bytes > MAX_LISTED {
                return Err(format!("its URLs have more than {MAX_LISTED} bytes together"));
            }
            let number = self.connections.len() + 1;
            let (url, started, messages) = (masked(&found.url), found.started, found.messages);
            self.connections.push(HarConnection { number, url, started, messages, entry });
        }
        Ok(())
    }
}

/// The second.
struct ConnectionImport<'a> {
    entry: usize,
    feed: ImportWriter<'a>,
    clock: TimeBase,
    end: Option<ImportStop>,
}

impl HarVisitor for ConnectionImport<'_> {
    fn wants(&self, entry: usize) -> bool {
        entry == self.entry
    }

    fn message(&mut self, message: HarMessage) -> Result<(), String> {
        let time_ns = self.clock.time(&message)?;
        let (direction, kind, payload) = message.read()?;
        self.feed.push(direction, kind, time_ns, payload, None).map_err(|end| {
            self.end = Some(end);
            "broken off".to_owned()
        })
    }

    fn entry(&mut self, _: usize, _: parser::HarEntry) -> Result<(), String> {
        Ok(())
    }
}

/// The second, for all connections.
struct AllConnectionsImport<'a> {
    /// Those that are still to come, the next one last.
    left: Vec<HarConnection>,
    begin: &'a dyn Fn(&HarConnection) -> Result<ImportWriter<'static>, Error>,
    /// The transcript of the next one, after its first message.
    now: Option<(ImportWriter<'static>, TimeBase)>,
    done: &'a mut dyn FnMut(&Path, u64) -> ControlFlow<()>,
    /// How reading ended before the file did.
    end: Option<Result<(), ImportError>>,
}

impl AllConnectionsImport<'_> {
    fn end<T>(&mut self, end: Result<(), ImportError>) -> Result<T, String> {
        self.end = Some(end);
        Err("broken off".to_owned())
    }
}

impl HarVisitor for AllConnectionsImport<'_> {
    fn wants(&self, entry: usize) -> bool {
        self.left.last().is_some_and(|next| next.entry == entry)
    }

    fn message(&mut self, message: HarMessage) -> Result<(), String> {
        let (feed, clock) = match (&mut self.now, self.left.last()) {
            (Some(now), _) => now,
            (None, Some(next)) => match (self.begin)(next) {
                Ok(feed) => self.now.insert((feed, TimeBase::new(&next.started))),
                Err(error) => return self.end(Err(error.into())),
            },
            (None, None) => return Ok(()),
        };
        let time_ns = clock.time(&message)?;
        let (direction, kind, payload) = message.read()?;
        match feed.push(direction, kind, time_ns, payload, None) {
            Err(ImportStop::Failed(error)) => self.end(Err(error.into())),
            Err(ImportStop::Cancelled) => self.end(Ok(())),
            Ok(()) => Ok(()),
        }
    }

    fn entry(&mut self, entry: usize, _: parser::HarEntry) -> Result<(), String> {
        if !self.wants(entry) {
            return Ok(());
        }
        self.left.pop();
        let Some((feed, _)) = self.now.take() else { return Ok(()) };
        let out = feed.out().to_owned();
        match feed.finish(Ok(())) {
            Err(error) => self.end(Err(error)),
            Ok(made) if (self.done)(&out, made.rows).is_break() => self.end(Ok(())),
            Ok(_) => Ok(()),
        }
    }
}
