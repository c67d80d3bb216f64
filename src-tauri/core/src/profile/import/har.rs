//! The WebSocket handshakes of a HAR. Its messages become a transcript with `transcript import`.

use serde_json::Value;

use super::document;
use super::draft::ProfileDraft;
use super::error::ProfileImportError;
use super::fields::Fields;
use super::placeholder::PlaceholderStyle;
use super::report::ImportReport;
use super::source::ImportSource;
use crate::packet::hex;
use crate::profile::model::{BodyType, Message, Profile, Scenario, Step, StoredStep};
use base64::Engine as _;

/// Limit of the sent messages that are saved of one connection.
const MAX_MESSAGES: usize = 200;

pub(super) fn import(
    source: &ImportSource,
    report: &mut ImportReport,
) -> Result<Vec<Profile>, ProfileImportError> {
    let mut profiles: Vec<Profile> = Vec::new();
    let mut others = 0;
    for file in source.files() {
        let mut root = Fields::new(document::json(&file.name, file.text()?)?, "");
        let mut log = root.object("log");
        for entry in log.objects("entries") {
            let url = entry
                .peek("request")
                .and_then(|request| request.get("url"))
                .and_then(Value::as_str)
                .unwrap_or_default();
            let is_socket = entry.peek_text("_resourceType") == "websocket"
                || entry.has("_webSocketMessages")
                || url.starts_with("ws");
            if is_socket {
                profiles.push(handshake(entry, report));
            } else {
                others += 1;
            }
        }
        for key in ["version", "creator", "browser", "pages", "comment"] {
            log.take(key);
        }
        log.leftover(report);
    }
    if others > 0 {
        report.skipped("log.entries", format!("{others} entries are not WebSocket connections"));
    }
    source.found(profiles, "there is no WebSocket connection in it")
}

fn handshake(mut entry: Fields, report: &mut ImportReport) -> Profile {
    let mut request = entry.object("request");
    let url = request.text("url");
    let host = url
        .split_once("://")
        .map_or("", |(_, rest)| rest)
        .split(['/', '?'])
        .next()
        .unwrap_or_default()
        .to_owned();
    let mut draft = ProfileDraft::new(&host, PlaceholderStyle::Plain, report);
    draft.url(&url, &request.at("url"));
    let pairs = request.pairs("headers", draft.report);
    let has_cookie_header = pairs.iter().any(|(name, _, _)| name.eq_ignore_ascii_case("cookie"));
    for (name, value, enabled) in pairs {
        match name.starts_with(':') {
            true => draft.report.lost(&request.at("headers"), format!("{name}: a field of HTTP/2")),
            false => draft.header(&name, &value, enabled, &request.at("headers")),
        }
    }
    for mut cookie in request.objects("cookies") {
        let (name, value) = (cookie.text("name"), cookie.text("value"));
        if !has_cookie_header {
            draft.cookie(&name, &value, true, &cookie.path);
        }
    }
    // In the URL already.
    for key in ["queryString", "method", "httpVersion", "headersSize", "bodySize"] {
        request.take(key);
    }
    request.leftover(draft.report);
    let mut response = entry.object("response");
    let status = response.number("status").unwrap_or_default();
    if status != 101.0 && status != 0.0 {
        draft
            .report
            .changed(&response.at("status"), format!("the server had answered with {status}"));
    }
    messages(&mut entry, &mut draft);
    draft.finish()
}

/// What was sent becomes messages and a scenario; what was received belongs into a transcript.
fn messages(entry: &mut Fields, draft: &mut ProfileDraft<'_>) {
    let path = entry.at("_webSocketMessages");
    let (mut steps, mut received, mut left_out) = (Vec::new(), 0, 0);
    for mut message in entry.objects("_webSocketMessages") {
        let kind = message.text("type");
        if kind != "send" {
            received += usize::from(kind == "receive");
            continue;
        }
        if steps.len() >= MAX_MESSAGES {
            left_out += 1;
            continue;
        }
        let data = message.text("data");
        let name = format!("Sent {}", steps.len() + 1);
        let saved = match message.number("opcode").unwrap_or(1.0) as u8 {
            1 => Message { text: draft.text(&data, &message.path), ..Message::of(BodyType::Text) },
            2 => match base64::engine::general_purpose::STANDARD.decode(&data) {
                Ok(bytes) => Message { text: hex::encode(&bytes), ..Message::of(BodyType::Hex) },
                Err(_) => {
                    draft.report.lost(&message.path, "a binary message that is not valid base64");
                    continue;
                }
            },
            _ => continue,
        };
        let name = draft.message(Message { name, ..saved });
        steps.push(StoredStep::from(Step::Send(name)));
    }
    if left_out > 0 {
        draft
            .report
            .lost(&path, format!("{left_out} sent messages; {MAX_MESSAGES} are carried over"));
    }
    if received > 0 {
        draft.report.lost(
            &path,
            format!("{received} received messages; wirelark-cli transcript import reads them"),
        );
    }
    if !steps.is_empty() {
        draft.report.changed(&path, "times between messages are not carried over");
        draft.profile.scenarios.push(Scenario {
            name: "Recorded".to_owned(),
            steps,
            extra: Default::default(),
        });
    }
}
