//! Validates the rule that pairs replies with requests.

use super::Problem;
use crate::packet::rules::{Decoding, PairBy};
use crate::profile::duration;

/// The problems of a profile's latency rule.
pub fn problems(decoding: &Decoding) -> Vec<Problem> {
    let Some(rule) = &decoding.latency else { return Vec::new() };
    let mut found = Vec::new();
    if let Some(Err(error)) = rule.within.as_deref().map(duration::parse) {
        let (path, code) = ("latency.within".to_owned(), error.code());
        found.push(Problem { path, code, text: error.to_string() });
    }
    match decoding.pair_by() {
        PairBy::Field if rule.field.is_empty() => found.push(Problem {
            path: "latency.field".to_owned(),
            code: "latency_without_field",
            text: "say which field a reply echoes, such as seq or json.id".to_owned(),
        }),
        PairBy::Codes if rule.codes.is_empty() => found.push(Problem {
            path: "latency.codes".to_owned(),
            code: "latency_without_codes",
            text: "say which code answers which, such as [{\"request\": 1, \"reply\": 101}]"
                .to_owned(),
        }),
        _ => {}
    }
    found
}
