//! Follows calls: the script's own functions, those of asyncio that run them, and what acts on a connection.

use rustpython_ruff_python_ast::{Expr, ExprCall};
use rustpython_ruff_text_size::TextRange;

use super::actions::ScriptAction;
use super::formatting::{number_of, path};
use super::script::{Flow, MAX_ACTIONS, MAX_CALLS, Script};
use crate::packet::paste::python::eval::PythonValue;
use crate::packet::paste::python::json_dumps;
use crate::packet::paste::python::parse::PythonExpr;
use crate::packet::paste::python::payload_pieces::draft;
use crate::profile::import::note::ImportNoteCode;

/// Functions that run the coroutines which they are given.
const RUNNERS: [&str; 13] = [
    "run",
    "run_until_complete",
    "gather",
    "wait",
    "create_task",
    "ensure_future",
    "wait_for",
    "shield",
    "as_completed",
    "run_coroutine_threadsafe",
    "timeout_at",
    "run_sync",
    "complete",
];
/// Methods that send their argument.
const SENDERS: [&str; 9] = [
    "send",
    "send_binary",
    "send_bytes",
    "send_text",
    "send_str",
    "sendMessage",
    "send_json",
    "send_message",
    "write_message",
];
/// Methods that receive.
const RECEIVERS: [&str; 7] = [
    "recv",
    "receive",
    "recv_data",
    "receive_str",
    "receive_bytes",
    "receive_json",
    "recv_streaming",
];
/// Stands for the library's connection as a value.
const CONNECTION: &str = "websocket";
/// Methods that only change text, whose absence would change what is sent without a word.
const UNSUPPORTED_METHODS: [&str; 1] = ["format"];

impl<'a> Script<'a, '_> {
    /// The full path of a name that was imported.
    pub(super) fn resolved(&self, path: &str) -> String {
        let (root, rest) = path.split_once('.').map_or((path, ""), |(root, rest)| (root, rest));
        match self.declarations.imports.get(root) {
            Some(full) if rest.is_empty() => full.clone(),
            Some(full) => format!("{full}.{rest}"),
            None => path.to_owned(),
        }
    }

    pub(super) fn call(&mut self, call: &'a ExprCall) -> Option<PythonValue> {
        let args = &call.arguments.args;
        let Some(path) = path(&call.func) else { return self.method_of_value(call) };
        let root = path.split('.').next().unwrap_or_default();
        let last = path.rsplit('.').next().unwrap_or_default();
        let is_imported = self.declarations.imports.contains_key(root);
        let full = self.resolved(&path);
        // `connect as open_socket` connects.
        let last = if is_imported { full.rsplit('.').next().unwrap_or(last) } else { last };
        if !is_imported {
            if let Some((name, _)) = self.declarations.functions.get_key_value(last)
                && !self.running.contains(name)
                && !self.is_on_connection(&path)
            {
                return self.own_function(name, call, path != last);
            }
            if path == last && self.declarations.classes.contains(last) {
                if let Some((name, _)) = self.declarations.functions.get_key_value("__init__") {
                    self.own_function(name, call, true);
                }
                return Some(PythonValue::Unknown(last.to_owned()));
            }
        }
        match last {
            _ if full == "struct.Struct" => return self.run(args.first()?),
            "sleep" => {
                if let Some(seconds) =
                    args.first().and_then(|arg| self.run(arg)).as_ref().and_then(number_of)
                {
                    self.act(ScriptAction::Wait(seconds));
                } else {
                    self.note(
                        call.range,
                        ImportNoteCode::NotUnderstood,
                        "the length of this wait is not understood",
                    );
                }
                return Some(PythonValue::None);
            }
            _ if self.connects(&full, last, call) => {
                self.connect(call);
                return Some(PythonValue::Unknown(CONNECTION.to_owned()));
            }
            _ if SENDERS.contains(&last) && path != last => return self.send(call, last),
            _ if RECEIVERS.contains(&last) && path != last => {
                self.receives(call.range);
                return Some(PythonValue::Unknown("received".to_owned()));
            }
            "close" | "aclose" if path != last => {
                self.close(call);
                return Some(PythonValue::None);
            }
            _ if RUNNERS.contains(&last) && path != last
                || is_imported && RUNNERS.contains(&last) =>
            {
                let mut value = None;
                let limit = if last == "wait_for" { 1 } else { args.len() };
                for argument in args.iter().take(limit) {
                    value = match argument {
                        Expr::Starred(starred) => self.run(&starred.value),
                        argument => self.run(argument),
                    };
                }
                return value;
            }
            _ if !is_imported && path != last && self.unknown_helper(last, call) => {
                return Some(PythonValue::None);
            }
            _ => {}
        }
        if UNSUPPORTED_METHODS.contains(&last) || last == "join" || last == "to_bytes" {
            return self.method_of_value(call);
        }
        let converted = self.converted_call(PythonExpr::Name(full), call)?;
        self.evaluate(&converted)
    }

    /// Whether a method belongs to the library's connection, not to a class of the script that has one of that name.
    fn is_on_connection(&self, path: &str) -> bool {
        let Some((object, _)) = path.rsplit_once('.') else { return false };
        let plain = object.strip_prefix("self.").unwrap_or(object);
        let last = plain.rsplit('.').next().unwrap_or(plain);
        let value = self.names.get(plain).or_else(|| self.names.get(last));
        matches!(value, Some(PythonValue::Unknown(name)) if name == CONNECTION)
    }

    pub(super) fn converted_call(
        &mut self,
        of: PythonExpr,
        call: &'a ExprCall,
    ) -> Option<PythonExpr> {
        let args = self.converted(&call.arguments.args)?;
        let mut named = Vec::new();
        for keyword in &call.arguments.keywords {
            named.push((keyword.arg.as_ref()?.as_str().to_owned(), self.convert(&keyword.value)?));
        }
        Some(PythonExpr::Call { of: Box::new(of), args, named })
    }

    /// Follows a function of the script.
    fn own_function(
        &mut self,
        name: &'a str,
        call: &'a ExprCall,
        on_object: bool,
    ) -> Option<PythonValue> {
        let args: Vec<Option<PythonValue>> =
            call.arguments.args.iter().map(|arg| self.run(arg)).collect();
        let mut named: Vec<(&str, Option<PythonValue>)> = Vec::new();
        for keyword in &call.arguments.keywords {
            let value = self.run(&keyword.value);
            if let Some(name) = &keyword.arg {
                named.push((name.as_str(), value));
            }
        }
        self.follow(name, args, &named, on_object, call.range)
    }

    /// Follows a function with these arguments.
    pub(super) fn follow(
        &mut self,
        name: &'a str,
        args: Vec<Option<PythonValue>>,
        named: &[(&str, Option<PythonValue>)],
        on_object: bool,
        range: TextRange,
    ) -> Option<PythonValue> {
        let function = *self.declarations.functions.get(name)?;
        if self.running.len() >= MAX_CALLS {
            self.note(range, ImportNoteCode::NotUnderstood, "calls nest too deeply to follow");
            return None;
        }
        self.called.insert(name);
        self.running.push(name);
        self.scopes.push(Default::default());
        let parameters = &function.definition.parameters;
        let skipped = usize::from(function.is_method && (on_object || name == "__init__"));
        let mut args = args.into_iter();
        for parameter in parameters
            .posonlyargs
            .iter()
            .chain(&parameters.args)
            .skip(skipped)
            .chain(&parameters.kwonlyargs)
        {
            let own = parameter.parameter.name.as_str();
            let is_positional =
                !parameters.kwonlyargs.iter().any(|only| only.parameter.name.as_str() == own);
            let by_name =
                named.iter().find(|(name, _)| *name == own).map(|(_, value)| value.clone());
            let given = match by_name {
                Some(value) => Some(value),
                None if is_positional => args.next(),
                None => None,
            };
            let value = match (given, &parameter.default) {
                (Some(value), _) => value,
                (None, Some(default)) => self.run(default),
                (None, None) => None,
            };
            self.bind(own, value, range);
        }
        let file = std::mem::replace(&mut self.file, function.file);
        let flow = self.body(&function.definition.body);
        self.file = file;
        for (name, before) in self.scopes.pop().unwrap_or_default() {
            self.names.undefine(&name);
            if let Some(before) = before {
                self.names.define(name, before);
            }
        }
        self.running.pop();
        match flow {
            Flow::Return(value) => value,
            _ => Some(PythonValue::None),
        }
    }

    pub(super) fn act(&mut self, action: ScriptAction) {
        if self.actions.len() < MAX_ACTIONS {
            self.actions.push(action);
        }
    }

    /// `send(value)`: what is sent, under the name of the variable that held it.
    fn send(&mut self, call: &'a ExprCall, method: &str) -> Option<PythonValue> {
        let argument = call
            .arguments
            .args
            .first()
            .or_else(|| call.arguments.keywords.first().map(|keyword| &keyword.value))?;
        let name = match argument {
            Expr::Name(name) => name.id.as_str().to_owned(),
            Expr::Attribute(attribute) => attribute.attr.as_str().to_owned(),
            // `json.dumps(login)` is about `login`.
            Expr::Call(inner) => match inner.arguments.args.first() {
                Some(Expr::Name(name)) => name.id.as_str().to_owned(),
                _ => String::new(),
            },
            _ => String::new(),
        };
        let value = self.run(argument);
        self.send_value(name, value, method, call.range);
        Some(PythonValue::None)
    }

    fn send_value(
        &mut self,
        name: String,
        value: Option<PythonValue>,
        method: &str,
        range: TextRange,
    ) {
        let is_json = method == "send_json";
        let value = match value {
            Some(value @ (PythonValue::Dict(_) | PythonValue::List(_)))
                if is_json || matches!(value, PythonValue::Dict(_)) =>
            {
                json_dumps::dumps(&value, &[])
            }
            Some(PythonValue::Unknown(name)) => Some(PythonValue::Str(format!("{{{{{name}}}}}"))),
            other => other,
        };
        let is_dict = matches!(&value, Some(PythonValue::Dumped(text, _)) if text.starts_with('{'));
        // A parameter of a helper says less than the variable that the caller used.
        let name = self.outer_name(name);
        match value.and_then(draft) {
            Some(message) => self.act(ScriptAction::Send { name, message, is_dict }),
            None => {
                let source: String = self.source(range).chars().take(80).collect();
                let text =
                    format!("what is sent here is not understood and not carried over: {source}");
                self.note(range, ImportNoteCode::NotUnderstood, text);
            }
        }
    }

    /// The name of the variable outside of all helper functions that holds the same value.
    fn outer_name(&self, name: String) -> String {
        let Some(value) = self.names.get(&name) else { return name };
        let is_parameter = self.scopes.iter().any(|scope| scope.contains_key(&name));
        if !is_parameter {
            return name;
        }
        let outer = self.names.iter().find(|(other, known)| {
            !other.starts_with('$')
                && *known == value
                && !self.scopes.iter().any(|scope| scope.contains_key(*other))
        });
        outer.map_or(name, |(other, _)| other.clone())
    }

    /// A method that the script does not define, with a name that says what it does.
    fn unknown_helper(&mut self, method: &str, call: &'a ExprCall) -> bool {
        let lower = method.to_ascii_lowercase();
        let Some(argument) = call.arguments.args.first() else {
            return lower.contains("recv");
        };
        if lower.contains("recv") {
            return true;
        }
        if lower.contains("connect") {
            if let Some(PythonValue::Str(url)) = self.run(argument)
                && url.starts_with("ws")
            {
                self.connect(call);
                self.taken_for(call.range, method, "connecting");
                return true;
            }
            return false;
        }
        if !lower.contains("send") {
            return false;
        }
        let name = match argument {
            Expr::Name(name) => name.id.as_str().to_owned(),
            _ => String::new(),
        };
        let value = self.run(argument);
        self.taken_for(call.range, method, "sending its argument");
        self.send_value(name, value, "send_json", call.range);
        true
    }

    fn taken_for(&mut self, range: TextRange, method: &str, what: &str) {
        let text = format!("{method} is not defined in the script; it was taken for {what}");
        self.note(range, ImportNoteCode::CarriedOverDifferently, text);
    }

    /// The script waits for a message here.
    pub(super) fn receives(&mut self, range: TextRange) {
        let text = "the script receives here; everything that arrives is recorded, and no step waits for it";
        self.note(range, ImportNoteCode::CarriedOverDifferently, text);
    }

    fn close(&mut self, call: &'a ExprCall) {
        let (code, reason) = (
            call.arguments.find_argument_value("code", 0),
            call.arguments.find_argument_value("reason", 1),
        );
        if code.is_none() && reason.is_none() {
            return;
        }
        let code = code.and_then(|code| self.run(code)).as_ref().and_then(number_of);
        let code = code.filter(|code| (0.0..=65535.0).contains(code)).map(|code| code as u16);
        let reason = match reason.and_then(|reason| self.run(reason)) {
            Some(PythonValue::Str(reason)) => Some(reason),
            _ => None,
        };
        self.act(ScriptAction::Close { code, reason });
    }
}
