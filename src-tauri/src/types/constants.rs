//! `ui/host/constants.ts`: constants that the page and the core or the shell must agree on.

use std::fmt::Write as _;

use wirelark_core::connection::misbehave::RESERVED_OPCODES;
use wirelark_core::frame::close::{
    PRIVATE_CODES, REASON_LIMIT, SENDABLE_BUT_NOT_ACCEPTED, SENDABLE_CODES,
};
use wirelark_core::frame::header;
use wirelark_core::packet::layout::decode::TreeLimits;
use wirelark_core::profile::retention::FEWEST_MESSAGES;
use wirelark_core::transcript::JSON_PAGE_LIMIT;

use super::number;
use crate::app::webview::ZOOM_STEPS;
use crate::decoding::row_decoder as decoding;
use crate::message::preview as message;
use crate::table::row_clipboard::MAX_COPIED;

#[test]
fn constants() {
    let mut text = String::from(
        "// Generated from constants of the core and the shell by `cargo xtask types`. Do not edit.\n",
    );
    let mut add = |docs: &str, name: &str, value: String| {
        let _ = write!(text, "\n/** {docs} */\nexport const {name} = {value};\n");
    };
    add(
        "Close codes below 3000 that an endpoint may send.",
        "SENDABLE_CLOSE_CODES",
        list(&SENDABLE_CODES),
    );
    add(
        "First and last of the close codes of frameworks and applications.",
        "PRIVATE_CLOSE_CODES",
        list(&[*PRIVATE_CODES.start(), *PRIVATE_CODES.end()]),
    );
    add(
        "A close code that may be sent, but is answered with 1002 when received.",
        "SENDABLE_BUT_NOT_ACCEPTED",
        number(SENDABLE_BUT_NOT_ACCEPTED),
    );
    add("Bytes of a close reason at most.", "CLOSE_REASON_LIMIT", number(REASON_LIMIT));
    add(
        "Bytes of a control frame's payload at most.",
        "CONTROL_PAYLOAD_LIMIT",
        number(header::CONTROL),
    );
    add("Opcodes without a meaning.", "RESERVED_OPCODES", list(&RESERVED_OPCODES));
    add("Bytes that are copied to the clipboard at most.", "COPY_LIMIT", number(MAX_COPIED));
    add(
        "The fields of a message with more bytes are decoded on request.",
        "LONG_MESSAGE",
        number(decoding::LONG),
    );
    add("Nodes of one page of fields.", "FIELDS_PAGE", number(TreeLimits::PAGE.nodes));
    add("Bytes of formatted JSON in one page.", "JSON_PAGE_LIMIT", number(JSON_PAGE_LIMIT));
    add(
        "Bytes of a message to be sent that are previewed.",
        "PREVIEW_BYTES",
        number(message::MAX_BYTES),
    );
    add(
        "Fewest messages that a transcript may keep.",
        "FEWEST_KEPT_MESSAGES",
        number(FEWEST_MESSAGES),
    );
    add("Steps of the window's zoom in percent.", "ZOOM_STEPS", list(&ZOOM_STEPS));
    super::write_or_check("ui/host/constants.ts", &text);
}

fn list<T: Copy + std::fmt::Display>(values: &[T]) -> String {
    let values: Vec<String> = values.iter().map(|value| number(*value)).collect();
    format!("[{}] as const", values.join(", "))
}
