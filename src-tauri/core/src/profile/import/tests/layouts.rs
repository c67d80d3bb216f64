//! Kaitai Struct, C and ctypes.

use super::{ImportKind, assert_notes, import, notes};
use crate::packet::format::{DataModel, StructFormat};
use crate::packet::layout::Layout;
use crate::profile::import::ImportSource;

#[track_caller]
fn layouts(name: &str, text: &str, kind: Option<ImportKind>) -> (Vec<Layout>, String) {
    let source =
        ImportSource::from_bytes(name, text.as_bytes().to_vec()).expect("within the limit");
    let imported = import(&source, kind).expect("it can be imported");
    let problems = crate::profile_check::check(&imported.profiles[0]);
    let others: Vec<_> =
        problems.iter().filter(|problem| problem.path != "connection.url").collect();
    assert!(others.is_empty(), "{others:?}: {:?}", imported.profiles[0].layouts);
    assert_notes(&imported, &[]);
    (imported.profiles[0].layouts.clone(), notes(&imported))
}

fn names(layout: &Layout) -> Vec<&str> {
    layout.fields.iter().map(|field| field.name.as_str()).collect()
}

#[test]
fn c_structs_have_the_compilers_padding() {
    let text = "#include <stdint.h>\n#define N 4 /* four */\nenum color { RED, GREEN = 5, BLUE };\ntypedef struct { uint8_t tag; double value; } pair_t;\n\
        struct message {\n  char magic[4];\n  unsigned short kind : 3, rest : 13;\n  enum color color;\n  long long id;\n  pair_t pairs[2];\n  int grid[2][N];\n  char *name;\n  bool on; // end\n  union { int a; double b; } u;\n};\n\
        #pragma pack(push, 1)\nstruct wire { uint8_t a; uint32_t b, c[2]; };\n#pragma pack(pop)\nstruct __attribute__((packed)) other { char c; float f; };\nstruct open { int n; unknown_t x; };\n";
    let (found, notes) = layouts("m.h", text, None);
    let by_name = |name: &str| {
        found
            .iter()
            .find(|layout| layout.name == name)
            .unwrap_or_else(|| panic!("{name}: {found:?}"))
    };
    assert_eq!(by_name("pair_t").format, "<B7xd");
    assert_eq!(by_name("wire").format, "<BIII");
    assert_eq!(by_name("other").format, "<bf");
    let message = by_name("message");
    assert_eq!(message.format, "<4sH2xi4xqB7xdB7xdiiiiiiii8s?7x8s");
    assert_eq!(
        names(message)[..6],
        ["magic", "kind_bits", "color", "id", "pairs0_tag", "pairs0_value"]
    );
    assert_eq!((message.fields[1].bits[1].from, message.fields[1].bits[1].to), (3, 15));
    assert_eq!(
        message.fields[2].labels.iter().collect::<Vec<_>>(),
        [("0", "RED"), ("5", "GREEN"), ("6", "BLUE")]
    );
    assert!(notes.contains("unknown_t is not declared") && notes.contains("union"), "{notes}");
}

#[test]
fn ctypes_structures_have_the_same_layout_as_in_python() {
    let text = "import ctypes\nfrom ctypes import *\nN = 3\nclass Inner(Structure):\n    _fields_ = [('a', c_uint8), ('b', ctypes.c_double)]\n\
        class Outer(ctypes.BigEndianStructure):\n    _pack_ = 1\n    _fields_ = [('name', c_char * 8), ('n', c_int32 * N), ('lo', c_uint16, 4), ('hi', c_uint16, 12), ('p', c_void_p)]\n\
        class Nested(Structure):\n    _fields_ = [('tag', c_short), ('inner', Inner * 2)]\nclass U(Union):\n    _fields_ = [('x', c_int)]\nclass Bad(Structure):\n    _fields_ = [('x', make())]\n";
    let (found, notes) = layouts("m.py", text, None);
    let formats: Vec<_> =
        found.iter().map(|layout| (layout.name.as_str(), layout.format.as_str())).collect();
    assert_eq!(
        formats[..3],
        [("Inner", "<B7xd"), ("Outer", ">8siiiH8s"), ("Nested", "<h6xB7xdB7xd")]
    );
    assert!(notes.contains("a union"), "{notes}");
    let size = StructFormat::parse(formats[2].1, DataModel::Lp64).expect("a format").size();
    assert_eq!(size, 40);
}

#[test]
fn kaitai_sequences_become_formats_and_tails() {
    let text = "
meta: {id: packet, endian: le, encoding: UTF-8, title: T}
doc: words
seq:
  - {id: magic, contents: [0x50, 'K']}
  - {id: kind, type: u2, enum: kinds}
  - {id: length, type: u4, doc: bytes}
  - {id: raw, size: 4}
  - {id: name, type: str, size: length}
  - {id: count, type: u1}
  - {id: items, type: item, repeat: expr, repeat-expr: count}
  - {id: body, type: {switch-on: kind, cases: {'kinds::one': item, 7: item, _: item}}}
types:
  item:
    seq: [{id: v, type: s4be}, {id: label, type: strz}]
  tail_only:
    seq: [{id: rest, size-eos: true}]
  bits:
    seq: [{id: ok, type: u1}, {id: b, type: b3}]
enums: {kinds: {1: one, 2: {id: two, doc: d}}}
instances: {x: {pos: 0}}
";
    let (found, notes) = layouts("packet.ksy", text, None);
    let packet = &found[0];
    assert_eq!((packet.name.as_str(), packet.format.as_str()), ("packet", "<2sHI4s"));
    assert_eq!(packet.fields[1].labels.iter().collect::<Vec<_>>(), [("1", "one"), ("2", "two")]);
    let name = packet.tail.as_ref().expect("a tail");
    assert_eq!((name.name.as_str(), name.length.as_str()), ("name", "length"));
    let then = name.then.as_ref().expect("what follows");
    assert_eq!(then.format, "<B");
    let names: Vec<_> = found.iter().map(|layout| layout.name.as_str()).collect();
    assert_eq!(names, ["packet", "bits", "tail_only", "item"]);
    for part in ["title", "doc", "instances", "b3: integers of bits"] {
        assert!(notes.contains(part), "{part}: {notes}");
    }
}

#[test]
fn hostile_descriptions_stay_within_limits() {
    let nested: String = "struct a { ".repeat(20_000);
    let wide = "struct a { int x[100000000]; char y[2000000000]; };";
    let recursive = "struct a { struct b x; }; struct b { struct a y; };";
    let doubling: String =
        (1..40).map(|i| format!("struct s{i} {{ struct s{p} a, b; }};\n", p = i - 1)).collect();
    let doubling = format!("struct s0 {{ int a; }};\n{doubling}");
    for text in [
        nested.as_str(),
        wide,
        recursive,
        "struct {",
        "enum { A = ",
        "typedef",
        "#pragma pack(",
        "struct x { int a[",
    ] {
        let source =
            ImportSource::from_bytes("x.h", text.as_bytes().to_vec()).expect("within the limit");
        assert!(import(&source, Some(ImportKind::C)).is_err(), "{}", &text[..text.len().min(60)]);
    }
    let source = ImportSource::from_bytes("x.h", doubling.into_bytes()).expect("within the limit");
    assert!(
        import(&source, Some(ImportKind::C)).expect("the first ones").profiles[0].layouts.len()
            < 20
    );
}
