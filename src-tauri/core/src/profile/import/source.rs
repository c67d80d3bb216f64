//! The bytes to import: one file or text, or the files of a folder, within limits.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::MAX_IMPORT_FILE;
use super::error::ProfileImportError;
use crate::file::bounded_read::{self, NamedFileError};
use crate::profile::model::Profile;

/// Limit of the total size of an imported folder's files in bytes.
const MAX_FOLDER_BYTES: u64 = 64 << 20;
/// Limit of the files that are read from a folder.
const MAX_FOLDER_FILES: usize = 5_000;
/// Limit of the entries that are looked at in a folder.
const MAX_FOLDER_ENTRIES: usize = 50_000;
/// Limit of a folder's nesting depth.
const MAX_FOLDER_DEPTH: usize = 12;
/// Names that end like this are read from a folder; everything else in it is ignored.
const SUFFIXES: [&str; 15] = [
    ".yaml", ".yml", ".json", ".bru", ".krop", ".krpref", ".krenv", ".krcol", ".krproj", ".txt",
    ".har", ".ksy", ".h", ".py", ".env",
];

/// A file to import.
#[derive(Debug, Clone)]
pub struct ImportFile {
    /// Path within the folder, with slashes; the file name where a single file is imported.
    pub name: String,
    /// The content.
    pub bytes: Vec<u8>,
}

impl ImportFile {
    /// The text; invalid UTF-8 is replaced.
    pub(super) fn text_lossy(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(self.bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&self.bytes))
    }

    /// The text without a byte order mark.
    pub(super) fn text(&self) -> Result<&str, ProfileImportError> {
        let bytes = self.bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&self.bytes);
        str::from_utf8(bytes).map_err(|error| {
            let line =
                1 + bytes.iter().take(error.valid_up_to()).filter(|byte| **byte == b'\n').count();
            ProfileImportError::damaged(&self.name, Some(line), "it is not UTF-8 text")
        })
    }

    /// The name without its folder.
    pub(super) fn base(&self) -> &str {
        self.name.rsplit_once('/').map_or(&self.name, |(_, base)| base)
    }

    /// The name without its folder and everything from the first dot on.
    pub(super) fn stem(&self) -> &str {
        let base = self.base();
        base.split('.').find(|part| !part.is_empty()).unwrap_or(base)
    }

    /// The folder of the file within the source, without a slash at the end; empty at the root.
    pub(super) fn folder(&self) -> &str {
        self.name.rsplit_once('/').map_or("", |(folder, _)| folder)
    }
}

/// What is imported.
#[derive(Debug, Clone)]
pub struct ImportSource {
    name: String,
    files: Vec<ImportFile>,
    is_folder: bool,
    is_cut: bool,
}

impl ImportSource {
    /// A single file or pasted text. Fails if it is longer than [`MAX_IMPORT_FILE`].
    pub fn from_bytes(name: &str, bytes: Vec<u8>) -> Result<ImportSource, ProfileImportError> {
        if bytes.len() as u64 > MAX_IMPORT_FILE {
            return Err(ProfileImportError::TooLong { name: name.to_owned() });
        }
        let base = name.rsplit(['/', '\\']).next().unwrap_or(name).to_owned();
        let files = vec![ImportFile { name: base.clone(), bytes }];
        Ok(ImportSource { name: base, files, is_folder: false, is_cut: false })
    }

    /// The files of a folder, already read.
    pub fn from_files(name: &str, mut files: Vec<ImportFile>) -> ImportSource {
        files.sort_by(|a, b| a.name.cmp(&b.name));
        ImportSource { name: name.to_owned(), files, is_folder: true, is_cut: false }
    }

    /// Reads a file, which may be a pipe, or the files of a folder. Links in a folder are not followed. A `.krop` file is
    /// read with the files beside it that hold its payloads, a script with the modules beside it that it imports.
    pub fn read(path: &Path) -> Result<ImportSource, ProfileImportError> {
        if path.is_dir() {
            return read_folder(path);
        }
        let bytes = bounded_read::read_argument(path, MAX_IMPORT_FILE)
            .map_err(|error| read_error(path, error))?;
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let mut source = ImportSource::from_bytes(&name, bytes)?;
        let modules =
            source.files.first().filter(|file| file.name.ends_with(".py")).map(imported_modules);
        let payloads = name.strip_suffix(".krop");
        if modules.is_none() && payloads.is_none() {
            return Ok(source);
        }
        let wanted = |file: &str| {
            let is_module = |modules: &BTreeSet<String>| {
                file.strip_suffix(".py").is_some_and(|stem| modules.contains(stem))
            };
            let is_payload = |stem: &str| {
                file.ends_with(".krpref") || file.starts_with(stem) && file.ends_with(".txt")
            };
            file != name
                && (modules.as_ref().is_some_and(is_module) || payloads.is_some_and(is_payload))
        };
        let folder =
            path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let mut reading = FolderReading { is_flat: true, ..FolderReading::default() };
        reading.folder(folder, "", 0, &wanted)?;
        reading.files.sort_by(|a, b| a.name.cmp(&b.name));
        source.files.extend(reading.files);
        Ok(source)
    }

    /// The name of the file or folder.
    pub fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn files(&self) -> &[ImportFile] {
        &self.files
    }

    /// The file as notes name it: empty where a single file is imported.
    pub(super) fn place<'f>(&self, file: &'f ImportFile) -> &'f str {
        if self.is_folder { &file.name } else { "" }
    }

    /// The profiles that were found; if there are none, an error that says what was looked for.
    pub(super) fn found(
        &self,
        profiles: Vec<Profile>,
        nothing: impl Into<String>,
    ) -> Result<Vec<Profile>, ProfileImportError> {
        match profiles.is_empty() {
            true => Err(ProfileImportError::nothing(&self.name, nothing)),
            false => Ok(profiles),
        }
    }

    /// Whether a folder is imported, so that notes name the file.
    pub(super) fn is_folder(&self) -> bool {
        self.is_folder
    }

    /// Whether files of the folder were left out because of a limit.
    pub(super) fn is_cut(&self) -> bool {
        self.is_cut
    }

    /// The file with this path.
    pub(super) fn file(&self, name: &str) -> Option<&ImportFile> {
        self.files.iter().find(|file| file.name == name)
    }
}

/// The modules that the lines of a script import.
fn imported_modules(file: &ImportFile) -> BTreeSet<String> {
    let text = file.text_lossy();
    let names = text.lines().filter_map(|line| {
        let line = line.trim();
        let rest = line.strip_prefix("import ").or_else(|| line.strip_prefix("from "))?;
        rest.split([' ', ',', ';']).find(|word| !word.is_empty()).map(str::to_owned)
    });
    names.take(1_000).collect()
}

fn read_error(path: &Path, error: NamedFileError) -> ProfileImportError {
    let name = path.display().to_string();
    match error {
        NamedFileError::TooLong { .. } => ProfileImportError::TooLong { name },
        other => ProfileImportError::Read { name, what: other.to_string() },
    }
}

fn read_folder(path: &Path) -> Result<ImportSource, ProfileImportError> {
    let mut reading = FolderReading::default();
    reading.folder(path, "", 0, &|name| {
        SUFFIXES.iter().any(|end| name.to_ascii_lowercase().ends_with(end))
    })?;
    let name = path
        .canonicalize()
        .ok()
        .and_then(|path| path.file_name().map(|name| name.to_string_lossy().into_owned()));
    let is_cut = reading.is_cut;
    let source = ImportSource::from_files(&name.unwrap_or_default(), reading.files);
    Ok(ImportSource { is_cut, ..source })
}

#[derive(Default)]
struct FolderReading {
    files: Vec<ImportFile>,
    bytes: u64,
    entries: usize,
    is_cut: bool,
    /// Whether folders in the folder are ignored.
    is_flat: bool,
}

impl FolderReading {
    /// Reads the wanted files of a folder and those below it; `prefix` is the folder's path within the source.
    fn folder(
        &mut self,
        folder: &Path,
        prefix: &str,
        depth: usize,
        wanted: &dyn Fn(&str) -> bool,
    ) -> Result<(), ProfileImportError> {
        let failed = |error: std::io::Error| ProfileImportError::Read {
            name: folder.display().to_string(),
            what: error.to_string(),
        };
        for entry in fs::read_dir(folder).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            self.entries += 1;
            if self.entries > MAX_FOLDER_ENTRIES || self.files.len() >= MAX_FOLDER_FILES {
                self.is_cut = true;
                return Ok(());
            }
            let name = entry.file_name().to_string_lossy().into_owned();
            let kind = entry.file_type().map_err(failed)?;
            let inner = if prefix.is_empty() { name.clone() } else { format!("{prefix}/{name}") };
            if kind.is_dir() {
                if self.is_flat || matches!(name.as_str(), ".git" | "node_modules") {
                    continue;
                }
                match depth < MAX_FOLDER_DEPTH {
                    true => self.folder(&entry.path(), &inner, depth + 1, wanted)?,
                    false => self.is_cut = true,
                }
            } else if kind.is_file() && wanted(&name) {
                let left = MAX_FOLDER_BYTES.saturating_sub(self.bytes).min(MAX_IMPORT_FILE);
                match bounded_read::read_within(&entry.path(), left) {
                    Ok(bytes) => {
                        self.bytes += bytes.len() as u64;
                        self.files.push(ImportFile { name: inner, bytes });
                    }
                    Err(NamedFileError::TooLong { .. }) => self.is_cut = true,
                    Err(error) => return Err(read_error(&entry.path(), error)),
                }
            }
        }
        Ok(())
    }
}
