//! The option `--replies`: automatic replies and heartbeats, and what the report says of them.

use std::sync::Arc;

use serde_json::{Value, json};
use wirelark_core::connection::Status;
use wirelark_core::connection::request::AutomaticMessages;
use wirelark_core::profile::model::Profile;
use wirelark_core::profile::variable::VariableSources;

use crate::failure::Failure;
use crate::output;

/// The replies and heartbeats of a profile whose secrets are filled in.
pub(crate) fn prepare(
    profile: &Profile,
    sources: &Arc<VariableSources>,
) -> Result<AutomaticMessages, Failure> {
    if profile.replies.is_empty() && profile.heartbeats.is_empty() {
        output::note("note replies: the profile has neither replies nor heartbeats");
    }
    Ok(AutomaticMessages::of(profile, sources)?)
}

/// Says on stderr why an automatic message was not sent, if that happened.
pub(crate) fn note_error(status: &Status) {
    let Some(automatic) = &status.automatic else { return };
    if let Some(error) = &automatic.error {
        let (code, skipped) = (error.code(), automatic.skipped);
        output::note(format_args!("note {code}: {error} (not sent in all: {skipped})"));
    }
}

/// Adds the counts to the JSON report of a connection with `--replies`.
pub(crate) fn add_to_report(report: &mut Value, status: &Status) {
    let Some(automatic) = &status.automatic else { return };
    let error = automatic.error.as_ref();
    let error = error.map(|error| json!({"code": error.code(), "text": error.to_string()}));
    if let Some(report) = report.as_object_mut() {
        let counts = json!({
            "sent": automatic.replies, "heartbeats": automatic.heartbeats,
            "skipped": automatic.skipped, "error": error,
        });
        report.insert("replies".to_owned(), counts);
    }
}
