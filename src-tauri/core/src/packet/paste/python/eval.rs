//! Evaluates expressions. Undefined names become variables.

use std::collections::BTreeMap;

use base64::Engine as _;

use super::json_dumps;
use super::operators::{add, raw, text_of, times};
use super::parse::PythonExpr;
use super::payload_pieces::PayloadPiece;
use super::variable;
use crate::packet::hex;
use crate::packet::json::Style;
use crate::packet::paste::TakenFor;

/// The result of evaluating an expression.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum PythonValue {
    None,
    Bool(bool),
    /// A number in the notation of a field's value.
    Number(String),
    Str(String),
    /// The result of `json.dumps(…)`: its text, and the style that writes the same text, if any.
    Dumped(String, Option<Style>),
    /// Bytes, as the pieces from which they were built.
    Bytes(Vec<PayloadPiece>),
    List(Vec<PythonValue>),
    Dict(Vec<(String, PythonValue)>),
    /// An undefined name.
    Unknown(String),
    /// The argument of a `send` call, and its name.
    Sent(String, Box<PythonValue>),
}

/// Memory of a value in bytes, in addition to its text or bytes.
const VALUE: usize = 64;

impl PythonValue {
    /// An estimate of the value's memory in bytes.
    fn memory(&self) -> usize {
        let inside = match self {
            PythonValue::None | PythonValue::Bool(_) => 0,
            PythonValue::Number(text)
            | PythonValue::Str(text)
            | PythonValue::Dumped(text, _)
            | PythonValue::Unknown(text) => text.len(),
            PythonValue::Bytes(pieces) => pieces.iter().map(|piece| VALUE + piece.memory()).sum(),
            PythonValue::List(items) => items.iter().map(PythonValue::memory).sum(),
            PythonValue::Dict(entries) => {
                entries.iter().map(|(key, value)| key.len() + value.memory()).sum::<usize>()
            }
            PythonValue::Sent(name, value) => name.len() + value.memory(),
        };
        VALUE + inside
    }

    /// The notation of a statement with this value alone; `None` if the value is not a message.
    pub(crate) fn kind(&self) -> Option<TakenFor> {
        match self {
            PythonValue::Dumped(..) | PythonValue::Dict(_) => Some(TakenFor::PythonJson),
            PythonValue::Bytes(pieces)
                if pieces.iter().any(|piece| matches!(piece, PayloadPiece::Packed { .. })) =>
            {
                Some(TakenFor::PythonPack)
            }
            PythonValue::Bytes(_) => Some(TakenFor::PythonBytes),
            PythonValue::Str(_) => Some(TakenFor::Text),
            _ => None,
        }
    }
}

/// The assigned names, and the names that the last statement used.
#[derive(Debug, Default)]
pub(crate) struct Names {
    names: BTreeMap<String, PythonValue>,
    pub used: Vec<String>,
    /// Memory of the values copied or repeated so far, in bytes.
    spent: usize,
}

/// Limit of the nesting depth of expressions.
const MAX_DEPTH: usize = 64;
/// Limit of a repeated value in bytes, which stops `b'\0' * 1000000000`.
pub(crate) const MOST_BYTES: usize = 1 << 20;
/// Limit of the memory in bytes for all values that are copied, repeated or packed, because each `a = a + a` doubles
/// it.
const MAX_SPENT: usize = 64 << 20;
const SENDERS: [&str; 6] =
    ["send", "send_binary", "send_bytes", "send_text", "send_str", "sendMessage"];

impl Names {
    pub(crate) fn define(&mut self, name: String, value: PythonValue) {
        self.names.insert(name, value);
    }

    /// Forgets a name and returns its value.
    pub(crate) fn undefine(&mut self, name: &str) -> Option<PythonValue> {
        self.names.remove(name)
    }

    /// All names with their values.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&String, &PythonValue)> {
        self.names.iter()
    }

    /// The value of a name, if it is known.
    pub(crate) fn get(&self, name: &str) -> Option<&PythonValue> {
        self.names.get(name)
    }

    /// Evaluates an expression; `None` if it is not supported.
    pub(crate) fn eval(&mut self, expr: &PythonExpr, deep: usize) -> Option<PythonValue> {
        // Once the limit is exceeded, nothing more is evaluated.
        if deep > MAX_DEPTH || self.spent > MAX_SPENT {
            return None;
        }
        let deep = deep + 1;
        Some(match expr {
            PythonExpr::Name(name) => self.name(name)?,
            PythonExpr::Number(digits) => PythonValue::Number(digits.clone()),
            PythonExpr::Str(text) => PythonValue::Str(text.clone()),
            PythonExpr::Bytes(bytes) => PythonValue::Bytes(vec![PayloadPiece::Raw(bytes.clone())]),
            PythonExpr::List(items) | PythonExpr::Tuple(items) => PythonValue::List(
                items.iter().map(|item| self.eval(item, deep)).collect::<Option<_>>()?,
            ),
            PythonExpr::Dict(entries) => {
                let mut dict = Vec::new();
                for (key, value) in entries {
                    let key = json_dumps::key(&self.eval(key, deep)?)?;
                    dict.push((key, self.eval(value, deep)?));
                }
                PythonValue::Dict(dict)
            }
            PythonExpr::Minus(inner) => match self.eval(inner, deep)? {
                PythonValue::Number(digits) => PythonValue::Number(format!("-{digits}")),
                _ => return None,
            },
            PythonExpr::Add(left, right) => {
                let (left, right) = (self.eval(left, deep)?, self.eval(right, deep)?);
                add(left, right)?
            }
            PythonExpr::Times(left, right) => {
                let (left, right) = (self.eval(left, deep)?, self.eval(right, deep)?);
                let repeated = times(left, right)?;
                self.spend(repeated.memory()).then_some(repeated)?
            }
            PythonExpr::Joined(parts) => {
                let mut text = String::new();
                for part in parts {
                    text.push_str(&text_of(&self.eval(part, deep)?)?);
                }
                let joined = PythonValue::Str(text);
                self.spend(joined.memory()).then_some(joined)?
            }
            PythonExpr::Call { of, args, named } => self.call(of, args, named, deep)?,
            PythonExpr::Member(..) | PythonExpr::Item(_) => return None,
        })
    }

    /// A name's value; `None` if copying it exceeds [`MAX_SPENT`].
    fn name(&mut self, name: &str) -> Option<PythonValue> {
        let name = name.strip_prefix("self.").unwrap_or(name);
        Some(match name {
            "None" => PythonValue::None,
            "True" => PythonValue::Bool(true),
            "False" => PythonValue::Bool(false),
            _ => match self.names.get(name) {
                Some(value) => {
                    self.spent = self.spent.saturating_add(value.memory());
                    if self.spent > MAX_SPENT {
                        return None;
                    }
                    let value = value.clone();
                    self.used.push(name.to_owned());
                    value
                }
                None => PythonValue::Unknown(name.replace('.', "_")),
            },
        })
    }

    /// Counts memory and returns whether it is within [`MAX_SPENT`].
    fn spend(&mut self, memory: usize) -> bool {
        self.spent = self.spent.saturating_add(memory);
        self.spent <= MAX_SPENT
    }

    fn call(
        &mut self,
        of: &PythonExpr,
        args: &[PythonExpr],
        named: &[(String, PythonExpr)],
        deep: usize,
    ) -> Option<PythonValue> {
        let path = match of {
            PythonExpr::Name(path) => path.as_str(),
            PythonExpr::Member(value, method) => {
                let value = self.eval(value, deep)?;
                return self.method(value, method, args, deep);
            }
            _ => return None,
        };
        let last = path.rsplit('.').next().unwrap_or(path);
        if SENDERS.contains(&last) && path != last {
            let name = match args.first()? {
                PythonExpr::Name(name) => name.rsplit('.').next().unwrap_or(name).to_owned(),
                _ => String::new(),
            };
            let value = self.eval(args.first()?, deep)?;
            return Some(PythonValue::Sent(name, Box::new(value)));
        }
        let first = |env: &mut Names| args.first().and_then(|arg| env.eval(arg, deep));
        match path {
            "struct.pack" | "pack" => self.pack(args, deep),
            "json.dumps" | "dumps" => {
                let value = first(self)?;
                let named: Option<Vec<_>> = named
                    .iter()
                    .map(|(name, value)| Some((name.clone(), self.eval(value, deep)?)))
                    .collect();
                json_dumps::dumps(&value, &named?)
            }
            "bytes.fromhex" | "bytearray.fromhex" | "binascii.unhexlify" | "unhexlify" => {
                match first(self)? {
                    PythonValue::Str(text) => raw(hex::parse(&text).ok()?),
                    PythonValue::Bytes(pieces) => match pieces.as_slice() {
                        [PayloadPiece::Raw(bytes)] => {
                            raw(hex::parse(str::from_utf8(bytes).ok()?).ok()?)
                        }
                        _ => None,
                    },
                    _ => None,
                }
            }
            "base64.b64decode" | "b64decode" => {
                let text = match first(self)? {
                    PythonValue::Str(text) => text,
                    PythonValue::Bytes(pieces) => match pieces.as_slice() {
                        [PayloadPiece::Raw(bytes)] => String::from_utf8(bytes.clone()).ok()?,
                        _ => return None,
                    },
                    _ => return None,
                };
                raw(base64::engine::general_purpose::STANDARD.decode(text).ok()?)
            }
            "bytes" | "bytearray" => match first(self) {
                None if args.is_empty() => raw(Vec::new()),
                Some(PythonValue::Bytes(pieces)) => Some(PythonValue::Bytes(pieces)),
                Some(PythonValue::List(items)) => {
                    let byte = |item: &PythonValue| match item {
                        PythonValue::Number(digits) => {
                            u8::try_from(crate::packet::value::integer(digits)?).ok()
                        }
                        _ => None,
                    };
                    raw(items.iter().map(byte).collect::<Option<_>>()?)
                }
                Some(PythonValue::Str(text)) => {
                    Some(PythonValue::Bytes(vec![PayloadPiece::Text(text)]))
                }
                _ => None,
            },
            "time.time" | "time" => Some(PythonValue::Unknown("unix".to_owned())),
            "uuid.uuid4" | "uuid4" => Some(PythonValue::Unknown("uuid".to_owned())),
            "len" => {
                let length = match first(self)? {
                    PythonValue::Bytes(pieces) => super::payload_pieces::length(&pieces)?,
                    PythonValue::Str(text) | PythonValue::Dumped(text, _)
                        if !text.contains("{{") =>
                    {
                        text.chars().count()
                    }
                    PythonValue::List(items) => items.len(),
                    PythonValue::Dict(entries) => entries.len(),
                    _ => return None,
                };
                Some(PythonValue::Number(length.to_string()))
            }
            "int" | "str" | "float" => match first(self)? {
                PythonValue::Str(text) if path != "str" => Some(PythonValue::Number(text)),
                PythonValue::Number(digits) if path == "str" => Some(PythonValue::Str(digits)),
                value => Some(value),
            },
            _ => match path.rsplit_once('.') {
                // A method of a named value.
                Some((value, method)) => {
                    let value = self.name(value)?;
                    self.method(value, method, args, deep)
                }
                None => None,
            },
        }
    }

    fn method(
        &mut self,
        value: PythonValue,
        method: &str,
        args: &[PythonExpr],
        deep: usize,
    ) -> Option<PythonValue> {
        // A `struct.Struct` is kept as its format.
        if let ("pack", PythonValue::Str(format)) = (method, &value) {
            let all: Vec<_> = std::iter::once(PythonExpr::Str(format.clone()))
                .chain(args.iter().cloned())
                .collect();
            return self.pack(&all, deep);
        }
        let encoding = match args.first() {
            Some(arg) => match self.eval(arg, deep)? {
                PythonValue::Str(text) => text.to_lowercase().replace(['-', '_'], ""),
                _ => return None,
            },
            None => "utf8".to_owned(),
        };
        match (method, value) {
            ("encode", PythonValue::Dumped(text, style)) => {
                // ASCII is the same in all supported encodings.
                let plain = text.is_ascii() || encoding == "utf8";
                plain.then(|| PythonValue::Bytes(vec![PayloadPiece::Json(text, style)]))
            }
            ("encode", PythonValue::Str(text)) => match encoding.as_str() {
                "utf8" | "ascii" => Some(PythonValue::Bytes(vec![PayloadPiece::Text(text)])),
                "latin1" | "iso88591" => {
                    raw(crate::packet::encoding::Encoding::Latin1.encode(&text).ok()?)
                }
                "gbk" | "gb2312" | "gb18030" => {
                    raw(crate::packet::encoding::Encoding::Gbk.encode(&text).ok()?)
                }
                _ => None,
            },
            ("encode", PythonValue::Unknown(name)) => {
                Some(PythonValue::Bytes(vec![PayloadPiece::Text(variable(&name))]))
            }
            ("format" | "strip", value @ PythonValue::Str(_)) => Some(value),
            _ => None,
        }
    }

    fn pack(&mut self, args: &[PythonExpr], deep: usize) -> Option<PythonValue> {
        let (format, values) = args.split_first()?;
        let format = match self.eval(format, deep)? {
            PythonValue::Str(format) => format,
            PythonValue::Bytes(pieces) => match pieces.as_slice() {
                [PayloadPiece::Raw(bytes)] => String::from_utf8(bytes.clone()).ok()?,
                _ => return None,
            },
            _ => return None,
        };
        let mut texts = Vec::new();
        for value in values {
            texts.push(match self.eval(value, deep)? {
                PythonValue::Number(digits) => digits,
                PythonValue::Bool(truth) => truth.to_string(),
                PythonValue::Unknown(name) => variable(&name),
                PythonValue::Bytes(pieces) => super::payload_pieces::field(&pieces)?,
                // The text of `float('nan')`.
                PythonValue::Str(text) => text,
                _ => return None,
            });
        }
        let packed = PythonValue::Bytes(vec![PayloadPiece::Packed { format, values: texts }]);
        self.spend(packed.memory()).then_some(packed)
    }
}
