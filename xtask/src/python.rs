//! Python virtual environments, for tests that compare with Python or talk to it.

use std::path::PathBuf;

use anyhow::Result;
use xshell::cmd;

use crate::stamp::Stamp;
use crate::work::{Work, on_path};

/// Creates a virtual environment with these libraries in cargo's target folder, once. `None` if the machine has no
/// Python to create it with.
pub(crate) fn venv(work: &Work, name: &str, libraries: &[&str]) -> Result<Option<PathBuf>> {
    let (base, inside) =
        if cfg!(windows) { ("python", "Scripts/python.exe") } else { ("python3", "bin/python") };
    let venv = work.target.join(name);
    let python = venv.join(inside);
    let able = || {
        cmd!(work.sh, "{base} -c 'import venv, ensurepip'").quiet().ignore_stderr().run().is_ok()
    };
    let stamp = Stamp::of_contents(work, name, &[], &libraries.join(" "))?;
    if stamp.is_fresh() && python.is_file() {
        return Ok(Some(python));
    }
    if on_path(base).is_none() || !able() {
        return Ok(None);
    }
    cmd!(work.sh, "{base} -m venv {venv}").run()?;
    cmd!(work.sh, "{python} -m pip install -q --disable-pip-version-check {libraries...}").run()?;
    stamp.write()?;
    Ok(Some(python))
}

/// A Python 2.7 that runs: pyenv's, or the one on PATH, which may be a pyenv shim without a version behind it.
pub(crate) fn python2(work: &Work) -> Option<PathBuf> {
    let root = std::env::var_os("PYENV_ROOT")
        .map(PathBuf::from)
        .or_else(|| Some(std::env::home_dir()?.join(".pyenv")));
    let kept = root.and_then(|root| work.sh.read_dir(root.join("versions")).ok());
    let is_python2 = |folder: &PathBuf| {
        folder.file_name().is_some_and(|name| name.to_string_lossy().starts_with("2.7"))
    };
    let pyenv =
        kept.into_iter().flatten().filter(is_python2).map(|folder| folder.join("bin/python2.7"));
    pyenv.chain(on_path("python2.7")).find(|python| {
        let runs = cmd!(work.sh, "{python} -c ''").quiet().ignore_stdout().ignore_stderr();
        runs.run().is_ok()
    })
}
