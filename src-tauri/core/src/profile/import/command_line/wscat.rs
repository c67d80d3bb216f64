//! `wscat` command lines (6).

use super::options::{CommandWord, Options};
use super::{scenario, send};
use crate::profile::import::draft::{ProfileDraft, seconds};
use crate::profile::model::{BodyType, ClientCertificate, Message, Step};

/// Short options that take a value.
const WITH_VALUE: &str = "clpoxwHs";

pub(super) fn read(options: &mut Options, draft: &mut ProfileDraft<'_>) {
    let mut steps: Vec<Step> = Vec::new();
    let mut wait = None;
    while let Some(word) = options.next(WITH_VALUE) {
        let name = match word {
            CommandWord::Value(value) => {
                if value.contains("://") && draft.profile.connection.url.is_empty() {
                    draft.url(&value, "");
                } else {
                    draft.report.lost("", format!("{value} is not carried over"));
                }
                continue;
            }
            CommandWord::Option(name) => name,
        };
        let at = name.as_str();
        match at {
            "-c" | "--connect" => draft.url(&options.value(), at),
            "-H" | "--header" => {
                let line = options.value();
                let (name, value) = line.split_once(':').unwrap_or((&line, ""));
                draft.header(name, value, true, at);
            }
            "-s" | "--subprotocol" => {
                draft.header("Sec-WebSocket-Protocol", &options.value(), true, at)
            }
            "-o" | "--origin" => draft.header("Origin", &options.value(), true, at),
            "--host" => draft.header("Host", &options.value(), true, at),
            "--auth" => {
                let value = options.value();
                let (user, password) = value.split_once(':').unwrap_or((&value, ""));
                draft.basic(user, password, at);
            }
            "--ca" => draft.profile.connection.tls.ca_files.push(options.value()),
            "--cert" => certificate(draft).cert_file = Some(options.value()),
            "--key" => certificate(draft).key_file = Some(options.value()),
            "--passphrase" => {
                let value = options.value();
                let reference = draft.secret("passphrase", &value, at);
                certificate(draft).passphrase = Some(reference);
                draft.report.changed(at, "Wirelark uses the passphrase for PKCS#12 files; a PEM key must not be encrypted");
            }
            "-n" | "--no-check" => draft.profile.connection.tls.verify = false,
            "--proxy" => draft.proxy(&options.value(), at),
            "-x" | "--execute" => {
                let text = options.value();
                let text = draft.text(&text, at);
                let message =
                    Message { name: "Execute".to_owned(), text, ..Message::of(BodyType::Text) };
                steps.push(send(draft, message));
            }
            "-w" | "--wait" => {
                let value = options.value();
                wait = value.parse().ok().filter(|time: &f64| time.is_finite() && *time > 0.0);
                if wait.is_none() {
                    draft.report.lost(at, "without end; a scenario ends after its last step");
                }
            }
            "-L" | "--location" => draft.profile.connection.redirects.follow = true,
            "--max-redirects" => match options.value().parse() {
                Ok(most) => draft.profile.connection.redirects.max = most,
                Err(_) => draft.report.lost(at, "more redirects than a profile allows"),
            },
            "-p" | "--protocol" => {
                if options.value() != "13" {
                    draft.report.lost(at, "Wirelark speaks version 13 only (RFC 6455)");
                }
            }
            "-P" | "--show-ping-pong" => {
                draft.profile.connection.control_frames.rows =
                    crate::profile::model::ControlRows::All;
            }
            "--slash" => draft
                .report
                .lost(at, "commands with a slash are wscat's own; a scenario has steps instead"),
            "-l" | "--listen" => {
                options.value();
                draft.report.lost(at, "listening; wirelark-cli demo-server is a server");
            }
            "--no-color" => draft.report.lost(at, "this is about wscat's own output"),
            _ => draft.report.lost(at, "this option is not carried over"),
        }
    }
    // wscat closes with 1000 and no reason.
    draft.profile.connection.close.reason = String::new();
    if let (Some(time), false) = (wait, steps.is_empty()) {
        steps.push(Step::Wait(seconds(time)));
    }
    scenario(draft, steps);
}

fn certificate<'d>(draft: &'d mut ProfileDraft<'_>) -> &'d mut ClientCertificate {
    draft.profile.connection.tls.client_certificate.get_or_insert_default()
}
