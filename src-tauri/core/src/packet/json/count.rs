//! Counts the values of a JSON text before it is parsed, because small values take many times their size in memory.

/// An upper bound of the number of values in a JSON text: its commas and opening brackets outside strings.
pub(crate) fn count_values(json: &[u8]) -> usize {
    let mut count = 1;
    let mut bytes = json.iter();
    while let Some(byte) = bytes.next() {
        match byte {
            b',' | b'[' | b'{' => count += 1,
            b'"' => {
                while let Some(byte) = bytes.next()
                    && *byte != b'"'
                {
                    if *byte == b'\\' {
                        bytes.next();
                    }
                }
            }
            _ => {}
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_values_outside_strings() {
        for (json, count) in
            [("{}", 2), (r#"{"a":"b,[{\",","c":[1,2]}"#, 5), ("\"open", 1), ("[[[", 4), ("", 1)]
        {
            assert_eq!(count_values(json.as_bytes()), count, "{json}");
        }
    }
}
