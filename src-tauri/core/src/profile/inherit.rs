//! Inheritance: what a profile takes over from a more general one, such as a lens. The only place that says how the two
//! are merged.

use super::model::Profile;

impl Profile {
    /// Takes over from `base` what the profile does not have itself. Own settings win: lists of named things (messages,
    /// scenarios, layouts, codes, variables, filters) are joined by name, with the own ones first; every other list or
    /// value replaces the base's if it is there at all. Name, connection, recording and the choice of the lens are never
    /// inherited.
    pub fn inherit(&mut self, base: &Profile) {
        for (name, value) in &base.variables {
            self.variables.entry(name.clone()).or_insert_with(|| value.clone());
        }
        join(&mut self.messages, &base.messages, |one, other| one.name == other.name);
        join(&mut self.scenarios, &base.scenarios, |one, other| one.name == other.name);
        join(&mut self.layouts, &base.layouts, |one, other| one.name == other.name);
        join(&mut self.filters, &base.filters, |one, other| one.name == other.name);
        join(&mut self.codes, &base.codes, |one, other| {
            one.code.is(&other.code)
                && (one.direction.is_none() || one.direction == other.direction)
        });
        replace(&mut self.replies, &base.replies);
        replace(&mut self.heartbeats, &base.heartbeats);
        replace(&mut self.rules, &base.rules);
        replace(&mut self.columns, &base.columns);
        replace(&mut self.protobuf, &base.protobuf);
        replace(&mut self.sequences, &base.sequences);
        replace(&mut self.timestamps, &base.timestamps);
        replace(&mut self.heartbeat_checks, &base.heartbeat_checks);
        replace(&mut self.joined, &base.joined);
        replace(&mut self.highlights, &base.highlights);
        self.login = self.login.take().or_else(|| base.login.clone());
        self.services = self.services.take().or_else(|| base.services.clone());
        self.code = self.code.take().or_else(|| base.code.clone());
        self.latency = self.latency.take().or_else(|| base.latency.clone());
    }
}

fn join<T: Clone>(own: &mut Vec<T>, base: &[T], is_same: impl Fn(&T, &T) -> bool) {
    let count = own.len();
    for one in base {
        if !own.iter().take(count).any(|known| is_same(known, one)) {
            own.push(one.clone());
        }
    }
}

fn replace<T: Clone>(own: &mut Vec<T>, base: &[T]) {
    if own.is_empty() {
        own.extend_from_slice(base);
    }
}
