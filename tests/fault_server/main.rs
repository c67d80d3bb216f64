//! The fault server by itself, to be looked at from the window: `cargo run -p wirelark-tests --bin fault-server`.
//!
//! Prints the URL of each attack and what it does, and serves until it is killed.

use wirelark_tests::fault::{Fault, attacks};

fn main() {
    let server = Fault::by_path();
    for attack in attacks() {
        println!("{:<48} {}", server.at(attack.path), attack.does);
    }
    loop {
        std::thread::park();
    }
}
