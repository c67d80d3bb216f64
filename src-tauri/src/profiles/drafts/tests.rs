use std::fs;

use serde_json::json;

use super::*;

fn profile(value: Value) -> Profile {
    serde_json::from_value(value).expect("a profile")
}

/// A profile in which every secret value is PRIVATE.
fn full() -> Profile {
    profile(json!({
        "wirelark": 1, "name": "x",
        "connection": {
            "url": "wss://me:PRIVATE@h:1/p?a=1&token=PRIVATE&b=2#end",
            "query": [{"name": "api-key", "value": "PRIVATE"}, {"name": "page", "value": "7"}],
            "headers": [
                {"name": "Authorization", "value": "PRIVATE"},
                {"name": "X-Api-Key", "value": "PRIVATE", "enabled": false},
                {"name": "X-Trace", "value": "on"}
            ],
            "auth": {"type": "none", "user": "u", "password": "PRIVATE", "token": "PRIVATE", "value": "PRIVATE"},
            "cookies": {"send": [{"name": "session", "value": "PRIVATE"}]},
            "tls": {"client_certificate": {"p12_file": "me.p12", "passphrase": "PRIVATE"}},
            "proxy": {"mode": "manual", "url": "http://p:PRIVATE@h:2", "user": "u", "password": "PRIVATE"}
        },
        "login": {"fields": [
            {"name": "user_id", "value": "PRIVATE"},
            {"name": "number", "value": "PRIVATE", "type": "number"},
            {"name": "token", "value": "{{secret:token}}"}
        ]},
        "variables": {"host": "h"}
    }))
}

fn draft(profile: Profile) -> DraftDto {
    let message = json!({"name": "", "type": "text", "text": "half a mess"});
    DraftDto {
        profile: Some(profile),
        message: serde_json::from_value(message).ok(),
        ..DraftDto::default()
    }
}

#[test]
fn drafts_contain_no_secrets() {
    let dir = tempfile::tempdir().expect("a folder");
    let drafts = Drafts::open(dir.path());
    drafts.keep(vec![draft(full())]).expect("kept");
    let text = fs::read_to_string(dir.path().join(FILE)).expect("there");
    assert!(!text.contains("PRIVATE"), "{text}");
    for kept in ["half a mess", "{{secret:token}}", "user_id", "X-Trace", "me.p12"] {
        assert!(text.contains(kept), "{kept}");
    }
    let read = drafts.load().pop().expect("a draft");
    assert_eq!(read.left_out.len(), 14, "{:?}", read.left_out);
    let url = read.profile.expect("its profile").connection.url;
    assert_eq!(url, "wss://me:@h:1/p?a=1&token=&b=2#end");
}

#[test]
fn saving_a_profile_keeps_only_its_unsent_message() {
    let dir = tempfile::tempdir().expect("a folder");
    let drafts = Drafts::open(dir.path());
    drafts.profile_saved("new:1", "a").expect("nothing to do");
    let named = |key: &str, draft: DraftDto| DraftDto { key: Some(key.to_owned()), ..draft };
    let without_message = DraftDto { message: None, ..draft(full()) };
    drafts
        .keep(vec![
            named("new:1", draft(full())),
            named("new:1", without_message.clone()),
            named("new:2", without_message),
        ])
        .expect("kept");
    drafts.profile_saved("new:1", "a").expect("written");
    let left = drafts.load();
    assert_eq!(left.len(), 2, "{left:?}");
    assert_eq!((left[0].id.as_deref(), &left[0].profile), (Some("a"), &None));
    assert!(left[0].message.is_some() && left[1].profile.is_some());
    drafts.profile_saved("new:2", "b").expect("written");
    assert_eq!(drafts.load().len(), 1);
}

#[test]
fn hostile_12_a_draft_leaves_out_parameters_whose_names_are_encoded() {
    let mut profile = full();
    profile.connection.url = "ws://h/?Access%5FToken=PRIVATE&page=2".to_owned();
    let taken = secrets::take(&mut profile);
    assert_eq!(profile.connection.url, "ws://h/?Access%5FToken=&page=2");
    assert!(taken.contains(&"url Access%5FToken".to_owned()), "{taken:?}");
}

#[test]
fn secrets_are_restored_from_the_profile_file() {
    let mut edited = full();
    edited.name = "renamed".to_owned();
    let expected = edited.clone();
    let mut restored = draft(edited);
    restored.left_out = secrets::take(restored.profile.as_mut().expect("there"));
    assert!(!complete(&mut restored.clone(), None), "no file has the values");
    assert!(complete(&mut restored, Some(&full())));
    assert_eq!(restored.profile, Some(expected));
    // A login field that the file lacks stays empty and is reported as missing.
    let mut fewer = full();
    fewer.login.as_mut().expect("there").fields.remove(0);
    restored.left_out = secrets::take(restored.profile.as_mut().expect("there"));
    assert!(!complete(&mut restored, Some(&fewer)));
}

#[test]
fn the_file_is_removed_without_drafts() {
    let dir = tempfile::tempdir().expect("a folder");
    let drafts = Drafts::open(dir.path());
    drafts.keep(Vec::new()).expect("nothing to do");
    drafts.keep(vec![draft(full())]).expect("kept");
    assert_eq!(drafts.load().len(), 1);
    drafts.keep(Vec::new()).expect("removed");
    assert!(!dir.path().join(FILE).exists());
    assert!(drafts.load().is_empty());
}

#[test]
fn damaged_drafts_are_skipped() {
    let dir = tempfile::tempdir().expect("a folder");
    let drafts = Drafts::open(dir.path());
    drafts.keep(vec![draft(full()), draft(full())]).expect("kept");
    let path = dir.path().join(FILE);
    let text = fs::read_to_string(&path).expect("there");
    let mut value: Value = serde_json::from_str(&text).expect("JSON");
    value["drafts"][0]["profile"] = json!({"wirelark": 1});
    fs::write(&path, value.to_string()).expect("written");
    assert_eq!(drafts.load().len(), 1);
    for text in ["", "{", "[]", r#"{"drafts": 1}"#, r#"{"drafts": [1, null]}"#] {
        fs::write(&path, text).expect("written");
        assert!(drafts.load().is_empty(), "{text}");
    }
}

#[cfg(unix)]
#[test]
fn drafts_are_private() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::tempdir().expect("a folder");
    Drafts::open(dir.path()).keep(vec![draft(full())]).expect("kept");
    let mode = fs::metadata(dir.path().join(FILE)).expect("there").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn urls_of_any_shape_are_restored_unchanged() {
    for url in [
        "",
        "?",
        "ws://",
        "ws://@",
        "ws://:@h",
        "ws://é:ü@h?token=é#token=x",
        "a:b@c",
        "ws://h?token",
        "ws://h?token=",
        "ws://h?&=&token=a&",
        "ws://h#?token=a",
        "ws://h?access-token=a=b&key=c#d",
        "{{host}}?token={{secret:t}}",
    ] {
        let mut profile = full();
        profile.connection.url = url.to_owned();
        let mut without = profile.clone();
        secrets::take(&mut without);
        secrets::restore(&mut without, &profile);
        assert_eq!(without.connection.url, url);
    }
}
