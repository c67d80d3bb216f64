//! A response other than 101 to the upgrade request.

use crate::profile::masked_url::without_values;

/// The most bytes of a refusal's body that are stored.
pub const MAX_BODY: usize = 64 * 1024;
/// The most characters of the body quoted in an error's text.
const MAX_QUOTED: usize = 300;

/// A response other than 101.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedUpgrade {
    /// The status.
    pub status: u16,
    /// The reason phrase.
    pub reason: String,
    /// Names and values, in order, decoded as Latin-1.
    pub headers: Vec<(String, String)>,
    /// The body's first [`MAX_BODY`] bytes.
    pub body: Vec<u8>,
}

impl RefusedUpgrade {
    /// The target of a 301, 302, 303, 307 or 308 response.
    pub fn location(&self) -> Option<&str> {
        let redirect = matches!(self.status, 301 | 302 | 303 | 307 | 308);
        let mut fields = self.headers.iter().filter(|(n, _)| n.eq_ignore_ascii_case("location"));
        fields.next().filter(|_| redirect).map(|(_, value)| value.trim())
    }

    /// The kind of response, by which translations select: `redirect`, `auth`, `forbidden`, `missing`, `proxy`, `request`,
    /// `server` or `other`.
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

    /// The advice in the error's text.
    pub fn hint(&self) -> String {
        match self.location() {
            Some(location) => format!(
                "it points to {}; enter that as the URL, or set connection.redirects.follow",
                without_values(location)
            ),
            None if self.status == 401 => {
                "it wants to know who you are; see connection.auth".to_owned()
            }
            None => {
                let check = "check the URL's path and what the server wants there";
                match self.body_line() {
                    Some(said) => format!("{check}; it says \"{said}\""),
                    None => check.to_owned(),
                }
            }
        }
    }

    /// The body's first line if it is text and not HTML: many servers give the reason there.
    pub(crate) fn body_line(&self) -> Option<String> {
        let line = std::str::from_utf8(&self.body).ok()?.trim().lines().next()?;
        let inert = |c: &char| !crate::text::is_invisible(*c);
        let said: String = line.chars().filter(inert).take(MAX_QUOTED).collect();
        (!said.is_empty() && !said.starts_with('<')).then_some(said)
    }
}
