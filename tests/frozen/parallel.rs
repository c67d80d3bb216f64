//! Runs a test for each of many inputs, several at the same time.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Mutex;

use crate::golden::Files;

/// Each run spends most of its time waiting for a process.
const AT_ONCE: usize = 4;

/// Calls `run` with the content of each file; returns the results by the files' names without `extension`. A panic is
/// passed on after a line that names the input.
pub fn each<T: Send>(
    files: &Files,
    extension: &str,
    run: impl Fn(&str) -> T + Sync,
) -> BTreeMap<String, T> {
    let todo = Mutex::new(files.iter());
    let results = Mutex::new(BTreeMap::new());
    std::thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                while let Some((file, content)) =
                    { todo.lock().expect("an unpoisoned lock").next() }
                {
                    let name = file.strip_suffix(extension).expect("the extension of inputs");
                    let content = str::from_utf8(content).expect("UTF-8");
                    let result = catch_unwind(AssertUnwindSafe(|| run(content)));
                    let result = result.unwrap_or_else(|panic| {
                        eprintln!("in {file}");
                        resume_unwind(panic)
                    });
                    results.lock().expect("an unpoisoned lock").insert(name.to_owned(), result);
                }
            });
        }
    });
    results.into_inner().expect("an unpoisoned lock")
}
