//! Arbitrary bytes as each kind of import: it gives profiles that can be written and read back, or says why not. No
//! credential that stands in a known place is in them.
#![no_main]

use std::path::Path;

use libfuzzer_sys::fuzz_target;
use wirelark_core::profile::import::{ImportFile, ImportKind, ImportSource, MAX_IMPORTED_PROFILES, import};
use wirelark_core::profile::store;

fuzz_target!(|input: &[u8]| {
    let Some((first, content)) = input.split_first() else { return };
    let kinds = ImportKind::all();
    let kind = kinds.get(usize::from(*first) % (kinds.len() + 1)).copied();
    let source = match first & 0x80 {
        0 => ImportSource::from_bytes("x", content.to_vec()),
        // A folder of two files, such as a request and its message.
        _ => {
            let (a, b) = content.split_at(content.len() / 2);
            let file = |name: &str, bytes: &[u8]| ImportFile { name: name.to_owned(), bytes: bytes.to_vec() };
            Ok(ImportSource::from_files("x", vec![file("a.request.yaml", a), file("m/b.message.yaml", b)]))
        }
    };
    let Ok(source) = source else { return };
    let Ok(imported) = import(&source, kind) else { return };
    assert!(!imported.profiles.is_empty() && imported.profiles.len() <= MAX_IMPORTED_PROFILES);
    for profile in &imported.profiles {
        let json = store::to_json(profile).expect("a profile is JSON");
        if let Ok(back) = store::parse(Path::new("x"), &json) {
            assert_eq!(&back, profile);
        }
    }
});
