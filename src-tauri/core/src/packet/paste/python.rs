//! The little Python that senders are written in: literals, `struct.pack`, `json.dumps`, `+`, assignments, `send`.
//!
//! It is read, never run. A name that nothing defines becomes a variable `{{name}}`; a statement that is none of this
//! is passed over.

mod eval;
mod json_dumps;
pub(super) mod lex;
mod parse;
mod payload_pieces;

use std::collections::BTreeSet;

use super::TakenFor;
use super::pasted_message::Named;
use eval::{Names, PythonValue};

/// Statements that are read; what follows them is passed over.
const MAX_STATEMENTS: usize = 10_000;

/// The messages in Python source, and what it is.
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
        // What another statement uses is a part of a message, not one itself.
        if !used.is_empty() {
            let used: BTreeSet<String> = used.into_iter().collect();
            assigned.retain(|one| !used.contains(&one.name));
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
    // Quoted text alone is what it says; nobody means Python by it.
    let telling = kinds.iter().any(|kind| *kind != TakenFor::Text);
    if messages.is_empty() || !telling {
        return None;
    }
    let first = kinds.iter().find(|kind| **kind != TakenFor::Text).copied()?;
    let all_same = kinds.iter().all(|kind| *kind == first) && messages.len() == 1;
    Some((if all_same { first } else { TakenFor::Python }, messages))
}

/// A name that stands for a value to be given.
fn variable(name: &str) -> String {
    format!("{{{{{name}}}}}")
}
