//! python3 says what `struct` and `json` do; the core must do the same.
//!
//! Each test prints its seed; `WIRELARK_SEED=… cargo test -p wirelark-tests --test oracle` plays it again.

/// A seeded source of chance.
mod dice;
/// `json.dumps(json.loads(text))`.
mod json_oracle;
/// The child process that answers.
mod python;
/// `struct.calcsize`, `pack`, `unpack` and `unpack_from`.
mod struct_oracle;
