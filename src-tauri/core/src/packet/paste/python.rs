//! Recognises the subset of Python that sending scripts use: literals, `struct.pack`, `json.dumps`, `+`, assignments
//! and `send`.
//!
//! The code is evaluated symbolically, never run. An undefined name becomes a variable `{{name}}`; unsupported
//! statements are skipped.

pub(crate) mod eval;
pub(crate) mod json_dumps;
pub(super) mod lex;
mod operators;
pub(crate) mod parse;
pub(crate) mod payload_pieces;

use std::collections::BTreeSet;

use super::TakenFor;
use super::pasted_message::Named;
use eval::{Names, PythonValue};

/// Limit of the statements that are evaluated; the rest is ignored.
const MAX_STATEMENTS: usize = 10_000;

/// The messages in Python source, and its notation.
pub(super) fn recognise(text: &str) -> Option<(TakenFor, Vec<Named>)> {
    let mut env = Names::default();
    let mut sent = Vec::new();
    let mut assigned: Vec<Named> = Vec::new();
    let mut alone = Vec::new();
    let mut kinds = Vec::new();
    for statement in lex::statements(text).into_iter().take(MAX_STATEMENTS) {
        let Some(statement) = parse::statement(&statement) else { continue };
        let Some(value) = env.eval(&statement.value, 0) else { continue };
        let used = std::mem::take(&mut env.used);
        let send = matches!(value, PythonValue::Sent(..));
        let (name, value) = match value {
            PythonValue::Sent(name, value) => (name, *value),
            value => (statement.target.clone().unwrap_or_default(), value),
        };
        if let Some(target) = statement.target {
            env.define(target, value.clone());
        }
        // A value that another statement uses is a part of a message, not a message itself.
        if !used.is_empty() {
            let used: BTreeSet<String> = used.into_iter().collect();
            assigned.retain(|named| !used.contains(&named.name));
        }
        let kind = value.kind();
        let Some(draft) = payload_pieces::draft(value) else { continue };
        kinds.extend(kind);
        let named = Named { name, draft };
        match (send, named.name.is_empty()) {
            (true, _) => sent.push(named),
            (false, false) => assigned.push(named),
            (false, true) => alone.push(named),
        }
    }
    let messages = if sent.is_empty() { [assigned, alone].concat() } else { sent };
    // A quoted text on its own is more likely text than Python.
    let is_python = kinds.iter().any(|kind| *kind != TakenFor::Text);
    if messages.is_empty() || !is_python {
        return None;
    }
    let first = kinds.iter().find(|kind| **kind != TakenFor::Text).copied()?;
    let all_same = kinds.iter().all(|kind| *kind == first) && messages.len() == 1;
    Some((if all_same { first } else { TakenFor::Python }, messages))
}

/// The placeholder for an undefined name.
fn variable(name: &str) -> String {
    format!("{{{{{name}}}}}")
}
