//! The house's own rules, which no compiler knows.

mod locales;
mod sources;
mod supply;

use super::tally::Tally;
use crate::work::Work;
use anyhow::{Result, bail};
use sources::Source;
use std::path::Path;
use xshell::cmd;

/// What a rule found, one line each, beginning with the file.
type Faults = Vec<String>;

pub(crate) fn house(work: &Work, _: &mut Tally) -> Result<()> {
    let files = files(work)?;
    let mut faults = Faults::new();
    faults.extend(sources::too_long(&files, &work.sh.read_file("xtask/long-files.txt")?));
    faults.extend(sources::words_that_say_nothing(&files));
    faults.extend(sources::looking_against_the_arrow(&files));
    faults.extend(sources::text_as_html(&files));
    faults.extend(sources::reading_without_a_limit(&files));
    faults.extend(sources::styles_that_are_not_let_through(&files));
    faults.extend(locales::differing(&files));
    faults.extend(locales::phrases_of_nobody(&files));
    faults.extend(supply::window_in_the_core(work)?);
    if !work.root.join("deny.toml").is_file() {
        faults.push("deny.toml: missing".to_owned());
    }
    if !faults.is_empty() {
        bail!("{} of the house's rules broken\n  {}", faults.len(), faults.join("\n  "));
    }
    supply::deny(work)
}

/// Everything that is in git or will be, with its text.
fn files(work: &Work) -> Result<Vec<Source>> {
    let list = cmd!(work.sh, "git ls-files -co --exclude-standard").quiet().read()?;
    let kinds = ["rs", "ts", "css", "html", "ftl", "py", "mjs", "toml"];
    let mut files = Vec::new();
    for path in list.lines() {
        let kind = Path::new(path).extension().and_then(|e| e.to_str()).unwrap_or_default();
        // A file that was deleted and not yet committed is listed still.
        if kinds.contains(&kind) && work.root.join(path).is_file() {
            files.push(Source { path: path.to_owned(), text: work.sh.read_file(path)? });
        }
    }
    Ok(files)
}
