//! The clock that stamps messages.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// Wall time that never steps back: the wall clock is read once, the monotonic clock from then on.
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    wall: i64,
    start: Instant,
}

impl Clock {
    /// Reads the wall clock.
    pub fn start() -> Self {
        let wall = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_nanos() as i64);
        Clock { wall, start: Instant::now() }
    }

    /// Nanoseconds since the Unix epoch.
    #[inline]
    pub fn now(&self) -> i64 {
        self.wall + self.start.elapsed().as_nanos() as i64
    }

    /// The time since `ns`, in nanoseconds since the Unix epoch; zero if `ns` lies in the future.
    pub fn since(&self, ns: i64) -> Duration {
        Duration::from_nanos(u64::try_from(self.now() - ns).unwrap_or(0))
    }
}
