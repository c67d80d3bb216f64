// A release build on Windows opens no console beside its window.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]
//! The desktop app.

fn main() -> std::process::ExitCode {
    wirelark_lib::run()
}
