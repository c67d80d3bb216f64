//! An answer that points elsewhere: whether we go there, and as whom. Pure.

use url::Url;

use super::error::ConnectionError;
use super::request::{Target, without_secrets};

/// Where a redirect leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Step {
    pub(super) target: Target,
    /// Another host or port than the profile's: it is not told who we are.
    pub(super) stranger: bool,
}

/// Follows `location` from `from`; `home` is what the profile names. `https:` counts as `wss:`, since servers that
/// see only HTTP say so; anything else is refused.
pub(super) fn follow(
    home: &Target,
    from: &Target,
    location: &str,
) -> Result<Step, ConnectionError> {
    let refused = |what: &str| ConnectionError::Redirect {
        location: without_secrets(location),
        what: what.to_owned(),
    };
    let base = Url::parse(&from.url()).map_err(|error| refused(&error.to_string()))?;
    let mut url = base.join(location).map_err(|error| refused(&error.to_string()))?;
    match url.scheme() {
        "ws" | "wss" => {}
        "https" => {
            let text = url.as_str().replacen("https:", "wss:", 1);
            url = Url::parse(&text).map_err(|error| refused(&error.to_string()))?;
        }
        scheme => {
            let what = format!("'{scheme}:' is not a WebSocket scheme");
            return Err(refused(&what));
        }
    }
    if from.secure && url.scheme() == "ws" {
        return Err(refused("it leads from wss to ws, where everybody could read along"));
    }
    // RFC 9110 section 10.2.2 lets a Location have one; it is for us and no part of the request.
    url.set_fragment(None);
    let mut target = Target::parse(url.as_str()).map_err(|error| refused(&error.to_string()))?;
    // Who we are is the profile's to say.
    target.user = None;
    // From ws to wss on the usual ports is the same server, made safe.
    let usual = |t: &Target| t.port == if t.secure { 443 } else { 80 };
    let stranger = !target.host.eq_ignore_ascii_case(&home.host)
        || (target.port != home.port && !(usual(&target) && usual(home)));
    Ok(Step { target, stranger })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(from: &str, location: &str) -> Result<(String, bool), String> {
        let from = Target::parse(from).expect("a URL");
        follow(&from, &from, location)
            .map(|step| (step.target.url(), step.stranger))
            .map_err(|error| error.to_string())
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
            assert_eq!(step(from, location), Ok((url.to_owned(), stranger)), "{location}");
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
            let error = step("wss://h/a", location).expect_err(location);
            assert!(error.contains(says), "{error}");
        }
        let error = step("wss://h/a", "http://u:secret@h/t?token").expect_err("http");
        assert!(!error.contains("secret") && !error.contains("token"), "{error}");
    }
}
