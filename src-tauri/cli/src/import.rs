//! The `import` command: makes profiles of other tools' files.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::json;
use wirelark_core::profile::file_name;
use wirelark_core::profile::import::{
    ImportKind, ImportNote, ImportSource, ImportedProfiles, ProfileImportError, import,
};
use wirelark_core::profile::model::Profile;
use wirelark_core::profile::store;

use crate::failure::Failure;
use crate::output;
use crate::word_parser::one_of;

/// Make a profile of another tool's file: a script, a collection, a command line, a HAR, a description of messages.
///
/// Nothing in the file is run and nothing is connected to. Credentials become {{secret:NAME}}. What was not carried
/// over, or differently, goes to stderr, a line each. Files that exist are never overwritten.
#[derive(Debug, Args)]
pub(crate) struct ImportProfile {
    /// The file, a pipe, or a folder (a collection of Postman, Bruno or Yaak).
    file: PathBuf,
    /// What it is; guessed where this is absent.
    #[arg(long, value_name = "KIND", value_parser = one_of::<ImportKind>(ImportKind::all().iter().map(|one| one.as_str())))]
    from: Option<ImportKind>,
    /// The profile to make, *.wirelark.json; a folder where there are several connections. Without it, one profile goes
    /// to stdout.
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
    /// Print the files that were written and the report as JSON; needs -o.
    #[arg(long, requires = "output")]
    json: bool,
}

impl ImportProfile {
    pub(crate) fn run(self) -> Result<(), Failure> {
        let source = ImportSource::read(&self.file)?;
        let imported = import(&source, self.from)?;
        if !self.json {
            imported.report.iter().for_each(print_note);
        }
        let Some(out) = &self.output else {
            return match imported.profiles.as_slice() {
                [profile] => {
                    output::json_lines(&String::from_utf8_lossy(&store::to_json(profile)?))
                }
                several => Err(Failure::input("import_several", several_text(several))),
            };
        };
        let written = write_all(&imported, out)?;
        match self.json {
            true => output::json(&json!({
                "kind": imported.kind.as_str(),
                "files": written.iter().map(|path| path.to_string_lossy()).collect::<Vec<_>>(),
                "report": imported.report,
            })),
            false => written.iter().try_for_each(|path| output::line(path.display())),
        }
    }
}

fn print_note(note: &ImportNote) {
    output::note(format_args!("note {}: {note}", note.code.as_str()));
}

fn several_text(profiles: &[Profile]) -> String {
    let names: Vec<_> = profiles.iter().take(20).map(|profile| profile.name.as_str()).collect();
    format!(
        "there are {} connections ({}); name a folder for them with -o",
        profiles.len(),
        names.join(", ")
    )
}

/// Writes each profile into a file of its own and returns the files.
fn write_all(imported: &ImportedProfiles, out: &Path) -> Result<Vec<PathBuf>, Failure> {
    if let ([profile], false) = (imported.profiles.as_slice(), out.is_dir()) {
        store::save_new(out, profile).map_err(exists)?;
        return Ok(vec![out.to_owned()]);
    }
    if out.exists() && !out.is_dir() {
        return Err(Failure::input("import_several", several_text(&imported.profiles)));
    }
    fs::create_dir_all(out)?;
    let mut taken = BTreeSet::new();
    let mut written = Vec::new();
    for profile in &imported.profiles {
        let stem = file_name::stem(&profile.name);
        let numbered = (2..).map(|number| format!("{stem}-{number}"));
        let free = |stem: &String| {
            !taken.contains(stem)
                && out.join(format!("{stem}{}", store::SUFFIX)).symlink_metadata().is_err()
        };
        let stem = std::iter::once(stem.clone()).chain(numbered).find(free).unwrap_or(stem);
        let path = out.join(format!("{stem}{}", store::SUFFIX));
        taken.insert(stem);
        store::save_new(&path, profile).map_err(exists)?;
        written.push(path);
    }
    Ok(written)
}

/// Says what to do about a file that exists.
fn exists(error: store::StoreError) -> Failure {
    match &error {
        store::StoreError::Io { source, .. }
            if source.kind() == std::io::ErrorKind::AlreadyExists =>
        {
            Failure::input(
                "import_exists",
                format!("{error}; nothing is overwritten, name another file with -o"),
            )
        }
        _ => error.into(),
    }
}

impl From<ProfileImportError> for Failure {
    fn from(error: ProfileImportError) -> Self {
        Failure::input(error.code(), error)
    }
}
