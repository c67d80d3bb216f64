//! Protobuf, decoded and encoded with the `.proto` sources or descriptor sets of a profile.

mod decoded_size;
pub mod limits;
mod plain_numbers;

use std::collections::BTreeMap;

use miette::Diagnostic as _;
use prost_reflect::prost::Message as _;
use prost_reflect::prost_types::FileDescriptorProto;
use prost_reflect::{
    DescriptorPool, DynamicMessage, FieldDescriptor, Kind, MapKey, MessageDescriptor, Value,
};
use protox::Compiler;
use protox::file::{ChainFileResolver, File, FileResolver, GoogleFileResolver};

use self::plain_numbers::PlainNumbers;
use super::node_builder::{NodeBuilder, replace_root};
use super::{BinaryError, ProtoPlace};
use crate::packet::tree::node::{Node, NodeKind};
use crate::packet::tree::window::{self, NodeWindow};

/// Stack size of the compiler thread: enough for [`limits::SOURCES`] nested imports in a debug build.
const STACK: usize = 16 << 20;
/// Limit in bytes of the sources for which semantic errors are reported with line numbers.
const LINED: usize = 64 << 10;
/// Limit of a displayed error text, in bytes.
const SHOWN: usize = 2048;

/// The message types of a profile.
#[derive(Debug, Clone, Default)]
pub struct Protos {
    pool: DescriptorPool,
}

/// A message type.
#[derive(Debug, Clone)]
pub struct MessageType(MessageDescriptor);

impl Protos {
    /// Adds a descriptor set as written by `protoc --descriptor_set_out`.
    pub fn add_descriptor_set(&mut self, bytes: &[u8]) -> Result<(), BinaryError> {
        on_own_stack(|| {
            limits::check_descriptor_set(bytes)?;
            self.pool.decode_file_descriptor_set(bytes).map_err(|error| BinaryError::Proto {
                why: beginning(&error.to_string()).to_owned(),
                at: None,
            })
        })
    }

    /// Compiles `.proto` sources, given by name. They may import each other and Google's well-known types.
    ///
    /// Sources that exceed the [`limits`] are rejected before compilation.
    pub fn from_sources(sources: &BTreeMap<String, String>) -> Result<Protos, BinaryError> {
        if sources.is_empty() {
            return Ok(Protos::default());
        }
        limits::check_sources(sources)?;
        on_own_stack(|| {
            // For each error, the library searches all source positions of the file; there may be thousands of both.
            let bytes = sources.values().map(String::len).sum::<usize>();
            Protos::compile(sources, false).or_else(|error| match bytes <= LINED {
                true => Protos::compile(sources, true),
                false => Err(error),
            })
        })
    }

    /// With `lined`, errors have line numbers.
    fn compile(sources: &BTreeMap<String, String>, lined: bool) -> Result<Protos, BinaryError> {
        let mut resolver = ChainFileResolver::new();
        resolver.add(ProtoSources { sources: sources.clone(), lined });
        resolver.add(GoogleFileResolver::new());
        let mut compiler = Compiler::with_file_resolver(resolver);
        compiler.include_imports(true);
        for name in sources.keys() {
            compiler.open_file(name).map_err(compile_error)?;
        }
        Ok(Protos { pool: compiler.descriptor_pool() })
    }

    /// Encodes the types as a descriptor set, with which a transcript stores them.
    pub fn to_descriptor_set(&self) -> Vec<u8> {
        self.pool.encode_to_vec()
    }

    /// Finds the message type with this full name.
    pub fn message(&self, name: &str) -> Option<MessageType> {
        self.pool.get_message_by_name(name).map(MessageType)
    }

    /// The full names of all message types.
    pub fn names(&self) -> impl Iterator<Item = String> + '_ {
        self.pool.all_messages().map(|message| message.full_name().to_owned())
    }
}

fn compile_error(error: protox::Error) -> BinaryError {
    let span = error.labels().and_then(|mut labels| labels.next()).map(|label| *label.inner());
    let line = span.and_then(|span| {
        let source = error.source_code()?.read_span(&span, 0, 0).ok()?;
        Some(source.line() + 1)
    });
    let at = error.file().map(|file| ProtoPlace { file: file.to_owned(), line });
    BinaryError::Proto { why: beginning(&error.to_string()).to_owned(), at }
}

/// Truncates an error text or a file name, which may be as long as the file.
fn beginning(text: &str) -> &str {
    window::beginning(text, SHOWN)
}

/// Compiles on a separate thread, whose stack is large enough for nested imports and values. A panic of the compiler
/// becomes an error.
fn on_own_stack<T: Send>(
    compile: impl FnOnce() -> Result<T, BinaryError> + Send,
) -> Result<T, BinaryError> {
    let failed = |why: String| BinaryError::Proto { why, at: None };
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new()
            .name("protobuf".to_owned())
            .stack_size(STACK)
            .spawn_scoped(scope, compile)
            .map_err(|error| failed(error.to_string()))?;
        thread.join().unwrap_or_else(|_| Err(failed("the compiler failed".to_owned())))
    })
}

struct ProtoSources {
    sources: BTreeMap<String, String>,
    lined: bool,
}

impl FileResolver for ProtoSources {
    fn resolve_path(&self, path: &std::path::Path) -> Option<String> {
        path.to_str().filter(|name| self.sources.contains_key(*name)).map(str::to_owned)
    }

    fn open_file(&self, name: &str) -> Result<File, protox::Error> {
        let source = self.sources.get(name).ok_or_else(|| protox::Error::file_not_found(name))?;
        let file = File::from_source(name, source)?;
        if self.lined {
            return Ok(file);
        }
        let descriptor = file.file_descriptor_proto().clone();
        let descriptor = FileDescriptorProto { source_code_info: None, ..descriptor };
        Ok(File::from_file_descriptor_proto(descriptor))
    }
}

impl MessageType {
    /// Decodes a message into a node with the fields that are set and the unknown fields.
    pub(crate) fn tree(
        &self,
        root: &mut Node,
        bytes: &[u8],
        window: &mut NodeWindow,
    ) -> Result<(), BinaryError> {
        let what = self.0.full_name();
        decoded_size::charge(&self.0, bytes, &mut window.budget)?;
        let message = DynamicMessage::decode(self.0.clone(), bytes).map_err(|error| {
            BinaryError::Broken { what: what.to_owned(), why: error.to_string() }
        })?;
        let mut builder = NodeBuilder::new(root, "protobuf", window);
        let made = object(&mut builder, &message);
        if let Some(exhausted) = window.budget.exhausted() {
            return Err(exhausted.into());
        }
        replace_root(root, made);
        Ok(())
    }

    /// Encodes JSON in the Protobuf JSON mapping.
    pub(crate) fn write(&self, json: &serde_json::Value) -> Result<Vec<u8>, BinaryError> {
        DynamicMessage::deserialize(self.0.clone(), PlainNumbers(json))
            .map(|message| message.encode_to_vec())
            .map_err(|error| {
                let what = self.0.full_name().to_owned();
                BinaryError::Json { what, why: error.to_string() }
            })
    }
}

fn object(builder: &mut NodeBuilder<'_>, message: &DynamicMessage) -> Node {
    let mut fields: Vec<_> = message.fields().collect();
    fields.sort_by_key(|(field, _)| field.number());
    builder.branch(NodeKind::Object, |builder, made| {
        for (field, value) in fields {
            let name = |_: &mut NodeBuilder<'_>| field.name().to_owned();
            builder.add(made, name, is_branch(value), |builder| node(builder, value, &field));
        }
        for unknown in message.unknown_fields() {
            let name = format!("#{}", unknown.number());
            let mut bytes = Vec::new();
            unknown.encode(&mut bytes);
            builder.add(made, |_| name, false, |builder| builder.bytes(&bytes));
        }
    })
}

fn is_branch(value: &Value) -> bool {
    matches!(value, Value::Message(_) | Value::List(_) | Value::Map(_))
}

fn node(builder: &mut NodeBuilder<'_>, value: &Value, field: &FieldDescriptor) -> Node {
    match value {
        Value::Bool(truth) => builder.leaf(NodeKind::Bool, truth.to_string()),
        Value::I32(number) => builder.leaf(NodeKind::Int, number.to_string()),
        Value::I64(number) => builder.leaf(NodeKind::Int, number.to_string()),
        Value::U32(number) => builder.leaf(NodeKind::Int, number.to_string()),
        Value::U64(number) => builder.leaf(NodeKind::Int, number.to_string()),
        Value::F32(number) => builder.float(f64::from(*number)),
        Value::F64(number) => builder.float(*number),
        Value::String(text) => builder.text(text),
        Value::Bytes(bytes) => builder.bytes(bytes),
        Value::EnumNumber(number) => {
            let mut made = builder.leaf(NodeKind::Int, number.to_string());
            if let Kind::Enum(names) = field.kind() {
                made.label = names.get_value(*number).map(|value| value.name().to_owned());
            }
            made
        }
        Value::Message(message) => object(builder, message),
        Value::List(items) => builder.branch(NodeKind::List, |builder, list| {
            for (index, item) in items.iter().enumerate() {
                let branch = is_branch(item);
                builder.add(
                    list,
                    |_| index.to_string(),
                    branch,
                    |builder| node(builder, item, field),
                );
            }
        }),
        Value::Map(entries) => {
            let mut entries: Vec<_> = entries.iter().collect();
            entries.sort_by(|left, right| left.0.cmp(right.0));
            // A map is a list of entries, each of which is a message.
            let Kind::Message(entry) = field.kind() else {
                return builder.leaf(NodeKind::Object, "");
            };
            let of = entry.map_entry_value_field();
            builder.branch(NodeKind::Object, |builder, made| {
                for (key, item) in entries {
                    let branch = is_branch(item);
                    builder.add(
                        made,
                        |_| key_text(key),
                        branch,
                        |builder| node(builder, item, &of),
                    );
                }
            })
        }
    }
}

fn key_text(key: &MapKey) -> String {
    match key {
        MapKey::Bool(truth) => truth.to_string(),
        MapKey::I32(number) => number.to_string(),
        MapKey::I64(number) => number.to_string(),
        MapKey::U32(number) => number.to_string(),
        MapKey::U64(number) => number.to_string(),
        MapKey::String(text) => text.clone(),
    }
}
