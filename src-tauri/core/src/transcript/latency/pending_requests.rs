//! Requests that have no reply yet.

use std::collections::{BTreeMap, HashMap, VecDeque};

use super::pairing_key::PairingKey;

/// So many requests may wait at once; of more, the oldest count as unanswered.
pub const MOST_OPEN: usize = 65_536;

#[derive(Debug)]
struct PendingRequest {
    time_ns: i64,
    command: u16,
    key: PairingKey,
}

/// Requests that have no reply yet, by row and by what a reply has to have.
#[derive(Debug, Default)]
pub(super) struct PendingRequests {
    rows: BTreeMap<u32, PendingRequest>,
    by_key: HashMap<PairingKey, VecDeque<u32>>,
}

impl PendingRequests {
    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    pub(super) fn contains(&self, row: u32) -> bool {
        self.rows.contains_key(&row)
    }

    pub(super) fn has(&self, keys: &[PairingKey]) -> bool {
        keys.iter().any(|key| self.by_key.contains_key(key))
    }

    /// The commands of those that wait.
    pub(super) fn commands(&self) -> impl Iterator<Item = u16> {
        self.rows.values().map(|request| request.command)
    }

    /// Adds one, the newest; answers the command of the one that has to go for it.
    pub(super) fn push(
        &mut self,
        row: u32,
        time_ns: i64,
        command: u16,
        key: PairingKey,
    ) -> Option<u16> {
        self.by_key.entry(key.clone()).or_default().push_back(row);
        self.rows.insert(row, PendingRequest { time_ns, command, key });
        let oldest = *self.rows.first_key_value()?.0;
        (self.rows.len() > MOST_OPEN).then(|| self.remove(oldest)).flatten().map(|r| r.command)
    }

    /// Takes the oldest that one of these answers: its row, its time and its command.
    pub(super) fn take(&mut self, keys: &[PairingKey]) -> Option<(u32, i64, u16)> {
        let row = keys.iter().filter_map(|key| self.by_key.get(key)?.front()).min().copied()?;
        self.remove(row).map(|request| (row, request.time_ns, request.command))
    }

    /// Removes those that have waited too long; their commands.
    pub(super) fn expire(&mut self, now_ns: i64, within_ns: i64) -> Vec<u16> {
        let mut late = Vec::new();
        while let Some((row, request)) = self.rows.first_key_value()
            && now_ns.saturating_sub(request.time_ns) > within_ns
        {
            late.push(request.command);
            let row = *row;
            self.remove(row);
        }
        late
    }

    /// It is always the oldest of its key.
    fn remove(&mut self, row: u32) -> Option<PendingRequest> {
        let request = self.rows.remove(&row)?;
        if let Some(rows) = self.by_key.get_mut(&request.key) {
            rows.pop_front();
            if rows.is_empty() {
                self.by_key.remove(&request.key);
            }
        }
        Some(request)
    }
}
