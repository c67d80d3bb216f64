//! HAR with `_webSocketMessages`, as Chromium began it and Playwright, mitmproxy, HTTP Toolkit and Proxyman write it.
//!
//! The file is read twice: for its connections, and for the messages of the one that was chosen, one at a time. What
//! a message is depends on `opcode`, never on how its data looks: `data` is text for 1 and base64 for all others. Times
//! are seconds since 1970; Playwright's may count from the browser's start, and then begin at `startedDateTime`.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use serde::de::DeserializeSeed;

use super::super::Header;
use super::feed::{End, Feed};
use super::{ImportError, Imported};

mod message;
mod walk;

use message::{Clock, Message};
use walk::{Place, Root, Take};

/// A WebSocket connection of a HAR.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HarConnection {
    /// Its number among the WebSocket connections, from 1.
    pub number: usize,
    /// What it went to.
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
    let mut found = Listing::default();
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
    mut feed: Feed<'_>,
    header: Header,
) -> Result<Imported, ImportError> {
    feed.start(&header)?;
    let clock = Clock::new(&chosen.started);
    let mut taking = Taking { entry: chosen.entry, feed, clock, end: None };
    let walked = walk(path, &mut taking);
    match taking.end {
        Some(end) => taking.feed.finish(Err(end)),
        None => walked.and_then(|()| taking.feed.finish(Ok(()))),
    }
}

fn walk(path: &Path, take: &mut dyn Take) -> Result<(), ImportError> {
    let file = File::open(path).map_err(|error| ImportError::read(path, &error))?;
    let mut file = BufReader::with_capacity(256 * 1024, file);
    let head = file.fill_buf().map_err(|error| ImportError::read(path, &error))?;
    if head.starts_with(b"\xef\xbb\xbf") {
        file.consume(3);
    }
    let mut json = serde_json::Deserializer::from_reader(file);
    let mut place = Place::default();
    Root { take, place: &mut place }
        .deserialize(&mut json)
        .and_then(|()| json.end())
        .map_err(|error| ImportError::damaged(path, &error, &place.to_string()))
}

/// The first reading.
#[derive(Default)]
struct Listing {
    connections: Vec<HarConnection>,
}

impl Take for Listing {
    fn wants(&self, _: usize) -> bool {
        false
    }

    fn message(&mut self, _: Message) -> Result<(), String> {
        Ok(())
    }

    fn entry(&mut self, entry: usize, found: walk::Entry) {
        if found.is_websocket {
            let number = self.connections.len() + 1;
            let (url, started, messages) = (found.url, found.started, found.messages);
            self.connections.push(HarConnection { number, url, started, messages, entry });
        }
    }
}

/// The second.
struct Taking<'a> {
    entry: usize,
    feed: Feed<'a>,
    clock: Clock,
    end: Option<End>,
}

impl Take for Taking<'_> {
    fn wants(&self, entry: usize) -> bool {
        entry == self.entry
    }

    fn message(&mut self, message: Message) -> Result<(), String> {
        let time_ns = self.clock.time(&message)?;
        let (direction, kind, payload) = message.read()?;
        self.feed.push(direction, kind, time_ns, payload, None).map_err(|end| {
            self.end = Some(end);
            "broken off".to_owned()
        })
    }

    fn entry(&mut self, _: usize, _: walk::Entry) {}
}
