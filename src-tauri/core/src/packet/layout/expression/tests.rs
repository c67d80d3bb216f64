#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::*;

fn value(text: &str) -> Result<i128, EvaluationError> {
    let lookup = |path: &str| match path {
        "w" => Some(640),
        "h" => Some(480),
        "bpp" => Some(32),
        "header.len" => Some(20),
        "flags.n" => Some(3),
        "offsets[1].at" => Some(9),
        "^n" => Some(7),
        "name length" => Some(5),
        "$rest" => Some(100),
        _ => None,
    };
    Expression::parse(text).unwrap().evaluate(&lookup)
}

#[test]
fn evaluates_as_python_does() {
    for (text, wanted) in [
        ("w*h*bpp/8", 640 * 480 * 4),
        ("header.len - 4", 16),
        ("(flags.n + 1) * 2", 8),
        ("-7 / 2", -4),
        ("-7 % 3", 2),
        ("7 % -3", -2),
        ("offsets[1].at+^n", 16),
        ("`name length`*2", 10),
        ("$rest - 4", 96),
        ("min(w, h, 3)", 3),
        ("max(w, h)", 640),
        ("flags.n & 2 == 2", 1),
        ("flags.n == 3 && w > h || 1/0", 1),
        ("!flags.n", 0),
        ("0x10 << 2 | 1", 65),
        ("2 - 1 - 1", 0),
        ("0 && 1/0", 0),
    ] {
        assert_eq!(value(text), Ok(wanted), "{text}");
    }
    assert_eq!(value("1 / (w - 640)"), Err(EvaluationError::DivisionByZero));
    assert_eq!(value("nothing"), Err(EvaluationError::Unknown("nothing".to_owned())));
    let large = "0xffffffffffffffff*0xffffffffffffffff*4";
    assert_eq!(value(large), Err(EvaluationError::Overflow));
    assert_eq!(value("1 << 127"), Err(EvaluationError::Overflow));
}

#[test]
fn faults_have_a_column() {
    for (text, code, column) in [
        ("", "expression.end", 0),
        ("w *", "expression.end", 3),
        ("w h", "expression.unexpected", 2),
        ("(w", "expression.end", 2),
        ("w[x]", "expression.unexpected", 2),
        ("1x", "expression.unexpected", 0),
        ("99999999999999999999", "expression.number", 0),
        ("1 < 2 < 3", "expression.unexpected", 6),
        ("$what", "expression.unexpected", 0),
        ("é + #", "expression.unexpected", 4),
    ] {
        let error = Expression::parse(text).unwrap_err();
        assert_eq!((error.code(), error.column()), (code, column), "{text}: {error}");
    }
    assert_eq!(Expression::parse(&"(".repeat(40)).unwrap_err().code(), "expression.too_deep");
    assert_eq!(Expression::parse(&"-".repeat(40)).unwrap_err().code(), "expression.too_deep");
    assert_eq!(Expression::parse(&"1+".repeat(200)).unwrap_err(), ExpressionError::TooLong);
    let long = vec!["1"; 120].join("+");
    assert_eq!(Expression::parse(&long).unwrap().evaluate(&|_| None), Ok(120));
}

#[test]
fn solves_for_the_one_unknown_value() {
    let solve = |text: &str, result| {
        let lookup = |path: &str| (path == "k").then_some(4);
        Expression::parse(text).unwrap().solve("n", result, &lookup)
    };
    assert_eq!(solve("n", 7), Some(7));
    assert_eq!(solve("n - 4", 7), Some(11));
    assert_eq!(solve("20 - n", 7), Some(13));
    assert_eq!(solve("n*k", 8), Some(2));
    assert_eq!(solve("n*k", 9), None, "no whole number");
    assert_eq!(solve("n/8", 3), Some(24));
    assert_eq!(solve("(n + 1) * 2", 8), Some(3));
    assert_eq!(solve("n == 5", 1), Some(5));
    assert_eq!(solve("n*n", 9), None, "two occurrences");
    assert_eq!(solve("n*other", 9), None, "another unknown value");
}

#[test]
fn a_renamed_path_is_written_so_that_it_is_read_again() {
    let renamed = |text: &str| {
        let mut expression = Expression::parse(text).unwrap();
        expression.rename(&|path| (path == "a").then(|| "size in bytes".to_owned()));
        expression.to_string()
    };
    assert_eq!(renamed("a*2"), "`size in bytes` * 2");
    assert_eq!(renamed("b.a - (ab - 1)"), "b.a - (ab - 1)");
}

proptest! {
    #[test]
    fn parsing_is_total_and_printing_reverses_it(text in "[-a-c0-9+*/%()<>=!&|.\\[\\]^$`, ]{0,40}") {
        if let Ok(expression) = Expression::parse(&text) {
            let printed = expression.to_string();
            if printed.len() <= MOST_CHARS {
                prop_assert_eq!(Expression::parse(&printed), Ok(expression.clone()), "{}", printed);
            }
            let _ = expression.evaluate(&|_| Some(3));
        }
    }
}
