// A release build on Windows opens no console beside its window.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]
//! Entry point of the desktop app; see the library crate.

fn main() -> std::process::ExitCode {
    wirelark_lib::run()
}
