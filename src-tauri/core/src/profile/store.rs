//! Loads and saves profile files. Errors include line, column and JSON path; saving is atomic.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;

use super::model::{Profile, VERSION};
use crate::file::NewFile;
use crate::file::atomic_save;
use crate::file::bounded_read::{self, NamedFileError};
use crate::packet::json::count_values;

pub use crate::file::atomic_save::write_private as write_atomically;

/// The suffix of profile files.
pub const SUFFIX: &str = ".wirelark.json";
/// A shorter suffix for the same content, which the operating system associates with the app.
pub const SHORT_SUFFIX: &str = ".wirelark";
/// Size limit of a profile file in bytes; saved messages may contain large payloads.
pub const MAX_PROFILE_FILE: u64 = 64 << 20;
/// Limit of JSON values in a profile; each takes many times its size in memory.
pub const MAX_PROFILE_VALUES: usize = 250_000;
/// Limit of entries in one list of a profile, such as its messages; the window renders each of them.
pub const MAX_ENTRIES: usize = 10_000;

/// Why a profile cannot be loaded or saved. The file is left unchanged.
#[derive(Debug, thiserror::Error, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case", prefix = "profile_")]
pub enum StoreError {
    /// Not JSON, or not a profile.
    #[error("{path}: line {line}, column {column}{at}: {what}", at = json_path.as_ref().map(|p| format!(", at {p}")).unwrap_or_default())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
        /// The JSON path, if the file is JSON.
        json_path: Option<String>,
        /// A description of the problem.
        what: String,
    },
    /// Written by a newer version of the program.
    #[error(
        "{path}: this is a file of version {version}; this program reads up to {VERSION}. Update Wirelark to open it"
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// The profile's version.
        version: u64,
    },
    /// The file does not exist.
    #[error("{path}: there is no such file")]
    Missing {
        /// The file.
        path: PathBuf,
    },
    /// An I/O error of the operating system.
    #[error("{path}: {source}")]
    Io {
        /// The file.
        path: PathBuf,
        /// The cause.
        source: io::Error,
    },
    /// Not a regular file, or a file that a profile must not name.
    #[error("{path}: {what}")]
    NotAFile {
        /// The file.
        path: PathBuf,
        /// The reason.
        what: String,
    },
    /// The file exceeds [`MAX_PROFILE_FILE`].
    #[error("{path}: the file is too long for a profile ({} MiB at most)", MAX_PROFILE_FILE >> 20)]
    TooLong {
        /// The file.
        path: PathBuf,
    },
}

impl StoreError {
    /// The stable error code.
    pub fn code(&self) -> &'static str {
        self.into()
    }

    fn from_read(path: &Path, error: NamedFileError) -> Self {
        let path = path.to_owned();
        match error {
            NamedFileError::Io(source) if source.kind() == io::ErrorKind::NotFound => {
                StoreError::Missing { path }
            }
            NamedFileError::Io(source) => StoreError::Io { path, source },
            NamedFileError::TooLong { .. } => StoreError::TooLong { path },
            other => StoreError::NotAFile { path, what: other.to_string() },
        }
    }
}

/// Loads a profile. Fails for a damaged file or one of a newer version, and leaves the file unchanged.
pub fn load(path: &Path) -> Result<Profile, StoreError> {
    parse(path, &read(path)?)
}

/// Reads a file of profiles or of their workspace.
pub(super) fn read(path: &Path) -> Result<Vec<u8>, StoreError> {
    bounded_read::read_within(path, MAX_PROFILE_FILE)
        .map_err(|error| StoreError::from_read(path, error))
}

/// Reads a profile file named on the command line, which may be a pipe.
pub fn read_argument(path: &Path) -> Result<Vec<u8>, StoreError> {
    bounded_read::read_argument(path, MAX_PROFILE_FILE)
        .map_err(|error| StoreError::from_read(path, error))
}

/// The file name without its folder and suffix; a transcript identifies its profile by it.
pub fn id_of(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let suffixes = [SUFFIX, SHORT_SUFFIX, ".json"];
    suffixes.iter().find_map(|suffix| name.strip_suffix(suffix)).unwrap_or(&name).to_owned()
}

/// The name by which a profile refers to a file: relative to the profile's folder if the file is in or below it, so
/// that both can be moved together.
pub fn beside(file: &Path, profile: &Path) -> String {
    let below = profile.parent().filter(|folder| folder.is_absolute());
    let near = below.and_then(|folder| file.strip_prefix(folder).ok());
    // Slashes work on every system.
    let parts = near.map(|near| near.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>());
    parts.map_or_else(|| file.display().to_string(), |parts| parts.join("/"))
}

/// Parses the content of a profile file; `path` is only used in errors.
pub fn parse(path: &Path, bytes: &[u8]) -> Result<Profile, StoreError> {
    let profile: Profile = parse_versioned(path, bytes)?;
    if let Some((list, _)) = lists(&profile).into_iter().find(|(_, length)| *length > MAX_ENTRIES) {
        let what = format!("it has more than {MAX_ENTRIES} entries");
        return Err(too_many(path, what, Some(list)));
    }
    Ok(profile)
}

/// Parses a JSON file that has the version of the format in its key `wirelark`.
pub(super) fn parse_versioned<T: DeserializeOwned>(
    path: &Path,
    bytes: &[u8],
) -> Result<T, StoreError> {
    // Some editors write a byte order mark; ignore it.
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let damaged = |error: &serde_json::Error, json_path: Option<String>| StoreError::Damaged {
        path: path.to_owned(),
        line: error.line(),
        column: error.column(),
        json_path,
        what: without_place(error),
    };
    if count_values(bytes) > MAX_PROFILE_VALUES {
        return Err(too_many(path, format!("it has more than {MAX_PROFILE_VALUES} values"), None));
    }
    // Check the version first, because a newer file may have any structure.
    let version: ProfileVersion = serde_json::from_slice(bytes).map_err(|e| damaged(&e, None))?;
    match version.wirelark.as_u64() {
        Some(version) if version > u64::from(VERSION) => {
            return Err(StoreError::Newer { path: path.to_owned(), version });
        }
        _ => {}
    }
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let content: T = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let at = error.path().to_string();
        damaged(error.inner(), (at != ".").then_some(at))
    })?;
    json.end().map_err(|e| damaged(&e, None))?;
    Ok(content)
}

fn too_many(path: &Path, what: String, json_path: Option<&str>) -> StoreError {
    StoreError::Damaged {
        path: path.to_owned(),
        line: 1,
        column: 1,
        json_path: json_path.map(str::to_owned),
        what,
    }
}

/// The lengths of the lists that the window renders. Decoding settings have limits of their own.
fn lists(profile: &Profile) -> [(&'static str, usize); 16] {
    let connection = &profile.connection;
    let tls = &connection.tls;
    let services = profile.services.as_ref();
    [
        ("messages", profile.messages.len()),
        ("scenarios", profile.scenarios.len()),
        ("scenarios", profile.scenarios.iter().map(|scenario| scenario.steps.len()).sum()),
        ("variables", profile.variables.len()),
        ("codes", profile.codes.len()),
        ("filters", profile.filters.len()),
        ("highlights", profile.highlights.len()),
        ("login.fields", profile.login.as_ref().map_or(0, |login| login.fields.len())),
        ("services", services.map_or(0, |services| services.known.len() + services.chosen.len())),
        ("connection.query", connection.query.len()),
        ("connection.headers", connection.headers.len()),
        ("connection.subprotocols", connection.subprotocols.len()),
        ("connection.cookies.send", connection.cookies.send.len()),
        ("connection.resolve", connection.resolve.len()),
        ("connection.reconnect.send", connection.reconnect.send.len()),
        ("connection.tls", tls.ca_files.len() + tls.crl_files.len() + tls.pinned.len()),
    ]
}

#[derive(serde::Deserialize)]
struct ProfileVersion {
    wirelark: serde_json::Value,
}

/// Removes the position that serde_json appends, which [`StoreError`] states itself.
fn without_place(error: &serde_json::Error) -> String {
    let text = error.to_string();
    match text.rfind(" at line ") {
        Some(end) => text[..end].to_owned(),
        None => text,
    }
}

/// Saves a profile to a file that the user placed.
pub fn save(path: &Path, profile: &Profile) -> Result<(), StoreError> {
    write(path, profile, NewFile::Umask)
}

/// Saves a profile to a file of the app, which only its owner may read.
pub fn save_private(path: &Path, profile: &Profile) -> Result<(), StoreError> {
    write(path, profile, NewFile::Private)
}

/// Saves a profile to a file that must not exist yet; one that does is left as it is.
pub fn save_new(path: &Path, profile: &Profile) -> Result<(), StoreError> {
    let io = |source| StoreError::Io { path: path.to_owned(), source };
    if path.symlink_metadata().is_ok() {
        return Err(io(io::Error::new(
            io::ErrorKind::AlreadyExists,
            "there is a file of this name already",
        )));
    }
    let mut file = atomic_save::AtomicFile::begin(path, NewFile::Umask).map_err(io)?;
    file.write_all(&to_json(profile).map_err(io)?).map_err(io)?;
    file.commit_new().map_err(io)
}

/// The content of a profile's file.
pub fn to_json(profile: &Profile) -> io::Result<Vec<u8>> {
    let mut json = serde_json::to_vec_pretty(profile)?;
    json.push(b'\n');
    Ok(json)
}

fn write(path: &Path, profile: &Profile, new: NewFile) -> Result<(), StoreError> {
    let io = |source| StoreError::Io { path: path.to_owned(), source };
    atomic_save::write(path, new, &to_json(profile).map_err(io)?).map_err(io)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn parse_text(text: &str) -> Result<Profile, StoreError> {
        parse(Path::new("p.wirelark.json"), text.as_bytes())
    }

    #[test]
    fn parses_a_minimal_profile() {
        let text = r#"{"wirelark":1,"name":"x","connection":{"url":"ws://127.0.0.1:9000/"}}"#;
        let profile = parse_text(text).expect("the contract's smallest profile");
        assert_eq!(profile.connection.url, "ws://127.0.0.1:9000/");
        assert!(profile.login.is_none() && profile.messages.is_empty());
    }

    #[test]
    fn unknown_keys_are_written_back() {
        let text = r#"{"wirelark":1,"name":"x","connection":{"url":"ws://h/","proxy":{"port":8080}},"later":[1.50,{"a":12345678901234567890}]}"#;
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("x.wirelark.json");
        save(&path, &parse_text(text).expect("a profile")).expect("saved");
        let back = fs::read_to_string(&path).expect("read");
        for part in ["\"port\": 8080", "1.50", "12345678901234567890"] {
            assert!(back.contains(part), "{part} in {back}");
        }
    }

    /// A newer version may add keys to any type of the model.
    #[test]
    fn real_server_06_unknown_keys_of_every_type_are_written_back() {
        let text = r#"{"wirelark":1,"name":"x","later0":1,
            "connection":{"url":"ws://h/","close":{"later1":1},"headers":[{"name":"a","later2":1}]},
            "login":{"fields":[{"name":"n","later3":1}],"reply":{"code":1,"later4":1}},
            "services":{"later5":1},
            "messages":[{"type":"packed","tail":{"type":"items","later6":1,"items":[{"fields":{},"later7":1}]}}],
            "codes":[{"code":1,"name":"c","later8":1}],
            "layouts":[{"name":"l","later9":1,"fields":[{"name":"f","later10":1,"bits":[{"name":"b","from":0,"to":1,"later11":1}],
                "checksum":{"kind":"sum8","later12":1}}],"tail":{"type":"text","later13":1}}],
            "rules":[{"layout":"l","size":{"from":1,"later14":1},"later15":1}],
            "columns":[{"field":"f","later16":1}],
            "protobuf":[{"source":"","later17":1}],
            "latency":{"codes":[{"request":1,"reply":2,"later18":1}],"later19":1},
            "sequences":[{"field":"f","later20":1}],"timestamps":[{"field":"f","later21":1}],
            "heartbeat_checks":[{"text":"x","every":"5s","later22":1}],
            "joined":[{"later23":1,"length":{"later24":1},"body":{"later25":1}}]}"#;
        let profile = parse_text(text).expect("a profile");
        let back = serde_json::to_string(&profile).expect("JSON");
        let lost: Vec<_> = (0..26).filter(|n| !back.contains(&format!("\"later{n}\":1"))).collect();
        assert_eq!(lost, [0; 0], "{back}");
        assert_eq!(parse_text(&back).expect("a profile"), profile);
    }

    #[test]
    fn hostile_03_values_and_list_entries_are_limited() {
        let profile = |entries: usize, of: &str| {
            let list = vec![of; entries].join(",");
            parse_text(&format!(r#"{{"wirelark":1,"name":"x","messages":[{list}]}}"#))
        };
        assert!(profile(MAX_ENTRIES, r#"{"type":"hex"}"#).is_ok());
        for (entries, of, at, expected) in [
            (MAX_ENTRIES + 1, r#"{"type":"hex"}"#, Some("messages"), "10000 entries"),
            (MAX_PROFILE_VALUES, "{}", None, "250000 values"),
            (MAX_PROFILE_VALUES, "not JSON", None, "250000 values"),
        ] {
            match profile(entries, of).expect_err(of) {
                StoreError::Damaged { json_path, what, .. } => {
                    assert_eq!(json_path.as_deref(), at);
                    assert!(what.contains(expected), "{what}");
                }
                other => panic!("{other:?}"),
            }
        }
    }

    #[test]
    fn files_below_a_profiles_folder_get_relative_names() {
        let root = Path::new(if cfg!(windows) { "C:\\" } else { "/" });
        let (profile, other) = (root.join("p").join("x.wirelark.json"), root.join("q"));
        assert_eq!(beside(&root.join("p").join("ca.pem"), &profile), "ca.pem");
        assert_eq!(beside(&root.join("p").join("tls").join("ca.pem"), &profile), "tls/ca.pem");
        assert_eq!(beside(&other, &profile), other.display().to_string());
        assert_eq!(beside(&other, Path::new("")), other.display().to_string());
    }

    #[test]
    fn damage_is_reported_with_its_position() {
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
    fn a_newer_version_is_rejected_regardless_of_its_structure() {
        let error = parse_text(r#"{"wirelark":2,"name":{"en":"x"}}"#).expect_err("newer");
        assert_eq!(error.code(), "profile_newer");
    }

    #[test]
    fn saving_leaves_no_temporary_file() {
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
