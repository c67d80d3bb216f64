//! The window's webview: navigation guard, zoom, theme and the drawing policy.

use tauri::plugin::{Builder, TauriPlugin};
use tauri::{Runtime, Theme, Url, WebviewWindow};

/// A plugin that blocks navigation away from the app's page.
pub(crate) fn navigation_guard<R: Runtime>() -> TauriPlugin<R> {
    Builder::new("guard").on_navigation(|_, url| is_app_origin(url)).build()
}

/// Whether the URL has the app's origin: `tauri://localhost`, on Windows `http(s)://tauri.localhost`, in development the
/// dev server's.
fn is_app_origin(url: &Url) -> bool {
    let origin = (url.scheme(), url.host_str());
    let own = match origin {
        // On other systems this is an ordinary host of the local machine.
        ("http" | "https", Some("tauri.localhost")) => cfg!(windows) && url.port().is_none(),
        ("tauri", Some("localhost")) => cfg!(not(windows)),
        _ => false,
    };
    own || (cfg!(debug_assertions) && matches!(origin, ("http", Some("localhost" | "127.0.0.1"))))
}

/// The zoom steps in percent, as in browsers.
pub(crate) const ZOOM_STEPS: [u32; 13] =
    [50, 67, 75, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300];

/// Sets the zoom in percent. Clamped, since the preferences file may have been edited by hand.
pub(crate) fn zoom<R: Runtime>(
    window: &WebviewWindow<R>,
    percent: Option<u32>,
) -> tauri::Result<()> {
    let [least, .., most] = ZOOM_STEPS;
    window.set_zoom(f64::from(percent.unwrap_or(100).clamp(least, most)) / 100.0)
}

/// The theme of the title bar and the native dialogs, by the preference: the system's (`None`) or the page's. On Linux
/// always the system's, because GTK's own themes decide there.
pub(crate) fn theme(preference: &str) -> Option<Theme> {
    match preference {
        _ if cfg!(target_os = "linux") => None,
        "dark" => Some(Theme::Dark),
        "light" => Some(Theme::Light),
        _ => None,
    }
}

/// Turns off hardware acceleration without a GPU: software OpenGL is three times slower than WebKit's own software
/// rendering. Not under Wayland, where the web process of WebKitGTK 2.50 then crashes and the window stays empty.
/// Called on the main thread.
pub(crate) fn prepare(window: &WebviewWindow) -> tauri::Result<()> {
    #[cfg(target_os = "linux")]
    if !has_gpu() && !on_wayland(window)? {
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

/// Whether the system has a DRM render node.
#[cfg(target_os = "linux")]
fn has_gpu() -> bool {
    let nodes = std::fs::read_dir("/dev/dri").into_iter().flatten().flatten();
    nodes.map(|node| node.file_name()).any(|name| name.to_string_lossy().starts_with("renderD"))
}

/// GTK's screen has a class for each windowing system: `GdkWaylandScreen`, `GdkX11Screen`.
#[cfg(target_os = "linux")]
fn on_wayland(window: &WebviewWindow) -> tauri::Result<bool> {
    use webkit2gtk::glib::prelude::ObjectExt;
    let screen = window.gtk_window()?.property::<webkit2gtk::glib::Object>("screen");
    Ok(screen.type_().name() == "GdkWaylandScreen")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_title_bar_has_the_theme_of_the_page() {
        let elsewhere = |theme| (!cfg!(target_os = "linux")).then_some(theme);
        assert_eq!(theme("dark"), elsewhere(Theme::Dark));
        assert_eq!(theme("light"), elsewhere(Theme::Light));
        assert_eq!(theme("system"), None);
    }

    #[test]
    fn navigation_stays_on_the_app_origin() {
        let ours = |url: &str| is_app_origin(&url.parse().expect("a URL"));
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
