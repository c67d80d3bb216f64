//! Imports command lines of curl, websocat and wscat. Nothing is run.
//!
//! - `words`: splits a command line as a POSIX shell does.
//! - `options`: walks over options and their values.
//! - `curl`, `websocat`, `wscat`: one tool each.

mod curl;
mod options;
mod websocat;
mod words;
mod wscat;

use std::collections::BTreeSet;

use super::draft::ProfileDraft;
use super::error::ProfileImportError;
use super::kind::ImportKind;
use super::placeholder::{PlaceholderStyle, shell_word};
use super::report::ImportReport;
use super::source::ImportSource;
use crate::profile::model::{Message, Profile, Scenario, Step, StoredStep};
use options::Options;

/// Size limit of a command line in bytes.
const MAX_COMMAND: usize = 1 << 20;

/// Imports each command of the tool in the text; other commands are named in the report.
pub(super) fn import(
    source: &ImportSource,
    kind: ImportKind,
    report: &mut ImportReport,
) -> Result<Vec<Profile>, ProfileImportError> {
    let mut profiles = Vec::new();
    for file in source.files() {
        let text = file.text()?;
        if text.len() > MAX_COMMAND {
            return Err(ProfileImportError::damaged(
                &file.name,
                None,
                "a command line may have 1 MiB at most",
            ));
        }
        let commands = words::commands(text)
            .map_err(|what| ProfileImportError::damaged(&file.name, None, what))?;
        for mut command in commands {
            let tool = tool_of(&mut command);
            if tool != kind.as_str() {
                report.skipped("", format!("the command {tool} is not {}", kind.as_str()));
                continue;
            }
            let mut used = BTreeSet::new();
            let words = command.iter().map(|word| shell_word(word, &mut used)).collect();
            let mut draft = ProfileDraft::new(&tool, PlaceholderStyle::Braces, report);
            used.iter().for_each(|name| draft.uses(name));
            let mut options = Options::new(words);
            match kind {
                ImportKind::Curl => curl::read(&mut options, &mut draft),
                ImportKind::Websocat => websocat::read(&mut options, &mut draft),
                _ => wscat::read(&mut options, &mut draft),
            }
            if draft.profile.connection.url.is_empty() {
                draft.report.lost("", "a command without a URL");
                continue;
            }
            name_by_host(&mut draft.profile);
            profiles.push(draft.finish());
        }
    }
    source.found(profiles, format!("there is no {} command with a URL in it", kind.as_str()))
}

/// Takes the tool's name and what stands before it: assignments, `sudo`, `npx`, a prompt.
fn tool_of(command: &mut Vec<String>) -> String {
    let is_before = |word: &str| {
        matches!(word, "$" | "%" | ">" | "sudo" | "npx" | "env" | "exec" | "time" | "-y" | "--yes")
            || word.split_once('=').is_some_and(|(name, _)| {
                !name.is_empty() && name.chars().all(|ch| ch.is_ascii_alphanumeric() || ch == '_')
            })
    };
    let count = command.iter().take_while(|word| is_before(word)).count();
    command.drain(..count);
    let tool = if command.is_empty() { String::new() } else { command.remove(0) };
    let base = tool.rsplit(['/', '\\']).next().unwrap_or_default();
    base.trim_end_matches(".exe").to_owned()
}

/// Names a profile after the host that it connects to.
fn name_by_host(profile: &mut Profile) {
    let host = profile.connection.url.split_once("://").map_or("", |(_, rest)| rest);
    let host = host.split(['/', '?']).next().unwrap_or_default();
    if !host.is_empty() && !host.contains("{{") {
        host.clone_into(&mut profile.name);
    }
}

/// Adds a scenario of these steps.
fn scenario(draft: &mut ProfileDraft<'_>, steps: Vec<Step>) {
    if steps.is_empty() {
        return;
    }
    let steps = steps.into_iter().map(StoredStep::from).collect();
    draft.profile.scenarios.push(Scenario {
        name: "Command line".to_owned(),
        steps,
        extra: Default::default(),
    });
}

/// Saves a message and returns the step that sends it.
fn send(draft: &mut ProfileDraft<'_>, message: Message) -> Step {
    Step::Send(draft.message(message))
}
