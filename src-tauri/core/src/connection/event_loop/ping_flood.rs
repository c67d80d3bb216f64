//! Decides which pings and pongs become rows. In a flood, only the first few do, followed by one note per second.

use crate::frame::{Direction, Kind};
use crate::profile::model::ControlRows;

/// The most rows of one kind and direction per second.
const SHOWN: u32 = 10;
const SECOND: i64 = 1_000_000_000;

/// Pings or pongs of one direction with no message between them.
#[derive(Debug, Clone, Copy, Default)]
struct ControlRun {
    /// Start of the run's current second; 0 for no run.
    begun: i64,
    /// Frames of this second that became rows.
    shown: u32,
    /// Frames that did not, and their payload bytes.
    hidden: u64,
    bytes: u64,
}

/// A marker that counts hidden frames.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FloodNote {
    pub direction: Direction,
    pub text: String,
}

/// Applies `connection.control_frames.rows`.
#[derive(Debug)]
pub(super) struct FloodFilter {
    rows: ControlRows,
    runs: [ControlRun; 4],
    /// Whether there is a run.
    active: bool,
}

const LABELS: [(Direction, &str); 4] = [
    (Direction::Received, "more pings received"),
    (Direction::Received, "more pongs received"),
    (Direction::Sent, "more pings sent"),
    (Direction::Sent, "more pongs sent"),
];

impl FloodFilter {
    pub(super) fn new(rows: ControlRows) -> FloodFilter {
        FloodFilter { rows, runs: [ControlRun::default(); 4], active: false }
    }

    /// Counts a ping or pong. Returns whether it becomes a row, and a note to write before it.
    pub(super) fn passes(
        &mut self,
        direction: Direction,
        kind: Kind,
        ns: i64,
        size: usize,
    ) -> (bool, Option<FloodNote>) {
        match self.rows {
            ControlRows::All => return (true, None),
            ControlRows::None => return (false, None),
            ControlRows::Collapsed => {}
        }
        let slot = usize::from(kind == Kind::Pong) + 2 * usize::from(direction == Direction::Sent);
        self.active = true;
        let mut note = None;
        if ns - self.runs[slot].begun >= SECOND {
            note = self.note(slot);
            let run = &mut self.runs[slot];
            // A flood that continues adds no more rows.
            let goes_on = note.is_some() && ns - run.begun < 2 * SECOND;
            *run = ControlRun {
                begun: ns,
                shown: if goes_on { SHOWN } else { 0 },
                ..ControlRun::default()
            };
        }
        let run = &mut self.runs[slot];
        if run.shown < SHOWN {
            run.shown += 1;
            return (true, note);
        }
        run.hidden += 1;
        run.bytes += size as u64;
        (false, note)
    }

    fn note(&mut self, slot: usize) -> Option<FloodNote> {
        let ControlRun { hidden, bytes, .. } = self.runs[slot];
        let (direction, what) = LABELS[slot];
        (hidden > 0)
            .then(|| FloodNote { direction, text: format!("{hidden} {what}, {bytes} bytes") })
    }

    /// Whether there may be a run to end.
    #[inline]
    pub(super) fn is_active(&self) -> bool {
        self.active
    }

    /// Whether hidden frames are not covered by a note yet.
    pub(super) fn hides(&self) -> bool {
        self.active && self.runs.iter().any(|run| run.hidden > 0)
    }

    /// Ends all runs, because a message follows or the connection has ended. Returns the notes to write.
    pub(super) fn end(&mut self) -> Vec<FloodNote> {
        let notes = (0..LABELS.len()).filter_map(|slot| self.note(slot)).collect();
        self.runs = [ControlRun::default(); 4];
        self.active = false;
        notes
    }

    /// The notes of runs whose second has passed.
    pub(super) fn due_notes(&mut self, now: i64) -> Vec<FloodNote> {
        let mut notes = Vec::new();
        for slot in 0..LABELS.len() {
            if now - self.runs[slot].begun < SECOND {
                continue;
            }
            if let Some(note) = self.note(slot) {
                notes.push(note);
                self.runs[slot] = ControlRun { begun: now, shown: SHOWN, ..ControlRun::default() };
            }
        }
        notes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MS: i64 = 1_000_000;

    fn ping(flood: &mut FloodFilter, ns: i64) -> (bool, Option<String>) {
        let (row, note) = flood.passes(Direction::Received, Kind::Ping, ns, 4);
        (row, note.map(|note| note.text))
    }

    #[test]
    fn a_flood_makes_a_few_rows_and_one_note_per_second() {
        let mut flood = FloodFilter::new(ControlRows::Collapsed);
        let begin = 1_000 * SECOND;
        let mut rows = 0;
        let mut notes = Vec::new();
        for i in 0..3_500 {
            let (row, note) = ping(&mut flood, begin + i * MS);
            rows += u32::from(row);
            notes.extend(note);
        }
        assert_eq!(rows, SHOWN);
        assert_eq!(notes[0], "990 more pings received, 3960 bytes");
        assert_eq!(notes[1..], ["1000 more pings received, 4000 bytes"; 2]);
        let end: Vec<_> = flood.end().into_iter().map(|note| note.text).collect();
        assert_eq!(end, ["500 more pings received, 2000 bytes"]);
        assert!(!flood.hides() && flood.end().is_empty());
        assert_eq!(ping(&mut flood, begin + 3_600 * MS), (true, None), "a message ended the run");
    }

    #[test]
    fn slow_pings_and_their_pongs_are_all_rows() {
        let mut flood = FloodFilter::new(ControlRows::Collapsed);
        for i in 0..200 {
            let ns = 1_000 * SECOND + i * 100 * MS;
            assert_eq!(ping(&mut flood, ns), (true, None), "{i}");
            assert!(flood.passes(Direction::Sent, Kind::Pong, ns + 1, 4).0, "{i}");
        }
    }

    #[test]
    fn a_flood_that_stops_is_noted_within_a_second() {
        let mut flood = FloodFilter::new(ControlRows::Collapsed);
        for i in 0..100 {
            ping(&mut flood, SECOND + i);
        }
        assert!(flood.hides());
        assert!(flood.due_notes(SECOND + 500 * MS).is_empty());
        assert_eq!(flood.due_notes(2 * SECOND).len(), 1);
        assert!(!flood.hides());
    }

    #[test]
    fn all_or_none_become_rows() {
        let (mut all, mut none) =
            (FloodFilter::new(ControlRows::All), FloodFilter::new(ControlRows::None));
        for _ in 0..100 {
            assert_eq!(ping(&mut all, SECOND), (true, None));
            assert_eq!(ping(&mut none, SECOND), (false, None));
        }
        assert!(!none.hides() && !all.hides());
    }
}
