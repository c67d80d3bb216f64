//! MessagePack, decoded and encoded.

use std::borrow::Cow;

use rmpv::Value;
use serde_json::Value as Json;

use super::BinaryError;
use super::item_reader::{self, BinaryItem, ByteReader, ItemReader};
use crate::packet::tree::node::Node;
use crate::packet::tree::window::NodeWindow;

const WHAT: &str = "MessagePack";

/// Decodes MessagePack into a node. The type of an extension becomes the label of its bytes.
pub(crate) fn tree(
    root: &mut Node,
    bytes: &[u8],
    window: &mut NodeWindow,
) -> Result<(), BinaryError> {
    item_reader::tree::<Msgpack>(root, (WHAT, "msgpack"), bytes, window)
}

/// The beginning of a value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum MsgpackHead<'a> {
    /// Text; text that is not UTF-8 counts as another value.
    Text(&'a str),
    Int(i128),
    /// A list with this many items, which follow.
    List(u64),
    /// A map with this many keys and values, which follow.
    Map(u64),
    Other,
}

/// Reads the beginning of a value, and returns what follows it.
pub(crate) fn head(bytes: &[u8]) -> Option<(MsgpackHead<'_>, &[u8])> {
    let mut input = ByteReader::new(WHAT, bytes);
    let head = match Msgpack::next(&mut input).ok()? {
        BinaryItem::Text(Cow::Borrowed(text)) => MsgpackHead::Text(text),
        BinaryItem::Int(number) => MsgpackHead::Int(number),
        BinaryItem::List(Some(count)) => MsgpackHead::List(count),
        BinaryItem::Map(Some(count)) => MsgpackHead::Map(count),
        _ => MsgpackHead::Other,
    };
    Some((head, input.rest()))
}

/// The size in bytes of the first value, with everything that it contains; `None` if the bytes end before it does.
pub(crate) fn value_size(bytes: &[u8]) -> Option<usize> {
    let (mut rest, mut open) = (bytes, 1u128);
    while open > 0 {
        let (head, after) = head(rest)?;
        open -= 1;
        match head {
            MsgpackHead::List(count) => open += u128::from(count),
            MsgpackHead::Map(count) => open += 2 * u128::from(count),
            MsgpackHead::Text(_) | MsgpackHead::Int(_) | MsgpackHead::Other => {}
        }
        rest = after;
    }
    Some(bytes.len() - rest.len())
}

struct Msgpack;

impl ItemReader for Msgpack {
    fn next<'a>(input: &mut ByteReader<'a>) -> Result<BinaryItem<'a>, BinaryError> {
        let marker = input.byte()?;
        let low = u64::from(marker);
        Ok(match marker {
            0x00..=0x7f => BinaryItem::Int(marker.into()),
            0x80..=0x8f => BinaryItem::Map(Some(low & 0x0f)),
            0x90..=0x9f => BinaryItem::List(Some(low & 0x0f)),
            0xa0..=0xbf => text(input.take(low & 0x1f)?),
            0xc0 => BinaryItem::Null,
            0xc1 => return Err(input.broken("0xc1 begins no value")),
            0xc2 => BinaryItem::Bool(false),
            0xc3 => BinaryItem::Bool(true),
            0xc4..=0xc6 => {
                let length = unsigned(input, marker - 0xc4)?;
                BinaryItem::Bytes(input.take(length)?.into())
            }
            0xc7..=0xc9 => {
                let length = unsigned(input, marker - 0xc7)?;
                extension(input, length)?
            }
            0xca => BinaryItem::Float(f32::from_be_bytes(input.array()?).into()),
            0xcb => BinaryItem::Float(f64::from_be_bytes(input.array()?)),
            0xcc..=0xcf => BinaryItem::Int(unsigned(input, marker - 0xcc)?.into()),
            0xd0 => BinaryItem::Int(i8::from_be_bytes(input.array()?).into()),
            0xd1 => BinaryItem::Int(i16::from_be_bytes(input.array()?).into()),
            0xd2 => BinaryItem::Int(i32::from_be_bytes(input.array()?).into()),
            0xd3 => BinaryItem::Int(i64::from_be_bytes(input.array()?).into()),
            0xd4..=0xd8 => extension(input, 1 << (marker - 0xd4))?,
            0xd9..=0xdb => {
                let length = unsigned(input, marker - 0xd9)?;
                text(input.take(length)?)
            }
            0xdc | 0xdd => BinaryItem::List(Some(unsigned(input, marker - 0xdc + 1)?)),
            0xde | 0xdf => BinaryItem::Map(Some(unsigned(input, marker - 0xde + 1)?)),
            0xe0..=0xff => BinaryItem::Int((marker as i8).into()),
        })
    }
}

/// Reads an unsigned number of 1, 2, 4 or 8 bytes.
fn unsigned(input: &mut ByteReader<'_>, power: u8) -> Result<u64, BinaryError> {
    match power {
        0 => input.byte().map(u64::from),
        1 => input.array().map(|bytes| u16::from_be_bytes(bytes).into()),
        2 => input.array().map(|bytes| u32::from_be_bytes(bytes).into()),
        _ => input.array().map(u64::from_be_bytes),
    }
}

/// Old encoders store bytes in the string type.
fn text(bytes: &[u8]) -> BinaryItem<'_> {
    str::from_utf8(bytes)
        .map_or(BinaryItem::Bytes(bytes.into()), |text| BinaryItem::Text(text.into()))
}

fn extension<'a>(input: &mut ByteReader<'a>, length: u64) -> Result<BinaryItem<'a>, BinaryError> {
    let [kind] = input.array()?;
    Ok(BinaryItem::Extension(kind as i8, input.take(length)?))
}

/// Encodes JSON as MessagePack, each number in its shortest form.
pub(crate) fn write(json: &Json) -> Result<Vec<u8>, BinaryError> {
    let mut bytes = Vec::new();
    rmpv::encode::write_value(&mut bytes, &value(json)?)
        .map_err(|error| BinaryError::Broken { what: WHAT.to_owned(), why: error.to_string() })?;
    Ok(bytes)
}

fn value(json: &Json) -> Result<Value, BinaryError> {
    Ok(match json {
        Json::Null => Value::Nil,
        Json::Bool(truth) => Value::Boolean(*truth),
        Json::Number(number) => {
            let digits = number.as_str();
            let out_of_range = || BinaryError::Number { what: WHAT, number: digits.to_owned() };
            if digits.contains(['.', 'e', 'E']) {
                Value::F64(digits.parse().map_err(|_| out_of_range())?)
            } else if let Ok(whole) = digits.parse::<i64>() {
                Value::from(whole)
            } else {
                Value::from(digits.parse::<u64>().map_err(|_| out_of_range())?)
            }
        }
        Json::String(text) => Value::from(text.as_str()),
        Json::Array(items) => Value::Array(items.iter().map(value).collect::<Result<_, _>>()?),
        Json::Object(entries) => Value::Map(
            entries
                .iter()
                .map(|(key, item)| Ok((Value::from(key.as_str()), value(item)?)))
                .collect::<Result<_, BinaryError>>()?,
        ),
    })
}
