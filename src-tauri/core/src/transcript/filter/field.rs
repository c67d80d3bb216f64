//! A decoded field's test, by the same paths as the table's columns.

use std::cmp::Ordering;
use std::sync::Arc;

use super::expr::{FieldItem, FieldTest, Op, Word};
use super::text::Needle;
use super::value::{Exact, exact};
use crate::frame::Kind;
use crate::packet::layout::column::FieldAccess;
use crate::packet::layout::{Node, NodeKind};
use crate::packet::rules::{Choice, Decoder};
use crate::packet::value::Value;
use crate::transcript::lazy_message::{LazyMessage, find};

/// One field's test, ready.
#[derive(Debug, Clone)]
pub(in crate::transcript) struct CompiledFieldTest {
    decoder: Arc<Decoder>,
    path: String,
    /// For each of the decoder's layouts, where the field lies, when that is a fixed place and a number is wanted.
    fixed: Vec<Option<FieldAccess>>,
    /// The same for messages without a layout.
    general: Vec<Option<FieldAccess>>,
    test: FieldPath,
}

#[derive(Debug, Clone)]
enum FieldPath {
    Any,
    In(Vec<FieldMatcher>),
    Is(Op, Option<Exact>, Word),
}

#[derive(Debug, Clone)]
enum FieldMatcher {
    Part { number: Option<Exact>, text: Box<Needle> },
    Range(Option<Exact>, Option<Exact>),
}

impl CompiledFieldTest {
    pub(super) fn new(
        decoder: Arc<Decoder>,
        path: &str,
        test: &FieldTest,
    ) -> Result<CompiledFieldTest, String> {
        let number = |word: &Word| if word.quoted { None } else { exact(&word.text) };
        let test = match test {
            FieldTest::Any => FieldPath::Any,
            FieldTest::Is(op, word) => FieldPath::Is(*op, number(word), word.clone()),
            FieldTest::In(items) => {
                let one = |item: &FieldItem| {
                    Ok(match item {
                        FieldItem::Word(word) => FieldMatcher::Part {
                            number: number(word),
                            text: Box::new(Needle::new(&word.text, word.quoted)?),
                        },
                        FieldItem::Range(from, to) => {
                            let end = |end: &Option<String>| end.as_deref().and_then(exact);
                            FieldMatcher::Range(end(from), end(to))
                        }
                    })
                };
                FieldPath::In(items.iter().map(one).collect::<Result<_, String>>()?)
            }
        };
        // Labels and other displays are in the tree alone, so a fixed place serves where a number is wanted.
        let by_number = match &test {
            FieldPath::Any => false,
            FieldPath::Is(op, number, _) => number.is_some() || *op != Op::Equal,
            FieldPath::In(items) => items.iter().all(|item| match item {
                FieldMatcher::Part { number, .. } => number.is_some(),
                FieldMatcher::Range(..) => true,
            }),
        };
        let access = |plan| match FieldAccess::new(plan, path) {
            FieldAccess::Fixed(fixed) if by_number => Some(FieldAccess::Fixed(fixed)),
            _ => None,
        };
        let fixed = decoder.plans().iter().map(access).collect();
        let general =
            (0..).map_while(|index| decoder.plan_of(Choice::General(index))).map(access).collect();
        Ok(CompiledFieldTest { decoder, path: path.to_owned(), fixed, general, test })
    }

    pub(super) fn is(&self, message: &mut LazyMessage<'_>) -> bool {
        if !matches!(message.kind, Kind::Text | Kind::Binary) {
            return false;
        }
        let (kind, way) = (message.kind, message.direction);
        let choice =
            *message.choice.get_or_insert_with(|| self.decoder.choose(kind, way, message.payload));
        let access = match choice {
            Choice::Layout(index) => self.fixed.get(index),
            Choice::General(index) => self.general.get(index),
        };
        if let Some(access) = access.and_then(Option::as_ref)
            && let Some(plan) = self.decoder.plan_of(choice)
        {
            return match access.value(plan, message.payload) {
                Some(Value::Int(whole)) => self.test.number(Exact::Int(whole)),
                Some(Value::Float(float)) => self.test.number(Exact::Float(float)),
                Some(_) => self.in_tree(message),
                None => false,
            };
        }
        self.in_tree(message)
    }

    fn in_tree(&self, message: &mut LazyMessage<'_>) -> bool {
        find(message.tree(&self.decoder), &self.path).is_some_and(|node| self.test.node(node))
    }
}

impl FieldPath {
    fn number(&self, found: Exact) -> bool {
        match self {
            FieldPath::Any => true,
            FieldPath::Is(op, number, _) => {
                number.is_some_and(|number| holds(*op, found.compare(&number)))
            }
            FieldPath::In(items) => items.iter().any(|item| match item {
                FieldMatcher::Part { number, .. } => {
                    number.is_some_and(|number| found.compare(&number).is_some_and(Ordering::is_eq))
                }
                FieldMatcher::Range(from, to) => within(*from, *to, found),
            }),
        }
    }

    fn node(&self, node: &Node) -> bool {
        match (self, node.kind) {
            (FieldPath::Any, _) => true,
            // A list is what one of its items is.
            (_, NodeKind::List) => node.children.iter().any(|child| self.node(child)),
            (_, NodeKind::Int | NodeKind::Float | NodeKind::Number) => {
                // `nan` and `inf` are floats too, and no number that anybody writes.
                let found = exact(&node.value);
                found.is_some_and(|found| self.number(found)) || self.text(node)
            }
            (FieldPath::In(_), NodeKind::Object) => self.has_part(&node.to_json().to_string()),
            _ => self.text(node),
        }
    }

    fn text(&self, node: &Node) -> bool {
        let is_number = matches!(node.kind, NodeKind::Int | NodeKind::Float | NodeKind::Number);
        let shown = [node.display.as_deref(), node.label.as_deref()];
        let mut texts = [Some(node.value.as_str())].into_iter().chain(shown).flatten();
        match self {
            FieldPath::Any => true,
            FieldPath::Is(Op::Equal, _, word) => texts.any(|text| text == word.text),
            // Text that holds digits compares as the number that it shows.
            FieldPath::Is(..) => !is_number && exact(&node.value).is_some_and(|n| self.number(n)),
            FieldPath::In(items) if is_number => {
                let words = |text: &str| {
                    items.iter().any(|item| match item {
                        FieldMatcher::Part { number: None, text: part } => {
                            part.is_in(text.as_bytes())
                        }
                        _ => false,
                    })
                };
                texts.any(words)
            }
            FieldPath::In(items) => {
                // Digits in a text are within a range, but no part of it is equal to them.
                let number = exact(&node.value);
                let in_range = |item: &FieldMatcher| match item {
                    FieldMatcher::Range(from, to) => number.is_some_and(|n| within(*from, *to, n)),
                    FieldMatcher::Part { .. } => false,
                };
                texts.any(|text| self.has_part(text)) || items.iter().any(in_range)
            }
        }
    }

    fn has_part(&self, text: &str) -> bool {
        let FieldPath::In(items) = self else { return false };
        items.iter().any(|item| match item {
            FieldMatcher::Part { text: part, .. } => part.is_in(text.as_bytes()),
            FieldMatcher::Range(..) => false,
        })
    }
}

fn within(from: Option<Exact>, to: Option<Exact>, found: Exact) -> bool {
    from.is_none_or(|from| holds(Op::GreaterEqual, found.compare(&from)))
        && to.is_none_or(|to| holds(Op::LessEqual, found.compare(&to)))
}

fn holds(op: Op, order: Option<Ordering>) -> bool {
    order.is_some_and(|order| match op {
        Op::Equal => order.is_eq(),
        Op::Less => order.is_lt(),
        Op::LessEqual => order.is_le(),
        Op::Greater => order.is_gt(),
        Op::GreaterEqual => order.is_ge(),
    })
}
