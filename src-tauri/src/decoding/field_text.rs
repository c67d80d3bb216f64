//! One field of a decoded row as text for the clipboard.

use wirelark_core::packet::layout::decode::TreeLimits;
use wirelark_core::packet::layout::{Decoded, Node};

use crate::error::CommandResult;
use crate::error::ErrorDto;
use crate::table::row_clipboard::MAX_COPIED;

/// Maximum number of nodes of a copied field.
const MAX_NODES: usize = 1_000_000;

/// Where the page shows the field.
pub(crate) struct FieldPlace {
    /// First node of the page's window, which may show nodes beyond the first [`MAX_NODES`].
    pub first: usize,
    /// Indices from the root of the tree to the field's node.
    pub path: Vec<usize>,
}

/// The field's text or JSON, whole. Fails if the row has no such field, or if the text exceeds [`MAX_COPIED`] bytes.
pub(crate) fn field_text(
    decode: &dyn Fn(TreeLimits) -> Decoded,
    place: &FieldPlace,
    as_json: bool,
    row: u32,
) -> CommandResult<String> {
    let path = &place.path;
    let limits = |first| TreeLimits {
        first,
        nodes: MAX_NODES,
        bytes: TreeLimits::NONE.bytes,
        ..TreeLimits::page(first)
    };
    let is_whole = |tree: &Decoded| tree.at(path).is_some_and(Node::is_whole);
    // The field is among the first nodes or, failing that, among those of the page's window.
    let (mut first, mut tree) = (0, decode(limits(0)));
    if !is_whole(&tree) && place.first > 0 {
        // Freed before the next one is built: a tree may be large.
        drop(tree);
        (first, tree) = (place.first, decode(limits(place.first)));
    }
    // Decoded with long values only if the field has one.
    if tree.at(path).is_some_and(|node| node.is_whole() && node.is_cut()) {
        drop(tree);
        tree = decode(TreeLimits { text: MAX_COPIED, value: MAX_COPIED, ..limits(first) });
    }
    let missing = || ErrorDto::internal(format!("row {row} has no field at {path:?}"));
    let node = tree.at(path).ok_or_else(missing)?;
    let fits = node.is_whole() && !node.is_cut();
    let text = fits.then(|| node.copied(as_json, MAX_COPIED)).flatten();
    let detail = || format!("'{}' is more than the clipboard takes", node.name);
    text.ok_or_else(|| ErrorDto::new("field_too_long", detail()))
}
