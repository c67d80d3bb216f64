use std::process::Command;

use serde_json::json;
use wirelark_tests::cli::Cli;
use wirelark_tests::peer::{Peer, free_port, program};
use wirelark_tests::scratch::Scratch;

use crate::certificates;

#[test]
fn case_24_a_server_whose_tls_is_too_old() {
    let Some(openssl) = program("openssl") else { return };
    let (scratch, port) = (Scratch::new(), free_port());
    let files = certificates::make(&scratch);
    let mut command = Command::new(openssl);
    command.args(["s_server", "-quiet", "-accept", &format!("127.0.0.1:{port}"), "-tls1_1"]);
    command.args(["-cipher", "DEFAULT@SECLEVEL=0"]);
    command.args(["-cert", &files.server, "-key", &files.server_key]);
    let server = Peer::start(port, command);
    let url = format!("wss://127.0.0.1:{}/", server.port);
    let profile = scratch.profile(json!({"connection": {"url": url, "ca_file": files.ca}}));
    let output = Cli::run(["run", &profile]);
    let (code, text) = output.failed(3);
    assert!(code == "tls_version" && text.contains("TLS 1.2 or 1.3"), "{text}");
}
