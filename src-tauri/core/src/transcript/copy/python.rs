//! Generates a Python program for `websockets` (15 or later) that connects as the profile does and
//! sends the rows.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::code_action::{CodeAction, python_lines};
use super::target::{CopyTarget, ProxyForTool};
use super::template::Template;
use crate::packet::escape::python_text;
use crate::profile::duration;

/// Wraps `body`, lines that use `websocket` and are indented by four spaces, into a program. A
/// comment mentions `left_out` rows.
pub(super) fn program(target: &CopyTarget, body: &str, left_out: usize) -> String {
    let mut program = Program::default();
    program.connection(target);
    program.write(body, left_out)
}

/// A program that does a scenario's actions and prints what it receives meanwhile. Its first argument, if there is one,
/// is a URL to use instead.
pub(super) fn scenario_program(target: &CopyTarget, actions: &[CodeAction]) -> String {
    let mut program = Program::default();
    program.connection(target);
    let mut body = String::from(
        "    threading.Thread(target=receive, args=[websocket], daemon=True).start()\n",
    );
    body.push_str(&python_lines(actions, &mut |template| program.text(template)));
    for (word, line) in
        [("json.", "import json"), ("struct.", "import struct"), ("time.", "import time")]
    {
        if body.contains(word) {
            program.imports.insert(line);
        }
    }
    program.imports.insert("from websockets.exceptions import ConnectionClosedError");
    program.imports.insert("import sys");
    program.imports.insert("import threading");
    if let Some(url) = program.arguments.first_mut() {
        let _ = writeln!(program.before, "url = sys.argv[1] if len(sys.argv) > 1 else {url}");
        "url".clone_into(url);
    }
    // The library refuses a context for ws://.
    for argument in &mut program.arguments {
        if argument == "ssl=context" || argument.starts_with("server_hostname=") {
            argument.push_str(" if url.startswith(\"wss:\") else None");
        }
    }
    program.before.push_str(RECEIVE);
    program.write(&body, 0)
}

/// Prints what is received until the connection ends.
const RECEIVE: &str = "


def receive(websocket):
    try:
        for message in websocket:
            print(message, flush=True)
    except ConnectionClosedError:
        pass  # closed with another code than 1000 or 1001

";

#[derive(Default)]
struct Program {
    imports: BTreeSet<&'static str>,
    /// Statements before the connection is opened.
    before: String,
    arguments: Vec<String>,
    notes: Vec<String>,
    variables: BTreeSet<String>,
    path: Option<String>,
    has_socks: bool,
}

impl Program {
    /// A template as a Python expression.
    fn text(&mut self, template: &Template) -> String {
        template.expression(python_text, |name, encoded| {
            self.imports.insert("import os");
            self.variables.insert(name.to_owned());
            let value = format!("os.environ[{}]", python_text(name));
            if !encoded {
                return value;
            }
            self.imports.insert("from urllib.parse import quote");
            format!("quote({value}, safe=\"\")")
        })
    }

    fn file(&mut self, name: &str) -> String {
        self.text(&Template::of(name))
    }

    fn argument(&mut self, name: &str, value: impl std::fmt::Display) {
        self.arguments.push(format!("{name}={value}"));
    }

    fn connection(&mut self, target: &CopyTarget) {
        let connection = target.connection();
        let url = self.text(&target.url());
        self.arguments.push(url);
        self.request(target);
        self.network(target);
        if target.is_secure() {
            self.tls(target);
        }
        match connection.compression.offer {
            false => self.argument("compression", "None"),
            true => self.compression(target),
        }
        match connection.keep_alive.ping_every.as_deref().map(duration::parse) {
            Some(Ok(every)) => {
                self.argument("ping_interval", every.as_secs_f64());
                if let Ok(within) = duration::parse(&connection.keep_alive.pong_within) {
                    self.argument("ping_timeout", within.as_secs_f64());
                }
            }
            _ => self.argument("ping_interval", "None"),
        }
        self.argument("max_size", "None");
        self.imports.insert("import os");
        // The library counts attempts, not redirects.
        let attempts = match target.redirects() {
            redirects if redirects.follow => u32::from(redirects.max) + 1,
            _ => 1,
        };
        let _ = writeln!(
            self.before,
            "os.environ[\"WEBSOCKETS_MAX_REDIRECTS\"] = \"{attempts}\"  # {}",
            match attempts {
                1 => "a redirect is not followed",
                _ => "the first attempt, and redirects",
            }
        );
        for what in target.unsupported() {
            self.notes
                .push(format!("Not carried over, since websockets has no such setting: {what}."));
        }
    }

    /// Arguments of the upgrade request.
    fn request(&mut self, target: &CopyTarget) {
        let mut pairs = Vec::new();
        if let Some((user, password)) = target.basic() {
            self.imports.insert("import base64");
            let (user, password) = (self.text(&user), self.text(&password));
            let joined = format!("({user} + \":\" + {password}).encode()");
            pairs.push(format!(
                "(\"Authorization\", \"Basic \" + base64.b64encode({joined}).decode())"
            ));
        }
        for (name, value) in target.headers() {
            let value = self.text(&value);
            pairs.push(format!("({}, {value})", python_text(&name)));
        }
        if !pairs.is_empty() {
            self.argument("additional_headers", format!("[{}]", pairs.join(", ")));
        }
        let names: Vec<_> = target.subprotocols().iter().map(|name| self.text(name)).collect();
        if !names.is_empty() {
            self.argument("subprotocols", format!("[{}]", names.join(", ")));
        }
        if let Some(origin) = target.origin() {
            let origin = self.text(&origin);
            self.argument("origin", origin);
        }
        let own_agent = target.header("User-Agent").is_some();
        if target.connection().user_agent.as_deref() == Some("") && !own_agent {
            self.argument("user_agent_header", "None");
        }
        if target.header("Host").is_some() {
            let what = "Not carried over, since websockets writes the Host field itself: Host.";
            self.notes.push(what.to_owned());
        }
    }

    fn network(&mut self, target: &CopyTarget) {
        if let Some(path) = &target.connection().unix_socket {
            let path = self.file(path);
            self.path = Some(path);
            return;
        }
        match target.proxy() {
            ProxyForTool::System => {}
            ProxyForTool::None => {
                self.argument("proxy", "None");
                if let Some((address, port)) = target.resolved() {
                    self.imports.insert("import socket");
                    self.argument(
                        "sock",
                        format!("socket.create_connection((\"{address}\", {port}))"),
                    );
                }
            }
            ProxyForTool::Manual { scheme, address, user } => {
                let is_socks = scheme == "socks5";
                self.has_socks |= is_socks;
                // The proxy resolves names, as in Wirelark.
                let scheme = if is_socks { "socks5h" } else { scheme.as_str() };
                let url = Template::of_proxy(scheme, &address, user.as_ref());
                let url = self.text(&url);
                self.argument("proxy", url);
                if !target.connection().proxy.no_proxy.is_empty() {
                    let what = "Not carried over: the hosts to reach without the proxy, of which this is none.";
                    self.notes.push(what.to_owned());
                }
            }
        }
        if matches!(target.proxy(), ProxyForTool::System) && target.resolved().is_some() {
            let what =
                "Not carried over, since there may be a proxy: addresses for names (resolve).";
            self.notes.push(what.to_owned());
        }
    }

    fn tls(&mut self, target: &CopyTarget) {
        let tls = &target.connection().tls;
        self.imports.insert("import ssl");
        self.before.push_str("context = ssl.create_default_context()\n");
        if !tls.verify {
            self.before.push_str("context.check_hostname = False\n");
            self.before.push_str("context.verify_mode = ssl.CERT_NONE\n");
        }
        for name in &tls.ca_files {
            let name = self.file(name);
            let _ = writeln!(self.before, "context.load_verify_locations({name})");
        }
        if tls.min_version == crate::profile::model::TlsVersion::V13 {
            self.before.push_str("context.minimum_version = ssl.TLSVersion.TLSv1_3\n");
        }
        if let Some(own) = target.certificate() {
            let chain = match (&own.cert_file, &own.p12_file) {
                (Some(certificate), _) => {
                    let key = own.key_file.as_ref().unwrap_or(certificate);
                    format!("{}, {}", self.file(certificate), self.file(key))
                }
                (None, file) => {
                    let file = self.file(file.as_deref().unwrap_or_default());
                    self.notes.push(format!(
                        "Python reads no PKCS#12. Make client.pem of {file}: openssl pkcs12 -in FILE -nodes -out client.pem"
                    ));
                    "\"client.pem\"".to_owned()
                }
            };
            let _ = writeln!(self.before, "context.load_cert_chain({chain})");
        }
        self.argument("ssl", "context");
        if let Some(name) = &tls.server_name {
            let name = self.text(&Template::of(name));
            self.argument("server_hostname", name);
        }
    }

    fn compression(&mut self, target: &CopyTarget) {
        let offer = &target.connection().compression;
        let mut settings = Vec::new();
        for (name, on) in [
            ("server_no_context_takeover", offer.server_no_context_takeover),
            ("client_no_context_takeover", offer.client_no_context_takeover),
        ] {
            if on {
                settings.push(format!("{name}=True"));
            }
        }
        for (name, bits) in [
            ("server_max_window_bits", offer.server_max_window_bits),
            ("client_max_window_bits", offer.client_max_window_bits),
        ] {
            settings.extend(bits.map(|bits| format!("{name}={bits}")));
        }
        if settings.is_empty() {
            return self.argument("compression", "\"deflate\"");
        }
        self.imports.insert(
            "from websockets.extensions.permessage_deflate import ClientPerMessageDeflateFactory",
        );
        self.argument("compression", "None");
        let settings = settings.join(", ");
        self.argument("extensions", format!("[ClientPerMessageDeflateFactory({settings})]"));
    }

    fn write(self, body: &str, left_out: usize) -> String {
        let mut output = String::new();
        if self.has_socks {
            output.push_str("# Needs: pip install websockets python-socks\n");
        }
        if !self.variables.is_empty() {
            let names: Vec<_> = self.variables.into_iter().collect();
            let _ = writeln!(output, "# Set in the environment: {}", names.join(", "));
        }
        for note in self.notes {
            let _ = writeln!(output, "# {note}");
        }
        if left_out > 0 {
            let _ = writeln!(output, "# Received rows are not sent: {left_out} left out.");
        }
        let (plain, named): (Vec<_>, Vec<_>) =
            self.imports.into_iter().partition(|line| line.starts_with("import "));
        for line in plain {
            let _ = writeln!(output, "{line}");
        }
        output.push('\n');
        // Placed before the import of the library, which reads these variables when it is imported.
        let (settings, rest): (Vec<_>, Vec<_>) =
            self.before.lines().partition(|line| line.starts_with("os.environ["));
        for line in settings {
            let _ = writeln!(output, "{line}");
        }
        output.push('\n');
        for line in named {
            let _ = writeln!(output, "{line}");
        }
        let function = if self.path.is_some() { "unix_connect" } else { "connect" };
        let _ = writeln!(output, "from websockets.sync.client import {function}\n");
        for line in &rest {
            let _ = writeln!(output, "{line}");
        }
        if !rest.is_empty() {
            output.push('\n');
        }
        let _ = writeln!(output, "with {function}(");
        for argument in self.path.iter().chain(&self.arguments) {
            let _ = writeln!(output, "    {argument},");
        }
        let _ = writeln!(output, ") as websocket:");
        output.push_str(body);
        output
    }
}
