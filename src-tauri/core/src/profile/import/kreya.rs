//! Kreya: `.krop` operations, whose payloads lie in files beside them, and a project's settings.

use std::collections::BTreeSet;

use base64::Engine as _;
use serde_json::Value;

use super::collection::{EnvironmentVariable, authenticate, report_unused, variables_of};
use super::document;
use super::draft::ProfileDraft;
use super::error::ProfileImportError;
use super::fields::Fields;
use super::placeholder::PlaceholderStyle;
use super::report::ImportReport;
use super::source::{ImportFile, ImportSource};
use crate::profile::model::Profile;

pub(super) fn import(
    source: &ImportSource,
    report: &mut ImportReport,
) -> Result<Vec<Profile>, ProfileImportError> {
    let has_many = source.files().len() > 1;
    let mut operations: Vec<(&ImportFile, Fields)> = Vec::new();
    let mut endpoints: Vec<(String, String)> = Vec::new();
    let mut variables: Vec<EnvironmentVariable> = Vec::new();
    for file in source.files() {
        report.enter(if has_many { &file.name } else { "" });
        let ends = |end: &str| file.name.ends_with(end);
        if ends(".krop") || !has_many {
            operations.push((file, Fields::new(document::parse(file)?, "")));
        } else if ends(".krpref") {
            let mut root = Fields::new(document::parse(file)?, "");
            for mut setting in root.objects("settings") {
                let mut options = setting.object("options");
                let mut socket = options.object("websocket");
                let endpoint = socket.text("endpoint");
                if !endpoint.is_empty() {
                    endpoints.push((file.folder().to_owned(), endpoint));
                }
                socket.leftover(report);
                options.leftover(report);
                setting.leftover(report);
            }
            root.leftover(report);
        } else if ends(".krenv") {
            let mut root = Fields::new(document::parse(file)?, "");
            // Kreya keeps secrets in clear among the other values.
            variables.extend(variables_of(root.object("globalContent"), true));
            root.leftover(report);
        } else if ends(".krcol") {
            let root = Fields::new(document::parse(file)?, "");
            report.lost(
                "",
                format!(
                    "a collection of {} operations in an order of its own",
                    root.peek("operations").and_then(Value::as_array).map_or(0, Vec::len)
                ),
            );
        }
    }
    let (mut used, mut profiles) = (BTreeSet::new(), Vec::new());
    for (file, root) in operations {
        report.enter(if has_many { &file.name } else { "" });
        if root.peek_text("invokerName") != "websocket" {
            let text = format!("an operation for {:?}", root.peek_text("invokerName"));
            report.skipped("", text);
            continue;
        }
        let near = endpoints.iter().filter(|(folder, _)| file.name.starts_with(folder.as_str()));
        let endpoint = near
            .max_by_key(|(folder, _)| folder.len())
            .map_or("", |(_, endpoint)| endpoint.as_str());
        profiles.push(operation(file, root, endpoint, source, &variables, &mut used, report));
    }
    report.enter("");
    report_unused(&variables, &used, report);
    source.found(profiles, "there is no operation with \"invokerName\": \"websocket\"")
}

fn operation(
    file: &ImportFile,
    mut root: Fields,
    endpoint: &str,
    source: &ImportSource,
    variables: &[EnvironmentVariable],
    used: &mut BTreeSet<String>,
    report: &mut ImportReport,
) -> Profile {
    let mut draft = ProfileDraft::new(file.stem(), PlaceholderStyle::Braces, report);
    let mut details = root.object("details");
    let path = details.text("path");
    let url = match path.contains("://") {
        true => path,
        false if endpoint.is_empty() => {
            draft.uses("endpoint");
            draft.report.changed(
                "details.path",
                "no directory.krpref names the endpoint; {{endpoint}} stands in its place",
            );
            format!("{{{{endpoint}}}}{path}")
        }
        false => format!("{}/{}", endpoint.trim_end_matches('/'), path.trim_start_matches('/')),
    };
    draft.url(&url, "details.path");
    for (name, value, enabled) in details.pairs("headers", draft.report) {
        draft.header(&name, &value, enabled, "details.headers");
    }
    details.leftover(draft.report);
    authenticate(root.object("auth"), &mut draft);
    for (i, mut request) in root.objects("requests").into_iter().enumerate() {
        payload(file, i, &mut request, source, &mut draft);
        request.leftover(draft.report);
    }
    if root.text("operationType") != "duplexStreaming" {
        draft.report.changed("operationType", "a WebSocket always sends and receives");
    }
    root.take("invokerName");
    if root.object("script").has("src") {
        draft.report.lost("script.src", "scripts are not carried over");
    }
    root.leftover(draft.report);
    draft.finish_with(variables, used)
}

/// A request, whose payload lies in a file beside the operation.
fn payload(
    file: &ImportFile,
    number: usize,
    request: &mut Fields,
    source: &ImportSource,
    draft: &mut ProfileDraft<'_>,
) {
    let (location, kind) = (request.text("location"), request.text("type"));
    let path = request.at("location");
    let name = format!("Request {}", number + 1);
    // Only a plain name: a path could leave the folder.
    let plain = !location.is_empty() && !location.contains(['/', '\\']);
    let full = if file.folder().is_empty() {
        location.clone()
    } else {
        format!("{}/{location}", file.folder())
    };
    let Some(found) = source.file(&full).filter(|_| plain) else {
        draft.report.lost(&path, format!("the payload file {location} is not there"));
        return;
    };
    let text = found.text_lossy();
    match kind.as_str() {
        "binaryBase64" => match base64::engine::general_purpose::STANDARD.decode(text.trim()) {
            Ok(bytes) => {
                draft.binary_message(&name, &bytes);
            }
            Err(_) => draft.report.lost(&path, format!("{location} is not valid base64")),
        },
        "json" | "text" => {
            draft.text_message(&name, &text, kind == "json", &path);
        }
        other => draft.report.lost(&path, format!("a payload of type {other}")),
    }
}
