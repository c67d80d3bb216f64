//! Replies and their requests, compactly: 16 bytes for each, and 4 to find it by its request.

const NS_BITS: u32 = 48;
const MOST_NS: u64 = (1 << NS_BITS) - 1;

/// A reply and its request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    /// The reply's row.
    pub reply: u32,
    /// The request's row.
    pub request: u32,
    /// The latency in 48 bits, 78 hours at most; above it the command's number.
    packed: u64,
}

impl Pair {
    pub(super) fn new(reply: u32, request: u32, ns: u64, command: u16) -> Pair {
        Pair { reply, request, packed: ns.min(MOST_NS) | (u64::from(command) << NS_BITS) }
    }

    /// How long after the request the reply came, in nanoseconds.
    pub fn ns(&self) -> u64 {
        self.packed & MOST_NS
    }

    pub(super) fn command(&self) -> u16 {
        (self.packed >> NS_BITS) as u16
    }
}

/// All pairs, in the order of their replies.
#[derive(Debug, Default)]
pub(super) struct Pairs {
    pairs: Vec<Pair>,
    /// Their numbers in the order of their requests.
    by_request: Vec<u32>,
}

impl Pairs {
    pub(super) fn push(&mut self, pair: Pair) {
        let at = self.by_request.partition_point(|&other| {
            self.pairs.get(other as usize).is_some_and(|other| other.request < pair.request)
        });
        // Mostly the last: replies come about in the order of their requests.
        self.by_request.insert(at, self.pairs.len() as u32);
        self.pairs.push(pair);
    }

    pub(super) fn all(&self) -> &[Pair] {
        &self.pairs
    }

    pub(super) fn of_reply(&self, row: u32) -> Option<Pair> {
        let at = self.pairs.binary_search_by_key(&row, |pair| pair.reply).ok()?;
        self.pairs.get(at).copied()
    }

    pub(super) fn of_request(&self, row: u32) -> Option<Pair> {
        let request = |&at: &u32| self.pairs.get(at as usize).map_or(0, |pair| pair.request);
        let at = self.by_request.binary_search_by_key(&row, request).ok()?;
        self.pairs.get(*self.by_request.get(at)? as usize).copied()
    }
}
