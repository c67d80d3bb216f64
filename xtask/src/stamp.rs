//! Skips a step whose inputs have not changed since it last succeeded.
//!
//! A stamp is a file with a fingerprint of a step's inputs, written when the step has succeeded.

use crate::work::Work;
use anyhow::Result;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

pub(crate) struct Stamp {
    file: PathBuf,
    now: String,
}

impl Stamp {
    /// A fingerprint of the contents of these files; meant for few small files.
    pub(crate) fn of_contents(
        work: &Work,
        name: &str,
        files: &[&str],
        more: &str,
    ) -> Result<Stamp> {
        let mut hash = DefaultHasher::new();
        more.hash(&mut hash);
        for file in files {
            (file, fs::read(work.root.join(file))?).hash(&mut hash);
        }
        Ok(Stamp::new(work, name, hash.finish()))
    }

    /// A fingerprint of the names, sizes and modification times of everything under these paths, including which paths
    /// are absent.
    pub(crate) fn of_trees(work: &Work, name: &str, paths: &[&str]) -> Result<Stamp> {
        let mut hash = DefaultHasher::new();
        for path in paths {
            walk(&work.root.join(path), &mut hash)?;
        }
        Ok(Stamp::new(work, name, hash.finish()))
    }

    fn new(work: &Work, name: &str, hash: u64) -> Stamp {
        Stamp { file: work.own.join(name).with_extension("stamp"), now: format!("{hash:016x}") }
    }

    pub(crate) fn is_fresh(&self) -> bool {
        fs::read_to_string(&self.file).is_ok_and(|old| old == self.now)
    }

    pub(crate) fn write(&self) -> Result<()> {
        Ok(fs::write(&self.file, &self.now)?)
    }
}

fn walk(path: &Path, hash: &mut DefaultHasher) -> Result<()> {
    path.hash(hash);
    let Ok(meta) = path.metadata() else { return Ok(()) };
    if meta.is_dir() {
        let mut inside = fs::read_dir(path)?.map(|e| Ok(e?.path())).collect::<Result<Vec<_>>>()?;
        inside.sort();
        return inside.iter().try_for_each(|entry| walk(entry, hash));
    }
    let modified = meta.modified()?.duration_since(UNIX_EPOCH)?;
    (meta.len(), modified).hash(hash);
    Ok(())
}
