//! Generates a Node program for `ws` (8 or later).

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::code_action::CodeAction;
use super::target::{CopyTarget, ProxyForTool};
use super::template::Template;
use crate::packet::hex;
use crate::text::is_invisible;

/// A JavaScript string literal.
fn quoted(text: &str) -> String {
    let json = serde_json::Value::from(text).to_string();
    let mut out = String::with_capacity(json.len());
    for ch in json.chars() {
        match is_invisible(ch) {
            true => ch.encode_utf16(&mut [0; 2]).iter().for_each(|unit| {
                let _ = write!(out, "\\u{unit:04x}");
            }),
            false => out.push(ch),
        }
    }
    out
}

#[derive(Default)]
struct NodeProgram {
    variables: BTreeSet<String>,
    reads_files: bool,
}

impl NodeProgram {
    /// A template as a JavaScript expression.
    fn text(&mut self, template: &Template) -> String {
        template.expression(quoted, |name, encoded| {
            self.variables.insert(name.to_owned());
            let value = format!("process.env[{}]", quoted(name));
            if encoded { format!("encodeURIComponent({value})") } else { value }
        })
    }

    fn file(&mut self, name: &str) -> String {
        self.reads_files = true;
        let name = self.text(&Template::of(name));
        format!("readFileSync({name})")
    }
}

pub(super) fn program(target: &CopyTarget, actions: &[CodeAction]) -> String {
    let mut node = NodeProgram::default();
    let (mut notes, mut options) = (Vec::new(), Vec::new());
    let connection = target.connection();
    let url = node.text(&target.url());
    let mut fields = Vec::new();
    if let Some((user, password)) = target.basic() {
        let (user, password) = (node.text(&user), node.text(&password));
        options.push(format!("auth: {user} + \":\" + {password}"));
    }
    let mut names = BTreeSet::new();
    for (name, value) in target.headers() {
        match names.insert(name.to_ascii_lowercase()) {
            true => fields.push(format!("{}: {}", quoted(&name), node.text(&value))),
            false => notes.push("a second header field of one name".to_owned()),
        }
    }
    if let Some(host) = target.header("Host") {
        fields.push(format!("Host: {}", node.text(&Template::of(host))));
    }
    if !fields.is_empty() {
        options.push(format!("headers: {{ {} }}", fields.join(", ")));
    }
    if let Some(origin) = target.origin() {
        options.push(format!("origin: {}", node.text(&origin)));
    }
    options.push(format!("perMessageDeflate: {}", connection.compression.offer));
    if target.redirects().follow {
        options.push(format!("followRedirects: true, maxRedirects: {}", target.redirects().max));
    }
    if target.is_secure() {
        let tls = &connection.tls;
        if !tls.verify {
            options.push("rejectUnauthorized: false".to_owned());
        }
        let files: Vec<String> = tls.ca_files.iter().map(|name| node.file(name)).collect();
        if !files.is_empty() {
            options.push(format!("ca: [...rootCertificates, {}]", files.join(", ")));
        }
        if let Some(name) = &tls.server_name {
            options.push(format!("servername: {}", node.text(&Template::of(name))));
        }
        if let Some(own) = target.certificate() {
            for (key, file) in
                [("cert", &own.cert_file), ("key", &own.key_file), ("pfx", &own.p12_file)]
            {
                if let Some(file) = file {
                    options.push(format!("{key}: {}", node.file(file)));
                }
            }
            if let Some(passphrase) = &own.passphrase {
                options.push(format!("passphrase: {}", node.text(&Template::of(passphrase))));
            }
        }
    }
    if matches!(target.proxy(), ProxyForTool::Manual { .. }) {
        notes.push("the proxy".to_owned());
    }
    if connection.unix_socket.is_some() {
        notes.push("the Unix socket".to_owned());
    }
    if target.resolved().is_some() {
        notes.push("addresses for names".to_owned());
    }
    notes.extend(target.unsupported().into_iter().map(str::to_owned));
    let offered: Vec<String> = target.subprotocols().iter().map(|name| node.text(name)).collect();
    let mut body = String::new();
    for action in actions {
        let _ = match action {
            CodeAction::Text(template) => writeln!(body, "  socket.send({});", node.text(template)),
            CodeAction::PythonJson(text, _) => writeln!(body, "  socket.send({});", quoted(text)),
            CodeAction::Bytes(bytes, _) => {
                writeln!(body, "  socket.send(Buffer.from(\"{}\", \"hex\"));", hex::encode(bytes))
            }
            CodeAction::Wait(ms) => writeln!(body, "  await setTimeout({ms});"),
            CodeAction::Close(code, reason) => {
                writeln!(body, "  socket.close({code}, {});", quoted(reason))
            }
        };
    }
    let mut out = String::from("// Needs: npm install ws. Run as: node FILE.mjs [URL]\n");
    if !node.variables.is_empty() {
        let names: Vec<_> = node.variables.iter().map(String::as_str).collect();
        let _ = writeln!(out, "// Set in the environment: {}", names.join(", "));
    }
    for note in notes {
        let _ = writeln!(out, "// Not carried over: {note}.");
    }
    if node.reads_files {
        out.push_str("import { readFileSync } from \"node:fs\";\n");
    }
    out.push_str("import { setTimeout } from \"node:timers/promises\";\n");
    if options.iter().any(|option| option.starts_with("ca:")) {
        out.push_str("import { rootCertificates } from \"node:tls\";\n");
    }
    out.push_str("import WebSocket from \"ws\";\n\n");
    let _ = writeln!(
        out,
        "const socket = new WebSocket(process.argv[2] ?? {url}, [{}], {{",
        offered.join(", ")
    );
    for option in options {
        let _ = writeln!(out, "  {option},");
    }
    out.push_str(concat!(
        "});\n",
        "socket.on(\"message\", (data, isBinary) => console.log(isBinary ? data.toString(\"hex\") : data.toString()));\n",
        "socket.on(\"error\", (error) => {\n  console.error(error.message);\n  process.exitCode = 1;\n});\n",
        "socket.on(\"open\", async () => {\n"
    ));
    out.push_str(&body);
    out.push_str("});\n");
    out
}
