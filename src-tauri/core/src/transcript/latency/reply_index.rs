//! Replies and their requests, compactly: 16 bytes for each, and 4 to find it by its request.

use std::collections::BTreeMap;

const NS_BITS: u32 = 48;
const MOST_NS: u64 = (1 << NS_BITS) - 1;

/// A reply and its request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RequestReply {
    /// The reply's row.
    pub reply: u32,
    /// The request's row.
    pub request: u32,
    /// The latency in 48 bits, 78 hours at most; above it the command's number.
    packed: u64,
}

impl RequestReply {
    pub(super) fn new(reply: u32, request: u32, ns: u64, command: u16) -> RequestReply {
        RequestReply { reply, request, packed: ns.min(MOST_NS) | (u64::from(command) << NS_BITS) }
    }

    /// How long after the request the reply came, in nanoseconds.
    pub fn ns(&self) -> u64 {
        self.packed & MOST_NS
    }

    pub(super) fn command(&self) -> u16 {
        (self.packed >> NS_BITS) as u16
    }
}

/// Replies out of order that are kept apart before they are merged, at least.
const LEAST_LATE: usize = 1024;
/// Beyond it one for so many that are in order: merging looks at all, and takes a constant time for each reply.
const IN_ORDER_PER_LATE: usize = 8;

/// All pairs, in the order of their replies.
#[derive(Debug, Default)]
pub(super) struct ReplyIndex {
    pairs: Vec<RequestReply>,
    /// The numbers of most in the order of their requests.
    by_request: Vec<u32>,
    /// The numbers of the others by their requests: to insert them above would move all behind them.
    late: BTreeMap<u32, u32>,
}

impl ReplyIndex {
    pub(super) fn push(&mut self, pair: RequestReply) {
        let number = self.pairs.len() as u32;
        // Mostly so: replies come about in the order of their requests.
        match self.by_request.last().is_none_or(|&last| self.request(last) < pair.request) {
            true => self.by_request.push(number),
            false => drop(self.late.insert(pair.request, number)),
        }
        self.pairs.push(pair);
        if self.late.len() > LEAST_LATE.max(self.by_request.len() / IN_ORDER_PER_LATE) {
            let late = std::mem::take(&mut self.late).into_values();
            self.by_request.extend(late);
            let mut all = std::mem::take(&mut self.by_request);
            // Two sorted runs, which this merges.
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
        let number = in_order.or_else(|| self.late.get(&row))?;
        self.pairs.get(*number as usize).copied()
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;

    #[test]
    fn hostile_03_replies_to_the_oldest_requests_move_no_others() {
        const LATE: u32 = 60_000;
        const ALL: u32 = 3_000_000;
        let begun = Instant::now();
        let mut pairs = ReplyIndex::default();
        // Those of the first requests come last, in the opposite order.
        for (reply, request) in (LATE..ALL).chain((0..LATE).rev()).enumerate() {
            pairs.push(RequestReply::new(ALL + reply as u32, request, 7, 1));
        }
        // Each moved all that came before it, which took minutes.
        assert!(begun.elapsed() < Duration::from_secs(30), "{:?}", begun.elapsed());
        assert_eq!(pairs.all().len(), ALL as usize);
        for request in [0, 1, 1023, 1024, LATE - 1, LATE, LATE + 1, ALL - 1] {
            assert_eq!(pairs.of_request(request).map(|pair| pair.request), Some(request));
        }
        assert_eq!(pairs.of_request(ALL), None);
    }

    proptest::proptest! {
        #[test]
        fn each_pair_is_found_by_its_request(
            rows in proptest::collection::hash_set(0u32..100_000, 0..5000),
        ) {
            let mut pairs = ReplyIndex::default();
            // A set is in no order.
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
