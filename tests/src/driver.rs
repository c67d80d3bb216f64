//! The WebDriver server: WebKitWebDriver on Linux; on Windows tauri-driver, which starts msedgedriver and passes the
//! calls on to it. macOS has none for its web view.

use std::path::Path;
use std::process::{Child, Command};

use serde_json::{Map, Value, json};

use crate::peer::free_port;
use crate::processes::Processes;

/// The server's program.
pub(crate) const PROGRAM: &str = if cfg!(windows) { "tauri-driver" } else { "WebKitWebDriver" };

/// A command that starts the server on this port of the local machine.
pub(crate) fn command(port: u16) -> Command {
    let mut command = Command::new(PROGRAM);
    if cfg!(windows) {
        let ports = [port, free_port()].map(|port| port.to_string());
        command.args(["--port", &ports[0], "--native-port", &ports[1]]);
        // Where the images of hosted runners have msedgedriver; otherwise it is looked for on PATH.
        if let Some(folder) = std::env::var_os("EDGEWEBDRIVER") {
            command.arg("--native-driver").arg(Path::new(&folder).join("msedgedriver.exe"));
        }
    } else {
        command.args([format!("--port={port}"), "--host=127.0.0.1".to_owned()]);
    }
    command
}

/// The capabilities of a session that starts this app.
pub(crate) fn capabilities(app: &str) -> Map<String, Value> {
    let (name, options) = match cfg!(windows) {
        true => ("tauri:options", json!({"application": app})),
        false => ("webkitgtk:browserOptions", json!({"binary": app, "args": []})),
    };
    Map::from_iter([(name.to_owned(), options)])
}

/// Whether the app that this server started still runs; `id` is its process on Linux.
pub(crate) fn runs(id: u32) -> bool {
    if cfg!(windows) {
        let mut list = Command::new("tasklist");
        list.args(["/NH", "/FI", "IMAGENAME eq wirelark.exe"]);
        let listed = list.output().map(|output| output.stdout).unwrap_or_default();
        return String::from_utf8_lossy(&listed).contains("wirelark.exe");
    }
    Path::new(&format!("/proc/{id}/exe")).exists()
}

/// Kills the server and the app, which outlives it: a second app in the same home would only hand over to it.
pub(crate) fn kill(server: &mut Child) {
    if cfg!(windows) {
        let tree = server.id().to_string();
        let _ = Command::new("taskkill").args(["/T", "/F", "/PID", &tree]).output();
    } else {
        match Processes::below(server.id()).app() {
            0 => {}
            id => {
                let _ = Command::new("kill").args(["-9", &id.to_string()]).status();
            }
        }
    }
    let _ = server.kill();
    let _ = server.wait();
}
