//! Logging to a rolling file or to stderr. Codes, sizes and names are logged, payloads and secrets never. Each event
//! takes one line, whatever characters its fields contain.

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

/// The environment variable with the log filter, in the syntax of `tracing`'s directives, such as
/// `wirelark_core=debug`.
pub const VARIABLE: &str = "WIRELARK_LOG";

/// Days of logs to keep.
const KEPT: usize = 14;

/// Flushes buffered events on drop: hold it for as long as the program logs.
#[derive(Debug)]
pub struct LogGuard(#[allow(dead_code)] Option<WorkerGuard>);

/// Logs to one file per day in this folder, `wirelark.DATE.log`, and keeps two weeks of them. The default level is
/// `info`.
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
    init(BoxMakeWriter::new(writer), "info");
    Ok(LogGuard(Some(guard)))
}

/// Makes each day's file private right after it is created, since the appender creates it according to the umask. The
/// folder, which is private already, protects it until then.
struct PrivateLog<W> {
    to: W,
    folder: PathBuf,
    /// The day, since the Unix epoch, whose file has been made private.
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
        // The appender rotates at midnight UTC, too.
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

/// Logs to stderr, for the command line. The default level is `error`.
pub fn to_stderr() -> LogGuard {
    init(BoxMakeWriter::new(io::stderr), "error");
    LogGuard(None)
}

fn init(writer: BoxMakeWriter, default: &str) {
    let chosen = std::env::var(VARIABLE).unwrap_or_else(|_| default.to_owned());
    let filter = EnvFilter::try_new(&chosen).unwrap_or_else(|_| EnvFilter::new(default));
    // A second call, as in tests, has no effect.
    let _ = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(OneLine(writer))
        .with_ansi(false)
        .with_target(false)
        // By default, write errors are reported on stderr, which panics if that is closed or full as well.
        .log_internal_errors(false)
        .try_init();
}

/// Wraps a writer so that each event takes one line.
struct OneLine<W>(W);

impl<'a, W: MakeWriter<'a>> MakeWriter<'a> for OneLine<W> {
    type Writer = LogLine<W::Writer>;

    fn make_writer(&'a self) -> Self::Writer {
        LogLine(self.0.make_writer())
    }

    fn make_writer_for(&'a self, meta: &tracing::Metadata<'_>) -> Self::Writer {
        LogLine(self.0.make_writer_for(meta))
    }
}

/// Treats each write as one event and escapes characters that could start another line or colour a terminal.
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
    fn hostile_11_no_text_can_start_a_new_line() {
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
