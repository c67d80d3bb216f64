//! Imports descriptions of packed data as layouts: a profile without a connection.
//!
//! - `structs`: structures of fixed size, with padding.
//! - `c_tokens`, `c`, `c_types`, `ctypes`: their declarations in C and Python.
//! - `ksy`: a subset of Kaitai Struct.

mod c;
mod c_tokens;
mod c_types;
mod ctypes;
mod ksy;
mod structs;

use super::error::ProfileImportError;
use super::kind::ImportKind;
use super::report::ImportReport;
use super::source::ImportSource;
use crate::packet::layout::Layout;
use crate::profile::model::Profile;

/// Limit of the layouts of one import.
const MAX_LAYOUTS: usize = 500;
/// Size limit of a description in bytes.
const MAX_TEXT: usize = 1 << 20;

pub(super) fn import(
    source: &ImportSource,
    kind: ImportKind,
    report: &mut ImportReport,
) -> Result<Vec<Profile>, ProfileImportError> {
    let mut layouts: Vec<Layout> = Vec::new();
    for file in source.files() {
        if source.is_folder() {
            report.enter(&file.name);
        }
        let text = file.text()?;
        if text.len() > MAX_TEXT {
            return Err(ProfileImportError::damaged(
                &file.name,
                None,
                "a description may have 1 MiB at most",
            ));
        }
        layouts.extend(match kind {
            ImportKind::Ksy => ksy::layouts(file, report)?,
            ImportKind::Ctypes => ctypes::layouts(&file.name, text, report)?,
            _ => c::layouts(&file.name, text, report)?,
        });
    }
    if layouts.is_empty() {
        return Err(ProfileImportError::nothing(
            source.name(),
            "there is no structure in it that can be a layout",
        ));
    }
    if layouts.len() > MAX_LAYOUTS {
        report.lost("", format!("{} layouts; {MAX_LAYOUTS} are carried over", layouts.len()));
        layouts.truncate(MAX_LAYOUTS);
    }
    let stem = source.name().split('.').next().unwrap_or_default();
    let mut profile = Profile::named(if stem.is_empty() { "Layouts" } else { stem });
    profile.layouts = layouts;
    Ok(vec![profile])
}
