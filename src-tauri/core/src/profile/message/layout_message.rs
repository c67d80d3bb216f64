//! Builds messages that have a layout.

use std::collections::BTreeMap;

use super::{BuiltMessage, MessageError, MessageFault, services};
use crate::frame::Kind;
use crate::packet::hex;
use crate::packet::layout::plan::Plan;
use crate::packet::layout::{LayoutValues, TailValue, encode};
use crate::packet::literal::Literal;
use crate::packet::rules::Decoder;
use crate::profile::model::{Message, MessageStyle, MessageTail, Profile, RepeatItem, TailType};

pub(super) fn build(
    profile: &Profile,
    message: &Message,
    decoder: &Decoder,
) -> Result<BuiltMessage, MessageError> {
    let Some(plan) = decoder.plan(&message.layout) else {
        return Err(MessageError::at("layout", MessageFault::NoLayout(message.layout.clone())));
    };
    let encoded = encode(plan, &given(profile, message)?)
        .map_err(|error| MessageError::at(path(plan, message, &error.field), error))?;
    Ok(BuiltMessage {
        kind: Kind::Binary,
        spans: encoded.spans,
        bytes: encoded.bytes,
        terminator: 0,
        warnings: Vec::new(),
        notes: encoded.notes,
    })
}

/// Collects the values that the message supplies for its layout.
pub(super) fn given(profile: &Profile, message: &Message) -> Result<LayoutValues, MessageError> {
    let mut tails = BTreeMap::new();
    for (name, tail) in &message.tails {
        tails.insert(name.clone(), value(profile, tail, &format!("tails.{name}"))?);
    }
    let tail = message.tail.as_ref().map(|tail| value(profile, tail, "tail")).transpose()?;
    Ok(LayoutValues { fields: fields(&message.fields), tail, tails })
}

/// The path in the message at which a field of its layout is set.
pub(super) fn path(plan: &Plan, message: &Message, field: &str) -> String {
    match field {
        "" => "layout".to_owned(),
        field if message.tails.contains_key(field) => format!("tails.{field}"),
        field if message.fields.contains_key(field) => format!("fields.{field}"),
        field if plan.is_tail(field) => "tail".to_owned(),
        field => format!("fields.{field}"),
    }
}

fn fields(fields: &BTreeMap<String, Literal>) -> BTreeMap<String, String> {
    fields.iter().map(|(name, value)| (name.clone(), value.as_str().to_owned())).collect()
}

fn value(profile: &Profile, tail: &MessageTail, path: &str) -> Result<TailValue, MessageError> {
    Ok(match tail.body {
        TailType::Text => TailValue::Text(tail.text.clone()),
        TailType::Json => match tail.style {
            Some(MessageStyle::Typed) => TailValue::TypedJson(tail.text.clone()),
            style => TailValue::Json(tail.text.clone(), style.and_then(MessageStyle::rewriting)),
        },
        TailType::Hex => TailValue::Bytes(
            hex::parse(&tail.text).map_err(|e| MessageError::at(format!("{path}.text"), e))?,
        ),
        TailType::Services => {
            let style = tail.style.and_then(MessageStyle::rewriting);
            let style = style.or(profile.services.as_ref().map(|services| services.style));
            TailValue::Json(services(profile, tail), style)
        }
        TailType::Items => {
            let item = |(index, item): (usize, &RepeatItem)| -> Result<LayoutValues, MessageError> {
                let path = format!("{path}.items[{index}]");
                let mut tails = BTreeMap::new();
                for (name, tail) in &item.tails {
                    tails.insert(
                        name.clone(),
                        value(profile, tail, &format!("{path}.tails.{name}"))?,
                    );
                }
                let path = format!("{path}.tail");
                let tail =
                    item.tail.as_ref().map(|tail| value(profile, tail, &path)).transpose()?;
                Ok(LayoutValues { fields: fields(&item.fields), tail, tails })
            };
            TailValue::Items(tail.items.iter().enumerate().map(item).collect::<Result<_, _>>()?)
        }
    })
}
