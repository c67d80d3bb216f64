//! The `demo-server` command: runs the built-in server until a signal.

use clap::Args;
use wirelark_core::server::{Demo, DemoOptions};

use crate::failure::Failure;
use crate::output;
use crate::recording::{Interrupt, block_on};

/// Serve the demo protocol on 127.0.0.1 until SIGINT or SIGTERM.
#[derive(Debug, Args)]
pub(crate) struct DemoServer {
    /// The port; 0 for a free one.
    #[arg(long, value_name = "N", default_value_t = 0)]
    port: u16,
    /// Pushes a second in all, for each client.
    #[arg(long, value_name = "R", default_value_t = 2.0, value_parser = parse_rate)]
    push_rate: f64,
    /// Serve wss, and print the file of the certificate to trust.
    #[arg(long)]
    tls: bool,
}

fn parse_rate(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(rate) if rate.is_finite() && rate >= 0.0 => Ok(rate),
        _ => Err("a number of pushes a second, 0 or more".to_owned()),
    }
}

impl DemoServer {
    pub(crate) fn run(self) -> Result<(), Failure> {
        block_on(async {
            let mut interrupt = Interrupt::listen()?;
            let options = DemoOptions { port: self.port, push_rate: self.push_rate, tls: self.tls };
            let demo = Demo::start(options).await.map_err(|error| {
                let text = format!("cannot listen on 127.0.0.1:{}: {error}", self.port);
                Failure::input("demo_failed", text)
            })?;
            output::line(format_args!("listening on {}", demo.url()))?;
            if let Some(file) = demo.ca_file() {
                output::line(format_args!("CA {}", file.display()))?;
            }
            interrupt.received().await;
            Ok(())
        })
    }
}
