//! Insomnia exports: v4 (a list of resources) and v5 (a tree of items, to schema 5.2).

use std::collections::{BTreeMap, BTreeSet};

use super::collection::{
    EnvironmentVariable, Inherited, MAX_FOLDERS, authenticate, folders_around, report_unused,
    variables_of, with_path_parameters,
};
use super::draft::ProfileDraft;
use super::error::ProfileImportError;
use super::fields::Fields;
use super::placeholder::PlaceholderStyle;
use super::report::ImportReport;
use super::source::ImportSource;
use super::{document, fields};
use crate::profile::model::Profile;

pub(super) fn import(
    source: &ImportSource,
    report: &mut ImportReport,
) -> Result<Vec<Profile>, ProfileImportError> {
    let mut found = Insomnia { report, profiles: Vec::new(), used: BTreeSet::new() };
    for file in source.files() {
        found.report.enter(source.place(file));
        let root = Fields::new(document::parse(file)?, "");
        match root.has("resources") {
            true => found.version_4(root),
            false => found.version_5(root, &file.name)?,
        }
    }
    source.found(found.profiles, "there is no WebSocket request in the export")
}

struct Insomnia<'r> {
    report: &'r mut ImportReport,
    profiles: Vec<Profile>,
    used: BTreeSet<String>,
}

impl Insomnia<'_> {
    fn version_5(&mut self, mut root: Fields, name: &str) -> Result<(), ProfileImportError> {
        let kind = root.text("type");
        if !kind.starts_with("collection.insomnia.rest/") {
            let what = format!("{kind:?} holds no requests; export the collection");
            return Err(ProfileImportError::nothing(name, what));
        }
        let mut environments = root.object("environments");
        let mut variables = variables_of(environments.object("data"), false);
        for mut sub in environments.objects("subEnvironments") {
            let name = sub.text("name");
            let values = variables_of(sub.object("data"), false);
            if !values.is_empty() {
                let names: Vec<_> = values.iter().map(|one| one.name.clone()).collect();
                self.report
                    .lost(&sub.path, format!("the environment {name} with {}", names.join(", ")));
            }
            sub.leftover(self.report);
        }
        environments.leftover(self.report);
        let mut jar = root.object("cookieJar");
        let cookies = jar.objects("cookies");
        if !cookies.is_empty() {
            self.report.lost(
                "cookieJar",
                format!("{} cookies; add those that the server needs", cookies.len()),
            );
        }
        for certificate in root.objects("certificates") {
            let text = "a certificate; name its file in the profile's TLS settings";
            self.report.lost(&certificate.path, text);
        }
        let items = root.objects("collection");
        root.leftover(self.report);
        let inherited =
            Inherited { variables: std::mem::take(&mut variables), ..Inherited::default() };
        for item in items {
            self.item(item, &inherited, 0);
        }
        report_unused(&inherited.variables, &self.used, self.report);
        Ok(())
    }

    fn item(&mut self, mut item: Fields, around: &Inherited, depth: usize) {
        let path = item.path.clone();
        if depth > MAX_FOLDERS {
            self.report.lost(&path, "folders nest too deeply");
            return;
        }
        let kind = kind_of(&item);
        item.take("type");
        match kind {
            "RequestGroup" => {
                let mut inner = around.clone();
                inner.enter(&mut item, self.report);
                item.take("environmentPropertyOrder");
                let children = item.objects("children");
                item.take("name");
                item.leftover(self.report);
                for child in children {
                    self.item(child, &inner, depth + 1);
                }
                report_unused(&inner.variables[around.variables.len()..], &self.used, self.report);
            }
            "WebSocketRequest" => {
                self.report.changed(
                    &path,
                    "Insomnia's version 5 export has no messages of WebSocket requests",
                );
                self.request(item, around, Vec::new());
            }
            other => {
                let name = item.text("name");
                self.report.skipped(&path, format!("{name}: {other} is not a WebSocket request"));
            }
        }
    }

    /// A WebSocket request of either version, and its saved messages.
    fn request(&mut self, mut item: Fields, around: &Inherited, payloads: Vec<Fields>) {
        let name = item.text("name");
        let mut draft = ProfileDraft::new(&name, PlaceholderStyle::Braces, self.report);
        let at = item.at("pathParameters");
        let parameters: Vec<(String, String)> = item
            .pairs("pathParameters", draft.report)
            .into_iter()
            .map(|(name, value, _)| (name, value))
            .collect();
        let url = with_path_parameters(&item.text("url"), &parameters);
        draft.url(&url, &item.at("url"));
        if parameters.iter().any(|(name, _)| url.contains(&format!(":{name}"))) {
            draft.report.lost(&at, "a path parameter that stands inside a part of the path");
        }
        for (name, value, enabled) in item.pairs("parameters", draft.report) {
            draft.query(&name, &value, enabled, &item.at("parameters"));
        }
        for (name, value, enabled) in &around.headers {
            draft.header(name, value, *enabled, "headers of a folder");
        }
        for (name, value, enabled) in item.pairs("headers", draft.report) {
            draft.header(&name, &value, enabled, &item.at("headers"));
        }
        let auth = item.object("authentication");
        match (auth.peek_text("type"), &around.auth) {
            ("" | "inherit", Some(inherited)) => authenticate(inherited.clone(), &mut draft),
            _ => authenticate(auth, &mut draft),
        }
        settings(&mut item, &mut draft);
        for mut payload in payloads {
            let (name, value, mode) =
                (payload.text("name"), payload.text("value"), payload.text("mode"));
            draft.text_message(&name, &value, mode.contains("json"), &payload.at("value"));
            for key in ["_id", "_type", "parentId", "created", "modified"] {
                payload.take(key);
            }
            payload.leftover(draft.report);
        }
        for key in ["_id", "_type", "parentId"] {
            item.take(key);
        }
        item.leftover(draft.report);
        self.profiles.push(draft.finish_with(&around.variables, &mut self.used));
    }

    fn version_4(&mut self, mut root: Fields) {
        let mut requests = Vec::new();
        let mut payloads: BTreeMap<String, Vec<Fields>> = BTreeMap::new();
        let mut folders: BTreeMap<String, Fields> = BTreeMap::new();
        let mut variables: Vec<EnvironmentVariable> = Vec::new();
        for mut resource in root.objects("resources") {
            match resource.peek_text("_type") {
                "websocket_request" => requests.push(resource),
                "websocket_payload" => {
                    payloads
                        .entry(resource.peek_text("parentId").to_owned())
                        .or_default()
                        .push(resource);
                }
                "environment" => {
                    let parent = resource.peek_text("parentId");
                    if parent.starts_with("env_") {
                        let name = resource.text("name");
                        self.report.lost(&resource.path, format!("the environment {name}"));
                    } else {
                        variables.extend(variables_of(resource.object("data"), false));
                    }
                }
                "request_group" | "workspace" => {
                    folders.insert(resource.peek_text("_id").to_owned(), resource);
                }
                "cookie_jar" => {
                    let count = resource.objects("cookies").len();
                    if count > 0 {
                        self.report.lost(
                            &resource.path,
                            format!("{count} cookies; add those that the server needs"),
                        );
                    }
                }
                other => {
                    let (other, path) = (other.to_owned(), resource.path.clone());
                    let name = resource.text("name");
                    self.report
                        .skipped(&path, format!("{name}: {other} is not a WebSocket request"));
                }
            }
        }
        for key in ["_type", "__export_format"] {
            root.take(key);
        }
        root.leftover(self.report);
        for request in requests {
            let mut around = Inherited { variables: variables.clone(), ..Inherited::default() };
            for mut folder in folders_around(&request, &folders, "parentId") {
                around.enter(&mut folder, self.report);
            }
            let own = payloads.remove(request.peek_text("_id")).unwrap_or_default();
            self.request(request, &around, own);
        }
        report_unused(&variables, &self.used, self.report);
    }
}

impl Inherited {
    /// Adds the settings of a folder inside the others.
    fn enter(&mut self, folder: &mut Fields, report: &mut ImportReport) {
        self.headers.extend(folder.pairs("headers", report));
        let auth = folder.object("authentication");
        if !matches!(auth.peek_text("type"), "" | "none" | "inherit") {
            self.auth = Some(auth);
        }
        self.variables.extend(variables_of(folder.object("environment"), false));
    }
}

/// Cookies, redirects and encoding; version 4 has them as keys of the request.
fn settings(item: &mut Fields, draft: &mut ProfileDraft<'_>) {
    let mut settings = item.object("settings");
    let mut cookies = settings.object("cookies");
    let store = cookies.flag("store").or_else(|| item.flag("settingStoreCookies"));
    let send = cookies.flag("send").or_else(|| item.flag("settingSendCookies"));
    let encode = settings.flag("encodeUrl").or_else(|| item.flag("settingEncodeUrl"));
    let follow = settings.take("followRedirects").or_else(|| item.take("settingFollowRedirects"));
    draft.profile.connection.cookies.keep = store == Some(true);
    if send == Some(true) {
        draft.report.lost(
            &item.path,
            "Insomnia's cookie jar is not read; add cookies that the server needs",
        );
    }
    if encode == Some(false) {
        draft.report.lost(
            &item.path,
            "encodeUrl is off; Wirelark always encodes query parameters of its list",
        );
    }
    match follow.as_ref().map(fields::text_of).as_deref() {
        Some("on" | "true") => draft.profile.connection.redirects.follow = true,
        Some("global") => draft
            .report
            .changed(&item.path, "redirects as in Insomnia's preferences; they are not followed"),
        _ => {}
    }
    cookies.leftover(draft.report);
    settings.leftover(draft.report);
}

/// The type of an item. Before schema 5.2 it is told by the item's keys, in Insomnia's own order.
fn kind_of(item: &Fields) -> &'static str {
    match item.peek_text("type") {
        "Request" => return "Request",
        "GrpcRequest" => return "GrpcRequest",
        "WebSocketRequest" => return "WebSocketRequest",
        "SocketIORequest" => return "SocketIORequest",
        "RequestGroup" => return "RequestGroup",
        _ => {}
    }
    let id = item
        .peek("meta")
        .and_then(|meta| meta.get("id"))
        .and_then(serde_json::Value::as_str)
        .unwrap_or_default();
    for (prefix, kind) in [
        ("ws-req", "WebSocketRequest"),
        ("greq", "GrpcRequest"),
        ("socketio-req", "SocketIORequest"),
        ("fld", "RequestGroup"),
        ("req", "Request"),
    ] {
        if id.starts_with(prefix) {
            return kind;
        }
    }
    let any = |keys: &[&str]| keys.iter().any(|key| item.has(key));
    let follows =
        item.peek("settings").is_some_and(|settings| settings.get("followRedirects").is_some());
    match () {
        () if any(&["protoFileId", "metadata", "reflectionApi"]) => "GrpcRequest",
        () if any(&["method"]) => "Request",
        () if any(&["eventListeners"]) => "SocketIORequest",
        () if any(&["children"]) => "RequestGroup",
        () if follows || any(&["url"]) => "WebSocketRequest",
        () => "unknown",
    }
}
