//! A file system of memory, as large as a test wants.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::peer::say_skipped;

/// Mounted until this is dropped.
#[derive(Debug)]
pub struct Disk(PathBuf);

impl Disk {
    /// `None` where this process may not mount; the caller's test is then skipped, and a line says so.
    pub fn mount(folder: &Path, test: &str, size: &str) -> Option<Disk> {
        fs::create_dir_all(folder).expect("a folder");
        let option = format!("size={size}");
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &option, "wirelark-test"]).arg(folder);
        if cfg!(target_os = "linux")
            && mount.stderr(Stdio::null()).status().is_ok_and(|status| status.success())
        {
            return Some(Disk(folder.to_owned()));
        }
        say_skipped(&format!("nothing can be mounted here, so {test} was not run"));
        None
    }

    pub fn path(&self, name: &str) -> String {
        self.0.join(name).to_str().expect("a plain name").to_owned()
    }

    /// Takes so much of its room away.
    pub fn fill(&self, bytes: usize) -> PathBuf {
        let path = self.0.join("ballast");
        fs::write(&path, vec![1; bytes]).expect("there is room for the ballast");
        path
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").args(["--lazy".as_ref(), self.0.as_os_str()]).status();
    }
}
