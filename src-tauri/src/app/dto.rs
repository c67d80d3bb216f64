//! Data of the app itself: version and folders, preferences, files to open.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use wirelark_core::packet::lens::Lens;
use wirelark_core::profile::lenses;
use wirelark_core::profile::model::Profile;

use crate::error::ErrorDto;
use crate::profiles::dto::OpenedProfile;
use crate::table::dto::TablePreferences;

/// Facts about the app, read once by the page at startup.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub(crate) struct AppInfo {
    pub version: String,
    /// `linux`, `windows` or `macos`.
    pub platform: String,
    /// The system's language as a tag, such as `zh-CN`.
    pub system_language: String,
    pub log_folder: String,
    pub transcript_folder: String,
    pub preferences: Preferences,
    /// No profile has been saved yet.
    pub first_run: bool,
    /// The built-in lenses, in the order in which they are offered.
    pub lenses: Vec<LensDto>,
}

/// A lens and what it brings.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct LensDto {
    /// Its name in a profile.
    pub name: &'static str,
    /// The profile from which one with this lens inherits. Its name is the protocol's; its `connection` has nothing but
    /// the subprotocols that choose the lens.
    pub preset: Profile,
}

impl LensDto {
    /// All lenses.
    pub(crate) fn all() -> Vec<LensDto> {
        let of = |lens: Lens| {
            let preset = lenses::preset(lens)?.clone();
            Some(LensDto { name: lens.name(), preset })
        };
        Lens::all().filter_map(of).collect()
    }
}

/// A file from the command line, a second start or a drop on the window. `open_given_transcript` opens a transcript;
/// `import_connection` without a number imports a HAR or JSON Lines.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase", tag = "kind")]
pub(crate) enum GivenFile {
    Profile {
        opened: Box<OpenedProfile>,
    },
    /// Dropped at this point, in logical pixels; `open_dropped` opens the file, `message_from_dropped` sends it.
    Dropped {
        x: f64,
        y: f64,
    },
    Transcript,
    Import,
    Refused {
        error: ErrorDto,
    },
}

/// The user's preferences and the window's content, kept between starts.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Preferences {
    /// `system`, `en` or `zh-CN`.
    pub language: String,
    /// `system`, `light` or `dark`.
    pub theme: String,
    /// Id of the profile that was open last.
    pub profile: Option<String>,
    /// Widths of table columns by column name, in pixels.
    pub columns: BTreeMap<String, u32>,
    /// Sizes of the panes by name, in pixels.
    pub panes: BTreeMap<String, u32>,
    /// Columns of the table and their order.
    pub table: TablePreferences,
    /// Bytes of stored transcripts above which the page proposes a clean-up; nothing is removed automatically.
    pub history_budget: Option<f64>,
    /// The open tabs from left to right; only those whose content has a file.
    pub tabs: Vec<TabDto>,
    /// Index of the active tab.
    pub tab: u32,
    /// Zoom in percent; 100 if absent.
    pub zoom: Option<u32>,
    /// The scenario that was run last, by the id of its profile.
    pub scenarios: BTreeMap<String, String>,
    /// Show and read times in UTC instead of local time.
    pub utc: bool,
}

/// A tab to restore; restoring does not connect.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub(crate) struct TabDto {
    /// Id of its profile.
    pub profile: Option<String>,
    /// History id of the transcript that it shows.
    pub past: Option<String>,
}
