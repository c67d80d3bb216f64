//! Reads files that a profile or a command line names. A profile may come from a stranger, so reading must not block,
//! exhaust memory or contact another machine.

use std::fs::{File, OpenOptions};
use std::io::{self, Read};
use std::path::Path;

/// Size limit, in bytes, for files that a profile names, such as certificates, keys and revocation lists.
pub const MAX_NAMED_FILE: u64 = 16 << 20;

/// Why a profile may not name this file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FileNameError {
    /// The path leads to another machine. On Windows, opening it would send this user's credentials there.
    #[error("it lies on another machine; choose it in the file dialog, or copy it here")]
    Network,
    /// Windows reserves this name for a device in every folder.
    #[error("this is the name of a device")]
    Device,
}

impl FileNameError {
    /// The stable error code.
    pub fn code(&self) -> &'static str {
        match self {
            FileNameError::Network => "file_network",
            FileNameError::Device => "file_device",
        }
    }
}

/// Why a named file cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum NamedFileError {
    /// The name is not allowed.
    #[error(transparent)]
    Name(#[from] FileNameError),
    /// A folder, a pipe, a socket or a device.
    #[error("it is not a regular file")]
    NotRegular,
    /// The file exceeds the size limit.
    #[error("it is longer than {limit} bytes")]
    TooLong {
        /// The limit, in bytes.
        limit: u64,
    },
    /// An I/O error of the operating system.
    #[error("{0}")]
    Io(#[from] io::Error),
}

impl NamedFileError {
    /// The stable error code.
    pub fn code(&self) -> &'static str {
        match self {
            NamedFileError::Name(error) => error.code(),
            NamedFileError::NotRegular => "file_not_regular",
            NamedFileError::TooLong { .. } => "file_too_long",
            NamedFileError::Io(_) => "file_io",
        }
    }
}

impl From<NamedFileError> for io::Error {
    fn from(error: NamedFileError) -> io::Error {
        match error {
            NamedFileError::Io(error) => error,
            other => io::Error::other(other),
        }
    }
}

/// Checks whether a profile may name this file. Call it with the name as the profile spells it, before joining it to
/// the profile's folder, which may itself be on another machine.
/// [`ApprovedPaths::check`](super::path_consent::ApprovedPaths::check) also accepts network paths that the user chose.
pub fn check_name(name: &str) -> Result<(), FileNameError> {
    check_name_for(name, cfg!(windows))
}

fn check_name_for(name: &str, windows: bool) -> Result<(), FileNameError> {
    let is_separator = |c: char| c == '/' || c == '\\';
    // `\\server\share`, `//server/share`, `\\.\pipe\x`, `\\?\UNC\server\share`; Windows accepts both slashes. Rejected
    // on every system, so that a profile behaves the same everywhere.
    let mut start = name.trim_start().chars();
    let doubled = start.next().is_some_and(is_separator) && start.next().is_some_and(is_separator);
    if doubled || name.trim_start().starts_with("\\??\\") {
        return Err(FileNameError::Network);
    }
    if windows && name.split(is_separator).any(is_device_name) {
        return Err(FileNameError::Device);
    }
    Ok(())
}

/// Whether Windows resolves this file name to a device: `CON`, `nul.txt`, `COM1 .pem`.
pub fn is_device_name(name: &str) -> bool {
    let stem = name.split(['.', ':']).next().unwrap_or_default().trim().to_ascii_lowercase();
    let numbered = |prefix: &str| {
        let mut rest = stem.strip_prefix(prefix).unwrap_or_default().chars();
        let digit = |c: char| c.is_ascii_digit() || matches!(c, '\u{b9}' | '\u{b2}' | '\u{b3}');
        rest.next().is_some_and(digit) && rest.next().is_none()
    };
    matches!(stem.as_str(), "con" | "prn" | "aux" | "nul" | "conin$" | "conout$")
        || numbered("com")
        || numbered("lpt")
}

/// Whether this system resolves the path to a device by its file name alone.
fn is_device(path: &Path) -> bool {
    cfg!(windows) && path.file_name().is_some_and(|name| is_device_name(&name.to_string_lossy()))
}

/// Fails if a file with this path cannot be created, because Windows resolves its name to a device.
pub fn check_new(path: &Path) -> io::Result<()> {
    match is_device(path) {
        true => Err(io::Error::new(io::ErrorKind::InvalidInput, FileNameError::Device)),
        false => Ok(()),
    }
}

/// Reads a regular file of at most [`MAX_NAMED_FILE`] bytes.
pub fn read(path: &Path) -> Result<Vec<u8>, NamedFileError> {
    read_within(path, MAX_NAMED_FILE)
}

/// Reads a regular file of at most `limit` bytes. Never waits for the other end of a pipe and never reads a device.
pub fn read_within(path: &Path, limit: u64) -> Result<Vec<u8>, NamedFileError> {
    read_at_most(open(path)?, limit)
}

/// Opens a regular file for reading without blocking.
pub fn open(path: &Path) -> Result<File, NamedFileError> {
    let regular = |found: std::fs::Metadata| match found.is_file() {
        true => Ok(()),
        false => Err(NamedFileError::NotRegular),
    };
    if is_device(path) {
        return Err(FileNameError::Device.into());
    }
    // Check before opening, because opening a device can have side effects.
    regular(std::fs::metadata(path)?)?;
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        // A FIFO may have replaced the file since the check, and files in /proc may block on read.
        let flags = (OFlags::NONBLOCK | OFlags::NOCTTY).bits();
        std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, flags as i32);
    }
    let file = options.open(path)?;
    regular(file.metadata()?)?;
    Ok(file)
}

/// Reads a file named on the command line, at most `limit` bytes. Unlike [`read_within`], it accepts pipes such as
/// `<(…)` and `/dev/stdin`.
pub fn read_argument(path: &Path, limit: u64) -> Result<Vec<u8>, NamedFileError> {
    read_at_most(File::open(path)?, limit)
}

fn read_at_most(file: File, limit: u64) -> Result<Vec<u8>, NamedFileError> {
    let too_long = NamedFileError::TooLong { limit };
    let size = file.metadata()?.len();
    if size > limit {
        return Err(too_long);
    }
    let mut bytes = Vec::with_capacity(size as usize);
    // The file may grow while it is read, and some files report no size.
    file.take(limit + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        return Err(too_long);
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_05_names_that_reach_another_machine_or_a_device() {
        for name in [
            r"\\server\share\ca.pem",
            "//server/share/ca.pem",
            r"/\server\share",
            r"\/server\share",
            r"\\.\pipe\x",
            r"\\?\UNC\server\share",
            "//?/UNC/server/share",
            r"\??\UNC\server\share",
            r"  \\server\share",
        ] {
            for windows in [true, false] {
                let error = check_name_for(name, windows).expect_err(name);
                assert_eq!(error.code(), "file_network", "{name}");
            }
        }
        for name in
            ["CON", "nul.pem", "tls/COM1", r"tls\lpt9.key", "aux .pem", "NUL:", "COM\u{b2}.pem"]
        {
            assert_eq!(check_name_for(name, true).expect_err(name).code(), "file_device", "{name}");
            assert!(
                check_name_for(name, false).is_ok(),
                "{name} is an ordinary file on other systems"
            );
        }
        for name in ["ca.pem", "tls/ca.pem", r"C:\tls\ca.pem", "/etc/ssl/ca.pem", "../com10.pem"] {
            assert!(check_name_for(name, true).is_ok(), "{name}");
        }
    }

    #[test]
    fn hostile_05_only_regular_files_within_the_size_limit_are_read() {
        let dir = tempfile::tempdir().expect("a folder");
        let file = dir.path().join("file");
        std::fs::write(&file, [7; 100]).expect("written");
        assert_eq!(read_within(&file, 100).expect("fits").len(), 100);
        assert_eq!(read_within(&file, 99).expect_err("too long").code(), "file_too_long");
        assert_eq!(read(dir.path()).expect_err("a folder").code(), "file_not_regular");
        assert_eq!(read(&dir.path().join("absent")).expect_err("absent").code(), "file_io");
        let large = dir.path().join("large");
        std::fs::File::create(&large).and_then(|f| f.set_len(MAX_NAMED_FILE + 1)).expect("sparse");
        assert_eq!(read(&large).expect_err("too long").code(), "file_too_long");
    }

    #[test]
    #[cfg(unix)]
    fn hostile_05_a_device_or_a_fifo_neither_blocks_nor_fills_memory() {
        let dir = tempfile::tempdir().expect("a folder");
        let fifo = dir.path().join("fifo");
        let made = std::process::Command::new("mkfifo").arg(&fifo).status().expect("mkfifo");
        assert!(made.success());
        for path in [fifo.as_path(), Path::new("/dev/zero"), Path::new("/dev/tty")] {
            let code = read(path).expect_err("not a regular file").code();
            assert!(matches!(code, "file_not_regular" | "file_io"), "{}: {code}", path.display());
        }
        let code = read_argument(Path::new("/dev/zero"), 1 << 20).expect_err("endless").code();
        assert_eq!(code, "file_too_long", "the limit also applies where pipes are allowed");
    }
}
