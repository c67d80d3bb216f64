//! `cargo xtask types`: the page's TypeScript from Rust (types, error codes, constants, the table of settings, invisible
//! characters) and the guide's table of settings. Tests of the shell and the core write or check the files, because
//! only they can see the types.

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
    let tests =
        cmd!(work.sh, "cargo test --release -p wirelark --lib --features {features} types::");
    let tested = counted(tests.env(VARIABLE, how), &mut Tally::default());
    if how == "check" {
        return tested.context(
            "a generated file is stale; run `cargo xtask types` and commit what it writes",
        );
    }
    tested
}
