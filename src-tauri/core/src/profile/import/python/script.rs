//! Follows a script's statements in the order in which Python would run them, without running anything.

use std::collections::BTreeMap;

use rustpython_ruff_python_ast::{Expr, Stmt};
use rustpython_ruff_text_size::{Ranged, TextRange};

use super::actions::{ScriptAction, ScriptConnection};
use super::declarations::Declarations;
use super::formatting::path;
use super::lines::Lines;
use crate::packet::paste::python::eval::{Names, PythonValue};
use crate::profile::import::note::ImportNoteCode;
use crate::profile::import::report::ImportReport;

/// Limit of the statements that are followed, loops and calls included.
const MAX_STEPS: usize = 20_000;
/// Limit of the nesting depth of calls.
pub(super) const MAX_CALLS: usize = 24;
/// Limit of the rounds of a loop.
const MAX_ROUNDS: usize = 200;
/// Limit of what a script does.
pub(super) const MAX_ACTIONS: usize = 2_000;

/// How a block of statements ended.
#[derive(Debug, PartialEq)]
pub(super) enum Flow {
    Next,
    Break,
    Continue,
    Return(Option<PythonValue>),
}

/// The state while following scripts.
pub(super) struct Script<'a, 'r> {
    pub declarations: &'a Declarations<'a>,
    pub lines: &'a [Lines<'a>],
    pub file_names: &'a [String],
    /// Number of the file whose statements are followed.
    pub file: usize,
    pub names: Names,
    /// The values that each call's names had before it.
    pub scopes: Vec<BTreeMap<String, Option<PythonValue>>>,
    /// Functions whose bodies are being followed.
    pub running: Vec<&'a str>,
    /// Functions that were followed at least once.
    pub called: std::collections::BTreeSet<&'a str>,
    pub connection: Option<ScriptConnection>,
    pub actions: Vec<ScriptAction>,
    /// Names whose values are not understood, and the line of the assignment.
    pub unresolved: BTreeMap<String, (usize, usize)>,
    pub report: &'r mut ImportReport,
    pub temporaries: usize,
    steps: usize,
}

impl<'a, 'r> Script<'a, 'r> {
    pub(super) fn new(
        declarations: &'a Declarations<'a>,
        lines: &'a [Lines<'a>],
        file_names: &'a [String],
        report: &'r mut ImportReport,
    ) -> Script<'a, 'r> {
        Script {
            declarations,
            lines,
            file_names,
            file: 0,
            names: Names::default(),
            scopes: Vec::new(),
            running: Vec::new(),
            called: std::collections::BTreeSet::new(),
            connection: None,
            actions: Vec::new(),
            unresolved: BTreeMap::new(),
            report,
            temporaries: 0,
            steps: 0,
        }
    }

    pub(super) fn line(&self, range: TextRange) -> usize {
        self.lines.get(self.file).map_or(0, |lines| lines.line(range))
    }

    pub(super) fn source(&self, range: TextRange) -> &'a str {
        self.lines.get(self.file).map_or("", |lines| lines.text(range))
    }

    /// Adds a note about the line of a range.
    pub(super) fn note(&mut self, range: TextRange, code: ImportNoteCode, text: impl Into<String>) {
        let line = self.line(range);
        self.note_at(self.file, line, code, text);
    }

    pub(super) fn note_at(
        &mut self,
        file: usize,
        line: usize,
        code: ImportNoteCode,
        text: impl Into<String>,
    ) {
        if self.file_names.len() > 1 {
            self.report.enter(self.file_names.get(file).map_or("", String::as_str));
        }
        self.report.line(line, code, text);
    }

    pub(super) fn body(&mut self, body: &'a [Stmt]) -> Flow {
        for statement in body {
            self.steps += 1;
            if self.steps > MAX_STEPS || self.actions.len() >= MAX_ACTIONS {
                if self.steps != usize::MAX {
                    let text = "the script does too much; what follows is not carried over";
                    self.note(statement.range(), ImportNoteCode::NotCarriedOver, text);
                    // Said once.
                    self.steps = usize::MAX - 1;
                }
                return Flow::Return(None);
            }
            let flow = self.statement(statement);
            if flow != Flow::Next {
                return flow;
            }
        }
        Flow::Next
    }

    fn statement(&mut self, statement: &'a Stmt) -> Flow {
        match statement {
            Stmt::Expr(expression) => {
                self.run(&expression.value);
            }
            Stmt::Assign(assign) => {
                let value = self.run(&assign.value);
                for target in &assign.targets {
                    self.assign(target, value.clone());
                }
            }
            Stmt::AnnAssign(assign) => {
                if let Some(value) = &assign.value {
                    let value = self.run(value);
                    self.assign(&assign.target, value);
                }
            }
            Stmt::AugAssign(assign) => {
                let value = self.augmented(assign);
                self.assign(&assign.target, value);
            }
            Stmt::Return(returned) => {
                let value = match &returned.value {
                    Some(value) => self.run(value),
                    None => Some(PythonValue::None),
                };
                return Flow::Return(value);
            }
            Stmt::Break(_) => return Flow::Break,
            Stmt::Continue(_) => return Flow::Continue,
            Stmt::ClassDef(class) => self.class_values(class.name.as_str(), &class.body),
            Stmt::If(branch) => return self.branch(branch),
            Stmt::While(repeat) => {
                return self.repeat(&repeat.body, repeat.test.range(), statement.range());
            }
            Stmt::For(repeat) => return self.each(repeat),
            Stmt::With(with) => {
                for item in &with.items {
                    let value = self.run(&item.context_expr);
                    if let Some(target) = &item.optional_vars {
                        self.assign(target, value);
                    }
                }
                return self.body(&with.body);
            }
            Stmt::Try(attempt) => {
                for part in [&attempt.body, &attempt.orelse, &attempt.finalbody] {
                    let flow = self.body(part);
                    if flow != Flow::Next {
                        return flow;
                    }
                }
            }
            Stmt::Match(_) | Stmt::IpyEscapeCommand(_) if self.acts(statement.range()) => {
                let text = "this statement is not followed; what it sends is not carried over";
                self.note(statement.range(), ImportNoteCode::NotUnderstood, text);
            }
            _ => {}
        }
        Flow::Next
    }

    fn acts(&self, range: TextRange) -> bool {
        self.declarations.acts(self.source(range))
    }

    /// `CLASS.NAME` of the constants that a class defines.
    fn class_values(&mut self, class: &str, body: &'a [Stmt]) {
        for statement in body {
            if let Stmt::Assign(assign) = statement
                && let [Expr::Name(name)] = assign.targets.as_slice()
                && let Some(value) = self.run(&assign.value)
            {
                self.names.define(format!("{class}.{}", name.id.as_str()), value.clone());
                // `self.NAME` is read without `self`.
                if self.names.get(name.id.as_str()).is_none() {
                    self.names.define(name.id.as_str().to_owned(), value);
                }
            }
        }
    }

    /// Gives a target its value; without one its name becomes a variable.
    pub(super) fn assign(&mut self, target: &Expr, value: Option<PythonValue>) {
        match target {
            Expr::Name(name) => self.bind(name.id.as_str(), value, target.range()),
            Expr::Attribute(attribute) => {
                let path = path(target).unwrap_or_default();
                let name = path.strip_prefix("self.").unwrap_or(attribute.attr.as_str()).to_owned();
                let value = value.filter(|value| !matches!(value, PythonValue::None));
                if let Some(value) = value {
                    self.names.define(name, value);
                }
            }
            Expr::Tuple(tuple) => {
                let values = match value {
                    Some(PythonValue::List(values)) if values.len() == tuple.elts.len() => values,
                    _ => Vec::new(),
                };
                for (i, target) in tuple.elts.iter().enumerate() {
                    self.assign(target, values.get(i).cloned());
                }
            }
            _ => {}
        }
    }

    /// Defines a name in the current scope.
    pub(super) fn bind(&mut self, name: &str, value: Option<PythonValue>, range: TextRange) {
        let before = self.names.undefine(name);
        if let Some(scope) = self.scopes.last_mut() {
            scope.entry(name.to_owned()).or_insert(before);
        }
        match value {
            Some(value) => {
                self.unresolved.remove(name);
                self.names.define(name.to_owned(), value);
            }
            None => {
                let line = self.line(range);
                self.unresolved.insert(name.to_owned(), (self.file, line));
            }
        }
    }

    fn branch(&mut self, branch: &'a rustpython_ruff_python_ast::StmtIf) -> Flow {
        let mut tests = vec![(Some(branch.test.as_ref()), &branch.body)];
        tests.extend(
            branch.elif_else_clauses.iter().map(|clause| (clause.test.as_ref(), &clause.body)),
        );
        for (test, body) in tests {
            match test.map_or(Some(true), |test| self.truth(test)) {
                Some(true) => return self.body(body),
                Some(false) => {}
                None => {
                    let assigns = branch.body.iter().any(|statement| {
                        matches!(
                            statement,
                            Stmt::Assign(_) | Stmt::AugAssign(_) | Stmt::AnnAssign(_)
                        )
                    });
                    if assigns || self.acts(branch.range()) {
                        let text = "this condition is not known before the script runs; its branches are not followed";
                        self.note(branch.test.range(), ImportNoteCode::NotUnderstood, text);
                    }
                    return Flow::Next;
                }
            }
        }
        Flow::Next
    }

    /// A loop whose number of rounds is not known.
    fn repeat(&mut self, body: &'a [Stmt], head: TextRange, whole: TextRange) -> Flow {
        if self.acts(whole) {
            let text = "the number of rounds of this loop is not known; one is carried over";
            self.note(head, ImportNoteCode::CarriedOverDifferently, text);
        }
        let flow = self.body(body);
        match flow {
            Flow::Return(value) => Flow::Return(value),
            _ => Flow::Next,
        }
    }

    fn each(&mut self, repeat: &'a rustpython_ruff_python_ast::StmtFor) -> Flow {
        if repeat.is_async {
            // `async for websocket in connect(…)` connects again after each end; one round is carried over.
            if let Expr::Call(call) = &*repeat.iter
                && self.is_connect(call)
            {
                let connection = self.run(&repeat.iter);
                self.assign(&repeat.target, connection);
                return self.repeat(&repeat.body, repeat.iter.range(), repeat.range());
            }
            // `async for message in websocket` only receives.
            self.receives(repeat.iter.range());
            if self.acts(repeat.range()) {
                let text = "what is sent for each received message is not carried over; an automatic reply can do it";
                self.note(repeat.iter.range(), ImportNoteCode::NotCarriedOver, text);
            }
            return Flow::Next;
        }
        let Some(PythonValue::List(items)) = self.items(&repeat.iter) else {
            self.bind_unknown(&repeat.target);
            return self.repeat(&repeat.body, repeat.iter.range(), repeat.range());
        };
        if items.len() > MAX_ROUNDS && self.acts(repeat.range()) {
            let text =
                format!("of {} rounds of this loop, {MAX_ROUNDS} are carried over", items.len());
            self.note(repeat.iter.range(), ImportNoteCode::CarriedOverDifferently, text);
        }
        for item in items.into_iter().take(MAX_ROUNDS) {
            self.assign(&repeat.target, Some(item));
            match self.body(&repeat.body) {
                Flow::Next | Flow::Continue => {}
                Flow::Break => return Flow::Next,
                returned => return returned,
            }
        }
        self.body(&repeat.orelse)
    }

    fn bind_unknown(&mut self, target: &Expr) {
        self.assign(target, None);
    }
}
