//! Autobahn's server, a process.

use std::net::SocketAddr;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde_json::json;
use wirelark_tests::peer::{Peer, free_port};

/// A running suite, stopped on drop.
#[derive(Debug)]
pub struct Suite {
    pub url: String,
    /// Versions of the suite and its Python, for the table.
    pub versions: String,
    server: Peer,
}

impl Suite {
    /// Starts it on 127.0.0.1 with the cases of these groups.
    pub fn start(python: &Path, reports: &Path, groups: &[String]) -> Result<Suite> {
        let versions = versions(python)?;
        if reports.exists() {
            // Results of an earlier run would count for this one.
            std::fs::remove_dir_all(reports)?;
        }
        std::fs::create_dir_all(reports)?;
        let port = free_port();
        let url = format!("ws://127.0.0.1:{port}");
        let cases: Vec<String> = match groups {
            [] => vec!["*".to_owned()],
            groups => groups.iter().map(|group| pattern(group)).collect(),
        };
        let spec = json!({
            "url": url, "outdir": reports, "webport": 0, "cases": cases,
            "exclude-cases": [], "exclude-agent-cases": {}, "options": {"failByDrop": false},
        });
        let file = reports.join("spec.json");
        std::fs::write(&file, spec.to_string())?;
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("conformance/loopback.py");
        let mut command = Command::new(python);
        // Port 0: no web server for the suite's pages.
        command.arg("-u").arg(script).args(["-m", "fuzzingserver", "-u", "0", "-s"]).arg(file);
        Ok(Suite { url, versions, server: Peer::start(port, command) })
    }
}

impl Suite {
    /// The address that it listens on.
    pub fn address(&self) -> SocketAddr {
        SocketAddr::from(([127, 0, 0, 1], self.server.port))
    }
}

/// A case's name has two numbers or three. An exact name of a missing case breaks the suite; a pattern does not.
fn pattern(group: &str) -> String {
    let numbers = group.split('.').count();
    if numbers < 3 { format!("{group}.*") } else { group.to_owned() }
}

fn versions(python: &Path) -> Result<String> {
    let script = "import platform, pkg_resources\n\
                  print(pkg_resources.get_distribution('autobahntestsuite').version)\n\
                  print(platform.python_version())";
    let output = Command::new(python).args(["-c", script]).output();
    let output = output.with_context(|| format!("cannot start {}", python.display()))?;
    let text = String::from_utf8_lossy(&output.stdout);
    let mut lines = text.lines();
    let (suite, python) = (lines.next(), lines.next());
    ensure!(
        output.status.success() && python.is_some(),
        "the suite is not installed: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    let [suite, python] = [suite, python].map(Option::unwrap_or_default);
    Ok(format!("autobahntestsuite {suite}, Python {python}"))
}
