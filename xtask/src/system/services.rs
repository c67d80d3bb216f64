//! Keeps services stopped while packages are installed: Debian starts a server right after installing it, but the tests
//! start their own.

use crate::work::Work;
use anyhow::Result;
use std::path::Path;
use xshell::{Shell, cmd};

/// The script that Debian asks before it starts a service; exit code 101 forbids it (Debian's policy-rc.d
/// specification).
const POLICY: &str = "/usr/sbin/policy-rc.d";

/// While this exists, no installed service is started.
pub(super) struct StartsBlocked {
    sh: Shell,
    root: bool,
}

/// `None` if the machine has a policy of its own.
pub(super) fn block_starts(work: &Work, root: bool) -> Result<Option<StartsBlocked>> {
    if Path::new(POLICY).exists() {
        return Ok(None);
    }
    let blocked = StartsBlocked { sh: work.sh.clone(), root };
    blocked.run(&format!("printf '#!/bin/sh\\nexit 101\\n' > {POLICY} && chmod 755 {POLICY}"))?;
    Ok(Some(blocked))
}

impl StartsBlocked {
    fn run(&self, line: &str) -> xshell::Result<()> {
        let (program, more): (&str, &[&str]) =
            if self.root { ("sh", &[]) } else { ("sudo", &["sh"]) };
        cmd!(self.sh, "{program} {more...} -c {line}").quiet().run()
    }
}

impl Drop for StartsBlocked {
    fn drop(&mut self) {
        if let Err(error) = self.run(&format!("rm -f {POLICY}")) {
            eprintln!("      {POLICY} could not be removed: {error}");
        }
    }
}
