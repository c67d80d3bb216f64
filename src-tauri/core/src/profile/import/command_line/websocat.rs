//! `websocat` command lines (1.14).

use super::options::{CommandWord, Options};
use super::{scenario, send};
use crate::packet::hex;
use crate::profile::import::draft::{ProfileDraft, seconds};
use crate::profile::model::{BodyType, ClientCertificate, Message, Step};

/// Short options that take a value.
const WITH_VALUE: &str = "HpBu";
/// Options with a value that a profile has no counterpart for.
const LOST: [&str; 12] = [
    "--protocol-reply",
    "--server-header",
    "--restrict-uri",
    "--static-file",
    "--set-environment",
    "--ws-c-uri",
    "--linemode-retain-newlines",
    "--queue-len",
    "--max-parallel-conns",
    "--max-ws-frame-length",
    "--inhibit-pongs",
    "--jsonrpc-omit-jsonrpc",
];
/// Flags that change nothing for a profile.
const IGNORED: [&str; 9] =
    ["-1", "--one-message", "-n", "--no-close", "-q", "-v", "-E", "--exit-on-eof", "-S"];

pub(super) fn read(options: &mut Options, draft: &mut ProfileDraft<'_>) {
    let mut addresses = Vec::new();
    let mut preamble = Vec::new();
    let mut is_binary = false;
    while let Some(word) = options.next(WITH_VALUE) {
        let name = match word {
            CommandWord::Value(value) => {
                addresses.push(value);
                continue;
            }
            CommandWord::Option(name) => name,
        };
        let at = name.as_str();
        match at {
            "-H" | "--header" => {
                let line = options.value();
                let (name, value) = line.split_once(':').unwrap_or((&line, ""));
                draft.header(name, value, true, at);
            }
            "--protocol" => {
                let value = options.value();
                draft.header("Sec-WebSocket-Protocol", &value, true, at);
            }
            "--origin" => draft.header("Origin", &options.value(), true, at),
            "--ua" => draft.header("User-Agent", &options.value(), true, at),
            "--basic-auth" => {
                let value = options.value();
                let (user, password) = value.split_once(':').unwrap_or((&value, ""));
                draft.basic(user, password, at);
            }
            "--basic-auth-file" => {
                options.value();
                draft.basic("{{user}}", "{{secret:password}}", at);
                draft.uses("user");
                draft.report.changed(at, "user and password of the file are not read; give them as {{user}} and {{secret:password}}");
            }
            "-k" | "--insecure" => draft.profile.connection.tls.verify = false,
            "--client-pkcs12-der" => certificate(draft).p12_file = Some(options.value()),
            "--client-pkcs12-passwd" => {
                let value = options.value();
                let reference = draft.secret("passphrase", &value, at);
                certificate(draft).passphrase = Some(reference);
            }
            "--tls-domain" => draft.profile.connection.tls.server_name = Some(options.value()),
            "--socks5" => draft.proxy(&format!("socks5://{}", options.value()), at),
            "--socks5-user-pass" => {
                let value = options.value();
                let (user, password) = value.split_once(':').unwrap_or((&value, ""));
                let password = draft.secret("proxy_password", password, at);
                let proxy = &mut draft.profile.connection.proxy;
                (proxy.user, proxy.password) = (user.to_owned(), password);
            }
            "-b" | "--binary" => is_binary = true,
            "-t" | "--text" => is_binary = false,
            "-p" | "--preamble" => preamble.push(options.value()),
            "--base64" | "--base64-text" => {
                draft.report.lost(at, "input as base64; messages are saved as they are sent")
            }
            "--binary-prefix" | "--text-prefix" => {
                options.value();
                draft.report.lost(at, "prefixes of lines; messages are saved with their kind");
            }
            "--ping-interval" => {
                let value = options.value();
                draft.profile.connection.keep_alive.ping_every = number(&value).map(seconds);
            }
            "--ping-timeout" => {
                let value = options.value();
                if let Some(time) = number(&value) {
                    draft.profile.connection.keep_alive.pong_within = seconds(time);
                }
            }
            "--max-ws-message-length" | "-B" | "--buffer-size" => {
                let value = options.value();
                match value.parse().ok().filter(|size| *size >= 1024) {
                    Some(size) if at != "-B" && at != "--buffer-size" => {
                        draft.profile.connection.limits.message = size
                    }
                    _ => draft.report.lost(at, format!("a limit of {value} bytes")),
                }
            }
            "--close-status-code" => match options.value().parse() {
                Ok(code) => draft.profile.connection.close.code = code,
                Err(_) => draft.report.lost(at, "this is no close code"),
            },
            "--close-reason" => draft.profile.connection.close.reason = options.value(),
            "--autoreconnect-delay-millis" => {
                let value = options.value();
                if let Some(time) = number(&value) {
                    draft.profile.connection.reconnect.first = seconds(time / 1000.0);
                }
            }
            "--websocket-version" => {
                let value = options.value();
                if value != "13" {
                    draft.report.lost(at, "Wirelark speaks version 13 only (RFC 6455)");
                }
            }
            "--ws-c-uri" => draft.header("Host", &options.value(), true, at),
            _ if IGNORED.contains(&at) => {
                draft.report.lost(at, "this is about websocat's own input and output")
            }
            _ if LOST.contains(&at) => {
                options.value();
                draft.report.lost(at, "a profile has no such setting");
            }
            _ => draft.report.lost(at, "this option is not carried over"),
        }
    }
    address(&addresses, draft);
    // websocat closes with 1000 and no reason.
    if draft.profile.connection.close.reason == "user quit" {
        draft.profile.connection.close.reason = String::new();
    }
    let mut steps: Vec<Step> = Vec::new();
    for text in preamble {
        let message = if is_binary {
            Message { text: hex::encode(text.as_bytes()), ..Message::of(BodyType::Hex) }
        } else {
            Message { text: draft.text(&text, "--preamble"), ..Message::of(BodyType::Text) }
        };
        steps.push(send(draft, Message { name: "Preamble".to_owned(), ..message }));
    }
    if is_binary && steps.is_empty() {
        draft.report.lost("--binary", "the kind of messages is saved with each message");
    }
    scenario(draft, steps);
}

fn number(text: &str) -> Option<f64> {
    text.parse().ok().filter(|number: &f64| number.is_finite() && *number > 0.0)
}

fn certificate<'d>(draft: &'d mut ProfileDraft<'_>) -> &'d mut ClientCertificate {
    draft.profile.connection.tls.client_certificate.get_or_insert_default()
}

/// The address that is a WebSocket URL, without overlays before it.
fn address(addresses: &[String], draft: &mut ProfileDraft<'_>) {
    let is_url = |text: &&String| text.contains("ws://") || text.contains("wss://");
    let Some(found) = addresses.iter().rev().find(is_url) else { return };
    for other in addresses.iter().filter(|other| *other != found && *other != "-") {
        draft.report.lost("", format!("the address {other} is not carried over"));
    }
    let at = found.find("ws://").or_else(|| found.find("wss://")).unwrap_or_default();
    // `wss://` contains `ws://` only after its first letter.
    let at = found.find("wss://").map_or(at, |secure| secure.min(at));
    let (overlays, url) = found.split_at(at);
    for overlay in overlays.split(':').filter(|overlay| !overlay.is_empty()) {
        match overlay {
            "autoreconnect" => draft.profile.connection.reconnect.on = true,
            other => draft.report.lost("", format!("the overlay {other}: is not carried over")),
        }
    }
    draft.url(url, "");
}
