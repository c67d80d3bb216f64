//! Values made anew for each message, and the same throughout it: `{{counter}}`, `{{unix}}`, `{{unix_ms}}`, `{{unix_us}}`, `{{uuid}}`, `{{random:1:100}}`, `{{length}}`.

use std::sync::atomic::Ordering;

use rand::RngExt as _;

use super::Filler;

/// What a name makes.
pub(super) enum GeneratedValue {
    /// This.
    Value(String),
    /// Nothing: it is a generator's name with something wrong behind it.
    Wrong,
    /// Nothing: there is no tail.
    NoLength,
    /// Nothing: it is a variable's name.
    No,
}

const NAMES: [&str; 7] = ["counter", "unix", "unix_ms", "unix_us", "uuid", "random", "length"];

/// Whether this is a generator's name, with or without what belongs behind it.
pub(super) fn is_one(name: &str) -> bool {
    name.contains(':') || NAMES.contains(&name)
}

/// The generator's value in this message, where the name is a generator's.
pub(super) fn value(name: &str, filler: &Filler<'_>) -> GeneratedValue {
    if let Some(made) = filler.generated.values.borrow().get(name) {
        return GeneratedValue::Value(made.clone());
    }
    let made = make(name, filler);
    // The length is the tail's, which is known only when the values are filled in.
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
        // From 1, as a person counts.
        "counter" => (filler.sources.counter.fetch_add(1, Ordering::Relaxed) + 1).to_string(),
        "unix" => now.as_second().to_string(),
        "unix_ms" => now.as_millisecond().to_string(),
        "unix_us" => now.as_microsecond().to_string(),
        "uuid" => uuid::Uuid::new_v4().to_string(),
        "length" => match filler.length {
            Some(length) => length.to_string(),
            None => return GeneratedValue::NoLength,
        },
        _ => match name.strip_prefix("random:").and_then(|range| range.split_once(':')) {
            Some((low, high)) => match (low.trim().parse::<i64>(), high.trim().parse::<i64>()) {
                (Ok(low), Ok(high)) if low <= high => {
                    rand::rng().random_range(low..=high).to_string()
                }
                _ => return GeneratedValue::Wrong,
            },
            None if is_one(name) => return GeneratedValue::Wrong,
            None => return GeneratedValue::No,
        },
    })
}
