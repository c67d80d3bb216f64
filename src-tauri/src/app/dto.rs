//! The app itself: what it is, and what it remembers between starts.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::error::ErrorDto;
use crate::profiles::dto::OpenedProfile;
use crate::table::dto::TablePreferences;

/// What the page asks once, at start.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct AppInfo {
    pub(crate) version: String,
    /// `linux`, `windows` or `macos`.
    pub(crate) platform: String,
    /// The system's language, as `zh-CN`.
    pub(crate) system_language: String,
    pub(crate) log_folder: String,
    pub(crate) transcript_folder: String,
    pub(crate) preferences: Preferences,
    /// True until a profile was saved or the demo was tried.
    pub(crate) first_run: bool,
}

/// A file that is given from outside: at the start, by a second start, dropped on the window. A transcript is viewed by
/// `open_given_transcript`, HAR or JSON Lines are imported by `import_connection` without a number.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase", tag = "kind")]
pub(crate) enum GivenFile {
    Profile { opened: Box<OpenedProfile> },
    Transcript,
    Import,
    Refused { error: ErrorDto },
}

/// What the page remembers between starts.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Preferences {
    /// `system`, `en` or `zh-CN`.
    pub(crate) language: String,
    /// `system`, `light` or `dark`.
    pub(crate) theme: String,
    /// The profile that was open last.
    pub(crate) profile: Option<String>,
    /// Column widths of the table by column name, in pixels.
    pub(crate) columns: BTreeMap<String, u32>,
    /// Sizes of the panes by name, in pixels.
    pub(crate) panes: BTreeMap<String, u32>,
    /// Which columns, in which order.
    pub(crate) table: TablePreferences,
    /// Bytes that past connections may take before a clean-up is proposed; nothing is removed by itself.
    pub(crate) history_budget: Option<f64>,
    /// The tabs that were open, from left to right, as far as what is in them has a file.
    pub(crate) tabs: Vec<TabDto>,
    /// Which of them was looked at.
    pub(crate) tab: u32,
    /// Percent; none is 100.
    pub(crate) zoom: Option<u32>,
    /// Times are shown, and read where they are typed, in UTC instead of local time.
    pub(crate) utc: bool,
}

/// A tab of the window; nothing in it connects by itself.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub(crate) struct TabDto {
    /// The id of the profile in it.
    pub(crate) profile: Option<String>,
    /// The past connection that is viewed in it.
    pub(crate) past: Option<String>,
}
