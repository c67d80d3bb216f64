//! Layouts of Python classes that derive from `ctypes.Structure`. The source is parsed and not run.

use std::collections::BTreeMap;

use rustpython_ruff_python_ast::{Expr, ExprTuple, Operator, Stmt, StmtClassDef};
use rustpython_ruff_python_parser::{Mode, ParseOptions, parse_unchecked};

use super::structs::{Member, MemberType, Structure, layout};
use crate::packet::layout::Layout;
use crate::profile::import::error::ProfileImportError;
use crate::profile::import::note::ImportNoteCode;
use crate::profile::import::python::{Lines, is_bounded, on_large_stack};
use crate::profile::import::report::ImportReport;

/// Size limit of a source in bytes.
const MAX_SOURCE: usize = 256 << 10;

pub(super) fn layouts(
    name: &str,
    text: &str,
    report: &mut ImportReport,
) -> Result<Vec<Layout>, ProfileImportError> {
    if text.len() > MAX_SOURCE || !is_bounded(text) {
        return Err(ProfileImportError::damaged(
            name,
            None,
            "the source is too long or nests too deeply",
        ));
    }
    on_large_stack(name, || read(text, report))
}

fn read(text: &str, report: &mut ImportReport) -> Result<Vec<Layout>, ProfileImportError> {
    let lines = Lines::of(text);
    let module = parse_unchecked(text, ParseOptions::from(Mode::Module));
    for error in module.errors().iter().take(5) {
        let text = format!("this is not valid Python 3: {}", error.error);
        report.line(lines.line(error.location), ImportNoteCode::NotUnderstood, text);
    }
    let body = module.try_into_module().map(|module| module.into_suite()).unwrap_or_default();
    let mut constants: BTreeMap<&str, usize> = BTreeMap::new();
    let mut all: BTreeMap<String, Structure> = BTreeMap::new();
    let mut found = Vec::new();
    for statement in &body {
        match statement {
            Stmt::Assign(assign) => {
                if let ([Expr::Name(name)], Some(value)) =
                    (assign.targets.as_slice(), number(&assign.value, &constants))
                {
                    constants.insert(name.id.as_str(), value);
                }
            }
            Stmt::ClassDef(class) => {
                let line = lines.line(class.range);
                let Some(base) = base(class) else { continue };
                if base.ends_with("Union") {
                    report.line(
                        line,
                        ImportNoteCode::NotCarriedOver,
                        format!("class {}: a union", class.name.as_str()),
                    );
                    continue;
                }
                let mut structure = Structure {
                    name: class.name.as_str().to_owned(),
                    big_endian: base.starts_with("BigEndian"),
                    ..Structure::default()
                };
                let read = members(class, &constants, &mut structure);
                let structure = structure.aligned(&all);
                let made = read.and_then(|()| layout(&structure, &all));
                match made {
                    Ok(layout) => found.push(layout),
                    Err(what) => report.line(
                        line,
                        ImportNoteCode::NotCarriedOver,
                        format!("class {}: {what}", structure.name),
                    ),
                }
                all.insert(structure.name.clone(), structure);
            }
            _ => {}
        }
    }
    Ok(found)
}

/// The name of the base class, if it is one of ctypes.
fn base(class: &StmtClassDef) -> Option<&str> {
    let arguments = class.arguments.as_ref()?;
    arguments.args.iter().find_map(|base| {
        last_name(base).filter(|name| name.ends_with("Structure") || name.ends_with("Union"))
    })
}

fn last_name(expr: &Expr) -> Option<&str> {
    match expr {
        Expr::Name(name) => Some(name.id.as_str()),
        Expr::Attribute(attribute) => Some(attribute.attr.as_str()),
        _ => None,
    }
}

fn number(expr: &Expr, constants: &BTreeMap<&str, usize>) -> Option<usize> {
    match expr {
        Expr::NumberLiteral(number) => match &number.value {
            rustpython_ruff_python_ast::Number::Int(int) => int.as_usize(),
            _ => None,
        },
        Expr::Name(name) => constants.get(name.id.as_str()).copied(),
        _ => None,
    }
}

fn members(
    class: &StmtClassDef,
    constants: &BTreeMap<&str, usize>,
    to: &mut Structure,
) -> Result<(), String> {
    for statement in &class.body {
        let Stmt::Assign(assign) = statement else { continue };
        let [Expr::Name(target)] = assign.targets.as_slice() else { continue };
        match target.id.as_str() {
            "_pack_" => to.pack = number(&assign.value, constants),
            "_fields_" => {
                let items = match &*assign.value {
                    Expr::List(list) => &list.elts,
                    Expr::Tuple(tuple) => &tuple.elts,
                    _ => return Err("_fields_ is not a list".to_owned()),
                };
                for item in items {
                    let Expr::Tuple(tuple) = item else {
                        return Err("a field is not a tuple".to_owned());
                    };
                    to.members.push(member(tuple, constants)?);
                }
            }
            "_anonymous_" => return Err("_anonymous_ is not supported".to_owned()),
            _ => {}
        }
    }
    match to.members.is_empty() {
        true => Err("it has no _fields_".to_owned()),
        false => Ok(()),
    }
}

fn member(tuple: &ExprTuple, constants: &BTreeMap<&str, usize>) -> Result<Member, String> {
    let (name, kind, bits) = match tuple.elts.as_slice() {
        [Expr::StringLiteral(name), kind] => (name, kind, None),
        [Expr::StringLiteral(name), kind, bits] => {
            let bits = number(bits, constants).and_then(|bits| u8::try_from(bits).ok());
            (name, kind, Some(bits.ok_or("a width of bits that is not a number")?))
        }
        _ => return Err("a field is not (name, type)".to_owned()),
    };
    let name = name.value.to_str().to_owned();
    let (mut kind, mut count, mut is_array) = (kind, 1usize, false);
    while let Expr::BinOp(product) = kind {
        let (of, times) = match number(&product.right, constants) {
            Some(times) => (&*product.left, times),
            None => (
                &*product.right,
                number(&product.left, constants).ok_or(format!("the length of {name}"))?,
            ),
        };
        if product.op != Operator::Mult {
            return Err(format!("the type of {name}"));
        }
        (kind, count, is_array) = (of, count.saturating_mul(times), true);
    }
    let kind = match kind {
        Expr::Call(_) => MemberType::Opaque(8),
        kind => by_name(last_name(kind).ok_or(format!("the type of {name}"))?),
    };
    Ok(Member { name, kind, count, is_array, bits, labels: Default::default() })
}

fn by_name(name: &str) -> MemberType {
    MemberType::Number(match name {
        "c_int8" | "c_byte" => 'b',
        "c_uint8" | "c_ubyte" => 'B',
        "c_int16" | "c_short" => 'h',
        "c_uint16" | "c_ushort" => 'H',
        "c_int32" | "c_int" => 'i',
        "c_uint32" | "c_uint" => 'I',
        "c_int64" | "c_longlong" | "c_long" | "c_ssize_t" => 'q',
        "c_uint64" | "c_ulonglong" | "c_ulong" | "c_size_t" => 'Q',
        "c_float" => 'f',
        "c_double" => 'd',
        "c_bool" => '?',
        "c_char" => return MemberType::Char,
        "c_void_p" | "c_char_p" | "c_wchar_p" | "py_object" => return MemberType::Opaque(8),
        "c_longdouble" => return MemberType::Opaque(16),
        other => return MemberType::Struct(other.to_owned()),
    })
}
