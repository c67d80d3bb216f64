//! Reads the call that connects: `websockets.connect`, `websocket.create_connection`, aiohttp's `ws_connect`.

use rustpython_ruff_python_ast::{Expr, ExprCall};
use rustpython_ruff_text_size::Ranged;

use super::actions::ScriptConnection;
use super::formatting::{number_of, path};
use super::script::Script;
use crate::packet::paste::python::eval::PythonValue;
use crate::profile::import::note::ImportNoteCode;

impl<'a> Script<'a, '_> {
    /// Whether a call connects.
    pub(super) fn connects(&self, full: &str, last: &str, call: &ExprCall) -> bool {
        let is_library = full.starts_with("websocket")
            || full.starts_with("aiohttp")
            || full.starts_with("picows");
        match last {
            "connect" | "unix_connect" | "create_connection" | "WebSocketApp" => {
                is_library
                    || call.arguments.args.first().is_some_and(|arg| {
                        matches!(arg, Expr::StringLiteral(text) if text.value.to_str().starts_with("ws"))
                    })
            }
            "ws_connect" => true,
            _ => false,
        }
    }

    /// Whether a call of a name connects.
    pub(super) fn is_connect(&self, call: &ExprCall) -> bool {
        path(&call.func).is_some_and(|path| {
            let full = self.resolved(&path);
            self.connects(&full, full.rsplit('.').next().unwrap_or(&full), call)
        })
    }

    pub(super) fn connect(&mut self, call: &'a ExprCall) {
        let line = self.line(call.range);
        let mut found = ScriptConnection { file: self.file, line, ..ScriptConnection::default() };
        let url = call
            .arguments
            .find_argument_value("uri", 0)
            .or_else(|| call.arguments.find_argument_value("url", 0));
        match url.and_then(|url| self.run(url)) {
            Some(PythonValue::Str(url)) => found.url = url,
            Some(PythonValue::Unknown(name)) => found.url = format!("{{{{{name}}}}}"),
            _ => {
                let text = "the URL is not understood; {{url}} stands in its place";
                self.note(call.range, ImportNoteCode::NotUnderstood, text);
                found.url = "{{url}}".to_owned();
            }
        }
        for keyword in &call.arguments.keywords {
            let name = keyword.arg.as_ref().map_or("**", |name| name.as_str());
            if matches!(name, "uri" | "url") {
                continue;
            }
            if !self.option(name, &keyword.value, &mut found) {
                let text = format!("the argument {name} of connect is not carried over");
                self.note(keyword.range, ImportNoteCode::NotCarriedOver, text);
            }
        }
        match &self.connection {
            None => self.connection = Some(found),
            Some(first) if first.url == found.url => {}
            Some(_) => {
                let text = "a second connection to another URL; its messages are carried over into the same scenario";
                self.note(call.range, ImportNoteCode::CarriedOverDifferently, text);
            }
        }
    }

    /// Reads a keyword argument; whether all of it was carried over.
    fn option(&mut self, name: &str, expr: &'a Expr, found: &mut ScriptConnection) -> bool {
        if name == "ssl" {
            return self.ssl(expr, found);
        }
        if matches!(name, "on_open" | "on_message" | "on_close" | "on_error") {
            return name == "on_open" && self.on_open(expr);
        }
        let value = self.run(expr);
        let number = value.as_ref().and_then(number_of);
        let text = |value: &PythonValue| match value {
            PythonValue::Str(text) => Some(text.clone()),
            PythonValue::Unknown(name) => Some(format!("{{{{{name}}}}}")),
            PythonValue::Number(digits) => Some(digits.clone()),
            _ => None,
        };
        match (name, value) {
            ("additional_headers" | "extra_headers" | "header" | "headers", Some(value)) => {
                let pairs = match value {
                    PythonValue::Dict(entries) => entries,
                    PythonValue::List(items) => items.iter().filter_map(header_pair).collect(),
                    _ => return false,
                };
                for (name, value) in pairs {
                    let Some(value) = text(&value) else { return false };
                    found.headers.push((name, value));
                }
                true
            }
            ("subprotocols" | "protocols", Some(PythonValue::List(names))) => {
                found.subprotocols = names.iter().filter_map(text).collect();
                found.subprotocols.len() == names.len()
            }
            ("origin", Some(value)) => {
                found.origin = text(&value);
                found.origin.is_some()
            }
            ("user_agent_header", Some(PythonValue::None)) => {
                found.user_agent = Some(None);
                true
            }
            ("user_agent_header", Some(value)) => {
                found.user_agent = Some(text(&value));
                matches!(found.user_agent, Some(Some(_)))
            }
            ("server_hostname", Some(value)) => {
                found.server_name = text(&value);
                found.server_name.is_some()
            }
            ("ping_interval", Some(PythonValue::None)) | ("max_size", Some(PythonValue::None)) => {
                true
            }
            ("ping_interval" | "heartbeat", _) if number.is_some() => {
                found.ping_interval = number;
                true
            }
            ("ping_timeout", _) if number.is_some() => {
                found.ping_timeout = number;
                true
            }
            ("open_timeout" | "timeout", _) if number.is_some() => {
                found.open_timeout = number;
                true
            }
            ("close_timeout", _) if number.is_some() => {
                found.close_timeout = number;
                true
            }
            ("max_size" | "max_msg_size", _) if number.is_some_and(|number| number >= 0.0) => {
                found.max_size = number.map(|number| number as u64);
                true
            }
            ("compression", Some(PythonValue::None)) => {
                found.compression = Some(false);
                true
            }
            ("compression", Some(PythonValue::Str(name))) => {
                found.compression = Some(name == "deflate");
                true
            }
            ("proxy", Some(PythonValue::None)) => {
                found.proxy = Some(None);
                true
            }
            ("proxy", Some(PythonValue::Bool(true))) => true,
            ("proxy", Some(PythonValue::Str(url))) => {
                found.proxy = Some(Some(url));
                true
            }
            ("max_queue" | "write_limit" | "loop" | "logger" | "autoclose" | "autoping", _) => true,
            _ => false,
        }
    }

    /// `ssl=…`: verification, as far as the source says it.
    fn ssl(&mut self, expr: &'a Expr, found: &mut ScriptConnection) -> bool {
        if matches!(expr, Expr::BooleanLiteral(truth) if truth.value)
            || matches!(expr, Expr::NoneLiteral(_))
        {
            return true;
        }
        let all = self.lines.get(self.file).map_or("", |lines| lines.whole());
        let name = path(expr).unwrap_or_default();
        let source = self.source(expr.range());
        if source.contains("_create_unverified_context") {
            found.verify = Some(false);
            return true;
        }
        let context = format!("{name}.");
        let lines: Vec<&str> =
            all.lines().filter(|line| !name.is_empty() && line.contains(&context)).collect();
        let unverified = all.lines().any(|line| {
            !name.is_empty()
                && line.contains(&format!("{name} ="))
                && line.contains("_create_unverified_context")
        });
        if unverified
            || lines.iter().any(|line| line.contains("verify_mode") && line.contains("CERT_NONE"))
        {
            found.verify = Some(false);
        }
        let files = lines
            .iter()
            .any(|line| line.contains("load_verify_locations") || line.contains("load_cert_chain"));
        if files {
            let text = "the files of the TLS context are not carried over; name them in the profile's TLS settings";
            self.note(expr.range(), ImportNoteCode::NotCarriedOver, text);
        }
        true
    }

    /// Follows the callback of `WebSocketApp` that runs when the connection is open.
    fn on_open(&mut self, expr: &'a Expr) -> bool {
        let Some(path) = path(expr) else { return false };
        let last = path.rsplit('.').next().unwrap_or_default();
        let Some((name, _)) = self.declarations.functions.get_key_value(last) else { return false };
        self.follow(name, Vec::new(), &[], path != last, expr.range());
        true
    }
}

/// `("Name", value)` or `"Name: value"`.
fn header_pair(item: &PythonValue) -> Option<(String, PythonValue)> {
    match item {
        PythonValue::List(pair) => match pair.as_slice() {
            [PythonValue::Str(name), value] => Some((name.clone(), value.clone())),
            _ => None,
        },
        PythonValue::Str(line) => {
            let (name, value) = line.split_once(':')?;
            Some((name.trim().to_owned(), PythonValue::Str(value.trim().to_owned())))
        }
        _ => None,
    }
}
