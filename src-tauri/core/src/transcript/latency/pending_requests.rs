//! Requests without a reply.

use std::collections::{BTreeMap, HashMap, VecDeque};

use super::pairing_key::PairingKey;

/// Maximum pending requests; beyond it, the oldest count as unanswered.
pub const MAX_PENDING: usize = 65_536;

#[derive(Debug)]
struct PendingRequest {
    time_ns: i64,
    command: u16,
    key: PairingKey,
}

/// A row, and the number of the request in it: a message may have several requests.
type RequestPlace = (u32, u16);

/// Pending requests by row and by pairing key.
#[derive(Debug, Default)]
pub(super) struct PendingRequests {
    rows: BTreeMap<RequestPlace, PendingRequest>,
    by_key: HashMap<PairingKey, VecDeque<RequestPlace>>,
}

impl PendingRequests {
    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    pub(super) fn contains(&self, row: u32) -> bool {
        self.rows.range((row, 0)..=(row, u16::MAX)).next().is_some()
    }

    pub(super) fn has(&self, keys: &[PairingKey]) -> bool {
        keys.iter().any(|key| self.by_key.contains_key(key))
    }

    /// Commands of the pending requests.
    pub(super) fn commands(&self) -> impl Iterator<Item = u16> {
        self.rows.values().map(|request| request.command)
    }

    /// Adds the newest request; returns the command of the oldest if that is evicted.
    pub(super) fn push(
        &mut self,
        row: u32,
        time_ns: i64,
        command: u16,
        key: PairingKey,
    ) -> Option<u16> {
        let last = self.rows.last_key_value().map(|(place, _)| *place);
        let number = last.filter(|(last, _)| *last == row).map_or(0, |(_, number)| number + 1);
        let place = (row, number);
        self.by_key.entry(key.clone()).or_default().push_back(place);
        self.rows.insert(place, PendingRequest { time_ns, command, key });
        let oldest = *self.rows.first_key_value()?.0;
        (self.rows.len() > MAX_PENDING).then(|| self.remove(oldest)).flatten().map(|r| r.command)
    }

    /// Removes the oldest request with one of these keys; returns its row, timestamp and command.
    pub(super) fn take(&mut self, keys: &[PairingKey]) -> Option<(u32, i64, u16)> {
        let place = keys.iter().filter_map(|key| self.by_key.get(key)?.front()).min().copied()?;
        self.remove(place).map(|request| (place.0, request.time_ns, request.command))
    }

    /// Removes requests that have timed out; returns their commands.
    pub(super) fn expire(&mut self, now_ns: i64, within_ns: i64) -> Vec<u16> {
        let mut expired = Vec::new();
        while let Some((place, request)) = self.rows.first_key_value()
            && now_ns.saturating_sub(request.time_ns) > within_ns
        {
            expired.push(request.command);
            let place = *place;
            self.remove(place);
        }
        expired
    }

    /// Removes a request, which is always the oldest of its key.
    fn remove(&mut self, place: RequestPlace) -> Option<PendingRequest> {
        let request = self.rows.remove(&place)?;
        if let Some(rows) = self.by_key.get_mut(&request.key) {
            rows.pop_front();
            if rows.is_empty() {
                self.by_key.remove(&request.key);
            }
        }
        Some(request)
    }
}
