//! Calls of `wirelark-cli`: one file each with the command, its exit code, stdout and stderr.
//!
//! Calls use relative paths in a scratch folder, so that little output varies. The operating system's error texts are
//! those of Linux.

/// Arguments that are refused.
mod arguments;
/// The codes of all errors.
mod codes;
/// Files that are missing, damaged or of the wrong kind.
mod files;
/// Help and the version.
mod help;
/// The keys of each command's JSON.
mod keys;
/// `pack` and `unpack`.
mod pack;
/// `run` and `capture` against the demo server and the fault server.
mod servers;
