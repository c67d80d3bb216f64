//! `--secret` and `WIRELARK_SECRET_…`: values that a profile names and never holds.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use wirelark_core::profile::secret::Secrets;

use crate::failure::Failure;

/// A variable of the environment with this before a secret's name gives its value.
const VARIABLE: &str = "WIRELARK_SECRET_";
/// A secret's file, which may be a pipe, has so many bytes at most.
const MAX_FILE: u64 = 64 << 10;

/// The environment's, and those of the command line, which win. No value appears in an error.
pub(crate) fn read(given: &[String]) -> Result<Secrets, Failure> {
    let mut secrets = Secrets::new();
    for (variable, value) in std::env::vars_os() {
        let Some(name) = variable.to_str().and_then(|text| text.strip_prefix(VARIABLE)) else {
            continue;
        };
        let value = value.into_string().map_err(|_| not_utf8(&format!("{VARIABLE}{name}")))?;
        secrets.insert(name.to_owned(), value);
    }
    for text in given {
        let (name, value) = one(text)?;
        secrets.insert(name, value);
    }
    Ok(secrets)
}

/// `K=V`, `K=@FILE`, `K=env:NAME`, `K==V`.
fn one(text: &str) -> Result<(String, String), Failure> {
    let wrong = || {
        let text = "--secret is NAME=VALUE, NAME=@FILE, NAME=env:VARIABLE or NAME==VALUE";
        Failure::input("secret_invalid", text)
    };
    let (name, value) =
        text.split_once('=').filter(|(name, _)| !name.is_empty()).ok_or_else(wrong)?;
    let value = if let Some(literal) = value.strip_prefix('=') {
        literal.to_owned()
    } else if let Some(path) = value.strip_prefix('@') {
        of_file(name, Path::new(path))?
    } else if let Some(variable) = value.strip_prefix("env:") {
        of_variable(name, variable)?
    } else {
        value.to_owned()
    };
    Ok((name.to_owned(), value))
}

fn of_file(name: &str, path: &Path) -> Result<String, Failure> {
    let shown = path.display();
    let bad =
        |what: String| Failure::input("secret_file", format!("--secret {name}: {shown}: {what}"));
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(|error| bad(error.to_string()))?;
    file.take(MAX_FILE + 1).read_to_end(&mut bytes).map_err(|error| bad(error.to_string()))?;
    if bytes.len() as u64 > MAX_FILE {
        return Err(bad(format!("more than {MAX_FILE} bytes are no secret")));
    }
    let text = String::from_utf8(bytes).map_err(|_| not_utf8(&format!("{shown}")))?;
    // An editor, echo and most tools end a file with one.
    let line = text.strip_suffix('\n').map(|line| line.strip_suffix('\r').unwrap_or(line));
    Ok(line.unwrap_or(&text).to_owned())
}

fn of_variable(name: &str, variable: &str) -> Result<String, Failure> {
    let value = std::env::var_os(variable).filter(|_| !variable.is_empty());
    let unset = || {
        let text = format!("--secret {name}: the environment has no variable '{variable}'");
        Failure::input("secret_variable", text)
    };
    value.ok_or_else(unset)?.into_string().map_err(|_| not_utf8(variable))
}

fn not_utf8(place: &str) -> Failure {
    Failure::input("secret_not_utf8", format!("{place} is not UTF-8"))
}
