//! Runs `wirelark-cli` as a process: the documented behaviour that scripts rely on.

/// Exit code 2: invalid arguments and files.
mod bad_input;
/// `capture`: its four ways to end, and what it stores.
mod capture;
/// What escapes, terminators, styles, variables and files put on the wire.
mod compose;
/// The demo server's protocol.
mod demo_protocol;
/// `demo-server`: its output, signals, TLS and push rate.
mod demo_server;
/// A full disk, and a retention limit that avoids one.
#[cfg(unix)]
mod disk_full;
/// Faults of rows: counts, exports, sums.
mod faults;
/// Files named in a profile or on the command line, and the modes of written files.
#[cfg(unix)]
mod files;
/// `--filter`: counts, exports, errors.
mod filter;
/// Floods of messages, each of them stored.
mod flood;
/// Profiles and transcripts whose rules could exhaust stack or memory.
mod hostile_packets;
/// `import` and `export-code`.
mod import;
/// Messages that are spread over several rows.
mod joined;
/// Layouts, rules and variables of a profile.
mod layouts;
/// Lenses: codes, marks, faults and fields that follow from a name in the profile.
mod lenses;
/// Secrets that a server sends back are masked.
mod masking;
/// Steps that violate the protocol on purpose.
mod misbehave;
/// A closed or full stdout, paths that are not UTF-8, escape sequences.
mod output;
/// `pack` and `unpack`.
mod pack;
/// Panics in a connection's tasks.
mod panics;
/// `profile check`.
mod profile_check;
/// Proxies that refuse or are not proxies.
mod proxies;
/// Bugs found with third-party servers.
mod real_servers;
/// Reconnecting after a lost connection.
mod reconnect;
/// Responses to the upgrade other than 101.
mod refused_upgrade;
/// Automatic replies and heartbeats; logins of any kind.
mod replies;
/// Contents of the upgrade request, and its destination.
mod request;
/// `run`: the original script against the demo server.
mod run;
/// Sources of secrets.
mod secrets;
/// The recorded sessions with real servers, which tests of protocols read.
mod sessions;
/// SIGKILL while recording.
mod sigkill;
/// Messages of a slow stream reach the file quickly.
mod slow_stream;
/// `transcript`: info, count, export; also while it is being written.
mod transcript;
/// `transcript import` and `compare`, and options of `export`.
mod transcript_compare;
/// A transcript that another process is writing is neither removed nor replaced.
mod transcript_lock;
/// Connections that fail: names, ports, TLS, silent servers.
mod unreachable;
/// Paths and files as users have them: long, with blanks, CRLF, read-only.
mod user_files;
/// The resources of the Windows program.
#[cfg(windows)]
mod windows_program;
