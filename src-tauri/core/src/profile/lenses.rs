//! What the lenses bring besides their readers: messages, replies, heartbeats, names of codes, and the subprotocols that
//! choose them. Each is a profile file, `lenses/NAME.json`, from which a profile with that lens inherits.

use std::borrow::Cow;
use std::path::Path;
use std::sync::LazyLock;

use super::literal::Literal;
use super::model::{Message, MessageRef, Profile};
use super::store;
use crate::packet::lens::{Lens, NO_LENS};
use crate::packet::rules::Decoding;

static PRESETS: LazyLock<Vec<(Lens, Option<Profile>)>> = LazyLock::new(|| {
    let preset = |lens: Lens| {
        let name = format!("{}.json", lens.name());
        // A test asserts that each file is sound.
        (lens, store::parse(Path::new(&name), source(lens).as_bytes()).ok())
    };
    Lens::all().map(preset).collect()
});

fn source(lens: Lens) -> &'static str {
    match lens {
        Lens::SocketIo => include_str!("lenses/socketio.json"),
        Lens::Stomp => include_str!("lenses/stomp.json"),
        Lens::SignalR => include_str!("lenses/signalr.json"),
        Lens::GraphqlWs => include_str!("lenses/graphql-ws.json"),
        Lens::Mqtt => include_str!("lenses/mqtt.json"),
        Lens::JsonRpc => include_str!("lenses/json-rpc.json"),
        Lens::Phoenix => include_str!("lenses/phoenix.json"),
        Lens::Cdp => include_str!("lenses/cdp.json"),
        Lens::Nats => include_str!("lenses/nats.json"),
    }
}

/// The profile from which a profile with this lens inherits. Its name is the protocol's; its `connection` has nothing but
/// the subprotocols that choose the lens.
pub fn preset(lens: Lens) -> Option<&'static Profile> {
    PRESETS.iter().find(|(one, _)| *one == lens)?.1.as_ref()
}

/// The lens that a subprotocol stands for, if it stands for one alone.
pub fn of_subprotocol(name: &str) -> Option<Lens> {
    let stands_for = |preset: &Profile| {
        preset.connection.subprotocols.iter().any(|one| one.eq_ignore_ascii_case(name))
    };
    let found = PRESETS.iter().find(|(_, preset)| preset.as_ref().is_some_and(stands_for));
    found.map(|(lens, _)| *lens)
}

impl Profile {
    /// The lens that the profile names, or that its first requested subprotocol with one stands for. `None` if there is
    /// none, if the profile says `none`, or if it names an unknown one.
    pub fn effective_lens(&self) -> Option<Lens> {
        match self.lens.as_deref() {
            Some(NO_LENS) => None,
            Some(name) => Lens::of_name(name),
            None => self.connection.subprotocols.iter().find_map(|name| of_subprotocol(name)),
        }
    }

    /// The profile with everything that it inherits from its lens. Inheriting again changes nothing. The result must
    /// not be saved.
    pub fn inherited(&self) -> Cow<'_, Profile> {
        match self.effective_lens() {
            None => Cow::Borrowed(self),
            Some(_) => Cow::Owned(self.clone().into_inherited()),
        }
    }

    /// Like [`inherited`](Self::inherited), for a profile that need not be kept.
    pub fn into_inherited(mut self) -> Profile {
        if let Some(preset) = self.effective_lens().and_then(preset) {
            self.inherit(preset);
        }
        self
    }

    /// The settings that decode this profile's messages, with those of its lens; a transcript stores them.
    pub fn decoding(&self) -> Decoding {
        self.inherited().own_decoding()
    }

    fn own_decoding(&self) -> Decoding {
        // An unknown name is kept, so that it is reported.
        let chosen = || self.effective_lens().map(|lens| lens.name().to_owned());
        Decoding {
            lens: self.lens.clone().or_else(chosen),
            code: self.code.clone(),
            codes: self.codes.clone(),
            layouts: self.layouts.clone(),
            rules: self.rules.clone(),
            columns: self.columns.clone(),
            protobuf: self.protobuf.clone(),
            latency: self.latency.clone(),
            sequences: self.sequences.clone(),
            timestamps: self.timestamps.clone(),
            heartbeat_checks: self.heartbeat_checks.clone(),
            joined: self.joined.clone(),
        }
    }

    /// The saved message with this name, of the profile or of its lens.
    pub fn saved_message(&self, name: &str) -> Option<&Message> {
        let of_lens = || self.effective_lens().and_then(preset);
        let named = |messages: &'_ [Message]| messages.iter().position(|one| one.name == name);
        match named(&self.messages) {
            Some(index) => self.messages.get(index),
            None => of_lens().and_then(|preset| preset.messages.get(named(&preset.messages)?)),
        }
    }

    /// The value of a variable, of the profile or of its lens.
    pub fn variable(&self, name: &str) -> Option<&str> {
        let of_lens = || self.effective_lens().and_then(preset)?.variables.get(name);
        self.variables.get(name).or_else(of_lens).map(Literal::as_str)
    }

    /// The message that is named or contained; `None` for an unknown name.
    pub fn message_of<'a>(&'a self, message: &'a MessageRef) -> Option<&'a Message> {
        match message {
            MessageRef::Saved(name) => self.saved_message(name),
            MessageRef::Inline(message) => Some(message),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::profile_check;

    fn profile(rest: serde_json::Value) -> Profile {
        let mut all = json!({"wirelark": 1, "name": "x", "connection": {"url": "ws://h/"}});
        let members = rest.as_object().expect("an object").clone();
        all.as_object_mut().expect("an object").extend(members);
        serde_json::from_value(all).expect("a profile")
    }

    #[test]
    fn every_preset_is_a_sound_profile_whose_messages_can_be_built() {
        for lens in Lens::all() {
            let found = preset(lens).unwrap_or_else(|| panic!("{lens:?} is a profile"));
            assert!(found.extra.is_empty(), "{lens:?}: {:?}", found.extra);
            assert!(!found.messages.is_empty(), "{lens:?}");
            let problems = profile_check::check(&profile(json!({"lens": lens.name()})));
            assert_eq!(problems, [], "{lens:?}");
            let all = profile(json!({"lens": lens.name()})).inherited().into_owned();
            for message in &all.messages {
                let built = crate::profile::message::build(&all, message);
                let built =
                    built.unwrap_or_else(|error| panic!("{lens:?} {}: {error}", message.name));
                let way = crate::frame::Direction::Sent;
                let reading = lens.read(built.kind, way, &built.bytes);
                assert_eq!(reading.faults, [], "{lens:?} {} {:?}", message.name, built.bytes);
                assert!(reading.code().is_some(), "{lens:?} {}", message.name);
            }
        }
    }

    #[test]
    fn a_lens_is_named_or_chosen_by_subprotocol_or_switched_off() {
        let lens = |rest| profile(rest).effective_lens();
        let connection = json!({"url": "ws://h/", "subprotocols": ["soap", "V12.stomp", "mqtt"]});
        assert_eq!(lens(json!({})), None);
        assert_eq!(lens(json!({"connection": connection})), Some(Lens::Stomp));
        assert_eq!(lens(json!({"connection": connection, "lens": "none"})), None);
        assert_eq!(lens(json!({"connection": connection, "lens": "nats"})), Some(Lens::Nats));
        assert_eq!(lens(json!({"lens": "stamp"})), None);
        let problems = profile_check::check(&profile(json!({"lens": "stamp"})));
        let [problem] = problems.as_slice() else { panic!("{problems:?}") };
        assert_eq!((problem.path.as_str(), problem.code), ("lens", "decoding.lens"));
        assert!(problem.text.contains("socketio, stomp, signalr"), "{}", problem.text);
    }

    #[test]
    fn own_settings_win_over_those_of_the_lens() {
        let own = profile(json!({
            "lens": "stomp",
            "messages": [{"name": "Send", "type": "text", "text": "mine"}],
            "heartbeats": [{"send": "Heartbeat", "every": "1s"}],
            "variables": {"host": "here"},
        }));
        let all = own.inherited();
        let text = |name: &str| all.saved_message(name).map(|message| message.text.as_str());
        assert_eq!(text("Send"), Some("mine"));
        assert!(text("Subscribe").is_some_and(|text| text.starts_with("SUBSCRIBE")));
        assert_eq!(all.messages[0].name, "Send", "own messages come first");
        assert_eq!(all.heartbeats.len(), 1);
        assert_eq!(all.heartbeats[0].every, "1s");
        assert_eq!(all.variables["host"].as_str(), "here");
        assert!(all.variables.contains_key("destination"));
        assert_eq!(all.connection, own.connection);
        assert_eq!(all.inherited().as_ref(), all.as_ref(), "inheriting again changes nothing");
        let decoding = own.decoding();
        assert_eq!(decoding.lens(), Some(Lens::Stomp));
        assert!(own.saved_message("Subscribe").is_some(), "found without inheriting first");
    }
}
