//! Command lines of `websocat` 1.14 and `wscat` 6 for a POSIX shell.
//!
//! Settings without a matching option are named in comments before the commands. The comments
//! consist of letters and digits alone, since an interactive zsh runs a comment as a command.

mod websocat;
mod wscat;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::super::RecordInfo;
use super::shell_word::word;
use super::target::CopyTarget;
use super::template::Template;
use super::{CopyError, CopyForm};
use crate::profile::model::TlsVersion;

/// Maximum length of an argument: Linux rejects more than 128 KiB, and terminals cope badly with
/// long pastes.
const MAX_ARGUMENT: usize = 96 * 1024;

/// Options of a tool for a target, and settings it cannot express.
#[derive(Debug, Default)]
pub(super) struct Shell {
    tool: &'static str,
    /// Environment assignments before the tool's name.
    environment: String,
    /// Options after the tool's name, each preceded by a space.
    options: String,
    address: String,
    not_carried: Vec<&'static str>,
    hints: Vec<&'static str>,
    variables: BTreeSet<String>,
    encoded: bool,
}

impl Shell {
    pub(super) fn new(form: CopyForm, target: &CopyTarget) -> Shell {
        let mut shell = Shell::default();
        let is_wscat = form == CopyForm::Wscat;
        shell.tool = if is_wscat { "wscat" } else { "websocat" };
        shell.address = shell.word(&target.url());
        match is_wscat {
            true => shell.wscat(target),
            false => shell.websocat(target),
        }
        let connection = target.connection();
        shell.not_carried.extend(target.unsupported());
        let secure = target.is_secure();
        let unsupported = [
            (secure && connection.tls.server_name.is_some(), "the TLS server name"),
            (secure && connection.tls.min_version == TlsVersion::V13, "the oldest TLS version"),
            (!connection.resolve.is_empty(), "addresses for names"),
            (connection.keep_alive.ping_every.is_some(), "pings"),
        ];
        shell
            .not_carried
            .extend(unsupported.into_iter().filter_map(|(applies, what)| applies.then_some(what)));
        shell
    }

    fn word(&mut self, template: &Template) -> String {
        for (name, encoded) in template.variables() {
            self.variables.insert(name.to_owned());
            self.encoded |= encoded;
        }
        word(template)
    }

    fn option(&mut self, name: &str, value: &Template) {
        let value = self.word(value);
        let _ = write!(self.options, " {name}{value}");
    }

    fn file(&mut self, name: &str, file: &str) {
        self.option(name, &Template::of(file));
    }

    fn basic(&mut self, name: &str, target: &CopyTarget) {
        let Some((mut user, password)) = target.basic() else { return };
        user.push_text(":");
        user.append(password);
        self.option(name, &user);
    }

    fn headers(&mut self, name: &str, target: &CopyTarget) {
        let mut names = BTreeSet::new();
        for (field, value) in target.headers() {
            // wscat stores fields by name.
            if self.tool == "wscat" && !names.insert(field.to_ascii_lowercase()) {
                self.not_carried.push("the second header field of one name");
                continue;
            }
            let mut line = Template::default();
            line.push_text(&format!("{field}: "));
            line.append(value);
            self.option(name, &line);
        }
    }

    /// Comments before the first command.
    pub(super) fn comments(&self, left_out: usize) -> String {
        let mut output = String::new();
        if !self.variables.is_empty() {
            let names: Vec<_> = self.variables.iter().map(String::as_str).collect();
            let _ = writeln!(output, "# Set in the environment: {}", names.join(", "));
        }
        if self.encoded {
            output.push_str("# Percent-encode the values that stand in the URL\n");
        }
        for what in &self.not_carried {
            let _ = writeln!(
                output,
                "# Not carried over, since {} has no option for it: {what}",
                self.tool
            );
        }
        for hint in &self.hints {
            let _ = writeln!(output, "# {hint}");
        }
        if left_out > 0 {
            let _ = writeln!(output, "# Received rows are not sent: {left_out} left out");
        }
        output
    }

    /// The command that sends this message.
    pub(super) fn line(&self, record: &RecordInfo, payload: &[u8]) -> Result<String, CopyError> {
        match self.tool {
            "wscat" => self.wscat_line(record, payload),
            _ => self.websocat_line(record, payload),
        }
    }

    fn not_sendable(&self, record: &RecordInfo, what: &str) -> CopyError {
        CopyError::NotSendable { row: record.row, tool: self.tool, what: what.to_owned() }
    }
}

/// Error for a marker, which was never sent.
pub(super) fn marker_error(row: u32, tool: &'static str) -> CopyError {
    let what = "it is a note of Wirelark's, not a message".to_owned();
    CopyError::NotSendable { row, tool, what }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_16_comments_are_harmless_where_a_shell_runs_them() {
        let profile = serde_json::from_value(serde_json::json!({
            "wirelark": 1, "name": "x",
            "connection": {
                "url": "wss://h/{{a;b}}{{$(x)}}?k={{secret:`id`}}", "resolve": ["h:443:::1"], "ip": "4",
                "query": [{"name": "q", "value": "{{secret:a'b}}"}],
                "headers": [{"name": "A", "value": "1"}, {"name": "a", "value": "2"}],
                "tls": {"ca_files": ["a", "b"], "crl_files": ["c"], "pinned": ["d"], "server_name": "n",
                    "min_version": "1.3", "client_certificate": {"p12_file": "p"}},
                "proxy": {"mode": "manual", "url": "socks5://p:1"}, "redirects": {"follow": true},
                "cookies": {"keep": true}, "control_frames": {"answer_pings": false},
                "keep_alive": {"ping_every": "1s"},
                "compression": {"offer": true, "server_max_window_bits": 9}
            }
        }));
        let target = CopyTarget::of_profile(
            &profile.expect("a profile"),
            &Default::default(),
            "/f".as_ref(),
        );
        for form in [CopyForm::Wscat, CopyForm::Websocat] {
            let comments = Shell::new(form, &target).comments(3);
            assert!(comments.lines().count() > 8, "{comments}");
            for line in comments.lines() {
                let words = line.strip_prefix("# ").expect("a comment");
                let harmless = |ch: char| ch.is_ascii_alphanumeric() || " ,:_-".contains(ch);
                assert!(words.chars().all(harmless), "{line}");
            }
        }
    }
}
