//! Negotiation of permessage-deflate: the offer and the server's answer (RFC 7692 section 7.1). Pure.

use std::fmt::Write;

use serde::{Deserialize, Serialize};
use tokio_tungstenite::tungstenite::protocol::Role;
use ts_rs::TS;
use zlib_rs::{Deflate, DeflateConfig, Inflate, Strategy};

/// The end of a flushed message's deflated bytes, which the sender removes (RFC 7692 section 7.2.1).
pub(super) const FLUSH_TAIL: [u8; 4] = [0, 0, 0xff, 0xff];

/// The extension's name.
pub const NAME: &str = "permessage-deflate";

/// An offer of permessage-deflate (RFC 7692 section 7.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CompressionOffer {
    /// Asks the server to compress each message on its own.
    pub server_no_context_takeover: bool,
    /// We compress each message on its own.
    pub client_no_context_takeover: bool,
    /// The server's window bits, 8 to 15; `None` leaves them to the server.
    pub server_max_window_bits: Option<u8>,
    /// Our window bits, 8 to 15; `None` leaves them to the server.
    pub client_max_window_bits: Option<u8>,
}

/// The negotiated parameters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CompressionParameters {
    /// The server compresses each message on its own.
    pub server_no_context_takeover: bool,
    /// We compress each message on its own.
    pub client_no_context_takeover: bool,
    /// The server's window bits: 8 to 15 for 256 bytes to 32 KiB.
    pub server_max_window_bits: u8,
    /// Our window bits.
    pub client_max_window_bits: u8,
}

/// Formats the offer for `Sec-WebSocket-Extensions`. `client_max_window_bits` without a number lets the server choose
/// our window, as browsers do.
pub fn offer(offered: &CompressionOffer) -> String {
    let mut text = NAME.to_owned();
    if offered.server_no_context_takeover {
        text.push_str("; server_no_context_takeover");
    }
    if offered.client_no_context_takeover {
        text.push_str("; client_no_context_takeover");
    }
    if let Some(bits) = offered.server_max_window_bits {
        // Writing to a String cannot fail.
        let _ = write!(text, "; server_max_window_bits={bits}");
    }
    match offered.client_max_window_bits {
        Some(bits) => drop(write!(text, "; client_max_window_bits={bits}")),
        None => text.push_str("; client_max_window_bits"),
    }
    text
}

/// Parses the server's answer to `offered`. The error is a text that says what is wrong with the answer.
pub fn agree(offered: &CompressionOffer, answer: &str) -> Result<CompressionParameters, String> {
    let mut parts = answer.split(';').map(str::trim);
    match parts.next() {
        Some(name) if name.eq_ignore_ascii_case(NAME) => {}
        other => return Err(format!("'{}' was not offered", other.unwrap_or_default())),
    }
    let (mut server_no_takeover, mut client_no_takeover) = (false, false);
    let (mut server_bits, mut client_bits) = (None, None);
    for part in parts {
        let (name, value) = match part.split_once('=') {
            Some((name, value)) => (name.trim(), Some(unquoted(value.trim()))),
            None => (part, None),
        };
        let twice = match name {
            "server_no_context_takeover" => flag(&mut server_no_takeover, name, value)?,
            "client_no_context_takeover" => flag(&mut client_no_takeover, name, value)?,
            "server_max_window_bits" => server_bits.replace(bits(name, value)?).is_some(),
            "client_max_window_bits" => client_bits.replace(bits(name, value)?).is_some(),
            _ => return Err(format!("the parameter '{name}' is unknown")),
        };
        if twice {
            return Err(format!("the parameter '{name}' is there twice"));
        }
    }
    if offered.server_no_context_takeover && !server_no_takeover {
        return Err("server_no_context_takeover was asked for and is not granted".to_owned());
    }
    let within = |name: &str, offered: Option<u8>, answered: Option<u8>| match (offered, answered) {
        (Some(offered), Some(answered)) if answered > offered => {
            Err(format!("{name} is {answered}, but {offered} at most was offered"))
        }
        _ => Ok(()),
    };
    within("server_max_window_bits", offered.server_max_window_bits, server_bits)?;
    within("client_max_window_bits", offered.client_max_window_bits, client_bits)?;
    if let (Some(asked), None) = (offered.server_max_window_bits, server_bits) {
        return Err(format!("server_max_window_bits={asked} was asked for and is not granted"));
    }
    Ok(CompressionParameters {
        server_no_context_takeover: server_no_takeover,
        // Binding for us once offered, whether or not the server repeats it.
        client_no_context_takeover: client_no_takeover || offered.client_no_context_takeover,
        server_max_window_bits: server_bits.unwrap_or(15),
        client_max_window_bits: client_bits.or(offered.client_max_window_bits).unwrap_or(15),
    })
}

/// Sets the flag; true if it was set before.
fn flag(is_set: &mut bool, name: &str, value: Option<&str>) -> Result<bool, String> {
    match value {
        Some(value) => Err(format!("the parameter '{name}' has a value ('{value}')")),
        None => Ok(std::mem::replace(is_set, true)),
    }
}

fn bits(name: &str, value: Option<&str>) -> Result<u8, String> {
    let Some(value) = value else { return Err(format!("the parameter '{name}' has no value")) };
    match value {
        "8" | "9" | "10" | "11" | "12" | "13" | "14" | "15" => Ok(value.parse().unwrap_or(15)),
        _ => Err(format!("{name} is '{value}', which is not 8 to 15")),
    }
}

fn unquoted(value: &str) -> &str {
    value.strip_prefix('"').and_then(|v| v.strip_suffix('"')).unwrap_or(value)
}

impl CompressionParameters {
    /// Whether the peer keeps its window between messages; `role` is ours.
    pub fn context_takeover(&self, role: Role) -> bool {
        match role {
            Role::Client => !self.server_no_context_takeover,
            Role::Server => !self.client_no_context_takeover,
        }
    }

    /// A decompressor for the peer's messages; `role` is ours. zlib-rs always has a 32 KiB window, so a peer that refers
    /// farther back than negotiated is still understood.
    pub(super) fn inflate(&self, role: Role) -> Inflate {
        let window_bits = match role {
            Role::Client => self.server_max_window_bits,
            Role::Server => self.client_max_window_bits,
        };
        Inflate::new(false, window_bits)
    }

    /// A compressor for our messages. zlib does not support a window of 256 bytes; run-length encoding refers only to the
    /// previous byte, so it fits any window at a lower ratio.
    pub(super) fn deflate(&self) -> Deflate {
        let (bits, strategy) = match self.client_max_window_bits {
            8 => (9, Strategy::Rle),
            bits => (bits, Strategy::Default),
        };
        let window_bits = -i32::from(bits);
        Deflate::new_with_config(DeflateConfig { window_bits, strategy, ..Default::default() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: CompressionOffer = CompressionOffer {
        server_no_context_takeover: false,
        client_no_context_takeover: false,
        server_max_window_bits: None,
        client_max_window_bits: None,
    };

    #[test]
    fn the_offer_lists_the_requested_parameters() {
        assert_eq!(offer(&PLAIN), "permessage-deflate; client_max_window_bits");
        let all = CompressionOffer {
            server_no_context_takeover: true,
            client_no_context_takeover: true,
            server_max_window_bits: Some(9),
            client_max_window_bits: Some(8),
        };
        assert_eq!(
            offer(&all),
            "permessage-deflate; server_no_context_takeover; client_no_context_takeover; \
             server_max_window_bits=9; client_max_window_bits=8"
        );
    }

    #[test]
    fn valid_answers_are_accepted() {
        let agreed = agree(&PLAIN, "permessage-deflate").expect("the shortest");
        assert_eq!((agreed.server_max_window_bits, agreed.client_max_window_bits), (15, 15));
        let answer = "Permessage-Deflate; server_no_context_takeover ; client_max_window_bits=\"8\";server_max_window_bits=10";
        let agreed = agree(&PLAIN, answer).expect("more than was offered");
        assert!(agreed.server_no_context_takeover && !agreed.client_no_context_takeover);
        assert_eq!((agreed.server_max_window_bits, agreed.client_max_window_bits), (10, 8));
        let ours = CompressionOffer { client_no_context_takeover: true, ..PLAIN };
        let ours = CompressionOffer { client_max_window_bits: Some(9), ..ours };
        let agreed = agree(&ours, "permessage-deflate").expect("hints need no answer");
        assert!(agreed.client_no_context_takeover);
        assert_eq!(agreed.client_max_window_bits, 9);
    }

    #[test]
    fn invalid_answers_are_rejected() {
        let limited = CompressionOffer { server_max_window_bits: Some(10), ..PLAIN };
        let no_takeover = CompressionOffer { server_no_context_takeover: true, ..PLAIN };
        let narrow = CompressionOffer { client_max_window_bits: Some(9), ..PLAIN };
        for (offered, answer, word) in [
            (&PLAIN, "x-deflate", "not offered"),
            (&PLAIN, "permessage-deflate; x", "unknown"),
            (&PLAIN, "permessage-deflate; server_max_window_bits", "no value"),
            (&PLAIN, "permessage-deflate; client_max_window_bits", "no value"),
            (&PLAIN, "permessage-deflate; server_max_window_bits=7", "8 to 15"),
            (&PLAIN, "permessage-deflate; server_max_window_bits=16", "8 to 15"),
            (&PLAIN, "permessage-deflate; server_max_window_bits=010", "8 to 15"),
            (&PLAIN, "permessage-deflate; server_no_context_takeover=1", "has a value"),
            (
                &PLAIN,
                "permessage-deflate; client_no_context_takeover; client_no_context_takeover",
                "twice",
            ),
            (&limited, "permessage-deflate", "not granted"),
            (&limited, "permessage-deflate; server_max_window_bits=11", "10 at most"),
            (&no_takeover, "permessage-deflate", "not granted"),
            (&narrow, "permessage-deflate; client_max_window_bits=10", "9 at most"),
        ] {
            let error = agree(offered, answer).expect_err(answer);
            assert!(error.contains(word), "{answer}: {error}");
        }
    }
}
