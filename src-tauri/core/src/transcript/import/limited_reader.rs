//! Enforces limits on JSON text before it reaches the parser, which keeps a string, a number and
//! the open brackets in memory. The length of the file is not limited.

use std::io::{self, Read};

/// Maximum bytes of a JSON line and of a string in a HAR: eight times a message of the default size
/// limit, in hex.
pub(super) const MAX_STRING: u64 = 128 << 20;
/// Maximum bytes of a number or a word such as `true`.
const MAX_WORD: u64 = 1024;
/// Maximum nesting depth of arrays and objects.
const MAX_DEPTH: u32 = 512;

/// Bytes read from the file at once.
const CHUNK: usize = 256 * 1024;

/// A reader that fails with [`io::ErrorKind::FileTooLarge`] when a limit is exceeded.
pub(super) struct LimitedReader<R> {
    from: R,
    bytes: Box<[u8]>,
    at: usize,
    end: usize,
    limits: JsonNesting,
}

/// Lexical state of the JSON text.
struct JsonNesting {
    max_string: u64,
    in_string: bool,
    escaped: bool,
    depth: u32,
    /// Bytes of the current string or word.
    length: u64,
}

impl<R: Read> LimitedReader<R> {
    pub(super) fn new(from: R) -> LimitedReader<R> {
        LimitedReader::within(from, MAX_STRING)
    }

    fn within(from: R, max_string: u64) -> LimitedReader<R> {
        let limits =
            JsonNesting { max_string, in_string: false, escaped: false, depth: 0, length: 0 };
        LimitedReader { from, bytes: vec![0; CHUNK].into(), at: 0, end: 0, limits }
    }

    /// Skips a byte order mark.
    pub(super) fn skip_bom(&mut self) -> io::Result<()> {
        self.fill()?;
        if self.bytes[self.at..self.end].starts_with(b"\xef\xbb\xbf") {
            self.at += 3;
        }
        Ok(())
    }

    fn fill(&mut self) -> io::Result<()> {
        (self.at, self.end) = (0, 0);
        loop {
            match self.from.read(&mut self.bytes) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => {
                    self.end = read?;
                    return Ok(());
                }
            }
        }
    }
}

impl<R: Read> Read for LimitedReader<R> {
    #[inline]
    fn read(&mut self, output: &mut [u8]) -> io::Result<usize> {
        if self.at == self.end {
            self.fill()?;
        }
        let count = output.len().min(self.end - self.at);
        let bytes = &self.bytes[self.at..self.at + count];
        for byte in bytes {
            self.limits.check(*byte)?;
        }
        output[..count].copy_from_slice(bytes);
        self.at += count;
        Ok(count)
    }
}

impl JsonNesting {
    #[inline]
    fn check(&mut self, byte: u8) -> io::Result<()> {
        self.length += 1;
        if self.in_string {
            if self.length > self.max_string {
                return Err(too_large(format!(
                    "a string is longer than {} bytes",
                    self.max_string
                )));
            }
            match byte {
                _ if self.escaped => self.escaped = false,
                b'\\' => self.escaped = true,
                b'"' => (self.in_string, self.length) = (false, 0),
                _ => {}
            }
            return Ok(());
        }
        match byte {
            b'"' => (self.in_string, self.length) = (true, 0),
            b'[' | b'{' => {
                self.depth += 1;
                self.length = 0;
            }
            b']' | b'}' => {
                self.depth = self.depth.saturating_sub(1);
                self.length = 0;
            }
            b',' | b':' | b' ' | b'\t' | b'\n' | b'\r' => self.length = 0,
            _ => {}
        }
        if self.depth > MAX_DEPTH {
            return Err(too_large(format!("its JSON nests deeper than {MAX_DEPTH}")));
        }
        if self.length > MAX_WORD {
            return Err(too_large(format!("a number or word is longer than {MAX_WORD} bytes")));
        }
        Ok(())
    }
}

fn too_large(what: String) -> io::Error {
    io::Error::new(io::ErrorKind::FileTooLarge, what)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> io::Result<String> {
        let mut output = String::new();
        LimitedReader::within(text.as_bytes(), 100).read_to_string(&mut output)?;
        Ok(output)
    }

    #[test]
    fn hostile_06_json_tokens_and_nesting_are_limited() {
        let long = |part: &str, times: usize| part.repeat(times);
        let string = format!("[\"{}\"]", long("x", 99));
        assert_eq!(read(&string).expect("fits"), string);
        let many = format!("[{}1]", long("\"\\\"\\\\\", 12, ", 1000));
        assert_eq!(read(&many).expect("many short ones"), many);
        for text in [
            format!("\"{}", long("x", 101)),
            format!("\"{}", long("\\\"", 51)),
            long("[", 513),
            long("{\"a\":", 513),
            long("1", 1025),
        ] {
            let error = read(&text).expect_err("too long");
            assert_eq!(error.kind(), io::ErrorKind::FileTooLarge);
        }
        assert!(read(&long("[]", 10_000)).is_ok() && read(&long(" ", 10_000)).is_ok());
    }
}
