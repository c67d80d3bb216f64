use serde_json::{Value, json};
use wirelark_tests::cli::Output;
use wirelark_tests::memory;
use wirelark_tests::row::{Row, rows_of};
use wirelark_tests::scratch::Scratch;

pub(crate) const MIB: u64 = 1 << 20;

/// How a `capture` of something bad ended. What all such ends have in common is asserted when it is made: the process
/// did not panic, it told one error in one line with a stable code, it lost nothing of what had come, what had come can be
/// exported, and its memory did not grow beyond measure.
pub(crate) struct Fall {
    pub(crate) output: Output,
    pub(crate) report: Value,
    pub(crate) rows: Vec<Row>,
    _scratch: Scratch,
    grown: u64,
}

impl Fall {
    /// Of the smallest profile.
    #[track_caller]
    pub(crate) fn of(url: &str) -> Fall {
        Fall::with(json!({"url": url}))
    }

    /// Of a profile with this `connection`.
    #[track_caller]
    pub(crate) fn with(connection: Value) -> Fall {
        Fall::in_folder(Scratch::new(), connection)
    }

    /// The same with files in its folder.
    #[track_caller]
    pub(crate) fn in_folder(scratch: Scratch, connection: Value) -> Fall {
        Fall::of_profile(scratch, json!({"connection": connection}))
    }

    #[track_caller]
    pub(crate) fn of_profile(scratch: Scratch, parts: Value) -> Fall {
        let baseline = memory::baseline();
        let (profile, transcript) = (scratch.profile(parts), scratch.path("t.wlt"));
        let args = ["capture", &profile, "--transcript", &transcript, "--json"];
        let (output, peak) = memory::run(&args);
        let (code, _) = output.failed(3);
        let report = output.json();
        // An end by a Close is told in `close` alone.
        let wanted = if code == "closed" { Value::Null } else { json!(code) };
        assert_eq!(report["error"]["code"], wanted, "{report}");
        assert!(report["close"]["code"].is_u64(), "{report}");
        assert_eq!((&report["lost"], &report["received"]), (&json!(0), &report["stored"]));
        let rows = rows_of(&transcript);
        let messages =
            rows.iter().filter(|row| ["received text", "received binary"].contains(&&*row.what()));
        assert_eq!(json!(messages.count()), report["received"], "each is in the export");
        let grown = peak.map_or(0, |peak| peak.saturating_sub(baseline));
        assert!(grown <= 150 * MIB, "{} MiB more than {baseline}", grown / MIB);
        Fall { output, report, rows, _scratch: scratch, grown }
    }

    /// The error has this code, and its text these words.
    #[track_caller]
    pub(crate) fn says(self, code: &str, words: &[&str]) -> Fall {
        let (found, text) = self.output.failed(3);
        assert_eq!(found, code, "{text}");
        for word in words {
            assert!(text.contains(word), "'{word}' in: {text}");
        }
        self
    }

    /// Bytes by which the peak of its memory is above that of a capture of one message.
    #[track_caller]
    pub(crate) fn grew_at_most(self, most: u64) -> Fall {
        eprintln!("grew by {} KiB of {}", self.grown / 1024, most / 1024);
        assert!(self.grown <= most, "{} KiB, allowed are {}", self.grown / 1024, most / 1024);
        self
    }

    /// The last hop of the handshake.
    pub(crate) fn hop(&self) -> &Value {
        let hops = self.report["handshake"]["hops"].as_array().expect("hops");
        hops.last().expect("one")
    }

    /// The message that came before the fault is there.
    #[track_caller]
    pub(crate) fn kept_the_message(self) -> Fall {
        let first = self.rows.first().and_then(|row| row.text.as_deref());
        assert_eq!(first, Some("whole"), "{:#?}", self.rows);
        self
    }
}
