//! `wscat` command lines: `-x` sends an argument as text; binary is not supported.

use std::fmt::Write as _;

use super::super::CopyError;
use super::super::shell_word::quoted;
use super::super::target::{CopyTarget, ProxyForTool};
use super::super::template::Template;
use super::{MAX_ARGUMENT, Shell, marker_error};
use crate::frame::Kind;
use crate::transcript::RecordInfo;

impl Shell {
    pub(super) fn wscat(&mut self, target: &CopyTarget) {
        let connection = target.connection();
        for name in target.subprotocols() {
            self.option("-s ", &name);
        }
        if !target.subprotocols().is_empty() {
            self.hints
                .push("wscat sends nothing where the server chooses none of the subprotocols");
        }
        self.basic("--auth ", target);
        self.headers("-H ", target);
        if let Some(origin) = target.origin() {
            self.option("-o ", &origin);
        }
        if let Some(host) = target.header("Host") {
            self.file("--host ", host);
        }
        if let Some(path) = &connection.unix_socket {
            // Syntax of `ws`: the socket's path, a colon, the resource.
            let url = target.url();
            let resource =
                url.plain().and_then(|url| url.split_once("://")).and_then(|(_, rest)| {
                    rest.find('/').and_then(|at| rest.get(at..)).map(str::to_owned)
                });
            let mut address = Template::of(&format!("ws+unix:{path}"));
            address.push_text(&format!(":{}", resource.unwrap_or_else(|| "/".to_owned())));
            self.address = self.word(&address);
        }
        match target.proxy() {
            ProxyForTool::None | ProxyForTool::System => {}
            ProxyForTool::Manual { scheme, address, user } if scheme.starts_with("http") => {
                let url = Template::of_proxy(&scheme, &address, user.as_ref());
                self.option("--proxy ", &url);
            }
            ProxyForTool::Manual { .. } => self.not_carried.push("the SOCKS proxy"),
        }
        if target.redirects().follow {
            let _ = write!(self.options, " -L --max-redirects {}", target.redirects().max);
        }
        if connection.user_agent.is_some() || connection.compression.offer {
            let offer = &connection.compression;
            let has_settings = offer.server_no_context_takeover
                || offer.client_no_context_takeover
                || offer.server_max_window_bits.is_some()
                || offer.client_max_window_bits.is_some();
            if has_settings {
                self.not_carried.push("the settings of compression");
            }
        }
        if !target.is_secure() {
            return;
        }
        let tls = &connection.tls;
        if !tls.verify {
            self.options.push_str(" -n");
        }
        if let Some(first) = tls.ca_files.first() {
            self.file("--ca ", first);
            self.hints.push("wscat trusts this CA file instead of the built-in ones");
        }
        if tls.ca_files.len() > 1 {
            self.not_carried.push("CA files but the first");
        }
        if let Some(own) = target.certificate() {
            match (&own.cert_file, &own.key_file) {
                (Some(certificate), Some(key)) => {
                    self.file("--cert ", certificate);
                    self.file("--key ", key);
                }
                _ => self.not_carried.push("the PKCS 12 file of the client certificate"),
            }
        }
    }

    pub(super) fn wscat_line(
        &self,
        record: &RecordInfo,
        payload: &[u8],
    ) -> Result<String, CopyError> {
        let refuse = |what: &str| self.not_sendable(record, what);
        let text = match (record.kind, str::from_utf8(payload)) {
            (Kind::Text, Ok(text)) => text,
            (Kind::Raw, _) => {
                return Err(refuse("it cannot break the protocol; copy it as a Python program"));
            }
            (Kind::Marker, _) => return Err(marker_error(record.row, self.tool)),
            (Kind::Binary, _) => {
                return Err(refuse("it has no binary messages; copy it for websocat"));
            }
            _ => return Err(refuse("it sends UTF-8 text only; copy it as a Python program")),
        };
        if text.is_empty() || text.contains('\0') {
            return Err(refuse(
                "no argument is empty or has NUL in it; copy it as a Python program",
            ));
        }
        let text = quoted(text);
        if text.len() > MAX_ARGUMENT {
            return Err(refuse("it is too long for a command line"));
        }
        // Joined with `=`, so that a text that starts with a hyphen is not parsed as an option;
        // `-w` waits for an answer.
        let Shell { address, options, .. } = self;
        Ok(format!("wscat -c {address}{options} --execute={text} -w 2"))
    }
}
