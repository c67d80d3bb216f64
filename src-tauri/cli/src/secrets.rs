//! Values of secrets from `--secret` and `WIRELARK_SECRET_…`; a profile only names them.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use wirelark_core::profile::secret::Secrets;

use crate::failure::Failure;

/// Prefix of environment variables that hold a secret's value.
const VARIABLE_PREFIX: &str = "WIRELARK_SECRET_";
/// Maximum size of a secret's file in bytes. The file may be a pipe.
const MAX_FILE: u64 = 64 << 10;

/// Reads the secrets of the environment and of `arguments`; the latter win. Errors never quote a value.
pub(crate) fn read(arguments: &[String]) -> Result<Secrets, Failure> {
    let mut secrets = Secrets::new();
    for (variable, value) in std::env::vars_os() {
        let Some(name) = variable.to_str().and_then(|text| text.strip_prefix(VARIABLE_PREFIX))
        else {
            continue;
        };
        let value =
            value.into_string().map_err(|_| not_utf8(&format!("{VARIABLE_PREFIX}{name}")))?;
        secrets.insert(name.to_owned(), value);
    }
    for text in arguments {
        let (name, value) = parse_argument(text)?;
        secrets.insert(name, value);
    }
    Ok(secrets)
}

/// Parses `K=V`, `K=@FILE`, `K=env:NAME` or `K==V`.
fn parse_argument(text: &str) -> Result<(String, String), Failure> {
    let invalid = || {
        let text = "--secret is NAME=VALUE, NAME=@FILE, NAME=env:VARIABLE or NAME==VALUE";
        Failure::input("secret_invalid", text)
    };
    let (name, value) =
        text.split_once('=').filter(|(name, _)| !name.is_empty()).ok_or_else(invalid)?;
    let value = if let Some(literal) = value.strip_prefix('=') {
        literal.to_owned()
    } else if let Some(path) = value.strip_prefix('@') {
        from_file(name, Path::new(path))?
    } else if let Some(variable) = value.strip_prefix("env:") {
        from_environment(name, variable)?
    } else {
        value.to_owned()
    };
    Ok((name.to_owned(), value))
}

fn from_file(name: &str, path: &Path) -> Result<String, Failure> {
    let shown = path.display();
    let failure =
        |what: String| Failure::input("secret_file", format!("--secret {name}: {shown}: {what}"));
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(|error| failure(error.to_string()))?;
    file.take(MAX_FILE + 1).read_to_end(&mut bytes).map_err(|error| failure(error.to_string()))?;
    if bytes.len() as u64 > MAX_FILE {
        return Err(failure(format!("more than {MAX_FILE} bytes are no secret")));
    }
    let text = String::from_utf8(bytes).map_err(|_| not_utf8(&format!("{shown}")))?;
    // Editors and `echo` end a file with a line break that is no part of the secret.
    let line = text.strip_suffix('\n').map(|line| line.strip_suffix('\r').unwrap_or(line));
    Ok(line.unwrap_or(&text).to_owned())
}

fn from_environment(name: &str, variable: &str) -> Result<String, Failure> {
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
