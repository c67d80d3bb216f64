//! MessagePack.

use rmpv::Value;
use serde_json::Value as Json;

use super::BinaryError;
use super::twig::{Twig, plant};
use crate::packet::json::DEPTH_LIMIT;
use crate::packet::layout::node::{Node, NodeKind};
use crate::packet::layout::window::Window;

const WHAT: &str = "MessagePack";

/// Reads MessagePack into a node; an extension's type is its bytes' label.
pub(crate) fn tree(root: &mut Node, bytes: &[u8], window: &mut Window) -> Result<(), BinaryError> {
    let mut rest = bytes;
    let value = rmpv::decode::read_value_with_max_depth(&mut rest, DEPTH_LIMIT)
        .map_err(|error| BinaryError::Broken { what: WHAT.to_owned(), why: error.to_string() })?;
    if !rest.is_empty() {
        return Err(BinaryError::Extra { what: WHAT, bytes: rest.len() });
    }
    let mut twig = Twig::new(root, "msgpack", window);
    let made = node(&mut twig, &value);
    plant(root, made);
    Ok(())
}

fn node(twig: &mut Twig<'_>, value: &Value) -> Node {
    match value {
        Value::Nil => twig.leaf(NodeKind::Null, "null"),
        Value::Boolean(truth) => twig.leaf(NodeKind::Bool, truth.to_string()),
        Value::Integer(number) => twig.leaf(NodeKind::Int, number.to_string()),
        Value::F32(number) => twig.float(f64::from(*number)),
        Value::F64(number) => twig.float(*number),
        Value::String(text) => match text.as_str() {
            Some(text) => twig.text(text),
            // Old writers put bytes where text belongs.
            None => twig.bytes(text.as_bytes()),
        },
        Value::Binary(bytes) => twig.bytes(bytes),
        Value::Ext(kind, bytes) => {
            let mut made = twig.bytes(bytes);
            made.label = Some(format!("ext {kind}"));
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
    }
}

fn is_branch(value: &Value) -> bool {
    value.is_array() || value.is_map()
}

/// A key as text; a list or a map that is one has none.
fn name(twig: &mut Twig<'_>, key: &Value) -> String {
    if is_branch(key) { String::new() } else { node(twig, key).value }
}

/// JSON as MessagePack, each number in the shortest form that holds it.
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
            let wrong = || BinaryError::Number { what: WHAT, number: digits.to_owned() };
            if digits.contains(['.', 'e', 'E']) {
                Value::F64(digits.parse().map_err(|_| wrong())?)
            } else if let Ok(whole) = digits.parse::<i64>() {
                Value::from(whole)
            } else {
                Value::from(digits.parse::<u64>().map_err(|_| wrong())?)
            }
        }
        Json::String(text) => Value::from(text.as_str()),
        Json::Array(items) => Value::Array(items.iter().map(value).collect::<Result<_, _>>()?),
        Json::Object(entries) => Value::Map(
            entries
                .iter()
                .map(|(key, item)| Ok((Value::from(key.as_str()), value(item)?)))
                .collect::<Result<_, _>>()?,
        ),
    })
}
