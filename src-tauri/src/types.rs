//! Writes the DTOs as TypeScript to ui/host/types.ts, or checks that the file is up to date.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use ts_rs::{Config, TS, TypeVisitor};

use wirelark_core::packet::inspect::Interpretation;
use wirelark_core::packet::layout::Decoded;

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
    collect.add::<settings::dto::ConnectionCheck>();
    collect.add::<settings::dto::ConnectionFacts>();
    collect.add::<settings::dto::ConnectionFile>();
    collect.add::<wirelark_core::packet::rules::Decoding>();
    collect.add::<layouts::dto::DecodingCheck>();
    collect.add::<layouts::dto::LayoutPreviewRequest>();
    collect.add::<layouts::dto::LayoutPreview>();
    collect.add::<wirelark_core::profile::paste::Pasted>();
    collect.add::<Decoded>();
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
    let mut text =
        String::from("// Generated from the Rust DTOs by `cargo xtask types`. Do not edit.\n");
    for one in collect.found.values() {
        text.push('\n');
        text.push_str(one);
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("ui/host/types.ts");
    match std::env::var("WIRELARK_TYPES").as_deref() {
        Ok("write") => fs::write(&path, text).expect("ui/host/types.ts can be written"),
        _ => {
            let old = fs::read_to_string(&path).unwrap_or_default();
            assert!(old == text, "ui/host/types.ts is stale: run `cargo xtask types`");
        }
    }
}
