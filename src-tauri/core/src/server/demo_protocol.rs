//! The demo server's protocol, described in the [parent module](super). Pure: messages in, messages out.

use serde_json::{Value, json};

use super::{FREE, LOGIN, LOGIN_REFUSED, PUSH, SERVICES, UNKNOWN};
use crate::packet::json::{Style, write};

/// A message in either direction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DemoMessage {
    /// A text message.
    Text(String),
    /// A binary message.
    Binary(Vec<u8>),
    /// Closes the connection; only the server sends it.
    Close(u16, &'static str),
}

/// The state of one client.
#[derive(Debug)]
pub struct DemoClient {
    echo: bool,
    logged_in: bool,
    services: Vec<String>,
    /// Index of the service that pushes next.
    turn: usize,
    /// Sequence number of the last push; the first is 1.
    sequence: i64,
}

impl DemoClient {
    /// Creates the state of a client that requested this path.
    pub fn at(path: &str) -> DemoClient {
        let path = path.split('?').next().unwrap_or_default();
        let echo = path.trim_end_matches('/') == "/echo";
        DemoClient { echo, logged_in: false, services: vec![], turn: 0, sequence: 0 }
    }

    /// Handles a client's message and returns the replies.
    pub fn on(&mut self, message: DemoMessage) -> Vec<DemoMessage> {
        match message {
            message if self.echo => vec![message],
            DemoMessage::Text(text) if !self.logged_in => self.login(&text),
            DemoMessage::Binary(_) if !self.logged_in => {
                vec![DemoMessage::Close(4400, "log in first")]
            }
            DemoMessage::Text(text) => vec![DemoMessage::Text(text)],
            DemoMessage::Binary(bytes) => vec![DemoMessage::Binary(self.command(&bytes))],
            DemoMessage::Close(..) => vec![],
        }
    }

    fn login(&mut self, text: &str) -> Vec<DemoMessage> {
        let Ok(Value::Object(login)) = serde_json::from_str(text) else {
            return vec![DemoMessage::Close(4400, "log in first")];
        };
        let reason = match login.get("user_id") {
            Some(Value::String(id)) if !id.is_empty() => {
                self.logged_in = true;
                let role = login.get("role").cloned().unwrap_or(Value::Null);
                let tail = json!({"user_id": id, "role": role});
                return vec![DemoMessage::Binary(reply(
                    LOGIN,
                    write(&tail, Style::Python).as_bytes(),
                ))];
            }
            Some(Value::String(_)) => "user_id is empty",
            Some(_) => "user_id is not a string",
            None => "user_id is missing",
        };
        let tail = write(&json!({"reason": reason}), Style::Python);
        vec![
            DemoMessage::Binary(reply(LOGIN_REFUSED, tail.as_bytes())),
            DemoMessage::Close(4401, "login refused"),
        ]
    }

    fn command(&mut self, bytes: &[u8]) -> Vec<u8> {
        let unknown = |text: String| reply(UNKNOWN, text.as_bytes());
        let Some((head, tail)) = bytes.split_first_chunk::<4>() else {
            return unknown(format!("a command has 4 bytes or more, this has {}", bytes.len()));
        };
        match (i32::from_le_bytes(*head), tail) {
            (SERVICES, tail) => match serde_json::from_slice::<Vec<String>>(tail) {
                Ok(services) => {
                    let accepted = write(&json!(services), Style::Python);
                    self.services = services;
                    self.turn = 0;
                    reply(SERVICES, accepted.as_bytes())
                }
                Err(error) => unknown(format!("command 2 wants a JSON list of names: {error}")),
            },
            (FREE, [flag]) => {
                self.services.clear();
                reply(FREE, &[*flag])
            }
            (FREE, tail) => {
                unknown(format!("command 0 wants one int8 flag, this has {} bytes", tail.len()))
            }
            (command, _) => unknown(format!("unknown command {command}")),
        }
    }

    /// Whether the client has services that push.
    pub fn pushes(&self) -> bool {
        !self.services.is_empty()
    }

    /// Builds the next push, taking the services in turn. `now` is Unix time in seconds.
    pub fn push(&mut self, now: f64) -> Option<Vec<u8>> {
        let name = self.services.get(self.turn)?;
        self.sequence += 1;
        let mut bytes = Vec::with_capacity(20 + name.len());
        bytes.extend(PUSH.to_le_bytes());
        bytes.extend(self.sequence.to_le_bytes());
        bytes.extend(now.to_le_bytes());
        bytes.extend(name.as_bytes());
        self.turn = (self.turn + 1) % self.services.len();
        Some(bytes)
    }
}

fn reply(code: i32, tail: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(4 + tail.len());
    bytes.extend(code.to_le_bytes());
    bytes.extend(tail);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOGGED_IN: &str = r#"{"role": "admin", "user_id": "test1234"}"#;

    fn text(text: &str) -> DemoMessage {
        DemoMessage::Text(text.to_owned())
    }

    fn logged_in() -> DemoClient {
        let mut client = DemoClient::at("/");
        client.on(text(LOGGED_IN));
        client
    }

    #[test]
    fn serves_the_original_scripts_conversation() {
        let mut client = DemoClient::at("/");
        let answer = client.on(text(LOGGED_IN));
        let wanted = b"\x01\0\0\0{\"user_id\": \"test1234\", \"role\": \"admin\"}";
        assert_eq!(answer, [DemoMessage::Binary(wanted.to_vec())]);
        assert_eq!(client.push(1.5), None, "no push before the services are set");
        let set = b"\x02\0\0\0[\"first\", \"test\"]".to_vec();
        assert_eq!(client.on(DemoMessage::Binary(set.clone())), [DemoMessage::Binary(set)]);
        let pushes: Vec<_> = (0..3).filter_map(|_| client.push(1.5)).collect();
        let tails: Vec<_> = pushes.iter().map(|p| &p[20..]).collect();
        assert_eq!(tails, [&b"first"[..], b"test", b"first"]);
        assert_eq!(pushes[2][..12], *b"\x64\0\0\0\x03\0\0\0\0\0\0\0");
        assert_eq!(pushes[0][12..20], 1.5f64.to_le_bytes());
        let free = b"\0\0\0\0\x07".to_vec();
        assert_eq!(client.on(DemoMessage::Binary(free.clone())), [DemoMessage::Binary(free)]);
        assert_eq!(client.push(2.0), None);
    }

    #[test]
    fn a_login_without_a_user_is_refused() {
        for login in [r#"{"role":"admin"}"#, r#"{"user_id":""}"#, r#"{"user_id":5}"#] {
            match &DemoClient::at("/").on(text(login))[..] {
                [DemoMessage::Binary(bytes), DemoMessage::Close(4401, _)] => {
                    assert_eq!(bytes[..4], (-1i32).to_le_bytes());
                    assert!(serde_json::from_slice::<Value>(&bytes[4..]).is_ok());
                }
                other => panic!("{login}: {other:?}"),
            }
        }
    }

    #[test]
    fn a_first_message_that_is_not_a_login_closes_with_4400() {
        for message in [text("hello"), text("[1]"), DemoMessage::Binary(vec![2, 0, 0, 0])] {
            assert!(matches!(DemoClient::at("/").on(message)[..], [DemoMessage::Close(4400, _)]));
        }
    }

    #[test]
    fn invalid_commands_get_an_explanation() {
        let cases = [
            (&b"\x01\x02\x03"[..], "this has 3"),
            (b"\x09\0\0\0", "unknown command 9"),
            (b"\x02\0\0\0{}", "JSON list of names"),
            (b"\0\0\0\0", "one int8 flag"),
        ];
        for (bytes, expected) in cases {
            match &logged_in().on(DemoMessage::Binary(bytes.to_vec()))[..] {
                [DemoMessage::Binary(reply)] => {
                    assert_eq!(reply[..4], (-2i32).to_le_bytes());
                    let tail = std::str::from_utf8(&reply[4..]).expect("UTF-8");
                    assert!(tail.contains(expected), "{tail}");
                }
                other => panic!("{other:?}"),
            }
        }
    }

    #[test]
    fn text_is_echoed_after_login_and_every_message_at_echo() {
        assert_eq!(logged_in().on(text("hi")), [text("hi")]);
        let mut echo = DemoClient::at("/echo?x=1");
        assert_eq!(echo.on(text("Hello world!")), [text("Hello world!")]);
        assert_eq!(echo.on(DemoMessage::Binary(vec![1])), [DemoMessage::Binary(vec![1])]);
    }
}
