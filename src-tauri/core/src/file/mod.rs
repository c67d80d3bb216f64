//! File access: permissions, bounded reads, write locks, atomic saves and the user's consent to paths.
//!
//! - [`private_access`]: permissions of the app's own folders and files and of new files that the user places.
//! - [`bounded_read`]: reads files that a profile or a command line names.
//! - [`lock`]: write locks that other processes respect.
//! - [`open_files`]: removes, replaces and moves files that may be open.
//! - [`atomic_save`]: replaces a file by renaming a temporary one into place.
//! - [`path_consent`]: the user's consent to files that profiles name.

pub mod atomic_save;
pub mod bounded_read;
pub mod lock;
pub mod open_files;
pub mod path_consent;
pub mod private_access;

pub use private_access::NewFile;
