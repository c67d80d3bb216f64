//! The front end: npm and Vite.

use crate::stamp::Stamp;
use crate::steps::Step;
use crate::work::{NPM, Work, on_path};
use anyhow::{Context, Result, bail};
use xshell::cmd;

/// The oldest Node.js version that Vite 8 supports.
const NODE: (u32, u32) = (20, 19);

/// Every input of the page's build.
const SOURCES: &[&str] =
    &["ui", "package.json", "package-lock.json", "vite.config.ts", "tsconfig.json"];

/// Runs `npm ci` if package-lock.json or the version of Node.js has changed.
pub(crate) fn install(work: &Work) -> Result<Step> {
    let node = node_version(work)?;
    let stamp = Stamp::of_contents(work, "npm", &["package-lock.json"], &node)
        .context("package-lock.json cannot be read")?;
    if stamp.is_fresh() && work.root.join("node_modules").is_dir() {
        return Ok(Step::Nothing("package-lock.json is as it was"));
    }
    cmd!(work.sh, "{NPM} ci --no-audit --no-fund").run()?;
    stamp.write()?;
    Ok(Step::Done)
}

/// Runs `npm run build` if a source has changed. An unneeded build would change dist/ and make cargo embed it again.
pub(crate) fn build(work: &Work) -> Result<Step> {
    let stamp = Stamp::of_trees(work, "page", SOURCES)?;
    if stamp.is_fresh() && work.root.join("dist/index.html").is_file() {
        return Ok(Step::Nothing("no source of the page changed"));
    }
    cmd!(work.sh, "{NPM} run build").run()?;
    stamp.write()?;
    Ok(Step::Done)
}

/// Writes a placeholder page if there is none. The shell does not compile without a page to embed, but its types and
/// lints do not depend on the page. No stamp is written, so the real page is still built when it is needed.
pub(crate) fn placeholder(work: &Work) -> Result<()> {
    if !work.root.join("dist/index.html").is_file() {
        work.sh.write_file("dist/index.html", "<!doctype html><title>Wirelark</title>\n")?;
    }
    Ok(())
}

fn node_version(work: &Work) -> Result<String> {
    if on_path("node").is_none() {
        bail!(
            "Node.js is missing: install {}.{} or newer from https://nodejs.org, with npm",
            NODE.0,
            NODE.1
        );
    }
    let version = cmd!(work.sh, "node --version").quiet().read()?;
    if parse_version(&version).is_none_or(|v| v < NODE) {
        bail!("Node.js {version} is too old: {}.{} or newer is needed", NODE.0, NODE.1);
    }
    Ok(version)
}

fn parse_version(version: &str) -> Option<(u32, u32)> {
    let mut parts = version.trim().trim_start_matches('v').split('.').map(|part| part.parse().ok());
    Some((parts.next()??, parts.next()??))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn node_versions_are_compared_as_numbers() {
        assert_eq!(parse_version("v20.19.1\n"), Some((20, 19)));
        assert!(parse_version("v9.90.0") < Some(NODE));
        assert!(parse_version("v22.12.0") > Some(NODE));
        assert_eq!(parse_version("nonsense"), None);
    }
}
