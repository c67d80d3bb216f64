use anyhow::Result;
use serde_json::Value;
use wirelark_core::packet::json::{self, JsonProblem, Style};

use crate::python;
use crate::random::Random;

const CASES: usize = 20_000;

const SCRIPT: &str = r#"
import json, sys
for line in sys.stdin:
    try:
        answer = json.dumps(json.loads(json.loads(line)))
    except (ValueError, RecursionError):
        answer = None
    print(json.dumps(answer))
"#;

#[test]
fn writes_json_as_python_does() -> Result<()> {
    let mut random = Random::new();
    let cases: Vec<String> = (0..CASES).map(|_| text(&mut random)).collect();
    let questions: Vec<Value> = cases.iter().cloned().map(Value::String).collect();
    let answers = python::ask(SCRIPT, &questions)?;
    let mut good = 0;
    for (case, theirs) in cases.iter().zip(&answers) {
        let ours = match json::parse(case) {
            Ok(value) => Value::String(json::write(&value, Style::Python)),
            // Python accepts these, but JSON does not allow them.
            Err(error) if matches!(error.what, JsonProblem::NotFinite | JsonProblem::Surrogate) => {
                continue;
            }
            Err(_) => Value::Null,
        };
        good += usize::from(!ours.is_null());
        assert_eq!(&ours, theirs, "seed {}: {case:?}", random.seed);
    }
    println!("{CASES} texts, {good} of them JSON");
    assert!(good > CASES / 2);
    Ok(())
}

/// A document; one in four has an error.
fn text(random: &mut Random) -> String {
    let mut text = document(random, 0);
    if random.one_in(4) {
        let mut chars: Vec<char> = text.chars().collect();
        let at = random.below(chars.len());
        match random.below(3) {
            0 => drop(chars.remove(at)),
            1 => {
                chars[at] =
                    random.pick(&['"', '\\', '0', '-', ',', '\u{1}', '}', 'u', '.', 'e', ' '])
            }
            _ => chars.insert(
                at,
                random.pick(&['"', '\\', '0', '+', ',', '\n', ']', '\u{a0}', '.', ':']),
            ),
        }
        text = chars.into_iter().collect();
    }
    text
}

fn document(random: &mut Random, depth: usize) -> String {
    let space = |random: &mut Random| random.pick(&["", "", "", " ", "\n\t", "\r "]);
    let kinds = if depth < 4 { 9 } else { 7 };
    match random.below(kinds) {
        0 => random.pick(&["null", "true", "false"]).to_owned(),
        1 | 2 => string(random),
        3 => (random.bits() as i64 >> random.below(64)).to_string(),
        4..=6 => number(random),
        7 => {
            let items: Vec<_> = (0..random.below(5))
                .map(|_| space(random).to_owned() + &document(random, depth + 1) + space(random))
                .collect();
            format!("[{}]", items.join(","))
        }
        _ => {
            let entries: Vec<_> = (0..random.below(5))
                .map(|_| {
                    // Few names, so that some repeat.
                    let key = if random.one_in(2) {
                        random.pick(&["\"a\"", "\"b\""]).to_owned()
                    } else {
                        string(random)
                    };
                    format!(
                        "{}{key}{}:{}",
                        space(random),
                        space(random),
                        document(random, depth + 1)
                    )
                })
                .collect();
            format!("{{{}}}", entries.join(","))
        }
    }
}

fn number(random: &mut Random) -> String {
    let float = loop {
        let float = match random.below(3) {
            0 => f64::from_bits(random.bits()),
            1 => random.bits() as i64 as f64 / 10f64.powi(random.below(30) as i32),
            _ => random.below(100_000) as f64 * 10f64.powi(random.below(40) as i32 - 20),
        };
        if float.is_finite() {
            break float;
        }
    };
    match random.below(6) {
        0 => format!("{float:?}"),
        1 => format!("{float:e}"),
        2 => format!("{float:E}").replace('E', "E+").replace("E+-", "E-"),
        3 => format!("{}.{}e{}", random.below(100), random.bits(), random.below(700) as i64 - 350),
        4 => random
            .pick(&[
                "-0",
                "-0.0",
                "0e5",
                "1e400",
                "-1E400",
                "1e-400",
                "0.1e1",
                "1e16",
                "123456789012345678",
            ])
            .to_owned(),
        _ => "1234567890".repeat(1 + random.below(20)),
    }
}

fn string(random: &mut Random) -> String {
    let mut text = "\"".to_owned();
    for _ in 0..random.below(8) {
        match random.below(6) {
            0 => text
                .push_str(random.pick(&["\\n", "\\\"", "\\\\", "\\/", "\\b", "\\f", "\\r", "\\t"])),
            1 => text.push_str(&format!("\\u{:04x}", random.below(0xd800))),
            2 => text.push_str(random.pick(&["\\uD83D\\uDE00", "\\ud800", "\\ue000", "\\u00E9"])),
            3 => text.push(random.pick(&['é', '中', '😀', '\u{7f}', '\u{2028}', '/', '\u{feff}'])),
            _ => text.push(random.pick(&['a', 'Z', '0', ' ', '~', '{'])),
        }
    }
    text + "\""
}
