//! Fills variables and generators into a message before it is built.

use std::collections::BTreeMap;

use super::{MessageError, tail};
use crate::packet::literal::Literal;
use crate::profile::model::{BodyType, Message, MessageTail, Profile, RepeatItem, TailType};
use crate::profile::variable::{Filler, Generated, Quoting, VariableError, VariableSources};

impl From<VariableError> for MessageError {
    fn from(error: VariableError) -> Self {
        MessageError::at(error.path, error.fault)
    }
}

/// Returns the filled message, or `None` if there is nothing to fill. A generator has the same value everywhere in the
/// message.
pub(super) fn fill(
    profile: &Profile,
    message: &Message,
    sources: &VariableSources,
) -> Result<Option<Message>, MessageError> {
    let generated = Generated::default();
    let filler = Filler::new(profile, sources, &generated);
    let mut filled = message.clone();
    let quoting = match message.body {
        BodyType::Json => Quoting::Json,
        BodyType::Text if message.escapes => Quoting::Escapes,
        _ => Quoting::None,
    };
    filled.text = filler.text(&message.text, "text", quoting)?;
    filled.escapes = false;
    // Tails first, because `{{length}}` in a value needs the tail's length.
    let mut filler = filler;
    if let Some(part) = &mut filled.tail {
        fill_tail(filler, part, "tail")?;
    }
    for (name, part) in &mut filled.tails {
        fill_tail(filler, part, &format!("tails.{name}"))?;
    }
    if message.layout.is_empty() && message.body == BodyType::Packed {
        let length = match &filled.tail {
            Some(part) => tail(profile, part)?.len(),
            None => 0,
        };
        filler = filler.with_length(length);
    }
    for (index, value) in filled.values.iter_mut().enumerate() {
        fill_literal(filler, value, || format!("values[{index}]"))?;
    }
    fill_fields(filler, &mut filled.fields, "fields")?;
    Ok((filled != *message).then_some(filled))
}

fn fill_tail(filler: Filler<'_>, tail: &mut MessageTail, path: &str) -> Result<(), MessageError> {
    let quoting = match tail.body {
        TailType::Json => Quoting::Json,
        TailType::Text if tail.escapes => Quoting::Escapes,
        _ => Quoting::None,
    };
    tail.text = filler.text(&tail.text, &format!("{path}.text"), quoting)?;
    tail.escapes = false;
    for (index, RepeatItem { fields, tail, tails, .. }) in tail.items.iter_mut().enumerate() {
        fill_fields(filler, fields, &format!("{path}.items[{index}].fields"))?;
        for (name, tail) in tails {
            fill_tail(filler, tail, &format!("{path}.items[{index}].tails.{name}"))?;
        }
        if let Some(tail) = tail {
            fill_tail(filler, tail, &format!("{path}.items[{index}].tail"))?;
        }
    }
    Ok(())
}

fn fill_fields(
    filler: Filler<'_>,
    fields: &mut BTreeMap<String, Literal>,
    path: &str,
) -> Result<(), MessageError> {
    fields
        .iter_mut()
        .try_for_each(|(name, value)| fill_literal(filler, value, || format!("{path}.{name}")))
}

fn fill_literal(
    filler: Filler<'_>,
    value: &mut Literal,
    path: impl FnOnce() -> String,
) -> Result<(), MessageError> {
    if value.as_str().contains("{{") {
        *value = filler.text(value.as_str(), &path(), Quoting::None)?.into();
    }
    Ok(())
}
