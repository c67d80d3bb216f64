//! Secret values of a profile: removed from drafts before they are written, and restored from the profile's file.

use std::collections::BTreeMap;

use wirelark_core::profile::masked_url::with_query_values;
use wirelark_core::profile::model::{Connection, Pair, Profile};
use wirelark_core::profile::secret::is_secret_parameter;

/// Called with the name of a value's place and the value.
type SecretVisitor<'a> = dyn FnMut(&str, &mut String) + 'a;

/// Parts of lower-case names of header fields whose values are secret.
const SECRET_HEADERS: [&str; 7] =
    ["authorization", "cookie", "token", "secret", "password", "api-key", "apikey"];

/// Clears all secret values except placeholders, and returns the places of those that were set.
pub(super) fn take(profile: &mut Profile) -> Vec<String> {
    let mut taken = Vec::new();
    visit(profile, &mut |place, value| {
        if !value.is_empty() && !is_placeholder(value) {
            value.clear();
            taken.push(place.to_owned());
        }
    });
    taken
}

/// Fills empty secret values with those of another profile.
pub(super) fn restore(profile: &mut Profile, from: &Profile) {
    let mut known = BTreeMap::new();
    visit(&mut from.clone(), &mut |place, value| {
        known.insert(place.to_owned(), value.clone());
    });
    visit(profile, &mut |place, value| {
        if value.is_empty()
            && let Some(known) = known.get(place)
        {
            value.clone_from(known);
        }
    });
}

/// Whether all of these places are set.
pub(super) fn are_set(profile: &Profile, places: &[String]) -> bool {
    let mut missing = false;
    visit(&mut profile.clone(), &mut |place, value| {
        missing |= value.is_empty() && places.iter().any(|other| other == place);
    });
    !missing
}

/// Whether the value is nothing but `{{secret:NAME}}` or a variable.
fn is_placeholder(value: &str) -> bool {
    let inside = value.trim().strip_prefix("{{").and_then(|rest| rest.strip_suffix("}}"));
    inside.is_some_and(|inside| !inside.contains(['{', '}']))
}

/// Visits every secret value of a profile.
fn visit(profile: &mut Profile, each: &mut SecretVisitor<'_>) {
    for field in profile.login.iter_mut().flat_map(|login| &mut login.fields) {
        let mut value = field.value.as_str().to_owned();
        each(&format!("login {}", field.name), &mut value);
        if value != field.value.as_str() {
            field.value = value.into();
        }
    }
    let Connection { url, query, headers, auth, cookies, tls, proxy, .. } = &mut profile.connection;
    for (name, value) in [
        ("auth password", &mut auth.password),
        ("auth token", &mut auth.token),
        ("auth value", &mut auth.value),
        ("proxy password", &mut proxy.password),
    ] {
        each(name, value);
    }
    if let Some(passphrase) =
        tls.client_certificate.as_mut().and_then(|own| own.passphrase.as_mut())
    {
        each("passphrase", passphrase);
    }
    visit_pairs("query", query, is_secret_parameter, each);
    visit_pairs("header", headers, is_secret_header, each);
    visit_pairs("cookie", &mut cookies.send, |_| true, each);
    visit_url("url", url, each);
    visit_url("proxy url", &mut proxy.url, each);
}

fn visit_pairs(
    kind: &str,
    pairs: &mut [Pair],
    is_secret: impl Fn(&str) -> bool,
    each: &mut SecretVisitor<'_>,
) {
    for pair in pairs.iter_mut().filter(|pair| is_secret(&pair.name)) {
        each(&format!("{kind} {}", pair.name), &mut pair.value);
    }
}

fn is_secret_header(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    SECRET_HEADERS.iter().any(|part| name.contains(part))
}

/// Visits the password before the host, and the values of query parameters with a secret name.
fn visit_url(kind: &str, url: &mut String, each: &mut SecretVisitor<'_>) {
    let begin = url.find("://").map_or(0, |at| at + 3);
    let end = url[begin..].find(['/', '?', '#']).map_or(url.len(), |at| begin + at);
    if let Some(at) = url[begin..end].rfind('@')
        && let Some(colon) = url[begin..begin + at].find(':')
    {
        let password = begin + colon + 1..begin + at;
        let mut value = url[password.clone()].to_owned();
        each(&format!("{kind} password"), &mut value);
        url.replace_range(password, &value);
    }
    *url = with_query_values(url, |name, value| {
        if is_secret_parameter(name) {
            each(&format!("{kind} {name}"), value);
        }
    });
}
