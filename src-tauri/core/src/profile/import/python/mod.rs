//! Imports Python scripts that use `websockets`: the URL, the login, the messages, the waits, the close. The source is
//! parsed and followed symbolically; nothing of it is run.
//!
//! - `actions`: what a script does.
//! - `lines`, `nesting`: lines of the source, and bounds of its nesting.
//! - `declarations`: functions and imports.
//! - `formatting`, `script`, `expression`, `methods`, `calls`, `connect`: following the statements.
//! - `profile`: the profile that does the same.

mod actions;
mod calls;
mod connect;
mod declarations;
mod expression;
mod formatting;
mod lines;
mod methods;
mod nesting;
mod profile;
mod script;

use std::collections::BTreeSet;

use rustpython_ruff_python_parser::{Mode, ParseOptions, parse_unchecked};
use rustpython_ruff_text_size::Ranged;

use super::error::ProfileImportError;
use super::note::ImportNoteCode;
use super::report::ImportReport;
use super::source::{ImportFile, ImportSource};
use crate::profile::model::Profile;
use declarations::Declarations;
pub(super) use lines::Lines;
pub(super) use nesting::is_bounded;
use script::Script;

/// Size limit of a script in bytes.
const MAX_SCRIPT: usize = 256 << 10;
/// Limit of the scripts that are read together.
const MAX_SCRIPTS: usize = 32;
/// Stack of the thread that follows a script; the nesting limits stay far below it, in debug builds too.
const STACK: usize = 256 << 20;
/// Limit of the syntax errors that are reported.
const MAX_ERRORS: usize = 5;

pub(super) fn import(
    source: &ImportSource,
    report: &mut ImportReport,
) -> Result<Vec<Profile>, ProfileImportError> {
    let mut files: Vec<&ImportFile> = source
        .files()
        .iter()
        .filter(|file| source.files().len() == 1 || file.name.ends_with(".py"))
        .take(MAX_SCRIPTS)
        .collect();
    // The program is the file that is run; the others are its modules.
    if source.is_folder() {
        let is_program = |file: &&ImportFile| file.text_lossy().contains("__main__");
        if let Some(at) = files.iter().position(is_program) {
            files.swap(0, at);
        }
    }
    let mut texts = Vec::new();
    for file in &files {
        let text = file.text()?;
        if text.len() > MAX_SCRIPT {
            let what = format!("a script may have {} KiB at most", MAX_SCRIPT >> 10);
            return Err(ProfileImportError::damaged(&file.name, None, what));
        }
        texts.push(text);
    }
    let names: Vec<String> = files.iter().map(|file| file.name.clone()).collect();
    let stem = files.first().map_or("Script", |file| file.stem()).to_owned();
    on_large_stack(source.name(), || follow(&stem, &names, &texts, report))
}

/// Runs `work` with a stack for sources that nest up to the limit of [`is_bounded`]: the parser recurses as deeply as
/// they do.
pub(super) fn on_large_stack<T: Send>(
    name: &str,
    work: impl FnOnce() -> Result<T, ProfileImportError> + Send,
) -> Result<T, ProfileImportError> {
    let done = std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK);
        thread.spawn_scoped(scope, work).map(|handle| handle.join())
    });
    match done {
        Ok(Ok(result)) => result,
        Ok(Err(_)) => Err(ProfileImportError::damaged(name, None, "the source cannot be followed")),
        Err(error) => {
            Err(ProfileImportError::Read { name: name.to_owned(), what: error.to_string() })
        }
    }
}

/// Parses and follows the scripts; the first one is the program, and the others are its modules.
fn follow(
    stem: &str,
    names: &[String],
    texts: &[&str],
    report: &mut ImportReport,
) -> Result<Vec<Profile>, ProfileImportError> {
    let name = names.first().map_or("", String::as_str);
    let lines: Vec<Lines<'_>> = texts.iter().map(|text| Lines::of(text)).collect();
    let own: BTreeSet<String> =
        names.iter().map(|name| name.trim_end_matches(".py").replace('/', ".")).collect();
    let mut modules = Vec::new();
    for (i, text) in texts.iter().enumerate() {
        let file = names.get(i).map_or("", String::as_str);
        if !nesting::is_bounded(text) {
            return Err(ProfileImportError::damaged(file, None, "the script nests too deeply"));
        }
        let parsed = parse_unchecked(text, ParseOptions::from(Mode::Module));
        for error in parsed.errors().iter().take(MAX_ERRORS) {
            if names.len() > 1 {
                report.enter(file);
            }
            let line = lines.get(i).map_or(0, |lines| lines.line(error.location));
            report.line(
                line,
                ImportNoteCode::NotUnderstood,
                format!("this is not valid Python 3: {}", error.error),
            );
        }
        modules
            .push(parsed.try_into_module().map(|module| module.into_suite()).unwrap_or_default());
    }
    let mut declarations = Declarations::default();
    for (file, module) in modules.iter().enumerate() {
        declarations.add(module, file, &own);
    }
    declarations.find_active(&lines);
    let mut script = Script::new(&declarations, &lines, names, report);
    // The values of the modules first, then the program.
    for (file, module) in modules.iter().enumerate().rev() {
        script.file = file;
        script.body(module);
    }
    let does_nothing =
        |script: &Script<'_, '_>| script.actions.is_empty() && script.connection.is_none();
    if does_nothing(&script) {
        // A script whose functions are called by another program.
        let functions: Vec<_> = declarations.active.iter().copied().collect();
        for function in functions {
            if let Some(found) = declarations.functions.get(function)
                && !script.called.contains(function)
            {
                script.file = found.file;
                script.follow(function, Vec::new(), &[], true, found.definition.range());
            }
        }
    }
    if does_nothing(&script) {
        let what = "no connection of the websockets library was found in the script, and nothing that it sends";
        return Err(ProfileImportError::nothing(name, what));
    }
    Ok(vec![profile::of(stem, script)])
}
