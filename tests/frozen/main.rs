//! Frozen behaviour: output is generated and compared byte for byte with files in git.
//!
//! The tests use only what a rename in the Rust code does not touch: `wirelark-cli` as a process, files, bytes on a
//! socket, JSON. `WIRELARK_FREEZE=1` rewrites the files; CONTRIBUTING.md says when to do that.

/// Calls of the command line: stdout, stderr, exit code; codes of errors; keys of JSON.
#[cfg(target_os = "linux")]
mod cli;
/// Calls of `wirelark-cli`, and the files that they are written to.
mod cli_calls;
/// Compares output with the frozen files, rewrites them, and replaces what varies between runs.
mod golden;
/// Runs many inputs, several at the same time.
mod parallel;
/// Profiles: loaded, saved, checked.
mod profiles;
/// The server side of a connection with `wirelark-cli`, on a raw socket.
mod raw_server;
/// Received streams, cut in ten ways.
mod received;
/// The format of cases of sent bytes.
mod send_case;
/// Sent bytes: requests, frames, misbehaviour.
mod sent;
/// Long values in frozen text.
mod shorten;
/// The format of received streams, and the ways to cut them.
mod stream;
/// Transcripts as earlier builds wrote them: what they hold, exports, filters, comparisons.
mod transcripts;
