//! Streaming parser for a HAR's JSON that holds at most one message in memory.

use std::fmt;

use serde::de::{
    DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor,
};

use super::message::HarMessage;

/// Receives the contents of a HAR.
pub(super) trait HarVisitor {
    /// Whether to pass this entry's messages, or only count them.
    fn wants(&self, entry: usize) -> bool;
    /// A message of a wanted entry.
    fn message(&mut self, message: HarMessage) -> Result<(), String>;
    /// An entry, after its messages.
    fn entry(&mut self, number: usize, entry: HarEntry) -> Result<(), String>;
}

/// An entry of a HAR.
#[derive(Debug, Default)]
pub(super) struct HarEntry {
    pub(super) is_websocket: bool,
    pub(super) url: String,
    pub(super) started: String,
    pub(super) messages: usize,
}

/// Current position, for error messages.
#[derive(Debug, Default)]
pub(super) struct HarPosition {
    entry: Option<usize>,
    message: Option<usize>,
}

impl fmt::Display for HarPosition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.entry, self.message) {
            (Some(entry), Some(message)) => {
                write!(f, "log.entries[{entry}]._webSocketMessages[{message}]")
            }
            (Some(entry), None) => write!(f, "log.entries[{entry}]"),
            _ => f.write_str("log"),
        }
    }
}

/// A JSON value that is visited rather than deserialized.
macro_rules! step {
    ($(#[$doc:meta])* $name:ident, $json:ident) => {
        $(#[$doc])*
        pub(super) struct $name<'a> {
            pub(super) visitor: &'a mut dyn HarVisitor,
            pub(super) position: &'a mut HarPosition,
        }

        impl<'de> DeserializeSeed<'de> for $name<'_> {
            type Value = ();

            fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
                json.$json(self)
            }
        }
    };
}

step!(
    /// The file.
    Root, deserialize_map
);
step!(Log, deserialize_map);
step!(Entries, deserialize_seq);

impl<'de> Visitor<'de> for Root<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with `log`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut is_har = false;
        while let Some(key) = map.next_key::<String>()? {
            if key == "log" {
                is_har = true;
                map.next_value_seed(Log { visitor: self.visitor, position: self.position })?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        if is_har { Ok(()) } else { Err(A::Error::missing_field("log")) }
    }
}

impl<'de> Visitor<'de> for Log<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with `entries`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            if key == "entries" {
                map.next_value_seed(Entries { visitor: self.visitor, position: self.position })?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }
}

impl<'de> Visitor<'de> for Entries<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of entries")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        for number in 0.. {
            *self.position = HarPosition { entry: Some(number), message: None };
            let step = OneEntry { visitor: self.visitor, position: self.position, number };
            let Some(entry) = list.next_element_seed(step)? else { break };
            self.visitor.entry(number, entry).map_err(A::Error::custom)?;
        }
        *self.position = HarPosition::default();
        Ok(())
    }
}

struct OneEntry<'a> {
    visitor: &'a mut dyn HarVisitor,
    position: &'a mut HarPosition,
    number: usize,
}

impl<'de> DeserializeSeed<'de> for OneEntry<'_> {
    type Value = HarEntry;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<HarEntry, D::Error> {
        json.deserialize_map(self)
    }
}

#[derive(serde::Deserialize)]
struct HarRequest {
    #[serde(default)]
    url: String,
}

impl<'de> Visitor<'de> for OneEntry<'_> {
    type Value = HarEntry;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an entry, which is an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<HarEntry, A::Error> {
        let mut entry = HarEntry::default();
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "_resourceType" => {
                    let kind = map.next_value::<Option<String>>()?;
                    entry.is_websocket |= kind.as_deref() == Some("websocket");
                }
                "startedDateTime" => {
                    entry.started = map.next_value::<Option<String>>()?.unwrap_or_default();
                }
                "request" => entry.url = map.next_value::<HarRequest>()?.url,
                "_webSocketMessages" => {
                    entry.is_websocket = true;
                    let wants = self.visitor.wants(self.number);
                    let visitor = &mut *self.visitor;
                    let step = Messages { visitor, position: &mut *self.position, wants };
                    entry.messages = map.next_value_seed(step)?;
                    self.position.message = None;
                }
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(entry)
    }
}

struct Messages<'a> {
    visitor: &'a mut dyn HarVisitor,
    position: &'a mut HarPosition,
    wants: bool,
}

impl<'de> DeserializeSeed<'de> for Messages<'_> {
    type Value = usize;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<usize, D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Messages<'_> {
    type Value = usize;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of messages")
    }

    fn visit_unit<E>(self) -> Result<usize, E> {
        Ok(0)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<usize, A::Error> {
        for number in 0.. {
            self.position.message = Some(number);
            let has_message = if self.wants {
                match list.next_element::<HarMessage>()? {
                    Some(message) => {
                        self.visitor.message(message).map_err(A::Error::custom)?;
                        true
                    }
                    None => false,
                }
            } else {
                list.next_element::<IgnoredAny>()?.is_some()
            };
            if !has_message {
                return Ok(number);
            }
        }
        Ok(0)
    }
}
