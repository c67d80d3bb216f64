//! Tracing, to a rolling file or to stderr. Payloads and secrets are never logged: codes, sizes and names are. One event
//! is one line, whatever a name holds.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use tracing_appender::non_blocking::WorkerGuard;
use tracing_appender::rolling::{Builder, Rotation};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::fmt::writer::BoxMakeWriter;

use crate::file::private_access::{make_private, private_folder};
use crate::text::escape_for_display;

/// Chooses what is logged, in `tracing`'s directives, as `wirelark_core=debug`; `info` where absent.
pub const VARIABLE: &str = "WIRELARK_LOG";

/// Days that are kept.
const KEPT: usize = 14;

/// Keep it as long as the program logs: what is buffered is written when it goes.
#[derive(Debug)]
pub struct LogGuard(#[allow(dead_code)] Option<WorkerGuard>);

/// One file a day in this folder, `wirelark.DATE.log`, two weeks of them.
pub fn to_folder(folder: &Path) -> io::Result<LogGuard> {
    private_folder(folder)?;
    let file = Builder::new()
        .rotation(Rotation::DAILY)
        .filename_prefix("wirelark")
        .filename_suffix("log")
        .max_log_files(KEPT)
        .build(folder)
        .map_err(io::Error::other)?;
    let (writer, guard) = tracing_appender::non_blocking(PrivateLog::new(file, folder));
    begin(BoxMakeWriter::new(writer), "info");
    Ok(LogGuard(Some(guard)))
}

/// Makes each day's file private as soon as it is begun: the appender leaves that to the umask. Until then the folder
/// keeps others out.
struct PrivateLog<W> {
    to: W,
    folder: PathBuf,
    /// The day whose file is private.
    day: u64,
}

const DAY: u64 = 24 * 60 * 60;

impl<W> PrivateLog<W> {
    fn new(to: W, folder: &Path) -> PrivateLog<W> {
        PrivateLog { to, folder: folder.to_owned(), day: 0 }
    }
}

impl<W: Write> Write for PrivateLog<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.to.write(bytes)?;
        // The appender's day begins at midnight UTC, too.
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let day = since.as_secs() / DAY;
        if self.day != day {
            self.day = day;
            make_private(&self.folder);
        }
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

/// To stderr, for the command line: warnings only, unless the variable says otherwise.
pub fn to_stderr() -> LogGuard {
    begin(BoxMakeWriter::new(io::stderr), "error");
    LogGuard(None)
}

fn begin(writer: BoxMakeWriter, default: &str) {
    let chosen = std::env::var(VARIABLE).unwrap_or_else(|_| default.to_owned());
    let filter = EnvFilter::try_new(&chosen).unwrap_or_else(|_| EnvFilter::new(default));
    // A second call, as tests make, keeps the first one's choice.
    let _ = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(Lines(writer))
        .with_ansi(false)
        .with_target(false)
        // A log that cannot be written is told on stderr by default, which panics where that is closed or full too.
        .log_internal_errors(false)
        .try_init();
}

/// Writes each event in one line.
struct Lines<W>(W);

impl<'a, W: MakeWriter<'a>> MakeWriter<'a> for Lines<W> {
    type Writer = LogLine<W::Writer>;

    fn make_writer(&'a self) -> Self::Writer {
        LogLine(self.0.make_writer())
    }

    fn make_writer_for(&'a self, meta: &tracing::Metadata<'_>) -> Self::Writer {
        LogLine(self.0.make_writer_for(meta))
    }
}

/// What is written at once is one event: what could begin another line in it, or colour a terminal, is escaped.
struct LogLine<W>(W);

impl<W: Write> Write for LogLine<W> {
    fn write(&mut self, event: &[u8]) -> io::Result<usize> {
        let (text, end) = match event.strip_suffix(b"\n") {
            Some(text) => (text, "\n"),
            None => (event, ""),
        };
        let text = String::from_utf8_lossy(text);
        let mut line = escape_for_display(&text).into_owned();
        line.push_str(end);
        self.0.write_all(line.as_bytes())?;
        Ok(event.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_11_no_text_begins_a_line_of_its_own() {
        let mut out = Vec::new();
        let forged = "INFO url=ws://h/\r\n2026-01-01T00:00:00Z  INFO closed\u{2028}\u{202e}\u{1b}[31m\u{85}é\n";
        LogLine(&mut out).write_all(forged.as_bytes()).expect("to memory");
        let text = String::from_utf8(out).expect("UTF-8");
        assert_eq!(text.lines().count(), 1, "{text}");
        assert!(text.ends_with("é\n") && text.contains("\\r\\n2026"), "{text}");
        assert!(text.trim_end().chars().all(|ch| !ch.is_control()), "{text}");
        assert!(!text.contains(['\u{2028}', '\u{202e}']), "{text}");
    }

    #[test]
    #[cfg(unix)]
    fn hostile_15_each_days_log_is_private() {
        use std::os::unix::fs::PermissionsExt;

        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("wirelark.log");
        let file = std::fs::File::create(&path).expect("created");
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).expect("set");
        let mut log = PrivateLog::new(file, dir.path());
        log.write_all(b"a line\n").expect("written");
        let mode = std::fs::metadata(&path).expect("there").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}
