//! Generates the page's TypeScript from Rust: the DTOs in ui/host/types.ts, and the tables of the submodules. With
//! `WIRELARK_TYPES=write` the tests write the files, else they check that the files are up to date.

mod constants;
mod error_codes;
mod settings_table;

use std::collections::BTreeMap;
use std::fmt::Display;
use std::fs;
use std::path::{Path, PathBuf};

use ts_rs::{Config, TS, TypeVisitor};

use wirelark_core::packet::inspect::Interpretation;
use wirelark_core::packet::layout::{Decoded, Proposal};

use crate::{
    app, comparison, details, export, find, history, layouts, message, misbehave, notes, profiles,
    settings, statistics, table, transcript,
};

/// Everything reachable from the DTOs, by name.
struct Collect<'a> {
    config: &'a Config,
    found: BTreeMap<String, String>,
}

impl Collect<'_> {
    fn add<T: TS + 'static + ?Sized>(&mut self) {
        // A type without a file is part of another or of the language.
        let Some(_) = T::output_path() else { return };
        if self.found.contains_key(&T::ident(self.config)) {
            return;
        }
        let docs = T::docs().unwrap_or_default();
        let text = format!("{docs}export {}\n", T::decl(self.config));
        self.found.insert(T::ident(self.config), text);
        T::visit_dependencies(self);
    }
}

impl TypeVisitor for Collect<'_> {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        self.add::<T>();
        T::visit_generics(self);
    }
}

#[test]
fn types() {
    let config = Config::default();
    let mut collect = Collect { config: &config, found: BTreeMap::new() };
    collect.add::<app::dto::AppInfo>();
    collect.add::<app::dto::GivenFile>();
    collect.add::<profiles::dto::RestoredDraft>();
    collect.add::<profiles::dto::ProfileSummary>();
    collect.add::<profiles::dto::OpenedProfile>();
    collect.add::<table::dto::PullRequest>();
    collect.add::<table::dto::Pull>();
    collect.add::<message::dto::PreviewDto>();
    collect.add::<details::dto::JsonText>();
    collect.add::<transcript::dto::OpeningDto>();
    collect.add::<misbehave::dto::MisbehavePreview>();
    collect.add::<find::dto::CellDto>();
    collect.add::<find::dto::NextDto>();
    collect.add::<find::dto::PlaceDto>();
    collect.add::<wirelark_core::connection::Handshake>();
    collect.add::<crate::connection::dto::AutomaticCheck>();
    collect.add::<settings::dto::ConnectionCheck>();
    collect.add::<settings::dto::ConnectionFacts>();
    collect.add::<settings::dto::ConnectionFile>();
    collect.add::<wirelark_core::packet::rules::Decoding>();
    collect.add::<layouts::dto::DecodingCheck>();
    collect.add::<layouts::dto::LayoutPreviewRequest>();
    collect.add::<layouts::dto::LayoutPreview>();
    collect.add::<wirelark_core::profile::paste::Pasted>();
    collect.add::<Decoded>();
    collect.add::<Proposal>();
    collect.add::<history::dto::HistoryDto>();
    collect.add::<history::dto::SearchDto>();
    collect.add::<history::dto::OpenedTranscript>();
    collect.add::<history::dto::CleanUpDto>();
    collect.add::<export::dto::ExportRequest>();
    collect.add::<export::dto::ExportDto>();
    collect.add::<export::dto::ImportDto>();
    collect.add::<statistics::dto::SeriesDto>();
    collect.add::<Interpretation>();
    collect.add::<statistics::dto::StatisticsDto>();
    collect.add::<details::dto::ComparisonDto>();
    collect.add::<comparison::dto::ChosenDto>();
    collect.add::<comparison::dto::ComparingDto>();
    collect.add::<notes::dto::NoteDto>();
    collect.add::<details::dto::TextPageDto>();
    collect.add::<details::dto::JsonPageDto>();
    collect.add::<table::dto::TargetDto>();
    let mut text = String::from(
        "// Generated from the Rust DTOs by `cargo xtask types`. Do not edit.\n\n\
         import type { ErrorCode } from \"./error-codes\";\n",
    );
    for one in collect.found.values() {
        text.push('\n');
        text.push_str(one);
    }
    write_or_check("ui/host/types.ts", &text);
}

/// A file of the repository.
fn file(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn read(path: &str) -> String {
    fs::read_to_string(file(path)).unwrap_or_default()
}

fn write_or_check(path: &str, text: &str) {
    if std::env::var("WIRELARK_TYPES").is_ok_and(|how| how == "write") {
        fs::write(file(path), text).unwrap_or_else(|error| panic!("{path}: {error}"));
    } else {
        assert!(read(path) == text, "{path} is stale: run `cargo xtask types`");
    }
}

/// A whole number as TypeScript, with `_` between thousands from five digits on.
fn number(value: impl Display) -> String {
    let digits = value.to_string();
    let mut text = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if digits.len() > 4 && i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push('_');
        }
        text.push(digit);
    }
    text
}
