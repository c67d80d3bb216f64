//! The formats that can be imported, and how one is recognised.

use serde::Serialize;
use ts_rs::TS;

use super::source::{ImportFile, ImportSource};

/// The format of an import.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Serialize,
    TS,
    strum::IntoStaticStr,
    strum::EnumString,
    strum::VariantArray,
)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
pub enum ImportKind {
    /// A Python script that uses `websockets`.
    Python,
    /// A Postman collection: v3 is a folder of YAML files; v2.1 holds no WebSocket requests.
    Postman,
    /// An Insomnia export, v4 or v5.
    Insomnia,
    /// A Bruno `.bru` file or a folder of them.
    Bruno,
    /// An OpenCollection `.yml` file, a folder of them, or a bundled one.
    OpenCollection,
    /// A Yaak export, or a folder that Yaak synchronises.
    Yaak,
    /// A Kreya `.krop` file with the files beside it, or a project folder.
    Kreya,
    /// The WebSocket handshakes of a HAR.
    Har,
    /// A `curl` command line.
    Curl,
    /// A `websocat` command line.
    Websocat,
    /// A `wscat` command line.
    Wscat,
    /// An AsyncAPI 2 or 3 document with WebSocket servers.
    AsyncApi,
    /// A Kaitai Struct description; gives layouts.
    Ksy,
    /// C struct declarations; gives layouts.
    C,
    /// Python `ctypes.Structure` classes; gives layouts.
    Ctypes,
}

impl ImportKind {
    /// The word on the command line.
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// Every kind, in the order of the documentation.
    pub fn all() -> &'static [ImportKind] {
        <ImportKind as strum::VariantArray>::VARIANTS
    }

    /// The most likely kind of the source; `None` if nothing is recognised.
    pub fn guess(source: &ImportSource) -> Option<ImportKind> {
        let by_name = source.files().iter().find_map(by_name);
        by_name.or_else(|| source.files().iter().find_map(by_content))
    }
}

fn by_name(file: &ImportFile) -> Option<ImportKind> {
    let name = file.name.to_ascii_lowercase();
    let ends = |suffixes: &[&str]| suffixes.iter().any(|suffix| name.ends_with(suffix));
    if ends(&[".bru"]) {
        return Some(ImportKind::Bruno);
    }
    if ends(&[".krop", ".krpref", ".krproj"]) {
        return Some(ImportKind::Kreya);
    }
    if ends(&[".har"]) {
        return Some(ImportKind::Har);
    }
    if ends(&[".ksy"]) {
        return Some(ImportKind::Ksy);
    }
    if ends(&[".h", ".c", ".hpp", ".hh"]) {
        return Some(ImportKind::C);
    }
    if ends(&[".py"]) {
        let ctypes =
            file.text_lossy().contains("Structure)") && !file.text_lossy().contains("connect");
        return Some(if ctypes { ImportKind::Ctypes } else { ImportKind::Python });
    }
    if ends(&[".request.yaml", ".message.yaml"]) || name.ends_with(".resources/definition.yaml") {
        return Some(ImportKind::Postman);
    }
    if file.base().to_ascii_lowercase().starts_with("yaak.") && ends(&[".yaml", ".json"]) {
        return Some(ImportKind::Yaak);
    }
    None
}

fn by_content(file: &ImportFile) -> Option<ImportKind> {
    let text = file.text_lossy();
    let has = |words: &[&str]| words.iter().all(|word| text.contains(word));
    let first = text.trim_start();
    if first.starts_with('{') {
        let kinds = [
            (&["\"yaakSchema\""][..], ImportKind::Yaak),
            (&["\"__export_format\""], ImportKind::Insomnia),
            (&["insomnia.rest/"], ImportKind::Insomnia),
            (&["schema.getpostman.com"], ImportKind::Postman),
            (&["\"asyncapi\""], ImportKind::AsyncApi),
            (&["\"log\"", "\"entries\""], ImportKind::Har),
        ];
        return kinds.iter().find(|(words, _)| has(words)).map(|(_, kind)| *kind);
    }
    let line = |start: &str| text.lines().any(|line| line.trim_start().starts_with(start));
    let word = first.split_whitespace().next().unwrap_or_default().trim_start_matches("$");
    let word =
        if word.is_empty() { first.split_whitespace().nth(1).unwrap_or_default() } else { word };
    let command = word.rsplit(['/', '\\']).next().unwrap_or_default();
    match command.trim_end_matches(".exe") {
        "curl" => return Some(ImportKind::Curl),
        "websocat" => return Some(ImportKind::Websocat),
        "wscat" => return Some(ImportKind::Wscat),
        "npx" if has(&["wscat"]) => return Some(ImportKind::Wscat),
        _ => {}
    }
    if line("asyncapi:") {
        return Some(ImportKind::AsyncApi);
    }
    if has(&["insomnia.rest/"]) || has(&["__export_format"]) {
        return Some(ImportKind::Insomnia);
    }
    if line("$kind:") {
        return Some(ImportKind::Postman);
    }
    if line("model: websocket_request") || line("model: workspace") {
        return Some(ImportKind::Yaak);
    }
    if line("opencollection:") || line("bundled:") || (line("info:") && line("websocket:")) {
        return Some(ImportKind::OpenCollection);
    }
    if line("meta:") && (line("seq:") || line("types:")) {
        return Some(ImportKind::Ksy);
    }
    if line("meta {") {
        return Some(ImportKind::Bruno);
    }
    if line("import ") || line("from ") {
        let ctypes = has(&["Structure)"]) && !has(&["connect"]);
        return Some(if ctypes { ImportKind::Ctypes } else { ImportKind::Python });
    }
    if text.contains("struct ") && text.contains('{') && text.contains(';') {
        return Some(ImportKind::C);
    }
    None
}
