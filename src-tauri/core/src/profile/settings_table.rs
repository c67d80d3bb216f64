//! Every setting of a profile's `connection`: path, type, unit, range and section of the settings page.
//!
//! Validation reads the types and ranges; `cargo xtask types` generates `ui/model/settings-table.ts` and the tables of
//! numbers and durations in docs/guide.*.md. Defaults are those of the model. A JSON Schema can take its defaults,
//! choices and ranges from here: [`SettingType`] has a schema's distinctions, and paths are those of the file.

use std::time::Duration;

use serde::Serialize;
use serde_json::Value;

use super::model::Connection;

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

/// All settings. Problems are reported in this order; within a group it is the order of the file.
pub const SETTINGS: &[Setting] = &[
    row("url", "request", SettingType::Text, |c| json(&c.url)),
    row("query", "request", SettingType::Pairs, |c| json(&c.query)),
    row("headers", "request", SettingType::Pairs, |c| json(&c.headers)),
    row("subprotocols", "request", SettingType::Texts, |c| json(&c.subprotocols)),
    row("origin", "request", SettingType::Text, |c| json(&c.origin)),
    row("user_agent", "request", SettingType::Text, |c| json(&c.user_agent)),
    row("auth.type", "auth", AUTH_TYPES, |c| json(&c.auth.kind)),
    row("auth.user", "auth", SettingType::Text, |c| json(&c.auth.user)),
    row("auth.password", "auth", SettingType::Text, |c| json(&c.auth.password)),
    row("auth.token", "auth", SettingType::Text, |c| json(&c.auth.token)),
    row("auth.name", "auth", SettingType::Text, |c| json(&c.auth.name)),
    row("auth.value", "auth", SettingType::Text, |c| json(&c.auth.value)),
    row("auth.in", "auth", SettingType::Choice(&["header", "query"]), |c| json(&c.auth.place)),
    row("tls.ca_files", "tls", SettingType::Texts, |c| json(&c.tls.ca_files)),
    row("tls.client_certificate", "tls", SettingType::ClientCertificate, |c| {
        json(&c.tls.client_certificate)
    }),
    row("tls.server_name", "tls", SettingType::Text, |c| json(&c.tls.server_name)),
    row("tls.min_version", "tls", SettingType::Choice(&["1.2", "1.3"]), |c| {
        json(&c.tls.min_version)
    }),
    row("tls.crl_files", "tls", SettingType::Texts, |c| json(&c.tls.crl_files)),
    row("tls.pinned", "tls", SettingType::Texts, |c| json(&c.tls.pinned)),
    row("tls.verify", "tls", SettingType::Switch, |c| json(&c.tls.verify)),
    row("ca_file", "tls", SettingType::Text, |c| json(&c.ca_file)),
    row("proxy.mode", "proxy", SettingType::Choice(&["system", "none", "manual"]), |c| {
        json(&c.proxy.mode)
    }),
    row("proxy.url", "proxy", SettingType::Text, |c| json(&c.proxy.url)),
    row("proxy.user", "proxy", SettingType::Text, |c| json(&c.proxy.user)),
    row("proxy.password", "proxy", SettingType::Text, |c| json(&c.proxy.password)),
    row("proxy.no_proxy", "proxy", SettingType::Texts, |c| json(&c.proxy.no_proxy)),
    row("resolve", "network", SettingType::Texts, |c| json(&c.resolve)),
    row("ip", "network", SettingType::Choice(&["any", "4", "6"]), |c| json(&c.ip)),
    row("unix_socket", "network", SettingType::Text, |c| json(&c.unix_socket)),
    row("timeouts.resolve", "limits", once("timeout-resolve"), |c| json(&c.timeouts.resolve)),
    row("timeouts.connect", "limits", once("timeout-connect"), |c| json(&c.timeouts.connect)),
    row("timeouts.proxy", "limits", once("timeout-proxy"), |c| json(&c.timeouts.proxy)),
    row("timeouts.tls", "limits", once("timeout-tls"), |c| json(&c.timeouts.tls)),
    row("timeouts.upgrade", "limits", once("timeout-upgrade"), |c| json(&c.timeouts.upgrade)),
    row("timeouts.close", "limits", once("timeout-close"), |c| json(&c.timeouts.close)),
    row("timeouts.write", "limits", once("timeout-write"), |c| json(&c.timeouts.write)),
    row("timeouts.idle", "limits", repeated("timeout-idle"), |c| json(&c.timeouts.idle)),
    row("limits.header", "limits", bytes(1024, 1 << 20, "limit-header"), |c| {
        json(&c.limits.header)
    }),
    row("limits.header_fields", "limits", count(1, 1000, "limit-header_fields"), |c| {
        json(&c.limits.header_fields)
    }),
    row("limits.message", "limits", bytes(1, 1 << 30, "limit-message"), |c| {
        json(&c.limits.message)
    }),
    row("limits.fragments", "limits", count(1, 10_000_000, "limit-fragments"), |c| {
        json(&c.limits.fragments)
    }),
    row("limits.write_buffer", "limits", bytes(1024, 1 << 28, "limit-write_buffer"), |c| {
        json(&c.limits.write_buffer)
    }),
    row("cookies.send", "cookies", SettingType::Pairs, |c| json(&c.cookies.send)),
    row("cookies.keep", "cookies", SettingType::Switch, |c| json(&c.cookies.keep)),
    row("redirects.follow", "cookies", SettingType::Switch, |c| json(&c.redirects.follow)),
    // More in a row are a loop.
    row("redirects.max", "cookies", count(1, 5, "redirects-max"), |c| json(&c.redirects.max)),
    row("compression.offer", "frames", SettingType::Switch, |c| json(&c.compression.offer)),
    row("compression.server_no_context_takeover", "frames", SettingType::Switch, |c| {
        json(&c.compression.server_no_context_takeover)
    }),
    row("compression.client_no_context_takeover", "frames", SettingType::Switch, |c| {
        json(&c.compression.client_no_context_takeover)
    }),
    row(
        "compression.server_max_window_bits",
        "frames",
        window("compression-server_max_window_bits"),
        |c| json(&c.compression.server_max_window_bits),
    ),
    row(
        "compression.client_max_window_bits",
        "frames",
        window("compression-client_max_window_bits"),
        |c| json(&c.compression.client_max_window_bits),
    ),
    row("control_frames.rows", "frames", SettingType::Choice(&["collapsed", "all", "none"]), |c| {
        json(&c.control_frames.rows)
    }),
    row("control_frames.answer_pings", "frames", SettingType::Switch, |c| {
        json(&c.control_frames.answer_pings)
    }),
    row("keep_alive.ping_every", "frames", repeated("ping-every"), |c| {
        json(&c.keep_alive.ping_every)
    }),
    row("keep_alive.pong_within", "frames", repeated("pong-within"), |c| {
        json(&c.keep_alive.pong_within)
    }),
    row("reconnect.on", "close", SettingType::Switch, |c| json(&c.reconnect.on)),
    row("reconnect.first", "close", repeated("reconnect-first"), |c| json(&c.reconnect.first)),
    row("reconnect.longest", "close", repeated("reconnect-longest"), |c| {
        json(&c.reconnect.longest)
    }),
    row("reconnect.attempts", "close", count(1, 1000, "reconnect-attempts"), |c| {
        json(&c.reconnect.attempts)
    }),
    row("reconnect.send", "close", SettingType::Texts, |c| json(&c.reconnect.send)),
    row("close.code", "close", SettingType::CloseCode, |c| json(&c.close.code)),
    row("close.reason", "close", SettingType::Text, |c| json(&c.close.reason)),
];

const AUTH_TYPES: SettingType = SettingType::Choice(&["none", "basic", "bearer", "api_key"]);

const fn row(
    path: &'static str,
    section: &'static str,
    kind: SettingType,
    value: fn(&Connection) -> Value,
) -> Setting {
    Setting { path, section, kind, value }
}

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
