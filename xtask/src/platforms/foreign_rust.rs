//! A Rust that compiles for other systems: Debian's, with the standard library built from source.
//!
//! Debian's security archive has a current Rust beside the one of rustup, and the source of its standard library. That
//! needs no download from Rust's own servers.

use crate::work::{Work, on_path};
use anyhow::Result;
use std::path::{Path, PathBuf};
use xshell::{Cmd, cmd};

const CARGO: &str = "/usr/bin/cargo";
const RUSTC: &str = "/usr/bin/rustc";
const LIBRARY: &str = "/usr/lib/rustlib/src/rust/library/Cargo.lock";
const LINKER: &str = "x86_64-w64-mingw32-gcc";

pub(super) struct ForeignRust {
    /// A target folder of its own: it is another compiler.
    target: PathBuf,
    path: String,
}

impl ForeignRust {
    /// `None` if this machine lacks a part of it or Wine.
    pub(super) fn find(work: &Work) -> Result<Option<ForeignRust>> {
        let parts = [CARGO, RUSTC, LIBRARY, super::wine::WINE];
        if on_path(LINKER).is_none() || parts.iter().any(|part| !Path::new(part).is_file()) {
            return Ok(None);
        }
        // rustup's programs must not come first.
        let path = format!("/usr/bin:/bin:{}", std::env::var("PATH").unwrap_or_default());
        Ok(Some(ForeignRust { target: work.target.join("platforms"), path }))
    }

    /// `cargo COMMAND --target TARGET`, to which arguments are added. Warnings are errors.
    pub(super) fn cargo<'a>(&self, work: &'a Work, command: &str, target: &str) -> Cmd<'a> {
        let library = "-Zbuild-std=std,panic_unwind,test";
        let mut cargo = cmd!(work.sh, "{CARGO} {command} --locked {library} --target {target}");
        // Set by the cargo that runs this program, for itself.
        for name in ["CARGO", "RUSTUP_TOOLCHAIN", "RUSTUP_HOME"] {
            cargo = cargo.env_remove(name);
        }
        cargo
            .env("PATH", &self.path)
            .env("RUSTC", RUSTC)
            .env("RUSTC_BOOTSTRAP", "1")
            .env("RUSTFLAGS", "-D warnings")
            // Linking with debug information takes a minute for each test program.
            .env("CARGO_PROFILE_DEV_DEBUG", "false")
            .env("CARGO_TARGET_DIR", &self.target)
    }

    /// A program that was built for Windows.
    pub(super) fn built(&self, target: &str, profile: &str, name: &str) -> PathBuf {
        self.target.join(target).join(profile).join(name)
    }

    pub(super) fn c_compiler(&self) -> &'static str {
        LINKER
    }
}
