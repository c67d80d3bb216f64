//! Data that crosses to the page.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use wirelark_core::profile::model::{Message, Profile};

use crate::error::ErrorDto;

/// A profile in the list.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ProfileSummary {
    /// The file's name without `.wirelark.json`.
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) url: String,
    pub(crate) path: String,
    /// Why it cannot be opened; the file is left as it is.
    pub(crate) error: Option<ErrorDto>,
}

/// A profile, opened.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct OpenedProfile {
    pub(crate) id: String,
    pub(crate) path: String,
    pub(crate) profile: Profile,
    /// JSON paths of keys in its file that this version does not know; they stay there.
    pub(crate) unknown: Vec<String>,
}

/// Unsaved work of one tab, as it is kept in case of a crash.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct DraftDto {
    /// The tab's place among all.
    pub(crate) at: u32,
    /// The tab was looked at.
    pub(crate) active: bool,
    /// What the page calls a profile without a file.
    pub(crate) key: Option<String>,
    /// The profile's id, where it has a file.
    pub(crate) id: Option<String>,
    /// Somebody typed into the profile.
    pub(crate) edited: bool,
    /// As it was typed; none where it is as in its file.
    pub(crate) profile: Option<Profile>,
    /// What is in the message box; none where that was sent, or is a saved message.
    pub(crate) message: Option<Message>,
    /// Places of the profile's values that are not kept.
    #[ts(skip)]
    pub(crate) left_out: Vec<String>,
}

/// A draft of the last run.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RestoredDraft {
    pub(crate) draft: DraftDto,
    /// The profile's file, where it has one.
    pub(crate) opened: Option<OpenedProfile>,
    /// Nothing of the profile is missing: no login value, no password.
    pub(crate) complete: bool,
}
