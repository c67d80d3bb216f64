//! Layouts of C struct declarations: numbers, arrays, nested structures, bit fields, enumerations, `#pragma pack` and
//! packed attributes. Sizes are those of LP64.

use std::collections::BTreeMap;

use super::c_tokens::{CToken, number, tokens};
use super::structs::{Member, MemberType, Structure, layout};
use crate::packet::layout::Layout;
use crate::packet::layout::labels::Labels;
use crate::profile::import::error::ProfileImportError;
use crate::profile::import::note::ImportNoteCode;
use crate::profile::import::report::ImportReport;

pub(super) fn layouts(
    name: &str,
    text: &str,
    report: &mut ImportReport,
) -> Result<Vec<Layout>, ProfileImportError> {
    let tokens = tokens(text);
    let mut reader = CReader { tokens: &tokens, at: 0, pack: Vec::new(), ..CReader::default() };
    reader.file(report);
    let CReader { structures, order, .. } = reader;
    let mut found = Vec::new();
    for (own, line) in order {
        let Some(structure) = structures.get(&own) else { continue };
        // Structures without a name are parts of others.
        if own.starts_with('$') || structure.members.is_empty() {
            continue;
        }
        match layout(structure, &structures) {
            Ok(made) => found.push(made),
            Err(what) => {
                report.line(line, ImportNoteCode::NotCarriedOver, format!("struct {own}: {what}"))
            }
        }
    }
    if found.is_empty() {
        return Err(ProfileImportError::nothing(
            name,
            "there is no struct declaration that can be a layout",
        ));
    }
    Ok(found)
}

#[derive(Default)]
pub(super) struct CReader<'a> {
    tokens: &'a [(CToken, usize)],
    pub(super) at: usize,
    structures: BTreeMap<String, Structure>,
    /// Names with their lines, in the order of declaration.
    order: Vec<(String, usize)>,
    enums: BTreeMap<String, Labels>,
    pub(super) constants: BTreeMap<String, i128>,
    /// Other names of types.
    pub(super) aliases: BTreeMap<String, MemberType>,
    pack: Vec<Option<usize>>,
    current_pack: Option<usize>,
    anonymous: usize,
}

impl CReader<'_> {
    pub(super) fn peek(&self) -> Option<&CToken> {
        self.tokens.get(self.at).map(|(token, _)| token)
    }

    fn line(&self) -> usize {
        self.tokens.get(self.at).or(self.tokens.last()).map_or(1, |(_, line)| *line)
    }

    pub(super) fn next(&mut self) -> Option<CToken> {
        let token = self.peek().cloned();
        self.at += 1;
        token
    }

    fn is(&self, mark: char) -> bool {
        self.peek() == Some(&CToken::Mark(mark))
    }

    pub(super) fn take(&mut self, mark: char) -> bool {
        let found = self.is(mark);
        self.at += usize::from(found);
        found
    }

    pub(super) fn word(&mut self) -> Option<String> {
        match self.peek() {
            Some(CToken::Word(word)) => {
                let word = word.clone();
                self.at += 1;
                Some(word)
            }
            _ => None,
        }
    }

    fn file(&mut self, report: &mut ImportReport) {
        while let Some(token) = self.peek().cloned() {
            match token {
                CToken::Directive(directive) => {
                    self.at += 1;
                    self.directive(&directive);
                }
                CToken::Word(word) if word == "typedef" => {
                    self.at += 1;
                    self.typedef(report);
                }
                CToken::Word(word) if matches!(word.as_str(), "struct" | "enum" | "union") => {
                    let before = self.at;
                    self.type_name(report, 0);
                    self.skip_to_end(before);
                }
                _ => self.at += 1,
            }
        }
    }

    /// Skips to behind the next `;` outside of braces, at least one token.
    fn skip_to_end(&mut self, before: usize) {
        self.at = self.at.max(before + 1);
        let mut depth = 0usize;
        while let Some(token) = self.next() {
            match token {
                CToken::Mark('{') => depth += 1,
                CToken::Mark('}') => depth = depth.saturating_sub(1),
                CToken::Mark(';') if depth == 0 => return,
                _ => {}
            }
        }
    }

    fn directive(&mut self, directive: &str) {
        let mut words = directive.split_whitespace();
        match words.next() {
            Some("define") => {
                if let (Some(name), Some(value)) = (
                    words.next(),
                    words.next().and_then(|value| number(value.trim_matches(['(', ')']))),
                ) {
                    self.constants.insert(name.to_owned(), value);
                }
            }
            Some("pragma") => {
                let rest: String = words.collect();
                let Some(inside) =
                    rest.strip_prefix("pack(").and_then(|rest| rest.strip_suffix(')'))
                else {
                    return;
                };
                for part in inside.split(',') {
                    match part {
                        "push" => self.pack.push(self.current_pack),
                        "pop" => self.current_pack = self.pack.pop().flatten(),
                        "" => self.current_pack = None,
                        size => {
                            self.current_pack = size
                                .parse()
                                .ok()
                                .filter(|size: &usize| matches!(size, 1 | 2 | 4 | 8))
                        }
                    }
                }
            }
            _ => {}
        }
    }

    fn typedef(&mut self, report: &mut ImportReport) {
        let before = self.at;
        let line = self.line();
        if let Some(kind) = self.type_name(report, 0) {
            self.attributes();
            let is_pointer = self.take('*');
            if let Some(name) = self.word() {
                match &kind {
                    MemberType::Struct(inner) if !is_pointer => {
                        if let Some(mut structure) = self.structures.get(inner).cloned() {
                            // A typedef is the better name.
                            structure.name.clone_from(&name);
                            if inner.starts_with('$') {
                                self.order.retain(|(known, _)| known != inner);
                                self.order.push((name.clone(), line));
                                self.structures.insert(name.clone(), structure);
                            } else if *inner != name {
                                self.aliases.insert(name, kind);
                            }
                        }
                    }
                    _ if is_pointer => {
                        self.aliases.insert(name, MemberType::Opaque(8));
                    }
                    _ => {
                        if let Some(labels) = self.enums.remove("$last") {
                            self.enums.insert(name.clone(), labels);
                        }
                        self.aliases.insert(name, kind);
                    }
                }
            }
        }
        self.skip_to_end(before);
    }

    /// Behind `struct`, `union` or `enum`.
    pub(super) fn declared(
        &mut self,
        keyword: &str,
        report: &mut ImportReport,
        depth: usize,
    ) -> Option<MemberType> {
        let mut packed = self.attributes();
        let line = self.line();
        let tag = self.word();
        packed |= self.attributes();
        if keyword == "enum" {
            let mut labels = None;
            // `enum name : type`.
            if self.take(':') {
                self.word();
            }
            if self.take('{') {
                labels = Some(self.enumeration());
            }
            if let Some(labels) = labels {
                let name =
                    tag.clone().map_or_else(|| "$last".to_owned(), |tag| format!("enum {tag}"));
                self.enums.insert(name, labels);
            }
            return Some(MemberType::Number('i'));
        }
        if !self.is('{') {
            return tag.map(MemberType::Struct);
        }
        let name = tag.unwrap_or_else(|| {
            self.anonymous += 1;
            format!("${}", self.anonymous)
        });
        if depth > 16 {
            report.line(line, ImportNoteCode::NotCarriedOver, "structures nest too deeply");
            return None;
        }
        self.at += 1;
        let pack = self.current_pack;
        let members = self.members(report, depth);
        packed |= self.attributes();
        if keyword == "union" {
            report.line(
                line,
                ImportNoteCode::NotCarriedOver,
                format!("union {name}: its bytes are carried over without structure"),
            );
            let size = members.iter().map(|member| self.union_size(member)).max().unwrap_or(0);
            return Some(MemberType::Opaque(size));
        }
        let pack = if packed { Some(1) } else { pack };
        self.order.push((name.clone(), line));
        let structure = Structure { name: name.clone(), members, pack, ..Structure::default() };
        let structure = structure.aligned(&self.structures);
        self.structures.insert(name.clone(), structure);
        Some(MemberType::Struct(name))
    }

    fn union_size(&self, member: &Member) -> usize {
        let one = match &member.kind {
            MemberType::Number(letter) => super::structs::size_of(*letter),
            MemberType::Char => 1,
            MemberType::Opaque(size) => *size,
            MemberType::Struct(name) => self
                .structures
                .get(name)
                .and_then(|structure| layout(structure, &self.structures).ok())
                .and_then(|made| {
                    crate::packet::format::StructFormat::parse(&made.format, Default::default())
                        .ok()
                })
                .map_or(0, |format| format.size()),
        };
        one.saturating_mul(member.count)
    }

    /// The members up to the closing brace.
    fn members(&mut self, report: &mut ImportReport, depth: usize) -> Vec<Member> {
        let mut members = Vec::new();
        while self.peek().is_some() && !self.take('}') {
            if let Some(CToken::Directive(directive)) = self.peek().cloned() {
                self.at += 1;
                self.directive(&directive);
                continue;
            }
            let (before, line) = (self.at, self.line());
            let enum_name = match (self.peek(), self.tokens.get(self.at + 1)) {
                (Some(CToken::Word(word)), Some((CToken::Word(tag), _))) if word == "enum" => {
                    format!("enum {tag}")
                }
                (Some(CToken::Word(word)), _) => word.clone(),
                _ => String::new(),
            };
            let Some(kind) = self.type_name(report, depth + 1) else {
                report.line(line, ImportNoteCode::NotUnderstood, "this member is not understood");
                self.skip_to_end(before);
                continue;
            };
            let own_labels = self.enums.get(&enum_name).cloned().unwrap_or_default();
            loop {
                let mut kind = kind.clone();
                while self.take('*') {
                    kind = MemberType::Opaque(8);
                }
                let name = self.word().unwrap_or_default();
                let (mut count, mut is_array) = (1usize, false);
                while self.take('[') {
                    is_array = true;
                    let size = match self.next() {
                        Some(CToken::Number(size)) => Some(size),
                        Some(CToken::Word(word)) => self.constants.get(&word).copied(),
                        _ => None,
                    };
                    match size.and_then(|size| usize::try_from(size).ok()) {
                        Some(size) => count = count.saturating_mul(size),
                        None => {
                            report.line(
                                line,
                                ImportNoteCode::NotUnderstood,
                                format!("the length of {name} is not understood; it is left out"),
                            );
                            count = 0;
                        }
                    }
                    while self.peek().is_some() && !self.take(']') {
                        self.at += 1;
                    }
                }
                let bits = match self.take(':') {
                    true => match self.next() {
                        Some(CToken::Number(bits)) => u8::try_from(bits).ok(),
                        _ => None,
                    },
                    false => None,
                };
                if count > 0 {
                    members.push(Member {
                        name,
                        kind,
                        count,
                        is_array,
                        bits,
                        labels: own_labels.clone(),
                    });
                }
                if !self.take(',') {
                    break;
                }
            }
            self.attributes();
            if !self.take(';') {
                self.skip_to_end(before);
            }
        }
        members
    }
}
