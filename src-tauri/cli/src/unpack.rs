//! The `unpack` command: unpacks hex to fields like Python's `struct.unpack`.

use clap::Args;
use wirelark_core::packet::format::StructFormat;
use wirelark_core::packet::json::{self, Style};
use wirelark_core::packet::value::Value;
use wirelark_core::packet::{hex, unpack};

use crate::pack::{CommandOutput, DataModelArg, UsageError};

/// Unpack hex like Python's struct.unpack and print a JSON array of the fields.
#[derive(Debug, Clone, Args)]
pub(crate) struct Unpack {
    /// A struct format such as =ib.
    format: String,
    /// Hex digits; spaces, commas and 0x are fine.
    #[arg(value_name = "HEX")]
    digits: String,
    /// Start at this byte and allow a tail; a negative number counts from the end.
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    from: Option<i64>,
    /// What `@` means: lp64 (Linux, macOS) or llp64 (Windows).
    #[arg(long, value_name = "MODEL", default_value = "lp64")]
    data_model: DataModelArg,
}

impl Unpack {
    /// Unpacks the bytes to a JSON array.
    pub(crate) fn run(self) -> Result<CommandOutput, UsageError> {
        let format = StructFormat::parse(&self.format, self.data_model.into())
            .map_err(|error| UsageError::new(error.code(), error))?;
        let data =
            hex::parse(&self.digits).map_err(|error| UsageError::new(error.code(), error))?;
        let values = match self.from {
            None => unpack::unpack(&format, &data),
            Some(from) => unpack::unpack_from(&format, &data, from).map(|found| found.values),
        }
        .map_err(|error| UsageError::new(error.code(), error))?;
        let fields = serde_json::Value::Array(values.iter().map(Value::to_json).collect());
        Ok(CommandOutput { line: json::write(&fields, Style::Python), warnings: Vec::new() })
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct UnpackLine {
        #[command(flatten)]
        unpack: Unpack,
    }

    fn run(words: &[&str]) -> Result<String, String> {
        let line = UnpackLine::try_parse_from(["unpack"].iter().chain(words))
            .map_err(|e| e.to_string())?;
        line.unpack.run().map(|output| output.line).map_err(|error| error.code.to_owned())
    }

    #[test]
    fn prints_json() {
        let ok = |words: &[&str], json: &str| {
            assert_eq!(run(words).as_deref(), Ok(json), "{words:?}");
        };
        ok(&["=ib", "07 00 00 00 ff"], "[7, -1]");
        ok(&["<q", "0000000000002000"], "[9007199254740992]");
        ok(&["<q", "0100000000002000"], r#"["9007199254740993"]"#);
        ok(&["<Q", "ffffffffffffffff"], r#"["18446744073709551615"]"#);
        ok(&["<e2s?", "007e4142 02"], r#"["nan", "hex:4142", true]"#);
        ok(&["<ff", "000080ff 0000803f"], r#"["-inf", 1.0]"#);
        ok(&["<d", "0000000000000080"], "[-0.0]");
        ok(&["<h", "01 02 03 04", "--from", "1"], "[770]");
        ok(&["<h", "01 02 03 04", "--from=-2"], "[1027]");
        ok(&["--from", "-2", "<h", "01 02 03 04"], "[1027]");
        ok(&["", ""], "[]");
        ok(&["@l", "01000000", "--data-model", "llp64"], "[1]");
    }

    #[test]
    fn errors_have_a_code() {
        let fails = |words: &[&str], code: &str| {
            assert_eq!(run(words), Err(code.to_owned()), "{words:?}");
        };
        fails(&["<i", "010203"], "unpack.size");
        fails(&["<i", "0102030405"], "unpack.size");
        fails(&["<i", "0102030405", "--from", "2"], "unpack.short");
        fails(&["<i", "0102030405", "--from", "6"], "unpack.offset");
        fails(&["<i", "0g"], "hex.bad_char");
        fails(&["<y", ""], "format.bad_char");
    }
}
