//! Arbitrary text as an expression: it parses to a tree that prints and parses to itself, or to an error with a column
//! within the text. Evaluation is total, and a solved value gives the wanted result. The input is the text, a NUL, and
//! bytes from which the values are taken.
#![no_main]

use libfuzzer_sys::fuzz_target;
use wirelark_core::packet::layout::expression::{Expression, MOST_CHARS};

fuzz_target!(|input: &[u8]| {
    let text = input.split(|byte| *byte == 0).next().unwrap_or_default();
    let values = input.get(text.len() + 1..).unwrap_or_default();
    let Ok(text) = std::str::from_utf8(text) else { return };
    let expression = match Expression::parse(text) {
        Ok(expression) => expression,
        Err(error) => return assert!(error.column() <= text.chars().count().max(MOST_CHARS)),
    };
    let printed = expression.to_string();
    if printed.len() <= MOST_CHARS {
        assert_eq!(Expression::parse(&printed).as_ref(), Ok(&expression), "{printed}");
    }
    let value = |path: &str| {
        let at = path.bytes().map(usize::from).sum::<usize>() % values.len().max(1);
        let bytes = values.get(at..).unwrap_or_default();
        let mut number = [0; 16];
        number.iter_mut().zip(bytes).for_each(|(into, byte)| *into = *byte);
        // Small values and those around the limits of 128 bits.
        Some(if at % 3 == 0 { i128::from_le_bytes(number) } else { i128::from(number[0] as i8) })
    };
    let result = expression.evaluate(&value);
    for path in expression.paths() {
        let Ok(wanted) = result else { continue };
        if let Some(solved) = expression.solve(path, wanted, &value) {
            let with = |name: &str| if name == path { Some(solved) } else { value(name) };
            assert_eq!(expression.evaluate(&with), Ok(wanted), "{expression}");
        }
    }
});
