//! Each importer against a file that has every documented field. The files were written for these tests; they are not
//! exports of the tools.

mod collections;
mod command_lines;
mod documents;
mod kreya;
mod layouts;
mod scripts;

use super::{ImportFile, ImportKind, ImportSource, ImportedProfiles, import};
use crate::profile::model::Profile;
use crate::profile::{message, store};

/// Imports a file.
#[track_caller]
fn file(name: &str, text: &str, kind: Option<ImportKind>) -> ImportedProfiles {
    let source =
        ImportSource::from_bytes(name, text.as_bytes().to_vec()).expect("within the limit");
    checked(import(&source, kind).expect("it can be imported"))
}

/// Imports a folder of these files.
#[track_caller]
fn folder(files: &[(&str, &str)], kind: Option<ImportKind>) -> ImportedProfiles {
    let files = files.iter().map(|(name, text)| ImportFile {
        name: (*name).to_owned(),
        bytes: text.as_bytes().to_vec(),
    });
    let source = ImportSource::from_files("folder", files.collect());
    checked(import(&source, kind).expect("it can be imported"))
}

/// Every profile can be read back, is valid, and has no value that looks like the tests' credentials.
#[track_caller]
fn checked(imported: ImportedProfiles) -> ImportedProfiles {
    for profile in &imported.profiles {
        let json = store::to_json(profile).expect("JSON");
        let text = String::from_utf8(json.clone()).expect("UTF-8");
        assert!(!text.contains("CANARY"), "a credential is in the profile: {text}");
        assert_eq!(&store::parse("p".as_ref(), &json).expect("it can be read back"), profile);
        let problems = crate::profile_check::check(profile);
        assert_eq!(problems, [], "{text}");
    }
    let notes: String = imported.report.iter().map(|note| format!("{note}\n")).collect();
    assert!(!notes.contains("CANARY"), "a credential is in the report: {notes}");
    imported
}

/// The report as lines of code and text.
fn notes(imported: &ImportedProfiles) -> String {
    imported.report.iter().map(|note| format!("{}: {note}\n", note.code.as_str())).collect()
}

#[track_caller]
fn assert_notes(imported: &ImportedProfiles, parts: &[&str]) {
    let notes = notes(imported);
    for part in parts {
        assert!(notes.contains(part), "{part:?} is not in the report:\n{notes}");
    }
}

/// The bytes of a saved message, as hex for binary ones.
#[track_caller]
fn sent(profile: &Profile, name: &str) -> String {
    let saved = profile
        .saved_message(name)
        .unwrap_or_else(|| panic!("no message {name}: {:?}", profile.messages));
    let built = message::build(profile, saved).expect("it can be built");
    match String::from_utf8(built.bytes.clone()) {
        Ok(text) if !text.contains('\0') => text,
        _ => crate::packet::hex::encode(&built.bytes),
    }
}
