//! How much of a message's tree is made.

/// How much a tree holds; a person reads no more at once, and a message may have a million list items. All of the message
/// is walked whatever they are, so that the tree can say how many there are and whether the message fits.
#[derive(Debug, Clone, Copy)]
pub struct TreeLimits {
    /// How many of the nodes that lie in tails are left out before the first that is made. What is no part of a list or
    /// an object in a tail is always made.
    pub first: usize,
    /// How many of them are made.
    pub nodes: usize,
    /// Bytes of one tail's text, or of one field's bytes.
    pub text: usize,
    /// Bytes of one value in a tail, and of its name.
    pub value: usize,
    /// Memory for the tree, beside [a multiple of the message's size](crate::packet::budget).
    pub bytes: usize,
}

impl TreeLimits {
    /// For a page: what is left out is said.
    pub const PAGE: TreeLimits =
        TreeLimits { first: 0, nodes: 20_000, text: 64 << 10, value: usize::MAX, bytes: 256 << 20 };
    /// For the question where a message stops fitting.
    pub const FIT: TreeLimits = TreeLimits { nodes: 0, text: 0, value: 0, ..TreeLimits::PAGE };
    /// For an export: everything, as far as the memory of its tree allows.
    pub const NONE: TreeLimits = TreeLimits {
        first: 0,
        nodes: usize::MAX,
        text: usize::MAX,
        value: usize::MAX,
        bytes: 1 << 30,
    };

    /// The page that begins behind so many nodes, for a window: what is long is cut, and says so.
    pub const fn page(first: usize) -> TreeLimits {
        TreeLimits { first, value: TreeLimits::PAGE.text, ..TreeLimits::PAGE }
    }
}
