//! `wirelark-cli` as a process: what the contract promises to scripts.

/// Exit 2: arguments and files that are no good.
mod bad_input;
/// A transcript that a process is writing is neither removed nor replaced.
#[cfg(unix)]
mod being_written;
/// `capture`: its four ends, and what it stores until then.
mod capture;
/// What the demo server says to what.
mod demo_protocol;
/// `demo-server`: its lines, signals, TLS and push rate.
mod demo_server;
/// A file system without room, and a limit that keeps it from that.
#[cfg(unix)]
mod disk_full;
/// Files that a profile or the command line names, and modes of those that are written.
#[cfg(unix)]
mod files;
/// `--filter`: counts, exports, mistakes.
mod filter;
/// Many messages, each of them stored.
mod flood;
/// Profiles and transcripts whose rules would fill the stack or the memory.
mod hostile_packets;
/// kill -9 while recording.
mod killed;
/// Layouts, rules and variables of a profile.
mod layouts;
/// Secrets in what comes back.
mod masking;
/// Steps that break the protocol on purpose.
mod misbehave;
/// A closed or full stdout, odd paths, escape sequences.
#[cfg(unix)]
mod output;
/// `pack` and `unpack` in a shell.
mod pack;
/// A fault of our own.
mod panics;
/// `profile check`.
mod profile_check;
/// Proxies that refuse, or are none.
mod proxies;
/// Bugs that servers of others brought to light.
mod real_servers;
/// Lost connections that are made again.
mod reconnect;
/// Answers to the upgrade other than 101.
mod refused_upgrade;
/// What the upgrade says, and where it goes.
mod request;
/// `run`: the original script against the demo server.
mod run;
/// Where secrets come from.
mod secrets;
/// A message of a slow stream is in the file soon.
mod slow;
/// `transcript`: info, count, export; also while it is written.
mod transcript;
/// `transcript import` and `compare`, and what `export` takes.
mod transcript_compare;
/// No connection: names, ports, TLS, silence.
mod unreachable;
