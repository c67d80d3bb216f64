//! Allows one running instance per data folder. A second start passes its file to the first, which comes to the front,
//! and exits.
//!
//! On Linux the instance's D-Bus name contains a digest of the data folder. On Windows and macOS the plugin uses the app's
//! identifier; a user has one data folder there.

use std::path::{Path, PathBuf};

use tauri::{AppHandle, Manager, Runtime};

use crate::app::files_to_open::FilesToOpen;

/// Timeout for the session bus and the running instance to answer.
#[cfg(target_os = "linux")]
const BUS_TIMEOUT: std::time::Duration = std::time::Duration::from_secs(3);

/// Ends the process if another instance uses this data folder. An error means that other instances cannot be detected;
/// the app then starts as the first.
pub(crate) fn claim<R: Runtime>(handle: &AppHandle<R>, data: &Path) -> Result<(), String> {
    let name = instance_name(&handle.config().identifier, data);
    #[cfg(target_os = "linux")]
    bus::check(&format!("{name}.SingleInstance"))?;
    let plugin = tauri_plugin_single_instance::Builder::new()
        .dbus_id(name)
        .callback(|handle, arguments, folder| {
            if let Some(file) = arguments.get(1) {
                handle.state::<FilesToOpen>().add([PathBuf::from(folder).join(file)]);
            }
            bring_to_front(handle);
        })
        .build();
    handle.plugin(plugin).map_err(|error| error.to_string())
}

/// Gives up the claim: the next start becomes the first instance.
pub(crate) fn release<R: Runtime>(handle: &AppHandle<R>) {
    tauri_plugin_single_instance::destroy(handle);
}

/// Shows the window above others, also if it is minimised. Nothing happens before there is one.
pub(crate) fn bring_to_front<R: Runtime>(handle: &AppHandle<R>) {
    let Some(window) = handle.get_webview_window("main") else { return };
    let shown = window.unminimize().and_then(|()| window.show()).and_then(|()| window.set_focus());
    if let Err(error) = shown {
        tracing::warn!(%error, "the window cannot be brought to the front");
    }
}

/// The identifier with a digest of the data folder. No element of a D-Bus name may start with a digit.
fn instance_name(identifier: &str, data: &Path) -> String {
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

    use super::BUS_TIMEOUT;

    /// Checks that the session bus answers, and the owner of `name` if there is one. The plugin waits for both without
    /// a timeout.
    pub(super) fn check(name: &str) -> Result<(), String> {
        let (sender, answer) = mpsc::channel();
        let name = name.to_owned();
        let work = move || {
            // The receiver is gone after the timeout.
            let _ = sender.send(ping(&name).map_err(|error| error.to_string()));
        };
        let started = std::thread::Builder::new().name("bus".into()).spawn(work);
        started.map_err(|error| error.to_string())?;
        answer.recv_timeout(BUS_TIMEOUT).unwrap_or_else(|_| Err("no answer".to_owned()))
    }

    fn ping(name: &str) -> zbus::Result<()> {
        let bus = Connection::session()?;
        let taken = DBusProxy::new(&bus)?.name_has_owner(BusName::try_from(name)?)?;
        if taken {
            // The object path that the plugin serves.
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
    fn name_depends_on_the_data_folder() {
        let dir = tempfile::tempdir().expect("a folder");
        let [one, two] = ["one", "two"].map(|name| {
            let folder = dir.path().join(name);
            std::fs::create_dir(&folder).expect("made");
            super::instance_name("dev.wirelark.desktop", &folder)
        });
        assert_ne!(one, two);
        let round = dir.path().join("two/../one");
        assert_eq!(super::instance_name("dev.wirelark.desktop", &round), one);
        // Valid as an element of a D-Bus name.
        let part = one.strip_prefix("dev.wirelark.desktop.").expect("the identifier first");
        assert!(part.starts_with('d') && part.chars().all(|c| c.is_ascii_alphanumeric()));
    }
}
