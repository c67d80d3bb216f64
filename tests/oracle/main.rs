//! Compares the core with Python: with `struct` and `json`, and with what its `websockets` receives.
//!
//! Each test prints its seed; `WIRELARK_SEED=… cargo test -p wirelark-tests --test oracle` repeats the run.

/// Copied programs and commands, run by their tools.
mod copied_code;
/// Exports, read by the programs they are made for.
mod exports;
/// A feed of packed messages, with `struct` and `zlib`.
mod feed;
/// Imported scripts, and the scripts themselves run by Python.
mod imported_script;
/// Protocol messages in streams that are cut at random places.
mod joined;
/// `json.dumps(json.loads(text))`.
mod json_oracle;
/// Layouts, decoded by an independent interpreter.
mod layout_oracle;
/// Protocol violations on purpose, as the original's library judges them.
mod misbehave;
/// The bytes of the original script, as the original's library sends them.
mod original_script;
/// The Python child process.
mod python;
/// A seeded random number generator.
mod random;
/// Faults in sequences of numbered messages.
mod sequences;
/// `struct.calcsize`, `pack`, `unpack` and `unpack_from`.
mod struct_oracle;
