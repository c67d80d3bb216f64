//! Numbered progress on the terminal.

use anyhow::Result;
use std::time::{Duration, Instant};

/// The result of a step.
pub(crate) enum Step {
    Done,
    /// There was nothing to do, for this reason.
    Nothing(&'static str),
}

pub(crate) struct Steps {
    total: usize,
    begun: usize,
}

impl Steps {
    pub(crate) fn new(total: usize) -> Steps {
        Steps { total, begun: 0 }
    }

    pub(crate) fn step(&mut self, name: &str, work: impl FnOnce() -> Result<Step>) -> Result<()> {
        self.begun += 1;
        eprintln!("[{}/{}] {name}", self.begun, self.total);
        let start = Instant::now();
        match work()? {
            Step::Done => eprintln!("      done in {}", seconds(start.elapsed())),
            Step::Nothing(why) => eprintln!("      nothing to do: {why}"),
        }
        Ok(())
    }
}

pub(crate) fn seconds(time: Duration) -> String {
    let s = time.as_secs_f64();
    if s < 60.0 {
        format!("{s:.1} s")
    } else {
        format!("{:.0} min {:.0} s", (s / 60.0).floor(), s % 60.0)
    }
}
