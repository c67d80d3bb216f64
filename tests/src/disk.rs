//! A file system in memory (tmpfs) of a given size.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::peer::print_skipped;

/// A mounted file system, unmounted on drop.
#[derive(Debug)]
pub struct Disk(PathBuf);

impl Disk {
    /// `None` if this process may not mount; the calling test is then skipped, with a `skipped:` line.
    pub fn mount(folder: &Path, test: &str, size: &str) -> Option<Disk> {
        fs::create_dir_all(folder).expect("create the folder");
        let option = format!("size={size}");
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &option, "wirelark-test"]).arg(folder);
        if cfg!(target_os = "linux")
            && mount.stderr(Stdio::null()).status().is_ok_and(|status| status.success())
        {
            return Some(Disk(folder.to_owned()));
        }
        print_skipped(&format!("nothing can be mounted here, so {test} was not run"));
        None
    }

    pub fn path(&self, name: &str) -> String {
        self.0.join(name).to_str().expect("a UTF-8 path").to_owned()
    }

    /// Writes a file of `bytes` bytes to use up space, and returns its path.
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
