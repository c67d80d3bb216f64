//! Protobuf messages with many values, and `.proto` sources that make the compiler recurse.

use std::collections::BTreeMap;

use serde_json::json;
use wirelark_core::packet::binary::protobuf::Protos;
use wirelark_core::packet::binary::protobuf::limits::{NESTING, SOURCE_BYTES, SOURCES};
use wirelark_core::packet::layout::decode::{TreeLimits, decode_within};
use wirelark_core::packet::layout::plan::LayoutContext;
use wirelark_core::packet::layout::{Layout, Plan};

use crate::measure::within;

fn compiled(sources: &[(String, String)]) -> Result<Protos, String> {
    let sources: BTreeMap<_, _> = sources.iter().cloned().collect();
    Protos::from_sources(&sources).map_err(|error| format!("{} {error}", error.code()))
}

fn compile_source(source: &str) -> Result<Protos, String> {
    compiled(&[("a.proto".to_owned(), source.to_owned())])
}

/// A source with an option whose value nests this deep.
fn nested(levels: usize, open: &str, close: &str) -> String {
    let value = format!("{}{}", open.repeat(levels), close.repeat(levels));
    format!(
        "syntax = \"proto2\";\nimport \"google/protobuf/descriptor.proto\";\nmessage M {{ optional M m = 1; repeated M n = 2; }}\n\
         extend google.protobuf.MessageOptions {{ optional M deep = 50000; }}\n\
         message N {{ option (deep) = {{\n{value}\n}}; }}\n"
    )
}

#[test]
fn hostile_02_option_values_that_nest_are_refused_with_their_line() {
    for (open, close) in
        [("m{", "}"), ("m:{", "}"), ("m<", ">"), ("n:[{", "}]"), ("m /* } */ { # }\n", "}")]
    {
        let error =
            within(20, || compile_source(&nested(4000, open, close)).expect_err("too deep"));
        assert!(error.starts_with("binary.proto_nesting a.proto, line "), "{error}");
        assert!(error.contains(&NESTING.to_string()), "{error}");
        let good = compile_source(&nested(20, open, close));
        assert!(good.is_ok(), "{open}: {}", good.expect_err("an error"));
    }
}

#[test]
fn hostile_02_what_is_in_strings_and_comments_is_not_counted() {
    let brackets = "{".repeat(4000);
    let source = format!(
        "// {brackets}\nsyntax = \"proto2\"; /* {brackets} \n /* {brackets} */ */\nmessage M {{}}"
    );
    // The compiler refuses nested comments; the scan must still find where a comment ends.
    assert!(
        compile_source(&source)
            .expect_err("an error about the nested comment")
            .starts_with("binary.proto a.proto")
    );
    let source = format!(
        "syntax = \"proto2\"; // {brackets}\nmessage M {{ optional string s = 1 [default = \"{brackets}\\\"'\"]; }}"
    );
    assert!(compile_source(&source).is_ok());
    let source = format!(
        "syntax = \"proto2\"; message M {{ optional string s = 1 [default = '\n{}",
        "m{".repeat(4000)
    );
    assert!(
        compile_source(&source)
            .expect_err("a string ends with its line")
            .starts_with("binary.proto_nesting")
    );
    let source = nested(4000, "m { m: ']' ", "}");
    assert!(
        compile_source(&source)
            .expect_err("a bracket in a string closes nothing")
            .starts_with("binary.proto_nesting")
    );
}

#[test]
fn hostile_02_names_of_thousands_of_parts_are_refused() {
    let option = format!("option (deep){} = 1;", ".m".repeat(50_000));
    let source = nested(1, "", "").replace("option (deep) = {\n\n};", &option);
    assert!(source.len() > 50_000);
    let error = within(20, || compile_source(&source).expect_err("too long a name"));
    assert!(error.starts_with("binary.proto_name a.proto, line 5"), "{error}");
}

#[test]
fn hostile_02_sources_that_import_each_other() {
    let chain = |count: usize| {
        let source = |number: usize| match number + 1 < count {
            true => format!("syntax = \"proto3\"; import public \"{:05}.proto\";", number + 1),
            false => "syntax = \"proto3\"; message M {}".to_owned(),
        };
        (0..count).map(|number| (format!("{number:05}.proto"), source(number))).collect::<Vec<_>>()
    };
    let error = within(20, || compiled(&chain(5000)).expect_err("too many"));
    assert!(error.starts_with("binary.proto_sources"), "{error}");
    // The maximum number of sources, each importing the next.
    let longest = within(600, || compiled(&chain(SOURCES)));
    assert!(longest.is_ok(), "{}", longest.expect_err("an error"));
    let cycle = compiled(&[
        ("a.proto".to_owned(), "import \"b.proto\";".to_owned()),
        ("b.proto".to_owned(), "import \"a.proto\";".to_owned()),
    ]);
    assert!(cycle.expect_err("a cycle").starts_with("binary.proto "));
}

#[test]
fn hostile_02_sources_of_many_bytes() {
    let of = |bytes: usize| "message M{}".repeat(bytes / 11);
    let error = within(20, || compile_source(&of(SOURCE_BYTES * 2)).expect_err("too large"));
    assert!(error.starts_with("binary.proto_size a.proto"), "{error}");
    let fields = |count: usize| {
        let fields: String =
            (1..=count).map(|number| format!("bool f{number}={number};")).collect();
        format!("syntax=\"proto3\";message M{{{fields}}}")
    };
    let source = fields(8000);
    let large = within(400, || compile_source(&source));
    assert!(large.is_ok(), "{}", large.expect_err("an error"));
    // Numbers from 19,000 to 19,999 are reserved, so a hundred thousand fields have a thousand errors.
    let source = fields(20_000);
    let error = within(800, || compile_source(&source).expect_err("reserved numbers"));
    assert!(error.starts_with("binary.proto "), "{error}");
}

#[test]
fn hostile_02_a_descriptor_set_may_hold_such_options_too() {
    // FileDescriptorProto.options.uninterpreted_option { name { deep } aggregate_value: … }
    let field = |number: u8, inside: &[u8]| {
        let mut length = inside.len();
        let mut bytes = vec![number << 3 | 2];
        while length > 0x7f {
            bytes.push((length & 0x7f) as u8 | 0x80);
            length >>= 7;
        }
        bytes.push(length as u8);
        bytes.extend_from_slice(inside);
        bytes
    };
    let aggregate = "m{".repeat(4000);
    let option = field(8, aggregate.as_bytes());
    // uninterpreted_option is number 999 of FileOptions.
    let mut options = vec![0xba, 0x3e];
    options.extend(&field(0, &option)[1..]);
    let file = [field(1, b"a.proto"), field(8, &options)].concat();
    let mut protos = Protos::default();
    let set = field(1, &file);
    let error = within(20, || protos.add_descriptor_set(&set).expect_err("too deep"));
    assert_eq!(error.code(), "binary.proto_nesting");
    let error = within(20, || protos.add_descriptor_set(&vec![0; 5 << 20]).expect_err("too large"));
    assert_eq!(error.code(), "binary.proto_size");
}

const MARKET: &str = "syntax = \"proto3\"; message Q { repeated Q q = 1; repeated int32 n = 2; }";

fn plan() -> Plan {
    let protos = compile_source(MARKET).expect("valid sources");
    let layout: Layout =
        serde_json::from_value(json!({"format": "", "tail": {"type": "protobuf", "message": "Q"}}))
            .expect("a layout");
    Plan::new(&layout, LayoutContext { protos: Some(&protos), ..LayoutContext::default() })
        .expect("a valid layout")
}

#[test]
fn hostile_03_protobuf_messages_of_millions_of_values() {
    let plan = plan();
    let mut packed = vec![0x12, 0x80, 0x80, 0x80, 0x04];
    packed.resize(5 + (8 << 20), 1);
    for message in [[0x0a, 0x00].repeat(4 << 20), packed, [0x52, 0x00].repeat(4 << 20)] {
        for limits in [TreeLimits::PAGE, TreeLimits::FIT] {
            let decoded = within(400, || decode_within(&plan, &message, limits));
            let problem = decoded.find("tail").and_then(|tail| tail.problem.clone());
            assert_eq!(problem.map(|problem| problem.code).as_deref(), Some("decode.budget"));
        }
    }
    let decoded = within(200, || {
        decode_within(&plan, &[0x12, 0x03, 1, 2, 3].repeat(10_000), TreeLimits::PAGE)
    });
    assert_eq!(
        decoded.find("tail.n").map(|list| list.part.map_or(0, |part| part.count)),
        Some(30_000)
    );
}
