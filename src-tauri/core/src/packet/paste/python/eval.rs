//! Expressions to values: what is known stays known, what is not becomes a variable.

use std::collections::BTreeMap;

use base64::Engine as _;

use super::dumps;
use super::parse::Expr;
use super::pieces::Piece;
use super::variable;
use crate::packet::hex;
use crate::packet::json::Style;
use crate::packet::paste::TakenFor;

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Py {
    None,
    Bool(bool),
    /// A number as a field takes it.
    Number(String),
    Str(String),
    /// `json.dumps(…)`: text, with the style that writes the same.
    Dumped(String, Option<Style>),
    /// Bytes, in the pieces of which they were made.
    Bytes(Vec<Piece>),
    List(Vec<Py>),
    Dict(Vec<(String, Py)>),
    /// A name that nothing defines.
    Unknown(String),
    /// What `send` was called with, and its name.
    Sent(String, Box<Py>),
}

/// Memory of a value beside its texts and bytes.
const VALUE: usize = 64;

impl Py {
    /// About how much memory it takes.
    fn memory(&self) -> usize {
        let inside = match self {
            Py::None | Py::Bool(_) => 0,
            Py::Number(text) | Py::Str(text) | Py::Dumped(text, _) | Py::Unknown(text) => {
                text.len()
            }
            Py::Bytes(pieces) => pieces.iter().map(|piece| VALUE + piece.memory()).sum(),
            Py::List(items) => items.iter().map(Py::memory).sum(),
            Py::Dict(entries) => {
                entries.iter().map(|(key, value)| key.len() + value.memory()).sum::<usize>()
            }
            Py::Sent(name, value) => name.len() + value.memory(),
        };
        VALUE + inside
    }

    /// What a statement of this value alone is taken for; `None` for what is no message.
    pub(super) fn kind(&self) -> Option<TakenFor> {
        match self {
            Py::Dumped(..) | Py::Dict(_) => Some(TakenFor::PythonJson),
            Py::Bytes(pieces)
                if pieces.iter().any(|piece| matches!(piece, Piece::Packed { .. })) =>
            {
                Some(TakenFor::PythonPack)
            }
            Py::Bytes(_) => Some(TakenFor::PythonBytes),
            Py::Str(_) => Some(TakenFor::Text),
            _ => None,
        }
    }
}

/// The names that were assigned, and those that the last statement used.
#[derive(Debug, Default)]
pub(super) struct Env {
    names: BTreeMap<String, Py>,
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

impl Env {
    pub(super) fn define(&mut self, name: String, value: Py) {
        self.names.insert(name, value);
    }

    /// The value; `None` for what is not understood.
    pub(super) fn eval(&mut self, expr: &Expr, deep: usize) -> Option<Py> {
        // Where too much was spent, the rest is not even looked at.
        if deep > DEEP || self.spent > MAX_SPENT {
            return None;
        }
        let deep = deep + 1;
        Some(match expr {
            Expr::Name(name) => self.name(name)?,
            Expr::Number(digits) => Py::Number(digits.clone()),
            Expr::Str(text) => Py::Str(text.clone()),
            Expr::Bytes(bytes) => Py::Bytes(vec![Piece::Raw(bytes.clone())]),
            Expr::List(items) | Expr::Tuple(items) => {
                Py::List(items.iter().map(|item| self.eval(item, deep)).collect::<Option<_>>()?)
            }
            Expr::Dict(entries) => {
                let mut dict = Vec::new();
                for (key, value) in entries {
                    let key = dumps::key(&self.eval(key, deep)?)?;
                    dict.push((key, self.eval(value, deep)?));
                }
                Py::Dict(dict)
            }
            Expr::Minus(inner) => match self.eval(inner, deep)? {
                Py::Number(digits) => Py::Number(format!("-{digits}")),
                _ => return None,
            },
            Expr::Add(one, other) => {
                let (one, other) = (self.eval(one, deep)?, self.eval(other, deep)?);
                add(one, other)?
            }
            Expr::Times(one, other) => {
                let (one, other) = (self.eval(one, deep)?, self.eval(other, deep)?);
                let repeated = times(one, other)?;
                self.spend(repeated.memory()).then_some(repeated)?
            }
            Expr::Call { of, args, named } => self.call(of, args, named, deep)?,
            Expr::Member(..) | Expr::Item(_) => return None,
        })
    }

    /// A name's value; `None` where what is pasted copies more than [`MAX_SPENT`].
    fn name(&mut self, name: &str) -> Option<Py> {
        let name = name.strip_prefix("self.").unwrap_or(name);
        Some(match name {
            "None" => Py::None,
            "True" => Py::Bool(true),
            "False" => Py::Bool(false),
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
                None => Py::Unknown(name.replace('.', "_")),
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
        of: &Expr,
        args: &[Expr],
        named: &[(String, Expr)],
        deep: usize,
    ) -> Option<Py> {
        let path = match of {
            Expr::Name(path) => path.as_str(),
            Expr::Member(value, method) => {
                let value = self.eval(value, deep)?;
                return self.method(value, method, args, deep);
            }
            _ => return None,
        };
        let last = path.rsplit('.').next().unwrap_or(path);
        if SENDERS.contains(&last) && path != last {
            let name = match args.first()? {
                Expr::Name(name) => name.rsplit('.').next().unwrap_or(name).to_owned(),
                _ => String::new(),
            };
            let value = self.eval(args.first()?, deep)?;
            return Some(Py::Sent(name, Box::new(value)));
        }
        let first = |env: &mut Env| args.first().and_then(|arg| env.eval(arg, deep));
        match path {
            "struct.pack" | "pack" => self.pack(args, deep),
            "json.dumps" | "dumps" => {
                let value = first(self)?;
                let named: Option<Vec<_>> = named
                    .iter()
                    .map(|(name, value)| Some((name.clone(), self.eval(value, deep)?)))
                    .collect();
                dumps::dumps(&value, &named?)
            }
            "bytes.fromhex" | "bytearray.fromhex" | "binascii.unhexlify" | "unhexlify" => {
                match first(self)? {
                    Py::Str(text) => raw(hex::parse(&text).ok()?),
                    Py::Bytes(pieces) => match pieces.as_slice() {
                        [Piece::Raw(bytes)] => raw(hex::parse(str::from_utf8(bytes).ok()?).ok()?),
                        _ => None,
                    },
                    _ => None,
                }
            }
            "base64.b64decode" | "b64decode" => {
                let text = match first(self)? {
                    Py::Str(text) => text,
                    Py::Bytes(pieces) => match pieces.as_slice() {
                        [Piece::Raw(bytes)] => String::from_utf8(bytes.clone()).ok()?,
                        _ => return None,
                    },
                    _ => return None,
                };
                raw(base64::engine::general_purpose::STANDARD.decode(text).ok()?)
            }
            "bytes" | "bytearray" => match first(self) {
                None if args.is_empty() => raw(Vec::new()),
                Some(Py::Bytes(pieces)) => Some(Py::Bytes(pieces)),
                Some(Py::List(items)) => {
                    let byte = |item: &Py| match item {
                        Py::Number(digits) => {
                            u8::try_from(crate::packet::value::integer(digits)?).ok()
                        }
                        _ => None,
                    };
                    raw(items.iter().map(byte).collect::<Option<_>>()?)
                }
                Some(Py::Str(text)) => Some(Py::Bytes(vec![Piece::Text(text)])),
                _ => None,
            },
            "time.time" | "time" => Some(Py::Unknown("unix".to_owned())),
            "uuid.uuid4" | "uuid4" => Some(Py::Unknown("uuid".to_owned())),
            "int" | "str" | "float" => match first(self)? {
                Py::Str(text) if path != "str" => Some(Py::Number(text)),
                Py::Number(digits) if path == "str" => Some(Py::Str(digits)),
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

    fn method(&mut self, value: Py, method: &str, args: &[Expr], deep: usize) -> Option<Py> {
        let encoding = match args.first() {
            Some(arg) => match self.eval(arg, deep)? {
                Py::Str(text) => text.to_lowercase().replace(['-', '_'], ""),
                _ => return None,
            },
            None => "utf8".to_owned(),
        };
        match (method, value) {
            ("encode", Py::Dumped(text, style)) => {
                // ASCII is the same in every encoding that is asked for here.
                let plain = text.is_ascii() || encoding == "utf8";
                plain.then(|| Py::Bytes(vec![Piece::Json(text, style)]))
            }
            ("encode", Py::Str(text)) => match encoding.as_str() {
                "utf8" | "ascii" => Some(Py::Bytes(vec![Piece::Text(text)])),
                "latin1" | "iso88591" => {
                    raw(crate::packet::encoding::Encoding::Latin1.encode(&text).ok()?)
                }
                "gbk" | "gb2312" | "gb18030" => {
                    raw(crate::packet::encoding::Encoding::Gbk.encode(&text).ok()?)
                }
                _ => None,
            },
            ("encode", Py::Unknown(name)) => Some(Py::Bytes(vec![Piece::Text(variable(&name))])),
            ("format" | "strip", value @ Py::Str(_)) => Some(value),
            _ => None,
        }
    }

    fn pack(&mut self, args: &[Expr], deep: usize) -> Option<Py> {
        let (format, values) = args.split_first()?;
        let format = match self.eval(format, deep)? {
            Py::Str(format) => format,
            Py::Bytes(pieces) => match pieces.as_slice() {
                [Piece::Raw(bytes)] => String::from_utf8(bytes.clone()).ok()?,
                _ => return None,
            },
            _ => return None,
        };
        let mut texts = Vec::new();
        for value in values {
            texts.push(match self.eval(value, deep)? {
                Py::Number(digits) => digits,
                Py::Bool(truth) => truth.to_string(),
                Py::Unknown(name) => variable(&name),
                Py::Bytes(pieces) => super::pieces::field(&pieces)?,
                // `float('nan')` became its text.
                Py::Str(text) => text,
                _ => return None,
            });
        }
        let packed = Py::Bytes(vec![Piece::Packed { format, values: texts }]);
        self.spend(packed.memory()).then_some(packed)
    }
}

fn raw(bytes: Vec<u8>) -> Option<Py> {
    Some(Py::Bytes(vec![Piece::Raw(bytes)]))
}

fn add(one: Py, other: Py) -> Option<Py> {
    Some(match (one, other) {
        (Py::Bytes(mut one), Py::Bytes(other)) => {
            one.extend(other);
            Py::Bytes(one)
        }
        (Py::Bytes(mut one), Py::Unknown(name)) => {
            one.push(Piece::Text(variable(&name)));
            Py::Bytes(one)
        }
        (Py::Str(one), Py::Str(other)) => Py::Str(one + &other),
        (Py::Str(one), Py::Unknown(name)) => Py::Str(one + &variable(&name)),
        (Py::Unknown(name), Py::Str(other)) => Py::Str(variable(&name) + &other),
        (Py::List(one), Py::List(other)) => Py::List([one, other].concat()),
        _ => return None,
    })
}

fn times(one: Py, other: Py) -> Option<Py> {
    let (value, digits) = match (one, other) {
        (value, Py::Number(digits)) | (Py::Number(digits), value) => (value, digits),
        _ => return None,
    };
    let times = usize::try_from(crate::packet::value::integer(&digits)?).ok()?;
    match value {
        Py::Bytes(pieces) => match pieces.as_slice() {
            [Piece::Raw(bytes)] if bytes.len().checked_mul(times)? <= MOST_BYTES => {
                raw(bytes.repeat(times))
            }
            _ => None,
        },
        Py::Str(text) if text.len().checked_mul(times)? <= MOST_BYTES => {
            Some(Py::Str(text.repeat(times)))
        }
        _ => None,
    }
}
