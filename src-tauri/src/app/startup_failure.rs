//! Tells the user why the app cannot start. On Windows and macOS in a message box: there is no terminal to write to.

use crate::app::locale::translate;

/// The oldest major version of WebView2 that has all that the page uses: `color-mix()` came with Chromium 111.
#[cfg_attr(not(windows), allow(dead_code))]
const MIN_WEBVIEW2: u32 = 111;

/// Tells the user that the app cannot start, and why.
pub(crate) fn show(error: &str) {
    tracing::error!(error, "the app could not start");
    eprintln!("wirelark: the app could not start: {error}");
    message(&format!("{}\n\n{error}", translate("system", "startup-failed")));
}

/// Whether the system's web view can show the page. If not, the user has been told what to install.
#[cfg(windows)]
pub(crate) fn has_web_view() -> bool {
    let unfit = unfit(tauri::webview_version().ok().as_deref());
    if let Some(key) = unfit {
        message(&translate("system", key));
    }
    unfit.is_none()
}

/// Other systems come with their web view, or do not install the app without it.
#[cfg(not(windows))]
pub(crate) fn has_web_view() -> bool {
    true
}

/// The translation key of what is wrong with this version of WebView2, `None` if there is no WebView2.
#[cfg_attr(not(windows), allow(dead_code))]
fn unfit(version: Option<&str>) -> Option<&'static str> {
    let Some(version) = version else { return Some("startup-webview-missing") };
    let major: Option<u32> = version.split('.').next().and_then(|major| major.parse().ok());
    // A version in another form is given the benefit of the doubt.
    major.is_some_and(|major| major < MIN_WEBVIEW2).then_some("startup-webview-old")
}

#[cfg(any(windows, target_os = "macos"))]
fn message(text: &str) {
    rfd::MessageDialog::new()
        .set_level(rfd::MessageLevel::Error)
        .set_title("Wirelark")
        .set_description(text)
        .show();
}

#[cfg(not(any(windows, target_os = "macos")))]
fn message(_: &str) {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_or_old_web_view_is_named() {
        assert_eq!(unfit(None), Some("startup-webview-missing"));
        assert_eq!(unfit(Some("110.0.1587.69")), Some("startup-webview-old"));
        for version in ["111.0.1661.41", "140.0.3485.54 beta", "unknown", ""] {
            assert_eq!(unfit(Some(version)), None, "{version}");
        }
    }

    #[test]
    fn the_installer_asks_for_the_same_version() {
        let config = include_str!("../../../tauri.conf.json");
        let config: serde_json::Value = serde_json::from_str(config).expect("JSON");
        let least = config["bundle"]["windows"]["minimumWebview2Version"].as_str();
        assert!(least.is_some_and(|version| version.starts_with(&format!("{MIN_WEBVIEW2}."))));
    }

    #[test]
    fn messages_are_translated_in_both_languages() {
        for key in ["startup-failed", "startup-webview-missing", "startup-webview-old"] {
            let (english, chinese) = (translate("en", key), translate("zh-CN", key));
            assert!(english != key && chinese != key && english != chinese, "{key}");
        }
    }
}
