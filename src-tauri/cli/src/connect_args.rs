//! The arguments that `run` and `capture` share: the profile and what overrides it.

use std::path::PathBuf;

use clap::Args;
use wirelark_core::connection::request::ConfirmedHost;
use wirelark_core::transcript::RetentionLimit;

/// Parses a `--var` argument, `NAME=VALUE`.
fn parse_variable(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() => Ok((name.to_owned(), value.to_owned())),
        _ => Err("write it as NAME=VALUE".to_owned()),
    }
}

/// Parses `all`, `1000000 messages` or `10 GB`.
fn parse_retention(text: &str) -> Result<RetentionLimit, String> {
    RetentionLimit::parse(text).map_err(|error| error.to_string())
}

/// Which profile connects, and with what.
#[derive(Debug, Args)]
pub(crate) struct Source {
    /// A profile, *.wirelark.json.
    pub profile: PathBuf,
    /// Instead of the profile's URL.
    #[arg(long, value_name = "URL")]
    pub url: Option<String>,
    /// A secret's value: K=V (others can see it in the process list), K=@FILE, which may be a pipe, K=env:NAME, or K==V
    /// for a V that begins like one of these; may be given several times. WIRELARK_SECRET_K in the environment does the
    /// same, and this wins over it.
    #[arg(long = "secret", value_name = "K=V")]
    pub secrets: Vec<String>,
    /// An environment: values of variables in environments/NAME.json, in the profile's folder or in one above it.
    #[arg(long = "env", value_name = "NAME")]
    pub environment: Option<String>,
    /// A variable's value instead of the profile's and the environment's; may be given several times.
    #[arg(long = "var", value_name = "K=V", value_parser = parse_variable)]
    pub variables: Vec<(String, String)>,
    /// Another host that a redirect may lead to and that gets the profile's login and messages too; without a port its
    /// usual one; may be given several times.
    #[arg(long = "allow-host", value_name = "HOST[:PORT]", value_parser = ConfirmedHost::parse)]
    pub other_hosts: Vec<ConfirmedHost>,
    /// Send the profile's automatic replies and heartbeats while it is connected.
    #[arg(long)]
    pub replies: bool,
    /// Keep only the last part instead of what the profile says: all, "1000000 messages", "10 GB".
    #[arg(long, value_name = "HOW_MUCH", value_parser = parse_retention)]
    pub keep: Option<RetentionLimit>,
}
