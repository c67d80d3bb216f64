//! Files whose content messages send. A profile may come from someone else, so its messages read files of the profile's
//! folder unasked, and others only with the user's consent.

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::file::bounded_read::{self, FileNameError, check_name};
use crate::file::path_consent::{ApprovedPaths, KnownFiles};

/// Limit of a payload file, in bytes.
pub const MAX_PAYLOAD_FILE: u64 = 1 << 30;

/// Where the payload files of a profile lie, and which of them may be read. The default reads none.
#[derive(Debug, Clone, Default)]
pub struct PayloadFiles {
    /// The profile's folder; empty for a profile without a file. `None` reads nothing.
    folder: Option<PathBuf>,
    /// `None` reads every file.
    consent: Option<Consent>,
}

#[derive(Debug, Clone)]
struct Consent {
    known: Arc<KnownFiles>,
    approved: Arc<ApprovedPaths>,
}

/// Why a payload file cannot be sent.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PayloadFileError {
    /// No file is named.
    #[error("choose the file to send")]
    NoPath,
    /// The name is not allowed.
    #[error("{error}")]
    Name {
        /// The name.
        name: String,
        /// The reason.
        error: FileNameError,
    },
    /// A relative path in a profile that has no folder.
    #[error("the profile has no folder yet: save it first, or write the file's whole path")]
    NoFolder,
    /// Files are not read here, for example while a profile is only checked.
    #[error("the file is read when the message is sent")]
    Unread,
    /// A file outside the profile's folder that a profile of someone else names.
    #[error(
        "this profile is not yours and names a file outside its folder: choose the file to agree"
    )]
    NotConfirmed,
    /// A missing file, a folder, or an error of the system.
    #[error("the file cannot be read: {0}")]
    Io(String),
    /// More than [`MAX_PAYLOAD_FILE`] bytes.
    #[error("the file is longer than {MAX_PAYLOAD_FILE} bytes (1 GiB)")]
    TooLong,
    /// Not UTF-8, which a text message must be (RFC 6455 section 5.6).
    #[error("not UTF-8 at byte {offset}: send the file as binary")]
    NotUtf8 {
        /// The offset of the first byte that is not UTF-8.
        offset: usize,
    },
}

impl PayloadFileError {
    /// The stable error code.
    pub fn code(&self) -> &'static str {
        match self {
            PayloadFileError::NoPath => "payload_file.missing",
            PayloadFileError::Name { error, .. } => error.code(),
            PayloadFileError::NoFolder => "payload_file.no_folder",
            PayloadFileError::Unread => "payload_file.unread",
            PayloadFileError::NotConfirmed => "payload_file.not_confirmed",
            PayloadFileError::Io(_) => "payload_file.io",
            PayloadFileError::TooLong => "payload_file.too_long",
            PayloadFileError::NotUtf8 { .. } => "payload_file.not_utf8",
        }
    }
}

impl From<std::io::Error> for PayloadFileError {
    fn from(error: std::io::Error) -> Self {
        PayloadFileError::Io(error.to_string())
    }
}

impl PayloadFiles {
    /// Every file may be read: naming the profile on the command line is consent.
    pub fn all(folder: &Path) -> PayloadFiles {
        // The folder of `x.wirelark.json` is the current one.
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        PayloadFiles { folder: Some(folder.to_owned()), consent: None }
    }

    /// Files of the folder may be read, and others unless a loaded profile named them and the user did not choose them.
    pub fn with_consent(
        folder: &Path,
        known: Arc<KnownFiles>,
        approved: Arc<ApprovedPaths>,
    ) -> PayloadFiles {
        PayloadFiles { folder: Some(folder.to_owned()), consent: Some(Consent { known, approved }) }
    }

    /// Opens a file and returns its size in bytes. `name` is as in the profile.
    pub fn open(&self, name: &str) -> Result<(File, u64), PayloadFileError> {
        if name.is_empty() {
            return Err(PayloadFileError::NoPath);
        }
        match &self.consent {
            Some(consent) => consent.approved.check(name),
            None => check_name(name),
        }
        .map_err(|error| PayloadFileError::Name { name: name.to_owned(), error })?;
        let folder = self.folder.as_ref().ok_or(PayloadFileError::Unread)?;
        if folder.as_os_str().is_empty() && Path::new(name).is_relative() {
            return Err(PayloadFileError::NoFolder);
        }
        let path = folder.join(name);
        let asks = self.consent.as_ref().is_some_and(|consent| !consent.known.may_read(&path));
        if asks && !is_inside(&path, folder) {
            return Err(PayloadFileError::NotConfirmed);
        }
        let file = bounded_read::open(&path).map_err(std::io::Error::from)?;
        match file.metadata()?.len() {
            size @ ..=MAX_PAYLOAD_FILE => Ok((file, size)),
            _ => Err(PayloadFileError::TooLong),
        }
    }

    /// Reads a whole file.
    pub fn read(&self, name: &str) -> Result<Vec<u8>, PayloadFileError> {
        let (file, size) = self.open(name)?;
        let mut bytes = Vec::with_capacity(size as usize);
        // The file may grow meanwhile, and some files report no size.
        file.take(MAX_PAYLOAD_FILE + 1).read_to_end(&mut bytes)?;
        match bytes.len() as u64 {
            ..=MAX_PAYLOAD_FILE => Ok(bytes),
            _ => Err(PayloadFileError::TooLong),
        }
    }

    /// The first bytes of a file, at most `limit`, and its size.
    pub fn head(&self, name: &str, limit: usize) -> Result<(Vec<u8>, u64), PayloadFileError> {
        let (file, size) = self.open(name)?;
        let mut bytes = Vec::new();
        file.take(limit as u64).read_to_end(&mut bytes)?;
        Ok((bytes, size))
    }
}

/// Whether the file itself, not only its name, lies in the folder or below: a link may lead elsewhere.
fn is_inside(path: &Path, folder: &Path) -> bool {
    match (path.canonicalize(), folder.canonicalize()) {
        (Ok(path), Ok(folder)) => path.starts_with(folder),
        _ => false,
    }
}

/// Whether the name of a payload file may lead out of the profile's folder.
pub fn leads_outside(name: &str) -> bool {
    let path = Path::new(name);
    path.has_root()
        || path.components().any(|part| {
            matches!(part, std::path::Component::ParentDir | std::path::Component::Prefix(_))
        })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_foreign_profile_reads_only_files_of_its_folder_unasked() {
        let dir = tempfile::tempdir().expect("a folder");
        let folder = dir.path().join("profiles");
        fs::create_dir(&folder).expect("a folder");
        fs::write(folder.join("in.bin"), "inside").expect("written");
        let outside = dir.path().join("out.bin");
        fs::write(&outside, "outside").expect("written");
        let whole = outside.display().to_string();
        let known = Arc::new(KnownFiles::default());
        let files =
            PayloadFiles::with_consent(&folder, known.clone(), Arc::new(ApprovedPaths::default()));
        // Typed by the user.
        assert_eq!(files.read(&whole).as_deref(), Ok(&b"outside"[..]));
        // Named by a loaded profile.
        let names = ["in.bin", "../out.bin", "link.bin", "absent", &whole];
        known.loaded(names.map(|name| folder.join(name)));
        #[cfg(unix)]
        std::os::unix::fs::symlink(&outside, folder.join("link.bin")).expect("a link");
        #[cfg(unix)]
        assert_eq!(files.read("link.bin"), Err(PayloadFileError::NotConfirmed));
        assert_eq!(files.read("in.bin").as_deref(), Ok(&b"inside"[..]));
        assert_eq!(files.read("../out.bin"), Err(PayloadFileError::NotConfirmed));
        assert_eq!(files.read(&whole), Err(PayloadFileError::NotConfirmed));
        // Whether a file exists outside the folder is not told either.
        assert_eq!(files.read("absent"), Err(PayloadFileError::NotConfirmed));
        // Chosen in a dialog.
        known.used([outside.clone()]).expect("kept");
        assert_eq!(files.read(&whole).as_deref(), Ok(&b"outside"[..]));
        assert_eq!(files.head(&whole, 3), Ok((b"out".to_vec(), 7)));
        assert_eq!(PayloadFiles::all(&folder).read("../out.bin").as_deref(), Ok(&b"outside"[..]));
        assert!(leads_outside("../out.bin") && leads_outside("a/../../x") && leads_outside("/x"));
        assert!(!leads_outside("in.bin") && !leads_outside("a/b.bin"));
    }

    #[test]
    fn mistakes_have_codes() {
        let dir = tempfile::tempdir().expect("a folder");
        let large = dir.path().join("large");
        File::create(&large).and_then(|f| f.set_len(MAX_PAYLOAD_FILE + 1)).expect("sparse");
        let files = PayloadFiles::all(dir.path());
        let code = |name: &str| files.read(name).expect_err("a mistake").code();
        assert_eq!(code(""), "payload_file.missing");
        assert_eq!(code("absent"), "payload_file.io");
        assert_eq!(code("."), "payload_file.io");
        assert_eq!(code("large"), "payload_file.too_long");
        assert_eq!(code("//server/share/x"), "file_network");
        assert_eq!(PayloadFiles::default().read("x"), Err(PayloadFileError::Unread));
        let unsaved = PayloadFiles::with_consent(
            Path::new(""),
            Arc::new(KnownFiles::default()),
            Arc::new(ApprovedPaths::default()),
        );
        assert_eq!(unsaved.read("x"), Err(PayloadFileError::NoFolder));
    }
}
