//! Yaak: its export (one JSON file), and the folder that it synchronises (a YAML file for each model).

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::collection::{
    EnvironmentVariable, Inherited, authenticate_as, folders_around, report_unused,
    with_path_parameters,
};
use super::document;
use super::draft::ProfileDraft;
use super::error::ProfileImportError;
use super::fields::Fields;
use super::placeholder::PlaceholderStyle;
use super::report::ImportReport;
use super::source::ImportSource;
use crate::profile::model::Profile;

/// Keys of every model that mean nothing elsewhere.
const MODEL_KEYS: [&str; 8] =
    ["model", "type", "id", "createdAt", "updatedAt", "workspaceId", "folderId", "sortPriority"];

pub(super) fn import(
    source: &ImportSource,
    report: &mut ImportReport,
) -> Result<Vec<Profile>, ProfileImportError> {
    let mut requests = Vec::new();
    let mut folders: BTreeMap<String, Fields> = BTreeMap::new();
    let mut variables: Vec<EnvironmentVariable> = Vec::new();
    for file in source.files() {
        let file_name = source.place(file);
        report.enter(file_name);
        let root = Fields::new(document::parse(file)?, "");
        let models: Vec<Fields> = match root.has("resources") {
            true => resources(root, report),
            false => vec![root],
        };
        for mut model in models {
            match model.peek_text("model") {
                "websocket_request" => requests.push((file_name.to_owned(), model)),
                "folder" | "workspace" => {
                    folders.insert(model.peek_text("id").to_owned(), model);
                }
                "environment" => environment(&mut model, &mut variables, report),
                other => {
                    let (other, path) = (other.to_owned(), model.path.clone());
                    let name = model.text("name");
                    report.skipped(&path, format!("{name}: {other} is not a WebSocket request"));
                }
            }
        }
    }
    let sort =
        |fields: &Fields| fields.peek("sortPriority").and_then(Value::as_f64).unwrap_or_default();
    requests.sort_by(|(_, a), (_, b)| sort(a).total_cmp(&sort(b)));
    let mut used = BTreeSet::new();
    let mut profiles = Vec::new();
    for (file, item) in requests {
        report.enter(&file);
        profiles.push(request(item, &folders, &variables, &mut used, report));
    }
    report.enter("");
    report_unused(&variables, &used, report);
    source.found(profiles, "there is no WebSocket request of Yaak in it")
}

/// The models of an export.
fn resources(mut root: Fields, report: &mut ImportReport) -> Vec<Fields> {
    let mut resources = root.object("resources");
    let mut models = Vec::new();
    for (list, model) in [
        ("workspaces", "workspace"),
        ("environments", "environment"),
        ("folders", "folder"),
        ("httpRequests", "http_request"),
        ("grpcRequests", "grpc_request"),
        ("websocketRequests", "websocket_request"),
    ] {
        for mut found in resources.objects(list) {
            // The list says what it is, should the model be absent.
            if found.peek_text("model").is_empty() {
                let mut map = std::mem::take(&mut found).into_entries();
                map.insert("model".to_owned(), model.into());
                found =
                    Fields::new(Value::Object(map), format!("resources.{list}[{}]", models.len()));
            }
            models.push(found);
        }
    }
    resources.leftover(report);
    for key in ["yaakVersion", "yaakSchema", "timestamp"] {
        root.take(key);
    }
    root.leftover(report);
    models
}

fn environment(
    model: &mut Fields,
    variables: &mut Vec<EnvironmentVariable>,
    report: &mut ImportReport,
) {
    let name = model.text("name");
    let is_base = model.flag("base") == Some(true) || model.text("parentModel") == "workspace";
    let is_private = model.flag("public") == Some(false);
    for mut value in model.objects("variables") {
        let (own, text) = (value.text("name"), value.text("value"));
        let enabled = value.flag("enabled") != Some(false);
        let is_first = !variables.iter().any(|known| known.name == own);
        if !enabled {
            report.lost(&value.path, format!("the variable {own} is switched off"));
        } else if is_base || is_first {
            let path = value.path.clone();
            variables.push(EnvironmentVariable {
                name: own,
                value: text,
                is_secret: is_private,
                path,
            });
        } else {
            report.lost(&value.path, format!("another value of {own}, in the environment {name}"));
        }
        value.take("id");
        value.leftover(report);
    }
}

fn request(
    mut item: Fields,
    folders: &BTreeMap<String, Fields>,
    variables: &[EnvironmentVariable],
    used: &mut BTreeSet<String>,
    report: &mut ImportReport,
) -> Profile {
    let around = inherited(&item, folders, report);
    let mut draft = ProfileDraft::new(&item.text("name"), PlaceholderStyle::Yaak, report);
    let mut in_path = Vec::new();
    let mut query = Vec::new();
    for (name, value, enabled) in item.pairs("urlParameters", draft.report) {
        match name.strip_prefix(':') {
            Some(name) => in_path.push((name.to_owned(), value)),
            None => query.push((name, value, enabled)),
        }
    }
    let url = with_path_parameters(&item.text("url"), &in_path);
    draft.url(&url, &item.at("url"));
    for (name, value, enabled) in query {
        draft.query(&name, &value, enabled, &item.at("urlParameters"));
    }
    for (name, value, enabled) in
        around.headers.into_iter().chain(item.pairs("headers", draft.report))
    {
        draft.header(&name, &value, enabled, &item.at("headers"));
    }
    let kind = item.text("authenticationType");
    let auth = item.object("authentication");
    match (kind.as_str(), around.auth) {
        ("", Some(mut inherited)) => {
            let kind = inherited.text("authenticationType");
            let auth = inherited.object("authentication");
            authenticate_as(&kind, auth, &mut draft);
        }
        _ => authenticate_as(&kind, auth, &mut draft),
    }
    let message = item.text("message");
    if !message.is_empty() {
        let is_json = message.trim_start().starts_with(['{', '['])
            && serde_json::from_str::<Value>(&message).is_ok();
        draft.text_message("Message", &message, is_json, &item.at("message"));
    }
    settings(&mut item, &mut draft);
    for key in MODEL_KEYS {
        item.take(key);
    }
    item.leftover(draft.report);
    draft.finish_with(variables, used)
}

/// Headers and authentication of the folders and the workspace around a request.
fn inherited(
    item: &Fields,
    folders: &BTreeMap<String, Fields>,
    report: &mut ImportReport,
) -> Inherited {
    let workspace = folders.get(item.peek_text("workspaceId")).cloned();
    let mut around = Inherited::default();
    for mut folder in workspace.into_iter().chain(folders_around(item, folders, "folderId")) {
        around.headers.extend(folder.pairs("headers", report));
        if !matches!(folder.peek_text("authenticationType"), "" | "none") {
            around.auth = Some(folder);
        }
    }
    around
}

fn settings(item: &mut Fields, draft: &mut ProfileDraft<'_>) {
    for (key, read) in [
        ("settingSendCookies", 0),
        ("settingStoreCookies", 1),
        ("settingValidateCertificates", 2),
        ("settingRequestMessageSize", 3),
    ] {
        let mut setting = item.object(key);
        // `enabled: false` means "as the parent", whose value is the default.
        if setting.flag("enabled") != Some(true) {
            if setting.has("value") {
                draft.report.changed(
                    &setting.path,
                    "as the folder or workspace; Wirelark's default applies",
                );
            }
            continue;
        }
        match read {
            0 => {
                if setting.flag("value") == Some(true) {
                    draft.report.lost(
                        &setting.path,
                        "Yaak's cookie jar is not read; add cookies that the server needs",
                    );
                }
            }
            1 => draft.profile.connection.cookies.keep = setting.flag("value") == Some(true),
            2 => draft.profile.connection.tls.verify = setting.flag("value") != Some(false),
            _ => {
                if let Some(size) = setting.number("value").filter(|size| *size >= 1024.0) {
                    draft.profile.connection.limits.message = size.min(1_073_741_824.0) as u32;
                }
            }
        }
        setting.leftover(draft.report);
    }
}
