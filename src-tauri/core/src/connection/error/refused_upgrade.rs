//! An answer other than 101 to the upgrade.

use crate::profile::masked_url::without_values;

/// As much of a refusal's body is kept.
pub const MAX_BODY: usize = 64 * 1024;
/// As many characters of it stand in an error's text.
const MOST_SAID: usize = 300;

/// An answer other than 101.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedUpgrade {
    /// The status.
    pub status: u16,
    /// The phrase behind it.
    pub reason: String,
    /// Names and values, in order; bytes that are not ASCII are shown as Latin-1.
    pub headers: Vec<(String, String)>,
    /// At most [`MAX_BODY`] bytes.
    pub body: Vec<u8>,
}

impl RefusedUpgrade {
    /// Where an answer of 301, 302, 303, 307 or 308 points.
    pub fn location(&self) -> Option<&str> {
        let redirect = matches!(self.status, 301 | 302 | 303 | 307 | 308);
        let mut fields = self.headers.iter().filter(|(n, _)| n.eq_ignore_ascii_case("location"));
        fields.next().filter(|_| redirect).map(|(_, value)| value.trim())
    }

    /// What kind of answer it is: `redirect`, `auth`, `forbidden`, `missing`, `proxy`, `request`, `server` or `other`.
    pub fn kind(&self) -> &'static str {
        match self.status {
            _ if self.location().is_some() => "redirect",
            401 => "auth",
            403 => "forbidden",
            404 | 405 | 410 => "missing",
            407 => "proxy",
            400 | 406 | 426 => "request",
            500..=599 => "server",
            _ => "other",
        }
    }

    /// What to do about it.
    pub fn hint(&self) -> String {
        match self.location() {
            Some(place) => format!(
                "it points to {}; enter that as the URL, or set connection.redirects.follow",
                without_values(place)
            ),
            None if self.status == 401 => {
                "it wants to know who you are; see connection.auth".to_owned()
            }
            None => {
                let check = "check the URL's path and what the server wants there";
                match self.said() {
                    Some(said) => format!("{check}; it says \"{said}\""),
                    None => check.to_owned(),
                }
            }
        }
    }

    /// The body's first line, where it is text and not a page: many servers say in it what they want.
    pub(in crate::connection) fn said(&self) -> Option<String> {
        let line = std::str::from_utf8(&self.body).ok()?.trim().lines().next()?;
        let inert = |c: &char| !crate::text::is_invisible(*c);
        let said: String = line.chars().filter(inert).take(MOST_SAID).collect();
        (!said.is_empty() && !said.starts_with('<')).then_some(said)
    }
}
