//! Finds the ends of messages in bytes that arrive piece by piece.

use std::ops::Range;

use memchr::memmem;
use regex::bytes::{Regex, RegexBuilder};
use serde::{Deserialize, Serialize};

use super::model::{JoinedBody, JoinedLength, JoinedMessages};
use super::{
    DEFAULT_JOINED_BYTES, MAX_HEAD, MAX_JOINED_BYTES, MAX_MARK, MAX_MESSAGES, MAX_PATTERN,
};
use crate::packet::code_definition::IntegerForm;
use crate::packet::layout::varint::{VarintError, VarintKind};
use crate::packet::value::{self, Value};

/// Memory of a compiled regular expression, in bytes.
const REGEX_BYTES: usize = 1 << 20;
/// Maximum offset of a length field, so that it ends before [`MAX_HEAD`].
const MAX_OFFSET: u32 = 65_000;

/// How to find the end of a message; compiled.
#[derive(Debug, Clone)]
pub struct Delimiter {
    rule: DelimiterRule,
    between: Vec<u8>,
    max: u64,
}

#[derive(Debug, Clone)]
enum DelimiterRule {
    Length { offset: usize, form: LengthForm, plus: Option<i64> },
    End { mark: Vec<u8>, body: Option<BodyRule> },
}

#[derive(Debug, Clone, Copy)]
enum LengthForm {
    Integer(IntegerForm),
    Varint,
}

#[derive(Debug, Clone)]
struct BodyRule {
    length: Option<Regex>,
    plus: u64,
    end: Vec<u8>,
}

/// Why a definition cannot be used: its faulty key, the code and the text.
pub type DelimiterFault = (&'static str, &'static str, String);

/// How far a message that is not complete has been read; its bytes are not kept, except those that are still needed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MessageProgress {
    size: u64,
    stage: MessageStage,
    /// The head, or the last bytes before an end mark.
    kept: Vec<u8>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum MessageStage {
    #[default]
    Begin,
    Head,
    /// So many bytes are left.
    Body(u64),
    BodyEnd,
}

/// Why the bytes cannot be split into messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SplitFault {
    /// A message, or its head, is too long.
    TooLong,
    /// Its length field is negative, too large for 64 bits, or less than the bytes up to its end.
    Length,
}

impl MessageProgress {
    /// Whether a progress that was read from a file is one that [`Delimiter::advance`] makes.
    pub fn is_sound(&self) -> bool {
        self.size <= MAX_JOINED_BYTES.into() && self.kept.len() <= MAX_HEAD
    }
}

impl Delimiter {
    /// Compiles a definition.
    pub fn new(source: &JoinedMessages) -> Result<Delimiter, DelimiterFault> {
        let JoinedMessages { length, end, body, between, max, .. } = source;
        let rule = match (length, end.as_str()) {
            (None, "") => {
                let text = "say what ends a message: a length field, `length`, or a mark, `end`";
                return Err(("length", "joined.no_end", text.to_owned()));
            }
            (Some(_), end) if !end.is_empty() || body.is_some() => {
                let text = "a message ends by its length or by a mark, not by both: remove one";
                return Err(("length", "joined.two_ends", text.to_owned()));
            }
            (Some(length), _) => length_rule(length)?,
            (None, end) => {
                let body = body.as_ref().map(body_rule).transpose()?;
                DelimiterRule::End { mark: mark(end, "end")?, body }
            }
        };
        let between = if between.is_empty() { Vec::new() } else { mark(between, "between")? };
        let max = max.unwrap_or(DEFAULT_JOINED_BYTES);
        if !(1..=MAX_JOINED_BYTES).contains(&max) {
            let text = format!("a message has 1 to {MAX_JOINED_BYTES} bytes");
            return Err(("max", "joined.max", text));
        }
        Ok(Delimiter { rule, between, max: max.into() })
    }

    /// Reads on in a message. Returns how many of these bytes belong to it if it ends here, and `None` if it goes on;
    /// all of them belong to it then.
    pub fn advance(
        &self,
        progress: &mut MessageProgress,
        bytes: &[u8],
    ) -> Result<Option<usize>, SplitFault> {
        // Bytes of this piece that were used, and those of them that are counted already.
        let (mut at, mut counted) = (0, 0);
        if progress.stage == MessageStage::Begin {
            at = self.between(bytes);
            // Only what stands between messages, such as a line end as a heartbeat: a message of its own.
            if at == bytes.len() && at > 0 {
                return Ok(Some(at));
            }
            (progress.stage, progress.size, counted) = (MessageStage::Head, at as u64, at);
        }
        loop {
            let rest = bytes.get(at..).unwrap_or_default();
            let (used, is_done) = match progress.stage {
                MessageStage::Begin | MessageStage::Head => match &self.rule {
                    DelimiterRule::Length { offset, form, plus } => {
                        self.length(progress, rest, (*offset, *form, *plus))?
                    }
                    DelimiterRule::End { mark, body: None } => until(progress, rest, mark),
                    DelimiterRule::End { mark, body: Some(body) } => {
                        self.head(progress, rest, mark, body)?
                    }
                },
                MessageStage::Body(left) => {
                    let used = usize::try_from(left).unwrap_or(usize::MAX).min(rest.len());
                    progress.stage = MessageStage::Body(left - used as u64);
                    (used, left == used as u64)
                }
                MessageStage::BodyEnd => match &self.rule {
                    DelimiterRule::End { body: Some(body), .. } => until(progress, rest, &body.end),
                    _ => (0, true),
                },
            };
            at += used;
            let size = progress.size + (at - counted) as u64;
            if size > self.max {
                return Err(SplitFault::TooLong);
            }
            if is_done {
                at += self.between(bytes.get(at..).unwrap_or_default());
                *progress = MessageProgress::default();
                return Ok(Some(at));
            }
            if at == bytes.len() {
                progress.size = size;
                return Ok(None);
            }
        }
    }

    /// The messages in bytes that begin with one, at most [`MAX_MESSAGES`]. An incomplete one at the end is a message,
    /// too.
    pub fn split(&self, bytes: &[u8]) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty())
            && found.len() < MAX_MESSAGES
        {
            let used = match self.advance(&mut MessageProgress::default(), rest) {
                Ok(Some(used)) if used > 0 => used,
                _ => rest.len(),
            };
            found.push(at..at + used);
            at += used;
        }
        found
    }

    /// How many bytes at the start are of those between messages.
    fn between(&self, bytes: &[u8]) -> usize {
        bytes.iter().take_while(|byte| self.between.contains(byte)).count()
    }

    fn length(
        &self,
        progress: &mut MessageProgress,
        rest: &[u8],
        (offset, form, plus): (usize, LengthForm, Option<i64>),
    ) -> Result<(usize, bool), SplitFault> {
        for (used, byte) in (1..).zip(rest) {
            let kept = &mut progress.kept;
            kept.push(*byte);
            let field = kept.get(offset..).unwrap_or_default();
            let value = match form {
                LengthForm::Integer(form) => (field.len() == form.size).then(|| form.read(field)),
                LengthForm::Varint => match VarintKind::Leb128.read(field) {
                    Ok(found) => Some(found.value),
                    Err(VarintError::Short) => None,
                    Err(VarintError::TooLong) => return Err(SplitFault::Length),
                },
            };
            let Some(value) = value else { continue };
            let before = kept.len() as i128;
            let size = value + plus.map_or(before, i128::from);
            let left = u64::try_from(size - before).map_err(|_| SplitFault::Length)?;
            self.begin_body(progress, used, left)?;
            return Ok((used, left == 0));
        }
        Ok((rest.len(), false))
    }

    fn head(
        &self,
        progress: &mut MessageProgress,
        rest: &[u8],
        mark: &[u8],
        body: &BodyRule,
    ) -> Result<(usize, bool), SplitFault> {
        let found = find_across(&progress.kept, rest, mark);
        let used = found.unwrap_or(rest.len());
        if progress.kept.len() + used > MAX_HEAD {
            return Err(SplitFault::TooLong);
        }
        progress.kept.extend(rest.iter().take(used));
        if found.is_none() {
            return Ok((used, false));
        }
        let head = progress.kept.get(..progress.kept.len() - mark.len()).unwrap_or_default();
        let digits = body.length.as_ref().and_then(|regex| regex.captures(head)?.get(1));
        if let Some(digits) = digits {
            let text = str::from_utf8(digits.as_bytes()).unwrap_or_default();
            // A length that is no number, or has more than 64 bits, is not one.
            let length: u64 = text.trim().parse().map_err(|_| SplitFault::Length)?;
            let left = length.checked_add(body.plus).ok_or(SplitFault::TooLong)?;
            self.begin_body(progress, used, left)?;
            return Ok((used, left == 0));
        }
        progress.kept.clear();
        progress.stage = MessageStage::BodyEnd;
        Ok((used, body.end.is_empty()))
    }

    /// So many bytes follow the head, of which the last `used` were read just now.
    fn begin_body(
        &self,
        progress: &mut MessageProgress,
        used: usize,
        left: u64,
    ) -> Result<(), SplitFault> {
        let before = progress.size + used as u64;
        if before.saturating_add(left) > self.max {
            return Err(SplitFault::TooLong);
        }
        progress.kept.clear();
        progress.stage = MessageStage::Body(left);
        Ok(())
    }
}

/// Reads until a mark ends, and keeps the bytes with which one may begin.
fn until(progress: &mut MessageProgress, rest: &[u8], mark: &[u8]) -> (usize, bool) {
    if let Some(used) = find_across(&progress.kept, rest, mark) {
        return (used, true);
    }
    let tail = rest.get(rest.len().saturating_sub(mark.len() - 1)..).unwrap_or_default();
    progress.kept.extend_from_slice(tail);
    let surplus = progress.kept.len().saturating_sub(mark.len() - 1);
    progress.kept.drain(..surplus);
    (rest.len(), false)
}

/// How many bytes of `rest` there are up to the end of the first mark, which may begin in the bytes before.
fn find_across(before: &[u8], rest: &[u8], mark: &[u8]) -> Option<usize> {
    let overlap = mark.len() - 1;
    let tail = before.get(before.len().saturating_sub(overlap)..).unwrap_or_default();
    if !tail.is_empty() {
        let mut seam = tail.to_vec();
        seam.extend(rest.iter().take(overlap));
        if let Some(at) = memmem::find(&seam, mark) {
            return (at + mark.len()).checked_sub(tail.len());
        }
    }
    memmem::find(rest, mark).map(|at| at + mark.len())
}

fn length_rule(source: &JoinedLength) -> Result<DelimiterRule, DelimiterFault> {
    let form = match source.number.as_deref().unwrap_or("I") {
        "varint" => LengthForm::Varint,
        number => match IntegerForm::of(number, source.order) {
            Some(form) => LengthForm::Integer(form),
            None => {
                let text = "a length is b, B, h, H, i, I, q, Q or varint".to_owned();
                return Err(("length.type", "joined.type", text));
            }
        },
    };
    let offset = source.offset.unwrap_or(0);
    if offset > MAX_OFFSET {
        let text = format!("a length lies within the first {MAX_OFFSET} bytes");
        return Err(("length.offset", "joined.offset", text));
    }
    let plus = source.plus.map(i64::from);
    Ok(DelimiterRule::Length { offset: offset as usize, form, plus })
}

fn body_rule(source: &JoinedBody) -> Result<BodyRule, DelimiterFault> {
    let regex = |message: String| ("body.length", "joined.regex", message);
    let length = match source.length.as_str() {
        "" => None,
        pattern if pattern.chars().count() > MAX_PATTERN => {
            return Err(regex(format!("more than {MAX_PATTERN} characters: shorten it")));
        }
        pattern => {
            let built = RegexBuilder::new(pattern).size_limit(REGEX_BYTES).build();
            let built = built.map_err(|error| {
                let error = error.to_string();
                let last = error.lines().last().unwrap_or_default();
                regex(format!("not a regular expression: {}", last.trim_start_matches("error: ")))
            })?;
            if built.captures_len() < 2 {
                return Err(regex("put the number of bytes in parentheses: (\\d+)".to_owned()));
            }
            Some(built)
        }
    };
    let end = if source.end.is_empty() { Vec::new() } else { mark(&source.end, "body.end")? };
    if length.is_none() && end.is_empty() {
        let text = "say what ends the body: `length` or `end`".to_owned();
        return Err(("body.length", "joined.no_end", text));
    }
    Ok(BodyRule { length, plus: source.plus.unwrap_or(0).into(), end })
}

/// Parses `hex:…` or `text:…`.
fn mark(text: &str, part: &'static str) -> Result<Vec<u8>, DelimiterFault> {
    match value::parse('s', text) {
        Ok(Value::Bytes(bytes)) if (1..=MAX_MARK).contains(&bytes.len()) => Ok(bytes),
        Ok(_) => Err((part, "joined.mark", format!("a mark has 1 to {MAX_MARK} bytes"))),
        Err(_) => {
            let text = "write the bytes as hex:0d0a, or as text: and text".to_owned();
            Err((part, "joined.mark", text))
        }
    }
}
