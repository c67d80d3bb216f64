//! OpenCollection, Bruno's YAML form: a request, a collection's folder, or one bundled file.

use std::collections::BTreeSet;

use serde_json::Value;

use super::collection::{
    EnvironmentVariable, Inherited, MAX_FOLDERS, authenticate, report_unused, with_path_parameters,
};
use super::draft::ProfileDraft;
use super::error::ProfileImportError;
use super::fields::{Fields, text_of};
use super::placeholder::PlaceholderStyle;
use super::report::ImportReport;
use super::source::ImportSource;
use super::{bruno, document};
use crate::profile::model::Profile;

pub(super) fn import(
    source: &ImportSource,
    report: &mut ImportReport,
) -> Result<Vec<Profile>, ProfileImportError> {
    let mut reader = OpenCollection { report, profiles: Vec::new(), used: BTreeSet::new() };
    let mut around = Inherited::default();
    let mut requests = Vec::new();
    let yaml = |name: &str| name.ends_with(".yml") || name.ends_with(".yaml");
    for file in source.files().iter().filter(|file| !source.is_folder() || yaml(&file.name)) {
        let name = if source.is_folder() { file.name.as_str() } else { "" };
        reader.report.enter(name);
        let mut root = Fields::new(document::parse(file)?, "");
        if file.folder().ends_with("environments") {
            reader.environment(&mut root, &mut around.variables);
            root.leftover(reader.report);
        } else if root.has("websocket") {
            requests.push((name.to_owned(), root));
        } else if root.has("opencollection") || root.has("items") || root.has("config") {
            reader.root(root, &mut around);
        } else {
            let mut info = root.object("info");
            let kind = info.text("type");
            if !matches!(kind.as_str(), "folder" | "") {
                reader.report.skipped("", format!("a request of type {kind}"));
            } else {
                reader.settings(&mut root, &mut around);
            }
        }
    }
    let order = |fields: &Fields| {
        fields
            .peek("info")
            .and_then(|info| info.get("seq"))
            .and_then(Value::as_f64)
            .unwrap_or(f64::INFINITY)
    };
    requests.sort_by(|(_, a), (_, b)| order(a).total_cmp(&order(b)));
    for (file, root) in requests {
        reader.report.enter(&file);
        reader.request(root, &around);
    }
    reader.report.enter("");
    report_unused(&around.variables, &reader.used, reader.report);
    source.found(reader.profiles, "there is no request with \"websocket:\"")
}

struct OpenCollection<'r> {
    report: &'r mut ImportReport,
    profiles: Vec<Profile>,
    used: BTreeSet<String>,
}

impl OpenCollection<'_> {
    /// The collection's own file; a bundled one has all requests in `items`.
    fn root(&mut self, mut root: Fields, around: &mut Inherited) {
        for key in ["opencollection", "bundled"] {
            root.take(key);
        }
        let mut info = root.object("info");
        info.take("name");
        info.leftover(self.report);
        let mut config = root.object("config");
        for mut environment in config.objects("environments") {
            self.environment(&mut environment, &mut around.variables);
            environment.leftover(self.report);
        }
        config.leftover(self.report);
        let mut request = root.object("request");
        self.settings(&mut request, around);
        request.leftover(self.report);
        let items = root.objects("items");
        root.leftover(self.report);
        for item in items {
            self.item(item, around, 0);
        }
    }

    fn settings(&mut self, fields: &mut Fields, around: &mut Inherited) {
        around.headers.extend(fields.pairs("headers", self.report));
        let auth = fields.object("auth");
        if !matches!(auth.peek_text("type"), "" | "none") {
            around.auth = Some(auth);
        }
        let variables = fields.objects("variables");
        self.variables(variables, &mut around.variables);
    }

    fn environment(&mut self, environment: &mut Fields, variables: &mut Vec<EnvironmentVariable>) {
        let name = environment.text("name");
        let is_first = variables.is_empty();
        let found = environment.objects("variables");
        match is_first {
            true => self.variables(found, variables),
            false => self
                .report
                .lost("", format!("the environment {name}; values come from the first one")),
        }
    }

    fn variables(&mut self, found: Vec<Fields>, variables: &mut Vec<EnvironmentVariable>) {
        for mut variable in found {
            let is_secret = variable.flag("secret") == Some(true);
            let (name, path) = (variable.text("name"), variable.path.clone());
            if variable.flag("disabled") == Some(true) || variable.flag("enabled") == Some(false) {
                self.report.lost(&path, format!("the variable {name} is switched off"));
            } else {
                variables.push(EnvironmentVariable {
                    name,
                    value: variable.text("value"),
                    is_secret,
                    path,
                });
            }
            variable.leftover(self.report);
        }
    }

    fn item(&mut self, mut item: Fields, around: &Inherited, depth: usize) {
        if depth > MAX_FOLDERS {
            self.report.lost(&item.path, "folders nest too deeply");
            return;
        }
        if item.has("websocket") {
            return self.request(item, around);
        }
        let path = item.path.clone();
        let mut info = item.object("info");
        let (name, kind) = (info.text("name"), info.text("type"));
        if item.has("items") || kind == "folder" {
            let mut inner = around.clone();
            let mut request = item.object("request");
            self.settings(&mut request, &mut inner);
            let items = item.objects("items");
            item.leftover(self.report);
            for one in items {
                self.item(one, &inner, depth + 1);
            }
        } else {
            self.report.skipped(&path, format!("{name}: a request of type {kind}"));
        }
    }

    fn request(&mut self, mut item: Fields, around: &Inherited) {
        let mut info = item.object("info");
        let name = info.text("name");
        let mut draft = ProfileDraft::new(&name, PlaceholderStyle::Braces, self.report);
        for key in ["type", "seq"] {
            info.take(key);
        }
        info.leftover(draft.report);
        let mut socket = item.object("websocket");
        let (mut in_path, mut query) = (Vec::new(), Vec::new());
        for mut parameter in socket.objects("params") {
            let (name, value) = (parameter.text("name"), parameter.text("value"));
            let enabled = parameter.flag("disabled") != Some(true);
            match parameter.text("type").as_str() {
                "path" => in_path.push((name, value)),
                _ => query.push((name, value, enabled)),
            }
            parameter.leftover(draft.report);
        }
        let url = with_path_parameters(&socket.text("url"), &in_path);
        draft.url(&url, &socket.at("url"));
        for (name, value, enabled) in query {
            if !(enabled && draft.profile.connection.url.contains(&format!("{name}="))) {
                draft.query(&name, &value, enabled, &socket.at("params"));
            }
        }
        for (name, value, enabled) in
            around.headers.iter().cloned().chain(socket.pairs("headers", draft.report))
        {
            draft.header(&name, &value, enabled, &socket.at("headers"));
        }
        let inherits = socket.peek_text("auth") == "inherit" || socket.peek("auth").is_none();
        match (inherits, &around.auth) {
            (true, Some(auth)) => authenticate(auth.clone(), &mut draft),
            (true, None) => {
                if socket.take("auth").is_some() {
                    draft.report.lost(
                        &socket.at("auth"),
                        "it is inherited from a collection that is not here",
                    );
                }
            }
            _ => authenticate(socket.object("auth"), &mut draft),
        }
        socket.take("auth");
        messages(&mut socket, &mut draft);
        socket.leftover(draft.report);
        let mut runtime = item.object("runtime");
        let mut variables = around.variables.clone();
        for mut variable in runtime.objects("variables") {
            let (name, path) = (variable.text("name"), variable.path.clone());
            variables.push(EnvironmentVariable {
                name,
                value: variable.text("value"),
                is_secret: false,
                path,
            });
            variable.leftover(draft.report);
        }
        runtime.leftover(draft.report);
        for (key, value) in item.object("settings").into_entries() {
            bruno::setting(&key, &text_of(&value), &mut draft);
        }
        item.leftover(draft.report);
        self.profiles.push(draft.finish_with(&variables, &mut self.used));
    }
}

/// `message`: `{type, data}`, or a list of `{title, selected?, message: {type, data}}`.
fn messages(socket: &mut Fields, draft: &mut ProfileDraft<'_>) {
    let found = socket.objects("message");
    for (i, mut entry) in found.into_iter().enumerate() {
        let mut inner =
            if entry.has("message") { entry.object("message") } else { Fields::default() };
        let title = entry.text("title");
        let name = if title.is_empty() { format!("message {}", i + 1) } else { title };
        entry.take("selected");
        let source = if inner.has("data") { &mut inner } else { &mut entry };
        let (kind, data) = (source.text("type"), source.text("data"));
        bruno::message(&name, &kind, &data, draft);
        inner.leftover(draft.report);
        entry.leftover(draft.report);
    }
}
