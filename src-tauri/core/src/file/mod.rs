//! Files on the disk: which may be read, who may read what is written, which are in use.
//!
//! - [`private_access`]: the app's own folders and files, which only their owner may read, and the user's, which follow the umask.
//! - [`bounded_read`]: reads a file that a profile or a command line names.
//! - [`lock`]: marks a file as being written, for other processes too.
//! - [`atomic_save`]: writes beside a file and takes its place.
//! - [`path_consent`]: which of the files that profiles name this person has agreed to.

pub mod atomic_save;
pub mod bounded_read;
pub mod lock;
pub mod path_consent;
pub mod private_access;

pub use private_access::NewFile;
