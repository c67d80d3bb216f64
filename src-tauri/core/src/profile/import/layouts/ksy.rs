//! Layouts of a subset of Kaitai Struct: sequences of numbers, bytes, texts, other types, repetitions and switches.
//! Instances, processing and bit-sized integers outside of whole bytes are not supported.

use std::collections::BTreeMap;

use super::structs::labels;
use crate::packet::encoding::Encoding;
use crate::packet::layout::labels::Labels;
use crate::packet::layout::{Field, Layout, Tail, TailKind};
use crate::packet::literal::Literal;
use crate::profile::import::document;
use crate::profile::import::error::ProfileImportError;
use crate::profile::import::fields::{Fields, text_of};
use crate::profile::import::report::ImportReport;
use crate::profile::import::source::ImportFile;

/// Limit of the nesting depth of types.
const MAX_DEPTH: usize = 16;
/// Limit of the attributes of a sequence: each tail nests the rest.
const MAX_SEQUENCE: usize = 60;

pub(super) fn layouts(
    file: &ImportFile,
    report: &mut ImportReport,
) -> Result<Vec<Layout>, ProfileImportError> {
    let mut root = Fields::new(document::yaml(&file.name, file.text()?)?, "");
    let mut meta = root.object("meta");
    let id = meta.text("id");
    let endian = meta.text("endian");
    let encoding = meta.text("encoding");
    meta.leftover(report);
    let name = if id.is_empty() { file.stem().to_owned() } else { id };
    let mut reader = KsyReader { enums: BTreeMap::new(), layouts: Vec::new(), report, encoding };
    reader.type_of(&name, root, endian.as_str() == "be", 0);
    // The outermost type first.
    reader.layouts.reverse();
    Ok(reader.layouts)
}

struct KsyReader<'r> {
    enums: BTreeMap<String, Labels>,
    layouts: Vec<Layout>,
    report: &'r mut ImportReport,
    encoding: String,
}

/// An attribute of a sequence, read.
enum Part {
    /// An item of a format.
    Fixed { item: String, field: Box<Field>, big_endian: bool },
    /// A part of variable size.
    Tail(Box<Tail>),
}

impl KsyReader<'_> {
    fn type_of(&mut self, name: &str, mut fields: Fields, big_endian: bool, depth: usize) {
        let path = fields.path.clone();
        if depth > MAX_DEPTH {
            self.report.lost(&path, "types nest too deeply");
            return;
        }
        let mut own_meta = fields.object("meta");
        let big_endian = match own_meta.text("endian").as_str() {
            "be" => true,
            "le" => false,
            _ => big_endian,
        };
        own_meta.leftover(self.report);
        let enums = fields.object("enums");
        for (enum_name, values) in enums.into_entries() {
            let entries =
                Fields::new(values, "").into_entries().into_iter().filter_map(|(value, label)| {
                    let label = match &label {
                        serde_json::Value::Object(map) => {
                            map.get("id").map(text_of).unwrap_or_default()
                        }
                        label => text_of(label),
                    };
                    Some((crate::packet::value::integer(&value)?, label))
                });
            self.enums.insert(enum_name, labels(entries));
        }
        let types = fields.object("types");
        let types_path = types.path.clone();
        for (inner, description) in types.into_entries() {
            let at = format!("{types_path}.{inner}");
            self.type_of(&inner, Fields::new(description, at), big_endian, depth + 1);
        }
        let mut sequence = fields.objects("seq");
        fields.leftover(self.report);
        if sequence.len() > MAX_SEQUENCE {
            self.report.lost(
                &path,
                format!("of {} attributes, {MAX_SEQUENCE} are carried over", sequence.len()),
            );
            sequence.truncate(MAX_SEQUENCE);
        }
        let mut parts = Vec::new();
        for attribute in sequence {
            let at = attribute.path.clone();
            match self.part(attribute, big_endian) {
                Ok(part) => parts.push(part),
                Err(what) => {
                    self.report.lost(
                        &at,
                        format!("{what}; this attribute and what follows it are not carried over"),
                    );
                    break;
                }
            }
        }
        if let Some(mut layout) = self.assembled(parts, &path) {
            name.clone_into(&mut layout.name);
            self.layouts.push(layout);
        }
    }

    /// Joins the parts: fixed ones into formats, and what follows a tail into that tail's `then`.
    fn assembled(&mut self, parts: Vec<Part>, path: &str) -> Option<Layout> {
        let mut groups: Vec<(Layout, Option<bool>)> = vec![(Layout::default(), None)];
        for part in parts {
            match part {
                Part::Fixed { item, field, big_endian } => {
                    if groups.last().is_some_and(|(layout, _)| layout.tail.is_some()) {
                        groups.push((Layout::default(), None));
                    }
                    let Some((layout, order)) = groups.last_mut() else { break };
                    let is_bytes = item.ends_with('s')
                        || item.len() == 1 && matches!(item.as_str(), "b" | "B");
                    match order {
                        _ if is_bytes => {}
                        None => *order = Some(big_endian),
                        Some(known) if *known != big_endian => {
                            let text = "both byte orders in one sequence; what follows the first change is not carried over";
                            self.report.lost(path, text);
                            break;
                        }
                        Some(_) => {}
                    }
                    layout.format.push_str(&item);
                    layout.fields.push(*field);
                }
                Part::Tail(tail) => {
                    if groups.last().is_some_and(|(layout, _)| layout.tail.is_some()) {
                        groups.push((Layout::default(), None));
                    }
                    if let Some((layout, _)) = groups.last_mut() {
                        layout.tail = Some(*tail);
                    }
                }
            }
        }
        let mut after: Option<Layout> = None;
        for (mut layout, order) in groups.into_iter().rev() {
            layout.format =
                format!("{}{}", if order == Some(true) { '>' } else { '<' }, layout.format);
            if let (Some(tail), Some(rest)) = (&mut layout.tail, after.take()) {
                tail.then = Some(Box::new(rest));
            }
            after = Some(layout);
        }
        after.filter(|layout| !layout.fields.is_empty() || layout.tail.is_some())
    }

    fn part(&mut self, mut attribute: Fields, big_endian: bool) -> Result<Part, String> {
        let name = attribute.text("id");
        let repeat = attribute.text("repeat");
        let when = expression(&attribute.text("if"))?;
        for key in ["doc", "doc-ref"] {
            if attribute.take(key).is_some() {
                self.report.lost(&attribute.at(key), "not carried over");
            }
        }
        if let Some(contents) = attribute.take("contents") {
            let bytes = contents_of(&contents).ok_or("contents that are no bytes")?;
            let constant =
                Some(Literal::from(format!("hex:{}", crate::packet::hex::encode(&bytes))));
            attribute.leftover(self.report);
            let field = Field { name, constant, ..Field::default() };
            return Ok(Part::Fixed {
                item: format!("{}s", bytes.len()),
                field: Box::new(field),
                big_endian,
            });
        }
        let size = attribute.text("size");
        let to_end = attribute.flag("size-eos") == Some(true);
        let labels = self.enums.get(&attribute.text("enum")).cloned().unwrap_or_default();
        let kind = attribute.take("type").unwrap_or_default();
        let encoding = match attribute.text("encoding") {
            own if own.is_empty() => self.encoding.clone(),
            own => own,
        };
        let terminator = attribute.take("terminator").map(|value| text_of(&value));
        let mut tail = Tail { name: name.clone(), when: when.clone(), ..Tail::default() };
        let fixed: Option<usize> = size.parse().ok();
        let mut is_sized = !size.is_empty() || to_end;
        match &kind {
            serde_json::Value::Object(_) => {
                self.switch(Fields::new(kind.clone(), attribute.at("type")), &mut tail)?
            }
            serde_json::Value::String(kind) => match (number(kind, big_endian), kind.as_str()) {
                (Some((letter, order)), _) if repeat.is_empty() && when.is_empty() => {
                    attribute.leftover(self.report);
                    let field = Field { name, labels, ..Field::default() };
                    return Ok(Part::Fixed {
                        item: letter.to_string(),
                        field: Box::new(field),
                        big_endian: order,
                    });
                }
                (Some((letter, order)), _) => {
                    let prefix = if order { '>' } else { '<' };
                    let field = Field {
                        name: if name.is_empty() { "value".to_owned() } else { name },
                        labels,
                        ..Field::default()
                    };
                    let element = Layout {
                        format: format!("{prefix}{letter}"),
                        fields: vec![field],
                        ..Layout::default()
                    };
                    (tail.kind, tail.element) = (TailKind::Layout, Some(Box::new(element)));
                }
                (None, "str" | "strz") => {
                    tail.kind = TailKind::Text;
                    tail.encoding = encoding_of(&encoding)?;
                    if kind == "strz" || terminator.is_some() {
                        let end = terminator.clone().unwrap_or_else(|| "0".to_owned());
                        let byte = crate::packet::value::integer(&end)
                            .and_then(|end| u8::try_from(end).ok());
                        tail.until =
                            format!("hex:{:02x}", byte.ok_or("a terminator that is no byte")?);
                        is_sized = true;
                    }
                }
                (None, bits)
                    if bits.starts_with('b')
                        && bits.get(1..).is_some_and(|rest| rest.parse::<u8>().is_ok()) =>
                {
                    return Err(format!("{bits}: integers of bits are not supported"));
                }
                (None, other) if other.contains(['(', ':']) => {
                    return Err(format!("the type {other}"));
                }
                (None, other) => {
                    (tail.kind, tail.layout) = (TailKind::Layout, other.to_owned());
                    is_sized = true;
                }
            },
            serde_json::Value::Null if fixed.is_some() && repeat.is_empty() && when.is_empty() => {
                attribute.leftover(self.report);
                let item = format!("{}s", fixed.unwrap_or(0));
                return Ok(Part::Fixed {
                    item,
                    field: Box::new(Field { name, ..Field::default() }),
                    big_endian,
                });
            }
            serde_json::Value::Null => {
                if !is_sized {
                    return Err("bytes without a size".to_owned());
                }
            }
            other => return Err(format!("the type {other}")),
        }
        if !is_sized && tail.kind == TailKind::Text {
            return Err("a text without a size".to_owned());
        }
        if !size.is_empty() && tail.until.is_empty() {
            tail.length = expression(&size)?;
        }
        match repeat.as_str() {
            "" => {}
            "eos" | "expr" => {
                if repeat == "expr" {
                    tail.count = expression(&attribute.text("repeat-expr"))?;
                }
                if tail.kind != TailKind::Layout || !tail.length.is_empty() {
                    return Err("a repetition of something other than a type or number".to_owned());
                }
                tail.kind = TailKind::Repeat;
            }
            other => return Err(format!("repeat: {other}")),
        }
        attribute.leftover(self.report);
        Ok(Part::Tail(Box::new(tail)))
    }

    /// `type: {switch-on: EXPRESSION, cases: {VALUE: TYPE}}`.
    fn switch(&mut self, mut fields: Fields, tail: &mut Tail) -> Result<(), String> {
        tail.kind = TailKind::Switch;
        tail.on = expression(&fields.text("switch-on"))?;
        let mut cases = Vec::new();
        for (value, kind) in fields.object("cases").into_entries() {
            let kind = text_of(&kind);
            if number(&kind, false).is_some() {
                return Err("a case that is a number".to_owned());
            }
            // `enum::label`.
            let by_label = value.rsplit_once("::").and_then(|(from, label)| {
                self.enums
                    .get(from.rsplit("::").next().unwrap_or(from))
                    .and_then(|labels| labels.value_of(label))
            });
            match (value.as_str(), by_label) {
                ("_", _) => tail.otherwise = kind,
                (_, Some(number)) => {
                    cases.push((crate::packet::value::integer(number).ok_or("a case")?, kind))
                }
                (value, None) => {
                    let number = crate::packet::value::integer(value)
                        .ok_or_else(|| format!("the case {value}"))?;
                    cases.push((number, kind));
                }
            }
        }
        tail.cases = labels(cases);
        fields.leftover(self.report);
        Ok(())
    }
}

/// The letter of a number in a format, and whether its byte order is big-endian.
fn number(kind: &str, big_endian: bool) -> Option<(char, bool)> {
    let (plain, order) = match kind.strip_suffix("be") {
        Some(plain) => (plain, true),
        None => kind.strip_suffix("le").map_or((kind, big_endian), |plain| (plain, false)),
    };
    let letter = match plain {
        "u1" => 'B',
        "u2" => 'H',
        "u4" => 'I',
        "u8" => 'Q',
        "s1" => 'b',
        "s2" => 'h',
        "s4" => 'i',
        "s8" => 'q',
        "f4" => 'f',
        "f8" => 'd',
        _ => return None,
    };
    Some((letter, order))
}

/// An expression of names, numbers and arithmetic, which both languages write alike.
fn expression(text: &str) -> Result<String, String> {
    let text = text.trim();
    let known = |ch: char| ch.is_ascii_alphanumeric() || " _+-*/%()<>=!&|.".contains(ch);
    let has_scope =
        ["_io", "_root", "_parent", "_index", ".", "::"].iter().any(|word| text.contains(word));
    match text.chars().all(known) && !has_scope {
        true => Ok(text.replace(" and ", " && ").replace(" or ", " || ")),
        false => Err(format!("the expression {text}")),
    }
}

fn encoding_of(name: &str) -> Result<Encoding, String> {
    let plain = name.to_ascii_lowercase().replace(['-', '_'], "");
    match plain.as_str() {
        "" | "utf8" | "ascii" => Ok(Encoding::default()),
        "iso88591" | "latin1" | "windows1252" => Ok(Encoding::Latin1),
        "gbk" | "gb2312" | "gb18030" => Ok(Encoding::Gbk),
        _ => Err(format!("the encoding {name}")),
    }
}

/// The bytes of `contents`: a text, or a list of bytes and texts.
fn contents_of(value: &serde_json::Value) -> Option<Vec<u8>> {
    match value {
        serde_json::Value::String(text) => Some(text.clone().into_bytes()),
        serde_json::Value::Number(number) => Some(vec![u8::try_from(number.as_u64()?).ok()?]),
        serde_json::Value::Array(items) => {
            let parts: Option<Vec<Vec<u8>>> = items.iter().map(contents_of).collect();
            parts.map(|parts| parts.concat())
        }
        _ => None,
    }
}
