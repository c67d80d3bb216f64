//! Any text as a filter: it has a tree that is written and read again, or a mistake within the text; a click on a
//! cell makes it a filter that reads.
#![no_main]

use libfuzzer_sys::fuzz_target;
use wirelark_core::transcript::filter::{Cell, Expr, hide, only};

fuzz_target!(|text: &str| {
    match Expr::parse(text) {
        Ok(tree) => {
            assert_eq!(Expr::parse(&tree.to_string()), Ok(tree));
            let cell = Cell::Code(Some(2));
            let shown = only(text, &cell).expect("a filter with one more test");
            // One more parenthesis, or one more word, may be too much.
            if Expr::parse(&shown).is_ok() {
                let hidden = hide(&shown, &cell).expect("a filter with the opposite");
                assert!(Expr::parse(&hidden).is_ok());
            }
        }
        Err(error) => {
            let columns = text.chars().count() as u32 + 1;
            assert!((1..=columns).contains(&error.column()), "{error}");
        }
    }
});
