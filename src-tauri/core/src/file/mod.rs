//! Files on the disk: which may be read, who may read what is written, which are in use.
//!
//! - [`access`]: the app's own folders and files, which only their owner may read, and the user's, which follow the umask.
//! - [`named`]: reads a file that a profile or a command line names.
//! - [`lock`]: marks a file as being written, for other processes too.
//! - [`replace`]: writes beside a file and takes its place.
//! - [`permission`]: which of the files that profiles name this person has agreed to.

pub mod access;
pub mod lock;
pub mod named;
pub mod permission;
pub mod replace;

pub use access::NewFile;
