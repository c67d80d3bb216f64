//! python3 says what `struct` and `json` do, and what its `websockets` receives; the core must do the same.
//!
//! Each test prints its seed; `WIRELARK_SEED=… cargo test -p wirelark-tests --test oracle` plays it again.

/// Copied programs and commands, run by their tools.
mod copied;
/// A seeded source of chance.
mod dice;
/// Exports, read by the programs they are for.
mod exports;
/// `json.dumps(json.loads(text))`.
mod json_oracle;
/// What breaks the protocol on purpose, as the original's own library judges it.
mod misbehave;
/// What the original script puts on the wire, by the original's own library.
mod original;
/// The child process that answers.
mod python;
/// `struct.calcsize`, `pack`, `unpack` and `unpack_from`.
mod struct_oracle;
