//! The format of `data/sent/cases/*.json`: what the client sends, and what the server does meanwhile.
//!
//! - `what`: a description.
//! - `profile`: the profile; or `example`: the file name of an example that ships.
//! - `args`: more arguments for `run`.
//! - `first`: answers to requests before the 101 response: each `text`, and whether the server `closes` TCP after it.
//! - `answer`: a header line of the 101 response.
//! - `server`: what the server sends: each `hex` when the client has sent `after` frames.
//!
//! In all strings of `profile`, `args` and `first`, `<port>` is the server's port; in `profile`, a string `@repeat TEXT N` is TEXT N
//! times.

use serde_json::Value;
use wirelark_tests::row::unhex;

pub struct Case {
    profile: Value,
    pub example: Option<String>,
    args: Vec<String>,
    /// Answers before the 101 response, and whether TCP is closed after them.
    pub first: Vec<(String, bool)>,
    /// Header lines of the 101 response, with their line ends.
    pub answer: String,
    pub replies: Vec<Reply>,
}

/// Bytes that the server sends.
pub struct Reply {
    /// Frames from the client to wait for first.
    pub after: usize,
    pub bytes: Vec<u8>,
}

impl Case {
    #[track_caller]
    pub fn parse(json: &str) -> Case {
        let case: Value = serde_json::from_str(json).expect("valid JSON");
        let list = |key: &str| case[key].as_array().cloned().unwrap_or_default();
        let text = |value: &Value| value.as_str().map(str::to_owned);
        Case {
            profile: case["profile"].clone(),
            example: text(&case["example"]),
            args: list("args").iter().map(|arg| text(arg).expect("a string")).collect(),
            first: list("first").iter().map(first).collect(),
            answer: text(&case["answer"]).map_or(String::new(), |line| line + "\r\n"),
            replies: list("server").iter().map(Reply::parse).collect(),
        }
    }

    pub fn profile(&self, port: u16) -> Value {
        let mut profile = self.profile.clone();
        fill(&mut profile, port);
        profile
    }

    pub fn args(&self, port: u16) -> Vec<String> {
        self.args.iter().map(|arg| arg.replace("<port>", &port.to_string())).collect()
    }

    /// Whether a step breaks the protocol on purpose.
    pub fn misbehaves(&self) -> bool {
        self.steps().any(|step| step.get("misbehave").is_some())
    }

    /// The types of the misbehaviours that send bytes, in order.
    pub fn misbehaviours(&self) -> Vec<&str> {
        let types = self.steps().filter_map(|step| step["misbehave"]["type"].as_str());
        types.filter(|name| !["no_pong", "half_close"].contains(name)).collect()
    }

    /// Whether the server sends a Close of its own accord.
    pub fn closes(&self) -> bool {
        self.replies.iter().any(|reply| reply.bytes[0] == 0x88)
    }

    fn steps(&self) -> impl Iterator<Item = &Value> {
        self.profile["scenarios"][0]["steps"].as_array().into_iter().flatten()
    }
}

impl Reply {
    fn parse(reply: &Value) -> Reply {
        let after = reply["after"].as_u64().expect("a number") as usize;
        Reply { after, bytes: unhex(reply["hex"].as_str().expect("a string")) }
    }
}

fn first(answer: &Value) -> (String, bool) {
    let text = answer["text"].as_str().expect("a string");
    (text.to_owned(), answer["closes"].as_bool().expect("a boolean"))
}

fn fill(value: &mut Value, port: u16) {
    match value {
        Value::String(text) => {
            *text = text.replace("<port>", &port.to_string());
            if let Some(rest) = text.strip_prefix("@repeat ") {
                let (unit, times) = rest.rsplit_once(' ').expect("@repeat TEXT N");
                *text = unit.repeat(times.parse().expect("a number"));
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| fill(item, port)),
        Value::Object(entries) => entries.values_mut().for_each(|item| fill(item, port)),
        _ => {}
    }
}
