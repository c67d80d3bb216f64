//! Embeds icon, version and manifest in the program for Windows.

use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=../windows.manifest");
    println!("cargo::rerun-if-changed=../../icons/icon.ico");
    if std::env::var("CARGO_CFG_TARGET_OS")? != "windows" {
        return Ok(());
    }
    let mut resource = winresource::WindowsResource::new();
    resource
        .set_manifest_file("../windows.manifest")
        .set_icon("../../icons/icon.ico")
        .set("FileDescription", env!("CARGO_PKG_DESCRIPTION"))
        .set("ProductName", "Wirelark")
        .set("CompanyName", "The Wirelark authors")
        .set("LegalCopyright", "Copyright (c) 2026 The Wirelark authors");
    resource.compile()?;
    Ok(())
}
