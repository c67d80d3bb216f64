//! Imports HAR with `_webSocketMessages`, a Chromium extension that Playwright, mitmproxy, HTTP
//! Toolkit and Proxyman also write.
//!
//! The file is read twice: to list its connections, then for the messages of the chosen one, one at
//! a time. `opcode` alone determines the kind: `data` is text for 1 and base64 for all others.
//! Times are seconds since 1970; Playwright's may count from the browser's start, and are then
//! based on `startedDateTime`.

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

/// Maximum WebSocket connections in a HAR.
const MAX_CONNECTIONS: usize = 100_000;
/// Maximum total bytes of their URLs and times.
const MAX_LISTED: usize = 64 << 20;

/// A WebSocket connection of a HAR.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HarConnection {
    /// Number among the WebSocket connections, from 1.
    pub number: usize,
    /// URL, without user, password and the values of secret parameters.
    pub url: String,
    /// Start time as written in the file.
    pub started: String,
    /// Number of messages in the file.
    pub messages: usize,
    /// Index among all entries, from 0.
    entry: usize,
}

/// Lists the WebSocket connections of a HAR in file order, including those without messages.
pub fn har_connections(path: &Path) -> Result<Vec<HarConnection>, ImportError> {
    let mut list = ConnectionList::default();
    visit(path, &mut list)?;
    Ok(list.connections)
}

/// Selects the connection to import.
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

/// Imports the messages of the chosen connection.
pub(super) fn import(
    path: &Path,
    chosen: &HarConnection,
    mut writer: ImportWriter<'_>,
    header: Header,
) -> Result<Imported, ImportError> {
    writer.start(&header)?;
    let clock = TimeBase::new(&chosen.started);
    let mut import = ConnectionImport { entry: chosen.entry, writer, clock, end: None };
    let visited = visit(path, &mut import);
    match import.end {
        Some(end) => import.writer.finish(Err(end)),
        None => visited.and_then(|()| import.writer.finish(Ok(()))),
    }
}

/// Imports each connection that has messages into its own transcript, which `begin` creates.
pub(super) fn import_each(
    path: &Path,
    connections: Vec<HarConnection>,
    begin: &dyn Fn(&HarConnection) -> Result<ImportWriter<'static>, Error>,
    done: &mut dyn FnMut(&Path, u64) -> ControlFlow<()>,
) -> Result<(), ImportError> {
    let mut remaining: Vec<_> =
        connections.into_iter().filter(|connection| connection.messages > 0).collect();
    remaining.reverse();
    let mut import = AllConnectionsImport { remaining, begin, current: None, done, end: None };
    let visited = visit(path, &mut import);
    import.end.unwrap_or(visited)
}

fn visit(path: &Path, visitor: &mut dyn HarVisitor) -> Result<(), ImportError> {
    let mut file = LimitedReader::new(open(path)?);
    file.skip_bom().map_err(|error| ImportError::read(path, &error))?;
    let mut json = serde_json::Deserializer::from_reader(file);
    let mut position = HarPosition::default();
    Root { visitor, position: &mut position }
        .deserialize(&mut json)
        .and_then(|()| json.end())
        .map_err(|error| ImportError::damaged(path, &error, &position.to_string()))
}

/// First pass: lists the connections.
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

/// Second pass: imports one connection.
struct ConnectionImport<'a> {
    entry: usize,
    writer: ImportWriter<'a>,
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
        self.writer.push(direction, kind, time_ns, payload, None).map_err(|end| {
            self.end = Some(end);
            "broken off".to_owned()
        })
    }

    fn entry(&mut self, _: usize, _: parser::HarEntry) -> Result<(), String> {
        Ok(())
    }
}

/// Second pass: imports all connections.
struct AllConnectionsImport<'a> {
    /// Remaining connections, the next one last.
    remaining: Vec<HarConnection>,
    begin: &'a dyn Fn(&HarConnection) -> Result<ImportWriter<'static>, Error>,
    /// Writer of the current connection, after its first message.
    current: Option<(ImportWriter<'static>, TimeBase)>,
    done: &'a mut dyn FnMut(&Path, u64) -> ControlFlow<()>,
    /// Result that ended reading before the end of the file.
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
        self.remaining.last().is_some_and(|next| next.entry == entry)
    }

    fn message(&mut self, message: HarMessage) -> Result<(), String> {
        let (writer, clock) = match (&mut self.current, self.remaining.last()) {
            (Some(current), _) => current,
            (None, Some(next)) => match (self.begin)(next) {
                Ok(writer) => self.current.insert((writer, TimeBase::new(&next.started))),
                Err(error) => return self.end(Err(error.into())),
            },
            (None, None) => return Ok(()),
        };
        let time_ns = clock.time(&message)?;
        let (direction, kind, payload) = message.read()?;
        match writer.push(direction, kind, time_ns, payload, None) {
            Err(ImportStop::Failed(error)) => self.end(Err(error.into())),
            Err(ImportStop::Cancelled) => self.end(Ok(())),
            Ok(()) => Ok(()),
        }
    }

    fn entry(&mut self, entry: usize, _: parser::HarEntry) -> Result<(), String> {
        if !self.wants(entry) {
            return Ok(());
        }
        self.remaining.pop();
        let Some((writer, _)) = self.current.take() else { return Ok(()) };
        let out = writer.out().to_owned();
        match writer.finish(Ok(())) {
            Err(error) => self.end(Err(error)),
            Ok(imported) if (self.done)(&out, imported.rows).is_break() => self.end(Ok(())),
            Ok(_) => Ok(()),
        }
    }
}
