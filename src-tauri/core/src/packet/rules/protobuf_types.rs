//! Compiles a profile's Protobuf types and reports their errors.

use std::collections::BTreeMap;

use base64::Engine as _;

use super::model::{Decoding, Proto};
use crate::packet::binary::protobuf::Protos;
use crate::packet::binary::protobuf::limits::{DESCRIPTOR_BYTES, SOURCE_BYTES, SOURCES};
use crate::packet::binary::{BinaryError, ProtoLimit, ProtoPlace};
use crate::packet::layout::plan::Args;

/// The arguments for a translated error.
pub(super) fn proto_args(error: &BinaryError) -> Args {
    let (at, mut args) = match error {
        BinaryError::Proto { why, at } => (at, vec![("what", why.clone())]),
        BinaryError::ProtoLimit { limit, at } => {
            let file = at.as_ref().map(|at| at.file.clone()).unwrap_or_default();
            (at, vec![("limit", limit.limit().to_string()), ("name", file)])
        }
        _ => return Args::new(),
    };
    let line = at.as_ref().and_then(|at| at.line);
    // Translations select their text by the line, so the argument is always present.
    let line = line.map_or_else(|| "none".to_owned(), |line| line.to_string());
    args.push(("line", line));
    args
}

/// Compiles the message types of a profile. Fails with the JSON path of the faulty part.
pub(super) fn protos(decoding: &Decoding) -> Result<Protos, (String, BinaryError)> {
    let mut sources = BTreeMap::new();
    let mut sets = Vec::new();
    check_size(&decoding.protobuf)?;
    for (index, proto) in decoding.protobuf.iter().enumerate() {
        if proto.descriptor.is_empty() {
            sources.insert(proto.name.clone(), proto.source.clone());
            continue;
        }
        let path = format!("protobuf[{index}].descriptor");
        let bytes = base64::engine::general_purpose::STANDARD.decode(proto.descriptor.trim());
        match bytes {
            Ok(bytes) => sets.push((path, bytes)),
            Err(error) => {
                let why = format!("not base64: {error}");
                return Err((path, BinaryError::Proto { why, at: None }));
            }
        }
    }
    let mut protos = Protos::from_sources(&sources).map_err(|error| {
        let file = match &error {
            BinaryError::Proto { at: Some(at), .. }
            | BinaryError::ProtoLimit { at: Some(at), .. } => Some(&at.file),
            _ => None,
        };
        let index = decoding.protobuf.iter().position(|proto| Some(&proto.name) == file);
        let path = index.map(|index| format!("protobuf[{index}].source"));
        (path.unwrap_or_else(|| "protobuf".to_owned()), error)
    })?;
    for (path, bytes) in sets {
        protos.add_descriptor_set(&bytes).map_err(|error| (path, error))?;
    }
    Ok(protos)
}

/// Rejects files that exceed the limits before any is copied or decoded.
fn check_size(files: &[Proto]) -> Result<(), (String, BinaryError)> {
    let exceeded = |path: String, limit, at| Err((path, BinaryError::ProtoLimit { limit, at }));
    if files.len() > SOURCES {
        return exceeded("protobuf".to_owned(), ProtoLimit::Sources, None);
    }
    let (mut sources, mut sets) = (0, 0);
    for (index, file) in files.iter().enumerate() {
        sources += file.source.len();
        // Base64 encodes three bytes in four characters.
        sets += file.descriptor.len() / 4 * 3;
        let at = Some(ProtoPlace { file: file.name.clone(), line: None });
        if sources > SOURCE_BYTES {
            let path = format!("protobuf[{index}].source");
            return exceeded(path, ProtoLimit::SourceBytes, at);
        }
        if sets > DESCRIPTOR_BYTES + 2 {
            let path = format!("protobuf[{index}].descriptor");
            return exceeded(path, ProtoLimit::DescriptorBytes, at);
        }
    }
    Ok(())
}
