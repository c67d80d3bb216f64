//! Profile files: read with line, column and JSON path; written so that a crash leaves the old file or the new one.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::model::{Profile, VERSION};

/// The suffix of a profile's file.
pub const SUFFIX: &str = ".wirelark.json";
/// The single suffix that the system associates with the app; the same content.
pub const SHORT_SUFFIX: &str = ".wirelark";

/// No profile is this long; a file that is was picked by mistake.
const MOST_BYTES: u64 = 64 << 20;

/// Why a profile could not be read or written. The file is left as it was.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Not JSON, or not of a profile's shape.
    #[error("{path}: line {line}, column {column}{at}: {what}", at = json_path.as_ref().map(|p| format!(", at {p}")).unwrap_or_default())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
        /// Where in the JSON, when it is JSON.
        json_path: Option<String>,
        /// What is wrong.
        what: String,
    },
    /// Written by a newer program.
    #[error(
        "{path}: this is a profile of version {version}; this program reads up to {VERSION}. Update Wirelark to open it"
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// The version it names.
        version: u64,
    },
    /// The file is not there.
    #[error("{path}: there is no such file")]
    Missing {
        /// The file.
        path: PathBuf,
    },
    /// The system refused.
    #[error("{path}: {source}")]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Longer than any profile.
    #[error("{path}: {size} bytes is too long for a profile (64 MiB at most)")]
    TooLong {
        /// The file.
        path: PathBuf,
        /// Its length.
        size: u64,
    },
}

impl StoreError {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            StoreError::Damaged { .. } => "profile_damaged",
            StoreError::Newer { .. } => "profile_newer",
            StoreError::Missing { .. } => "profile_missing",
            StoreError::Io { .. } => "profile_io",
            StoreError::TooLong { .. } => "profile_too_long",
        }
    }

    fn io(path: &Path, source: io::Error) -> Self {
        match source.kind() {
            io::ErrorKind::NotFound => StoreError::Missing { path: path.to_owned() },
            _ => StoreError::Io { path: path.to_owned(), source },
        }
    }
}

/// Reads a profile; a file that is damaged or of a newer version is left untouched.
pub fn load(path: &Path) -> Result<Profile, StoreError> {
    let size = fs::metadata(path).map_err(|e| StoreError::io(path, e))?.len();
    if size > MOST_BYTES {
        return Err(StoreError::TooLong { path: path.to_owned(), size });
    }
    let bytes = fs::read(path).map_err(|e| StoreError::io(path, e))?;
    parse(path, &bytes)
}

/// A profile file's name without folder and suffix: how a transcript names the profile that it was made with.
pub fn id_of(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let suffixes = [SUFFIX, SHORT_SUFFIX, ".json"];
    suffixes.iter().find_map(|suffix| name.strip_suffix(suffix)).unwrap_or(&name).to_owned()
}

/// How a profile names a file: from its own folder where the file lies there or below, so that both can be moved.
pub fn beside(file: &Path, profile: &Path) -> String {
    let below = profile.parent().filter(|folder| folder.is_absolute());
    let near = below.and_then(|folder| file.strip_prefix(folder).ok());
    // Both systems know the slash.
    let parts = near.map(|near| near.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>());
    parts.map_or_else(|| file.display().to_string(), |parts| parts.join("/"))
}

/// Reads a profile from a file's content; `path` is only for the error.
pub fn parse(path: &Path, bytes: &[u8]) -> Result<Profile, StoreError> {
    // Some editors put a byte order mark before UTF-8; it says nothing.
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let damaged = |error: &serde_json::Error, json_path: Option<String>| StoreError::Damaged {
        path: path.to_owned(),
        line: error.line(),
        column: error.column(),
        json_path,
        what: without_place(error),
    };
    // The version first: a newer file may have any shape.
    let version: VersionOnly = serde_json::from_slice(bytes).map_err(|e| damaged(&e, None))?;
    match version.wirelark.as_u64() {
        Some(version) if version > u64::from(VERSION) => {
            return Err(StoreError::Newer { path: path.to_owned(), version });
        }
        _ => {}
    }
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let profile: Profile = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let at = error.path().to_string();
        damaged(error.inner(), (at != ".").then_some(at))
    })?;
    json.end().map_err(|e| damaged(&e, None))?;
    Ok(profile)
}

#[derive(serde::Deserialize)]
struct VersionOnly {
    wirelark: serde_json::Value,
}

/// serde_json ends its text with the place, which we tell ourselves.
fn without_place(error: &serde_json::Error) -> String {
    let text = error.to_string();
    match text.rfind(" at line ") {
        Some(end) => text[..end].to_owned(),
        None => text,
    }
}

/// Writes a profile: a temporary file beside it, flushed to the disk, renamed over it, and the folder flushed.
pub fn save(path: &Path, profile: &Profile) -> Result<(), StoreError> {
    let mut json = serde_json::to_vec_pretty(profile)
        .map_err(|e| StoreError::Io { path: path.to_owned(), source: e.into() })?;
    json.push(b'\n');
    write_atomically(path, &json).map_err(|e| StoreError::Io { path: path.to_owned(), source: e })
}

/// The old content or the new, whatever happens in between.
pub fn write_atomically(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = Replacing::begin(path)?;
    file.write_all(bytes)?;
    file.commit()
}

/// A file that is written beside another and takes its place at the end. Dropped before, it leaves no trace.
#[derive(Debug)]
pub struct Replacing {
    file: tempfile::NamedTempFile,
    path: PathBuf,
}

impl Replacing {
    /// Begins beside this file, which need not exist yet.
    pub fn begin(path: &Path) -> io::Result<Replacing> {
        let file = tempfile::Builder::new().prefix(".wirelark-").tempfile_in(folder(path))?;
        if let Ok(old) = fs::metadata(path) {
            // Sharing by file mode is the person's choice; a new file is only its owner's.
            file.as_file().set_permissions(old.permissions())?;
        }
        Ok(Replacing { file, path: path.to_owned() })
    }

    /// Flushes to the disk and takes the place.
    pub fn commit(self) -> io::Result<()> {
        self.file.as_file().sync_all()?;
        self.file.persist(&self.path).map_err(|e| e.error)?;
        // The rename is only safe from a power cut once the folder is on the disk; Windows has no such call.
        #[cfg(unix)]
        fs::File::open(folder(&self.path))?.sync_all()?;
        Ok(())
    }
}

impl Write for Replacing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

fn folder(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse_text(text: &str) -> Result<Profile, StoreError> {
        parse(Path::new("p.wirelark.json"), text.as_bytes())
    }

    #[test]
    fn the_smallest_profile() {
        let text = r#"{"wirelark":1,"name":"x","connection":{"url":"ws://127.0.0.1:9000/"}}"#;
        let profile = parse_text(text).expect("the contract's smallest profile");
        assert_eq!(profile.connection.url, "ws://127.0.0.1:9000/");
        assert!(profile.login.is_none() && profile.messages.is_empty());
    }

    #[test]
    fn what_we_do_not_know_comes_back() {
        let text = r#"{"wirelark":1,"name":"x","connection":{"url":"ws://h/","proxy":{"port":8080}},"later":[1.50,{"a":12345678901234567890}]}"#;
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("x.wirelark.json");
        save(&path, &parse_text(text).expect("a profile")).expect("saved");
        let back = fs::read_to_string(&path).expect("read");
        for part in ["\"port\": 8080", "1.50", "12345678901234567890"] {
            assert!(back.contains(part), "{part} in {back}");
        }
    }

    #[test]
    fn files_beside_a_profile_are_named_from_there() {
        let profile = Path::new("/p/x.wirelark.json");
        assert_eq!(beside(Path::new("/p/ca.pem"), profile), "ca.pem");
        assert_eq!(beside(Path::new("/p/tls/ca.pem"), profile), "tls/ca.pem");
        assert_eq!(beside(Path::new("/q/ca.pem"), profile), "/q/ca.pem");
        assert_eq!(beside(Path::new("/q/ca.pem"), Path::new("")), "/q/ca.pem");
    }

    #[test]
    fn damage_is_told_with_its_place() {
        let error = parse_text("{\"wirelark\":1,\n \"name\": 5}").expect_err("a number is no name");
        match error {
            StoreError::Damaged { line, column, json_path, .. } => {
                assert_eq!((line, column), (2, 10));
                assert_eq!(json_path.as_deref(), Some("name"));
            }
            other => panic!("{other:?}"),
        }
        assert_eq!(parse_text("{\"wirelark\":1,").expect_err("torn").code(), "profile_damaged");
        assert_eq!(parse_text("{}").expect_err("no version").code(), "profile_damaged");
        let trailing = parse_text("{\"wirelark\":1,\"name\":\"x\"} x").expect_err("trailing");
        assert_eq!(trailing.code(), "profile_damaged");
    }

    #[test]
    fn a_newer_version_is_refused_whatever_its_shape() {
        let error = parse_text(r#"{"wirelark":2,"name":{"en":"x"}}"#).expect_err("newer");
        assert_eq!(error.code(), "profile_newer");
    }

    #[test]
    fn saving_leaves_no_other_file_and_keeps_the_old_one_when_it_fails() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("x.wirelark.json");
        let profile = parse_text(r#"{"wirelark":1,"name":"x"}"#).expect("a profile");
        save(&path, &profile).expect("saved");
        save(&path, &profile).expect("saved again");
        let names: Vec<_> = fs::read_dir(dir.path()).expect("list").flatten().collect();
        assert_eq!(names.len(), 1);
        let nowhere = dir.path().join("no/such/x.wirelark.json");
        assert_eq!(save(&nowhere, &profile).expect_err("no folder").code(), "profile_io");
    }
}
