//! Quoting for a POSIX shell. Control and invisible characters are escaped, including line ends and
//! tabs, which would run or complete a command when pasted.

use std::fmt::Write as _;

use super::template::{Template, TemplatePart};
use crate::text::is_invisible;

/// Appends the bytes of a character in octal, which every shell reads alike.
fn octal(ch: char, output: &mut String) {
    for byte in ch.encode_utf8(&mut [0; 4]).bytes() {
        // Writing to a string does not fail.
        let _ = write!(output, "\\{byte:03o}");
    }
}

/// Quotes one word. Control characters are escaped in `$'…'` (POSIX.1-2024; supported by bash, zsh
/// and ksh).
pub(super) fn quoted(text: &str) -> String {
    let plain = |ch: char| ch.is_ascii_alphanumeric() || "-_./:@%+,".contains(ch);
    if !text.is_empty() && text.chars().all(plain) {
        return text.to_owned();
    }
    if !text.chars().any(is_invisible) {
        return format!("'{}'", text.replace('\'', r"'\''"));
    }
    let mut output = String::from("$'");
    for ch in text.chars() {
        match ch {
            '\\' | '\'' => output.extend(['\\', ch]),
            // History expansion happens before quotes are parsed.
            ch if ch == '!' || is_invisible(ch) => octal(ch, &mut output),
            ch => output.push(ch),
        }
    }
    output.push('\'');
    output
}

/// A format string for `printf` that prints exactly this text, followed by NUL.
pub(super) fn printf_format(text: &str) -> String {
    let mut output = String::from("'");
    for ch in text.chars() {
        match ch {
            '\'' => output.push_str(r"'\''"),
            '\\' => output.push_str(r"\\"),
            '%' => output.push_str("%%"),
            ch if is_invisible(ch) => octal(ch, &mut output),
            ch => output.push(ch),
        }
    }
    output.push_str(r"\0'");
    output
}

/// Quotes one word that contains environment variables.
pub(super) fn word(template: &Template) -> String {
    let mut output = String::new();
    for part in &template.parts {
        match part {
            TemplatePart::Text(text) => output.push_str(&quoted(text)),
            TemplatePart::Variable { name, .. } => {
                let _ = write!(output, "\"${name}\"");
            }
        }
    }
    if output.is_empty() { "''".to_owned() } else { output }
}

#[cfg(test)]
mod tests {
    #[cfg(unix)]
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn text_is_quoted_as_one_word() {
        assert_eq!(quoted("ws://h:1/a-b_c"), "ws://h:1/a-b_c");
        assert_eq!(quoted("a'b $x `y` \"\\!"), "'a'\\''b $x `y` \"\\!'");
        assert_eq!(quoted("?a=b&c"), "'?a=b&c'");
        assert_eq!(quoted(""), "''");
        assert_eq!(quoted("a'\\\n!é"), "$'a\\'\\\\\\012\\041é'");
        assert_eq!(printf_format("50% it's\\\n"), "'50%% it'\\''s\\\\\\012\\0'");
        assert_eq!(word(&Template::of("k={{secret:t}} x")), "'k='\"$WIRELARK_SECRET_t\"' x'");
    }

    #[test]
    fn hostile_16_control_characters_are_never_pasted() {
        let hostile = [
            "\u{1b}[201~; rm -rf ~\n",
            "\u{1b}]0;title\u{7}",
            "\u{9b}2J",
            "a\rb\r\n",
            "\t\t",
            "\u{8}\u{7f}",
            "\u{202e}\u{2066}x\u{2069}",
            "\u{200b}\u{feff}\u{180e}\u{3164}\u{ffa0}\u{e0041}\u{2028}",
        ];
        for text in hostile {
            for shown in [quoted(text), printf_format(text), word(&Template::of(text))] {
                let bad = shown.chars().find(|&ch| is_invisible(ch));
                assert_eq!(bad, None, "{shown:?}");
            }
        }
    }

    /// Output of a shell script.
    #[cfg(unix)]
    fn shell(name: &str, script: &str) -> Option<Vec<u8>> {
        let output = std::process::Command::new(name).arg("-c").arg(script).output().ok()?;
        assert!(output.status.success(), "{script:?}: {output:?}");
        Some(output.stdout)
    }

    #[cfg(unix)]
    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn hostile_16_a_shell_reads_back_the_same_text(
            text in "([a-z'\"\\\\$`!%~ ]|\\n|\\r|\\t|\u{1b}|\u{7f}|\u{9b}|é|行|\u{202e}|\u{e0041}){0,24}",
        ) {
            if let Some(read) = shell("bash", &format!("printf '%s' {}", quoted(&text))) {
                prop_assert_eq!(read, text.as_bytes());
            }
            if let Some(mut read) = shell("sh", &format!("printf {}", printf_format(&text))) {
                prop_assert_eq!(read.pop(), Some(0));
                prop_assert_eq!(read, text.as_bytes());
            }
        }
    }
}
