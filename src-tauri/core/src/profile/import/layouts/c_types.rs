//! Names of C types, enumerations and attributes.

use super::c::CReader;
use super::c_tokens::CToken;
use super::structs::{MemberType, labels};
use crate::packet::layout::labels::Labels;
use crate::profile::import::report::ImportReport;

impl CReader<'_> {
    /// A type with its declaration, if it has one. `None` if it is not supported.
    pub(super) fn type_name(
        &mut self,
        report: &mut ImportReport,
        depth: usize,
    ) -> Option<MemberType> {
        let mut words: Vec<String> = Vec::new();
        while let Some(CToken::Word(word)) = self.peek().cloned() {
            match word.as_str() {
                "const" | "volatile" | "static" | "extern" => {
                    self.at += 1;
                }
                "struct" | "union" | "enum" if words.is_empty() => {
                    self.at += 1;
                    return self.declared(&word, report, depth);
                }
                "unsigned" | "signed" | "int" | "char" | "short" | "long" | "float" | "double"
                | "bool" | "_Bool" => {
                    words.push(word);
                    self.at += 1;
                }
                _ if words.is_empty() => {
                    self.at += 1;
                    return Some(self.named(&word));
                }
                _ => break,
            }
        }
        let has = |word: &str| words.iter().any(|found| found == word);
        let unsigned = has("unsigned");
        let letter = match () {
            () if words.is_empty() => return None,
            () if has("char") && (unsigned || has("signed")) => {
                if unsigned {
                    'B'
                } else {
                    'b'
                }
            }
            () if has("char") => return Some(MemberType::Char),
            () if has("float") => 'f',
            () if has("double") && has("long") => return Some(MemberType::Opaque(16)),
            () if has("double") => 'd',
            () if has("bool") || has("_Bool") => '?',
            () if has("short") => {
                if unsigned {
                    'H'
                } else {
                    'h'
                }
            }
            () if has("long") => {
                if unsigned {
                    'Q'
                } else {
                    'q'
                }
            }
            () => {
                if unsigned {
                    'I'
                } else {
                    'i'
                }
            }
        };
        Some(MemberType::Number(letter))
    }

    fn named(&self, word: &str) -> MemberType {
        let letter = match word.trim_start_matches("__") {
            "int8_t" | "s8" | "i8" | "INT8" => 'b',
            "uint8_t" | "u8" | "byte" | "BYTE" | "uchar" | "UINT8" => 'B',
            "int16_t" | "s16" | "i16" | "INT16" => 'h',
            "uint16_t" | "u16" | "WORD" | "ushort" | "UINT16" => 'H',
            "int32_t" | "s32" | "i32" | "INT32" | "LONG" => 'i',
            "uint32_t" | "u32" | "DWORD" | "uint" | "UINT32" | "ULONG" => 'I',
            "int64_t" | "s64" | "i64" | "INT64" | "ssize_t" | "ptrdiff_t" | "intptr_t"
            | "time_t" => 'q',
            "uint64_t" | "u64" | "QWORD" | "size_t" | "uintptr_t" | "UINT64" => 'Q',
            "float32_t" | "f32" => 'f',
            "float64_t" | "f64" => 'd',
            _ => {
                let known = self.aliases.get(word).cloned();
                return known.unwrap_or_else(|| MemberType::Struct(word.to_owned()));
            }
        };
        MemberType::Number(letter)
    }

    /// Skips `__attribute__((…))`; whether it says packed.
    pub(super) fn attributes(&mut self) -> bool {
        let mut packed = false;
        while let Some(CToken::Word(word)) = self.peek() {
            if !matches!(word.as_str(), "__attribute__" | "__packed" | "alignas" | "_Alignas") {
                break;
            }
            packed |= word == "__packed";
            self.at += 1;
            let mut depth = 0usize;
            while let Some(token) = self.peek() {
                match token {
                    CToken::Mark('(') => depth += 1,
                    CToken::Mark(')') => {
                        depth = depth.saturating_sub(1);
                        if depth == 0 {
                            self.at += 1;
                            break;
                        }
                    }
                    CToken::Word(word) if depth > 0 => {
                        packed |= matches!(word.as_str(), "packed" | "__packed__")
                    }
                    _ if depth == 0 => break,
                    _ => {}
                }
                self.at += 1;
            }
        }
        packed
    }

    pub(super) fn enumeration(&mut self) -> Labels {
        let mut entries = Vec::new();
        let mut value = 0;
        while let Some(token) = self.next() {
            match token {
                CToken::Mark('}') => break,
                CToken::Word(name) => {
                    if self.take('=') {
                        let negative = self.take('-');
                        value = match self.next() {
                            Some(CToken::Number(number)) if negative => -number,
                            Some(CToken::Number(number)) => number,
                            Some(CToken::Word(word)) => {
                                self.constants.get(&word).copied().unwrap_or(value)
                            }
                            _ => value,
                        };
                    }
                    self.constants.insert(name.clone(), value);
                    entries.push((value, name));
                    value = value.saturating_add(1);
                    while !matches!(self.peek(), None | Some(CToken::Mark(',' | '}'))) {
                        self.at += 1;
                    }
                }
                _ => {}
            }
        }
        labels(entries)
    }
}
