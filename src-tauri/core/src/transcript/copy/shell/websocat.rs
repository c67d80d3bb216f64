//! `websocat` command lines.
//!
//! In its default mode, `websocat` sends one message per chunk that it happens to read, and only a
//! single line stays in one message. So binary messages are sent as a line of base64 with a prefix
//! (`--base64` with `--binary-prefix`), and text is terminated by NUL (`-0`), which allows line
//! ends. `-n1` sends one message and prints one.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::super::CopyError;
use super::super::shell_word::printf_format;
use super::super::target::{CopyTarget, ProxyForTool};
use super::super::template::Template;
use super::{MAX_ARGUMENT, Shell, marker_error};
use crate::frame::Kind;
use crate::transcript::RecordInfo;

/// Default maximum message size of `websocat`, in bytes.
const BUFFER: usize = 65_536;

impl Shell {
    pub(super) fn websocat(&mut self, target: &CopyTarget) {
        let connection = target.connection();
        let names = target.subprotocols();
        if !names.is_empty() {
            let mut list = Template::default();
            for (i, name) in names.into_iter().enumerate() {
                list.push_text(if i == 0 { "" } else { ", " });
                list.append(name);
            }
            self.option("--protocol ", &list);
        }
        self.basic("--basic-auth ", target);
        if let Some(host) = target.header("Host") {
            self.file("-H=", &format!("Host: {host}"));
        }
        // Joined with `=`, because a separate `-H` consumes the following arguments.
        self.headers("-H=", target);
        if let Some(origin) = target.origin() {
            self.option("--origin ", &origin);
        }
        if let Some(path) = &connection.unix_socket {
            let address = std::mem::take(&mut self.address);
            let socket = self.word(&Template::of(&format!("ws-c:unix:{path}")));
            self.address = format!("--ws-c-uri={address} - {socket}");
        }
        match target.proxy() {
            ProxyForTool::None | ProxyForTool::System => {}
            ProxyForTool::Manual { scheme, address, user: None }
                if scheme == "socks5" && address.parse::<std::net::SocketAddr>().is_ok() =>
            {
                self.file("--socks5 ", &address);
            }
            ProxyForTool::Manual { .. } => self.not_carried.push("the proxy"),
        }
        if target.redirects().follow {
            self.not_carried.push("redirects that are followed");
        }
        if connection.compression.offer {
            self.not_carried.push("compression");
        }
        if !target.is_secure() {
            return;
        }
        let tls = &connection.tls;
        if !tls.verify {
            self.options.push_str(" -k");
        }
        if let Some(first) = tls.ca_files.first() {
            let file = self.word(&Template::of(first));
            self.environment = format!("SSL_CERT_FILE={file} ");
            self.hints.push("SSL_CERT_FILE is read on Linux, instead of the built-in CA files");
        }
        if tls.ca_files.len() > 1 {
            self.not_carried.push("CA files but the first");
        }
        if let Some(own) = target.certificate() {
            match &own.p12_file {
                Some(file) => {
                    self.file("--client-pkcs12-der ", file);
                    if let Some(passphrase) = &own.passphrase {
                        self.file("--client-pkcs12-passwd ", passphrase);
                    }
                }
                None => {
                    self.not_carried.push("the client certificate, which websocat wants as PKCS 12")
                }
            }
        }
    }

    pub(super) fn websocat_line(
        &self,
        record: &RecordInfo,
        payload: &[u8],
    ) -> Result<String, CopyError> {
        let refuse = |what: &str| self.not_sendable(record, what);
        let (input, how, size) = match record.kind {
            Kind::Text => {
                let text =
                    str::from_utf8(payload).map_err(|_| refuse("a text that is not UTF-8"))?;
                if text.is_empty() {
                    return Err(refuse("it leaves out empty messages"));
                }
                if text.contains('\0') {
                    return Err(refuse("a text with NUL; copy it as a Python program"));
                }
                (format!("printf {}", printf_format(text)), "-n1 -0 -t", text.len() + 1)
            }
            Kind::Binary if payload.is_empty() => {
                return Err(refuse("it leaves out empty messages"));
            }
            Kind::Binary => {
                let line = STANDARD.encode(payload);
                let size = line.len() + 2;
                (format!("echo b{line}"), "-n1 --base64 --binary-prefix b --text-prefix t", size)
            }
            Kind::Raw => {
                return Err(refuse("it cannot break the protocol; copy it as a Python program"));
            }
            Kind::Marker => return Err(marker_error(record.row, self.tool)),
            _ => {
                return Err(refuse(
                    "it sends no control frames by hand; copy it as a Python program",
                ));
            }
        };
        if input.len() > MAX_ARGUMENT {
            return Err(refuse("it is too long for a command line"));
        }
        let mut line = format!("{input} | {}websocat {how}", self.environment);
        if size >= BUFFER {
            let _ = write!(line, " -B {}", size + 1);
        }
        let _ = write!(line, "{} {}", self.options, self.address);
        Ok(line)
    }
}
