//! Compiles core and command line for arm64. They are not linked, and nothing is run.

use super::{Outcome, without};
use crate::work::Work;
use anyhow::Result;
use xshell::cmd;

const TARGET: &str = "aarch64-unknown-linux-gnu";
/// Compiles the C and assembly of ring.
const COMPILER: &str = "aarch64-linux-gnu-gcc";

pub(crate) fn compiles(work: &Work) -> Result<Outcome> {
    if let Some(skipped) = without(&[COMPILER, "rustup"]) {
        return Ok(skipped);
    }
    if cmd!(work.sh, "rustup target add {TARGET}").run().is_err() {
        return Ok(Outcome::Skipped(format!("rustup cannot download {TARGET}")));
    }
    // A folder of its own, because other flags would replace what the tests have compiled.
    let target = work.target.join("arm64");
    cmd!(
        work.sh,
        "cargo check --locked --target {TARGET} -p wirelark-core -p wirelark-cli --all-targets"
    )
    .env("CC_aarch64_unknown_linux_gnu", COMPILER)
    .env("CARGO_TARGET_DIR", target)
    .env("RUSTFLAGS", "-D warnings")
    .run()?;
    Ok(Outcome::Passed("without a warning".to_owned()))
}
