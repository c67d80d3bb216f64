//! Expressions to values: what is known stays known, what is not becomes a variable.

use std::collections::BTreeMap;

use base64::Engine as _;

use super::json_dumps;
use super::parse::PythonExpr;
use super::payload_pieces::PayloadPiece;
use super::variable;
use crate::packet::hex;
use crate::packet::json::Style;
use crate::packet::paste::TakenFor;

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum PythonValue {
    None,
    Bool(bool),
    /// A number as a field takes it.
    Number(String),
    Str(String),
    /// `json.dumps(…)`: text, with the style that writes the same.
    Dumped(String, Option<Style>),
    /// Bytes, in the pieces of which they were made.
    Bytes(Vec<PayloadPiece>),
    List(Vec<PythonValue>),
    Dict(Vec<(String, PythonValue)>),
    /// A name that nothing defines.
    Unknown(String),
    /// What `send` was called with, and its name.
    Sent(String, Box<PythonValue>),
}

/// Memory of a value beside its texts and bytes.
const VALUE: usize = 64;

impl PythonValue {
    /// About how much memory it takes.
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

    /// What a statement of this value alone is taken for; `None` for what is no message.
    pub(super) fn kind(&self) -> Option<TakenFor> {
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

/// The names that were assigned, and those that the last statement used.
#[derive(Debug, Default)]
pub(super) struct Names {
    names: BTreeMap<String, PythonValue>,
    pub(super) used: Vec<String>,
    /// Memory of values that were copied or repeated so far.
    spent: usize,
}

/// How deep values may lie in each other.
const DEEP: usize = 64;
/// `b'\0' * 1000000000` is nobody's message.
pub(super) const MOST_BYTES: usize = 1 << 20;
/// Memory of all values that stand for a name, are repeated or packed: each `a = a + a` doubles what there is.
const MAX_SPENT: usize = 64 << 20;
const SENDERS: [&str; 6] =
    ["send", "send_binary", "send_bytes", "send_text", "send_str", "sendMessage"];

impl Names {
    pub(super) fn define(&mut self, name: String, value: PythonValue) {
        self.names.insert(name, value);
    }

    /// The value; `None` for what is not understood.
    pub(super) fn eval(&mut self, expr: &PythonExpr, deep: usize) -> Option<PythonValue> {
        // Where too much was spent, the rest is not even looked at.
        if deep > DEEP || self.spent > MAX_SPENT {
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
            PythonExpr::Add(one, other) => {
                let (one, other) = (self.eval(one, deep)?, self.eval(other, deep)?);
                add(one, other)?
            }
            PythonExpr::Times(one, other) => {
                let (one, other) = (self.eval(one, deep)?, self.eval(other, deep)?);
                let repeated = times(one, other)?;
                self.spend(repeated.memory()).then_some(repeated)?
            }
            PythonExpr::Call { of, args, named } => self.call(of, args, named, deep)?,
            PythonExpr::Member(..) | PythonExpr::Item(_) => return None,
        })
    }

    /// A name's value; `None` where what is pasted copies more than [`MAX_SPENT`].
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

    /// Counts memory; false where there was enough already.
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
            "int" | "str" | "float" => match first(self)? {
                PythonValue::Str(text) if path != "str" => Some(PythonValue::Number(text)),
                PythonValue::Number(digits) if path == "str" => Some(PythonValue::Str(digits)),
                value => Some(value),
            },
            _ => match path.rsplit_once('.') {
                // A method of something that has a name.
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
        let encoding = match args.first() {
            Some(arg) => match self.eval(arg, deep)? {
                PythonValue::Str(text) => text.to_lowercase().replace(['-', '_'], ""),
                _ => return None,
            },
            None => "utf8".to_owned(),
        };
        match (method, value) {
            ("encode", PythonValue::Dumped(text, style)) => {
                // ASCII is the same in every encoding that is asked for here.
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
                // `float('nan')` became its text.
                PythonValue::Str(text) => text,
                _ => return None,
            });
        }
        let packed = PythonValue::Bytes(vec![PayloadPiece::Packed { format, values: texts }]);
        self.spend(packed.memory()).then_some(packed)
    }
}

fn raw(bytes: Vec<u8>) -> Option<PythonValue> {
    Some(PythonValue::Bytes(vec![PayloadPiece::Raw(bytes)]))
}

fn add(one: PythonValue, other: PythonValue) -> Option<PythonValue> {
    Some(match (one, other) {
        (PythonValue::Bytes(mut one), PythonValue::Bytes(other)) => {
            one.extend(other);
            PythonValue::Bytes(one)
        }
        (PythonValue::Bytes(mut one), PythonValue::Unknown(name)) => {
            one.push(PayloadPiece::Text(variable(&name)));
            PythonValue::Bytes(one)
        }
        (PythonValue::Str(one), PythonValue::Str(other)) => PythonValue::Str(one + &other),
        (PythonValue::Str(one), PythonValue::Unknown(name)) => {
            PythonValue::Str(one + &variable(&name))
        }
        (PythonValue::Unknown(name), PythonValue::Str(other)) => {
            PythonValue::Str(variable(&name) + &other)
        }
        (PythonValue::List(one), PythonValue::List(other)) => {
            PythonValue::List([one, other].concat())
        }
        _ => return None,
    })
}

fn times(one: PythonValue, other: PythonValue) -> Option<PythonValue> {
    let (value, digits) = match (one, other) {
        (value, PythonValue::Number(digits)) | (PythonValue::Number(digits), value) => {
            (value, digits)
        }
        _ => return None,
    };
    let times = usize::try_from(crate::packet::value::integer(&digits)?).ok()?;
    match value {
        PythonValue::Bytes(pieces) => match pieces.as_slice() {
            [PayloadPiece::Raw(bytes)] if bytes.len().checked_mul(times)? <= MOST_BYTES => {
                raw(bytes.repeat(times))
            }
            _ => None,
        },
        PythonValue::Str(text) if text.len().checked_mul(times)? <= MOST_BYTES => {
            Some(PythonValue::Str(text.repeat(times)))
        }
        _ => None,
    }
}
