//! What is generated from the table of settings: `ui/model/settings-table.ts`, and the tables of numbers and durations in
//! the user guides.

use std::fmt::Write as _;

use serde_json::Value;
use wirelark_core::frame::close::{PRIVATE_CODES, SENDABLE_CODES};
use wirelark_core::profile::duration;
use wirelark_core::profile::settings_table::{SETTINGS, Setting, SettingType, Unit};

use super::{number, read, write_or_check};
use crate::app::locale::translate;

#[test]
fn settings_table() {
    let mut text = String::from(
        "// Generated from src-tauri/core/src/profile/settings_table.rs by `cargo xtask types`. Do not edit.\n\n\
         /** Defaults of the groups of a connection; `undefined` for none. */\nexport const DEFAULTS = {\n",
    );
    let grouped: Vec<(&str, &str, &Setting)> = SETTINGS
        .iter()
        .filter_map(|setting| {
            setting.path.split_once('.').map(|(group, key)| (group, key, setting))
        })
        .collect();
    for rows in grouped.chunk_by(|a, b| a.0 == b.0) {
        let _ = writeln!(text, "  {}: {{", rows[0].0);
        for (_, key, setting) in rows {
            let _ = writeln!(text, "    {key}: {},", literal(&setting.default_value()));
        }
        text.push_str("  },\n");
    }
    text.push_str(
        "} as const;\n\n/** Range and unit of each number, by path. */\nexport const NUMBERS = {\n",
    );
    for setting in SETTINGS {
        let Some((unit, least, most)) = range(setting.kind) else { continue };
        let (least, most) = (number(least), number(most));
        let _ = writeln!(
            text,
            "  \"{}\": {{ unit: \"{unit}\", least: {least}, most: {most} }},",
            setting.path
        );
    }
    text.push_str(
        "} as const;\n\n/** The section of the settings page that shows each key of a connection. */\n\
         export const SECTION_OF = {\n",
    );
    let keyed: Vec<(&str, &Setting)> = SETTINGS
        .iter()
        .map(|setting| (setting.path.split('.').next().unwrap_or_default(), setting))
        .collect();
    for rows in keyed.chunk_by(|a, b| a.0 == b.0) {
        let (key, setting) = rows[0];
        assert!(rows.iter().all(|row| row.1.section == setting.section), "{key} is in one section");
        let _ = writeln!(text, "  {key}: \"{}\",", setting.section);
    }
    text.push_str("} as const;\n");
    write_or_check("ui/model/settings-table.ts", &text);
}

/// Unit, least and most of a number.
fn range(kind: SettingType) -> Option<(&'static str, u32, u32)> {
    match kind {
        SettingType::Number { unit, least, most, .. } => Some((unit.word(), least, most)),
        SettingType::CloseCode => {
            Some(("closeCode", SENDABLE_CODES[0].into(), (*PRIVATE_CODES.end()).into()))
        }
        _ => None,
    }
}

/// As TypeScript. Nothing, an empty text and an empty list are not written to a profile: `undefined`.
fn literal(value: &Value) -> String {
    match value {
        Value::Null => "undefined".to_owned(),
        Value::String(text) if text.is_empty() => "undefined".to_owned(),
        Value::Array(list) if list.is_empty() => "undefined".to_owned(),
        Value::Number(value) => number(value),
        other => other.to_string(),
    }
}

#[test]
fn guide_tables() {
    for (language, head, between, to, days) in [
        ("en", "| key | what it sets | default | range |", ". ", "to", "days"),
        ("zh-CN", "| 键 | 作用 | 默认值 | 范围 |", "：", "到", "天"),
    ] {
        let mut table = format!("{head}\n|---|---|---|---|\n");
        for setting in SETTINGS {
            let (label, range) = match setting.kind {
                SettingType::Number { unit, least, most, label } => (
                    label,
                    format!("{} {to} {}", amount(unit, least.into()), amount(unit, most.into())),
                ),
                SettingType::Duration { least, label } => {
                    let longest = duration::MOST.as_secs() / 86_400;
                    (label, format!("{least:?} {to} {longest} {days}").replace("0ns", "0s"))
                }
                _ => continue,
            };
            let mut about = translate(language, label);
            assert_ne!(about, label, "the locale names {}", setting.path);
            let described = format!("{label}-about");
            let description = translate(language, &described);
            // Some settings have a label only.
            if description != described {
                about = format!("{about}{between}{description}");
            }
            let default = match (setting.kind, setting.default_value()) {
                (SettingType::Duration { .. }, Value::Null) => translate(language, "never"),
                (_, Value::Null) => translate(language, "window-any"),
                (SettingType::Number { unit, .. }, Value::Number(value)) => {
                    amount(unit, value.as_u64().expect("a whole number"))
                }
                (_, Value::String(text)) => text,
                (_, other) => other.to_string(),
            };
            let _ = writeln!(table, "| `{}` | {about} | {default} | {range} |", setting.path);
        }
        let path = format!("docs/guide.{language}.md");
        let guide = read(&path);
        let (before, rest) = guide.split_once(BEGIN).expect("the guide has a mark");
        let (_, after) = rest.split_once(END).expect("the guide has an end mark");
        write_or_check(&path, &format!("{before}{BEGIN}\n{table}{END}{after}"));
    }
}

const BEGIN: &str = "<!-- generated: settings -->";
const END: &str = "<!-- end of generated: settings -->";

/// Bytes also in the largest binary unit that divides them.
fn amount(unit: Unit, value: u64) -> String {
    let binary = [(30, "GiB"), (20, "MiB"), (10, "KiB")].into_iter();
    let binary =
        binary.map(|(bits, name)| (1 << bits, name)).find(|(size, _)| value.is_multiple_of(*size));
    match (unit, binary) {
        (Unit::Bytes, Some((size, name))) => format!("{value} ({} {name})", value / size),
        _ => value.to_string(),
    }
}
