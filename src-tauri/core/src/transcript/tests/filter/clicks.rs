use proptest::prelude::*;

use super::*;
use crate::transcript::filter::{Cell, FilterExpr, add, hide, only, remove};

#[test]
fn a_click_adds_a_test_and_keeps_the_typed_text() {
    let code = Cell::Code(Some(2.into()));
    let cases = [
        (only("", &code), "code:2"),
        (only("  Foo   \"b c\" ", &code), "Foo   \"b c\" code:2"),
        (only("a or b", &code), "(a or b) code:2"),
        (only("(a or b)", &code), "(a or b) code:2"),
        (only("(a) or (b)", &code), "((a) or (b)) code:2"),
        (only("a and code:2", &code), "a and code:2"),
        (only("a -code:2 b", &code), "a b code:2"),
        (hide("a and code:2", &code), "a -code:2"),
        (hide("", &Cell::Kind(Kind::Ping)), "-kind:ping"),
        (hide("-kind:ping", &Cell::Kind(Kind::Ping)), "-kind:ping"),
        (only("", &Cell::Code(None)), "-code:*"),
        (hide("x", &Cell::Code(None)), "x code:*"),
        (only("", &Cell::Direction(Direction::Sent)), "dir:sent"),
        (only("", &Cell::Size(64)), "size=64"),
        (only("", &Cell::Row(7)), "row:7"),
        (add("a", "b or c"), "a (b or c)"),
        (add("a", ""), "a"),
        (add("", "b"), "b"),
        (remove("a code:2", "code:2"), "a"),
        (remove("a", "a"), ""),
        (remove("a or b", "a"), "a or b"),
        (remove("a or b", "a or b"), ""),
    ];
    for (result, expected) in cases {
        assert_eq!(result.unwrap(), expected);
    }
    assert_eq!(only("(", &code).unwrap_err().column(), 2);
}

#[test]
fn field_cells_compare_the_exact_value() {
    let of = |value: Option<&str>, is_number| Cell::Field {
        path: "tail.user".to_owned(),
        value: value.map(str::to_owned),
        is_number,
    };
    let big = "9007199254740993";
    assert_eq!(only("", &of(Some(big), true)).unwrap(), format!("field.tail.user={big}"));
    assert_eq!(only("", &of(Some("5"), false)).unwrap(), "field.tail.user=\"5\"");
    assert_eq!(hide("", &of(Some("a \"b\""), false)).unwrap(), "-field.tail.user=\"a \\\"b\\\"\"");
    assert_eq!(hide("", &of(None, false)).unwrap(), "field.tail.user:*");
    let odd = Cell::Field { path: "a: b".to_owned(), value: Some(String::new()), is_number: false };
    assert_eq!(only("", &odd).unwrap(), "field.\"a: b\"=\"\"");
}

#[test]
fn cells_are_made_from_message_fields() {
    let decoder = Decoder::new(&Decoding::default());
    let json = br#"{"id": 9007199254740993, "name": "5", "list": [1]}"#;
    let only_field = |path: &str| {
        let cell = Cell::field(&decoder, Kind::Text, Direction::Received, json, path);
        cell.map(|cell| only("", &cell).unwrap())
    };
    assert_eq!(only_field("id").as_deref(), Some("field.id=9007199254740993"));
    assert_eq!(only_field("json.name").as_deref(), Some("field.json.name=\"5\""));
    assert_eq!(only_field("none").as_deref(), Some("-field.none:*"));
    assert_eq!(only_field("list"), None);
}

proptest! {
    #[test]
    fn printed_cell_tests_parse_to_the_same_test(
        path in "\\PC{1,12}", value in proptest::option::of("\\PC{0,12}|[\t\n\"\\\\]{1,4}"), number: i64, which in 0..3
    ) {
        let (value, is_number) = match which {
            0 => (Some(number.to_string()), true),
            1 => (Some((number as f64 / 7.0).to_string()), true),
            _ => (value, false),
        };
        let cell = Cell::Field { path, value, is_number };
        prop_assert_eq!(FilterExpr::parse(&only("", &cell).unwrap()), Ok(cell.expr()));
        let shown = only("a or b", &cell).unwrap();
        let hidden = hide(&shown, &cell).unwrap();
        prop_assert_ne!(&shown, &hidden);
        prop_assert_eq!(only(&hidden, &cell).unwrap(), shown);
    }
}
