//! `ui/host/error-codes.ts`: the codes that an error may carry.

use std::fmt::Write as _;

use crate::error::ERROR_CODES;

#[test]
fn error_codes() {
    let mut text = String::from(
        "// Generated from src-tauri/src/error/codes.rs by `cargo xtask types`. Do not edit.\n\n\
         /** Every code that an error may carry. */\nexport const ERROR_CODES = [\n",
    );
    for code in ERROR_CODES {
        let _ = writeln!(text, "  \"{code}\",");
    }
    text.push_str("] as const;\n\nexport type ErrorCode = (typeof ERROR_CODES)[number];\n");
    super::write_or_check("ui/host/error-codes.ts", &text);
}
