//! Type-checks for macOS. Linking needs Apple's SDK.

use super::foreign_rust::ForeignRust;
use crate::python;
use crate::shell::FEATURES;
use crate::work::Work;
use anyhow::{Context, Result};
use xshell::cmd;

const TARGET: &str = "aarch64-apple-darwin";
/// A C compiler with the headers of macOS' C library, for ring's build script.
const COMPILER: &str = "ziglang==0.17.1";

pub(super) const WITHOUT_WINDOW: &[&str] = &["-p", "wirelark-core", "-p", "wirelark-cli"];
pub(super) const WHOLE_APP: &[&str] = &["-p", "wirelark", "--features", FEATURES];

/// Checks these packages.
pub(super) fn check(work: &Work, rust: &ForeignRust, packages: &[&str]) -> Result<()> {
    let python = python::venv(work, "ziglang", &[COMPILER])?.context("no Python with venv")?;
    let tools = work.own.join("macos");
    let sdk = tools.join("sdk");
    work.sh.create_dir(&sdk)?;
    let zig = format!("exec '{}' -m ziglang", python.display());
    // ring's build script passes flags of Apple's compiler, which zig does not know.
    let cc = format!(
        "#!/usr/bin/env bash\nargs=()\nwhile [ $# -gt 0 ]; do\n    case $1 in\n        \
         --target=*|-mmacosx-version-min=*) ;;\n        -arch|-isysroot) shift ;;\n        \
         *) args+=(\"$1\") ;;\n    esac\n    shift\ndone\n{zig} cc -target aarch64-macos \"${{args[@]}}\"\n"
    );
    for (name, script) in [("cc", cc), ("ar", format!("#!/usr/bin/env bash\n{zig} ar \"$@\"\n"))] {
        let path = tools.join(name);
        work.sh.write_file(&path, script)?;
        cmd!(work.sh, "chmod +x {path}").quiet().run()?;
    }
    Ok(rust
        .cargo(work, "check", TARGET)
        .args(packages)
        .env("CC_aarch64_apple_darwin", tools.join("cc"))
        .env("AR_aarch64_apple_darwin", tools.join("ar"))
        .env("SDKROOT", sdk)
        .run()?)
}
