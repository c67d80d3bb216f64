//! Functions, methods and imports of scripts, found before anything is followed.

use std::collections::{BTreeMap, BTreeSet};

use rustpython_ruff_python_ast::{ExceptHandler, Stmt, StmtFunctionDef};

use super::lines::Lines;

/// Limit of the functions of a script.
const MAX_FUNCTIONS: usize = 300;
/// Limit of the rounds in which functions that act through others are found.
const MAX_ROUNDS: usize = 8;

/// A function or method.
#[derive(Clone, Copy)]
pub(super) struct Function<'a> {
    pub definition: &'a StmtFunctionDef,
    /// Whether it is defined in a class, so that its first parameter is the object.
    pub is_method: bool,
    /// Number of the file in which it stands.
    pub file: usize,
}

/// What scripts declare, by name. Methods of different classes share one space of names; the first one wins.
#[derive(Default)]
pub(super) struct Declarations<'a> {
    pub functions: BTreeMap<&'a str, Function<'a>>,
    pub classes: BTreeSet<&'a str>,
    /// Local names of imported modules and functions, with their full paths.
    pub imports: BTreeMap<String, String>,
    /// Functions that send, wait or connect, also through others.
    pub active: BTreeSet<&'a str>,
}

impl<'a> Declarations<'a> {
    pub(super) fn add(&mut self, body: &'a [Stmt], file: usize, own_modules: &BTreeSet<String>) {
        self.body(body, file, false, own_modules);
    }

    fn body(&mut self, body: &'a [Stmt], file: usize, in_class: bool, own: &BTreeSet<String>) {
        for statement in body {
            match statement {
                Stmt::FunctionDef(definition) => {
                    if self.functions.len() < MAX_FUNCTIONS {
                        let is_static = definition.decorator_list.iter().any(|decorator| {
                            matches!(&decorator.expression, rustpython_ruff_python_ast::Expr::Name(name)
                                if name.id.as_str() == "staticmethod")
                        });
                        let function =
                            Function { definition, is_method: in_class && !is_static, file };
                        self.functions.entry(definition.name.as_str()).or_insert(function);
                    }
                    self.body(&definition.body, file, false, own);
                }
                Stmt::ClassDef(class) => {
                    self.classes.insert(class.name.as_str());
                    self.body(&class.body, file, true, own);
                }
                Stmt::Import(import) => {
                    for alias in &import.names {
                        let path = alias.name.as_str();
                        if own.contains(path) {
                            continue;
                        }
                        let (local, full) = match &alias.asname {
                            Some(name) => (name.as_str(), path),
                            None => {
                                let root = path.split('.').next().unwrap_or(path);
                                (root, root)
                            }
                        };
                        self.imports.insert(local.to_owned(), full.to_owned());
                    }
                }
                Stmt::ImportFrom(import) => {
                    let module = import.module.as_ref().map_or("", |module| module.as_str());
                    if own.contains(module) || import.level > 0 {
                        continue;
                    }
                    for alias in &import.names {
                        let local = alias.asname.as_ref().unwrap_or(&alias.name).as_str();
                        self.imports
                            .insert(local.to_owned(), format!("{module}.{}", alias.name.as_str()));
                    }
                }
                Stmt::If(branch) => {
                    self.body(&branch.body, file, in_class, own);
                    for clause in &branch.elif_else_clauses {
                        self.body(&clause.body, file, in_class, own);
                    }
                }
                Stmt::Try(attempt) => {
                    self.body(&attempt.body, file, in_class, own);
                    for ExceptHandler::ExceptHandler(handler) in &attempt.handlers {
                        self.body(&handler.body, file, in_class, own);
                    }
                }
                _ => {}
            }
        }
    }

    /// Finds the functions that act, by the words in their source.
    pub(super) fn find_active(&mut self, lines: &[Lines<'_>]) {
        let sources: Vec<(&'a str, &str)> = self
            .functions
            .iter()
            .filter_map(|(name, function)| {
                Some((*name, lines.get(function.file)?.text(function.definition.range)))
            })
            .collect();
        for _ in 0..MAX_ROUNDS {
            let before = self.active.len();
            for (name, source) in &sources {
                // The definition itself contains its name.
                let body = source.split_once(')').map_or("", |(_, body)| body);
                if !self.active.contains(name) && self.acts(body) {
                    self.active.insert(name);
                }
            }
            if self.active.len() == before {
                return;
            }
        }
    }

    /// Whether a piece of source sends, waits or connects.
    pub(super) fn acts(&self, source: &str) -> bool {
        [".send", "sleep(", "connect("].iter().any(|word| source.contains(word))
            || self.active.iter().any(|name| {
                source.match_indices(name).any(|(at, _)| {
                    let after = source.get(at + name.len()..).unwrap_or_default();
                    let before = source.get(..at).and_then(|before| before.chars().next_back());
                    after.starts_with('(')
                        && !before.is_some_and(|ch| ch.is_alphanumeric() || ch == '_')
                })
            })
    }
}
