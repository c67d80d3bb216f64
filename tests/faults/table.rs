use std::collections::BTreeMap;
use std::path::Path;

/// The cases that run without a window.
const CASES: std::ops::RangeInclusive<u32> = 1..=56;

/// Every `fn case_NN_…` of the sources in which tests lie, by its number.
fn functions() -> BTreeMap<u32, Vec<String>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut found: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    let mut folders = vec![root.join("tests"), root.join("src-tauri/core/src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let text = std::fs::read_to_string(&path).expect("UTF-8");
                let names = text.lines().filter_map(|line| {
                    let line = line.trim_start();
                    let rest =
                        line.strip_prefix("async ").unwrap_or(line).strip_prefix("fn case_")?;
                    let (number, _) = rest.split_once('_')?;
                    Some((number.parse().ok()?, format!("case_{}", rest.split('(').next()?)))
                });
                for (number, name) in names {
                    found.entry(number).or_default().push(name);
                }
            }
        }
    }
    found
}

/// The rows of the table: case, tests.
fn rows() -> BTreeMap<u32, Vec<String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/faults.md");
    let text = std::fs::read_to_string(path).expect("the page");
    let rows = text.lines().filter_map(|line| {
        let mut cells = line.strip_prefix("| ")?.split(" | ");
        let number: u32 = cells.next()?.trim().parse().ok()?;
        let tests = line.split('`').filter(|part| part.starts_with("case_"));
        Some((number, tests.map(str::to_owned).collect()))
    });
    rows.collect()
}

#[test]
fn the_page_and_the_tests_agree() {
    let (functions, rows) = (functions(), rows());
    assert!(rows.keys().copied().eq(CASES), "a row for each case: {:?}", rows.keys());
    for case in CASES {
        let mut there = functions.get(&case).cloned().unwrap_or_default();
        let mut told = rows[&case].clone();
        there.sort();
        told.sort();
        assert_eq!(told, there, "case {case}: what docs/faults.md names, and what there is");
        assert!(!there.is_empty(), "case {case} has no test");
    }
}
