//! A file system of memory, as large as a test wants.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

/// Mounted until this is dropped.
#[derive(Debug)]
pub struct Disk(PathBuf);

impl Disk {
    /// `None` where this process may not mount; the caller's test is then skipped, and a line says so.
    pub fn mount(folder: &Path, test: &str, size: &str) -> Option<Disk> {
        static SKIPPED: AtomicU32 = AtomicU32::new(0);
        fs::create_dir_all(folder).expect("a folder");
        let option = format!("size={size}");
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &option, "wirelark-test"]).arg(folder);
        if cfg!(target_os = "linux")
            && mount.stderr(Stdio::null()).status().is_ok_and(|status| status.success())
        {
            return Some(Disk(folder.to_owned()));
        }
        let n = SKIPPED.fetch_add(1, Ordering::Relaxed) + 1;
        // Past the test harness, which keeps what a passing test prints to itself.
        let line =
            format!("skipped: nothing can be mounted here, so {test} was not run ({n} skipped)");
        let _ = writeln!(std::io::stderr(), "{line}");
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
        let _ = Command::new("umount").arg(&self.0).status();
    }
}
