//! A temporary folder for one test, and profiles in it.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::cli::{Cli, Output};
use crate::row::{Row, rows_of};

/// A folder that is removed on drop.
#[derive(Debug)]
pub struct Scratch {
    folder: TempDir,
}

impl Scratch {
    #[allow(clippy::new_without_default)]
    pub fn new() -> Scratch {
        let folder = tempfile::Builder::new().prefix("wirelark-test-").tempdir();
        Scratch { folder: folder.expect("a folder") }
    }

    /// Creates the folder below another one, for tests with large files.
    pub fn inside(folder: &Path) -> Scratch {
        let folder = tempfile::Builder::new().prefix("wirelark-test-").tempdir_in(folder);
        Scratch { folder: folder.expect("a folder") }
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// A path in the folder, as a command-line argument.
    pub fn path(&self, name: &str) -> String {
        self.folder.path().join(name).to_str().expect("a UTF-8 path").to_owned()
    }

    /// Writes a file and returns its path.
    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        let path = self.path(name);
        std::fs::write(&path, content).expect("write the file");
        path
    }

    /// Writes a profile of these parts, with `wirelark` and `name` added; returns its path.
    pub fn profile(&self, parts: Value) -> String {
        let mut profile = json!({"wirelark": 1, "name": "x"});
        let parts = parts.as_object().expect("an object").clone();
        profile.as_object_mut().expect("an object").extend(parts);
        self.file("x.wirelark.json", profile.to_string())
    }

    /// Writes the smallest valid profile; returns its path.
    pub fn smallest(&self, url: &str) -> String {
        self.profile(json!({"connection": {"url": url}}))
    }

    /// Runs `capture` with the smallest profile and additional arguments; returns its output and the recorded rows.
    #[track_caller]
    pub fn capture(&self, url: &str, more: &[&str]) -> (Output, Vec<Row>) {
        let (profile, transcript) = (self.smallest(url), self.path("c.wlt"));
        let args = [&["capture", &profile, "--transcript", &transcript, "--json"], more].concat();
        (Cli::run(args), rows_of(&transcript))
    }
}

/// Path of `examples/original-script.wirelark.json`.
pub fn original_script() -> PathBuf {
    example("original-script.wirelark.json")
}

/// Path of an example profile.
pub fn example(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples").join(name)
}
