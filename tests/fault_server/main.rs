//! Runs the fault server alone, for trying attacks from the app: `cargo run -p wirelark-tests --bin fault-server`.
//!
//! Prints the URL and the description of each attack, and serves until it is killed.

use std::net::SocketAddr;

use clap::Parser;
use wirelark_tests::fault::{FaultServer, attacks};

/// A WebSocket server that violates the protocol in another way at each path.
#[derive(Debug, Parser)]
struct Args {
    /// The address to listen on; port 0 picks a free one.
    #[arg(default_value = "127.0.0.1:0")]
    address: SocketAddr,
}

fn main() {
    let server = FaultServer::by_path_at(Args::parse().address);
    for attack in attacks() {
        println!("{:<48} {}", server.at(attack.path), attack.does);
    }
    loop {
        std::thread::park();
    }
}
