//! Bruno's `.bru` files: one request, or a collection's folder with its environments.

use std::collections::BTreeSet;

use super::bru::{self, BruBlock};
use super::collection::{EnvironmentVariable, report_unused, with_path_parameters};
use super::draft::{ProfileDraft, seconds};
use super::error::ProfileImportError;
use super::note::ImportNoteCode;
use super::placeholder::PlaceholderStyle;
use super::report::ImportReport;
use super::source::{ImportFile, ImportSource};
use crate::profile::model::{ApiKeyPlace, Profile};

pub(super) fn import(
    source: &ImportSource,
    report: &mut ImportReport,
) -> Result<Vec<Profile>, ProfileImportError> {
    let mut requests: Vec<(&ImportFile, Vec<BruBlock>)> = Vec::new();
    let mut settings: Vec<(&ImportFile, Vec<BruBlock>)> = Vec::new();
    let mut variables: Vec<EnvironmentVariable> = Vec::new();
    for file in
        source.files().iter().filter(|file| !source.is_folder() || file.name.ends_with(".bru"))
    {
        report.enter(source.place(file));
        let blocks = bru::parse(file.text()?);
        let kind =
            blocks.iter().find(|block| block.name == "meta").map_or("", |meta| meta.value("type"));
        match kind {
            "ws" => requests.push((file, blocks)),
            _ if matches!(file.base(), "folder.bru" | "collection.bru") => {
                settings.push((file, blocks))
            }
            _ if file.folder().ends_with("environments") => {
                environment(file, &blocks, &mut variables, report)
            }
            "" => {}
            other => report.skipped("", format!("a request of type {other}")),
        }
    }
    let sequence = |blocks: &[BruBlock]| {
        let meta = blocks.iter().find(|block| block.name == "meta");
        meta.and_then(|meta| meta.value("seq").parse::<f64>().ok()).unwrap_or(f64::INFINITY)
    };
    requests.sort_by(|(a_file, a), (b_file, b)| {
        a_file.folder().cmp(b_file.folder()).then(sequence(a).total_cmp(&sequence(b)))
    });
    let (mut used, mut profiles) = (BTreeSet::new(), Vec::new());
    for (file, blocks) in requests {
        let around: Vec<&BruBlock> = settings
            .iter()
            .filter(|(other, _)| file.name.starts_with(other.folder()))
            .flat_map(|(_, blocks)| blocks)
            .collect();
        report.enter(source.place(file));
        profiles.push(request(file, &blocks, &around, &variables, &mut used, report));
    }
    report.enter("");
    report_unused(&variables, &used, report);
    source.found(profiles, "there is no request with \"type: ws\"")
}

fn environment(
    file: &ImportFile,
    blocks: &[BruBlock],
    variables: &mut Vec<EnvironmentVariable>,
    report: &mut ImportReport,
) {
    for block in blocks {
        let is_secret = block.name == "vars:secret";
        if block.name != "vars" && !is_secret {
            not_carried(block, report);
            continue;
        }
        for entry in block.entries.iter().filter(|entry| entry.enabled) {
            if variables.iter().any(|known| known.name == entry.key) {
                let text =
                    format!("another value of {}, in the environment {}", entry.key, file.stem());
                report.line(entry.line, ImportNoteCode::NotCarriedOver, text);
                continue;
            }
            variables.push(EnvironmentVariable {
                name: entry.key.clone(),
                value: entry.value.clone(),
                is_secret,
                path: format!("environment {}", file.stem()),
            });
        }
    }
}

fn not_carried(block: &BruBlock, report: &mut ImportReport) {
    report.line(
        block.line,
        ImportNoteCode::NotCarriedOver,
        format!("not carried over: {}", block.name),
    );
}

fn request(
    file: &ImportFile,
    blocks: &[BruBlock],
    around: &[&BruBlock],
    variables: &[EnvironmentVariable],
    used: &mut BTreeSet<String>,
    report: &mut ImportReport,
) -> Profile {
    let block = |name: &str| blocks.iter().find(|block| block.name == name);
    let name = block("meta").map_or("", |meta| meta.value("name"));
    let name = if name.is_empty() { file.stem() } else { name };
    let mut draft = ProfileDraft::new(name, PlaceholderStyle::Braces, report);
    let parameters: Vec<(String, String)> = block("params:path")
        .map(|block| {
            block.entries.iter().map(|entry| (entry.key.clone(), entry.value.clone())).collect()
        })
        .unwrap_or_default();
    let ws = block("ws").cloned().unwrap_or_default();
    let url = with_path_parameters(ws.value("url"), &parameters);
    draft.url(&url, "ws.url");
    for inherited in around.iter().filter(|block| block.name == "headers") {
        for entry in &inherited.entries {
            draft.header(&entry.key, &entry.value, entry.enabled, "headers of the folder");
        }
    }
    let mut variables_here: Vec<EnvironmentVariable> = variables.to_vec();
    let mut messages = 0;
    for block in blocks {
        match block.name.as_str() {
            "meta" => {
                let tags = block.value("tags");
                if !tags.is_empty() {
                    draft.report.lost("meta.tags", format!("tags: {tags}"));
                }
            }
            "ws" | "params:path" => {}
            "params:query" => {
                for entry in &block.entries {
                    // Bruno repeats the parameters in the URL.
                    let in_url = draft.profile.connection.url.contains(&format!("{}=", entry.key));
                    if !(in_url && entry.enabled) {
                        draft.query(&entry.key, &entry.value, entry.enabled, "params:query");
                    }
                }
            }
            "headers" => {
                for entry in &block.entries {
                    draft.header(&entry.key, &entry.value, entry.enabled, "headers");
                }
            }
            "body:ws" => {
                messages += 1;
                let name = match block.value("name") {
                    "" => format!("message {messages}"),
                    name => name.to_owned(),
                };
                message(&name, block.value("type"), block.value("content"), &mut draft);
                for entry in &block.entries {
                    if !matches!(entry.key.as_str(), "name" | "type" | "content" | "selected") {
                        let text = format!("not carried over: {}", entry.key);
                        draft.report.line(entry.line, ImportNoteCode::NotCarriedOver, text);
                    }
                }
            }
            "settings" => {
                for entry in &block.entries {
                    setting(&entry.key, &entry.value, &mut draft);
                }
            }
            "vars:pre-request" => {
                for entry in &block.entries {
                    variables_here.push(EnvironmentVariable {
                        name: entry.key.clone(),
                        value: entry.value.clone(),
                        is_secret: false,
                        path: "vars:pre-request".to_owned(),
                    });
                }
            }
            name if name.starts_with("auth:") => {}
            _ => not_carried(block, draft.report),
        }
    }
    authentication(ws.value("auth"), blocks, around, &mut draft);
    for entry in &ws.entries {
        if !matches!(entry.key.as_str(), "url" | "body" | "auth") {
            draft.report.lost("ws", format!("not carried over: {}", entry.key));
        }
    }
    draft.finish_with(&variables_here, used)
}

/// Adds a message of Bruno's type.
pub(super) fn message(name: &str, kind: &str, content: &str, draft: &mut ProfileDraft<'_>) {
    if matches!(kind, "xml" | "binary") {
        draft.report.changed(
            name,
            format!("a message of type {kind}; Bruno sends its text, and so does the profile"),
        );
    }
    draft.text_message(name, content, kind == "json", name);
}

/// Reads `timeout` or `keepAliveInterval`, in milliseconds.
pub(super) fn setting(key: &str, value: &str, draft: &mut ProfileDraft<'_>) {
    let path = format!("settings.{key}");
    let ms: Option<f64> = value.parse().ok().filter(|ms: &f64| ms.is_finite() && *ms >= 0.0);
    match (key, ms) {
        (_, None) if value == "inherit" => {
            draft.report.changed(&path, "as the collection; Wirelark's default applies")
        }
        ("timeout" | "keepAliveInterval", Some(ms)) if ms < 1.0 => {}
        ("timeout", Some(ms)) => draft.profile.connection.timeouts.upgrade = seconds(ms / 1000.0),
        ("keepAliveInterval", Some(ms)) => {
            draft.profile.connection.keep_alive.ping_every = Some(seconds(ms / 1000.0))
        }
        _ => draft.report.lost(&path, format!("not carried over: {key} {value}")),
    }
}

fn authentication(
    mode: &str,
    blocks: &[BruBlock],
    around: &[&BruBlock],
    draft: &mut ProfileDraft<'_>,
) {
    let inherited = mode == "inherit";
    let mode = match inherited {
        // The innermost folder comes last.
        true => around
            .iter()
            .rev()
            .find(|block| block.name == "auth")
            .map_or("", |block| block.value("mode")),
        false => mode,
    };
    let name = format!("auth:{mode}");
    let own = blocks.iter().find(|block| block.name == name);
    let found = own.or_else(|| around.iter().rev().find(|block| block.name == name).copied());
    for block in blocks.iter().filter(|block| block.name.starts_with("auth:") && block.name != name)
    {
        not_carried(block, draft.report);
    }
    let Some(block) = found else {
        if !matches!(mode, "" | "none") || inherited && mode.is_empty() {
            draft
                .report
                .lost("auth", "the authentication is inherited from a collection that is not here");
        }
        return;
    };
    let mut text = |key: &str| draft.text(block.value(key), &name);
    match mode {
        "basic" => {
            let (user, password) = (text("username"), text("password"));
            draft.basic(&user, &password, &name);
        }
        "bearer" => {
            let token = text("token");
            draft.bearer(&token, &name);
        }
        "apikey" => {
            let (key, value) = (text("key"), text("value"));
            let in_query = block.value("placement").contains("query");
            let place = if in_query { ApiKeyPlace::Query } else { ApiKeyPlace::Header };
            draft.api_key(&key, &value, place, &name);
        }
        other => draft
            .report
            .lost(&name, format!("authentication of type {other} cannot be carried over")),
    }
}
