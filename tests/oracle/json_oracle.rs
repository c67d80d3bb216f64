use anyhow::Result;
use serde_json::Value;
use wirelark_core::packet::json::{self, JsonProblem, Style};

use crate::dice::Dice;
use crate::python;

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
    let mut dice = Dice::new();
    let cases: Vec<String> = (0..CASES).map(|_| text(&mut dice)).collect();
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
        assert_eq!(&ours, theirs, "seed {}: {case:?}", dice.seed);
    }
    println!("{CASES} texts, {good} of them JSON");
    assert!(good > CASES / 2);
    Ok(())
}

/// A document; one in four has an error.
fn text(dice: &mut Dice) -> String {
    let mut text = document(dice, 0);
    if dice.one_in(4) {
        let mut chars: Vec<char> = text.chars().collect();
        let at = dice.below(chars.len());
        match dice.below(3) {
            0 => drop(chars.remove(at)),
            1 => {
                chars[at] = dice.pick(&['"', '\\', '0', '-', ',', '\u{1}', '}', 'u', '.', 'e', ' '])
            }
            _ => chars
                .insert(at, dice.pick(&['"', '\\', '0', '+', ',', '\n', ']', '\u{a0}', '.', ':'])),
        }
        text = chars.into_iter().collect();
    }
    text
}

fn document(dice: &mut Dice, depth: usize) -> String {
    let space = |dice: &mut Dice| dice.pick(&["", "", "", " ", "\n\t", "\r "]);
    let kinds = if depth < 4 { 9 } else { 7 };
    match dice.below(kinds) {
        0 => dice.pick(&["null", "true", "false"]).to_owned(),
        1 | 2 => string(dice),
        3 => (dice.bits() as i64 >> dice.below(64)).to_string(),
        4..=6 => number(dice),
        7 => {
            let items: Vec<_> = (0..dice.below(5))
                .map(|_| space(dice).to_owned() + &document(dice, depth + 1) + space(dice))
                .collect();
            format!("[{}]", items.join(","))
        }
        _ => {
            let entries: Vec<_> = (0..dice.below(5))
                .map(|_| {
                    // Few names, so that some repeat.
                    let key = if dice.one_in(2) {
                        dice.pick(&["\"a\"", "\"b\""]).to_owned()
                    } else {
                        string(dice)
                    };
                    format!("{}{key}{}:{}", space(dice), space(dice), document(dice, depth + 1))
                })
                .collect();
            format!("{{{}}}", entries.join(","))
        }
    }
}

fn number(dice: &mut Dice) -> String {
    let float = loop {
        let float = match dice.below(3) {
            0 => f64::from_bits(dice.bits()),
            1 => dice.bits() as i64 as f64 / 10f64.powi(dice.below(30) as i32),
            _ => dice.below(100_000) as f64 * 10f64.powi(dice.below(40) as i32 - 20),
        };
        if float.is_finite() {
            break float;
        }
    };
    match dice.below(6) {
        0 => format!("{float:?}"),
        1 => format!("{float:e}"),
        2 => format!("{float:E}").replace('E', "E+").replace("E+-", "E-"),
        3 => format!("{}.{}e{}", dice.below(100), dice.bits(), dice.below(700) as i64 - 350),
        4 => dice
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
        _ => "1234567890".repeat(1 + dice.below(20)),
    }
}

fn string(dice: &mut Dice) -> String {
    let mut text = "\"".to_owned();
    for _ in 0..dice.below(8) {
        match dice.below(6) {
            0 => text
                .push_str(dice.pick(&["\\n", "\\\"", "\\\\", "\\/", "\\b", "\\f", "\\r", "\\t"])),
            1 => text.push_str(&format!("\\u{:04x}", dice.below(0xd800))),
            2 => text.push_str(dice.pick(&["\\uD83D\\uDE00", "\\ud800", "\\ue000", "\\u00E9"])),
            3 => text.push(dice.pick(&['é', '中', '😀', '\u{7f}', '\u{2028}', '/', '\u{feff}'])),
            _ => text.push(dice.pick(&['a', 'Z', '0', ' ', '~', '{'])),
        }
    }
    text + "\""
}
