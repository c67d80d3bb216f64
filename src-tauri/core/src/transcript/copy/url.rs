//! Parts of a URL that a copied program or command needs.

use std::net::IpAddr;

pub(super) fn is_websocket_scheme(scheme: &str) -> bool {
    scheme.eq_ignore_ascii_case("ws") || scheme.eq_ignore_ascii_case("wss")
}

/// Splits a URL into the URL without user and password, and the two.
pub(super) fn without_user(url: &str) -> (String, Option<(String, String)>) {
    let Some((scheme, rest)) = url.split_once("://") else { return (url.to_owned(), None) };
    let end = rest.find(['/', '\\', '?', '#']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(end);
    let Some((user, host)) = authority.rsplit_once('@') else { return (url.to_owned(), None) };
    let (user, password) = user.split_once(':').unwrap_or((user, ""));
    let plain =
        |text: &str| percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned();
    (format!("{scheme}://{host}{path}"), Some((plain(user), plain(password))))
}

pub(super) fn is_local(host: &str) -> bool {
    let name = host.trim_end_matches('.');
    name == "localhost"
        || name.ends_with(".localhost")
        || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

/// Whether a list of hosts to reach without the proxy contains this one; networks are not
/// supported.
pub(super) fn bypasses_proxy(host: &str, list: &[String]) -> bool {
    list.iter().flat_map(|entry| entry.split(',')).map(str::trim).any(|pattern| {
        let name = pattern.trim_start_matches('.').to_ascii_lowercase();
        pattern == "*"
            || (!name.is_empty() && (host == name || host.ends_with(&format!(".{name}"))))
    })
}
