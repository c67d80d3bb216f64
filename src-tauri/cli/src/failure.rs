//! A command's failure: exit code, stable error code and one line on stderr.

use std::io;
use std::process::ExitCode;

use clap::error::ErrorKind;
use wirelark_core::connection::request::RequestError;
use wirelark_core::connection::secret_masking::SecretMasks;
use wirelark_core::profile::environment::EnvironmentError;
use wirelark_core::profile::secret::SecretMissing;
use wirelark_core::profile::store::StoreError;
use wirelark_core::profile::variable::VariableError;
use wirelark_core::scenario::ScenarioError;

use crate::output;

/// Exit code: an expectation was not met.
const NOT_MET: u8 = 1;
/// Exit code: bad arguments or a bad input file.
const BAD_INPUT: u8 = 2;
/// Exit code: the connection could not be made, broke, or the login was refused.
const CONNECTION: u8 = 3;

/// A command's failure.
#[derive(Debug)]
pub(crate) struct Failure {
    exit: u8,
    code: String,
    text: String,
}

impl Failure {
    /// Bad arguments or a bad input file.
    pub(crate) fn input(code: &str, text: impl ToString) -> Self {
        Failure { exit: BAD_INPUT, code: code.to_owned(), text: text.to_string() }
    }

    /// The connection could not be made, broke, or the login was refused.
    pub(crate) fn connection(code: &str, text: impl ToString) -> Self {
        Failure { exit: CONNECTION, code: code.to_owned(), text: text.to_string() }
    }

    /// Two transcripts differ; the differences are on stdout.
    pub(crate) fn different() -> Self {
        let text = "the two differ; stdout says where".to_owned();
        Failure { exit: NOT_MET, code: "different".to_owned(), text }
    }

    /// Replaces each secret in the text with a mask.
    pub(crate) fn masked(self, masks: &SecretMasks) -> Self {
        Failure { text: masks.text(&self.text), ..self }
    }

    /// The reader of stdout is gone: ends the command without an error line, with exit code 0.
    pub(crate) fn stdout_closed() -> Self {
        Failure { exit: 0, code: String::new(), text: String::new() }
    }

    /// Prints the error line and returns the exit code.
    pub(crate) fn report(self) -> ExitCode {
        if self.exit != 0 {
            // A server's close reason may contain line breaks.
            let text: String =
                self.text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
            output::note(format_args!("error {}: {text}", self.code));
        }
        ExitCode::from(self.exit)
    }
}

/// Whether clap's error is a request for help or the version.
pub(crate) fn is_help(error: &clap::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::DisplayHelp
            | ErrorKind::DisplayVersion
            | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
    )
}

/// Prints help or the version and returns the exit code.
pub(crate) fn show_help(shown: &clap::Error) -> ExitCode {
    match shown.print() {
        Ok(()) => ExitCode::from(u8::try_from(shown.exit_code()).unwrap_or(BAD_INPUT)),
        Err(error) => output::write_failure(&error).report(),
    }
}

/// Reduces clap's text of several lines to the single line that scripts expect.
impl From<clap::Error> for Failure {
    fn from(error: clap::Error) -> Self {
        let text = error.render().to_string();
        let message = text.split("\n\nUsage:").next().unwrap_or_default();
        let message = message.split("\n\nFor more information").next().unwrap_or_default();
        let message = message.split_whitespace().collect::<Vec<_>>().join(" ");
        let message = message.strip_prefix("error: ").unwrap_or(&message);
        Failure::input("arguments_invalid", format!("{message} (--help tells more)"))
    }
}

impl From<crate::pack::UsageError> for Failure {
    fn from(error: crate::pack::UsageError) -> Self {
        Failure::input(error.code, error.message)
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Failure::input(error.code(), error)
    }
}

impl From<EnvironmentError> for Failure {
    fn from(error: EnvironmentError) -> Self {
        Failure::input(error.code(), error)
    }
}

impl From<SecretMissing> for Failure {
    fn from(error: SecretMissing) -> Self {
        Failure::input(error.code(), error)
    }
}

impl From<VariableError> for Failure {
    fn from(error: VariableError) -> Self {
        Failure::input(error.code(), format!("{}: {error}", error.path))
    }
}

impl From<RequestError> for Failure {
    fn from(error: RequestError) -> Self {
        Failure::input(error.code(), error)
    }
}

impl From<ScenarioError> for Failure {
    fn from(error: ScenarioError) -> Self {
        match error.is_connection() {
            true => Failure::connection(error.code(), error),
            false => Failure::input(error.code(), error),
        }
    }
}

impl From<wirelark_core::transcript::Error> for Failure {
    fn from(error: wirelark_core::transcript::Error) -> Self {
        Failure::input(error.code(), error)
    }
}

impl From<wirelark_core::transcript::ImportError> for Failure {
    fn from(error: wirelark_core::transcript::ImportError) -> Self {
        Failure::input(error.code(), error)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Failure::input("io", error)
    }
}
