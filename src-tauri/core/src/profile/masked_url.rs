//! URLs without credentials: no user, no password, and no values of query parameters such as `token`.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;

use url::Url;

use super::secret::{self, is_secret_parameter};

/// What stands for a value that is not stored.
pub const HIDDEN: &str = "***";

/// A URL without user, password, fragment and the values of [`SECRET_PARAMETERS`](secret::SECRET_PARAMETERS). `{{secret:NAME}}` stays as written.
/// A text that no parser takes loses what would be these.
pub fn masked(text: &str) -> String {
    let placeholders = Placeholders::of(text.trim());
    let text = match Url::parse(&placeholders.marked) {
        Ok(mut url) => {
            // Either fails only where there is no host, and then there is no user.
            let _ = url.set_username("");
            let _ = url.set_password(None);
            url.set_fragment(None);
            url.into()
        }
        // With a placeholder where the port is, for one.
        Err(_) => without_user(&placeholders.marked),
    };
    let is_whole = |value: &str| is_placeholder(&placeholders.restored(value));
    placeholders.restored(&hidden(&text, &secret_values_but(&text, is_whole)))
}

/// A URL, or a reference to one, whose secret parameters have no values.
pub fn without_values(text: &str) -> String {
    hidden(text, &secret_values(text))
}

fn hidden(text: &str, values: &[Range<usize>]) -> String {
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

/// Where in a URL, or in a reference to one, the values of [`SECRET_PARAMETERS`](secret::SECRET_PARAMETERS) lie; in order. A placeholder is none.
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

/// The URL with the values of its query changed; names and values are as they stand there.
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

/// One `{{secret:NAME}}` and nothing else.
pub fn is_placeholder(value: &str) -> bool {
    secret::name_of(value).is_some()
}

/// A text with a word that a URL parser leaves alone in place of each `{{…}}`.
struct Placeholders {
    marked: String,
    /// How each word begins.
    mark: String,
    written: Vec<String>,
}

impl Placeholders {
    fn of(text: &str) -> Placeholders {
        // A word that is not in the text already.
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

    /// With the placeholders in their places again.
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

/// For a text that no parser takes.
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
    fn hostile_12_a_reference_loses_the_values_of_the_list() {
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
    fn hostile_12_a_url_of_many_placeholders_is_masked_at_once() {
        let begun = std::time::Instant::now();
        let url = format!("ws://u:p@h/{}?token=x", "{{secret:a}}/".repeat(100_000));
        let stored = masked(&url);
        // Each was looked for in all of it.
        assert!(begun.elapsed().as_secs() < 10, "{:?}", begun.elapsed());
        assert_eq!(stored, url.replace("u:p@", "").replace("=x", "=***"));
        let odd = "ws://h/?x={{secret:a#b&c}}&token=1&key={{secret:k}}";
        assert_eq!(masked(odd), odd.replace("token=1", "token=***"));
    }
}
