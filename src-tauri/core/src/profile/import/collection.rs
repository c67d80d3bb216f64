//! What collections of several tools share: authentication, variables of environments, inherited settings.

use std::collections::{BTreeMap, BTreeSet};

use super::draft::ProfileDraft;
use super::fields::Fields;
use super::report::ImportReport;
use crate::profile::model::{ApiKeyPlace, Profile};

/// Limit of the nesting depth of folders in a collection.
pub(super) const MAX_FOLDERS: usize = 32;

/// A variable of an environment.
#[derive(Debug, Clone)]
pub(super) struct EnvironmentVariable {
    pub name: String,
    pub value: String,
    pub is_secret: bool,
    /// Where it stands.
    pub path: String,
}

/// Settings of folders around a request.
#[derive(Debug, Clone, Default)]
pub(super) struct Inherited {
    pub headers: Vec<(String, String, bool)>,
    /// The nearest authentication that is not "inherit".
    pub auth: Option<Fields>,
    /// The nearest value of a name comes last.
    pub variables: Vec<EnvironmentVariable>,
}

/// Sets the authentication from an object with `type`.
pub(super) fn authenticate(auth: Fields, draft: &mut ProfileDraft<'_>) {
    let kind = auth.peek_text("type").to_owned();
    authenticate_as(&kind, auth, draft);
}

/// Sets the authentication of this type.
pub(super) fn authenticate_as(kind: &str, mut auth: Fields, draft: &mut ProfileDraft<'_>) {
    auth.take("type");
    let path = auth.path.clone();
    if auth.flag("disabled") == Some(true) {
        draft.report.lost(&path, "the authentication is switched off");
        return;
    }
    match kind.to_ascii_lowercase().as_str() {
        "" | "none" | "noauth" => {}
        "inherit" => {
            draft
                .report
                .lost(&path, "the authentication is inherited from a folder that has none here");
        }
        "basic" => {
            let (user, password) = (auth.text("username"), auth.text("password"));
            let user = draft.text(&user, &path);
            let password = draft.text(&password, &path);
            draft.basic(&user, &password, &path);
        }
        "bearer" => {
            let token = auth.text("token");
            let token = draft.text(&token, &path);
            let prefix = auth.text("prefix");
            match prefix.is_empty() || prefix.eq_ignore_ascii_case("bearer") {
                true => draft.bearer(&token, &path),
                false => draft.header("Authorization", &format!("{prefix} {token}"), true, &path),
            }
        }
        "apikey" => {
            let (name, value) = (auth.text("key"), auth.text("value"));
            let (name, value) = (draft.text(&name, &path), draft.text(&value, &path));
            let place = [
                auth.text("addTo"),
                auth.text("location"),
                auth.text("placement"),
                auth.text("in"),
            ]
            .concat();
            if place == "cookie" {
                draft.cookie(&name, &value, true, &path);
            } else {
                let in_query = place.to_ascii_lowercase().contains("query");
                let place = if in_query { ApiKeyPlace::Query } else { ApiKeyPlace::Header };
                draft.api_key(&name, &value, place, &path);
            }
        }
        other => {
            let text = format!("authentication of type {other} cannot be carried over");
            draft.report.lost(&path, text);
            return;
        }
    }
    auth.leftover(draft.report);
}

/// The variables of an object, nested objects joined by dots.
pub(super) fn variables_of(fields: Fields, are_secret: bool) -> Vec<EnvironmentVariable> {
    let path = fields.path.clone();
    let mut variables = Vec::new();
    let mut left: Vec<(String, serde_json::Value)> =
        fields.into_entries().into_iter().rev().collect();
    while let Some((name, value)) = left.pop() {
        match value {
            serde_json::Value::Object(inner) => {
                left.extend(
                    inner.into_iter().rev().map(|(key, value)| (format!("{name}.{key}"), value)),
                );
            }
            value => variables.push(EnvironmentVariable {
                value: super::fields::text_of(&value),
                is_secret: are_secret,
                path: format!("{path}.{name}"),
                name,
            }),
        }
    }
    variables
}

impl ProfileDraft<'_> {
    /// The profile, with values for the variables that it uses, whose names are added to `used`.
    pub(super) fn finish_with(
        mut self,
        variables: &[EnvironmentVariable],
        used: &mut BTreeSet<String>,
    ) -> Profile {
        // A value may use another variable.
        for _ in 0..3 {
            for EnvironmentVariable { name, value, is_secret, path } in variables {
                self.variable(name, value, *is_secret, path);
            }
        }
        used.extend(self.used.iter().cloned());
        self.finish()
    }
}

/// The folders around an item, the outermost first; `key` names the field with the id of the folder around each.
pub(super) fn folders_around(
    item: &Fields,
    folders: &BTreeMap<String, Fields>,
    key: &str,
) -> Vec<Fields> {
    let mut chain = Vec::new();
    let mut parent = item.peek_text(key);
    while let Some(folder) = folders.get(parent)
        && chain.len() <= MAX_FOLDERS
    {
        chain.push(folder.clone());
        parent = folder.peek_text(key);
    }
    chain.reverse();
    chain
}

/// Says which variables no connection uses.
pub(super) fn report_unused(
    variables: &[EnvironmentVariable],
    used: &BTreeSet<String>,
    report: &mut ImportReport,
) {
    let mut names: Vec<&str> = variables
        .iter()
        .map(|one| one.name.as_str())
        .filter(|name| !used.contains(*name))
        .collect();
    names.sort_unstable();
    names.dedup();
    if !names.is_empty() {
        report.lost("", format!("variables that no connection uses: {}", names.join(", ")));
    }
}

/// Fills `:name` of a URL's path from these values.
pub(super) fn with_path_parameters(url: &str, values: &[(String, String)]) -> String {
    let (before, after) = match url.split_once("://") {
        Some((scheme, rest)) => (format!("{scheme}://"), rest),
        None => (String::new(), url),
    };
    let (path, query) = match after.find('?') {
        Some(at) => after.split_at(at),
        None => (after, ""),
    };
    let parts = path.split('/').map(|part| {
        let known =
            part.strip_prefix(':').and_then(|name| values.iter().find(|(known, _)| known == name));
        known.map_or(part, |(_, value)| value.as_str())
    });
    format!("{before}{}{query}", parts.collect::<Vec<_>>().join("/"))
}
