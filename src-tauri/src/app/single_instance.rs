//! One running app for each data folder. A second start hands its file to the first, which comes to the front, and ends.
//!
//! Linux: the name on the session bus has a digest of the data folder in it. Windows and macOS: the plugin's names are the
//! app's identifier, which names the one data folder that a user has there.

use std::path::{Path, PathBuf};

use tauri::{AppHandle, Manager, Runtime};

use crate::app::files_to_open::FilesToOpen;

/// Longer than a bus or an app that is alive takes to answer.
#[cfg(target_os = "linux")]
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(3);

/// Ends the process where another one has this data folder. Answers why others cannot be found, where they cannot; the
/// app starts then as if it were the first.
pub(crate) fn claim<R: Runtime>(handle: &AppHandle<R>, data: &Path) -> Result<(), String> {
    let name = name(&handle.config().identifier, data);
    #[cfg(target_os = "linux")]
    bus::answers(&format!("{name}.SingleInstance"))?;
    let plugin = tauri_plugin_single_instance::Builder::new()
        .dbus_id(name)
        .callback(|handle, arguments, folder| {
            if let Some(file) = arguments.get(1) {
                handle.state::<FilesToOpen>().add([PathBuf::from(folder).join(file)]);
            }
            to_the_front(handle);
        })
        .build();
    handle.plugin(plugin).map_err(|error| error.to_string())
}

/// From now on another start is the first.
pub(crate) fn release<R: Runtime>(handle: &AppHandle<R>) {
    tauri_plugin_single_instance::destroy(handle);
}

fn to_the_front<R: Runtime>(handle: &AppHandle<R>) {
    let Some(window) = handle.get_webview_window("main") else { return };
    let shown = window.unminimize().and_then(|()| window.show()).and_then(|()| window.set_focus());
    if let Err(error) = shown {
        tracing::warn!(%error, "the window cannot be brought to the front");
    }
}

/// The identifier, and what tells this data folder from others. No part of a bus name may begin with a digit.
fn name(identifier: &str, data: &Path) -> String {
    let folder = data.canonicalize().unwrap_or_else(|_| data.to_owned());
    let digest = crc::Crc::<u64>::new(&crc::CRC_64_ECMA_182);
    format!("{identifier}.d{:016x}", digest.checksum(folder.as_os_str().as_encoded_bytes()))
}

#[cfg(target_os = "linux")]
mod bus {
    use std::sync::mpsc;

    use zbus::blocking::Connection;
    use zbus::blocking::fdo::DBusProxy;
    use zbus::names::BusName;

    use super::PATIENCE;

    /// Whether there is a session bus and, where another app has this name, whether that one is alive. The plugin would
    /// wait for either without end.
    pub(super) fn answers(name: &str) -> Result<(), String> {
        let (tell, told) = mpsc::channel();
        let name = name.to_owned();
        let ask = move || {
            // Nobody waits for it any more when it took too long.
            let _ = tell.send(ask(&name).map_err(|error| error.to_string()));
        };
        let started = std::thread::Builder::new().name("bus".into()).spawn(ask);
        started.map_err(|error| error.to_string())?;
        told.recv_timeout(PATIENCE).unwrap_or_else(|_| Err("no answer".to_owned()))
    }

    fn ask(name: &str) -> zbus::Result<()> {
        let bus = Connection::session()?;
        let taken = DBusProxy::new(&bus)?.name_has_owner(BusName::try_from(name)?)?;
        if taken {
            // Where the plugin serves.
            let path = format!("/{}", name.replace('.', "/").replace('-', "_"));
            let peer = Some("org.freedesktop.DBus.Peer");
            bus.call_method(Some(name), path.as_str(), peer, "Ping", &())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_name_follows_the_data_folder() {
        let dir = tempfile::tempdir().expect("a folder");
        let [one, two] = ["one", "two"].map(|name| {
            let folder = dir.path().join(name);
            std::fs::create_dir(&folder).expect("made");
            super::name("dev.wirelark.desktop", &folder)
        });
        assert_ne!(one, two);
        let round = dir.path().join("two/../one");
        assert_eq!(super::name("dev.wirelark.desktop", &round), one);
        // As D-Bus wants its names.
        let part = one.strip_prefix("dev.wirelark.desktop.").expect("the identifier first");
        assert!(part.starts_with('d') && part.chars().all(|c| c.is_ascii_alphanumeric()));
    }
}
