//! What the messages that pass really are, since the library is told that they are binary or pongs.

use std::collections::VecDeque;

use crate::frame::Kind;

/// So many equal ones in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Run {
    one: One,
    count: u32,
}

/// What is known of one message that the library is about to hand out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct One {
    /// What it was on the wire.
    pub kind: Kind,
    /// The payload bytes that it took on the wire, where it was compressed.
    pub wire: Option<u32>,
}

/// A queue that costs next to nothing where all messages are alike.
#[derive(Debug, Default)]
pub struct Passed {
    runs: VecDeque<Run>,
}

impl Passed {
    /// The payload of a message's last frame is over.
    #[inline]
    pub fn push(&mut self, one: One) {
        match self.runs.back_mut() {
            Some(run) if run.one == one && run.count < u32::MAX => run.count += 1,
            _ => self.runs.push_back(Run { one, count: 1 }),
        }
    }

    /// The library has handed out all of them.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }

    /// The next message that the library hands out; asked once for each.
    #[inline]
    pub fn pop(&mut self) -> Option<One> {
        let run = self.runs.front_mut()?;
        let one = run.one;
        run.count -= 1;
        if run.count == 0 {
            self.runs.pop_front();
        }
        Some(one)
    }
}
