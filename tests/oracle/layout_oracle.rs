use std::collections::BTreeMap;

use anyhow::Result as Answered;
use serde_json::{Map, Value as Json, json};
use wirelark_core::packet::hex;
use wirelark_core::packet::layout::decode::{TreeLimits, decode_within, stop_of};
use wirelark_core::packet::layout::plan::LayoutContext;
use wirelark_core::packet::layout::{
    Decoded, Layout, LayoutValues, Node, NodeKind, Plan, TailValue, encode,
};

use crate::python;
use crate::random::Random;

const CASES: usize = 20_000;
/// Messages that are tried for a layout.
const TRIES: usize = 12;

struct Case {
    layouts: Vec<Json>,
    message: Vec<u8>,
}

#[test]
fn decodes_every_part_as_python_does_and_encodes_it_again() -> Answered<()> {
    let mut random = Random::new();
    let cases: Vec<Case> = (0..CASES).map(|_| case(&mut random)).collect();
    let questions: Vec<Json> = cases.iter().map(question).collect();
    let answers = python::ask(include_str!("layout.py"), &questions)?;
    let (mut whole, mut again, mut stops) = (0, 0, BTreeMap::new());
    let mut wrong = Vec::new();
    for (case, answer) in cases.iter().zip(&answers) {
        let layouts: Vec<Layout> = serde_json::from_value(json!(case.layouts))?;
        let plan = Plan::new(&layouts[0], LayoutContext { layouts: &layouts, protos: None });
        let plan = plan.unwrap_or_else(|errors| panic!("{errors:?} in {}", question(case)));
        let decoded = decode_within(&plan, &case.message, TreeLimits::NONE);
        let stop = decoded.stop.as_ref().map(|stop| json!([stop.code, stop.offset]));
        let mut values = Vec::new();
        let nodes = decoded.nodes.iter().filter(|node| node.kind != NodeKind::Raw);
        nodes.for_each(|node| flatten(node, &node.name, &mut values));
        let ours = json!({"values": values, "stop": stop});
        if ours != *answer {
            wrong.push(format!("ours {ours}\ntheirs {answer}\nof {}", question(case)));
            continue;
        }
        assert_eq!(stop_of(&plan, &case.message, case.message.len()), decoded.stop);
        match &decoded.stop {
            Some(stop) => *stops.entry(stop.code.clone()).or_insert(0) += 1,
            None => {
                whole += 1;
                match is_built_again(&plan, &decoded, case) {
                    Ok(built) => again += usize::from(built),
                    Err(what) => wrong.push(what),
                }
            }
        }
    }
    let first: Vec<_> = wrong.iter().take(5).collect();
    assert!(wrong.is_empty(), "seed {}: {} wrong: {first:#?}", random.seed, wrong.len());
    println!("{CASES} cases: {whole} fit, {again} built again byte for byte, {stops:?}");
    assert!(whole > CASES / 3 && again > CASES / 6 && stops.len() >= 7, "few cases say anything");
    Ok(())
}

/// Builds the message from the values of its tree. Bytes differ only where the message was not canonical.
fn is_built_again(plan: &Plan, decoded: &Decoded, case: &Case) -> Result<bool, String> {
    let overlong = |node: &Node| node.problem.is_some();
    let text = question(case).to_string();
    // An overlong integer is sent in its shortest form; a part at an offset may share bytes with others.
    if any(&decoded.nodes, &overlong) || text.contains("\"at\":") || text.contains("\"p") {
        return Ok(false);
    }
    let built = match encode(plan, &values_of(&decoded.nodes)) {
        Ok(built) => built,
        // A condition of values that are computed cannot always be known before.
        Err(error) if error.code() == "encode.absent" || text.contains("$rest") => {
            return Ok(false);
        }
        Err(error) => return Err(format!("{error} in {text}")),
    };
    // A separator may follow the last of counted pieces; it is left out where nothing else follows.
    let has_counted_pieces = text.contains("\"separator\":") && text.contains("\"count\":");
    match built.bytes == case.message {
        same if same || has_counted_pieces => Ok(same),
        _ => Err(format!("built {} of {text}", hex::encode(&built.bytes))),
    }
}

fn any(nodes: &[Node], test: &dyn Fn(&Node) -> bool) -> bool {
    nodes.iter().any(|node| test(node) || any(&node.children, test))
}

fn values_of(nodes: &[Node]) -> LayoutValues {
    let mut values = LayoutValues::default();
    for node in nodes {
        let name = node.name.clone();
        match node.kind {
            NodeKind::Text => {
                values.tails.insert(name, TailValue::Text(node.value.clone()));
            }
            NodeKind::Bytes if node.form == "bytes" => {
                let bytes = hex::parse(&node.value[4..]).expect("hex digits");
                values.tails.insert(name, TailValue::Bytes(bytes));
            }
            NodeKind::Object => {
                values.tails.insert(name, TailValue::Items(vec![values_of(&node.children)]));
            }
            NodeKind::List => {
                let item = |item: &Node| match item.kind {
                    NodeKind::Text => LayoutValues {
                        tail: Some(TailValue::Text(item.value.clone())),
                        ..LayoutValues::default()
                    },
                    _ => values_of(&item.children),
                };
                let items = node.children.iter().map(item).collect();
                values.tails.insert(name, TailValue::Items(items));
            }
            _ => {
                values.fields.insert(name, node.value.clone());
            }
        }
    }
    values
}

fn flatten(node: &Node, path: &str, out: &mut Vec<(String, String)>) {
    if !matches!(node.kind, NodeKind::Object | NodeKind::List) {
        out.push((path.to_owned(), node.value.clone()));
    }
    for child in &node.children {
        let path = match node.kind {
            NodeKind::List => format!("{path}[{}]", child.name),
            _ => format!("{path}.{}", child.name),
        };
        flatten(child, &path, out);
    }
}

fn question(case: &Case) -> Json {
    let named: Map<String, Json> = case
        .layouts
        .iter()
        .map(|layout| (layout["name"].as_str().unwrap_or_default().to_owned(), layout.clone()))
        .collect();
    json!({"layout": case.layouts[0], "layouts": named, "message": hex::encode(&case.message)})
}

/// The integers that a layout has so far, and those of the layout around it.
#[derive(Default, Clone)]
struct Names {
    own: Vec<String>,
    outer: Vec<String>,
    next: usize,
}

impl Names {
    fn fresh(&mut self, letter: char) -> String {
        self.next += 1;
        format!("{letter}{}", self.next)
    }

    fn pick(&self, random: &mut Random) -> Option<String> {
        if !self.outer.is_empty() && random.one_in(4) {
            return Some(format!("^{}", random.pick(&self.outer)));
        }
        (!self.own.is_empty()).then(|| random.pick(&self.own))
    }
}

fn case(random: &mut Random) -> Case {
    // Two layouts that a switch can choose, which may use a field of the layout around them.
    let mut layouts = vec![json!(null)];
    for name in ["first", "second"] {
        let mut inner = layout(random, Names::default(), 2, true);
        inner["name"] = name.into();
        layouts.push(inner);
    }
    let mut outermost = layout(random, Names::default(), 0, false);
    outermost["name"] = "outermost".into();
    layouts[0] = outermost;
    let all = layouts_of(&layouts);
    let whole = Plan::new(&all[0], LayoutContext { layouts: &all, protos: None });
    let mut made = message(random);
    // Most random bytes do not fit: of a few tries, the first that does, perhaps without the bytes behind its end.
    if let Ok(plan) = whole
        && random.below(4) > 0
    {
        for _ in 0..TRIES {
            let Some(stop) = stop_of(&plan, &made, made.len()) else { break };
            if stop.code == "decode.extra" && stop.field.is_empty() {
                let cut = made[..stop.offset].to_vec();
                if stop_of(&plan, &cut, cut.len()).is_none() {
                    made = cut;
                    break;
                }
            }
            made = message(random);
        }
    }
    Case { layouts, message: made }
}

fn layouts_of(layouts: &[Json]) -> Vec<Layout> {
    layouts.iter().map(|one| serde_json::from_value(one.clone()).expect("a layout")).collect()
}

fn message(random: &mut Random) -> Vec<u8> {
    let length = random.below(48);
    let mut message = random.bytes(length);
    // Small numbers fit as lengths; zeros and separators end texts.
    for byte in &mut message {
        *byte = match random.below(8) {
            0 | 1 => random.below(6) as u8,
            2 => 0,
            3 => random.pick(b"\x1e\nab"),
            4 | 5 => b'a' + random.below(26) as u8,
            6 => 1,
            _ => *byte,
        };
    }
    message
}

fn layout(random: &mut Random, mut names: Names, deep: usize, bounded: bool) -> Json {
    let parts = 1 + random.below(3);
    let mut made = Vec::new();
    for number in 0..parts {
        let mut part = fields(random, &mut names);
        let is_last = number + 1 == parts;
        if random.below(4) > 0 || !is_last {
            part["tail"] = tail(random, &mut names, deep, bounded || !is_last);
        }
        made.push(part);
    }
    let mut whole = made.pop().unwrap_or_default();
    while let Some(mut part) = made.pop() {
        part["tail"]["then"] = whole;
        whole = part;
    }
    whole
}

fn fields(random: &mut Random, names: &mut Names) -> Json {
    let mut format = random.pick(&["<", ">"]).to_owned();
    let mut all = Vec::new();
    for _ in 0..random.below(3) {
        let ch = random.pick(&["B", "B", "b", "H", "2s"]);
        format.push_str(ch);
        let name = names.fresh('f');
        let mut field = json!({"name": name});
        if ch == "B" && random.one_in(3) {
            field["bits"] = json!([
                {"name": "low", "from": 0, "to": 2},
                {"name": "high", "from": 3, "to": 7, "bits": [{"name": "top", "from": 3, "to": 4}]}
            ]);
            names.own.extend([format!("{name}.low"), format!("{name}.high.top")]);
        }
        if ch != "2s" {
            names.own.push(name);
        }
        all.push(field);
    }
    json!({"format": format, "fields": all})
}

fn tail(random: &mut Random, names: &mut Names, deep: usize, bounded: bool) -> Json {
    let kinds: &[&str] = match deep {
        0 => &["bytes", "text", "varint", "varint", "layout", "repeat", "switch", "pieces"],
        1 => &["bytes", "text", "varint", "layout", "repeat"],
        _ => &["bytes", "text", "varint"],
    };
    let kind = random.pick(kinds);
    let until = matches!(kind, "text" | "bytes") && random.one_in(3);
    // A text with an end mark in a field of fixed size, which any bytes may fill up.
    let padded = until && random.one_in(4);
    let name = names.fresh(if padded { 'p' } else { 't' });
    let mut tail = json!({"type": kind, "name": name});
    let inner = |names: &Names| Names { outer: names.own.clone(), ..Names::default() };
    let mut ends = false;
    match kind {
        "varint" => {
            tail["varint"] = random.pick(&["leb128", "sleb128", "zigzag", "mqtt"]).into();
            ends = true;
        }
        "layout" => {
            tail["element"] = layout(random, inner(names), deep + 1, true);
            ends = true;
        }
        "switch" => {
            tail["on"] = number(random, names).into();
            tail["cases"] = json!({"0": "first", "1": "second"});
            if random.one_in(2) {
                tail["otherwise"] = "second".into();
            }
            ends = true;
        }
        "repeat" => {
            let mut element = layout(random, inner(names), deep + 1, true);
            let format = element["format"].as_str().unwrap_or_default().to_owned();
            element["format"] = format!("{format}B").into();
            if let Some(fields) = element["fields"].as_array_mut() {
                fields.push(json!({"name": "last"}));
            }
            tail["element"] = element;
        }
        "pieces" => {
            tail["type"] = "repeat".into();
            tail["separator"] = random.pick(&["hex:1e", "text:\n", "hex:00"]).into();
            if random.one_in(2) {
                tail["terminated"] = true.into();
            }
            match random.one_in(2) {
                true => tail["each"] = "text".into(),
                false => {
                    tail["element"] = json!({"format": "<B", "fields": [{"name": "first"}],
                        "tail": {"type": "bytes", "name": "rest"}});
                }
            }
        }
        "text" => {
            tail["encoding"] = "latin-1".into();
        }
        _ => {}
    }
    if until {
        tail["until"] = random.pick(&["hex:00", "text:\n", "hex:6162"]).into();
        ends = true;
    }
    let counted = tail["type"] == "repeat" && random.one_in(2);
    if counted && let Some(name) = names.pick(random) {
        tail["count"] = name.into();
        ends = true;
    }
    if padded || kind != "varint" && !until && (bounded && !ends || random.one_in(4)) {
        tail["length"] = number(random, names).into();
    }
    if random.one_in(6) {
        tail["when"] = number(random, names).into();
    }
    if random.one_in(10) {
        tail["at"] = number(random, names).into();
    }
    if kind == "varint" {
        names.own.push(name);
    }
    tail
}

/// An expression, often just a field.
fn number(random: &mut Random, names: &Names) -> String {
    let one =
        |random: &mut Random| names.pick(random).unwrap_or_else(|| random.below(5).to_string());
    let (a, b) = (one(random), one(random));
    match random.below(16) {
        0 => format!("{a}+{b}"),
        1 => format!("({a} - 1) * 2"),
        2 => format!("{a} % 3"),
        3 => format!("{a}/2"),
        4 => format!("min({a}, {b}, 4)"),
        5 => format!("{a} & 3"),
        6 => format!("{a} == {b}"),
        7 => "$rest - 1".to_owned(),
        8 => format!("{a} << 1 | 1"),
        9 => format!("{a} > 0 && {b} != 1"),
        10 => format!("{a} % {b}"),
        11 => "$rest".to_owned(),
        _ => a,
    }
}
