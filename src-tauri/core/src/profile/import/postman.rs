//! Postman collections: version 3, a folder of YAML files. Version 2.1 cannot hold WebSocket requests.

use std::collections::BTreeSet;

use serde_json::Value;

use super::collection::{EnvironmentVariable, report_unused};
use super::document;
use super::draft::{ProfileDraft, seconds};
use super::error::ProfileImportError;
use super::fields::Fields;
use super::placeholder::PlaceholderStyle;
use super::report::ImportReport;
use super::source::{ImportFile, ImportSource};
use crate::packet::hex;
use crate::profile::model::Profile;
use base64::Engine as _;

pub(super) fn import(
    source: &ImportSource,
    report: &mut ImportReport,
) -> Result<Vec<Profile>, ProfileImportError> {
    let mut requests = Vec::new();
    let mut variables: Vec<EnvironmentVariable> = Vec::new();
    let mut other_environments = Vec::new();
    for file in source.files() {
        report.enter(source.place(file));
        if file.name.ends_with(".json") || file.text_lossy().trim_start().starts_with('{') {
            version_2(file, source)?;
            continue;
        }
        let is_definition = file.name.ends_with(".resources/definition.yaml");
        let is_environment =
            file.name.ends_with(".environment.yaml") || file.name.ends_with(".globals.yaml");
        let is_single = !source.is_folder();
        if is_environment {
            let mut root = Fields::new(document::parse(file)?, "");
            let found = environment(&mut root, report);
            if variables.is_empty() || file.name.ends_with(".globals.yaml") {
                variables.extend(found);
            } else {
                other_environments.push(root.text("name"));
            }
            root.leftover(report);
        } else if file.name.ends_with(".request.yaml") || is_single {
            let root = Fields::new(document::parse(file)?, "");
            match root.peek_text("$kind") {
                "websocket-request" => requests.push((file, root)),
                kind => report.skipped("", format!("{kind:?} is not a WebSocket request")),
            }
        } else if is_definition {
            let mut root = Fields::new(document::parse(file)?, "");
            for key in ["$kind", "name"] {
                root.take(key);
            }
            variables.extend(pairs_as_variables(&mut root, "variables", report));
            root.leftover(report);
        } else if file.name.ends_with(".yaml") && !file.name.ends_with(".message.yaml") {
            let text = file.text_lossy();
            let kind = text
                .lines()
                .find_map(|line| line.strip_prefix("$kind:"))
                .unwrap_or_default()
                .trim()
                .to_owned();
            report.skipped("", format!("a file of kind {kind:?}"));
        }
    }
    for name in other_environments {
        report.enter("");
        report.lost("", format!("the environment {name}; values come from the first one"));
    }
    requests.sort_by(|(_, a), (_, b)| order(a).total_cmp(&order(b)));
    let mut used = BTreeSet::new();
    let mut profiles = Vec::new();
    for (file, root) in requests {
        report.enter(source.place(file));
        profiles.push(request(file, root, source, &variables, &mut used, report)?);
    }
    report.enter("");
    report_unused(&variables, &used, report);
    source.found(profiles, "there is no file with \"$kind: websocket-request\"; version 3 of a collection is a folder of them")
}

fn version_2(file: &ImportFile, source: &ImportSource) -> Result<(), ProfileImportError> {
    if source.is_folder() {
        return Ok(());
    }
    Err(ProfileImportError::nothing(
        &file.name,
        "a Postman collection of version 2.1 cannot hold WebSocket requests; export it as version 3, a folder of YAML files",
    ))
}

/// Ascending, those without an order last.
fn order(fields: &Fields) -> f64 {
    fields.peek("order").and_then(Value::as_f64).unwrap_or(f64::INFINITY)
}

fn environment(root: &mut Fields, report: &mut ImportReport) -> Vec<EnvironmentVariable> {
    pairs_as_variables(root, "values", report)
}

fn pairs_as_variables(
    root: &mut Fields,
    key: &str,
    report: &mut ImportReport,
) -> Vec<EnvironmentVariable> {
    let mut variables = Vec::new();
    for mut value in root.objects(key) {
        let is_secret = value.text("type") == "secret" || value.flag("secret") == Some(true);
        let (name, text) = (value.text("key"), value.text("value"));
        if value.flag("enabled") == Some(false) || value.flag("disabled") == Some(true) {
            report.lost(&value.path, format!("the variable {name} is switched off"));
        } else {
            variables.push(EnvironmentVariable {
                name,
                value: text,
                is_secret,
                path: value.path.clone(),
            });
        }
        value.leftover(report);
    }
    variables
}

fn request(
    file: &ImportFile,
    mut root: Fields,
    source: &ImportSource,
    variables: &[EnvironmentVariable],
    used: &mut BTreeSet<String>,
    report: &mut ImportReport,
) -> Result<Profile, ProfileImportError> {
    let name = root.text("name");
    let name = if name.is_empty() { file.base().trim_end_matches(".request.yaml") } else { &name };
    let mut draft = ProfileDraft::new(name, PlaceholderStyle::Braces, report);
    root.take("$kind");
    draft.url(&root.text("url"), "url");
    for (name, value, enabled) in root.pairs("headers", draft.report) {
        draft.header(&name, &value, enabled, "headers");
    }
    for (name, value, enabled) in root.pairs("queryParams", draft.report) {
        // Postman repeats the parameters in the URL.
        if !draft.profile.connection.url.contains(&format!("{name}=")) {
            draft.query(&name, &value, enabled, "queryParams");
        }
    }
    settings(&mut root, &mut draft);
    let folder = match root.take("messages") {
        Some(Value::String(folder)) => Some(joined(file.folder(), &folder)),
        Some(_) => {
            draft.report.lost(
                "messages",
                "messages inside the request are not valid; they lie in files of their own",
            );
            None
        }
        None => None,
    };
    if let Some(folder) = folder {
        let prefix = format!("{folder}/");
        let mut messages = Vec::new();
        for message in source.files().iter().filter(|other| {
            other
                .name
                .strip_prefix(&prefix)
                .is_some_and(|rest| !rest.contains('/') && rest.ends_with(".message.yaml"))
        }) {
            messages.push((message, Fields::new(document::parse(message)?, "")));
        }
        if messages.is_empty() {
            draft.report.lost("messages", format!("there are no messages in {folder}"));
        }
        messages.sort_by(|(_, a), (_, b)| order(a).total_cmp(&order(b)));
        for (file, root) in messages {
            draft.report.enter(&file.name);
            message(file, root, &mut draft);
        }
        draft.report.enter(source.place(file));
    }
    root.take("order");
    root.leftover(draft.report);
    Ok(draft.finish_with(variables, used))
}

fn settings(root: &mut Fields, draft: &mut ProfileDraft<'_>) {
    let mut settings = root.object("settings");
    if let Some(ms) = settings.number("handshakeTimeout").filter(|ms| *ms > 0.0) {
        draft.profile.connection.timeouts.upgrade = seconds(ms / 1000.0);
    }
    let attempts = settings.number("retryCount").filter(|count| *count > 0.0);
    if let Some(attempts) = attempts {
        draft.profile.connection.reconnect.on = true;
        draft.profile.connection.reconnect.attempts = attempts.min(10_000.0) as u32;
    }
    if let Some(ms) = settings.number("retryDelay").filter(|ms| *ms > 0.0) {
        draft.profile.connection.reconnect.first = seconds(ms / 1000.0);
        draft.report.changed("settings.retryDelay", "Wirelark's delay grows with each attempt");
    }
    if let Some(size) = settings.number("maxPayload").filter(|size| *size > 0.0) {
        draft.profile.connection.limits.message =
            (size.min(1024.0) * 1_048_576.0).min(1_073_741_824.0) as u32;
    }
    if settings.flag("strictSSL") == Some(false) {
        draft.profile.connection.tls.verify = false;
    }
    settings.leftover(draft.report);
}

fn message(file: &ImportFile, mut root: Fields, draft: &mut ProfileDraft<'_>) {
    let own = root.text("name");
    let name =
        if own.is_empty() { file.base().trim_end_matches(".message.yaml").to_owned() } else { own };
    let (content, kind) = (root.text("content"), root.text("contentType"));
    let bytes = match kind.as_str() {
        "hex" => hex::parse(&content).ok(),
        "base64" => base64::engine::general_purpose::STANDARD.decode(content.trim()).ok(),
        _ => None,
    };
    match (bytes, kind.as_str()) {
        (Some(bytes), _) => {
            draft.binary_message(&name, &bytes);
        }
        (None, "hex" | "base64") => {
            draft
                .report
                .lost("content", format!("this is not valid {kind}; it was carried over as text"));
            draft.text_message(&name, &content, false, "content");
        }
        _ => {
            draft.text_message(&name, &content, kind == "json", "content");
        }
    }
    for key in ["$kind", "order", "id"] {
        root.take(key);
    }
    root.leftover(draft.report);
}

/// A path below a folder, without `.` and `..`.
fn joined(folder: &str, path: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}
