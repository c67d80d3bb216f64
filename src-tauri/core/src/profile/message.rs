//! Builds the payloads of saved messages and of the login.

mod file_message;
mod filled_message;
mod layout_message;
mod message_preview;
mod python;
mod stored_payload;
mod terminator;

use std::cell::LazyCell;

use serde_json::{Map, Number, Value};

use super::model::{
    BodyType, FieldType, LoginField, Message, MessageStyle, MessageTail, Profile, TailType,
};
use super::payload_files::PayloadFileError;
use super::secret;
use super::variable::{self, VariableFault, VariableSources};
use crate::frame::Kind;
use crate::packet::format::{DataModel, FormatError, StructFormat};
use crate::packet::hex::{self, HexError};
use crate::packet::json::{self, JsonError, Style};
use crate::packet::layout::encode::{EncodeError, EncodeFault, EncodeNote, NamedSpan};
use crate::packet::original_commands;
use crate::packet::pack::{self, PackError, PackWarning, Packed};
use crate::packet::rules::Decoder;

/// A message that is ready to send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BuiltMessage {
    /// Text or binary.
    pub kind: Kind,
    /// The payload, with its terminator.
    pub bytes: Vec<u8>,
    /// Bytes of the terminator at its end.
    pub terminator: usize,
    /// Precision or data that packing lost.
    pub warnings: Vec<PackWarning>,
    /// `packed`: the byte range of each field and tail, in order. Without a layout, fields are named by their number,
    /// from 1, and the tail is named `tail`.
    pub spans: Vec<NamedSpan>,
    /// `packed`: remarks for the user.
    pub notes: Vec<EncodeNote>,
}

/// Why a message or a login cannot be built, and which part of it is at fault.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{path}: {fault}")]
pub struct MessageError {
    /// Path of the part: `text`, `format`, `values`, `values[1]`, `tail.text`; in the login `login.fields[0].value`.
    pub path: String,
    /// The fault.
    pub fault: MessageFault,
}

/// A fault in one part of a message.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MessageFault {
    /// Invalid hex digits.
    #[error(transparent)]
    Hex(#[from] HexError),
    /// Invalid JSON.
    #[error(transparent)]
    Json(#[from] JsonError),
    /// An invalid format.
    #[error(transparent)]
    Format(#[from] FormatError),
    /// Values do not fit the format.
    #[error("{}", without_number(.0))]
    Pack(#[from] PackError),
    /// A variable without a value, or an unknown generator.
    #[error(transparent)]
    Variable(#[from] VariableFault),
    /// Values do not fit the layout.
    #[error("{}", .0.fault)]
    Encode(Box<EncodeError>),
    /// A layout that the profile does not have, or that is invalid.
    #[error("there is no sound layout named '{0}' in this profile")]
    NoLayout(String),
    /// A list of repeat elements in a message without a layout.
    #[error("only a layout says what these items are: give the message one")]
    NeedsLayout,
    /// A file that cannot be sent.
    #[error(transparent)]
    File(#[from] PayloadFileError),
    /// An invalid terminator.
    #[error(transparent)]
    Terminator(#[from] TerminatorError),
    /// A saved message with an empty payload.
    #[error(
        "the message has no content: write it in 'text' (a text, JSON or hex digits), or give a packed one its format"
    )]
    Empty,
    /// A login field of type number with another value.
    #[error("not a JSON number: write digits such as 7, -1.5 or 1e3")]
    NotNumber,
    /// A login field of type boolean with another value.
    #[error("not a boolean: write true or false")]
    NotBool,
}

impl From<EncodeError> for MessageFault {
    fn from(error: EncodeError) -> Self {
        // Boxed, because every other fault is small.
        MessageFault::Encode(Box::new(error))
    }
}

/// Formats the error without the value's number, which the path already has.
fn without_number(error: &PackError) -> String {
    match error {
        PackError::Value { what, .. } => what.to_string(),
        other => other.to_string(),
    }
}

impl MessageError {
    fn at(path: impl Into<String>, fault: impl Into<MessageFault>) -> Self {
        MessageError { path: path.into(), fault: fault.into() }
    }

    /// The stable error code.
    pub fn code(&self) -> &'static str {
        match &self.fault {
            MessageFault::Hex(error) => error.code(),
            MessageFault::Json(error) => error.code(),
            MessageFault::Format(error) => error.code(),
            MessageFault::Pack(error) => error.code(),
            MessageFault::Variable(fault) => fault.code(),
            MessageFault::Encode(error) => error.code(),
            MessageFault::NoLayout(_) => "layout.no_such_layout",
            MessageFault::NeedsLayout => "message.needs_layout",
            MessageFault::File(error) => error.code(),
            MessageFault::Terminator(error) => error.code(),
            MessageFault::Empty => "message.empty",
            MessageFault::NotNumber => "login.not_number",
            MessageFault::NotBool => "login.not_bool",
        }
    }

    /// The line in the part's text, from 1, if known.
    pub fn line(&self) -> Option<usize> {
        match &self.fault {
            MessageFault::Json(error) => Some(error.line),
            MessageFault::Encode(error) => match &error.fault {
                EncodeFault::Json(error) => Some(error.line),
                _ => None,
            },
            MessageFault::Hex(_) | MessageFault::Format(_) => Some(1),
            MessageFault::Variable(VariableFault::Escape(error))
            | MessageFault::Terminator(TerminatorError::Escape(error)) => Some(error.line),
            _ => None,
        }
    }

    /// The column in that line, in characters from 1, if known.
    pub fn column(&self) -> Option<usize> {
        match &self.fault {
            MessageFault::Json(error) => Some(error.column),
            MessageFault::Hex(error) => Some(error.column() + 1),
            MessageFault::Format(error) => Some(error.column() + 1),
            MessageFault::Pack(error) => error.column().map(|column| column + 1),
            MessageFault::Variable(VariableFault::Escape(error))
            | MessageFault::Terminator(TerminatorError::Escape(error)) => Some(error.column),
            MessageFault::Encode(error) => match &error.fault {
                EncodeFault::Json(error) => Some(error.column),
                _ => None,
            },
            _ => None,
        }
    }

    /// The offset in the packed bytes, or in the file, of the fault, if there is one.
    pub fn offset(&self) -> Option<usize> {
        match &self.fault {
            MessageFault::Pack(PackError::Value { offset, .. })
            | MessageFault::File(PayloadFileError::NotUtf8 { offset }) => Some(*offset),
            _ => None,
        }
    }
}

/// Builds a message. The profile supplies the chosen services, the layouts and the variables.
///
/// `@` means LP64 on every machine, so that a shared profile packs the same bytes everywhere. Layouts declare their own
/// data model.
pub fn build(profile: &Profile, message: &Message) -> Result<BuiltMessage, MessageError> {
    build_with(profile, message, &VariableSources::default())
}

/// Like [`build`], with variable values for this run and generators that keep counting.
pub fn build_with(
    profile: &Profile,
    message: &Message,
    sources: &VariableSources,
) -> Result<BuiltMessage, MessageError> {
    let decoder = LazyCell::new(|| Decoder::new(&profile.decoding()));
    build_using(profile, message, sources, &|| &decoder)
}

/// Like [`build_with`], for many messages that share the profile's decoder.
pub(crate) fn build_using<'a>(
    profile: &Profile,
    message: &Message,
    sources: &VariableSources,
    decoder: &dyn Fn() -> &'a Decoder,
) -> Result<BuiltMessage, MessageError> {
    let filled = filled_message::fill(profile, message, sources)?;
    let message = filled.as_ref().unwrap_or(message);
    let plain = |kind, bytes, terminator| BuiltMessage {
        kind,
        bytes,
        terminator,
        warnings: Vec::new(),
        spans: Vec::new(),
        notes: Vec::new(),
    };
    let text = |mut text: String| {
        let end = terminator::of(profile, message)?;
        text.push_str(&end);
        Ok(plain(Kind::Text, text.into_bytes(), end.len()))
    };
    match message.body {
        BodyType::Text => text(message.text.clone()),
        BodyType::Json => {
            let style = message.style.unwrap_or_default();
            text(rewrite("text", &message.text, style)?)
        }
        BodyType::Hex => {
            let bytes = hex::parse(&message.text).map_err(|e| MessageError::at("text", e))?;
            Ok(plain(Kind::Binary, bytes, 0))
        }
        BodyType::File => file_message::build(profile, message, sources),
        BodyType::Packed if message.layout.is_empty() => packed(profile, message),
        BodyType::Packed => layout_message::build(profile, message, decoder()),
    }
}

/// Rejects a saved message with an empty payload: it has lost its content, for example by a misspelt key. The user can
/// still send an empty message from the message box.
pub fn check_content(message: &Message, built: &BuiltMessage) -> Result<(), MessageError> {
    // A file may be empty.
    let filled = built.bytes.len() > built.terminator || message.body == BodyType::File;
    if filled || variable::in_message(message) || secret::in_message(message) {
        return Ok(());
    }
    let path = if message.body == BodyType::Packed { "format" } else { "text" };
    Err(MessageError::at(path, MessageFault::Empty))
}

fn packed(profile: &Profile, message: &Message) -> Result<BuiltMessage, MessageError> {
    let format = StructFormat::parse(&message.format, DataModel::Lp64)
        .map_err(|error| MessageError::at("format", error))?;
    let Packed { mut bytes, warnings, spans } = pack::pack_typed(&format, &message.values)
        .map_err(|error| {
            let path = match (&error, error.index()) {
                (_, Some(index)) => format!("values[{index}]"),
                (PackError::TooLong { .. }, None) => "format".to_owned(),
                (_, None) => "values".to_owned(),
            };
            MessageError::at(path, error)
        })?;
    let named = |(index, span): (usize, pack::Span)| NamedSpan {
        name: (index + 1).to_string(),
        offset: span.offset,
        size: span.size,
        colour: index as u16,
    };
    let mut spans: Vec<_> = spans.into_iter().enumerate().map(named).collect();
    if let Some(part) = &message.tail {
        let written = tail(profile, part)?;
        let (name, colour) = ("tail".to_owned(), spans.len() as u16);
        spans.push(NamedSpan { name, offset: bytes.len(), size: written.len(), colour });
        bytes.extend(written);
    }
    let note = |warning: &PackWarning| {
        EncodeNote::of_packing(&(warning.index() + 1).to_string(), *warning)
    };
    let notes = warnings.iter().map(note).collect();
    Ok(BuiltMessage { kind: Kind::Binary, bytes, terminator: 0, warnings, spans, notes })
}

fn tail(profile: &Profile, tail: &MessageTail) -> Result<Vec<u8>, MessageError> {
    match tail.body {
        TailType::Text => Ok(tail.text.clone().into_bytes()),
        TailType::Json => {
            let style = tail.style.unwrap_or_default();
            Ok(rewrite("tail.text", &tail.text, style)?.into_bytes())
        }
        TailType::Hex => {
            hex::parse(&tail.text).map_err(|error| MessageError::at("tail.text", error))
        }
        TailType::Services => Ok(services(profile, tail).into_bytes()),
        TailType::Items => Err(MessageError::at("tail", MessageFault::NeedsLayout)),
    }
}

/// The chosen services as a JSON list.
fn services(profile: &Profile, tail: &MessageTail) -> String {
    // Without services in the profile the list is empty, which is a valid message.
    let services = profile.services.as_ref();
    let names = services.map_or(&[][..], |services| &services.chosen);
    let style = tail.style.and_then(MessageStyle::rewriting);
    let style = style.or(services.map(|services| services.style));
    original_commands::services(names, style.unwrap_or_default())
}

/// The JSON in this style; JSON as typed is only checked.
fn rewrite(path: &str, text: &str, style: MessageStyle) -> Result<String, MessageError> {
    let value = json::parse(text).map_err(|error| MessageError::at(path, error))?;
    Ok(match style.rewriting() {
        Some(style) => json::write(&value, style),
        None => text.to_owned(),
    })
}

pub use file_message::check as check_file;
pub use message_preview::{MessagePreview, sheet};
pub use python::python;
pub use stored_payload::from_payload;
pub use terminator::TerminatorError;
pub(crate) use terminator::of_profile as terminator_of_profile;

/// Builds the login as a JSON object with the fields in order. If two fields have the same name, the later value
/// counts.
pub fn login(fields: &[LoginField], style: Style) -> Result<String, MessageError> {
    let mut object = Map::new();
    for (index, field) in fields.iter().enumerate() {
        let value = login_value(field)
            .map_err(|fault| MessageError::at(format!("login.fields[{index}].value"), fault))?;
        object.insert(field.name.clone(), value);
    }
    Ok(json::write(&Value::Object(object), style))
}

fn login_value(field: &LoginField) -> Result<Value, MessageFault> {
    let text = field.value.as_str();
    match field.kind {
        FieldType::String => Ok(Value::String(text.to_owned())),
        FieldType::Number => {
            text.trim().parse::<Number>().map(Value::Number).map_err(|_| MessageFault::NotNumber)
        }
        FieldType::Boolean => match text.trim() {
            "true" => Ok(Value::Bool(true)),
            "false" => Ok(Value::Bool(false)),
            _ => Err(MessageFault::NotBool),
        },
        FieldType::Null => Ok(Value::Null),
        FieldType::Json => Ok(json::parse(text)?),
    }
}

#[cfg(test)]
mod tests;
