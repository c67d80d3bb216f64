//! Environments: values of variables for development, staging or production, as files that profiles share.
//!
//! An environment is `environments/NAME.json` in the folder of a profile or in one above it:
//! `{"wirelark": 1, "variables": {…}, "colour": "red"}`. The values of `environments/NAME.private.json` beside it, which
//! stays out of version control, replace those.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use ts_rs::TS;

use super::literal::Literal;
use super::model::Colour;
use super::store::{self, StoreError};
use crate::file::bounded_read::is_device_name;
use crate::packet::is_default;

/// The folder that holds environments.
pub const FOLDER: &str = "environments";
/// The file that marks the root of a workspace.
pub const WORKSPACE_FILE: &str = "wirelark.workspace.json";
/// Limit of an environment's name, in bytes.
pub const MAX_NAME: usize = 128;
/// Limit of environments that are listed.
pub const MAX_LISTED: usize = 200;
/// Limit of folders that are searched, from the profile's upwards.
const MAX_DEPTH: usize = 64;
/// Limit of files that are looked at in one folder.
const MAX_FILES: usize = 10_000;

const SUFFIX: &str = ".json";
const PRIVATE_SUFFIX: &str = ".private.json";

/// The content of an environment's file.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct Environment {
    /// Version of the file format.
    pub wirelark: u32,
    /// Values of variables, instead of the profile's.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub variables: BTreeMap<String, Literal>,
    /// The colour in which the window shows the environment, such as red for production. An unknown one is none.
    #[serde(default, skip_serializing_if = "is_default")]
    pub colour: String,
    /// Keys that this version does not know.
    #[serde(flatten)]
    #[ts(skip)]
    pub extra: Map<String, Value>,
}

impl Environment {
    /// The colour, if this version knows it.
    pub fn known_colour(&self) -> Option<Colour> {
        serde_json::from_value(Value::String(self.colour.clone())).ok()
    }

    /// The values of the variables as text.
    pub fn values(&self) -> impl Iterator<Item = (String, String)> {
        self.variables.iter().map(|(name, value)| (name.clone(), value.as_str().to_owned()))
    }
}

/// Why an environment cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum EnvironmentError {
    /// No folder on the way up has an environment of this name.
    #[error("there is no environment '{name}'{}", known(.exist))]
    Missing {
        /// The name.
        name: String,
        /// The names that exist, at most [`MAX_LISTED`].
        exist: Vec<String>,
    },
    /// A name that is no file name.
    #[error(
        "'{0}' is no name of an environment: it is that of a file without its folder and its suffix"
    )]
    Name(String),
    /// The file is damaged or cannot be read.
    #[error(transparent)]
    File(#[from] StoreError),
}

fn known(exist: &[String]) -> String {
    match exist {
        [] => format!(": the profile's folder and those above it have no {FOLDER}/NAME{SUFFIX}"),
        names => format!("; there are: {}", names.join(", ")),
    }
}

impl EnvironmentError {
    /// The stable error code.
    pub fn code(&self) -> &'static str {
        match self {
            EnvironmentError::Missing { .. } => "environment_missing",
            EnvironmentError::Name(_) => "environment_name",
            EnvironmentError::File(error) => error.code(),
        }
    }
}

/// Loads the environment of the profiles in `folder` that has this name.
pub fn load(folder: &Path, name: &str) -> Result<Environment, EnvironmentError> {
    if !is_name(name) {
        return Err(EnvironmentError::Name(name.chars().take(MAX_NAME).collect()));
    }
    for folder in folders(folder) {
        let shared = folder.join(format!("{name}{SUFFIX}"));
        let private = folder.join(format!("{name}{PRIVATE_SUFFIX}"));
        match (shared.is_file(), private.is_file()) {
            (false, false) => {}
            (true, false) => return Ok(read(&shared)?),
            (false, true) => return Ok(read(&private)?),
            (true, true) => {
                let (mut both, own) = (read(&shared)?, read(&private)?);
                both.variables.extend(own.variables);
                if !own.colour.is_empty() {
                    both.colour = own.colour;
                }
                return Ok(both);
            }
        }
    }
    Err(EnvironmentError::Missing { name: name.to_owned(), exist: names(folder) })
}

/// The names of the environments of the profiles in `folder`, sorted, at most [`MAX_LISTED`].
pub fn names(folder: &Path) -> Vec<String> {
    let mut names = BTreeSet::new();
    for folder in folders(folder) {
        let Ok(files) = fs::read_dir(folder) else { continue };
        for file in files.take(MAX_FILES).flatten() {
            let file = file.file_name();
            let Some(file) = file.to_str() else { continue };
            let name = file.strip_suffix(PRIVATE_SUFFIX).or_else(|| file.strip_suffix(SUFFIX));
            names.extend(name.filter(|name| is_name(name)).map(str::to_owned));
        }
    }
    names.into_iter().take(MAX_LISTED).collect()
}

/// The folders that may hold environments, the nearest first: beside the profiles, and in each folder above up to the
/// root of the workspace or of the repository.
fn folders(folder: &Path) -> Vec<PathBuf> {
    let Ok(folder) = std::path::absolute(folder) else { return Vec::new() };
    let mut found = Vec::new();
    for above in folder.ancestors().take(MAX_DEPTH) {
        found.push(above.join(FOLDER));
        if above.join(WORKSPACE_FILE).is_file() || above.join(".git").exists() {
            break;
        }
    }
    found
}

fn read(path: &Path) -> Result<Environment, StoreError> {
    store::parse_versioned(path, &store::read(path)?)
}

/// Whether this can be the name of an environment: a file name that is the same on every system.
fn is_name(name: &str) -> bool {
    let is_plain = |c: char| !c.is_control() && !r#"/\:*?"<>|"#.contains(c);
    (1..=MAX_NAME).contains(&name.len())
        && name.chars().all(is_plain)
        && !name.starts_with('.')
        && !name.ends_with(['.', ' '])
        && !name.ends_with(".private")
        && !is_device_name(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(folder: &Path, file: &str, text: &str) {
        let path = folder.join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn values(folder: &Path, name: &str) -> Vec<(String, String)> {
        load(folder, name).unwrap().values().collect()
    }

    fn pair(name: &str, value: &str) -> (String, String) {
        (name.to_owned(), value.to_owned())
    }

    #[test]
    fn private_values_replace_shared_ones() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path();
        let shared =
            r#"{"wirelark": 1, "variables": {"host": "a", "port": 1.50}, "colour": "red"}"#;
        write(folder, "environments/staging.json", shared);
        write(
            folder,
            "environments/staging.private.json",
            r#"{"wirelark": 1, "variables": {"host": "b"}}"#,
        );
        assert_eq!(values(folder, "staging"), [pair("host", "b"), pair("port", "1.50")]);
        assert_eq!(load(folder, "staging").unwrap().known_colour(), Some(Colour::Red));
        assert_eq!(names(folder), ["staging"]);
    }

    #[test]
    fn folders_are_searched_up_to_the_root_of_the_workspace() {
        let root = tempfile::tempdir().unwrap();
        let workspace = root.path().join("work");
        let deep = workspace.join("a/b");
        fs::create_dir_all(&deep).unwrap();
        let text = |value: &str| format!(r#"{{"wirelark": 1, "variables": {{"v": "{value}"}}}}"#);
        write(root.path(), "environments/outside.json", &text("outside"));
        write(&workspace, "environments/near.json", &text("far"));
        write(&workspace, "environments/far.json", &text("far"));
        write(&workspace, "a/environments/near.json", &text("near"));
        assert_eq!(names(&deep), ["far", "near", "outside"]);
        write(&workspace, WORKSPACE_FILE, r#"{"wirelark": 1}"#);
        assert_eq!(values(&deep, "near"), [pair("v", "near")]);
        assert_eq!(values(&deep, "far"), [pair("v", "far")]);
        let error = load(&deep, "outside").unwrap_err();
        assert_eq!(error.code(), "environment_missing");
        assert!(error.to_string().contains("far, near"), "{error}");
    }

    #[test]
    fn names_that_lead_elsewhere_are_refused() {
        let root = tempfile::tempdir().unwrap();
        write(root.path(), "x.json", r#"{"wirelark": 1}"#);
        write(root.path(), "environments/a.json", r#"{"wirelark": 1}"#);
        for name in
            ["", "../x", "..", "a/b", "a\\b", ".a", "a.private", "nul", "a ", &"n".repeat(129)]
        {
            assert_eq!(load(root.path(), name).unwrap_err().code(), "environment_name", "{name}");
        }
    }

    #[test]
    fn faults_of_the_file_have_a_place() {
        let root = tempfile::tempdir().unwrap();
        write(
            root.path(),
            "environments/a.json",
            "{\"wirelark\": 1,\n \"variables\": {\"v\": [1]}}",
        );
        let error = load(root.path(), "a").unwrap_err();
        assert!(
            error.to_string().contains("line 2") && error.to_string().contains("variables.v"),
            "{error}"
        );
        write(root.path(), "environments/b.json", r#"{"wirelark": 2, "variables": 7}"#);
        assert_eq!(load(root.path(), "b").unwrap_err().code(), "profile_newer");
    }
}
