use serde_json::{Value, json};
use wirelark_tests::cli::Output;
use wirelark_tests::memory;
use wirelark_tests::row::{Row, rows_of};
use wirelark_tests::scratch::Scratch;

pub(crate) const MIB: u64 = 1 << 20;

/// A `capture` that ended with an error. Creating it asserts what every such end has in common: the process did not
/// panic, printed one error with a stable code, lost no received message, can export what it stored, and its memory
/// grew within bounds.
pub(crate) struct FailedCapture {
    pub(crate) output: Output,
    pub(crate) report: Value,
    pub(crate) rows: Vec<Row>,
    _scratch: Scratch,
    grown: u64,
}

impl FailedCapture {
    /// Captures with the smallest profile.
    #[track_caller]
    pub(crate) fn of(url: &str) -> FailedCapture {
        FailedCapture::with(json!({"url": url}))
    }

    /// Captures with a profile that has this `connection`.
    #[track_caller]
    pub(crate) fn with(connection: Value) -> FailedCapture {
        FailedCapture::in_folder(Scratch::new(), connection)
    }

    /// Like [`FailedCapture::with`], with the profile in a folder that holds its files.
    #[track_caller]
    pub(crate) fn in_folder(scratch: Scratch, connection: Value) -> FailedCapture {
        FailedCapture::of_profile(scratch, json!({"connection": connection}))
    }

    #[track_caller]
    pub(crate) fn of_profile(scratch: Scratch, parts: Value) -> FailedCapture {
        let baseline = memory::baseline();
        let (profile, transcript) = (scratch.profile(parts), scratch.path("t.wlt"));
        let args = ["capture", &profile, "--transcript", &transcript, "--json"];
        let (output, peak) = memory::run(&args);
        let (code, _) = output.failed(3);
        let report = output.json();
        // An end by a Close frame is reported in `close` alone.
        let wanted = if code == "closed" { Value::Null } else { json!(code) };
        assert_eq!(report["error"]["code"], wanted, "{report}");
        assert!(report["close"]["code"].is_u64(), "{report}");
        assert_eq!((&report["lost"], &report["received"]), (&json!(0), &report["stored"]));
        let rows = rows_of(&transcript);
        let messages =
            rows.iter().filter(|row| ["received text", "received binary"].contains(&&*row.label()));
        assert_eq!(json!(messages.count()), report["received"], "every message is in the export");
        let grown = peak.map_or(0, |peak| peak.saturating_sub(baseline));
        assert!(grown <= 150 * MIB, "{} MiB more than {baseline}", grown / MIB);
        FailedCapture { output, report, rows, _scratch: scratch, grown }
    }

    /// Asserts the error's code, and that its text contains these words.
    #[track_caller]
    pub(crate) fn has_error(self, code: &str, words: &[&str]) -> FailedCapture {
        let (found, text) = self.output.failed(3);
        assert_eq!(found, code, "{text}");
        for word in words {
            assert!(text.contains(word), "'{word}' in: {text}");
        }
        self
    }

    /// Asserts that the peak memory exceeds that of a capture of one message by at most this many bytes.
    #[track_caller]
    pub(crate) fn grew_at_most(self, most: u64) -> FailedCapture {
        eprintln!("grew by {} KiB of {}", self.grown / 1024, most / 1024);
        assert!(self.grown <= most, "{} KiB, allowed are {}", self.grown / 1024, most / 1024);
        self
    }

    /// The last hop of the handshake.
    pub(crate) fn hop(&self) -> &Value {
        let hops = self.report["handshake"]["hops"].as_array().expect("an array");
        hops.last().expect("a hop")
    }

    /// Asserts that the message received before the fault is stored.
    #[track_caller]
    pub(crate) fn kept_the_message(self) -> FailedCapture {
        let first = self.rows.first().and_then(|row| row.text.as_deref());
        assert_eq!(first, Some("whole"), "{:#?}", self.rows);
        self
    }
}
