//! CBOR (RFC 8949).

use ciborium::Value;
use ciborium::value::Integer;
use serde_json::Value as Json;

use super::BinaryError;
use super::twig::{Twig, plant};
use crate::packet::json::DEPTH_LIMIT;
use crate::packet::layout::node::{Node, NodeKind};
use crate::packet::layout::window::Window;

const WHAT: &str = "CBOR";

/// Reads CBOR into a node; a tag is its value's label.
pub(crate) fn tree(root: &mut Node, bytes: &[u8], window: &mut Window) -> Result<(), BinaryError> {
    let mut rest = bytes;
    let value: Value = ciborium::de::from_reader_with_recursion_limit(&mut rest, DEPTH_LIMIT)
        .map_err(|error| BinaryError::Broken { what: WHAT.to_owned(), why: error.to_string() })?;
    if !rest.is_empty() {
        return Err(BinaryError::Extra { what: WHAT, bytes: rest.len() });
    }
    let mut twig = Twig::new(root, "cbor", window);
    let made = node(&mut twig, &value);
    plant(root, made);
    Ok(())
}

fn node(twig: &mut Twig<'_>, value: &Value) -> Node {
    match value {
        Value::Integer(number) => twig.leaf(NodeKind::Int, i128::from(*number).to_string()),
        Value::Bytes(bytes) => twig.bytes(bytes),
        Value::Float(number) => twig.float(*number),
        Value::Text(text) => twig.text(text),
        Value::Bool(truth) => twig.leaf(NodeKind::Bool, truth.to_string()),
        Value::Null => twig.leaf(NodeKind::Null, "null"),
        Value::Tag(tag, inner) => {
            let mut made = node(twig, inner);
            made.label = Some(format!("tag {tag}"));
            made
        }
        Value::Array(items) => twig.branch(NodeKind::List, |twig, list| {
            for (index, item) in items.iter().enumerate() {
                twig.add(list, |_| index.to_string(), is_branch(item), |twig| node(twig, item));
            }
        }),
        Value::Map(entries) => twig.branch(NodeKind::Object, |twig, object| {
            for (key, item) in entries {
                twig.add(object, |twig| name(twig, key), is_branch(item), |twig| node(twig, item));
            }
        }),
        _ => twig.leaf(NodeKind::Null, "undefined"),
    }
}

fn is_branch(value: &Value) -> bool {
    match value {
        Value::Tag(_, inner) => is_branch(inner),
        value => value.is_array() || value.is_map(),
    }
}

/// A key as text; a list or a map that is one has none.
fn name(twig: &mut Twig<'_>, key: &Value) -> String {
    if is_branch(key) { String::new() } else { node(twig, key).value }
}

/// JSON as CBOR.
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
            let wrong = || BinaryError::Number { what: WHAT, number: digits.to_owned() };
            if digits.contains(['.', 'e', 'E']) {
                Value::Float(digits.parse().map_err(|_| wrong())?)
            } else {
                let whole: i128 = digits.parse().map_err(|_| wrong())?;
                Value::Integer(Integer::try_from(whole).map_err(|_| wrong())?)
            }
        }
        Json::String(text) => Value::Text(text.clone()),
        Json::Array(items) => Value::Array(items.iter().map(value).collect::<Result<_, _>>()?),
        Json::Object(entries) => Value::Map(
            entries
                .iter()
                .map(|(key, item)| Ok((Value::Text(key.clone()), value(item)?)))
                .collect::<Result<_, _>>()?,
        ),
    })
}
