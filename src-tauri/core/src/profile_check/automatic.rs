//! Validates the login's messages and filters, automatic replies and heartbeats.

use std::sync::Arc;

use super::ProblemList;
use crate::connection::request::{self, RequestError};
use crate::packet::rules::Decoder;
use crate::profile::model::Profile;
use crate::profile::variable::{self, VariableSources, VariableUses};

/// Validates the login's messages and filters, automatic replies and heartbeats. A message with a variable or a secret
/// can only be validated when it is sent.
pub fn automatic(profile: &Profile) -> Vec<RequestError> {
    let profile = &*profile.inherited();
    let asked = variable::asked(profile, None, &VariableSources::default());
    let all_known =
        VariableSources::new(asked.into_iter().map(|one| (one.name, String::new())).collect());
    problems(profile, &Arc::new(Decoder::new(&profile.decoding())), &all_known)
}

fn problems(
    profile: &Profile,
    decoder: &Arc<Decoder>,
    all_known: &VariableSources,
) -> Vec<RequestError> {
    let standing = VariableUses::of(profile);
    let login = request::login_problems(profile, all_known, decoder).into_iter();
    let login = login.filter(|error| match error {
        RequestError::Message(error) => !standing.at(&error.path),
        _ => true,
    });
    login.chain(request::automatic_problems(profile, all_known, decoder)).collect()
}

impl ProblemList {
    /// Validates the login's messages and filters, automatic replies and heartbeats.
    pub(super) fn login_and_automatic(
        &mut self,
        profile: &Profile,
        decoder: &Arc<Decoder>,
        all_known: &VariableSources,
    ) {
        for error in problems(profile, decoder, all_known) {
            // Reported with the other durations of the login.
            if error.path() == "login.reply.within" {
                continue;
            }
            match &error {
                RequestError::Message(inner) => self.add(error.path(), error.code(), &inner.fault),
                RequestError::Filter { error: inner, .. } => {
                    self.add(error.path(), error.code(), inner);
                }
                RequestError::Duration { error: inner, .. } => {
                    self.add(error.path(), error.code(), inner);
                }
                _ => self.add(error.path(), error.code(), &error),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::profile::model::Profile;
    use crate::profile_check::check;

    #[test]
    fn replies_heartbeats_and_the_login_are_looked_at() {
        let text = |text: &str| json!({"type": "text", "text": text});
        let profile: Profile = serde_json::from_value(json!({
            "wirelark": 1, "name": "x", "connection": {"url": "ws://h/"},
            "login": {
                "messages": ["gone", {"send": text("{{secret:s}}"), "expect": "latency>5"}],
                "reply": {"filter": "a or", "within": "soon"}
            },
            "messages": [{"name": "pong", "type": "text", "text": "{{received.field.id}} {{asked}}"}],
            "replies": [
                {"when": "code:7", "send": "pong", "after": "5ms", "times": 3},
                {"when": "a row:1", "send": text("x"), "off": true},
                {"when": "b", "send": {"type": "json", "text": "{"}, "after": "x"}
            ],
            "heartbeats": [{"send": text("beat"), "every": "5ms"}, {"send": text("x"), "every": "5s"}]
        }))
        .expect("a profile");
        let found = check(&profile);
        let found: Vec<_> = found.iter().map(|p| (p.path.as_str(), p.code)).collect();
        assert_eq!(
            found,
            [
                ("login.reply.within", "duration_invalid"),
                ("login.messages[0]", "message_unknown"),
                ("login.messages[1].expect", "filter_rows_only"),
                ("login.reply.filter", "filter_missing"),
                ("replies[1].when", "filter_rows_only"),
                ("replies[2].after", "duration_invalid"),
                ("replies[2].send.text", "json.end"),
                ("heartbeats[0].every", "duration_too_short"),
            ]
        );
        let text = &check(&profile)[4].text;
        assert!(text.starts_with("column 3: 'row' is known of stored rows only"), "{text}");
    }
}
