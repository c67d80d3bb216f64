//! Structures of fixed size as layouts, with the padding that a C compiler inserts on a 64-bit system.

use std::collections::BTreeMap;

use crate::packet::layout::labels::Labels;
use crate::packet::layout::{Bits, Field, Layout};

/// Limit of the values of one structure; arrays multiply.
const MAX_VALUES: usize = 1_000;
/// Limit of the size of a structure in bytes.
const MAX_SIZE: usize = 1 << 20;

/// The type of a member.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum MemberType {
    /// A number by its letter in struct formats.
    Number(char),
    /// `char`: alone a number, in an array bytes.
    Char,
    /// Another structure.
    Struct(String),
    /// So many bytes without meaning: a pointer, a union.
    Opaque(usize),
}

/// A member of a structure.
#[derive(Debug, Clone)]
pub(super) struct Member {
    pub name: String,
    pub kind: MemberType,
    /// Elements of the array; 1 for a single value.
    pub count: usize,
    pub is_array: bool,
    /// Width of a bit field.
    pub bits: Option<u8>,
    pub labels: Labels,
}

/// A structure.
#[derive(Debug, Clone, Default)]
pub(super) struct Structure {
    pub name: String,
    pub members: Vec<Member>,
    /// Limit of the alignment; 1 for packed structures.
    pub pack: Option<usize>,
    pub big_endian: bool,
    /// Set by [`Structure::aligned`].
    pub alignment: usize,
}

impl Structure {
    /// Determines the alignment by the members, whose structures are declared before.
    pub(super) fn aligned(mut self, all: &BTreeMap<String, Structure>) -> Structure {
        let most = self.pack.unwrap_or(8);
        let own = self.members.iter().map(|member| match &member.kind {
            MemberType::Number(letter) => size_of(*letter),
            MemberType::Char => 1,
            MemberType::Opaque(size) => (*size).clamp(1, 8),
            MemberType::Struct(name) => all.get(name).map_or(1, |inner| inner.alignment.max(1)),
        });
        self.alignment = own.map(|own| own.min(most)).max().unwrap_or(1);
        self
    }
}

/// Size in bytes of a number.
pub(super) fn size_of(letter: char) -> usize {
    match letter {
        'b' | 'B' | '?' => 1,
        'h' | 'H' | 'e' => 2,
        'i' | 'I' | 'f' => 4,
        _ => 8,
    }
}

/// A structure's values while it is laid out.
#[derive(Default)]
struct Building {
    items: Vec<String>,
    fields: Vec<Field>,
    offset: usize,
    /// Structures that were placed; empty ones add no values.
    placed: usize,
}

/// The layout of a structure; an error says what is not supported.
pub(super) fn layout(
    structure: &Structure,
    all: &BTreeMap<String, Structure>,
) -> Result<Layout, String> {
    let mut building = Building::default();
    place(structure, all, "", 0, &mut building)?;
    let prefix = if structure.big_endian { '>' } else { '<' };
    let format = format!("{prefix}{}", building.items.concat());
    Ok(Layout {
        name: structure.name.clone(),
        format,
        fields: building.fields,
        ..Layout::default()
    })
}

/// Appends a structure's members; returns its alignment.
fn place(
    structure: &Structure,
    all: &BTreeMap<String, Structure>,
    prefix: &str,
    depth: usize,
    to: &mut Building,
) -> Result<usize, String> {
    if depth > 16 {
        return Err("structures nest too deeply".to_owned());
    }
    to.placed += 1;
    if to.placed > MAX_VALUES {
        return Err(format!("it has more than {MAX_VALUES} structures in it"));
    }
    let most = structure.pack.unwrap_or(8);
    let mut alignment = 1;
    let start = to.offset;
    let mut members = structure.members.iter().peekable();
    while let Some(member) = members.next() {
        let name = format!("{prefix}{}", member.name);
        match &member.kind {
            MemberType::Struct(inner) => {
                let inner =
                    all.get(inner).ok_or_else(|| format!("the type {inner} is not declared"))?;
                if inner.big_endian != structure.big_endian {
                    return Err(format!("{name} has the other byte order"));
                }
                let own = inner.alignment.max(1).min(most);
                alignment = alignment.max(own);
                for i in 0..member.count {
                    pad(to, own)?;
                    let at =
                        if member.is_array { format!("{name}{i}_") } else { format!("{name}_") };
                    place(inner, all, &at, depth + 1, to)?;
                }
            }
            MemberType::Number(letter) if member.bits.is_some() => {
                let own = size_of(*letter).min(most);
                alignment = alignment.max(own);
                pad(to, own)?;
                let mut field = Field { name: format!("{name}_bits"), ..Field::default() };
                let capacity = size_of(*letter) * 8;
                let mut used = 0;
                let mut next = Some(member);
                while let Some(one) = next {
                    let width = usize::from(one.bits.unwrap_or(0));
                    if width == 0 || used + width > capacity {
                        return Err(format!(
                            "the bit field {} does not fit beside the others",
                            one.name
                        ));
                    }
                    if !one.name.is_empty() {
                        field.bits.push(Bits {
                            name: one.name.clone(),
                            from: u8::try_from(used).unwrap_or(0),
                            to: u8::try_from(used + width - 1).unwrap_or(0),
                            labels: one.labels.clone(),
                            bits: Vec::new(),
                            extra: Default::default(),
                        });
                    }
                    used += width;
                    let fits = |other: &&Member| {
                        other.kind == member.kind
                            && other.bits.is_some_and(|bits| used + usize::from(bits) <= capacity)
                    };
                    next = members.next_if(|other| fits(other));
                }
                push(to, &letter.to_ascii_uppercase().to_string(), size_of(*letter), Some(field))?;
            }
            MemberType::Number(letter) => {
                let own = size_of(*letter).min(most);
                alignment = alignment.max(own);
                pad(to, own)?;
                for i in 0..member.count {
                    let name = if member.is_array { format!("{name}{i}") } else { name.clone() };
                    let field = Field { name, labels: member.labels.clone(), ..Field::default() };
                    push(to, &letter.to_string(), size_of(*letter), Some(field))?;
                }
            }
            MemberType::Char if !member.is_array => {
                push(
                    to,
                    "b",
                    1,
                    Some(Field { name, labels: member.labels.clone(), ..Field::default() }),
                )?;
            }
            MemberType::Char => {
                push(
                    to,
                    &format!("{}s", member.count),
                    member.count,
                    Some(Field { name, ..Field::default() }),
                )?;
            }
            MemberType::Opaque(size) => {
                let own = (*size).clamp(1, 8).min(most);
                alignment = alignment.max(own);
                pad(to, own)?;
                let size = size.saturating_mul(member.count);
                push(to, &format!("{size}s"), size, Some(Field { name, ..Field::default() }))?;
            }
        }
    }
    // Padding at the end, so that elements of an array are aligned.
    let rest = (to.offset - start) % alignment;
    if rest > 0 {
        let size = alignment - rest;
        push(to, &format!("{size}x"), size, None)?;
    }
    Ok(alignment)
}

fn pad(to: &mut Building, alignment: usize) -> Result<(), String> {
    let rest = to.offset % alignment.max(1);
    if rest == 0 {
        return Ok(());
    }
    let size = alignment - rest;
    push(to, &format!("{size}x"), size, None)
}

fn push(to: &mut Building, item: &str, size: usize, field: Option<Field>) -> Result<(), String> {
    to.offset = to.offset.saturating_add(size);
    if to.items.len() >= MAX_VALUES || to.offset > MAX_SIZE {
        return Err(format!("it has more than {MAX_VALUES} values or {MAX_SIZE} bytes"));
    }
    to.items.push(item.to_owned());
    to.fields.extend(field);
    Ok(())
}

/// Labels of an enumeration's values.
pub(super) fn labels(entries: impl IntoIterator<Item = (i128, String)>) -> Labels {
    let map: serde_json::Map<String, serde_json::Value> =
        entries.into_iter().map(|(value, name)| (value.to_string(), name.into())).collect();
    serde_json::from_value(map.into()).unwrap_or_default()
}
