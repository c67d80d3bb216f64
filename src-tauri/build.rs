//! Tauri's own build step: embeds the page, the configuration and, for Windows, icon, version and manifest.

use tauri_build::{Attributes, Result, WindowsAttributes, try_build};

fn main() -> Result<()> {
    println!("cargo::rerun-if-changed=src-tauri/windows.manifest");
    let windows = WindowsAttributes::new().app_manifest(include_str!("windows.manifest"));
    try_build(Attributes::new().windows_attributes(windows))
}
