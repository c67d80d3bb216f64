//! Lenses: built-in readers of protocols that run over WebSocket.
//!
//! A lens reads what a layout cannot express: the type of each record in a message, which request it answers, whether it
//! is a heartbeat or an error, and where it breaks the protocol. What a lens sends (messages, replies, heartbeats) is
//! data, in `profile/lenses`.
//!
//! # Layout
//!
//! - `marks`: heartbeats, errors and parts, as filters name them.
//! - `reading`: what a reader finds in a message.
//! - `json_parts`, `msgpack_parts`: the members of an object or a list, without building a tree.
//! - `socketio`, `stomp`, `signalr`, `graphql_ws`, `mqtt` (with `mqtt_fields`), `json_rpc`, `phoenix`, `cdp`, `nats`: a
//!   reader for each protocol.
//! - `flow`: protocol messages that are spread over several WebSocket messages.
//! - `tree`, `summary`: a reading as fields, and on one line.
//!
//! Readers are total: any bytes are read, what does not fit is a fault, and what is kept of a message is bounded.

mod cdp;
mod flow;
mod graphql_ws;
mod json_parts;
mod json_rpc;
mod marks;
mod mqtt;
mod mqtt_fields;
mod msgpack_parts;
mod nats;
mod phoenix;
mod reading;
mod signalr;
mod socketio;
mod stomp;
mod summary;
#[cfg(test)]
mod tests;
mod tree;

use crate::frame::{Direction, Kind};

pub use flow::{LensFinding, LensFlow};
pub use marks::{Mark, MarkSet};
pub use reading::{LensFault, LensField, LensReading, LensRecord, LensValue};

/// A built-in reader of a protocol.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    strum::IntoStaticStr,
    strum::EnumString,
    strum::EnumIter,
)]
#[strum(serialize_all = "kebab-case")]
pub enum Lens {
    /// Socket.IO protocol 5 (Socket.IO 4) on Engine.IO protocol 4, with the default and the MessagePack parser.
    #[strum(serialize = "socketio")]
    SocketIo,
    /// STOMP 1.2.
    Stomp,
    /// SignalR's hub protocol, as JSON and as MessagePack.
    #[strum(serialize = "signalr")]
    SignalR,
    /// The protocol `graphql-transport-ws` of the library graphql-ws.
    GraphqlWs,
    /// MQTT 3.1.1 and 5.
    Mqtt,
    /// JSON-RPC 2.0.
    JsonRpc,
    /// Phoenix channels, serializer version 2.
    Phoenix,
    /// The Chrome DevTools Protocol.
    Cdp,
    /// The client protocol of NATS.
    Nats,
}

/// The name that switches the choice by subprotocol off.
pub const NO_LENS: &str = "none";

/// A message as a reader sees it.
#[derive(Debug, Clone, Copy)]
struct LensInput<'m> {
    kind: Kind,
    direction: Direction,
    bytes: &'m [u8],
    /// Whether the message is longer than its bytes, which are its start then.
    is_cut: bool,
}

impl Lens {
    /// All lenses, in the order in which they are offered.
    pub fn all() -> impl Iterator<Item = Lens> {
        use strum::IntoEnumIterator as _;
        Lens::iter()
    }

    /// The name in a profile.
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// The lens with this name in a profile.
    pub fn of_name(name: &str) -> Option<Lens> {
        name.parse().ok()
    }

    /// Reads a text or binary message on its own. Of other kinds of messages nothing is read.
    pub fn read(self, kind: Kind, direction: Direction, message: &[u8]) -> LensReading<'_> {
        self.read_start(kind, direction, message, message.len())
    }

    /// Like [`read`](Self::read), for a message of `size` bytes of which only the start may be available; the end of
    /// what is available is no fault then.
    pub fn read_start(
        self,
        kind: Kind,
        direction: Direction,
        start: &[u8],
        size: usize,
    ) -> LensReading<'_> {
        let mut reading = LensReading::default();
        if !matches!(kind, Kind::Text | Kind::Binary) {
            return reading;
        }
        let input = LensInput { kind, direction, bytes: start, is_cut: start.len() < size };
        match self {
            Lens::SocketIo => socketio::read(input, &mut reading),
            Lens::Stomp => stomp::read(input, &mut reading),
            Lens::SignalR => signalr::read(input, &mut reading),
            Lens::GraphqlWs => graphql_ws::read(input, &mut reading),
            Lens::Mqtt => mqtt::read(input, &mut reading),
            Lens::JsonRpc => json_rpc::read(input, &mut reading),
            Lens::Phoenix => phoenix::read(input, &mut reading),
            Lens::Cdp => cdp::read(input, &mut reading),
            Lens::Nats => nats::read(input, &mut reading),
        }
        if input.is_cut {
            reading.faults.clear();
        }
        reading
    }

    /// Whether messages have fields that only the lens can read. The fields of other protocols are those of their JSON.
    pub fn has_fields(self, kind: Kind) -> bool {
        match self {
            Lens::GraphqlWs | Lens::JsonRpc | Lens::Cdp => false,
            Lens::SocketIo
            | Lens::Stomp
            | Lens::SignalR
            | Lens::Mqtt
            | Lens::Phoenix
            | Lens::Nats => matches!(kind, Kind::Text | Kind::Binary),
        }
    }
}

/// The text of a message, or its start that is UTF-8.
fn valid_text(bytes: &[u8]) -> &str {
    bytes.utf8_chunks().next().map_or("", |chunk| chunk.valid())
}
