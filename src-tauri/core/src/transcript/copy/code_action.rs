//! What an exported program does, and the lines of Python for it.

use std::fmt::Write as _;

use super::template::Template;
use crate::packet::escape::{python_bytes, python_text};

/// What a program does.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum CodeAction {
    /// Sends a text; secrets and variables are read from the environment.
    Text(Template),
    /// Sends bytes. The second is the Python expression for them, where it says more than the bytes.
    Bytes(Vec<u8>, Option<String>),
    /// Sends the JSON of a text in Python's style; the expression names its values.
    PythonJson(String, String),
    /// Waits for so many milliseconds.
    Wait(u128),
    /// Closes with a code and a reason.
    Close(u16, String),
}

/// The lines of a Python program, indented by four spaces, that do this on `websocket`.
pub(super) fn python_lines(
    actions: &[CodeAction],
    text: &mut dyn FnMut(&Template) -> String,
) -> String {
    let mut lines = String::new();
    for action in actions {
        // Writing to a string does not fail.
        let _ = match action {
            CodeAction::Text(template) => writeln!(lines, "    websocket.send({})", text(template)),
            CodeAction::PythonJson(_, expression) => {
                writeln!(lines, "    websocket.send({expression})")
            }
            CodeAction::Bytes(_, Some(expression)) => {
                writeln!(lines, "    websocket.send({expression})")
            }
            CodeAction::Bytes(bytes, None) => {
                writeln!(lines, "    websocket.send({})", python_bytes(bytes))
            }
            CodeAction::Wait(ms) => writeln!(lines, "    time.sleep({})", *ms as f64 / 1000.0),
            CodeAction::Close(code, reason) => {
                writeln!(lines, "    websocket.close({code}, {})", python_text(reason))
            }
        };
    }
    lines
}
