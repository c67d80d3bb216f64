//! The two commands of the original script.

use byteorder::{ByteOrder, LittleEndian};

use super::json::{self, Style};

/// Code of the command that sets the services.
pub const SET_SERVICES: i32 = 2;
/// Code of the command that frees the services.
pub const FREE: i32 = 0;

/// Builds `struct.pack('=i', 2) + json.dumps(names).encode('utf-8')`.
pub fn set_services(names: &[String], style: Style) -> Vec<u8> {
    let mut bytes = vec![0; 4];
    LittleEndian::write_i32(&mut bytes, SET_SERVICES);
    bytes.extend(services(names, style).into_bytes());
    bytes
}

/// The list of names as JSON, without the command code.
pub fn services(names: &[String], style: Style) -> String {
    let list = names.iter().cloned().map(serde_json::Value::String).collect();
    json::write(&serde_json::Value::Array(list), style)
}

/// Builds `struct.pack('=ib', 0, flag)`.
pub fn free(flag: i8) -> Vec<u8> {
    let mut bytes = vec![0; 4];
    LittleEndian::write_i32(&mut bytes, FREE);
    bytes.push(flag.to_le_bytes()[0]);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn builds_the_original_scripts_bytes() {
        let names = ["first".to_owned(), "test".to_owned()];
        assert_eq!(set_services(&names, Style::Python), b"\x02\0\0\0[\"first\", \"test\"]");
        assert_eq!(set_services(&names, Style::Compact), b"\x02\0\0\0[\"first\",\"test\"]");
        assert_eq!(free(0), b"\0\0\0\0\0");
        assert_eq!(free(-1), b"\0\0\0\0\xff");
    }

    #[test]
    fn names_outside_ascii_are_escaped_as_in_python() {
        let names = ["行情".to_owned()];
        assert_eq!(set_services(&names, Style::Python), b"\x02\0\0\0[\"\\u884c\\u60c5\"]");
        assert_eq!(set_services(&[], Style::Python), b"\x02\0\0\0[]");
    }
}
