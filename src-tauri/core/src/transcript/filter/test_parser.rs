//! Parses a test's key, operator and values into the syntax tree.

use super::super::error::{Expected, FilterError};
use super::expr::{
    Codes, FieldItem, FieldTest, FilterExpr, FilterTest, Numbers, Op, SourceColumn, Times, Word,
};
use super::key::{Sign, TestKey};
use super::parse::negate;
use super::token::{Test, TestValue};
use super::value;
use crate::frame::{Direction, Kind};
use crate::packet::faults::FaultKind;

/// Parses a test.
pub(super) fn read(test: &Test, column: u32) -> Result<FilterExpr, FilterError> {
    let op = match test.sign {
        Sign::Colon => None,
        Sign::Equal | Sign::NotEqual => Some(Op::Equal),
        Sign::Less => Some(Op::Less),
        Sign::LessEqual => Some(Op::LessEqual),
        Sign::Greater => Some(Op::Greater),
        Sign::GreaterEqual => Some(Op::GreaterEqual),
    };
    if !test.key.is_ordered() && !matches!(op, None | Some(Op::Equal)) {
        return Err(FilterError::Operator {
            column: test.sign_column,
            key: test.key.word().to_owned(),
            found: test.sign.text().to_owned(),
        });
    }
    let atom = FilterExpr::Atom(atom(test, op)?, SourceColumn(column));
    Ok(if test.sign == Sign::NotEqual { negate(atom) } else { atom })
}

fn atom(test: &Test, op: Option<Op>) -> Result<FilterTest, FilterError> {
    let items = &test.items;
    let single_item = || match items.as_slice() {
        [item] => Ok(item),
        [] => Err(FilterError::Missing { column: test.column, expected: test.key.expected() }),
        [_, more, ..] => Err(wrong_value(test.key, more)),
    };
    Ok(match test.key {
        TestKey::Code => FilterTest::Code(match op {
            None if items.iter().any(is_star) => single_item().map(|_| Codes::Any)?,
            None => Codes::In(each(test, value::code)?),
            Some(op) => match (op, value::code(single_item()?)?) {
                (op, super::expr::CodeItem::Range((Some(from), Some(to)))) if from == to => {
                    Codes::Is(op, from)
                }
                (Op::Equal, item) => Codes::In(vec![item]),
                _ => return Err(wrong_value(test.key, single_item()?)),
            },
        }),
        TestKey::Dir => {
            FilterTest::Direction(match single_item()?.text.to_ascii_lowercase().as_str() {
                "sent" => Direction::Sent,
                "received" => Direction::Received,
                _ => return Err(wrong_value(test.key, single_item()?)),
            })
        }
        TestKey::Kind => FilterTest::Kind(each(test, kind)?),
        TestKey::Size => FilterTest::Size(numbers(test, op, value::size)?),
        TestKey::Wire => FilterTest::Wire(numbers(test, op, value::size)?),
        TestKey::Row => FilterTest::Row(numbers(test, op, value::row)?),
        TestKey::Latency => FilterTest::Latency(numbers(test, op, value::duration)?),
        TestKey::Time => FilterTest::Time(times(single_item()?, op)?),
        TestKey::Field => FilterTest::Field {
            path: test.path.clone(),
            test: match op {
                None if items.iter().any(is_star) => single_item().map(|_| FieldTest::Any)?,
                None => FieldTest::In(each(test, field)?),
                Some(op) => {
                    let item = single_item()?;
                    if op != Op::Equal && value::exact(&item.text).is_none() {
                        return Err(value::wrong_value(test.key, item, Expected::Number));
                    }
                    FieldTest::Is(op, word(item))
                }
            },
        },
        TestKey::Fault => FilterTest::Fault(faults(test, |_| true)?),
        TestKey::Seq => FilterTest::Series(faults(test, FaultKind::is_in_series)?),
        TestKey::Is => FilterTest::Is(each(test, |item| {
            let mark = item.text.to_ascii_lowercase().parse().ok();
            mark.ok_or_else(|| wrong_value(test.key, item))
        })?),
        TestKey::Fits => FilterTest::Fits(yes_no(test.key, single_item()?)?),
        TestKey::Pinned if items.is_empty() => FilterTest::Pinned(true),
        TestKey::Pinned => FilterTest::Pinned(yes_no(test.key, single_item()?)?),
        TestKey::Joined if items.is_empty() => FilterTest::Joined(true),
        TestKey::Joined => FilterTest::Joined(yes_no(test.key, single_item()?)?),
        TestKey::Part if items.is_empty() => FilterTest::Part(true),
        TestKey::Part => FilterTest::Part(yes_no(test.key, single_item()?)?),
        TestKey::Note if items.is_empty() => FilterTest::Note(None),
        TestKey::Note if items.iter().any(is_star) => {
            single_item().map(|_| FilterTest::Note(None))?
        }
        TestKey::Note => FilterTest::Note(Some(word(single_item()?))),
    })
}

fn yes_no(key: TestKey, item: &TestValue) -> Result<bool, FilterError> {
    match item.text.to_ascii_lowercase().as_str() {
        "yes" | "true" => Ok(true),
        "no" | "false" => Ok(false),
        _ => Err(wrong_value(key, item)),
    }
}

/// Kinds of faults; none for `*`.
fn faults(test: &Test, is_valid: fn(FaultKind) -> bool) -> Result<Vec<FaultKind>, FilterError> {
    if let [item] = test.items.as_slice()
        && is_star(item)
    {
        return Ok(Vec::new());
    }
    each(test, |item| {
        let kind = item.text.to_ascii_lowercase().parse().ok();
        kind.filter(|kind| is_valid(*kind)).ok_or_else(|| wrong_value(test.key, item))
    })
}

fn wrong_value(key: TestKey, item: &TestValue) -> FilterError {
    value::wrong_value(key, item, key.expected())
}

fn is_star(item: &TestValue) -> bool {
    item.text == "*" && !item.quoted
}

fn word(item: &TestValue) -> Word {
    Word { text: item.text.clone(), quoted: item.quoted }
}

fn each<T>(
    test: &Test,
    read: impl Fn(&TestValue) -> Result<T, FilterError>,
) -> Result<Vec<T>, FilterError> {
    if test.items.is_empty() {
        let expected = test.key.expected();
        return Err(FilterError::Missing { column: test.column, expected });
    }
    test.items.iter().map(read).collect()
}

fn kind(item: &TestValue) -> Result<Kind, FilterError> {
    let named = |word: &str| word.eq_ignore_ascii_case(&item.text);
    let found = Kind::ALL.into_iter().find(|kind| named(kind_word(*kind)) || named(kind.word()));
    found.ok_or_else(|| wrong_value(TestKey::Kind, item))
}

/// A kind's name in filters. The window calls a marker an event; `kind:marker` stays valid.
pub(super) fn kind_word(kind: Kind) -> &'static str {
    match kind {
        Kind::Marker => "event",
        kind => kind.word(),
    }
}

fn numbers(
    test: &Test,
    op: Option<Op>,
    read: fn(&str) -> Option<i64>,
) -> Result<Numbers, FilterError> {
    let ranges = each(test, |item| value::range(test.key, item, read))?;
    match (op, ranges.as_slice()) {
        (None, _) => Ok(Numbers::In(ranges)),
        (Some(op), [(Some(from), Some(to))]) if from == to => Ok(Numbers::Is(op, *from)),
        (Some(_), _) => match test.items.as_slice() {
            [item] => Err(wrong_value(test.key, item)),
            [_, more, ..] => Err(wrong_value(test.key, more)),
            [] => Err(FilterError::Missing { column: test.column, expected: test.key.expected() }),
        },
    }
}

fn times(item: &TestValue, op: Option<Op>) -> Result<Times, FilterError> {
    let invalid = || wrong_value(TestKey::Time, item);
    let point = |text: &str| super::time::read(text).map(|_| text.to_owned()).ok_or_else(invalid);
    match (op, item.text.split_once("..")) {
        (None | Some(Op::Equal), None) => Ok(Times::At(point(&item.text)?)),
        (Some(op), None) => Ok(Times::Is(op, point(&item.text)?)),
        (None, Some((from, to))) => {
            let end = |text: &str| match text {
                "" => Ok(None),
                text => point(text).map(Some),
            };
            let (from, to) = (end(from)?, end(to)?);
            if from.is_none() && to.is_none() {
                return Err(invalid());
            }
            if let (Some(a), Some(b)) = (&from, &to)
                && let Some((a, b)) = super::time::read(a).zip(super::time::read(b))
                && !a.is_same_sort(&b)
            {
                return Err(invalid());
            }
            Ok(Times::Range(from, to))
        }
        (Some(_), Some(_)) => Err(invalid()),
    }
}

/// Parses `1..5`, `1..`, `..5` as ranges of numbers and anything else as a word.
fn field(item: &TestValue) -> Result<FieldItem, FilterError> {
    if item.quoted {
        return Ok(FieldItem::Word(word(item)));
    }
    let Some((from, to)) = item.text.split_once("..") else {
        return Ok(FieldItem::Word(word(item)));
    };
    let end = |text: &str| match text {
        "" => Some(None),
        text => value::exact(text).map(|number| Some((number, text.to_owned()))),
    };
    match (end(from), end(to)) {
        (Some(None), Some(None)) | (None, _) | (_, None) => Ok(FieldItem::Word(word(item))),
        (Some(from), Some(to)) => {
            if let (Some((a, from)), Some((b, to))) = (&from, &to)
                && a.compare(b).is_none_or(|order| order.is_gt())
            {
                let (from, to) = (from.clone(), to.clone());
                return Err(FilterError::Order { column: item.column, from, to });
            }
            Ok(FieldItem::Range(from.map(|(_, text)| text), to.map(|(_, text)| text)))
        }
    }
}
