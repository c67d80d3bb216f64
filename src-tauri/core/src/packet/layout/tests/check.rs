//! The check without a tree finds what the tree shows.

use proptest::prelude::*;

use super::*;
use crate::packet::faults::{FaultKind, FaultSet};
use crate::packet::layout::check::{check, faults_of};

fn any_fields() -> impl Strategy<Value = Value> {
    let sums = vec!["sum8", "crc8", "sum16", "crc16-modbus", "crc32"];
    let constant =
        prop_oneof![Just(Value::Null), Just(json!(0)), Just(json!(1)), Just(json!(true))];
    let end = prop_oneof![Just(Value::Null), (-3..9i32).prop_map(|end| json!(end))];
    let checksum =
        (prop::sample::select(sums), any::<i8>(), any::<bool>()).prop_map(|(kind, from, all)| {
            let to = if all { json!("end") } else { Value::Null };
            json!({"kind": kind, "from": from, "to": to})
        });
    let field = (constant, end.clone(), end, prop::option::of(checksum)).prop_map(
        |(constant, from, to, checksum)| {
            let range = (!from.is_null() || !to.is_null()).then(|| json!({"from": from, "to": to}));
            let all = json!({"constant": constant, "range": range, "checksum": checksum});
            let Value::Object(all) = all else { return Value::Null };
            Value::Object(all.into_iter().filter(|(_, value)| !value.is_null()).collect())
        },
    );
    prop::collection::vec(field, 0..6).prop_map(Value::Array)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn the_check_agrees_with_the_tree(
        format in "[<>]?([1-3]?[bBhHiIqQdfs?cx]){0,4}",
        fields in any_fields(),
        tail in prop::sample::select(vec!["", "bytes", "text", "json", "repeat"]),
        message in prop::collection::vec(prop_oneof![Just(0u8), Just(1), any::<u8>()], 0..24),
    ) {
        let mut layout = json!({"name": "x", "format": format, "fields": fields});
        if !tail.is_empty() {
            layout["tail"] = json!({"type": tail});
            layout["tail"]["element"] = json!({"format": "<B", "fields": [{"name": "a", "range": {"to": 9}}]});
        }
        let layout: Layout = serde_json::from_value(layout).unwrap();
        if let Ok(plan) = Plan::new(&layout, LayoutContext::default()) {
            prop_assert_eq!(check(&plan, &message), faults_of(&decode(&plan, &message)));
        }
    }
}

fn set(kinds: &[FaultKind]) -> FaultSet {
    let mut set = FaultSet::EMPTY;
    kinds.iter().for_each(|kind| set.insert(*kind));
    set
}

#[test]
fn a_range_is_inclusive_and_tells_what_is_right() {
    let plan = plan(json!({"name": "x", "format": "<bd", "fields": [
        {"name": "level", "range": {"from": "-5", "to": 100}},
        {"name": "price", "range": {"from": 0.5}},
    ]}));
    let message = |level: i8, price: f64| {
        let mut bytes = level.to_le_bytes().to_vec();
        bytes.extend(price.to_le_bytes());
        bytes
    };
    for (level, price, wrong) in [
        (-5, 0.5, false),
        (100, f64::INFINITY, false),
        (-6, 1.0, true),
        (101, 1.0, true),
        (0, 0.25, true),
        (0, f64::NAN, true),
    ] {
        let bytes = message(level, price);
        let expected = if wrong { set(&[FaultKind::Range]) } else { FaultSet::EMPTY };
        assert_eq!(check(&plan, &bytes), expected, "{level} {price}");
        assert_eq!(faults_of(&decode(&plan, &bytes)), expected);
    }
    let decoded = decode(&plan, &message(101, 0.25));
    let text = |name: &str| decoded.find(name).unwrap().problem.as_ref().unwrap().text.clone();
    assert_eq!(text("level"), "'level' should be in -5..100, but is 101");
    assert_eq!(text("price"), "'price' should be in 0.5.., but is 0.25");
}

#[test]
fn items_beyond_a_page_are_checked() {
    let plan = plan(json!({"name": "x", "format": "", "tail": {
        "type": "repeat", "element": {"format": "<H", "fields": [{"name": "a", "constant": 7}]},
    }}));
    let mut bytes = 7u16.to_le_bytes().repeat(100_000);
    assert_eq!(check(&plan, &bytes), FaultSet::EMPTY);
    bytes[199_998] = 8;
    assert_eq!(check(&plan, &bytes), set(&[FaultKind::Constant]));
}
