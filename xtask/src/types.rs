//! `cargo xtask types`: generates ui/host/types.ts from the Rust DTOs, and ui/model/invisible.ts from the core's list.
//! A test of the shell writes or checks the files, because only the shell can see the types.

use crate::test::{Tally, counted};
use crate::work::Work;
use crate::{page, shell};
use anyhow::{Context, Result, bail};
use xshell::cmd;

/// Environment variable of that test: `write` or `check`.
pub(crate) const VARIABLE: &str = "WIRELARK_TYPES";

pub(crate) fn types(work: &Work, args: &[String]) -> Result<()> {
    let how = match args {
        [] => "write",
        [check] if check == "--check" => "check",
        _ => bail!("only --check may follow"),
    };
    cmd!(work.sh, "cargo test -p wirelark-core --lib the_page_has_the_same_list")
        .env(VARIABLE, how)
        .run()?;
    page::placeholder(work)?;
    let features = shell::TEST_FEATURES;
    let tests = cmd!(work.sh, "cargo test --release -p wirelark --lib --features {features} types");
    let tested = counted(tests.env(VARIABLE, how), &mut Tally::default());
    if how == "check" {
        return tested.context(
            "ui/host/types.ts is not what the Rust types say; run `cargo xtask types` and commit it",
        );
    }
    tested
}
