//! Parses JSON and YAML into one tree, within limits on size, depth and repetition.

use serde_json::Value;

use super::error::ProfileImportError;
use super::source::ImportFile;
use crate::packet::json::count_values;

/// Limit of the values in a document; each takes many times its size in memory.
const MAX_VALUES: usize = 250_000;
/// Limit of the nesting depth.
const MAX_DEPTH: usize = 64;
/// Limit of YAML aliases and of anchors. Aliases are copied, so each multiplies what it names.
const MAX_ALIASES: usize = 1_000;

/// Parses a JSON or YAML file, whichever its first character says.
pub(super) fn parse(file: &ImportFile) -> Result<Value, ProfileImportError> {
    let text = file.text()?;
    match text.trim_start().starts_with(['{', '[']) {
        true => json(&file.name, text),
        false => yaml(&file.name, text),
    }
}

/// Parses JSON.
pub(super) fn json(name: &str, text: &str) -> Result<Value, ProfileImportError> {
    if count_values(text.as_bytes()) > MAX_VALUES {
        return Err(ProfileImportError::damaged(
            name,
            None,
            format!("it has more than {MAX_VALUES} values"),
        ));
    }
    // serde_json limits the depth to 128.
    serde_json::from_str(text).map_err(|error| {
        let words = error.to_string();
        let what = words.split(" at line ").next().unwrap_or_default();
        ProfileImportError::damaged(name, Some(error.line()), what)
    })
}

/// Parses a YAML document.
pub(super) fn yaml(name: &str, text: &str) -> Result<Value, ProfileImportError> {
    let mut budget = serde_saphyr::Budget::default();
    budget.max_depth = MAX_DEPTH;
    budget.max_nodes = MAX_VALUES;
    budget.max_events = 4 * MAX_VALUES;
    budget.max_aliases = MAX_ALIASES;
    budget.max_anchors = MAX_ALIASES;
    budget.max_documents = 4;
    budget.max_merge_keys = MAX_ALIASES;
    let mut options = serde_saphyr::Options::default();
    options.budget = Some(budget);
    options.with_snippet = false;
    // YAML 1.2: `on`, `off`, `yes` and `no` are texts.
    options.strict_booleans = true;
    serde_saphyr::from_str_with_options(text, options).map_err(|error| {
        let line =
            error.location().map(|place| usize::try_from(place.line()).unwrap_or(usize::MAX));
        let words = error.to_string();
        let what = words.lines().next().unwrap_or_default();
        ProfileImportError::damaged(name, line, what)
    })
}
