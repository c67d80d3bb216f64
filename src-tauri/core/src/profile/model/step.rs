//! A scenario step as stored in a profile, including keys that this version does not know.

use std::fmt;

use serde::de::{Error, MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value};

use super::{Misbehave, Step};

const WORDS: &[&str] = &["login", "wait", "send", "misbehave"];

/// A step with the unknown keys beside and within it.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredStep {
    /// The step.
    pub step: Step,
    /// Unknown keys beside the step's own key.
    extra: Map<String, Value>,
    /// Unknown keys of `misbehave`.
    within: Map<String, Value>,
}

impl From<Step> for StoredStep {
    fn from(step: Step) -> Self {
        StoredStep { step, extra: Map::new(), within: Map::new() }
    }
}

impl Serialize for StoredStep {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.extra.is_empty() && self.within.is_empty() {
            return self.step.serialize(serializer);
        }
        let mut map = serializer.serialize_map(None)?;
        match &self.step {
            Step::Login => map.serialize_entry("login", &())?,
            Step::Wait(time) => map.serialize_entry("wait", time)?,
            Step::Send(name) => map.serialize_entry("send", name)?,
            Step::Misbehave(what) => {
                map.serialize_entry("misbehave", &StepSeed { what, within: &self.within })?;
            }
        }
        for (key, value) in &self.extra {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}

#[derive(Serialize)]
struct StepSeed<'a> {
    #[serde(flatten)]
    what: &'a Misbehave,
    #[serde(flatten)]
    within: &'a Map<String, Value>,
}

impl<'de> Deserialize<'de> for StoredStep {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(StepVisitor)
    }
}

struct StepVisitor;

impl<'de> Visitor<'de> for StepVisitor {
    type Value = StoredStep;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a step: \"login\", or an object with one of `wait`, `send` and `misbehave`")
    }

    fn visit_str<E: Error>(self, word: &str) -> Result<StoredStep, E> {
        match word {
            "login" => Ok(Step::Login.into()),
            other => Err(E::unknown_variant(other, WORDS)),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<StoredStep, A::Error> {
        let mut step = None;
        let (mut extra, mut within) = (Map::new(), Map::new());
        while let Some(key) = map.next_key::<String>()? {
            if step.is_some() && WORDS.contains(&key.as_str()) {
                return Err(A::Error::custom("a step does one thing"));
            }
            match key.as_str() {
                "login" => step = Some(map.next_value::<()>().map(|()| Step::Login)?),
                "wait" => step = Some(Step::Wait(map.next_value()?)),
                "send" => step = Some(Step::Send(map.next_value()?)),
                "misbehave" => {
                    let value: Value = map.next_value()?;
                    let what: Misbehave =
                        serde_json::from_value(value.clone()).map_err(A::Error::custom)?;
                    within = unknown(value, &what).map_err(A::Error::custom)?;
                    step = Some(Step::Misbehave(what));
                }
                _ => {
                    extra.insert(key, map.next_value()?);
                }
            }
        }
        match (step, extra.keys().next()) {
            (Some(step), _) => Ok(StoredStep { step, extra, within }),
            (None, Some(key)) => Err(A::Error::unknown_variant(key, WORDS)),
            (None, None) => Err(A::Error::custom("a step does nothing")),
        }
    }
}

/// The keys of `value` that `what` does not serialise.
fn unknown(value: Value, what: &Misbehave) -> serde_json::Result<Map<String, Value>> {
    let known = serde_json::to_value(what)?;
    let Value::Object(mut all) = value else { return Ok(Map::new()) };
    all.retain(|key, _| known.get(key).is_none());
    Ok(all)
}
