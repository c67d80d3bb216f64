//! The page's translations for text that Rust draws: titles and file types of dialogs.

use fluent_bundle::{FluentBundle, FluentResource};
use unic_langid::LanguageIdentifier;

const ENGLISH: &str = include_str!("../../../ui/locales/en.ftl");
const CHINESE: &str = include_str!("../../../ui/locales/zh-CN.ftl");

/// The system's language tag, such as `zh-CN`; `en` if unknown.
pub(crate) fn system_language() -> String {
    sys_locale::get_locale().unwrap_or_else(|| "en".to_owned())
}

/// Translates a message without arguments. Returns the key if it has no translation, so that the dialog still opens.
pub(crate) fn translate(language: &str, key: &str) -> String {
    let chosen = match language {
        "system" | "" => system_language(),
        other => other.to_owned(),
    };
    let (tag, text) = match chosen.starts_with("zh") {
        true => ("zh-CN", CHINESE),
        false => ("en", ENGLISH),
    };
    look_up(tag, text, key).unwrap_or_else(|| key.to_owned())
}

fn look_up(tag: &str, text: &str, key: &str) -> Option<String> {
    let language: LanguageIdentifier = tag.parse().ok()?;
    let mut bundle = FluentBundle::new(vec![language]);
    // A syntax error affects only its own message.
    let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(partial, _)| partial);
    bundle.add_resource_overriding(resource);
    let pattern = bundle.get_message(key)?.value()?;
    let mut errors = vec![];
    Some(bundle.format_pattern(pattern, None, &mut errors).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every key of the file dialogs.
    const DIALOG_KEYS: &[&str] = &[
        "dialog-open-profile",
        "dialog-save-profile",
        "dialog-import-profile",
        "dialog-export-profile",
        "dialog-save-rows",
        "dialog-open-proto",
        "dialog-open-transcript",
        "dialog-save-payload",
        "dialog-import-transcript",
        "dialog-open-authorities",
        "dialog-open-revocations",
        "dialog-open-certificate",
        "dialog-open-key",
        "dialog-open-pkcs12",
        "dialog-open-socket",
        "dialog-kind-pem",
        "dialog-kind-crl",
        "dialog-kind-key",
        "dialog-kind-pkcs12",
        "dialog-kind-profile",
        "dialog-kind-proto",
        "dialog-kind-jsonl",
        "dialog-kind-csv",
        "dialog-kind-har",
        "dialog-kind-pcapng",
        "dialog-kind-text",
        "dialog-kind-import",
        "dialog-kind-transcript",
        "dialog-kind-any",
    ];

    #[test]
    fn dialog_keys_are_translated_in_both_languages() {
        for key in DIALOG_KEYS {
            let (english, chinese) = (translate("en", key), translate("zh-CN", key));
            assert_ne!(english, *key, "{key} in English");
            assert_ne!(chinese, *key, "{key} in Chinese");
            assert_ne!(english, chinese, "{key}");
        }
    }
}
