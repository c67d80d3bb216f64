//! Every setting of a profile's `connection`: path, type, unit, range and section of the settings page.
//!
//! Validation reads the types and ranges; `cargo xtask types` generates `ui/model/settings-table.ts` and the tables of
//! numbers and durations in docs/guide.*.md. Defaults are those of the model. A JSON Schema can take its defaults,
//! choices and ranges from here: [`SettingType`] has a schema's distinctions, and paths are those of the file.

use std::time::Duration;

use serde::Serialize;
use serde_json::Value;

use super::model::Connection;
use SettingType::{Choice, ClientCertificate, CloseCode, Pairs, Switch, Text, Texts};

/// One setting.
#[derive(Debug, Clone, Copy)]
pub struct Setting {
    /// The key below `connection`, such as `limits.message`.
    pub path: &'static str,
    /// The section of the settings page that shows it.
    pub section: &'static str,
    /// What it may be.
    pub kind: SettingType,
    value: fn(&Connection) -> Value,
}

/// What a setting may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SettingType {
    /// `true` or `false`.
    Switch,
    /// Any text.
    Text,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A list of texts.
    Texts,
    /// A list of names with values.
    Pairs,
    /// A client certificate's files.
    ClientCertificate,
    /// A whole number.
    Number {
        /// What it counts.
        unit: Unit,
        /// The least that is valid.
        least: u32,
        /// The most that is valid.
        most: u32,
        /// The message of ui/locales that names it; with `-about`, the one that describes it.
        label: &'static str,
    },
    /// A close code that an endpoint may send; see [`crate::frame::close`].
    CloseCode,
    /// A duration such as `500ms`, of 7 days at most.
    Duration {
        /// The least that is valid.
        least: Duration,
        /// The message of ui/locales that names it; with `-about`, the one that describes it.
        label: &'static str,
    },
}

/// What a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Bytes; limits of bytes are powers of two by custom.
    Bytes,
    /// Things, such as frames, header fields or attempts.
    Count,
    /// The base-2 logarithm of a window's bytes (RFC 7692 section 7.1.2).
    WindowBits,
}

impl Unit {
    /// The stable word.
    pub fn word(self) -> &'static str {
        match self {
            Unit::Bytes => "bytes",
            Unit::Count => "count",
            Unit::WindowBits => "windowBits",
        }
    }
}

impl Setting {
    /// Its value in a connection; `null` where there is none.
    pub fn value(&self, connection: &Connection) -> Value {
        (self.value)(connection)
    }

    /// Its value where a profile says nothing; `null` for none.
    pub fn default_value(&self) -> Value {
        self.value(&Connection::default())
    }
}

/// A repeated wait that is shorter keeps the processor busy.
const SHORTEST_REPEATED: Duration = Duration::from_millis(100);

/// A row whose path in the file is that of the model's field, unless it says otherwise.
macro_rules! row {
    ($first:ident $(.$rest:ident)*, $section:literal, $kind:expr) => {
        row!($first $(.$rest)* as concat!(stringify!($first) $(, ".", stringify!($rest))*), $section, $kind)
    };
    ($first:ident $(.$rest:ident)* as $path:expr, $section:literal, $kind:expr) => {
        Setting {
            path: $path,
            section: $section,
            kind: $kind,
            value: |connection| json(&connection.$first$(.$rest)*),
        }
    };
}

/// All settings. Problems are reported in this order; within a group it is the order of the file.
pub const SETTINGS: &[Setting] = &[
    row!(url, "request", Text),
    row!(query, "request", Pairs),
    row!(headers, "request", Pairs),
    row!(subprotocols, "request", Texts),
    row!(origin, "request", Text),
    row!(user_agent, "request", Text),
    row!(auth.kind as "auth.type", "auth", AUTH_TYPES),
    row!(auth.user, "auth", Text),
    row!(auth.password, "auth", Text),
    row!(auth.token, "auth", Text),
    row!(auth.name, "auth", Text),
    row!(auth.value, "auth", Text),
    row!(auth.place as "auth.in", "auth", Choice(&["header", "query"])),
    row!(tls.ca_files, "tls", Texts),
    row!(tls.client_certificate, "tls", ClientCertificate),
    row!(tls.server_name, "tls", Text),
    row!(tls.min_version, "tls", Choice(&["1.2", "1.3"])),
    row!(tls.crl_files, "tls", Texts),
    row!(tls.pinned, "tls", Texts),
    row!(tls.verify, "tls", Switch),
    row!(ca_file, "tls", Text),
    row!(proxy.mode, "proxy", Choice(&["system", "none", "manual"])),
    row!(proxy.url, "proxy", Text),
    row!(proxy.user, "proxy", Text),
    row!(proxy.password, "proxy", Text),
    row!(proxy.no_proxy, "proxy", Texts),
    row!(resolve, "network", Texts),
    row!(ip, "network", Choice(&["any", "4", "6"])),
    row!(unix_socket, "network", Text),
    row!(timeouts.resolve, "limits", once("timeout-resolve")),
    row!(timeouts.connect, "limits", once("timeout-connect")),
    row!(timeouts.proxy, "limits", once("timeout-proxy")),
    row!(timeouts.tls, "limits", once("timeout-tls")),
    row!(timeouts.upgrade, "limits", once("timeout-upgrade")),
    row!(timeouts.close, "limits", once("timeout-close")),
    row!(timeouts.write, "limits", once("timeout-write")),
    row!(timeouts.idle, "limits", repeated("timeout-idle")),
    row!(limits.header, "limits", bytes(1024, 1 << 20, "limit-header")),
    row!(limits.header_fields, "limits", count(1, 1000, "limit-header_fields")),
    row!(limits.message, "limits", bytes(1, 1 << 30, "limit-message")),
    row!(limits.fragments, "limits", count(1, 10_000_000, "limit-fragments")),
    row!(limits.write_buffer, "limits", bytes(1024, 1 << 28, "limit-write_buffer")),
    row!(cookies.send, "cookies", Pairs),
    row!(cookies.keep, "cookies", Switch),
    row!(redirects.follow, "cookies", Switch),
    // More in a row are a loop.
    row!(redirects.max, "cookies", count(1, 5, "redirects-max")),
    row!(compression.offer, "frames", Switch),
    row!(compression.server_no_context_takeover, "frames", Switch),
    row!(compression.client_no_context_takeover, "frames", Switch),
    row!(
        compression.server_max_window_bits,
        "frames",
        window("compression-server_max_window_bits")
    ),
    row!(
        compression.client_max_window_bits,
        "frames",
        window("compression-client_max_window_bits")
    ),
    row!(text_terminator, "frames", Text),
    row!(control_frames.rows, "frames", Choice(&["collapsed", "all", "none"])),
    row!(control_frames.answer_pings, "frames", Switch),
    row!(keep_alive.ping_every, "frames", repeated("ping-every")),
    row!(keep_alive.pong_within, "frames", repeated("pong-within")),
    row!(reconnect.on, "close", Switch),
    row!(reconnect.first, "close", repeated("reconnect-first")),
    row!(reconnect.longest, "close", repeated("reconnect-longest")),
    row!(reconnect.attempts, "close", count(1, 1000, "reconnect-attempts")),
    row!(reconnect.send, "close", Texts),
    row!(close.code, "close", CloseCode),
    row!(close.reason, "close", Text),
];

const AUTH_TYPES: SettingType = SettingType::Choice(&["none", "basic", "bearer", "api_key"]);

const fn bytes(least: u32, most: u32, label: &'static str) -> SettingType {
    SettingType::Number { unit: Unit::Bytes, least, most, label }
}

const fn count(least: u32, most: u32, label: &'static str) -> SettingType {
    SettingType::Number { unit: Unit::Count, least, most, label }
}

const fn window(label: &'static str) -> SettingType {
    SettingType::Number { unit: Unit::WindowBits, least: 8, most: 15, label }
}

const fn once(label: &'static str) -> SettingType {
    SettingType::Duration { least: Duration::ZERO, label }
}

const fn repeated(label: &'static str) -> SettingType {
    SettingType::Duration { least: SHORTEST_REPEATED, label }
}

fn json<T: Serialize>(value: &T) -> Value {
    serde_json::to_value(value).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// Values of a setting, none of them its default.
    fn samples(setting: &Setting) -> Vec<Value> {
        match setting.kind {
            SettingType::Switch => vec![json!(setting.default_value() != true)],
            SettingType::Text => vec![json!("x")],
            SettingType::Choice(words) => words.iter().map(|word| json!(word)).collect(),
            SettingType::Texts => vec![json!(["x"])],
            SettingType::Pairs => vec![json!([{"name": "x", "value": "y"}])],
            SettingType::ClientCertificate => vec![json!({"cert_file": "x"})],
            SettingType::Number { least, most, .. } => vec![json!(least), json!(most)],
            SettingType::CloseCode => vec![json!(4000)],
            SettingType::Duration { .. } => vec![json!("3s")],
        }
    }

    #[test]
    fn each_path_leads_to_the_field_that_the_row_reads() {
        for setting in SETTINGS {
            for value in samples(setting) {
                let whole = match setting.path.split_once('.') {
                    Some((group, key)) => json!({group: {key: value}}),
                    None => json!({setting.path: value}),
                };
                let connection: Connection = serde_json::from_value(whole).expect(setting.path);
                assert_eq!(setting.value(&connection), value, "{}", setting.path);
            }
        }
    }

    #[test]
    fn each_default_is_within_its_range() {
        for setting in SETTINGS {
            match (setting.kind, setting.default_value()) {
                (SettingType::Number { least, most, .. }, Value::Number(value)) => {
                    let value = value.as_u64().expect(setting.path);
                    assert!((least.into()..=most.into()).contains(&value), "{}", setting.path);
                }
                (SettingType::Duration { least, .. }, Value::String(text)) => {
                    let duration = crate::profile::duration::parse(&text).expect(setting.path);
                    assert!(duration >= least, "{}", setting.path);
                }
                (SettingType::Choice(words), value) => {
                    assert!(words.iter().any(|word| value == *word), "{}", setting.path);
                }
                _ => {}
            }
        }
    }
}
