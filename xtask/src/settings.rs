//! Tests of the security settings in tauri.conf.json: the page cannot reach the network, the file system or Tauri's own
//! commands, and no data from a server can run as code.

use serde_json::{Value, json};

fn settings() -> Value {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../tauri.conf.json");
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn at(pointer: &str) -> Value {
    settings().pointer(pointer).cloned().unwrap_or(Value::Null)
}

#[test]
fn the_page_reaches_only_the_app_s_own_commands() {
    let csp = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
               connect-src ipc: http://ipc.localhost; frame-src 'none'; object-src 'none'; base-uri 'none'; \
               form-action 'none'";
    assert_eq!(at("/app/security/csp"), json!(csp));
    assert_eq!(at("/app/security/freezePrototype"), json!(true));
    assert_eq!(at("/app/security/dangerousDisableAssetCspModification"), json!(false));
    assert_eq!(at("/app/security/assetProtocol/enable"), json!(false));
    assert_eq!(at("/app/withGlobalTauri"), json!(false));
    // The development policy allows Vite on this machine and nothing else.
    let dev = at("/app/security/devCsp").as_str().unwrap().to_owned();
    assert!(
        dev.contains("default-src 'none'") && !dev.contains('*') && !dev.contains("unsafe-eval")
    );
}

#[test]
fn no_plugin_is_exposed_to_the_page() {
    let capabilities = at("/app/security/capabilities");
    let capabilities = capabilities.as_array().unwrap();
    assert_eq!(capabilities.len(), 1);
    assert_eq!(capabilities[0]["windows"], json!(["main"]));
    assert_eq!(capabilities[0]["permissions"], json!([]));
    assert_eq!(capabilities[0].get("remote"), None);
    assert_eq!(at("/plugins"), Value::Null);
}

#[test]
fn there_is_one_window_with_a_minimum_size() {
    let windows = at("/app/windows");
    assert_eq!(windows.as_array().unwrap().len(), 1);
    let window = &windows[0];
    assert_eq!((&window["label"], &window["title"]), (&json!("main"), &json!("Wirelark")));
    assert_eq!((&window["minWidth"], &window["minHeight"]), (&json!(640), &json!(480)));
    assert_eq!(window.get("url"), None, "the page comes from the app");
    assert_eq!(window.get("devtools"), None, "on in debug builds only, which is the default");
    assert_eq!(window.get("useHttpsScheme"), None);
}

#[test]
fn the_version_is_written_in_cargo_toml_only() {
    assert_eq!(at("/version"), Value::Null);
    assert_eq!(at("/build/frontendDist"), json!("dist"));
}

#[test]
fn profiles_are_associated_by_one_mime_type() {
    let mime = at("/bundle/fileAssociations/0/mimeType");
    let xml = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/linux/wirelark.xml"))
        .unwrap();
    assert!(xml.contains(&format!("<mime-type type={mime}>")));
    assert!(xml.contains("*.wirelark\"") && xml.contains("*.wirelark.json\""));
    for kind in ["deb", "rpm"] {
        let shipped =
            at(&format!("/bundle/linux/{kind}/files/~1usr~1share~1mime~1packages~1wirelark.xml"));
        assert_eq!(shipped, json!("xtask/linux/wirelark.xml"));
    }
}

#[test]
fn installing_needs_no_administrator_on_windows() {
    assert_eq!(at("/bundle/windows/nsis/installMode"), json!("currentUser"));
    assert!(
        !at("/identifier").as_str().unwrap().ends_with(".app"),
        "macOS would take it for a bundle"
    );
}
