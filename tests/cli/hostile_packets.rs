use serde_json::{Value, json};
use wirelark_core::frame::{Direction, Kind};
use wirelark_core::transcript::{Header, Writer, WriterOptions};
use wirelark_tests::cli::Cli;
use wirelark_tests::scratch::Scratch;

/// An option value nested thousands of levels deep: 9 kB that overflow the stack of a compiler without limits.
fn nested_option() -> Value {
    let value = format!("{}{}", "m{".repeat(4000), "}".repeat(4000));
    let source = format!(
        "syntax = \"proto2\";\nimport \"google/protobuf/descriptor.proto\";\nmessage M {{ optional M m = 1; }}\n\
         extend google.protobuf.MessageOptions {{ optional M deep = 50000; }}\n\
         message N {{ option (deep) = {{ {value} }}; }}\n"
    );
    json!([{"name": "deep.proto", "source": source}])
}

/// A transcript of one message whose header has these rules.
fn transcript(scratch: &Scratch, rules: Value) -> String {
    let path = scratch.path("t.wlt");
    let header = Header { rules, ..Header::default() };
    let mut writer =
        Writer::create(path.as_str(), &header, WriterOptions::default(), Box::new(|| {}))
            .expect("create the transcript");
    writer.push(Direction::Received, Kind::Binary, 1, &[0; 64]);
    writer.finish().expect("finish the transcript");
    path
}

#[test]
fn hostile_02_profile_check_names_the_source_its_line_and_the_limit() {
    let scratch = Scratch::new();
    let profile =
        scratch.profile(json!({"connection": {"url": "ws://h/"}, "protobuf": nested_option()}));
    let output = Cli::run(["profile", "check", &profile]);
    let (code, text) = output.failed(2);
    assert_eq!(code, "binary.proto_nesting");
    for word in ["deep.proto", "line 5", "64", "protobuf[0].source"] {
        assert!(text.contains(word), "'{word}' in: {text}");
    }
}

#[test]
fn hostile_02_and_03_a_transcript_whose_header_has_such_rules_is_read() {
    let scratch = Scratch::new();
    let list = |name: &str, of: &str| {
        let tail = json!({"type": "repeat", "layout": of, "count": "n"});
        json!({"name": name, "format": "<B", "fields": [{"name": "n"}], "tail": tail})
    };
    let rules = json!({"protobuf": nested_option(), "layouts": [list("a", "b"), list("b", "a")],
        "rules": [{"layout": "a"}], "columns": [{"field": "n"}]});
    let file = transcript(&scratch, rules);
    for args in [
        vec!["transcript", "info", &file],
        vec!["transcript", "export", &file, "--format", "jsonl"],
        vec!["transcript", "export", &file, "--format", "csv"],
        vec!["transcript", "count", &file, "--filter", "field:n=0"],
    ] {
        let output = Cli::run(&args);
        assert!(matches!(output.code, Some(0 | 2)), "{args:?}: {output:?}");
    }
}
