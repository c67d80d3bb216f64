//! The time zone for times on the screen and in filters: local time or UTC, as the window's switch says.

use std::sync::LazyLock;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

use jiff::tz::TimeZone;

static HERE: LazyLock<TimeZone> = LazyLock::new(TimeZone::system);
static IN_UTC: AtomicBool = AtomicBool::new(false);

/// Answers whether that is another clock than before.
pub(crate) fn choose(utc: bool) -> bool {
    IN_UTC.swap(utc, Relaxed) != utc
}

/// For times that a person types without an offset.
pub(crate) fn zone() -> TimeZone {
    match IN_UTC.load(Relaxed) {
        true => TimeZone::UTC,
        false => HERE.clone(),
    }
}

/// This machine's, whatever is chosen.
pub(crate) fn here() -> TimeZone {
    HERE.clone()
}
