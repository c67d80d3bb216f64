use std::collections::BTreeMap;
use std::path::Path;

/// One table of docs/faults.md: the prefix of its tests' names, the prefix of its row numbers, and the range of
/// numbers.
struct Table {
    prefix: &'static str,
    row: &'static str,
    numbers: std::ops::RangeInclusive<u32>,
}

const TABLES: [Table; 3] = [
    Table { prefix: "case_", row: "", numbers: 1..=56 },
    Table { prefix: "hostile_", row: "H", numbers: 1..=17 },
    Table { prefix: "real_server_", row: "B", numbers: 1..=10 },
];

/// All test functions with the prefix, by the number that follows it.
fn functions(prefix: &str) -> BTreeMap<u32, Vec<String>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut found: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    let mut folders = vec![root.join("tests"), root.join("src-tauri")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("list the folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let text = std::fs::read_to_string(&path).expect("read the file");
                let names = text.lines().filter_map(|line| {
                    let line = line.trim_start();
                    let signature =
                        line.strip_prefix("async ").unwrap_or(line).strip_prefix("fn ")?;
                    let (number, _) = signature.strip_prefix(prefix)?.split_once('_')?;
                    Some((number.parse().ok()?, signature.split('(').next()?.to_owned()))
                });
                for (number, name) in names {
                    found.entry(number).or_default().push(name);
                }
            }
        }
    }
    found
}

/// The table's rows: number, and names of tests.
fn rows(table: &Table) -> BTreeMap<u32, Vec<String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/faults.md");
    let text = std::fs::read_to_string(path).expect("read the file");
    let rows = text.lines().filter_map(|line| {
        let mut cells = line.strip_prefix("| ")?.split(" | ");
        let number: u32 = cells.next()?.trim().strip_prefix(table.row)?.parse().ok()?;
        let tests = line.split('`').filter(|part| part.starts_with(table.prefix));
        Some((number, tests.map(str::to_owned).collect()))
    });
    rows.collect()
}

#[test]
fn docs_list_exactly_the_tests_that_exist() {
    for table in &TABLES {
        let (functions, rows) = (functions(table.prefix), rows(table));
        let numbers = table.numbers.clone();
        assert!(
            rows.keys().copied().eq(numbers.clone()),
            "one row for each number: {:?}",
            rows.keys()
        );
        for number in numbers {
            let mut exist = functions.get(&number).cloned().unwrap_or_default();
            let mut named = rows[&number].clone();
            exist.sort();
            named.sort();
            let row = format!("{}{number}", table.row);
            assert_eq!(named, exist, "{row}: left in docs/faults.md, right in the sources");
            assert!(!exist.is_empty() || table.prefix != "case_", "{row} has no test");
        }
    }
}
