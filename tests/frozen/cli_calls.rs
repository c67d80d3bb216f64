//! Runs `wirelark-cli` and writes each call to a frozen file.

use std::fmt::Write as _;
use std::path::Path;

use wirelark_tests::cli::{Cli, Output, Running};
use wirelark_tests::scratch::Scratch;

use crate::golden::{Frozen, Normaliser};

/// Calls whose output is frozen in one folder. They all run in the same scratch folder.
pub struct Calls {
    frozen: Frozen,
    pub scratch: Scratch,
    marks: Vec<u16>,
}

impl Calls {
    pub fn new(folder: &'static str) -> Calls {
        Calls { frozen: Frozen::folder(folder), scratch: Scratch::new(), marks: Vec::new() }
    }

    /// Replaces the port of this URL by `<port>` in all later output.
    pub fn port(&mut self, url: &str) {
        let port = url.trim_end_matches('/').rsplit(':').next().and_then(|port| port.parse().ok());
        self.marks.push(port.expect("a URL that ends in its port"));
    }

    /// Runs the command to its end and freezes its output.
    #[track_caller]
    pub fn call(&mut self, name: &str, args: &[&str]) -> Output {
        let output = run(args, self.scratch.folder());
        self.ended(name, args, &output);
        output
    }

    /// Starts a command; pass its output to [`Calls::ended`].
    #[track_caller]
    pub fn start(&self, args: &[&str]) -> Running {
        start(args, self.scratch.folder())
    }

    /// Freezes the output of a command that has ended.
    #[track_caller]
    pub fn ended(&mut self, name: &str, args: &[&str], output: &Output) {
        let marks = self.marks.iter().fold(Normaliser::new(), |marks, port| marks.port(*port));
        let marks = marks.folder(self.scratch.folder());
        self.frozen.add(&format!("{name}.txt"), shown(args, output, &marks));
    }

    #[track_caller]
    pub fn check(self) {
        self.frozen.check();
    }
}

/// Runs `wirelark-cli` in this folder, independent of the terminal's width and the time zone.
#[track_caller]
pub fn run(args: &[&str], folder: &Path) -> Output {
    start(args, folder).finish()
}

#[track_caller]
fn start(args: &[&str], folder: &Path) -> Running {
    let mut command = Cli::command(args);
    command.current_dir(folder).env_remove("COLUMNS").env("TZ", "UTC");
    Running::start(command)
}

/// The text of a frozen file, with marks in place of what varies between runs.
pub fn shown(args: &[&str], output: &Output, marks: &Normaliser) -> String {
    random(&measured(&marks.text(&exact(args, output))))
}

/// The text of a frozen file: the command, its exit code and both streams, unchanged.
pub fn exact(args: &[&str], output: &Output) -> String {
    let words: Vec<String> = args.iter().map(|word| quoted(word)).collect();
    let code = output.code.map_or("a signal".to_owned(), |code| code.to_string());
    let mut text = format!("command: wirelark-cli {}\nexit: {code}\n", words.join(" "));
    for (name, stream) in [("stdout", &output.stdout), ("stderr", &output.stderr)] {
        let _ = writeln!(text, "--- {name}");
        text.push_str(stream);
        if !stream.is_empty() && !stream.ends_with('\n') {
            text.push_str("\n--- (no line end)\n");
        }
    }
    text
}

/// Quotes a word for a POSIX shell.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./:=@,+".contains(c);
    match !word.is_empty() && word.chars().all(plain) {
        true => word.to_owned(),
        false => format!("'{}'", word.replace('\'', "'\\''")),
    }
}

/// Replaces measured durations by `<number>`.
fn measured(text: &str) -> String {
    let number = |rest: &str| {
        rest.find(|c: char| !c.is_ascii_digit() && !"+-.e".contains(c)).unwrap_or(rest.len())
    };
    let json = ["\"seconds\":", "\"ms\":", "\"began_ms\":"];
    let text = json.iter().fold(text.to_owned(), |text, key| after(&text, key, number, "<number>"));
    // `received 1 stored 1 lost 0  sent 0 in 0.003 s`
    let seconds = |rest: &str| match number(rest) {
        0 => 0,
        end if rest[end..].starts_with(" s") && rest[..end].contains('.') => end,
        _ => 0,
    };
    after(&text, " in ", seconds, "<number>")
}

/// Replaces the handshake's random key and the accept value by `<key>`, and temporary file names by `<random>`.
fn random(text: &str) -> String {
    let base64 = |rest: &str| {
        rest.find(|c: char| !c.is_ascii_alphanumeric() && !"+/=".contains(c)).unwrap_or(rest.len())
    };
    let text = after(text, "Sec-WebSocket-Key: ", base64, "<key>");
    // The demo server writes header names in lower case.
    let text = after(&text, "Sec-WebSocket-Accept: ", base64, "<key>");
    let text = after(&text, "sec-websocket-accept: ", base64, "<key>");
    // The expected value in `upgrade_bad_accept`.
    let whole = |rest: &str| if base64(rest) == 28 { 28 } else { 0 };
    let text = after(&text, " instead of ", whole, "<key>");
    let text = after(&text, "\"wanted\":\"", whole, "<key>");
    // The temporary file of an atomic write.
    let letters = |rest: &str| if base64(rest) == 6 { 6 } else { 0 };
    after(&text, "/.wirelark-", letters, "<random>")
}

/// Replaces the text after each `start`; `end` returns its length, 0 for no replacement.
fn after(text: &str, start: &str, end: impl Fn(&str) -> usize, mark: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(start) {
        let from = at + start.len();
        out.push_str(&rest[..from]);
        let length = end(&rest[from..]);
        if length > 0 {
            out.push_str(mark);
        }
        rest = &rest[from + length..];
    }
    out + rest
}

#[test]
fn only_measured_and_random_values_are_replaced() {
    let text = r#"{"seconds":0.5,"ms":1.2e-3,"sent":4} sent 0 in 0.003 s, in 10 s Key: x"#;
    let wanted =
        r#"{"seconds":<number>,"ms":<number>,"sent":4} sent 0 in <number> s, in 10 s Key: x"#;
    assert_eq!(measured(text), wanted);
    assert_eq!(random("Sec-WebSocket-Key: a+/=\\r\\n"), "Sec-WebSocket-Key: <key>\\r\\n");
}
