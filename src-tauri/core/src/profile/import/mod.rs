//! Reads other tools' files into profiles. Nothing in them is run, and nothing is connected to.
//!
//! What a profile cannot hold is named in the report. Credentials never end up in a profile: `{{secret:NAME}}` takes
//! their place.
//!
//! - `error`, `note`: why nothing was imported, and what was not carried over.
//! - `source`, `kind`: the files to import, and their format.
//! - `report`, `document`, `fields`, `placeholder`, `credentials`, `draft`, `finish`: what the importers share.
//! - `collection`, `bru`: what the collections share, and Bruno's format.
//! - `asyncapi`, `bruno`, `har`, `insomnia`, `kreya`, `opencollection`, `postman`, `yaak`: one format each.
//! - `command_line`: curl, websocat and wscat.
//! - `python`: scripts that use `websockets`.
//! - `layouts`: descriptions of packed data.

mod asyncapi;
mod bru;
mod bruno;
mod collection;
mod command_line;
mod credentials;
mod document;
mod draft;
mod error;
mod fields;
mod finish;
mod har;
mod insomnia;
mod kind;
mod kreya;
mod layouts;
mod note;
mod opencollection;
mod placeholder;
mod postman;
mod python;
mod report;
mod source;
#[cfg(test)]
mod tests;
mod yaak;

use super::model::Profile;
pub use error::ProfileImportError;
pub use kind::ImportKind;
pub use note::{ImportNote, ImportNoteCode};
use report::ImportReport;
pub use source::{ImportFile, ImportSource};

/// Size limit of one imported file in bytes.
pub const MAX_IMPORT_FILE: u64 = 16 << 20;
/// Limit of the profiles of one import.
pub const MAX_IMPORTED_PROFILES: usize = 1_000;

/// The result of an import.
#[derive(Debug, Clone, PartialEq)]
pub struct ImportedProfiles {
    /// The format that was read.
    pub kind: ImportKind,
    /// At least one profile, in the order of the source.
    pub profiles: Vec<Profile>,
    /// What was carried over differently or not at all.
    pub report: Vec<ImportNote>,
}

/// Imports a source; its kind is guessed if none is given.
pub fn import(
    source: &ImportSource,
    kind: Option<ImportKind>,
) -> Result<ImportedProfiles, ProfileImportError> {
    let unknown = || ProfileImportError::UnknownFormat { name: source.name().to_owned() };
    let kind = kind.or_else(|| ImportKind::guess(source)).ok_or_else(unknown)?;
    let mut report = ImportReport::default();
    if source.is_cut() {
        report.lost(
            "",
            "the folder has more files, or longer ones, than are read; some were left out",
        );
    }
    let mut profiles = match kind {
        ImportKind::Python => python::import(source, &mut report)?,
        ImportKind::Curl | ImportKind::Websocat | ImportKind::Wscat => {
            command_line::import(source, kind, &mut report)?
        }
        ImportKind::Postman => postman::import(source, &mut report)?,
        ImportKind::Insomnia => insomnia::import(source, &mut report)?,
        ImportKind::Bruno => bruno::import(source, &mut report)?,
        ImportKind::OpenCollection => opencollection::import(source, &mut report)?,
        ImportKind::Yaak => yaak::import(source, &mut report)?,
        ImportKind::Kreya => kreya::import(source, &mut report)?,
        ImportKind::Har => har::import(source, &mut report)?,
        ImportKind::AsyncApi => asyncapi::import(source, &mut report)?,
        ImportKind::Ksy | ImportKind::C | ImportKind::Ctypes => {
            layouts::import(source, kind, &mut report)?
        }
    };
    if profiles.len() > MAX_IMPORTED_PROFILES {
        let left_out = profiles.len() - MAX_IMPORTED_PROFILES;
        profiles.truncate(MAX_IMPORTED_PROFILES);
        report.lost(
            "",
            format!(
                "{left_out} connections are left out: at most {MAX_IMPORTED_PROFILES} are imported"
            ),
        );
    }
    Ok(ImportedProfiles { kind, profiles, report: report.finish() })
}
