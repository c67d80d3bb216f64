//! What is set on the window itself.

use tauri::WebviewWindow;

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
