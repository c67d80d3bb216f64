//! Counts tests in the output of test runners.

use std::fmt;
use std::ops::AddAssign;

#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Tally {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
    pub(crate) skipped: u64,
    /// Tests that printed `skipped:` and will be counted among those that passed.
    announced_skips: u64,
}

impl Tally {
    /// Reads one line of a runner's output: libtest's `test result:`, vitest's `Tests`, or the `skipped:` that a Rust
    /// test prints if a tool is missing. Other lines are ignored.
    pub(crate) fn read(&mut self, line: &str) {
        let line = without_colour(line);
        let line = line.trim();
        if line.starts_with("skipped: ") {
            self.announced_skips += 1;
            self.skipped += 1;
            return;
        }
        let rest = if let Some(rest) = line.strip_prefix("test result: ") {
            // `ok. 3 passed; 0 failed; 1 ignored; 0 measured; 2 filtered out`
            rest.split_once(". ").map_or("", |(_, counts)| counts)
        } else if let Some(rest) = line.strip_prefix("Tests ") {
            // `1 failed | 12 passed | 2 skipped (15)`
            rest
        } else {
            return;
        };
        for part in rest.split([';', '|', '(']) {
            let Some((count, what)) = part.trim().split_once(' ') else { continue };
            let Ok(count) = count.parse::<u64>() else { continue };
            match what.trim() {
                "passed" => {
                    self.passed += count.saturating_sub(std::mem::take(&mut self.announced_skips))
                }
                "failed" => self.failed += count,
                "ignored" | "skipped" | "todo" => self.skipped += count,
                _ => {}
            }
        }
    }
}

impl Tally {
    pub(crate) fn is_clean(&self) -> bool {
        self.failed == 0
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Tally) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
        self.announced_skips += other.announced_skips;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed, {} skipped", self.passed, self.failed, self.skipped)
    }
}

/// Removes colour sequences: `ESC [ … letter`.
fn without_colour(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        if c == '\u{1b}' {
            chars.by_ref().find(char::is_ascii_alphabetic);
        } else {
            plain.push(c);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(passed: u64, failed: u64, skipped: u64) -> Tally {
        Tally { passed, failed, skipped, announced_skips: 0 }
    }

    fn read(lines: &[&str]) -> Tally {
        let mut tally = Tally::default();
        lines.iter().for_each(|line| tally.read(line));
        tally
    }

    #[test]
    fn counts_libtest_lines_and_adds_them_up() {
        let tally = read(&[
            "running 3 tests",
            "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 9 filtered out; finished in 0.10s",
            "test result: FAILED. 5 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.00s",
        ]);
        assert_eq!(tally, counts(8, 2, 1));
    }

    #[test]
    fn counts_tests_and_not_files_of_vitest_in_colour() {
        let tally = read(&[
            " \u{1b}[2mTest Files\u{1b}[22m  3 passed (3)",
            "\u{1b}[2m      Tests \u{1b}[22m \u{1b}[31m1 failed\u{1b}[39m | \u{1b}[32m12 passed\u{1b}[39m | 2 skipped | 1 todo\u{1b}[90m (16)\u{1b}[39m",
        ]);
        assert_eq!(tally, counts(12, 1, 3));
    }

    #[test]
    fn does_not_count_what_a_test_prints() {
        let tally = read(&[
            "test a ... ok",
            "12 passed, 3 failed",
            "Tests are good",
            "test result: strange",
        ]);
        assert_eq!(tally, Tally::default());
    }

    #[test]
    fn a_skipped_test_does_not_count_as_passed() {
        let tally = read(&[
            "skipped: nginx is not installed",
            "test tls ... ok",
            "test result: ok. 3 passed; 0 failed; 0 ignored",
            "test result: ok. 2 passed; 0 failed; 0 ignored",
        ]);
        assert_eq!(tally, counts(4, 0, 1));
    }

    #[test]
    fn displays_as_the_closing_line() {
        assert_eq!(counts(8, 2, 1).to_string(), "8 passed, 2 failed, 1 skipped");
    }
}
