//! The project's own rules, which no compiler or linter checks.

mod locales;
mod module_order;
mod sources;
mod supply;
mod tokens;
mod type_names;

use super::tally::Tally;
use crate::work::Work;
use anyhow::{Result, bail};
use sources::Source;
use std::path::Path;
use xshell::cmd;

/// Violations of a rule, one line each, beginning with the file.
type Faults = Vec<String>;

pub(crate) fn house(work: &Work, _: &mut Tally) -> Result<()> {
    let files = files(work)?;
    let mut faults = Faults::new();
    faults.extend(sources::long_files(&files, &work.sh.read_file("xtask/long-files.txt")?));
    faults.extend(sources::vague_names(&files));
    faults.extend(sources::forbidden_dependencies(&files));
    faults.extend(sources::html_from_text(&files));
    faults.extend(sources::unlimited_reads(&files));
    faults.extend(sources::files_taken_for_closed(&files));
    faults.extend(sources::style_attributes(&files));
    faults.extend(type_names::duplicate_types(&files));
    faults.extend(locales::mismatched_keys(&files));
    faults.extend(locales::unused_phrases(&files));
    faults.extend(supply::window_dependencies(work)?);
    if !work.root.join("deny.toml").is_file() {
        faults.push("deny.toml: missing".to_owned());
    }
    faults.extend(module_order::modules_out_of_order(&files));
    if !faults.is_empty() {
        bail!("{} violations of the project's own rules\n  {}", faults.len(), faults.join("\n  "));
    }
    supply::deny(work)
}

/// Every text file that git tracks or would add.
fn files(work: &Work) -> Result<Vec<Source>> {
    let list = cmd!(work.sh, "git ls-files -co --exclude-standard").quiet().read()?;
    let kinds = ["rs", "ts", "css", "html", "ftl", "py", "mjs", "toml"];
    let mut files = Vec::new();
    for path in list.lines() {
        let kind = Path::new(path).extension().and_then(|e| e.to_str()).unwrap_or_default();
        // git still lists a file whose deletion is not committed.
        if kinds.contains(&kind) && work.root.join(path).is_file() {
            files.push(Source { path: path.to_owned(), text: work.sh.read_file(path)? });
        }
    }
    Ok(files)
}
