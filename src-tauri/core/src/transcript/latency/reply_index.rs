//! Index of request-reply pairs: 16 bytes per pair, and 4 to find it by its request.

use std::collections::BTreeMap;

const NS_BITS: u32 = 48;
const MAX_NS: u64 = (1 << NS_BITS) - 1;

/// A reply and its request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RequestReply {
    /// Row of the reply.
    pub reply: u32,
    /// Row of the request.
    pub request: u32,
    /// Latency in the low 48 bits (at most 78 hours), command number above.
    packed: u64,
}

impl RequestReply {
    pub(super) fn new(reply: u32, request: u32, ns: u64, command: u16) -> RequestReply {
        RequestReply { reply, request, packed: ns.min(MAX_NS) | (u64::from(command) << NS_BITS) }
    }

    /// Latency in nanoseconds.
    pub fn ns(&self) -> u64 {
        self.packed & MAX_NS
    }

    pub(super) fn command(&self) -> u16 {
        (self.packed >> NS_BITS) as u16
    }
}

/// Minimum number of out-of-order replies that are kept apart before they are merged.
const MIN_LATE: usize = 1024;
/// Beyond the minimum, merge when there is one out-of-order reply for this many in order: merging
/// visits all pairs, which then costs constant time per reply.
const IN_ORDER_PER_LATE: usize = 8;

/// All pairs, ordered by reply.
#[derive(Debug, Default)]
pub(super) struct ReplyIndex {
    pairs: Vec<RequestReply>,
    /// Indexes of most pairs, ordered by request.
    by_request: Vec<u32>,
    /// Indexes of the other pairs by request: inserting them into `by_request` would move all later
    /// ones.
    out_of_order: BTreeMap<u32, u32>,
}

impl ReplyIndex {
    pub(super) fn push(&mut self, pair: RequestReply) {
        let number = self.pairs.len() as u32;
        // The common case: replies arrive roughly in the order of their requests.
        match self.by_request.last().is_none_or(|&last| self.request(last) < pair.request) {
            true => self.by_request.push(number),
            false => drop(self.out_of_order.insert(pair.request, number)),
        }
        self.pairs.push(pair);
        if self.out_of_order.len() > MIN_LATE.max(self.by_request.len() / IN_ORDER_PER_LATE) {
            let out_of_order = std::mem::take(&mut self.out_of_order).into_values();
            self.by_request.extend(out_of_order);
            let mut all = std::mem::take(&mut self.by_request);
            // Merges two sorted runs.
            all.sort_by_key(|&at| self.request(at));
            self.by_request = all;
        }
    }

    fn request(&self, number: u32) -> u32 {
        self.pairs.get(number as usize).map_or(0, |pair| pair.request)
    }

    pub(super) fn all(&self) -> &[RequestReply] {
        &self.pairs
    }

    pub(super) fn of_reply(&self, row: u32) -> Option<RequestReply> {
        let at = self.pairs.binary_search_by_key(&row, |pair| pair.reply).ok()?;
        self.pairs.get(at).copied()
    }

    pub(super) fn of_request(&self, row: u32) -> Option<RequestReply> {
        let found = self.by_request.binary_search_by_key(&row, |&at| self.request(at));
        let in_order = found.ok().and_then(|at| self.by_request.get(at));
        let number = in_order.or_else(|| self.out_of_order.get(&row))?;
        self.pairs.get(*number as usize).copied()
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;

    #[test]
    fn hostile_03_late_replies_do_not_move_other_pairs() {
        const LATE: u32 = 60_000;
        const ALL: u32 = 3_000_000;
        let started = Instant::now();
        let mut pairs = ReplyIndex::default();
        // Replies to the first requests come last, in reverse order.
        for (reply, request) in (LATE..ALL).chain((0..LATE).rev()).enumerate() {
            pairs.push(RequestReply::new(ALL + reply as u32, request, 7, 1));
        }
        // Moving all later pairs for each of these would take minutes.
        assert!(started.elapsed() < Duration::from_secs(30), "{:?}", started.elapsed());
        assert_eq!(pairs.all().len(), ALL as usize);
        for request in [0, 1, 1023, 1024, LATE - 1, LATE, LATE + 1, ALL - 1] {
            assert_eq!(pairs.of_request(request).map(|pair| pair.request), Some(request));
        }
        assert_eq!(pairs.of_request(ALL), None);
    }

    proptest::proptest! {
        #[test]
        fn every_pair_is_found_by_its_request(
            rows in proptest::collection::hash_set(0u32..100_000, 0..5000),
        ) {
            let mut pairs = ReplyIndex::default();
            // A hash set is unordered.
            for (reply, request) in rows.iter().enumerate() {
                pairs.push(RequestReply::new(reply as u32, *request, 7, 1));
            }
            for (reply, request) in rows.iter().enumerate() {
                let found = pairs.of_request(*request).map(|pair| pair.reply);
                proptest::prop_assert_eq!(found, Some(reply as u32));
            }
        }
    }
}
