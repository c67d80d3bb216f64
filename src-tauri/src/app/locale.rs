//! The page's texts, where Rust draws: titles and file kinds of dialogs.

use fluent_bundle::{FluentBundle, FluentResource};
use unic_langid::LanguageIdentifier;

const ENGLISH: &str = include_str!("../../../ui/locales/en.ftl");
const CHINESE: &str = include_str!("../../../ui/locales/zh-CN.ftl");

/// The system's language, as `zh-CN`; `en` where it does not say.
pub(crate) fn system_language() -> String {
    sys_locale::get_locale().unwrap_or_else(|| "en".to_owned())
}

/// A message of the page's language, without arguments. The key itself where no language has it, so that a
/// dialog opens all the same.
pub(crate) fn word(language: &str, key: &str) -> String {
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
    // A file with one bad message still has the others.
    let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(partial, _)| partial);
    bundle.add_resource_overriding(resource);
    let pattern = bundle.get_message(key)?.value()?;
    let mut errors = vec![];
    Some(bundle.format_pattern(pattern, None, &mut errors).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_that_rust_draws_is_there_in_both_languages() {
        for key in crate::app::dialog::WORDS {
            let (english, chinese) = (word("en", key), word("zh-CN", key));
            assert_ne!(english, *key, "{key} in English");
            assert_ne!(chinese, *key, "{key} in Chinese");
            assert_ne!(english, chinese, "{key}");
        }
    }
}
