//! Profiles with every key of version 1, with unknown keys and in odd order: the bytes they are saved as, and the output
//! of `profile check`. The same check for profiles with mistakes.
//!
//! The profiles in `inputs` and `wrong` are written by hand.

/// Keys and enum values of the model that the profiles contain.
mod covered;

use std::path::Path;

use wirelark_core::profile::store;
use wirelark_tests::scratch::Scratch;

use crate::cli_calls::{exact, run};
use crate::golden::{Files, Frozen, data};

const SUFFIX: &str = ".wirelark.json";

/// Loads a profile and saves it elsewhere, as the window does. The only use of the core's API here.
fn load_and_save(from: &Path, to: &Path) {
    let profile = store::load(from).unwrap_or_else(|error| panic!("{error}"));
    store::save(to, &profile).unwrap_or_else(|error| panic!("{error}"));
}

/// The profiles of a folder, by name.
fn profiles(folder: &str) -> Files {
    let read = |entry: std::io::Result<std::fs::DirEntry>| {
        let path = entry.expect("an entry").path();
        let name = path.file_name().and_then(|name| name.to_str()).expect("a plain name");
        let name = name.strip_suffix(SUFFIX).expect("only profiles").to_owned();
        (name, std::fs::read(&path).expect("read the file"))
    };
    data(folder).read_dir().expect("list the folder").map(read).collect()
}

#[test]
fn saved_to_the_same_bytes() {
    let scratch = Scratch::new();
    let mut frozen = Frozen::folder("profiles/saved");
    for (name, content) in profiles("profiles/inputs") {
        let from = scratch.file(&format!("{name}{SUFFIX}"), content);
        let (once, twice) = (scratch.path("once.json"), scratch.path("twice.json"));
        load_and_save(from.as_ref(), once.as_ref());
        load_and_save(once.as_ref(), twice.as_ref());
        let saved = std::fs::read(&once).expect("read the file");
        assert_eq!(std::fs::read(&twice).expect("read the file"), saved, "{name}: saved again");
        frozen.add(&format!("{name}{SUFFIX}"), saved);
    }
    frozen.check();
}

#[test]
fn profile_check_prints_the_same() {
    for (inputs, outputs) in
        [("profiles/inputs", "profiles/checked"), ("profiles/wrong", "profiles/wrong-checked")]
    {
        let scratch = Scratch::new();
        let mut frozen = Frozen::folder(outputs);
        for (name, content) in profiles(inputs) {
            let file = format!("{name}{SUFFIX}");
            scratch.file(&file, content);
            let check = ["profile", "check", &file];
            frozen.add(&format!("{name}.txt"), exact(&check, &run(&check, scratch.folder())));
            let json = ["profile", "check", &file, "--json"];
            let output = run(&json, scratch.folder());
            // Stderr is the same as without --json.
            let text = exact(&json, &output);
            let (report, _) = text.split_once("--- stderr").expect("both streams");
            frozen.add(&format!("{name}-json.txt"), report);
        }
        frozen.check();
    }
}

/// A new key of the model must be added to a profile here, so that a later change cannot lose it unnoticed.
#[test]
fn every_key_of_the_model_is_covered() {
    let missing = covered::missing(profiles("profiles/inputs").values());
    let folder = data("profiles/inputs");
    assert!(missing.is_empty(), "no profile in {} has {missing:#?}", folder.display());
}
