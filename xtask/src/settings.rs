//! Tests of tauri.conf.json. Security: the page cannot reach the network, the file system or Tauri's own commands, and no
//! data from a server can run as code. Installation: what each system is told about the app and its files.

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

fn read(path: &str) -> String {
    std::fs::read_to_string(format!("{}/../{path}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

#[test]
fn files_have_one_type_on_every_system() {
    let xml = read("xtask/linux/wirelark.xml");
    let associations = at("/bundle/fileAssociations");
    let associations = associations.as_array().unwrap();
    assert_eq!(associations.len(), 2);
    for one in associations {
        let (mime, ext) = (&one["mimeType"], one["ext"][0].as_str().unwrap());
        let (_, after) = xml.split_once(&format!("<mime-type type={mime}>")).unwrap();
        let (kind, _) = after.split_once("</mime-type>").unwrap();
        assert!(kind.contains(&format!("<glob pattern=\"*.{ext}\"/>")), "{ext}");
        assert!(kind.contains("<icon name=\"wirelark\"/>"), "{ext}");
        // macOS shows the app's icon for a type that the app owns and exports.
        assert_eq!(one["rank"], json!("Owner"));
        assert!(one["exportedType"]["identifier"].as_str().unwrap().starts_with("dev.wirelark."));
        // Windows: the class that the hook corrects.
        let class = one["name"].as_str().unwrap();
        assert!(read("xtask/windows/hooks.nsh").contains(&format!("QUOTE_COMMAND \"{class}\"")));
    }
    assert!(xml.contains("*.wirelark.json\""));
    for kind in ["deb", "rpm"] {
        let shipped =
            at(&format!("/bundle/linux/{kind}/files/~1usr~1share~1mime~1packages~1wirelark.xml"));
        assert_eq!(shipped, json!("xtask/linux/wirelark.xml"));
    }
}

#[test]
fn windows_programs_declare_what_they_support() {
    let manifest = read("src-tauri/windows.manifest");
    for declared in [
        ">UTF-8</activeCodePage>",
        ">PerMonitorV2</dpiAwareness>",
        ">true</longPathAware>",
        "level=\"asInvoker\"",
        "name=\"Microsoft.Windows.Common-Controls\"",
    ] {
        assert!(manifest.contains(declared), "{declared}");
    }
}

#[test]
fn macos_is_told_why_the_local_network_is_used_in_both_languages() {
    let path = at("/bundle/macOS/infoPlist");
    let plist = read(path.as_str().unwrap());
    let key = "NSLocalNetworkUsageDescription";
    assert!(plist.contains(&format!("<key>{key}</key>")));
    assert!(plist.contains("<string>zh-Hans</string>"));
    let chinese = at("/bundle/macOS/files/Resources~1zh-Hans.lproj~1InfoPlist.strings");
    assert!(read(chinese.as_str().unwrap()).contains(&format!("\"{key}\" = \"")));
}

#[test]
fn the_installer_brings_the_web_view_along() {
    assert_eq!(at("/bundle/windows/webviewInstallMode/type"), json!("embedBootstrapper"));
}

#[test]
fn installing_needs_no_administrator_on_windows() {
    assert_eq!(at("/bundle/windows/nsis/installMode"), json!("currentUser"));
    assert!(
        !at("/identifier").as_str().unwrap().ends_with(".app"),
        "macOS would take it for a bundle"
    );
}
