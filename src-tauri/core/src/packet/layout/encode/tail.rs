//! Encodes the content of tails.

use super::super::model::TailKind;
use super::super::plan::{PlanPart, TailPlan};
use super::known::{Known, inner_values};
use super::placement::table_size;
use super::{
    EncodeError, EncodeFault, EncodeNote, EncodeState, LayoutValues, TailValue, encode_inside,
};
use crate::packet::binary::{BinaryError, cbor, msgpack};
use crate::packet::json::{self, JsonError};
use crate::packet::pack::{self, PackError};

/// Limit of the elements of a list that are computed.
const MOST_COMPUTED: usize = 65_536;

/// The content of a tail.
#[derive(Debug)]
pub(super) enum TailBytes {
    /// The tail does not exist.
    Absent,
    Bytes(Vec<u8>),
    /// An integer whose value may be computed from later parts.
    Varint,
    /// A list of so many elements whose values are computed from later parts.
    Table(usize),
}

impl TailPlan {
    /// Whether the tail contains one layout, whose values are given by paths.
    pub(in crate::packet::layout) fn is_object(&self) -> bool {
        matches!(self.spec.kind, TailKind::Layout | TailKind::Switch)
    }
}

impl EncodeState<'_> {
    /// Encodes all tails and computes the values that their lengths and counts depend on.
    pub(super) fn tails(&mut self) -> Result<Vec<TailBytes>, EncodeError> {
        let given = self.given;
        let mut first = given.tail.as_ref();
        let (mut all, mut size) = (Vec::new(), 0);
        let plan = self.plan;
        for part in &plan.parts {
            let Some(tail) = &part.tail else {
                all.push(TailBytes::Absent);
                continue;
            };
            let takes_first = tail.number.is_none()
                && (!tail.is_object() || matches!(first, Some(TailValue::Items(_))));
            let own = given.tails.get(&tail.name);
            let value = own.or_else(|| if takes_first { first.take() } else { None });
            let bytes = self.tail(tail, value)?;
            if matches!(bytes, TailBytes::Absent) {
                self.absent.push(tail);
            }
            size += match &bytes {
                TailBytes::Bytes(bytes) => bytes.len(),
                TailBytes::Table(count) => table_size(tail, *count),
                TailBytes::Absent | TailBytes::Varint => 0,
            };
            within_limit(size).map_err(|fault| EncodeError::at(&tail.name, fault))?;
            all.push(bytes);
        }
        Ok(all)
    }

    fn tail(
        &mut self,
        tail: &TailPlan,
        value: Option<&TailValue>,
    ) -> Result<TailBytes, EncodeError> {
        let inner = inner_values(self.given, tail);
        let is_given = match &tail.number {
            Some(slot) => self.given.fields.contains_key(&slot.name),
            None => value.is_some() || tail.is_object() && inner != LayoutValues::default(),
        };
        if !self.is_present(tail, is_given)? {
            return match is_given {
                true => Err(EncodeError::at(&tail.name, EncodeFault::Absent)),
                false => Ok(TailBytes::Absent),
            };
        }
        if tail.number.is_some() {
            return Ok(TailBytes::Varint);
        }
        let (mut bytes, count) = match (value, self.computed_elements(tail)) {
            (None, Some(count)) => (TailBytes::Table(count), Some(count)),
            _ => {
                let (bytes, count) = self.content(tail, value, inner)?;
                (TailBytes::Bytes(bytes), count)
            }
        };
        if let (Some(length), TailBytes::Bytes(bytes)) = (&tail.length, &mut bytes)
            && !tail.until.is_empty()
            && let Some(fixed) = self.evaluate(length, tail, Known::Firm)?
        {
            let fixed = fixed.saturating_sub(i128::from(tail.spec.plus));
            fill(tail, bytes, usize::try_from(fixed).unwrap_or(0))?;
        }
        if let Some(length) = &tail.length {
            let size = match &bytes {
                TailBytes::Bytes(bytes) => bytes.len(),
                TailBytes::Table(count) => table_size(tail, *count),
                TailBytes::Absent | TailBytes::Varint => 0,
            };
            self.settle(length, size as i128 + i128::from(tail.spec.plus), tail)?;
        }
        if let (Some(expression), Some(count)) = (&tail.count, count) {
            self.settle(expression, count as i128, tail)?;
        }
        Ok(bytes)
    }

    /// Whether an optional tail exists. If its condition is not known, it exists if its content is given.
    fn is_present(&mut self, tail: &TailPlan, is_given: bool) -> Result<bool, EncodeError> {
        let Some(when) = &tail.when else { return Ok(true) };
        if let Some(value) = self.evaluate(when, tail, Known::Firm)? {
            return Ok(value != 0);
        }
        if !is_given && let Some(value) = self.evaluate(when, tail, Known::WithDefaults)? {
            return Ok(value != 0);
        }
        // A condition that cannot be solved leaves its fields without a value, which is reported.
        if let Some(path) = when.as_path().filter(|path| !path.starts_with('^')) {
            self.computed.insert(path.to_owned(), is_given.into());
        } else {
            let _ = self.settle(when, is_given.into(), tail);
        }
        Ok(is_given)
    }

    /// The number of elements of a list that expressions refer to by index, if they can be computed.
    fn computed_elements(&self, tail: &TailPlan) -> Option<usize> {
        let element = tail.element.as_deref()?;
        if !tail.watched || tail.spec.kind != TailKind::Repeat || !element.is_plain() {
            return None;
        }
        let expressions = self.plan.tails().flat_map(|tail| [&tail.at, &tail.length]).flatten();
        let indexes = expressions.flat_map(|expression| expression.paths()).filter_map(|path| {
            let rest = path.strip_prefix(tail.name.as_str())?.strip_prefix('[')?;
            rest.split(']').next()?.parse::<usize>().ok()
        });
        let last = indexes.max()?;
        (last < MOST_COMPUTED && !element.has_tail()).then_some(last + 1)
    }

    /// Returns the bytes of a tail and, for a repeat, the number of elements.
    fn content(
        &mut self,
        tail: &TailPlan,
        value: Option<&TailValue>,
        inner: LayoutValues,
    ) -> Result<(Vec<u8>, Option<usize>), EncodeError> {
        let kind = tail.spec.kind;
        match (value, kind) {
            (Some(TailValue::Items(items)), TailKind::Repeat) => {
                let bytes = self.elements(tail, items)?;
                Ok((bytes, Some(items.len())))
            }
            (None, TailKind::Repeat) => Ok((Vec::new(), Some(0))),
            (Some(TailValue::Bytes(bytes)), _) => Ok((ended(tail, bytes.clone()), None)),
            (None | Some(TailValue::Items(_)), TailKind::Layout | TailKind::Switch) => {
                let mut inner = inner;
                if let (Some(TailValue::Items(items)), None) =
                    (value, self.given.tails.get(&tail.name))
                {
                    inner = items.first().cloned().unwrap_or_default();
                }
                let bytes = self.object(tail, &inner)?;
                Ok((bytes, None))
            }
            (None, _) => Ok((ended(tail, Vec::new()), None)),
            (Some(value), _) => {
                let bytes =
                    leaf(tail, value).map_err(|fault| EncodeError::at(&tail.name, fault))?;
                // The receiver would end the text there.
                if !tail.until.is_empty() && memchr::memmem::find(&bytes, &tail.until).is_some() {
                    return Err(EncodeError::at(&tail.name, EncodeFault::HoldsMark));
                }
                Ok((ended(tail, bytes), None))
            }
        }
    }

    /// The layout inside a tail.
    fn object(&mut self, tail: &TailPlan, values: &LayoutValues) -> Result<Vec<u8>, EncodeError> {
        let plan = match tail.spec.kind {
            TailKind::Switch => {
                let Some(on) = &tail.on else { return Ok(Vec::new()) };
                let Some(value) = self.evaluate(on, tail, Known::WithDefaults)? else {
                    let field = on.paths().first().copied().unwrap_or_default().to_owned();
                    return Err(EncodeError::at(&field, EncodeFault::NoValue));
                };
                let case = tail.case(value);
                case.ok_or_else(|| EncodeError::at(&tail.name, EncodeFault::NoCase { value }))?
            }
            _ => match tail.element.as_deref() {
                Some(plan) => plan,
                None => return Ok(Vec::new()),
            },
        };
        let encoded = {
            let outer = |path: &str| self.known(path, Known::WithDefaults);
            encode_inside(plan, values, Some(&outer))
        };
        let within = |field: &str| match field {
            "" => tail.name.clone(),
            field => format!("{}.{field}", tail.name),
        };
        let encoded =
            encoded.map_err(|error| EncodeError { field: within(&error.field), ..error })?;
        let renamed = |note: EncodeNote| EncodeNote { field: within(&note.field), ..note };
        self.out.notes.extend(encoded.notes.into_iter().map(renamed));
        Ok(encoded.bytes)
    }

    /// The elements of a list, with the separators between or after them.
    fn elements(
        &mut self,
        tail: &TailPlan,
        items: &[LayoutValues],
    ) -> Result<Vec<u8>, EncodeError> {
        let mut all = Vec::new();
        for (index, item) in items.iter().enumerate() {
            let within = |field: &str| format!("{}[{index}].{field}", tail.name);
            let fault =
                |fault: EncodeFault| EncodeError::at(&format!("{}[{index}]", tail.name), fault);
            if index > 0 && !tail.spec.terminated {
                all.extend(&tail.separator);
            }
            let bytes = match (&tail.element, &tail.each) {
                (Some(element), _) => {
                    let encoded = {
                        let outer = |path: &str| self.known(path, Known::WithDefaults);
                        encode_inside(element, item, Some(&outer))
                    };
                    let encoded = encoded
                        .map_err(|error| EncodeError { field: within(&error.field), ..error })?;
                    let renamed =
                        |note: EncodeNote| EncodeNote { field: within(&note.field), ..note };
                    self.out.notes.extend(encoded.notes.into_iter().map(renamed));
                    encoded.bytes
                }
                (None, Some(each)) => match &item.tail {
                    Some(value) => leaf(each, value).map_err(fault)?,
                    None => Vec::new(),
                },
                (None, None) => Vec::new(),
            };
            let separator = &tail.separator;
            if !separator.is_empty() && memchr::memmem::find(&bytes, separator).is_some() {
                return Err(fault(EncodeFault::HoldsMark));
            }
            all.extend(bytes);
            if tail.spec.terminated {
                all.extend(separator);
            }
            within_limit(all.len()).map_err(|fault| EncodeError::at(&tail.name, fault))?;
        }
        // The last of counted pieces would take what follows.
        if tail.count.is_some() && !tail.spec.terminated && !items.is_empty() && self.goes_on(tail)
        {
            all.extend(&tail.separator);
        }
        Ok(all)
    }

    /// Whether parts follow a tail without a length.
    fn goes_on(&self, tail: &TailPlan) -> bool {
        let is_it =
            |part: &PlanPart| part.tail.as_ref().is_some_and(|other| other.name == tail.name);
        let behind = self.plan.parts.iter().skip_while(|part| !is_it(part)).skip(1);
        let has_bytes = |part: &PlanPart| part.format.size() > 0 || part.tail.is_some();
        tail.length.is_none() && behind.into_iter().any(has_bytes)
    }
}

/// Fills a terminated text up with zeros to its fixed size. A text that fills it has no terminator.
fn fill(tail: &TailPlan, bytes: &mut Vec<u8>, fixed: usize) -> Result<(), EncodeError> {
    within_limit(fixed).map_err(|fault| EncodeError::at(&tail.name, fault))?;
    if bytes.len() == fixed.saturating_add(tail.until.len()) {
        bytes.truncate(fixed);
    } else if bytes.len() < fixed {
        bytes.resize(fixed, 0);
    }
    Ok(())
}

/// Appends the tail's terminator.
fn ended(tail: &TailPlan, mut bytes: Vec<u8>) -> Vec<u8> {
    bytes.extend(&tail.until);
    bytes
}

/// The bytes of a tail that is one value.
fn leaf(tail: &TailPlan, value: &TailValue) -> Result<Vec<u8>, EncodeFault> {
    let kind = tail.spec.kind;
    let encoded = |text: &str| {
        let encoding = tail.spec.encoding;
        encoding.encode(text).map_err(|ch| EncodeFault::Encoding { ch, encoding: encoding.word() })
    };
    match (value, kind) {
        (TailValue::Bytes(bytes), _) => Ok(bytes.clone()),
        (TailValue::Text(text), TailKind::Text | TailKind::Json | TailKind::Bytes) => encoded(text),
        (TailValue::Json(text, style), TailKind::Json | TailKind::Text) => {
            let value = json::parse(text).map_err(|error: JsonError| EncodeFault::from(error))?;
            encoded(&json::write(&value, style.or(tail.spec.style).unwrap_or_default()))
        }
        (TailValue::TypedJson(text), TailKind::Json | TailKind::Text) => {
            json::parse(text).map_err(|error: JsonError| EncodeFault::from(error))?;
            encoded(text)
        }
        (
            TailValue::Json(text, _) | TailValue::TypedJson(text),
            TailKind::Cbor | TailKind::Msgpack,
        ) => {
            let value = json::parse(text).map_err(|error: JsonError| EncodeFault::from(error))?;
            let write = if kind == TailKind::Cbor { cbor::write } else { msgpack::write };
            write(&value).map_err(|error: BinaryError| error.into())
        }
        (TailValue::Json(text, _) | TailValue::TypedJson(text), TailKind::Protobuf) => {
            let value = json::parse(text).map_err(|error: JsonError| EncodeFault::from(error))?;
            let Some(message) = &tail.message else {
                return Err(EncodeFault::Kind { wanted: kind.word() });
            };
            message.write(&value).map_err(|error: BinaryError| error.into())
        }
        _ => Err(EncodeFault::Kind { wanted: kind.word() }),
    }
}

/// Limits the size of repeats, because an element takes few characters in a profile but as many bytes as its layout
/// has.
pub(super) fn within_limit(size: usize) -> Result<(), EncodeFault> {
    match size > pack::SIZE_LIMIT {
        true => Err(PackError::TooLong { size }.into()),
        false => Ok(()),
    }
}
