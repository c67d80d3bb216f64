//! Decodes messages with the decoding settings of a profile: chooses the layout, builds the tree and fills columns.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};

use super::compiled_rule::{CompiledRule, compile};
use super::default_layout::{DefaultLayout, JSON, flatten};
use super::joined_streams::JoinedStreams;
use super::model::Decoding;
use super::protobuf_types::{proto_args, protos};
use super::series::{self, SERIES};
use super::table_columns::MessagePrefix;
use crate::frame::leading_integer::LeadingInteger;
use crate::frame::{Direction, Kind, leading_code};
use crate::packet::binary::protobuf::Protos;
use crate::packet::budget::Budget;
use crate::packet::code_definition::{CODE_DEFINITIONS, CODE_TEXT_FAULT, CodeReader};
use crate::packet::codes::{Code, CodeNames, CodeValue};
use crate::packet::faults::FaultSet;
use crate::packet::joined::JOINED;
use crate::packet::layout::Plan;
use crate::packet::layout::check::check;
use crate::packet::layout::column::COLUMNS;
use crate::packet::layout::decode::{TreeLimits, decode_within};
use crate::packet::layout::plan::{Args, LayoutContext, LayoutError, LayoutFault};
use crate::packet::lens::{Lens, NO_LENS};
use crate::packet::tree::node::{Decoded, NodeKind};

/// Limit of a profile's layouts; the rest is ignored.
pub const LAYOUTS: usize = 1000;
/// Limit of a profile's rules; the rest is ignored.
pub const RULES: usize = 1000;
/// Limit of the reported problems.
const PROBLEMS: usize = 1000;

/// The decoding settings of a profile, validated and ready to use. Invalid parts are left out and reported by
/// [`Decoder::problems`].
#[derive(Debug, Clone)]
pub struct Decoder {
    lens: Option<Lens>,
    pub(super) code: CodeReader,
    codes: CodeNames,
    pub(super) plans: Vec<Plan>,
    /// For each plan, the index of its layout in the profile.
    places: Vec<usize>,
    protos: Protos,
    pub(super) rules: Vec<CompiledRule>,
    pub(super) general: DefaultLayout,
    pub(super) joined: JoinedStreams,
    problems: Vec<RuleProblem>,
}

/// A problem of a profile's decoding settings, and its position.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleProblem {
    /// JSON path, such as `layouts[0].fields[1].constant`.
    pub path: String,
    /// The stable error code.
    pub code: &'static str,
    /// The whole message in English.
    pub text: String,
    /// Arguments for the translation.
    pub args: Args,
}

/// The plan chosen for a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// A layout of the profile, by its index in [`Decoder::plans`].
    Layout(usize),
    /// One of the default layouts: the original script's leading int32, JSON, text or bytes.
    General(usize),
    /// The fields that the lens reads.
    Lens,
}

impl Decoder {
    /// Validates the decoding settings of a profile.
    pub fn new(decoding: &Decoding) -> Decoder {
        let mut found = RuleProblems(Vec::new());
        let lens = decoding.lens();
        if let Some(name) = decoding.lens.as_ref().filter(|name| *name != NO_LENS)
            && lens.is_none()
        {
            found.unknown_lens(name);
        }
        let protos = match protos(decoding) {
            Ok(protos) => Some(protos),
            Err((path, error)) => {
                found.add(path, error.code(), &error, proto_args(&error));
                None
            }
        };
        let known = LayoutContext { layouts: &decoding.layouts, protos: protos.as_ref() };
        let mut plans: Vec<Plan> = Vec::new();
        let mut places = Vec::new();
        // The plan of the first valid layout with each name.
        let mut named = HashMap::new();
        let mut names = HashSet::new();
        let mut budget = Budget::profile();
        found.too_many("layouts", decoding.layouts.len(), LAYOUTS);
        found.too_many("rules", decoding.rules.len(), RULES);
        found.too_many("columns", decoding.columns.len(), COLUMNS);
        for (index, layout) in decoding.layouts.iter().enumerate().take(LAYOUTS) {
            let at_name = |fault| LayoutError { path: "name".to_owned(), fault };
            names.insert(layout.name.as_str());
            if layout.name.is_empty() {
                found.layout(index, &at_name(LayoutFault::NameMissing));
            }
            if named.contains_key(layout.name.as_str()) {
                found.layout(index, &at_name(LayoutFault::LayoutTwice(layout.name.clone())));
            }
            match budget.lend(|budget| Plan::new_within(layout, known, budget)) {
                Ok(plan) => {
                    named.entry(layout.name.as_str()).or_insert(plans.len());
                    plans.push(plan);
                    places.push(index);
                }
                Err(errors) => errors.iter().for_each(|error| found.layout(index, error)),
            }
        }
        let (code, faults) = CodeReader::new(decoding.code.as_ref(), &plans, lens);
        let defined = decoding.code.as_ref().map_or(0, |code| code.all().len());
        found.too_many("code", defined, CODE_DEFINITIONS);
        for fault in faults {
            found.add(fault.path, fault.code, fault.text, fault.args);
        }
        for (index, entry) in decoding.codes.iter().enumerate() {
            if !code.may_be(&entry.code) {
                let path = format!("codes[{index}].code");
                let args = vec![("found", entry.code.to_string())];
                found.add(path, "decoding.code_text", CODE_TEXT_FAULT, args);
            }
        }
        let mut rules = Vec::new();
        for (index, rule) in decoding.rules.iter().enumerate().take(RULES) {
            let path = |part: &str| format!("rules[{index}].{part}");
            match named.get(rule.layout.as_str()).copied() {
                // The faults of the layout have been reported already.
                None if names.contains(rule.layout.as_str()) => {}
                None => {
                    let error = LayoutError {
                        path: path("layout"),
                        fault: LayoutFault::NoSuchLayout(rule.layout.clone()),
                    };
                    found.add(path("layout"), error.code(), &error.fault, error.args());
                }
                Some(plan) => {
                    match compile((index, rule), plan, &plans, &decoding.layouts, &code) {
                        Ok(compiled) => rules.push(compiled),
                        Err(fault) => {
                            found.add(path(fault.part), fault.code, fault.text, fault.args)
                        }
                    }
                }
            }
        }
        for (index, column) in decoding.columns.iter().enumerate().take(COLUMNS) {
            if column.field.is_empty() {
                let text = "a column needs the path of a field, such as seq or tail.user.id";
                let path = format!("columns[{index}].field");
                found.add(path, "column_without_field", text, Args::new());
            }
        }
        let has_int32 = code.leading() == Some(LeadingInteger::DEFAULT);
        found.too_many("sequences", decoding.sequences.len(), SERIES);
        found.too_many("timestamps", decoding.timestamps.len(), SERIES);
        found.too_many("heartbeat_checks", decoding.heartbeat_checks.len(), SERIES);
        series::check(decoding, &plans, &mut |path, code, text| {
            found.add(path, code, text, Args::new());
        });
        found.too_many("joined", decoding.joined.len(), JOINED);
        let (joined, faults) = JoinedStreams::new(&decoding.joined);
        for (index, (part, code, text)) in faults {
            found.add(format!("joined[{index}].{part}"), code, text, Args::new());
        }
        Decoder {
            lens,
            joined,
            code,
            codes: CodeNames::new(&decoding.codes),
            plans,
            places,
            protos: protos.unwrap_or_default(),
            rules,
            general: DefaultLayout::new(has_int32),
            problems: found.0,
        }
    }

    /// All problems of the decoding settings.
    pub fn problems(&self) -> &[RuleProblem] {
        &self.problems
    }

    /// The plans of the valid layouts.
    pub fn plans(&self) -> &[Plan] {
        &self.plans
    }

    /// The plan of the layout with this name.
    pub fn plan(&self, name: &str) -> Option<&Plan> {
        self.plans.iter().find(|plan| plan.name() == name)
    }

    /// The plan of the profile's layout at index `layout`; `None` if that layout is invalid.
    pub fn plan_at(&self, layout: usize) -> Option<&Plan> {
        self.plans.get(self.places.iter().position(|place| *place == layout)?)
    }

    /// The index in the profile of the layout that was chosen; `None` for a default layout and for a lens.
    pub fn layout_of(&self, choice: Choice) -> Option<usize> {
        match choice {
            Choice::Layout(index) => self.places.get(index).copied(),
            Choice::General(_) | Choice::Lens => None,
        }
    }

    /// The full names of the message types that the profile's own Protobuf sources define.
    pub fn message_types(&self) -> Vec<String> {
        // Google's well-known types are included if a source imports them.
        self.protos.names().filter(|name| !name.starts_with("google.protobuf.")).collect()
    }

    /// The index of the profile's rule that matches a message, if any.
    pub fn rule(&self, kind: Kind, direction: Direction, message: &[u8]) -> Option<usize> {
        self.matching_rule(kind, direction, message, message.len()).map(|rule| rule.number)
    }

    fn matching_rule(
        &self,
        kind: Kind,
        way: Direction,
        head: &[u8],
        size: usize,
    ) -> Option<&CompiledRule> {
        // All rules share one budget, since they decode the same message.
        let mut budget = Budget::message(head.len(), TreeLimits::PAGE.bytes);
        let code = OnceCell::new();
        let read = || code.get_or_init(|| self.code.read((kind, way), head, size, None)).as_ref();
        let message = MessagePrefix { kind, direction: way, bytes: head, size };
        self.rules.iter().find(|rule| rule.matches(&self.plans, message, &mut budget, &read))
    }

    /// The names and tones of codes.
    pub fn codes(&self) -> &[Code] {
        self.codes.entries()
    }

    /// The name and tone of a code in this direction.
    pub fn code(&self, direction: Direction, code: &CodeValue) -> Option<&Code> {
        self.codes.find(direction, code)
    }

    /// Whether the profile's rules assign layouts, so that a message can have faults.
    pub fn has_rules(&self) -> bool {
        !self.rules.is_empty()
    }

    /// The lens that reads the messages.
    pub fn lens(&self) -> Option<Lens> {
        self.lens
    }

    /// The faults of a message on its own, as the layout that it is decoded with and the lens define them.
    pub fn faults(&self, kind: Kind, way: Direction, message: &[u8]) -> FaultSet {
        let faults = self.faults_under(self.choose(kind, way, message), message);
        let read = self.lens.map(|lens| lens.read(kind, way, message).fault_set());
        faults.union(read.unwrap_or_default())
    }

    /// The faults of a message whose layout was chosen, as that defines them; a default layout has none.
    pub fn faults_under(&self, choice: Choice, message: &[u8]) -> FaultSet {
        match choice {
            Choice::Layout(index) => {
                self.plans.get(index).map_or(FaultSet::EMPTY, |plan| check(plan, message))
            }
            Choice::General(_) | Choice::Lens => FaultSet::EMPTY,
        }
    }

    /// Chooses the layout of a message: the first rule that matches, or a default layout.
    pub fn choose(&self, kind: Kind, direction: Direction, message: &[u8]) -> Choice {
        self.choose_of(kind, direction, message, message.len())
    }

    /// Like [`choose`](Self::choose), for a message of `size` bytes of which only the start may be available.
    pub(super) fn choose_of(&self, kind: Kind, way: Direction, head: &[u8], size: usize) -> Choice {
        match self.matching_rule(kind, way, head, size) {
            Some(rule) => Choice::Layout(rule.plan),
            None if self.lens.is_some_and(|lens| lens.has_fields(kind)) => Choice::Lens,
            None => Choice::General(self.general.of(kind, head)),
        }
    }

    /// The plan of a choice; the lens has none.
    pub fn plan_of(&self, choice: Choice) -> Option<&Plan> {
        match choice {
            Choice::Layout(index) => self.plans.get(index),
            Choice::General(index) => self.general.plans().get(index),
            Choice::Lens => None,
        }
    }

    /// Decodes a message with the limits of the page.
    pub fn decode(&self, kind: Kind, direction: Direction, message: &[u8]) -> Decoded {
        self.decode_within(kind, direction, message, TreeLimits::PAGE)
    }

    /// Decodes a message with the given limits.
    pub fn decode_within(
        &self,
        kind: Kind,
        direction: Direction,
        message: &[u8],
        limits: TreeLimits,
    ) -> Decoded {
        let choice = self.choose(kind, direction, message);
        if let (Choice::Lens, Some(lens)) = (choice, self.lens) {
            return lens.read(kind, direction, message).tree(message, limits);
        }
        let Some(plan) = self.plan_of(choice) else { return Decoded::default() };
        let mut decoded = decode_within(plan, message, limits);
        if choice == Choice::General(JSON) {
            flatten(&mut decoded);
        }
        self.name_code(kind, direction, message, &mut decoded);
        decoded
    }

    /// The fields of a message as JSON; `None` if no layout of the profile matches and no lens reads fields.
    pub fn fields(
        &self,
        kind: Kind,
        direction: Direction,
        message: &[u8],
    ) -> Option<serde_json::Value> {
        match self.choose(kind, direction, message) {
            Choice::Layout(index) => {
                let plan = self.plans.get(index)?;
                Some(decode_within(plan, message, TreeLimits::NONE).to_json())
            }
            Choice::Lens => Some(
                self.lens?.read(kind, direction, message).tree(message, TreeLimits::NONE).to_json(),
            ),
            Choice::General(_) => None,
        }
    }

    /// Labels a leading int32 without a label with the profile's name for the code.
    fn name_code(&self, kind: Kind, way: Direction, message: &[u8], decoded: &mut Decoded) {
        if !self.has_int32() {
            return;
        }
        let Some(code) = leading_code(kind, message) else { return };
        if let Some(node) = decoded.nodes.first_mut()
            && node.kind == NodeKind::Int
            && (node.offset, node.size) == (0, 4)
            && node.label.is_none()
            && node.value.parse() == Ok(code)
        {
            node.label = self.code(way, &code.into()).map(|code| code.name.clone());
        }
    }
}

/// Collects problems up to the limit.
struct RuleProblems(Vec<RuleProblem>);

impl RuleProblems {
    fn unknown_lens(&mut self, name: &str) {
        let known: Vec<_> = Lens::all().map(Lens::name).chain([NO_LENS]).collect();
        let known = known.join(", ");
        let text = format!("there is no lens '{name}': write one of {known}");
        let args = vec![("found", name.to_owned()), ("known", known)];
        self.add("lens".to_owned(), "decoding.lens", text, args);
    }

    fn too_many(&mut self, what: &str, count: usize, limit: usize) {
        if count > limit {
            let text = format!("{count} {what} are more than the {limit} that are used");
            let args = vec![("count", count.to_string()), ("limit", limit.to_string())];
            self.add(what.to_owned(), "decoding.too_many", text, args);
        }
    }

    fn add(&mut self, path: String, code: &'static str, text: impl ToString, args: Args) {
        if self.0.len() >= PROBLEMS {
            return;
        }
        self.0.push(RuleProblem { path, code, text: text.to_string(), args });
    }

    fn layout(&mut self, index: usize, error: &LayoutError) {
        let dot = if error.path.is_empty() { "" } else { "." };
        let path = format!("layouts[{index}]{dot}{}", error.path);
        self.add(path, error.code(), &error.fault, error.args());
    }
}
