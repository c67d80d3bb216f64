//! Decides whether a redirect is followed, and what applies at a host other than the profile's. Pure.
//!
//! No connection is made to another host, and nothing of a profile is sent there, until the user has confirmed that
//! host: the server that redirects may not be the intended one.

use super::request::ConfirmedHost;
use url::Url;

use super::error::ConnectionError;
use super::request::{Target, TrustChoice, without_secrets};
use crate::profile::server::Server;

/// The target of a redirect that is followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RedirectTarget {
    pub target: Target,
    /// Whether it is not the profile's server. The user has confirmed it.
    pub other_host: bool,
}

/// Resolves `location` against `from`. `home` is the profile's target, `confirmed` the other hosts that are allowed.
/// `https:` counts as `wss:`, since HTTP servers redirect to it; other schemes are refused.
pub(super) fn follow(
    home: &Target,
    from: &Target,
    location: &str,
    confirmed: &[ConfirmedHost],
) -> Result<RedirectTarget, ConnectionError> {
    let refused = |why, what: &str| ConnectionError::Redirect {
        location: without_secrets(location),
        why,
        what: what.to_owned(),
    };
    let base = Url::parse(&from.url()).map_err(|error| refused("url", &error.to_string()))?;
    let mut url = base.join(location).map_err(|error| refused("url", &error.to_string()))?;
    match url.scheme() {
        "ws" | "wss" => {}
        "https" => {
            let text = url.as_str().replacen("https:", "wss:", 1);
            url = Url::parse(&text).map_err(|error| refused("url", &error.to_string()))?;
        }
        scheme => {
            let what = format!("'{scheme}:' is not a WebSocket scheme");
            return Err(refused("scheme", &what));
        }
    }
    if from.secure && url.scheme() == "ws" {
        return Err(refused(
            "insecure",
            "it leads from wss to ws, where everybody could read along",
        ));
    }
    // Allowed in Location (RFC 9110 section 10.2.2), but not part of a request.
    url.set_fragment(None);
    let mut target =
        Target::parse(url.as_str()).map_err(|error| refused("url", &error.to_string()))?;
    // Credentials come from the profile only.
    target.user = None;
    let server = target.server();
    let other_host = !is_same_server(&home.server(), &server);
    if other_host && !confirmed.iter().any(|host| host.is(&server)) {
        let (host, location) = (server.peer(), without_secrets(url.as_str()));
        return Err(ConnectionError::RedirectHost { server, host, location });
    }
    Ok(RedirectTarget { target, other_host })
}

/// Whether this is the same server; going from `ws` to `wss` on the default ports stays there.
fn is_same_server(home: &Server, other: &Server) -> bool {
    home.host == other.host
        && (home.port == other.port || (home.has_usual_port() && other.has_usual_port()))
}

/// The TLS trust at another host: the profile's pins, server name and disabled verification apply to its own only.
pub(super) fn trust_for_other_host(choice: &TrustChoice) -> TrustChoice {
    TrustChoice { verify: true, pinned: Vec::new(), server_name: None, ..choice.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn redirect(from: &str, location: &str) -> Result<(String, bool), String> {
        let from = Target::parse(from).expect("a URL");
        let there = from.server();
        let answer = follow(&from, &from, location, &[]);
        if let Err(ConnectionError::RedirectHost { server, .. }) = &answer {
            // Once confirmed, it is followed.
            let confirmed = [ConfirmedHost::parse(&server.peer()).expect("a host")];
            let step = follow(&from, &from, location, &confirmed).expect("confirmed");
            assert!(step.other_host && step.target.server() != there);
            return Ok((step.target.url(), true));
        }
        answer.map(|step| (step.target.url(), step.other_host)).map_err(|error| error.to_string())
    }

    #[test]
    fn hostile_09_another_host_is_gone_to_only_when_it_is_confirmed() {
        let home = Target::parse("wss://h:444/a?token=1").expect("a URL");
        let go = |location: &str, confirmed: &[&str]| {
            let hosts: Vec<_> =
                confirmed.iter().map(|h| ConfirmedHost::parse(h).expect("a host")).collect();
            follow(&home, &home, location, &hosts).map(|step| step.other_host)
        };
        for location in ["wss://evil/?t=s3cret", "//evil\\@h:444/", "https://h/", "wss://h.:444/"] {
            let error = go(location, &["prod", "h:445"]).expect_err(location);
            assert_eq!(error.code(), "redirect_host", "{location}");
            let (host, shown) = (error.args()["host"].clone(), error.to_string());
            assert!(!shown.contains("s3cret") && shown.contains(&host), "{shown}");
            assert_eq!(go(location, &[&host]), Ok(true), "{location} {host}");
        }
        assert_eq!(go("wss://evil/", &["EVIL"]), Ok(true));
        assert_eq!(go("wss://evil:443/", &["evil:443"]), Ok(true));
        assert!(go("wss://evil:8443/", &["evil"]).is_err());
        assert!(go("wss://evil/", &["evil:80"]).is_err());
        assert_eq!(go("wss://h:444/b", &[]), Ok(false));
        for text in ["", "a/b", "u@h", "h:x", "h:99999", "a b", "h?x", "a\tb", "::1"] {
            assert!(ConfirmedHost::parse(text).is_err(), "{text}");
        }
        assert!(ConfirmedHost::parse("[::1]:9").is_ok());
    }

    #[test]
    fn hostile_09_what_a_profile_trusts_does_not_hold_elsewhere() {
        let choice = TrustChoice {
            verify: false,
            pinned: vec!["aa".to_owned()],
            server_name: Some("n".to_owned()),
            ..TrustChoice::default()
        };
        assert_eq!(trust_for_other_host(&choice), TrustChoice::default());
    }

    #[test]
    fn case_06_where_a_redirect_may_lead() {
        for (from, location, url, stranger) in [
            ("ws://h/a", "/b?c=1", "ws://h/b?c=1", false),
            ("ws://h/a", "ws://H:80/b#x", "ws://h/b", false),
            ("ws://h/a", "wss://h/b", "wss://h/b", false),
            ("ws://h:81/a", "wss://h/b", "wss://h/b", true),
            ("wss://h/a", "https://h/b", "wss://h/b", false),
            ("wss://h/a", "https://h:444/b", "wss://h:444/b", true),
            ("wss://h/a", "//other/b", "wss://other/b", true),
            ("wss://h/a", "wss://u:p@h/b", "wss://h/b", false),
        ] {
            assert_eq!(redirect(from, location), Ok((url.to_owned(), stranger)), "{location}");
        }
    }

    #[test]
    fn case_07_where_it_may_not() {
        for (location, says) in [
            ("ws://h/b", "from wss to ws"),
            ("http://h/b", "'http:' is not"),
            ("file:///etc/passwd", "'file:' is not"),
            ("javascript:alert(1)", "'javascript:' is not"),
            ("wss://h:99999/", "port"),
        ] {
            let error = redirect("wss://h/a", location).expect_err(location);
            assert!(error.contains(says), "{error}");
        }
        let error = redirect("wss://h/a", "http://u:secret@h/t?token").expect_err("http");
        assert!(!error.contains("secret") && !error.contains("token"), "{error}");
    }
}
