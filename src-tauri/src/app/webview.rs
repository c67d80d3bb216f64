//! What is set on the window itself.

use tauri::plugin::{Builder, TauriPlugin};
use tauri::{Runtime, Url, WebviewWindow};

/// The page stays the page: nothing that a server sent can lead the window elsewhere.
pub(crate) fn guard<R: Runtime>() -> TauriPlugin<R> {
    Builder::new("guard").on_navigation(|_, url| is_ours(url)).build()
}

/// The app's own origin: `tauri://localhost`, on Windows `http(s)://tauri.localhost`; in development the dev
/// server's.
fn is_ours(url: &Url) -> bool {
    let place = (url.scheme(), url.host_str());
    let own = match place {
        // Elsewhere this is whatever listens on this machine.
        ("http" | "https", Some("tauri.localhost")) => cfg!(windows) && url.port().is_none(),
        ("tauri", Some("localhost")) => cfg!(not(windows)),
        _ => false,
    };
    own || (cfg!(debug_assertions) && matches!(place, ("http", Some("localhost" | "127.0.0.1"))))
}

/// The steps of the window's zoom in percent, as in browsers.
pub(crate) const ZOOM_STEPS: [u32; 13] =
    [50, 67, 75, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300];

/// Draws the page at this percentage. A value beyond the steps comes from a preferences file that was edited by hand.
pub(crate) fn zoom<R: Runtime>(
    window: &WebviewWindow<R>,
    percent: Option<u32>,
) -> tauri::Result<()> {
    let [least, .., most] = ZOOM_STEPS;
    window.set_zoom(f64::from(percent.unwrap_or(100).clamp(least, most)) / 100.0)
}

/// Without a GPU, drawing by software OpenGL costs three times what WebKit's own software drawing does.
pub(crate) fn prepare(window: &WebviewWindow) -> tauri::Result<()> {
    #[cfg(target_os = "linux")]
    if !has_gpu() {
        use webkit2gtk::{HardwareAccelerationPolicy, SettingsExt, WebViewExt};
        window.with_webview(|webview| {
            if let Some(settings) = webview.inner().settings() {
                settings.set_hardware_acceleration_policy(HardwareAccelerationPolicy::Never);
            }
        })?;
        tracing::info!("no GPU: the window is drawn in software");
    }
    #[cfg(not(target_os = "linux"))]
    let _ = window;
    Ok(())
}

/// Whether there is a render node.
#[cfg(target_os = "linux")]
fn has_gpu() -> bool {
    let nodes = std::fs::read_dir("/dev/dri").into_iter().flatten().flatten();
    nodes.map(|node| node.file_name()).any(|name| name.to_string_lossy().starts_with("renderD"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_leads_elsewhere() {
        let ours = |url: &str| is_ours(&url.parse().expect("a URL"));
        assert_eq!(ours("tauri://localhost/index.html"), cfg!(not(windows)));
        assert_eq!(ours("http://tauri.localhost/"), cfg!(windows));
        for url in [
            "http://tauri.localhost:8080/",
            "https://example.com/",
            "file:///etc/passwd",
            "data:text/html,x",
            "javascript:1",
            "about:blank",
        ] {
            assert!(!ours(url), "{url}");
        }
    }
}
