//! Converts the core's errors for the page: a code to translate, its arguments, and the form field concerned.

mod codes;

use std::collections::BTreeMap;

use serde::Serialize;
use ts_rs::TS;

use wirelark_core::connection::ConnectionError;
use wirelark_core::connection::command::SendError;
use wirelark_core::connection::misbehave::MisbehaveError;
use wirelark_core::connection::request::RequestError;
use wirelark_core::connection::secret_masking::SecretMasks;
use wirelark_core::packet::json::JsonError;
use wirelark_core::packet::rules::RuleProblem;
use wirelark_core::profile::message::{MessageError, MessageFault, TerminatorError};
use wirelark_core::profile::payload_files::PayloadFileError;
use wirelark_core::profile::secret::{SecretMissing, Secrets};
use wirelark_core::profile::store::StoreError;
use wirelark_core::profile::variable::VariableError;
use wirelark_core::scenario::ScenarioError;
use wirelark_core::transcript;
use wirelark_core::transcript::filter::FilterError;

/// An error for the page: a stable code to translate, its arguments, and an English text for the log.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct ErrorDto {
    /// Stable; the page translates `error-<code>`, with dashes for dots.
    #[ts(type = "ErrorCode")]
    pub code: String,
    /// Arguments of the translation.
    pub args: BTreeMap<String, String>,
    /// The full English text.
    pub detail: String,
    /// The form field concerned, as a JSON path into the profile (`connection.url`, `login.fields[0].value`), or
    /// `message` for the message box.
    pub path: Option<String>,
}

pub(crate) use codes::ERROR_CODES;

/// The result of every command.
pub(crate) type CommandResult<T> = Result<T, ErrorDto>;

impl ErrorDto {
    /// An error without arguments. `code` is one of [`ERROR_CODES`].
    pub(crate) fn new(code: &str, detail: impl ToString) -> Self {
        ErrorDto::with_args(code, BTreeMap::new(), detail)
    }

    fn with_args(code: &str, args: BTreeMap<String, String>, detail: impl ToString) -> Self {
        debug_assert!(ERROR_CODES.contains(&code), "{code} is not in ERROR_CODES");
        ErrorDto { code: code.to_owned(), args, detail: detail.to_string(), path: None }
    }

    pub(crate) fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.args.insert(name.to_owned(), value.to_string());
        self
    }

    pub(crate) fn with_all(
        mut self,
        args: impl IntoIterator<Item = (&'static str, String)>,
    ) -> Self {
        self.args.extend(args.into_iter().map(|(name, value)| (name.to_owned(), value)));
        self
    }

    pub(crate) fn at(mut self, path: impl Into<String>) -> Self {
        self.path = Some(path.into());
        self
    }

    /// Masks these secrets in the text and the arguments, which may quote a profile whose secrets are filled in.
    pub(crate) fn hiding(mut self, secrets: &Secrets) -> Self {
        let mut masks = SecretMasks::default();
        secrets.values().for_each(|value| masks.add(value));
        self.detail = masks.text(&self.detail);
        self.args.values_mut().for_each(|value| *value = masks.text(value));
        self
    }

    /// An internal or system error without a code of its own.
    pub(crate) fn internal(error: impl ToString) -> Self {
        ErrorDto::new("internal", error).with_detail()
    }

    /// Adds the English text as an argument, for translations that quote it.
    fn with_detail(self) -> Self {
        let detail = self.detail.clone();
        self.with("what", detail)
    }
}

impl From<&ConnectionError> for ErrorDto {
    fn from(error: &ConnectionError) -> Self {
        ErrorDto::with_args(error.code(), error.args(), error)
    }
}

impl From<SendError> for ErrorDto {
    fn from(error: SendError) -> Self {
        ErrorDto::new(error.code(), &error)
    }
}

impl From<&MisbehaveError> for ErrorDto {
    fn from(error: &MisbehaveError) -> Self {
        let dto = ErrorDto::new(&kind(error.code()), error).at(error.field());
        dto.with_all(error.args())
    }
}

impl From<RequestError> for ErrorDto {
    fn from(error: RequestError) -> Self {
        let dto = match &error {
            RequestError::Terminator(inner) => ErrorDto::from(inner),
            RequestError::Message(inner) => ErrorDto::from(inner),
            RequestError::Filter { error, .. } => ErrorDto::from(error.clone()),
            _ => ErrorDto::new(error.code(), &error),
        };
        let dto = match &error {
            RequestError::Url { url, what } => dto.with("url", url).with("what", what),
            RequestError::Scheme { scheme } => dto.with("scheme", scheme),
            RequestError::CloseCode { code } => dto.with("code", code),
            RequestError::CloseReason { size } => dto.with("size", size),
            RequestError::Duration { error, .. } => dto.with("text", &error.text),
            _ => dto,
        };
        dto.with_all(error.args()).at(error.path())
    }
}

/// The page's error code for a core code. The details are translated separately, by `problem-<code>`.
fn kind(code: &str) -> String {
    let known = match code.split_once('.') {
        Some(("json", _)) => "json_syntax",
        Some(("hex", "odd")) => "hex_odd",
        Some(("hex", _)) => "hex_digit",
        Some(("format", _)) => "format_invalid",
        Some(("escape", _)) => "escape_invalid",
        Some(("pack", "count")) => "value_count",
        Some(("pack", "range" | "float_range")) => "value_range",
        Some(("value" | "login", _)) | Some(("pack", "char_length")) => "value_invalid",
        // The same texts as for a layout's fields.
        Some(("binary" | "decode", _)) => return code.to_owned(),
        // Fluent identifiers contain no dots.
        _ => return code.replace('.', "_"),
    };
    known.to_owned()
}

fn problem(code: &str) -> String {
    code.replace('.', "-")
}

impl From<&MessageError> for ErrorDto {
    fn from(error: &MessageError) -> Self {
        let mut dto = ErrorDto::new(&kind(error.code()), &error.fault)
            .with("what", &error.fault)
            .with("problem", problem(error.code()));
        for (name, value) in
            [("line", error.line()), ("column", error.column()), ("offset", error.offset())]
        {
            if let Some(value) = value {
                dto = dto.with(name, value);
            }
        }
        if let MessageFault::File(PayloadFileError::Name { name, .. }) = &error.fault {
            dto = dto.with("name", name);
        }
        dto.at(&error.path)
    }
}

impl From<MessageError> for ErrorDto {
    fn from(error: MessageError) -> Self {
        ErrorDto::from(&error)
    }
}

impl From<&TerminatorError> for ErrorDto {
    fn from(error: &TerminatorError) -> Self {
        let dto = ErrorDto::new(&kind(error.code()), error)
            .with("what", error)
            .with("problem", problem(error.code()));
        match error {
            TerminatorError::Escape(at) => dto.with("line", at.line).with("column", at.column),
            TerminatorError::TooLong(_) => dto,
        }
    }
}

impl From<JsonError> for ErrorDto {
    fn from(error: JsonError) -> Self {
        ErrorDto::new("not_json", error)
            .with("problem", problem(error.code()))
            .with("line", error.line)
            .with("column", error.column)
            .with("what", error.what)
    }
}

impl From<SecretMissing> for ErrorDto {
    fn from(error: SecretMissing) -> Self {
        ErrorDto::new(error.code(), &error).with("name", &error.name).at(&error.path)
    }
}

impl From<VariableError> for ErrorDto {
    fn from(error: VariableError) -> Self {
        ErrorDto::new(error.code(), &error).with_detail().at(&error.path)
    }
}

impl From<&RuleProblem> for ErrorDto {
    fn from(problem: &RuleProblem) -> Self {
        // Errors in typed hex share one translation.
        let code = match problem.code {
            code if code.starts_with("hex.") => kind(code),
            code => code.to_owned(),
        };
        ErrorDto::new(&code, &problem.text).with_all(problem.args.clone()).at(&problem.path)
    }
}

impl From<StoreError> for ErrorDto {
    fn from(error: StoreError) -> Self {
        let dto = ErrorDto::new(error.code(), &error);
        match error {
            StoreError::Damaged { path, line, column, json_path, what } => dto
                .with("path", path.display())
                .with("line", line)
                .with("column", column)
                .with("at", json_path.as_deref().unwrap_or_default())
                .with("what", what),
            StoreError::Newer { path, version } => {
                dto.with("path", path.display()).with("version", version)
            }
            StoreError::Missing { path } => dto.with("path", path.display()),
            StoreError::Io { path, source } => {
                dto.with("path", path.display()).with("what", source)
            }
            StoreError::NotAFile { path, what } => {
                dto.with("path", path.display()).with("what", what)
            }
            StoreError::TooLong { path } => dto.with("path", path.display()),
        }
    }
}

impl From<ScenarioError> for ErrorDto {
    fn from(error: ScenarioError) -> Self {
        let dto = ErrorDto::new(error.code(), &error);
        match &error {
            ScenarioError::Connection { error: Some(error), .. } => ErrorDto::from(error),
            ScenarioError::Message { error: inner, step } => {
                let inner = ErrorDto::from(inner);
                ErrorDto { detail: error.to_string(), path: None, ..inner }.with("step", step)
            }
            ScenarioError::Login { error, .. } => ErrorDto::from(error.clone()),
            ScenarioError::UnknownMessage { name, step } => {
                dto.with("name", name).with("step", step)
            }
            ScenarioError::Duration { error, step } => {
                dto.with("text", &error.text).with("step", step)
            }
            ScenarioError::Unknown { name } => dto.with("name", name),
            ScenarioError::NoLogin { step } => dto.with("step", step),
            ScenarioError::Misbehave { error, step } => {
                let inner = ErrorDto::from(error);
                ErrorDto { detail: dto.detail, path: None, ..inner }.with("step", step)
            }
            ScenarioError::Connection { error: None, step } => dto.with("step", step),
        }
    }
}

impl From<FilterError> for ErrorDto {
    fn from(error: FilterError) -> Self {
        ErrorDto::with_args(error.code(), error.args(), &error)
    }
}

impl From<transcript::Error> for ErrorDto {
    fn from(error: transcript::Error) -> Self {
        if let transcript::Error::Filter(error) = error {
            return error.into();
        }
        // Errors that the page distinguishes keep their code; all others become `transcript_io` with the text.
        let known = ERROR_CODES.iter().find(|code| **code == error.code());
        ErrorDto::new(known.unwrap_or(&"transcript_io"), &error).with_detail()
    }
}

impl From<transcript::ImportError> for ErrorDto {
    fn from(error: transcript::ImportError) -> Self {
        use transcript::ImportError;
        let dto = ErrorDto::new(error.code(), &error);
        match error {
            ImportError::Transcript(error) => error.into(),
            ImportError::Damaged { line, column, json_path, what, .. } => dto
                .with("line", line)
                .with("column", column)
                .with("at", json_path)
                .with("what", what),
            _ => dto.with_detail(),
        }
    }
}

impl From<std::io::Error> for ErrorDto {
    fn from(error: std::io::Error) -> Self {
        ErrorDto::internal(error)
    }
}

impl From<tauri::Error> for ErrorDto {
    fn from(error: tauri::Error) -> Self {
        ErrorDto::internal(error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_11_an_error_of_the_window_quotes_no_secret() {
        let error = RequestError::Subprotocol {
            path: "connection.subprotocols[0]".to_owned(),
            name: "bearer.hunter2==".to_owned(),
        };
        let secrets = Secrets::from([("token".to_owned(), "hunter2==".to_owned())]);
        let told = ErrorDto::from(error).hiding(&secrets);
        assert!(told.args["name"].starts_with("bearer."), "{told:?}");
        assert!(!format!("{told:?}").contains("hunter2"), "{told:?}");
    }
}
