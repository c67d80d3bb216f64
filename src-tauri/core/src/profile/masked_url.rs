//! Masks credentials in URLs: user, password and the values of query parameters such as `token`.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;

use url::Url;

use super::secret::{self, is_secret_parameter};

/// Replaces a value that is not stored.
pub const HIDDEN: &str = "***";

/// Removes user, password and fragment from a URL and masks the values of
/// [`SECRET_PARAMETERS`](secret::SECRET_PARAMETERS). Keeps `{{secret:NAME}}` placeholders. Text that is not a valid URL
/// is masked on a best-effort basis.
pub fn masked(text: &str) -> String {
    let placeholders = Placeholders::of(text.trim());
    let text = match Url::parse(&placeholders.marked) {
        Ok(mut url) => {
            // Both fail only for a URL without a host, which has no user.
            let _ = url.set_username("");
            let _ = url.set_password(None);
            url.set_fragment(None);
            url.into()
        }
        // For example if the port is a placeholder.
        Err(_) => without_user(&placeholders.marked),
    };
    let is_whole = |value: &str| is_placeholder(&placeholders.restored(value));
    placeholders.restored(&mask(&text, &secret_values_but(&text, is_whole)))
}

/// Masks the values of secret parameters in a URL or a URL reference.
pub fn without_values(text: &str) -> String {
    mask(text, &secret_values(text))
}

fn mask(text: &str, values: &[Range<usize>]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for value in values {
        out.push_str(&text[at..value.start]);
        out.push_str(HIDDEN);
        at = value.end;
    }
    out.push_str(&text[at..]);
    out
}

/// The byte ranges of the values of [`SECRET_PARAMETERS`](secret::SECRET_PARAMETERS) in a URL or a URL reference, in
/// order. Placeholders are not included.
pub fn secret_values(text: &str) -> Vec<Range<usize>> {
    secret_values_but(text, is_placeholder)
}

fn secret_values_but(text: &str, is_shown: impl Fn(&str) -> bool) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let end = text.find('#').unwrap_or(text.len());
    let Some(query) = text[..end].find('?') else { return found };
    let mut at = query + 1;
    for pair in text[at..end].split('&') {
        if let Some((name, value)) = pair.split_once('=')
            && !value.is_empty()
            && is_secret_parameter(name)
            && !is_shown(value)
        {
            found.push(at + name.len() + 1..at + pair.len());
        }
        at += pair.len() + 1;
    }
    found
}

/// Applies `change` to each value of the URL's query. Names and values are passed undecoded.
pub fn with_query_values(url: &str, mut change: impl FnMut(&str, &mut String)) -> String {
    let Some((before, query)) = url.split_once('?') else { return url.to_owned() };
    let (query, fragment) = query.split_at(query.find('#').unwrap_or(query.len()));
    let pairs = query.split('&').map(|pair| match pair.split_once('=') {
        Some((name, value)) => {
            let mut value = value.to_owned();
            change(name, &mut value);
            format!("{name}={value}")
        }
        None => pair.to_owned(),
    });
    format!("{before}?{}{fragment}", pairs.collect::<Vec<_>>().join("&"))
}

/// Whether the value is exactly one `{{secret:NAME}}`.
pub fn is_placeholder(value: &str) -> bool {
    secret::name_of(value).is_some()
}

/// A text in which each `{{…}}` is replaced by a word that a URL parser leaves unchanged.
struct Placeholders {
    marked: String,
    /// The prefix of each word.
    mark: String,
    written: Vec<String>,
}

impl Placeholders {
    fn of(text: &str) -> Placeholders {
        // Derive a word that is not in the text already.
        let mut hasher = DefaultHasher::new();
        text.hash(&mut hasher);
        let mark = format!("placeholder{:x}n", hasher.finish());
        let (mut marked, mut written) = (String::with_capacity(text.len()), Vec::new());
        let mut rest = text;
        while let Some((before, inside, after)) =
            rest.split_once("{{").and_then(|(before, rest)| {
                rest.split_once("}}").map(|(inside, after)| (before, inside, after))
            })
        {
            marked.push_str(before);
            marked.push_str(&format!("{mark}{}e", written.len()));
            written.push(format!("{{{{{inside}}}}}"));
            rest = after;
        }
        marked.push_str(rest);
        Placeholders { marked, mark, written }
    }

    /// Puts the placeholders back into a text.
    fn restored(&self, text: &str) -> String {
        let mut parts = text.split(self.mark.as_str());
        let mut out = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (number, rest) = part.split_once('e').unwrap_or((part, ""));
            let written = number.parse().ok().and_then(|number: usize| self.written.get(number));
            out.push_str(written.map_or("", String::as_str));
            out.push_str(rest);
        }
        out
    }
}

/// Removes the user and fragment from a text that is not a valid URL.
fn without_user(text: &str) -> String {
    let Some((scheme, rest)) = text.split_once("://") else { return text.to_owned() };
    let end = rest.find(['/', '\\', '?', '#']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(end);
    let host = authority.rsplit('@').next().unwrap_or_default();
    let path = path.split('#').next().unwrap_or_default();
    format!("{scheme}://{host}{path}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_12_secret_parameters_of_a_url_reference_are_masked() {
        for (text, shown) in [
            ("/y?ticket=TICK&a=1", "/y?ticket=***&a=1"),
            (
                "wss://h/?a=token&Access%5FToken=x#token=y",
                "wss://h/?a=token&Access%5FToken=***#token=y",
            ),
            ("?token={{secret:t}}&sig=&key=a=b", "?token={{secret:t}}&sig=&key=***"),
            ("/token=1", "/token=1"),
            ("", ""),
        ] {
            assert_eq!(without_values(text), shown);
        }
    }

    #[test]
    fn hostile_12_a_url_with_many_placeholders_is_masked_quickly() {
        let begun = std::time::Instant::now();
        let url = format!("ws://u:p@h/{}?token=x", "{{secret:a}}/".repeat(100_000));
        let stored = masked(&url);
        // Searching the whole text for each placeholder would take too long.
        assert!(begun.elapsed().as_secs() < 10, "{:?}", begun.elapsed());
        assert_eq!(stored, url.replace("u:p@", "").replace("=x", "=***"));
        let odd = "ws://h/?x={{secret:a#b&c}}&token=1&key={{secret:k}}";
        assert_eq!(masked(odd), odd.replace("token=1", "token=***"));
    }
}
