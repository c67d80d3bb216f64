//! The fault server by itself, to be looked at from the window: `cargo run -p wirelark-tests --bin fault-server`.
//!
//! Prints the URL of each attack and what it does, and serves until it is killed.

use std::net::SocketAddr;

use clap::Parser;
use wirelark_tests::fault::{Fault, attacks};

/// A WebSocket server that does wrong, at each path in another way.
#[derive(Debug, Parser)]
struct Args {
    /// Where to listen; port 0 is a free one.
    #[arg(default_value = "127.0.0.1:0")]
    address: SocketAddr,
}

fn main() {
    let server = Fault::by_path_at(Args::parse().address);
    for attack in attacks() {
        println!("{:<48} {}", server.at(attack.path), attack.does);
    }
    loop {
        std::thread::park();
    }
}
