use super::*;

fn profile(name: &str) -> Profile {
    let text = format!(r#"{{"wirelark":1,"name":{name:?}}}"#);
    store::parse(Path::new("x"), text.as_bytes()).expect("a profile")
}

fn library() -> (tempfile::TempDir, Library) {
    let dir = tempfile::tempdir().expect("a folder");
    let library = Library::open(dir.path().join("profiles")).expect("opened");
    (dir, library)
}

#[test]
fn profile_names_become_portable_file_names() {
    let (_dir, library) = library();
    let id = |name: &str| library.save(None, &profile(name)).expect("saved").id;
    assert_eq!(id("Original script"), "original-script");
    assert_eq!(id("Original script"), "original-script-2");
    assert_eq!(id("../../etc/passwd"), "etc-passwd");
    assert_eq!(id("CON"), "con-profile");
    assert_eq!(id("原始脚本"), "原始脚本");
    assert_eq!(id("///"), "profile");
    assert!(id(&"x".repeat(500)).len() < 70);
    assert_eq!(library.list().len(), 7);
}

#[test]
fn an_id_cannot_escape_the_folder() {
    let (dir, library) = library();
    fs::write(dir.path().join("x.wirelark.json"), "{}").expect("written");
    let outside = dir.path().join("x.wirelark.json").display().to_string();
    for id in ["../x", "a/b", "", ".x", "a\\b", &outside] {
        assert_eq!(library.path(id).expect_err(id).code(), "profile_missing", "{id}");
    }
}

#[test]
fn a_deletion_can_be_undone_when_the_name_is_taken_again() {
    let (_dir, library) = library();
    let first = library.save(None, &profile("a")).expect("saved");
    let deleted = library.delete(&first.id).expect("deleted");
    assert!(library.list().is_empty());
    library.save(None, &profile("a")).expect("saved again");
    assert_eq!(library.restore(&deleted).expect("restored").id, "a-2");
    assert_eq!(library.list().len(), 2);
}

#[test]
fn hostile_16_restoring_returns_the_deleted_profile() {
    let (dir, library) = library();
    let name = |id: &str| library.load(id).expect("read").profile.expect("read").name;
    // Two profiles with one id, deleted one after the other, are restored correctly.
    library.save(Some("a"), &profile("first")).expect("saved");
    let first = library.delete("a").expect("deleted");
    library.save(Some("a"), &profile("second")).expect("saved");
    let second = library.delete("a").expect("deleted");
    assert_eq!(library.restore(&first).expect("restored").id, "a");
    assert_eq!(name("a"), "first");
    let second = library.restore(&second).expect("restored").id;
    assert_eq!(name(&second), "second");
    // Restoring a file outside the folder lists exactly that file again.
    let path = dir.path().join("team.wirelark");
    store::save(&path, &profile("team")).expect("saved");
    let id = library.open_elsewhere(&path).expect("opened").id;
    let deleted = library.delete(&id).expect("forgotten");
    assert!(library.path(&id).is_err());
    assert_eq!(library.restore(&deleted).expect("restored").id, id);
    assert!(library.path(&id).is_ok());
}

#[test]
fn hostile_15_deleted_profiles_are_removed_after_30_days() {
    let (_dir, library) = library();
    let month = KEPT_FOR + Duration::from_secs(60);
    let long_ago = SystemTime::now() - month;
    for name in ["old", "new"] {
        let entry = library.save(None, &profile(name)).expect("saved");
        // The time of saving, long before the deletion, must not count.
        set_modified(&entry.path, long_ago).expect("set");
    }
    let old = library.delete("old").expect("deleted");
    assert_eq!(library.empty_trash(SystemTime::now()), 0);
    let ProfileLocation::Trash { file, .. } = &old.0 else { panic!("{old:?}") };
    set_modified(file, long_ago).expect("set");
    let new = library.delete("new").expect("deleted");
    let other = file.with_file_name("notes.txt");
    fs::write(&other, "").expect("written");
    set_modified(&other, long_ago).expect("set");
    assert_eq!(library.empty_trash(SystemTime::now()), 1);
    assert!(!file.exists() && other.exists() && library.list().is_empty());
    assert_eq!(library.restore(&new).expect("restored").id, "new");
}

#[cfg(unix)]
#[test]
fn hostile_16_a_path_with_a_line_break_is_not_listed() {
    use std::os::unix::ffi::OsStrExt as _;
    let (dir, library) = library();
    let plain = dir.path().join("plain.wirelark");
    store::save(&plain, &profile("plain")).expect("saved");
    for name in [&b"x\n.wirelark"[..], b"x\r.wirelark", b"x\xff.wirelark"] {
        let path = dir.path().join(std::ffi::OsStr::from_bytes(name));
        fs::copy(&plain, &path).expect("copied");
        let code = library.open_elsewhere(&path).expect_err("not listed").code();
        assert_eq!(code, "profile_not_a_file", "{name:?}");
    }
    assert!(library.list().is_empty());
}

#[test]
fn a_file_elsewhere_is_saved_in_place_and_never_deleted() {
    let (dir, library) = library();
    let path = dir.path().join("team.wirelark");
    store::save(&path, &profile("team")).expect("saved");
    let entry = library.open_elsewhere(&path).expect("opened");
    library.open_elsewhere(&path).expect("opened twice, listed once");
    assert_eq!(library.add(&path).expect("known"), entry.id);
    let own = library.save(None, &profile("own")).expect("saved");
    assert_eq!(library.add(&own.path).expect("its own"), own.id);
    library.delete(&own.id).expect("deleted");
    library.save(Some(&entry.id), &profile("renamed")).expect("saved");
    let list = library.list();
    assert_eq!(list.len(), 1);
    assert_eq!(list[0].profile.as_ref().expect("read").name, "renamed");
    library.delete(&entry.id).expect("forgotten");
    assert!(library.list().is_empty() && path.exists());
}

#[test]
fn a_damaged_file_is_listed_with_its_error_and_kept() {
    let (dir, library) = library();
    let path = dir.path().join("profiles/bad.wirelark.json");
    fs::write(&path, "{\"wirelark\": 9}").expect("written");
    let list = library.list();
    assert_eq!(list[0].profile.as_ref().expect_err("newer").code(), "profile_newer");
    assert_eq!(fs::read_to_string(&path).expect("read"), "{\"wirelark\": 9}");
}
