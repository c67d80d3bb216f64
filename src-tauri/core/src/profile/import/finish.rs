//! The last pass over an imported profile: no credential stays in messages, and variables that are secrets say so.

use serde_json::Value;

use super::credentials::{is_secret_name, without_json_secrets, without_tokens};
use super::draft::ProfileDraft;
use super::note::ImportNoteCode;
use crate::packet::literal::Literal;
use crate::profile::model::{BodyType, LoginPart, Profile, TailType};

impl ProfileDraft<'_> {
    /// The profile: credentials in messages replaced, and variables that are secrets written as such.
    pub(super) fn finish(mut self) -> Profile {
        self.hide_in_login();
        self.hide_in_messages();
        for name in std::mem::take(&mut self.secret_variables) {
            self.profile.variables.remove(&name);
            self.rename_to_secret(&name);
        }
        self.hide_tokens();
        for name in std::mem::take(&mut self.used) {
            let known = self.profile.variables.contains_key(&name)
                || matches!(name.as_str(), "uuid" | "unix")
                || !self.mentions(&format!("{{{{{name}}}}}"));
            if !known {
                let text = format!(
                    "{{{{{name}}}}} has no value here; it is asked for when connecting or sending"
                );
                self.report.at("", ImportNoteCode::ValueMissing, text);
            }
        }
        self.profile
    }

    fn hide_in_login(&mut self) {
        let Some(mut login) = self.profile.login.take() else { return };
        for (i, field) in login.fields.iter_mut().enumerate() {
            if is_secret_name(&field.name) {
                let reference =
                    self.secret(&field.name, field.value.as_str(), &format!("login.fields[{i}]"));
                field.value = Literal::from(reference);
            } else if field.value.as_str().contains('"') {
                field.value = Literal::from(self.without_secrets(field.value.as_str(), "login"));
            }
        }
        for part in &mut login.messages {
            if let LoginPart::Inline(message) = part {
                message.text = self.without_secrets(&message.text, "login");
            }
        }
        self.profile.login = Some(login);
    }

    fn hide_in_messages(&mut self) {
        let mut messages = std::mem::take(&mut self.profile.messages);
        for message in &mut messages {
            let path = format!("message {}", message.name);
            if matches!(message.body, BodyType::Text | BodyType::Json) {
                message.text = self.without_secrets(&message.text, &path);
            }
            if let Some(tail) = message
                .tail
                .as_mut()
                .filter(|tail| matches!(tail.body, TailType::Text | TailType::Json))
            {
                tail.text = self.without_secrets(&tail.text, &path);
            }
        }
        self.profile.messages = messages;
    }

    fn without_secrets(&mut self, text: &str, path: &str) -> String {
        without_json_secrets(text, |name, value| self.secret(name, value, path))
    }

    /// Writes `{{name}}` as `{{secret:name}}` everywhere.
    fn rename_to_secret(&mut self, name: &str) {
        let (from, to) = (format!("{{{{{name}}}}}"), format!("{{{{secret:{name}}}}}"));
        self.change_texts(&mut |text| text.contains(&from).then(|| text.replace(&from, &to)));
    }

    /// Replaces tokens that are recognised by their form.
    fn hide_tokens(&mut self) {
        let mut found = Vec::new();
        let json = serde_json::to_string(&self.profile).unwrap_or_default();
        without_tokens(&json, |token| {
            found.push(token.to_owned());
            String::new()
        });
        for token in found {
            let reference = self.secret("token", &token, "");
            self.change_texts(&mut |text| {
                text.contains(&token).then(|| text.replace(&token, &reference))
            });
        }
    }

    fn mentions(&self, text: &str) -> bool {
        serde_json::to_string(&self.profile).is_ok_and(|json| json.contains(text))
    }

    /// Applies `change` to every text of the profile.
    fn change_texts(&mut self, change: &mut dyn FnMut(&str) -> Option<String>) {
        fn walk(value: &mut Value, change: &mut dyn FnMut(&str) -> Option<String>) {
            match value {
                Value::String(text) => {
                    if let Some(changed) = change(text) {
                        *text = changed;
                    }
                }
                Value::Array(items) => items.iter_mut().for_each(|item| walk(item, change)),
                Value::Object(map) => map.values_mut().for_each(|item| walk(item, change)),
                _ => {}
            }
        }
        let Ok(mut json) = serde_json::to_value(&self.profile) else { return };
        walk(&mut json, change);
        if let Ok(changed) = serde_json::from_value(json) {
            self.profile = changed;
        }
    }
}
