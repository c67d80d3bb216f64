use proptest::prelude::*;

use super::*;
use crate::packet::layout::column::{ColumnTexts, Columns};
use crate::packet::layout::decode::stop_of;

/// Layouts of every structure, valid or not.
fn any_layout() -> impl Strategy<Value = Layout> {
    let format = "[<>=]?([1-3]?[bBhHiIqQdfs?cx]){0,5}";
    let kind = prop::sample::select(vec!["bytes", "text", "json", "repeat", "cbor", "msgpack"]);
    let sums = ["sum8", "xor8", "crc16-modbus", "crc32"];
    (format, kind, any::<bool>(), any::<bool>(), prop::sample::select(sums.to_vec()), any::<(i8, i8)>())
        .prop_map(|(format, kind, bounded, then, sum, (from, to))| {
            layout(json!({
                "name": "x",
                "format": format.clone() + "HI",
                "fields": [],
                "tail": {
                    "type": kind,
                    "length": if bounded { "1" } else { "" },
                    "element": {"format": format, "tail": {"type": "bytes"}},
                    "then": then.then(|| json!({
                        "format": ">I",
                        "fields": [{"name": "sum", "checksum": {"kind": sum, "from": from, "to": to}}]
                    }))
                }
            }))
        })
}

proptest! {
    #[test]
    fn decoding_never_panics(layout in any_layout(), message in prop::collection::vec(any::<u8>(), 0..80)) {
        if let Ok(plan) = Plan::new(&layout, LayoutContext::default()) {
            let decoded = decode(&plan, &message);
            prop_assert!(decoded.nodes.iter().all(|node| node.offset + node.size <= message.len()));
            let _ = decoded.to_json();
            let columns = Columns::new(&plan, &["1", "tail", "tail[0].1", "sum", "tail.a"]);
            let mut row = ColumnTexts::default();
            columns.write(&plan, &message, &mut row);
            prop_assert_eq!(row.cells().count(), 5);
            prop_assert_eq!(stop_of(&plan, &message, message.len()), decoded.stop);
        }
    }

    #[test]
    fn decoding_reverses_encoding(
        ready in any::<bool>(), kind in 0u8..16, who in "[a-z行情é]{0,9}",
        items in prop::collection::vec((any::<u32>(), any::<f64>()), 0..9),
    ) {
        let plan = plan(everything());
        let item = |(id, price): &(u32, f64)| given([("id", &id.to_string()), ("price", &format!("{price:?}"))]);
        let mut message = with_tail(given([]), TailValue::Text(who.clone()));
        message.fields.insert("flags.ready".to_owned(), ready.to_string());
        message.fields.insert("flags.kind".to_owned(), kind.to_string());
        message.tails.insert("items".to_owned(), TailValue::Items(items.iter().map(item).collect()));
        let encoded = encode(&plan, &message).unwrap();
        let decoded = decode(&plan, &encoded.bytes);
        prop_assert_eq!(&decoded.stop, &None);
        prop_assert!(decoded.nodes.iter().all(|node| node.problem.is_none()));
        prop_assert_eq!(&decoded.find("who").unwrap().value, &who);
        prop_assert_eq!(&decoded.find("flags.kind").unwrap().value, &kind.to_string());
        // Encode again from the values in the tree.
        let list = decoded.find("items").unwrap();
        let again = list.children.iter().map(|item| {
            let of = |name: &str| item.child(name).unwrap().value.clone();
            given([("id", &of("id")), ("price", &of("price"))])
        });
        message.tails.insert("items".to_owned(), TailValue::Items(again.collect()));
        if items.iter().all(|(_, price)| !price.is_nan()) {
            prop_assert_eq!(encode(&plan, &message).unwrap().bytes, encoded.bytes);
        }
    }

    #[test]
    fn sixty_four_bit_integers_stay_exact(signed in any::<i64>(), unsigned in any::<u64>(), big in any::<bool>()) {
        let order = if big { ">" } else { "<" };
        let plan = plan(json!({"name": "x", "format": format!("{order}qQ"), "fields": [{"name": "a"}, {"name": "b"}]}));
        let encoded = encode(&plan, &given([("a", &signed.to_string()), ("b", &unsigned.to_string())])).unwrap();
        let decoded = decode(&plan, &encoded.bytes);
        prop_assert_eq!(decoded.nodes[0].value.parse(), Ok(signed));
        prop_assert_eq!(decoded.nodes[1].value.parse(), Ok(unsigned));
        let json = decoded.to_json();
        let text = |name: &str| json[name].as_str().map_or_else(|| json[name].to_string(), str::to_owned);
        prop_assert_eq!((text("a"), text("b")), (signed.to_string(), unsigned.to_string()));
        let columns = Columns::new(&plan, &["a", "b"]);
        let mut row = ColumnTexts::default();
        columns.write(&plan, &encoded.bytes, &mut row);
        prop_assert_eq!(row.cells().collect::<Vec<_>>(), [signed.to_string(), unsigned.to_string()]);
    }

    #[test]
    fn columns_agree_with_the_tree(message in prop::collection::vec(any::<u8>(), 0..60)) {
        let plan = plan(everything());
        let decoded = decode(&plan, &message);
        let paths = ["magic", "flags", "flags.kind", "size", "who", "n", "items[0].price", "crc"];
        let columns = Columns::new(&plan, &paths);
        let mut row = ColumnTexts::default();
        columns.write(&plan, &message, &mut row);
        for (path, cell) in paths.iter().zip(row.cells()) {
            let Some(node) = decoded.find(path) else { continue };
            let mut text = node.display.clone().unwrap_or_else(|| node.value.clone());
            if let Some(label) = &node.label {
                text = format!("{label} ({text})");
            }
            prop_assert_eq!(cell, text);
        }
    }
}
