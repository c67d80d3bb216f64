//! Why nothing could be imported.

/// Why a source gave no profile. What single fields lost is in the report instead.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case", prefix = "profile_import_")]
pub enum ProfileImportError {
    /// The file or folder cannot be read.
    #[error("{name}: {what}")]
    Read {
        /// The file or folder.
        name: String,
        /// The cause.
        what: String,
    },
    /// The file exceeds [`MAX_IMPORT_FILE`](super::MAX_IMPORT_FILE).
    #[error("{name}: the file is too long to import ({} MiB at most)", super::MAX_IMPORT_FILE >> 20)]
    TooLong {
        /// The file.
        name: String,
    },
    /// The format is not recognised.
    #[error("{name}: this is no format that is known here; name it with --from")]
    UnknownFormat {
        /// The file or folder.
        name: String,
    },
    /// The content is not valid in its format, or exceeds a limit.
    #[error("{name}{at}: {what}", at = line.map(|line| format!(", line {line}")).unwrap_or_default())]
    Damaged {
        /// The file.
        name: String,
        /// The line, from 1, if it is known.
        line: Option<usize>,
        /// What is wrong.
        what: String,
    },
    /// Valid, but without a WebSocket connection or a layout.
    #[error("{name}: {what}")]
    Nothing {
        /// The file or folder.
        name: String,
        /// What was looked for, and what was found instead.
        what: String,
    },
}

impl ProfileImportError {
    /// The stable error code.
    pub fn code(&self) -> &'static str {
        self.into()
    }

    pub(super) fn damaged(name: &str, line: Option<usize>, what: impl Into<String>) -> Self {
        ProfileImportError::Damaged { name: name.to_owned(), line, what: what.into() }
    }

    pub(super) fn nothing(name: &str, what: impl Into<String>) -> Self {
        ProfileImportError::Nothing { name: name.to_owned(), what: what.into() }
    }
}
