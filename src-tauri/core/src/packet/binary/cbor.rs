//! CBOR (RFC 8949), decoded and encoded.

use std::borrow::Cow;

use ciborium::Value;
use ciborium::value::Integer;
use serde_json::Value as Json;

use super::BinaryError;
use super::item_reader::{self, BinaryItem, ByteReader, ItemReader};
use crate::packet::float16;
use crate::packet::tree::node::Node;
use crate::packet::tree::window::NodeWindow;

const WHAT: &str = "CBOR";

/// Additional information of an indefinite length or of its end.
const INDEFINITE: u8 = 31;

/// Decodes CBOR into a node. A tag becomes the label of its value.
pub(crate) fn tree(
    root: &mut Node,
    bytes: &[u8],
    window: &mut NodeWindow,
) -> Result<(), BinaryError> {
    item_reader::tree::<Cbor>(root, (WHAT, "cbor"), bytes, window)
}

struct Cbor;

impl ItemReader for Cbor {
    fn next<'a>(input: &mut ByteReader<'a>) -> Result<BinaryItem<'a>, BinaryError> {
        let (major, info) = split(input.byte()?);
        let argument = argument(input, info)?;
        let definite = (info != INDEFINITE).then_some(argument);
        match (major, definite) {
            (0, Some(number)) => Ok(BinaryItem::Int(number.into())),
            (1, Some(number)) => Ok(BinaryItem::Int(-1 - i128::from(number))),
            (2, Some(length)) => Ok(BinaryItem::Bytes(input.take(length)?.into())),
            (2, None) => Ok(BinaryItem::Bytes(Cow::Owned(chunks(input, major)?))),
            (3, Some(length)) => {
                let bytes = input.take(length)?;
                let text = str::from_utf8(bytes).map_err(|error| input.broken(error))?;
                Ok(BinaryItem::Text(text.into()))
            }
            (3, None) => {
                let text = String::from_utf8(chunks(input, major)?);
                Ok(BinaryItem::Text(text.map_err(|error| input.broken(error))?.into()))
            }
            (4, count) => Ok(BinaryItem::List(count)),
            (5, count) => Ok(BinaryItem::Map(count)),
            (6, Some(tag)) => Ok(BinaryItem::Tag(tag)),
            (7, None) => Ok(BinaryItem::Break),
            (7, Some(argument)) => simple(input, info, argument),
            _ => Err(input.broken("a value of no length that has one")),
        }
    }
}

fn split(head: u8) -> (u8, u8) {
    (head >> 5, head & 0x1f)
}

fn argument(input: &mut ByteReader<'_>, info: u8) -> Result<u64, BinaryError> {
    match info {
        0..=23 => Ok(info.into()),
        24 => input.byte().map(u64::from),
        25 => input.array().map(|bytes| u16::from_be_bytes(bytes).into()),
        26 => input.array().map(|bytes| u32::from_be_bytes(bytes).into()),
        27 => input.array().map(u64::from_be_bytes),
        INDEFINITE => Ok(0),
        _ => Err(input.broken("a reserved length")),
    }
}

fn simple<'a>(
    input: &ByteReader<'a>,
    info: u8,
    argument: u64,
) -> Result<BinaryItem<'a>, BinaryError> {
    match (info, argument) {
        (25, bits) => Ok(BinaryItem::Float(float16::to_f64(bits as u16))),
        (26, bits) => Ok(BinaryItem::Float(f32::from_bits(bits as u32).into())),
        (27, bits) => Ok(BinaryItem::Float(f64::from_bits(bits))),
        (_, 20) => Ok(BinaryItem::Bool(false)),
        (_, 21) => Ok(BinaryItem::Bool(true)),
        (_, 22) => Ok(BinaryItem::Null),
        (_, 23) => Ok(BinaryItem::Undefined),
        (_, number) => Err(input.broken(format!("an unknown simple value, {number}"))),
    }
}

/// Joins the chunks of a string of indefinite length.
fn chunks(input: &mut ByteReader<'_>, wanted: u8) -> Result<Vec<u8>, BinaryError> {
    let mut whole = Vec::new();
    loop {
        match split(input.byte()?) {
            (7, INDEFINITE) => return Ok(whole),
            (major, info) if major == wanted && info != INDEFINITE => {
                let length = argument(input, info)?;
                whole.extend_from_slice(input.take(length)?);
            }
            _ => return Err(input.broken("a piece of another kind")),
        }
    }
}

/// Encodes JSON as CBOR.
pub(crate) fn write(json: &Json) -> Result<Vec<u8>, BinaryError> {
    let mut bytes = Vec::new();
    ciborium::into_writer(&value(json)?, &mut bytes)
        .map_err(|error| BinaryError::Broken { what: WHAT.to_owned(), why: error.to_string() })?;
    Ok(bytes)
}

fn value(json: &Json) -> Result<Value, BinaryError> {
    Ok(match json {
        Json::Null => Value::Null,
        Json::Bool(truth) => Value::Bool(*truth),
        Json::Number(number) => {
            let digits = number.as_str();
            let out_of_range = || BinaryError::Number { what: WHAT, number: digits.to_owned() };
            if digits.contains(['.', 'e', 'E']) {
                Value::Float(digits.parse().map_err(|_| out_of_range())?)
            } else {
                let whole: i128 = digits.parse().map_err(|_| out_of_range())?;
                Value::Integer(Integer::try_from(whole).map_err(|_| out_of_range())?)
            }
        }
        Json::String(text) => Value::Text(text.clone()),
        Json::Array(items) => Value::Array(items.iter().map(value).collect::<Result<_, _>>()?),
        Json::Object(entries) => Value::Map(
            entries
                .iter()
                .map(|(key, item)| Ok((Value::Text(key.clone()), value(item)?)))
                .collect::<Result<_, BinaryError>>()?,
        ),
    })
}
