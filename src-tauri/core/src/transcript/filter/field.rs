//! Tests of decoded fields, by the same paths as the table's columns.

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

/// A compiled field test.
#[derive(Debug, Clone)]
pub(crate) struct CompiledFieldTest {
    decoder: Arc<Decoder>,
    path: String,
    /// Offset of the field in each layout, where it is constant and the test compares numbers.
    fixed: Vec<Option<FieldAccess>>,
    /// The same for messages without a layout.
    general: Vec<Option<FieldAccess>>,
    test: FieldCondition,
}

#[derive(Debug, Clone)]
enum FieldCondition {
    Any,
    In(Vec<FieldMatcher>),
    Is(Op, Option<Exact>, Word),
}

#[derive(Debug, Clone)]
enum FieldMatcher {
    Word { number: Option<Exact>, text: Box<Needle> },
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
            FieldTest::Any => FieldCondition::Any,
            FieldTest::Is(op, word) => FieldCondition::Is(*op, number(word), word.clone()),
            FieldTest::In(items) => {
                let matcher = |item: &FieldItem| {
                    Ok(match item {
                        FieldItem::Word(word) => FieldMatcher::Word {
                            number: number(word),
                            text: Box::new(Needle::new(&word.text, word.quoted)?),
                        },
                        FieldItem::Range(from, to) => {
                            let end = |end: &Option<String>| end.as_deref().and_then(exact);
                            FieldMatcher::Range(end(from), end(to))
                        }
                    })
                };
                FieldCondition::In(items.iter().map(matcher).collect::<Result<_, String>>()?)
            }
        };
        // Labels and display texts exist only in the decoded tree, so direct access works for
        // numeric tests only.
        let by_number = match &test {
            FieldCondition::Any => false,
            FieldCondition::Is(op, number, _) => number.is_some() || *op != Op::Equal,
            FieldCondition::In(items) => items.iter().all(|item| match item {
                FieldMatcher::Word { number, .. } => number.is_some(),
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

    pub(super) fn is_match(&self, message: &mut LazyMessage<'_>) -> bool {
        if !matches!(message.kind, Kind::Text | Kind::Binary) {
            return false;
        }
        // Of several protocol messages, one matches.
        if let Some(messages) = &mut message.messages {
            return messages.iter_mut().any(|message| self.is_match(message));
        }
        let (kind, direction) = (message.kind, message.direction);
        let choice = *message
            .choice
            .get_or_insert_with(|| self.decoder.choose(kind, direction, message.payload));
        let access = match choice {
            Choice::Layout(index) => self.fixed.get(index),
            Choice::General(index) => self.general.get(index),
            Choice::Lens => None,
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

impl FieldCondition {
    fn number(&self, found: Exact) -> bool {
        match self {
            FieldCondition::Any => true,
            FieldCondition::Is(op, number, _) => {
                number.is_some_and(|number| compares(*op, found.compare(&number)))
            }
            FieldCondition::In(items) => items.iter().any(|item| match item {
                FieldMatcher::Word { number, .. } => {
                    number.is_some_and(|number| found.compare(&number).is_some_and(Ordering::is_eq))
                }
                FieldMatcher::Range(from, to) => within(*from, *to, found),
            }),
        }
    }

    fn node(&self, node: &Node) -> bool {
        match (self, node.kind) {
            (FieldCondition::Any, _) => true,
            // A list matches if one of its items does.
            (_, NodeKind::List) => node.children.iter().any(|child| self.node(child)),
            (_, NodeKind::Int | NodeKind::Float | NodeKind::Number) => {
                // `nan` and `inf` are floats, but not numbers in a filter.
                let found = exact(&node.value);
                found.is_some_and(|found| self.number(found)) || self.text(node)
            }
            (FieldCondition::In(_), NodeKind::Object) => self.has_part(&node.to_json().to_string()),
            _ => self.text(node),
        }
    }

    fn text(&self, node: &Node) -> bool {
        let is_number = matches!(node.kind, NodeKind::Int | NodeKind::Float | NodeKind::Number);
        let shown = [node.display.as_deref(), node.label.as_deref()];
        let mut texts = [Some(node.value.as_str())].into_iter().chain(shown).flatten();
        match self {
            FieldCondition::Any => true,
            FieldCondition::Is(Op::Equal, _, word) => texts.any(|text| text == word.text),
            // Text that consists of digits is compared as a number.
            FieldCondition::Is(..) => {
                !is_number && exact(&node.value).is_some_and(|n| self.number(n))
            }
            FieldCondition::In(items) if is_number => {
                let words = |text: &str| {
                    items.iter().any(|item| match item {
                        FieldMatcher::Word { number: None, text: part } => {
                            part.is_in(text.as_bytes())
                        }
                        _ => false,
                    })
                };
                texts.any(words)
            }
            FieldCondition::In(items) => {
                // A numeric text may lie within a range; words match as part of the text.
                let number = exact(&node.value);
                let in_range = |item: &FieldMatcher| match item {
                    FieldMatcher::Range(from, to) => number.is_some_and(|n| within(*from, *to, n)),
                    FieldMatcher::Word { .. } => false,
                };
                texts.any(|text| self.has_part(text)) || items.iter().any(in_range)
            }
        }
    }

    fn has_part(&self, text: &str) -> bool {
        let FieldCondition::In(items) = self else { return false };
        items.iter().any(|item| match item {
            FieldMatcher::Word { text: part, .. } => part.is_in(text.as_bytes()),
            FieldMatcher::Range(..) => false,
        })
    }
}

fn within(from: Option<Exact>, to: Option<Exact>, found: Exact) -> bool {
    from.is_none_or(|from| compares(Op::GreaterEqual, found.compare(&from)))
        && to.is_none_or(|to| compares(Op::LessEqual, found.compare(&to)))
}

fn compares(op: Op, order: Option<Ordering>) -> bool {
    order.is_some_and(|order| match op {
        Op::Equal => order.is_eq(),
        Op::Less => order.is_lt(),
        Op::LessEqual => order.is_le(),
        Op::Greater => order.is_gt(),
        Op::GreaterEqual => order.is_ge(),
    })
}
