//! Generators, whose values are new for each message and the same throughout it: `{{counter}}`, `{{counter:name}}`,
//! `{{unix}}`, `{{unix_ms}}`, `{{unix_us}}`, `{{uuid}}`, `{{random:1:100}}`, `{{length}}`.

use rand::RngExt as _;

use super::{Filler, RECEIVED};

/// The result of evaluating a name as a generator.
pub(super) enum GeneratedValue {
    /// The generator's value.
    Value(String),
    /// The name of a generator with invalid arguments.
    Invalid,
    /// `length` without a tail.
    NoLength,
    /// Not a generator, but the name of a variable.
    NotGenerator,
}

const NAMES: [&str; 7] = ["counter", "unix", "unix_ms", "unix_us", "uuid", "random", "length"];

/// Whether the name is a generator's, with or without arguments.
pub(super) fn is_generator(name: &str) -> bool {
    (name.contains(':') && !name.starts_with(RECEIVED)) || NAMES.contains(&name)
}

/// The counter that `counter:name` names.
fn counter_name(generator: &str) -> Option<&str> {
    generator.strip_prefix("counter:").map(str::trim).filter(|name| !name.is_empty())
}

/// Evaluates a generator. Its value stays the same within a message.
pub(super) fn value(name: &str, filler: &Filler<'_>) -> GeneratedValue {
    if let Some(made) = filler.generated.values.borrow().get(name) {
        return GeneratedValue::Value(made.clone());
    }
    let made = make(name, filler);
    // `length` is not cached, because the tail is built before its length is known.
    if let GeneratedValue::Value(value) = &made
        && name != "length"
    {
        filler.generated.values.borrow_mut().insert(name.to_owned(), value.clone());
    }
    made
}

fn make(name: &str, filler: &Filler<'_>) -> GeneratedValue {
    let now = jiff::Timestamp::now();
    GeneratedValue::Value(match name {
        "counter" => filler.sources.count("").to_string(),
        "unix" => now.as_second().to_string(),
        "unix_ms" => now.as_millisecond().to_string(),
        "unix_us" => now.as_microsecond().to_string(),
        "uuid" => uuid::Uuid::new_v4().to_string(),
        "length" => match filler.length {
            Some(length) => length.to_string(),
            None => return GeneratedValue::NoLength,
        },
        _ => match name.strip_prefix("random:").and_then(|range| range.split_once(':')) {
            None if counter_name(name).is_some() => {
                filler.sources.count(counter_name(name).unwrap_or_default()).to_string()
            }
            Some((low, high)) => match (low.trim().parse::<i64>(), high.trim().parse::<i64>()) {
                (Ok(low), Ok(high)) if low <= high => {
                    rand::rng().random_range(low..=high).to_string()
                }
                _ => return GeneratedValue::Invalid,
            },
            None if is_generator(name) => return GeneratedValue::Invalid,
            None => return GeneratedValue::NotGenerator,
        },
    })
}
