//! permessage-deflate as it is offered, answered and agreed on (RFC 7692 section 7.1). Pure.

use std::fmt::Write;

use serde::{Deserialize, Serialize};
use tokio_tungstenite::tungstenite::protocol::Role;
use zlib_rs::{Deflate, DeflateConfig, Inflate, Strategy};

/// Ends a flushed message's deflated bytes; the sender leaves it out (RFC 7692 section 7.2.1).
pub(super) const FLUSH_TAIL: [u8; 4] = [0, 0, 0xff, 0xff];

/// The extension's name.
pub const NAME: &str = "permessage-deflate";

/// What is offered of permessage-deflate (RFC 7692 section 7.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CompressionOffer {
    /// The server is to compress each message by itself.
    pub server_no_context_takeover: bool,
    /// We compress each message by itself.
    pub client_no_context_takeover: bool,
    /// The server's window, 8 to 15; `None` leaves it to the server.
    pub server_max_window_bits: Option<u8>,
    /// Our window, 8 to 15; `None` leaves it to the server.
    pub client_max_window_bits: Option<u8>,
}

/// What is agreed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct CompressionParameters {
    /// The server compresses each message by itself.
    pub server_no_context_takeover: bool,
    /// We compress each message by itself.
    pub client_no_context_takeover: bool,
    /// The server's window: 8 to 15 for 256 bytes to 32 KiB.
    pub server_max_window_bits: u8,
    /// Our window.
    pub client_max_window_bits: u8,
}

/// The offer, as `Sec-WebSocket-Extensions` has it. Without a number, `client_max_window_bits` says that the server may
/// choose our window, as browsers do.
pub fn offer(wanted: &CompressionOffer) -> String {
    let mut text = NAME.to_owned();
    if wanted.server_no_context_takeover {
        text.push_str("; server_no_context_takeover");
    }
    if wanted.client_no_context_takeover {
        text.push_str("; client_no_context_takeover");
    }
    if let Some(bits) = wanted.server_max_window_bits {
        // Writing to a String cannot fail.
        let _ = write!(text, "; server_max_window_bits={bits}");
    }
    match wanted.client_max_window_bits {
        Some(bits) => drop(write!(text, "; client_max_window_bits={bits}")),
        None => text.push_str("; client_max_window_bits"),
    }
    text
}

/// What the server's answer to the offer means; an error says in words what is wrong with it.
pub fn agree(wanted: &CompressionOffer, answer: &str) -> Result<CompressionParameters, String> {
    let mut parts = answer.split(';').map(str::trim);
    match parts.next() {
        Some(name) if name.eq_ignore_ascii_case(NAME) => {}
        other => return Err(format!("'{}' was not offered", other.unwrap_or_default())),
    }
    let (mut server_alone, mut client_alone) = (false, false);
    let (mut server_bits, mut client_bits) = (None, None);
    for part in parts {
        let (name, value) = match part.split_once('=') {
            Some((name, value)) => (name.trim(), Some(unquoted(value.trim()))),
            None => (part, None),
        };
        let twice = match name {
            "server_no_context_takeover" => flag(&mut server_alone, name, value)?,
            "client_no_context_takeover" => flag(&mut client_alone, name, value)?,
            "server_max_window_bits" => server_bits.replace(bits(name, value)?).is_some(),
            "client_max_window_bits" => client_bits.replace(bits(name, value)?).is_some(),
            _ => return Err(format!("the parameter '{name}' is unknown")),
        };
        if twice {
            return Err(format!("the parameter '{name}' is there twice"));
        }
    }
    if wanted.server_no_context_takeover && !server_alone {
        return Err("server_no_context_takeover was asked for and is not granted".to_owned());
    }
    let within = |name: &str, asked: Option<u8>, got: Option<u8>| match (asked, got) {
        (Some(asked), Some(got)) if got > asked => {
            Err(format!("{name} is {got}, but {asked} at most was offered"))
        }
        _ => Ok(()),
    };
    within("server_max_window_bits", wanted.server_max_window_bits, server_bits)?;
    within("client_max_window_bits", wanted.client_max_window_bits, client_bits)?;
    if let (Some(asked), None) = (wanted.server_max_window_bits, server_bits) {
        return Err(format!("server_max_window_bits={asked} was asked for and is not granted"));
    }
    Ok(CompressionParameters {
        server_no_context_takeover: server_alone,
        // What we offered of our own side we keep to, whether or not the server repeats it.
        client_no_context_takeover: client_alone || wanted.client_no_context_takeover,
        server_max_window_bits: server_bits.unwrap_or(15),
        client_max_window_bits: client_bits.or(wanted.client_max_window_bits).unwrap_or(15),
    })
}

/// True where it was there before.
fn flag(seen: &mut bool, name: &str, value: Option<&str>) -> Result<bool, String> {
    match value {
        Some(value) => Err(format!("the parameter '{name}' has a value ('{value}')")),
        None => Ok(std::mem::replace(seen, true)),
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
    /// Whether the peer's messages may refer to earlier ones; `role` is ours.
    pub fn context_takeover(&self, role: Role) -> bool {
        match role {
            Role::Client => !self.server_no_context_takeover,
            Role::Server => !self.client_no_context_takeover,
        }
    }

    /// Inflates what the peer sends; `role` is ours. zlib-rs has 32 KiB of window whatever it is told, so that a peer that
    /// refers farther back than it said is understood all the same.
    pub(super) fn inflate(&self, role: Role) -> Inflate {
        let window_bits = match role {
            Role::Client => self.server_max_window_bits,
            Role::Server => self.client_max_window_bits,
        };
        Inflate::new(false, window_bits)
    }

    /// For what we send. zlib cannot keep to a window of 256 bytes; told to find runs only, it refers to nothing but the
    /// byte before, which keeps to any window and compresses less.
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
    fn an_offer_says_what_the_profile_says() {
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
    fn answers_that_may_be_given() {
        let agreed = agree(&PLAIN, "permessage-deflate").expect("the shortest");
        assert_eq!((agreed.server_max_window_bits, agreed.client_max_window_bits), (15, 15));
        let answer = "Permessage-Deflate; server_no_context_takeover ; client_max_window_bits=\"8\";server_max_window_bits=10";
        let agreed = agree(&PLAIN, answer).expect("more than was asked for");
        assert!(agreed.server_no_context_takeover && !agreed.client_no_context_takeover);
        assert_eq!((agreed.server_max_window_bits, agreed.client_max_window_bits), (10, 8));
        let ours = CompressionOffer { client_no_context_takeover: true, ..PLAIN };
        let ours = CompressionOffer { client_max_window_bits: Some(9), ..ours };
        let agreed = agree(&ours, "permessage-deflate").expect("hints need no answer");
        assert!(agreed.client_no_context_takeover);
        assert_eq!(agreed.client_max_window_bits, 9);
    }

    #[test]
    fn answers_that_may_not() {
        let asked = CompressionOffer { server_max_window_bits: Some(10), ..PLAIN };
        let alone = CompressionOffer { server_no_context_takeover: true, ..PLAIN };
        let narrow = CompressionOffer { client_max_window_bits: Some(9), ..PLAIN };
        for (wanted, answer, word) in [
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
            (&asked, "permessage-deflate", "not granted"),
            (&asked, "permessage-deflate; server_max_window_bits=11", "10 at most"),
            (&alone, "permessage-deflate", "not granted"),
            (&narrow, "permessage-deflate; client_max_window_bits=10", "9 at most"),
        ] {
            let error = agree(wanted, answer).expect_err(answer);
            assert!(error.contains(word), "{answer}: {error}");
        }
    }
}
