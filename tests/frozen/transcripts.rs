//! Committed transcripts: the output of `transcript info`, `count` with filters, every export format, and `compare`.
//!
//! New code must read old files, so the inputs are generated only on request. Each test works on a copy, because
//! reading a transcript writes an index beside it.

/// Generates the inputs.
mod make;

use std::fmt::Write as _;
use std::path::Path;
use std::sync::OnceLock;

use wirelark_tests::scratch::Scratch;

use crate::cli_calls::{exact, run};
use crate::golden::{self, Files, Frozen};

/// Export formats and the files they are written to.
const FORMATS: [(&str, &str); 5] = [
    ("jsonl", "export.jsonl"),
    ("csv", "export.csv"),
    ("har", "export.har"),
    ("pcapng", "export.pcapng"),
    ("text", "export.log"),
];

/// All inputs. They are generated at most once, although the tests run in parallel.
fn inputs() -> &'static Files {
    static INPUTS: OnceLock<Files> = OnceLock::new();
    INPUTS.get_or_init(|| golden::inputs("transcripts/inputs", make::inputs))
}

/// Copies these transcripts and their companion files to a scratch folder.
fn copied(names: &[&str]) -> Scratch {
    let scratch = Scratch::new();
    for name in names {
        let own = format!("{name}.wlt");
        for (file, content) in inputs().iter().filter(|(file, _)| file.starts_with(&own)) {
            let path = scratch.folder().join(file);
            std::fs::create_dir_all(path.parent().expect("a parent folder"))
                .expect("create the folder");
            std::fs::write(path, content).expect("write the file");
        }
        assert!(scratch.folder().join(&own).exists(), "{own} is missing");
    }
    scratch
}

/// Replaces the version of this build, which HAR and pcapng contain.
fn without_version(format: &str, content: Vec<u8>) -> Vec<u8> {
    let version = env!("CARGO_PKG_VERSION");
    let (before, mark) = match format {
        "har" => (format!(r#""version":"{version}""#), r#""version":"<version>""#),
        "pcapng" => (format!("Wirelark {version}"), "Wirelark <version>"),
        _ => return content,
    };
    let Some(at) = content.windows(before.len()).position(|part| part == before.as_bytes()) else {
        panic!("{format} names no version");
    };
    [&content[..at], mark.as_bytes(), &content[at + before.len()..]].concat()
}

/// Freezes the output of every command for one transcript. `export_filter` keeps the exports of long ones small.
fn check(name: &str, folder: &'static str, export_filter: &str, filters: &[&str]) {
    let scratch = copied(&[name]);
    let (file, place) = (format!("{name}.wlt"), scratch.folder());
    let mut frozen = Frozen::folder(folder);
    let call = |args: &[&str]| exact(args, &run(args, place));
    frozen.add("info.txt", call(&["transcript", "info", &file]));
    frozen.add("info-json.txt", call(&["transcript", "info", &file, "--json"]));
    frozen.add("count.txt", call(&["transcript", "count", &file]));
    let mut counts = String::new();
    for filter in filters {
        let output = run(&["transcript", "count", &file, "--filter", filter], place);
        let output_text = format!("{}{}", output.stdout, output.stderr);
        let _ = writeln!(counts, "{filter} -> {}", output_text.trim_end());
    }
    frozen.add("filters.txt", counts);
    let mut output_text = String::new();
    for (format, out) in FORMATS {
        export(
            &file,
            format,
            out,
            &["--filter", export_filter],
            place,
            &mut output_text,
            &mut frozen,
        );
    }
    let bom = ["--bom", "--filter", export_filter];
    export(&file, "csv", "export-bom.csv", &bom, place, &mut output_text, &mut frozen);
    frozen.add("exports.txt", output_text);
    frozen.check();
}

/// Exports to a file, because pcapng is not text. The call itself is appended to `said`.
fn export(
    file: &str,
    format: &str,
    out: &str,
    more: &[&str],
    place: &Path,
    output_text: &mut String,
    frozen: &mut Frozen,
) {
    let args = [&["transcript", "export", file, "--format", format, "-o", out], more].concat();
    let output = run(&args, place);
    output_text.push_str(&exact(&args, &output));
    let content = std::fs::read(place.join(out)).expect("read the file");
    frozen.add(out, without_version(format, content));
}

const COMMON: &[&str] = &[
    "",
    "dir:sent",
    "kind:text",
    "kind:ping,pong",
    "-kind:binary",
    "kind:event",
    "code:*",
    "code:..-1",
    "size>=4",
    "row:2..3",
    "pinned:",
    "note:",
    "time:+0s..",
    "wire>0",
    "field.code:*",
    "latency>=0ms",
];

#[test]
fn plain() {
    let filters =
        [COMMON, &["é", "\"Hi\"", "/n\": [0-9]/", "field.json.n:1", "code:2 or kind:close"]];
    check("plain", "transcripts/plain", "", &filters.concat());
}

#[test]
fn sent_by_a_scenario() {
    check("scenario", "transcripts/scenario", "", &[COMMON, &["kind:raw", "counter"]].concat());
}

#[test]
fn every_kind_in_both_directions() {
    check("imported", "transcripts/imported", "", COMMON);
}

#[test]
fn with_layouts() {
    let filters = [
        COMMON,
        &[
            "code:DISPLAYS",
            "field.dec:7",
            "field.flags.low:10",
            "field.flags.high:on",
            "field.at:*",
            "field.items[1].price>1",
            "field.tail.user.id:7",
            "field.crc:*",
            "latency>=0ns code:101",
            "field.text:行",
        ],
    ];
    check("layouts", "transcripts/layouts", "", &filters.concat());
}

#[test]
fn with_its_index() {
    check("indexed", "transcripts/indexed", "", COMMON);
}

#[test]
fn in_segments() {
    let filters = ["", "row:1..1500", "row:1495..1510", "row:2490..", "code:7", "size>10"];
    check("segments", "transcripts/segments", "code:7,499", &filters);
}

#[test]
fn torn_at_the_end() {
    check("torn", "transcripts/torn", "", COMMON);
}

#[test]
fn damaged_in_the_middle() {
    check("damaged", "transcripts/damaged", "", COMMON);
}

#[test]
fn compressed() {
    check("compressed", "transcripts/compressed", "", &[COMMON, &["wire<10", "Hello"]].concat());
}

#[test]
fn reconnected_after_each_loss() {
    check("reconnected", "transcripts/reconnected", "", &[COMMON, &["again"]].concat());
}

#[test]
fn with_notes_and_pins() {
    let filters = [COMMON, &["note:slow", "note:\"Slow\"", "pinned:no", "pinned: note:"]];
    check("noted", "transcripts/noted", "", &filters.concat());
}

#[test]
fn with_a_handshake_file() {
    check("handshake", "transcripts/handshake", "", COMMON);
}

#[test]
fn comparisons() {
    let mut frozen = Frozen::folder("transcripts/compared");
    for (name, a, b, more) in [
        ("equal", "plain", "indexed", &[][..]),
        ("torn", "plain", "torn", &[]),
        ("damaged", "plain", "damaged", &[]),
        ("other", "layouts", "plain", &[]),
        ("compressed", "compressed", "plain", &[]),
        ("fields", "layouts", "changed", &[]),
        ("fields-ignored", "layouts", "changed", &["--ignore", "seq", "--ignore", "dec"]),
    ] {
        let place = copied(&[a, b]);
        let (a, b) = (format!("{a}.wlt"), format!("{b}.wlt"));
        let args = [&["transcript", "compare", &a, &b], more].concat();
        for (suffix, json) in [("", &[][..]), ("-json", &["--json"])] {
            let args = [&args[..], json].concat();
            let text = exact(&args, &run(&args, place.folder()));
            frozen.add(&format!("{name}{suffix}.txt"), text);
        }
    }
    frozen.check();
}

/// Imports the exports that the other tests freeze.
#[test]
fn imports_of_exports() {
    let mut frozen = Frozen::folder("transcripts/read-back");
    for name in ["plain", "layouts", "compressed", "imported"] {
        for (format, file) in [("jsonl", "export.jsonl"), ("har", "export.har")] {
            let scratch = Scratch::new();
            let from = golden::data(&format!("transcripts/{name}")).join(file);
            std::fs::copy(from, scratch.folder().join(file)).expect("copy the file");
            let import = ["transcript", "import", file, "-o", "back.wlt"];
            let mut text = exact(&import, &run(&import, scratch.folder()));
            let export = ["transcript", "export", "back.wlt", "--format", "jsonl"];
            text += &exact(&export, &run(&export, scratch.folder()));
            frozen.add(&format!("{name}-{format}.txt"), text);
        }
    }
    frozen.check();
}
