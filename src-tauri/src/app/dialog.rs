//! Native file dialogs. The page learns only paths that the user chose, and never writes files itself.

use std::path::PathBuf;

use tauri::async_runtime::spawn_blocking;
use tauri::{AppHandle, Manager};
#[cfg(not(feature = "e2e"))]
use tauri_plugin_dialog::DialogExt;

use wirelark_core::transcript::ExportFormat;

use crate::app::locale::translate;
use crate::settings::dto::ConnectionFile;
use crate::state::App;

/// The app's file dialogs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DialogKind {
    OpenProfile,
    SaveProfile,
    ImportProfile,
    ExportProfile,
    SaveRows(ExportFormat),
    ImportTranscript,
    OpenProto,
    OpenTranscript,
    SavePayload,
    OpenConnectionFile(ConnectionFile),
    OpenMessageFile,
}

impl DialogKind {
    fn title(self) -> &'static str {
        match self {
            DialogKind::OpenProfile => "dialog-open-profile",
            DialogKind::SaveProfile => "dialog-save-profile",
            DialogKind::ImportProfile => "dialog-import-profile",
            DialogKind::ExportProfile => "dialog-export-profile",
            DialogKind::SaveRows(_) => "dialog-save-rows",
            DialogKind::ImportTranscript => "dialog-import-transcript",
            DialogKind::OpenProto => "dialog-open-proto",
            DialogKind::OpenTranscript => "dialog-open-transcript",
            DialogKind::SavePayload => "dialog-save-payload",
            DialogKind::OpenMessageFile => "dialog-open-message-file",
            DialogKind::OpenConnectionFile(kind) => match kind {
                ConnectionFile::Authorities => "dialog-open-authorities",
                ConnectionFile::Revocations => "dialog-open-revocations",
                ConnectionFile::Certificate => "dialog-open-certificate",
                ConnectionFile::Key => "dialog-open-key",
                ConnectionFile::Pkcs12 => "dialog-open-pkcs12",
                ConnectionFile::Socket => "dialog-open-socket",
            },
        }
    }

    /// The translation key of the file type, and its suffixes.
    fn file_type(self) -> (&'static str, &'static [&'static str]) {
        match self {
            DialogKind::SaveRows(format) => match format {
                ExportFormat::Jsonl => ("dialog-kind-jsonl", &["jsonl"]),
                ExportFormat::Csv => ("dialog-kind-csv", &["csv"]),
                ExportFormat::Har => ("dialog-kind-har", &["har"]),
                ExportFormat::Pcapng => ("dialog-kind-pcapng", &["pcapng"]),
                ExportFormat::Text => ("dialog-kind-text", &["txt"]),
            },
            DialogKind::ImportTranscript => ("dialog-kind-import", &["har", "jsonl", "json"]),
            DialogKind::OpenProto => {
                ("dialog-kind-proto", &["proto", "desc", "pb", "binpb", "protoset"])
            }
            DialogKind::OpenTranscript => ("dialog-kind-transcript", &["wlt"]),
            DialogKind::SavePayload | DialogKind::OpenMessageFile => ("dialog-kind-any", &["*"]),
            DialogKind::OpenConnectionFile(kind) => match kind {
                ConnectionFile::Authorities | ConnectionFile::Certificate => {
                    ("dialog-kind-pem", &["pem", "crt", "cer", "*"])
                }
                ConnectionFile::Revocations => ("dialog-kind-crl", &["crl", "pem", "*"]),
                ConnectionFile::Key => ("dialog-kind-key", &["key", "pem", "*"]),
                ConnectionFile::Pkcs12 => ("dialog-kind-pkcs12", &["p12", "pfx", "*"]),
                ConnectionFile::Socket => ("dialog-kind-any", &["*"]),
            },
            _ => ("dialog-kind-profile", &["wirelark", "wirelark.json", "json"]),
        }
    }

    /// Dialogs with the same key share the folder that they start in.
    fn folder_key(self) -> &'static str {
        match self {
            DialogKind::OpenProfile
            | DialogKind::SaveProfile
            | DialogKind::ImportProfile
            | DialogKind::ExportProfile => "profiles",
            DialogKind::SaveRows(_) => "exports",
            DialogKind::SavePayload => "payloads",
            DialogKind::OpenMessageFile => "messages",
            DialogKind::OpenTranscript => "transcripts",
            DialogKind::ImportTranscript => "imports",
            DialogKind::OpenProto => "protobuf",
            DialogKind::OpenConnectionFile(_) => "connection",
        }
    }

    /// Whether the dialog asks for a file to write.
    fn saves(self) -> bool {
        matches!(
            self,
            DialogKind::SaveProfile
                | DialogKind::ExportProfile
                | DialogKind::SaveRows(_)
                | DialogKind::SavePayload
        )
    }
}

/// Shows a dialog, starting in its last folder with `name` as the proposed file name. `None` if the user cancels.
pub(crate) async fn ask(app: &AppHandle, kind: DialogKind, name: &str) -> Option<PathBuf> {
    let state = app.state::<App>();
    let (language, folders) = (state.preferences().language, state.last_folders.clone());
    let stored = folders.clone();
    // Checking that the folder exists may wait for a network drive.
    let folder = spawn_blocking(move || stored.get(kind.folder_key())).await.ok().flatten();
    let chosen = show(app, &language, kind, name, folder).await?;
    folders.remember(kind.folder_key(), &chosen);
    Some(chosen)
}

/// Whether the system's dialog can be told these suffixes. macOS and, for saving, Windows know no `*`: macOS would offer
/// no file at all, and both would add it to the name.
#[cfg_attr(feature = "e2e", allow(dead_code))]
fn filters(suffixes: &[&str], system: &str) -> bool {
    system == "linux" || !suffixes.contains(&"*")
}

#[cfg(not(feature = "e2e"))]
async fn show(
    app: &AppHandle,
    language: &str,
    kind: DialogKind,
    name: &str,
    folder: Option<PathBuf>,
) -> Option<PathBuf> {
    let (file_type, suffixes) = kind.file_type();
    let mut dialog =
        app.dialog().file().set_title(translate(language, kind.title())).set_file_name(name);
    if filters(suffixes, std::env::consts::OS) {
        dialog = dialog.add_filter(translate(language, file_type), suffixes);
    }
    if let Some(folder) = folder {
        dialog = dialog.set_directory(folder);
    }
    let (sender, chosen) = tokio::sync::oneshot::channel();
    let done = move |path: Option<tauri_plugin_dialog::FilePath>| {
        // The receiver is gone if the page was reloaded.
        let _ = sender.send(path.and_then(|path| path.into_path().ok()));
    };
    match kind.saves() {
        true => dialog.save_file(done),
        false => dialog.pick_file(done),
    }
    chosen.await.ok().flatten()
}

/// In the end-to-end build, answers with the next line of the file named by `WIRELARK_DIALOGS`; an empty or missing
/// line cancels. The release build has no such switch.
#[cfg(feature = "e2e")]
async fn show(
    _: &AppHandle,
    language: &str,
    kind: DialogKind,
    name: &str,
    folder: Option<PathBuf>,
) -> Option<PathBuf> {
    let (file_type, suffixes) = kind.file_type();
    let title = translate(language, kind.title());
    tracing::info!(%title, kind = %translate(language, file_type), ?suffixes, name, saves = kind.saves(), ?folder, "dialog");
    let queue = PathBuf::from(std::env::var_os("WIRELARK_DIALOGS")?);
    let text = std::fs::read_to_string(&queue).ok()?;
    let (first, rest) = text.split_once('\n').unwrap_or((&text, ""));
    std::fs::write(&queue, rest).ok()?;
    (!first.is_empty()).then(|| PathBuf::from(first))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_file_can_be_chosen_where_any_is_meant() {
        let (_, any) = DialogKind::SavePayload.file_type();
        let (_, key) = DialogKind::OpenConnectionFile(ConnectionFile::Key).file_type();
        let (_, transcript) = DialogKind::OpenTranscript.file_type();
        for system in ["macos", "windows"] {
            assert!(!filters(any, system) && !filters(key, system), "{system}");
            assert!(filters(transcript, system), "{system}");
        }
        assert!(filters(key, "linux"));
    }
}
