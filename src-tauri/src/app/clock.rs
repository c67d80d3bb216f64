//! The time zone of times in the window and in filters: local time or UTC, by the user's preference.

use std::sync::LazyLock;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

use jiff::tz::TimeZone;

static LOCAL: LazyLock<TimeZone> = LazyLock::new(TimeZone::system);
static IN_UTC: AtomicBool = AtomicBool::new(false);

/// Sets the time zone and returns whether it changed.
pub(crate) fn choose(utc: bool) -> bool {
    IN_UTC.swap(utc, Relaxed) != utc
}

/// The chosen time zone, for typed times without an offset.
pub(crate) fn zone() -> TimeZone {
    match IN_UTC.load(Relaxed) {
        true => TimeZone::UTC,
        false => LOCAL.clone(),
    }
}

/// This machine's time zone, whatever is chosen.
pub(crate) fn local() -> TimeZone {
    LOCAL.clone()
}
