//! Data of profiles: list entries, opened profiles and drafts.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use wirelark_core::profile::model::{Message, Profile};

use crate::error::ErrorDto;

/// An entry of the profile list.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct ProfileSummary {
    /// The file's name without `.wirelark.json`.
    pub id: String,
    pub name: String,
    pub url: String,
    pub path: String,
    /// Why the file cannot be opened.
    pub error: Option<ErrorDto>,
}

/// An opened profile.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct OpenedProfile {
    pub id: String,
    pub path: String,
    pub profile: Profile,
    /// JSON paths of keys in the file that this version does not know; saving keeps them.
    pub unknown: Vec<String>,
}

/// Unsaved work of one tab, stored to survive a crash.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct DraftDto {
    /// Index of the tab.
    pub at: u32,
    /// The tab was active.
    pub active: bool,
    /// The page's key of the profile, also before it has a file.
    pub key: Option<String>,
    /// Id of the profile, if it has a file.
    pub id: Option<String>,
    /// The profile has unsaved changes.
    pub edited: bool,
    /// The edited profile; absent if it equals its file.
    pub profile: Option<Profile>,
    /// The message in the message box; absent if it was sent or is a saved message.
    pub message: Option<Message>,
    /// Places of the profile's secret values, which are not stored.
    #[ts(skip)]
    pub left_out: Vec<String>,
}

/// A draft of the last run.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct RestoredDraft {
    pub draft: DraftDto,
    /// The profile's file, if it has one.
    pub opened: Option<OpenedProfile>,
    /// All secret values that were left out could be restored from the profile's file.
    pub complete: bool,
}
