//! The `pack` command: packs values to hex like Python's `struct.pack`.

use clap::{Args, ValueEnum};
use wirelark_core::packet::format::{DataModel, StructFormat};
use wirelark_core::packet::json::{self, Style};
use wirelark_core::packet::{hex, pack};

use crate::failure::Failure;
use crate::output;

/// Pack values like Python's struct.pack and print lower-case hex.
#[derive(Debug, Clone, Args)]
pub(crate) struct Pack {
    /// What `@` means: lp64 (Linux, macOS) or llp64 (Windows).
    #[arg(long, value_name = "MODEL", default_value = "lp64")]
    data_model: DataModelArg,
    /// Append this JSON, written in the chosen style.
    #[arg(long, value_name = "JSON", conflicts_with = "tail_text", allow_hyphen_values = true)]
    tail_json: Option<String>,
    /// Append this text as UTF-8.
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    tail_text: Option<String>,
    /// How --tail-json is written.
    #[arg(long, value_name = "STYLE", default_value = "python")]
    json_style: JsonStyle,
    /// A struct format such as =ib.
    format: String,
    /// Numbers, true/false, and for s, p, c hex:… or text:…; may begin with -. Options may stand among them.
    #[arg(value_name = "VALUE", trailing_var_arg = true, allow_hyphen_values = true)]
    values: Vec<String>,
}

/// What `@` means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DataModelArg {
    /// 64-bit Linux and macOS: l has 8 bytes.
    Lp64,
    /// 64-bit Windows: l has 4 bytes.
    Llp64,
}

impl From<DataModelArg> for DataModel {
    fn from(model: DataModelArg) -> Self {
        match model {
            DataModelArg::Lp64 => DataModel::Lp64,
            DataModelArg::Llp64 => DataModel::Llp64,
        }
    }
}

/// How JSON is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum JsonStyle {
    /// As json.dumps.
    Python,
    /// No spaces, UTF-8.
    Compact,
}

impl From<JsonStyle> for Style {
    fn from(style: JsonStyle) -> Self {
        match style {
            JsonStyle::Python => Style::Python,
            JsonStyle::Compact => Style::Compact,
        }
    }
}

/// Result of `pack` and `unpack`.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct CommandOutput {
    /// Printed on stdout.
    pub line: String,
    /// Printed on stderr, one line each; the exit code stays 0.
    pub warnings: Vec<String>,
}

impl CommandOutput {
    /// Prints the warnings on stderr and the line on stdout.
    pub(crate) fn print(self) -> Result<(), Failure> {
        self.warnings.iter().for_each(output::note);
        output::line(self.line)
    }
}

/// Invalid arguments: one line on stderr, exit code 2.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{code}: {message}")]
pub(crate) struct UsageError {
    /// Stable error code.
    pub code: &'static str,
    /// What is wrong and what to do.
    pub message: String,
}

impl UsageError {
    pub(crate) fn new(code: &'static str, message: impl ToString) -> Self {
        UsageError { code, message: message.to_string() }
    }
}

impl Pack {
    /// Packs the values and appends the tail.
    pub(crate) fn run(mut self) -> Result<CommandOutput, UsageError> {
        let values = self.take_options()?;
        let format = StructFormat::parse(&self.format, self.data_model.into())
            .map_err(|error| UsageError::new(error.code(), error))?;
        let mut packed = pack::pack_typed(&format, &values)
            .map_err(|error| UsageError::new(error.code(), error))?;
        match (&self.tail_json, &self.tail_text) {
            (Some(_), Some(_)) => {
                return Err(UsageError::new(
                    "arguments.two_tails",
                    "--tail-json and --tail-text exclude each other: leave one out",
                ));
            }
            (Some(text), None) => {
                let value = json::parse(text).map_err(|error| {
                    UsageError::new(error.code(), format!("--tail-json: {error}"))
                })?;
                packed.bytes.extend(json::write(&value, self.json_style.into()).into_bytes());
            }
            (None, Some(text)) => packed.bytes.extend_from_slice(text.as_bytes()),
            (None, None) => {}
        }
        let warnings = packed.warnings.iter().map(|w| format!("warning: {}: {w}", w.code()));
        Ok(CommandOutput { line: hex::encode(&packed.bytes), warnings: warnings.collect() })
    }

    /// Removes the options that stand among the values and applies them.
    ///
    /// Once values have begun, clap can accept either `-inf` as a value or `--tail-json` as an option, but not both. No
    /// value starts with two hyphens, so every such word is an option.
    fn take_options(&mut self) -> Result<Vec<String>, UsageError> {
        let mut values = Vec::with_capacity(self.values.len());
        let mut rest = std::mem::take(&mut self.values).into_iter();
        while let Some(word) = rest.next() {
            let Some(name) = word.strip_prefix("--") else {
                values.push(word);
                continue;
            };
            if name.is_empty() {
                continue;
            }
            let (name, value) = match name.split_once('=') {
                Some((name, value)) => (name, Some(value.to_owned())),
                None => (name, None),
            };
            if !["data-model", "tail-json", "tail-text", "json-style"].contains(&name) {
                return Err(UsageError::new(
                    "arguments.unknown_option",
                    format!("--{name} is no option of pack: see pack --help"),
                ));
            }
            let value = value.or_else(|| rest.next()).ok_or_else(|| {
                UsageError::new(
                    "arguments.missing_value",
                    format!("--{name} needs a value after it"),
                )
            })?;
            match name {
                "data-model" => self.data_model = parse_choice(name, &value)?,
                "json-style" => self.json_style = parse_choice(name, &value)?,
                "tail-json" => self.tail_json = Some(value),
                _ => self.tail_text = Some(value),
            }
        }
        Ok(values)
    }
}

/// Parses the value of an option that clap did not see.
fn parse_choice<T: ValueEnum>(name: &str, value: &str) -> Result<T, UsageError> {
    T::from_str(value, false).map_err(|_| {
        let all: Vec<_> = T::value_variants()
            .iter()
            .filter_map(|variant| Some(variant.to_possible_value()?.get_name().to_owned()))
            .collect();
        UsageError::new("arguments.bad_value", format!("--{name} takes {}", all.join(" or ")))
    })
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct PackLine {
        #[command(flatten)]
        pack: Pack,
    }

    fn run(words: &[&str]) -> Result<String, String> {
        let line =
            PackLine::try_parse_from(["pack"].iter().chain(words)).map_err(|e| e.to_string())?;
        line.pack.run().map(|output| output.line).map_err(|error| error.to_string())
    }

    fn ok(words: &[&str], hex: &str) {
        assert_eq!(run(words).as_deref(), Ok(hex), "{words:?}");
    }

    #[test]
    fn values_may_begin_with_a_hyphen() {
        ok(&["=ib", "7", "-1"], "07000000ff");
        ok(&["=ib", "--", "7", "-1"], "07000000ff");
        ok(&["--", "=ib", "7", "-1"], "07000000ff");
        ok(&["=b", "-1"], "ff");
        ok(&["=b", "--", "-1"], "ff");
        ok(&["<f", "-inf"], "000080ff");
        ok(&["<b", "-0x10"], "f0");
        ok(&[""], "");
    }

    #[test]
    fn options_may_stand_among_values() {
        let hex = "020000005b2266697273742c222c202274657374225d";
        let json = r#"["first,","test"]"#;
        ok(&["=i", "2", "--tail-json", json], hex);
        ok(&["--tail-json", json, "=i", "2"], hex);
        ok(&["=i", "--tail-json", json, "2"], hex);
        ok(&["=i", &format!("--tail-json={json}"), "--", "2"], hex);
        ok(&["=i", "2", "--tail-json", "[1, 2]", "--json-style", "compact"], "020000005b312c325d");
        ok(&["=b", "1", "--tail-text", "-é"], "012dc3a9");
        ok(&["@l", "1", "--data-model", "llp64"], "01000000");
        ok(&["--data-model=llp64", "@l", "1"], "01000000");
        ok(&["l", "1"], "0100000000000000");
    }

    #[test]
    fn packs_bytes_and_booleans() {
        ok(&["2s3pc?", "hex:41 42", "text:ab", "text:c", "true"], "41420261626301");
    }

    #[test]
    fn errors_have_a_code() {
        for (words, code) in [
            (&["=z"][..], "format.bad_char"),
            (&["=i", "x"], "value.not_integer"),
            (&["=i"], "pack.count"),
            (&["=b", "128"], "pack.range"),
            (&["=i", "2", "--tail-json", "["], "json.end"),
            (&["=i", "2", "--tail"], "arguments.unknown_option"),
            (&["=i", "2", "--tail-text"], "arguments.missing_value"),
            (&["l", "2", "--data-model", "x"], "arguments.bad_value"),
            (&["--tail-text", "a", "=i", "2", "--tail-json", "1"], "arguments.two_tails"),
        ] {
            let error = run(words).map_err(|error| error.starts_with(code));
            assert_eq!(error, Err(true), "{words:?}");
        }
    }
}
