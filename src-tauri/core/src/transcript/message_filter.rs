//! Evaluates a filter on a message that is not stored yet, for automatic replies and the login.

use std::str;
use std::sync::Arc;

use super::filter::{Context, FilterError, Offset, RowLookup};
use super::format::IndexEntry;
use super::lazy_message::{LazyMessage, find};
use super::matcher::MAX_DECODED;
use super::{CodesFrom, Filter};
use crate::frame::leading_integer::LeadingInteger;
use crate::frame::{Direction, Kind, leading_code};
use crate::packet::layout::NodeKind;
use crate::packet::rules::Decoder;

/// A filter whose tests need only the message itself.
#[derive(Debug, Clone)]
pub struct MessageFilter {
    filter: Filter,
    decoder: Arc<Decoder>,
}

/// Compares the texts.
impl PartialEq for MessageFilter {
    fn eq(&self, other: &MessageFilter) -> bool {
        self.text() == other.text()
    }
}

impl MessageFilter {
    /// Parses and compiles a filter. Fails for tests of stored rows, such as `row` and `latency`, and for a filter
    /// without any test, which would match every message.
    pub fn new(text: &str, decoder: &Arc<Decoder>) -> Result<MessageFilter, FilterError> {
        // The index entry that is made for a message holds its leading int32.
        let codes = CodesFrom::indexed(LeadingInteger::DEFAULT, decoder);
        let context = Context { decoder: Arc::clone(decoder), codes, ..Context::default() };
        let filter = Filter::new(text, &context)?;
        match filter.expr().rows_only() {
            Some((key, column)) => Err(FilterError::RowsOnly { column, key: key.to_owned() }),
            None => Ok(MessageFilter { filter, decoder: Arc::clone(decoder) }),
        }
    }

    /// The filter as written.
    pub fn text(&self) -> &str {
        self.filter.text()
    }

    /// Whether the message matches. Regular expressions and fields see at most 64 MiB of it.
    pub fn is_match(&self, message: &mut UnstoredMessage<'_>) -> bool {
        let payload = message.payload;
        let needles = self.filter.needles();
        let marks = |needle: usize| needles.get(needle).is_some_and(|one| one.is_in(payload));
        let mut lookup = RowLookup {
            row: 0,
            index: &message.index,
            time_ns: 0,
            latency: None,
            findings: None,
            wire: None,
            marks: Some(&marks),
            needles,
            message: &mut message.lazy,
            zone: self.filter.zone(),
            offset: &mut Offset::default(),
        };
        self.filter.node().is_match(&mut lookup)
    }

    /// A value of the message: `text`, `size`, `code`, or `field.` and a path; lists and objects as JSON. `None` if the message has none.
    pub fn value(&self, message: &mut UnstoredMessage<'_>, name: &str) -> Option<String> {
        match name {
            "text" => str::from_utf8(message.payload).ok().map(str::to_owned),
            "size" => Some(message.payload.len().to_string()),
            "code" => {
                let IndexEntry { kind, direction, .. } = message.index;
                let code = self.decoder.code_value(kind, direction, message.payload);
                code.map(|code| code.to_string())
            }
            _ => {
                let path = name.strip_prefix("field.")?;
                let node = find(message.lazy.tree(&self.decoder), path)?;
                Some(match node.kind {
                    NodeKind::List | NodeKind::Object => node.to_json().to_string(),
                    _ => node.value.clone(),
                })
            }
        }
    }
}

/// A message just received, which is decoded when a filter first needs a field. All filters that it is shown to must
/// have the same decoder.
pub struct UnstoredMessage<'m> {
    payload: &'m [u8],
    index: IndexEntry,
    lazy: LazyMessage<'m>,
}

impl<'m> UnstoredMessage<'m> {
    /// A received text or binary message.
    pub fn received(kind: Kind, payload: &'m [u8]) -> UnstoredMessage<'m> {
        let decoded = payload.get(..MAX_DECODED as usize).unwrap_or(payload);
        let direction = Direction::Received;
        UnstoredMessage {
            payload,
            index: IndexEntry {
                offset: 0,
                direction,
                kind,
                code: leading_code(kind, payload),
                len: u32::try_from(payload.len()).unwrap_or(u32::MAX),
                wire: false,
            },
            lazy: LazyMessage::new(kind, direction, decoded),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn decoder() -> Arc<Decoder> {
        let decoding = json!({
            "codes": [{"code": 7, "name": "PING"}],
            "layouts": [{"name": "push", "format": "<iH", "fields": [{"name": "code"}, {"name": "seq"}]}],
            "rules": [{"code": 7, "layout": "push"}],
        });
        Arc::new(Decoder::new(&serde_json::from_value(decoding).expect("decoding settings")))
    }

    fn is_match(filter: &str, kind: Kind, payload: &[u8]) -> bool {
        let filter = MessageFilter::new(filter, &decoder()).expect(filter);
        filter.is_match(&mut UnstoredMessage::received(kind, payload))
    }

    #[test]
    fn every_test_of_the_message_itself_is_evaluated() {
        let binary = [7, 0, 0, 0, 5, 0];
        for filter in [
            "code:7",
            "code:ping",
            "kind:binary",
            "dir:received",
            "size:6",
            "field.seq:5",
            "field.seq>4",
        ] {
            assert!(is_match(filter, Kind::Binary, &binary), "{filter}");
            assert!(!is_match(filter, Kind::Text, b"x") || filter == "dir:received", "{filter}");
        }
        assert!(is_match("\"PING\"", Kind::Text, b"PING\r\n"));
        assert!(is_match("/^PING/ -kind:binary", Kind::Text, b"PING\r\n"));
        assert!(!is_match("/^PING/", Kind::Text, b"MSG PING"));
        assert!(is_match("field.type=ping or field.type=pong", Kind::Text, br#"{"type":"ping"}"#));
        assert!(!is_match("dir:sent", Kind::Text, b"x"));
    }

    #[test]
    fn the_code_is_read_where_the_profile_says() {
        let decoding = json!({"code": {"from": "json", "path": "type"}});
        let decoder = Decoder::new(&serde_json::from_value(decoding).expect("decoding settings"));
        let filter = MessageFilter::new("code:\"ping\"", &Arc::new(decoder)).expect("a filter");
        let mut message = UnstoredMessage::received(Kind::Text, br#"{"type":"ping"}"#);
        assert!(filter.is_match(&mut message));
        assert_eq!(filter.value(&mut message, "code").as_deref(), Some("ping"));
        let mut message = UnstoredMessage::received(Kind::Text, br#"{"type":"pong"}"#);
        assert!(!filter.is_match(&mut message));
    }

    #[test]
    fn tests_of_stored_rows_are_refused_with_their_column() {
        for key in ["wire", "row", "time", "latency", "pinned", "note"] {
            let value = match key {
                "time" => "10:00",
                "pinned" => "yes",
                "latency" => "5ms",
                _ => "1",
            };
            let error = MessageFilter::new(&format!("a or (b -{key}:{value})"), &decoder());
            let error = error.expect_err(key);
            assert_eq!((error.code(), error.column()), ("filter_rows_only", 10), "{error}");
            assert!(error.to_string().contains(&format!("'{key}'")), "{error}");
        }
    }

    #[test]
    fn values_are_text_numbers_and_json() {
        let value = |kind, payload: &[u8], name: &str| {
            let filter = MessageFilter::new("dir:received", &decoder()).expect("a filter");
            filter.value(&mut UnstoredMessage::received(kind, payload), name)
        };
        let binary = [7, 0, 0, 0, 5, 0];
        assert_eq!(value(Kind::Binary, &binary, "code").as_deref(), Some("7"));
        assert_eq!(value(Kind::Binary, &binary, "size").as_deref(), Some("6"));
        assert_eq!(value(Kind::Binary, &binary, "field.seq").as_deref(), Some("5"));
        let text = br#"{"id": 9007199254740993, "to": {"a": [1, "x"]}, "s": "q\"", "$k[0]": 1}"#;
        assert_eq!(value(Kind::Text, text, "field.id").as_deref(), Some("9007199254740993"));
        assert_eq!(value(Kind::Text, text, "field.json.s").as_deref(), Some("q\""));
        assert_eq!(value(Kind::Text, text, "field.to").as_deref(), Some(r#"{"a":[1,"x"]}"#));
        assert_eq!(value(Kind::Text, text, "field.to.a[1]").as_deref(), Some("x"));
        assert_eq!(value(Kind::Text, text, "text").map(|text| text.len()), Some(text.len()));
        for name in ["code", "field.nobody", "row", "field"] {
            assert_eq!(value(Kind::Text, text, name), None, "{name}");
        }
        assert_eq!(value(Kind::Binary, &[0xff], "text"), None, "not UTF-8");
    }
}
