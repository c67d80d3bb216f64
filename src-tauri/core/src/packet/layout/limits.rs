//! Limits of a decoded tree.

/// How much of a message's tree is built. A message may have a million list items, far more than a user reads at once.
/// The whole message is visited regardless, so that the tree reports the number of nodes and whether the message fits.
#[derive(Debug, Clone, Copy)]
pub struct TreeLimits {
    /// How many nodes in tails to skip before the first that is built. Nodes that are not part of a list or an object
    /// in a tail are always built.
    pub first: usize,
    /// How many nodes in tails to build.
    pub nodes: usize,
    /// Limit in bytes of one tail's text, and of one field's bytes.
    pub text: usize,
    /// Limit in bytes of one value in a tail, and of its name.
    pub value: usize,
    /// Memory for the tree in bytes, in addition to [a multiple of the message's size](crate::packet::budget).
    pub bytes: usize,
}

impl TreeLimits {
    /// Limits for a page; omissions are reported.
    pub const PAGE: TreeLimits =
        TreeLimits { first: 0, nodes: 20_000, text: 64 << 10, value: usize::MAX, bytes: 256 << 20 };
    /// Limits for [`stop_of`](super::decode::stop_of), which builds no nodes in tails.
    pub const FIT: TreeLimits = TreeLimits { nodes: 0, text: 0, value: 0, ..TreeLimits::PAGE };
    /// Limits for an export: everything that fits into the memory.
    pub const NONE: TreeLimits = TreeLimits {
        first: 0,
        nodes: usize::MAX,
        text: usize::MAX,
        value: usize::MAX,
        bytes: 1 << 30,
    };

    /// Limits for the page that starts after `first` nodes; long values are truncated and marked as such.
    pub const fn page(first: usize) -> TreeLimits {
        TreeLimits { first, value: TreeLimits::PAGE.text, ..TreeLimits::PAGE }
    }
}
