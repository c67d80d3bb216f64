//! Times in filters: a time of day, a date and time, or a time since the transcript's start.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use super::expr::{Op, Times};
use super::value;

const SECOND: i64 = 1_000_000_000;
const MINUTE: i64 = 60 * SECOND;
const DAY: i64 = 24 * 60 * MINUTE;
/// Time zone offsets change at multiples of a quarter of an hour.
const QUARTER: i64 = 15 * MINUTE;

/// A written time and its precision: `10:05` covers a minute. Both in nanoseconds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Point {
    /// Time since midnight.
    Day(i64, i64),
    /// Time since the first row.
    Since(i64, i64),
    /// Time since the Unix epoch.
    Instant(i64, i64),
    /// Local date and time.
    Local(DateTime, i64),
}

impl Point {
    /// Whether the two can form a range: two times of day, two times since the start, or two with a
    /// date.
    pub(super) fn is_same_sort(&self, other: &Point) -> bool {
        use Point::{Day, Instant, Local, Since};
        matches!(
            (self, other),
            (Day(..), Day(..))
                | (Since(..), Since(..))
                | (Instant(..) | Local(..), Instant(..) | Local(..))
        )
    }
}

/// Parses `10:05`, `10:05:07.5`, `+5s`, `2026-01-02`, `2026-01-02T10:05`, `2026-01-02T10:05:07Z`.
pub(super) fn read(text: &str) -> Option<Point> {
    if let Some(since) = text.strip_prefix('+') {
        return value::duration_in(since, "s").map(|(ns, unit)| Point::Since(ns, unit));
    }
    let Some((_, clock)) = text.split_once(['T', 't']) else {
        return match text.contains(':') {
            true => parse_time_of_day(text).map(|(ns, unit)| Point::Day(ns, unit)),
            false => {
                let is_date = text.len() >= 8 && text.contains('-');
                let date: DateTime = is_date.then(|| text.parse().ok()).flatten()?;
                Some(Point::Local(date, DAY))
            }
        };
    };
    let end = clock.find(['Z', 'z', '+', '-']).unwrap_or(clock.len());
    let unit = match clock.get(..end) {
        Some(clock) if clock.contains(':') => parse_time_of_day(clock)?.1,
        _ => return None,
    };
    if end == clock.len() {
        return text.parse().ok().map(|at| Point::Local(at, unit));
    }
    let at: Timestamp = text.parse().ok()?;
    i64::try_from(at.as_nanosecond()).ok().map(|ns| Point::Instant(ns, unit))
}

/// Parses `10:05` or `10:05:07.123` into nanoseconds since midnight, and its precision.
fn parse_time_of_day(text: &str) -> Option<(i64, i64)> {
    let mut parts = text.split(':');
    let (hours, minutes, seconds) = (parts.next()?, parts.next()?, parts.next());
    if parts.next().is_some() {
        return None;
    }
    let two = |text: &str, limit: i64| {
        let is_number = matches!(text.len(), 1 | 2) && text.bytes().all(|b| b.is_ascii_digit());
        is_number.then(|| text.parse::<i64>().ok()).flatten().filter(|n| *n < limit)
    };
    let minute = two(hours, 24)? * 60 * MINUTE + two(minutes, 60)? * MINUTE;
    let Some(seconds) = seconds else { return Some((minute, MINUTE)) };
    let (whole, part) = seconds.split_once('.').unwrap_or((seconds, ""));
    let is_valid = !seconds.contains('.')
        || matches!(part.len(), 1..=9) && part.bytes().all(|byte| byte.is_ascii_digit());
    let unit = 10i64.pow(9u32.checked_sub(part.len() as u32)?);
    let part = if part.is_empty() { 0 } else { part.parse::<i64>().ok()? * unit };
    is_valid.then_some(())?;
    Some((minute + two(whole, 60)? * SECOND + part, unit))
}

/// Resolves a text in a transcript whose first and last rows have these times, all in nanoseconds
/// since the Unix epoch. A time of day refers to the first row's day, or to the next one if only
/// that lies within the transcript.
pub(crate) fn instant(text: &str, zone: &TimeZone, first_ns: i64, last_ns: i64) -> Option<i64> {
    let clock = TimeContext { zone, start_ns: first_ns };
    let point = read(text)?;
    let Point::Day(parse_time_of_day, unit) = point else {
        return clock.resolve(&point).map(|(ns, _)| ns);
    };
    let min = Timestamp::from_nanosecond(i128::from(first_ns)).ok()?;
    let date = min.to_zoned_datetime(zone.clone()).date();
    let midnight = date.to_datetime(jiff::civil::Time::midnight());
    let local = midnight.checked_add(jiff::SignedDuration::from_nanos(parse_time_of_day)).ok()?;
    let (at, _) = clock.resolve(&Point::Local(local, unit))?;
    let next = Point::Local(local.checked_add(jiff::Span::new().days(1)).ok()?, unit);
    let (next, _) = clock.resolve(&next)?;
    Some(if at.saturating_add(unit) <= first_ns && next <= last_ns { next } else { at })
}

/// A range of times, both ends inclusive.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum TimeTest {
    /// Time of day; wraps around midnight if the end lies before the start.
    Day(i64, i64),
    /// Nanoseconds since the Unix epoch.
    Span(i64, i64),
}

/// Time zone, and the transcript's start.
pub(super) struct TimeContext<'a> {
    pub zone: &'a TimeZone,
    pub start_ns: i64,
}

impl TimeContext<'_> {
    /// Compiles a condition; `None` if it is not a valid time.
    pub(super) fn test(&self, times: &Times) -> Option<TimeTest> {
        Some(match times {
            Times::At(at) => {
                let point = read(at)?;
                let (from, unit) = self.resolve(&point)?;
                self.between(&point, from, from.saturating_add(unit - 1))
            }
            Times::Range(from, to) => {
                let read = |end: &Option<String>| end.as_deref().map(read);
                let (from, to) = (read(from), read(to));
                let sort = from.or(to)??;
                let begin = match from {
                    Some(from) => self.resolve(&from?)?.0,
                    None => min(&sort),
                };
                let end = match to {
                    Some(to) => self.resolve(&to?)?.0,
                    None => max(&sort),
                };
                self.between(&sort, begin, end)
            }
            Times::Is(op, at) => {
                let point = read(at)?;
                let (at, _) = self.resolve(&point)?;
                let (from, to) = match op {
                    Op::Equal => (at, at),
                    Op::Less => (min(&point), at.saturating_sub(1)),
                    Op::LessEqual => (min(&point), at),
                    Op::Greater => (at.saturating_add(1), max(&point)),
                    Op::GreaterEqual => (at, max(&point)),
                };
                // An empty range of times of day must not wrap around midnight.
                match point {
                    Point::Day(..) if from > to => TimeTest::Span(1, 0),
                    _ => self.between(&point, from, to),
                }
            }
        })
    }

    fn between(&self, sort: &Point, from: i64, to: i64) -> TimeTest {
        match sort {
            Point::Day(..) => TimeTest::Day(from, to),
            _ => TimeTest::Span(from, to),
        }
    }

    fn resolve(&self, point: &Point) -> Option<(i64, i64)> {
        Some(match *point {
            Point::Day(ns, unit) | Point::Instant(ns, unit) => (ns, unit),
            Point::Since(ns, unit) => (self.start_ns.saturating_add(ns), unit),
            Point::Local(at, unit) => {
                let at = self.zone.to_timestamp(at).ok()?;
                (i64::try_from(at.as_nanosecond()).ok()?, unit)
            }
        })
    }
}

fn min(sort: &Point) -> i64 {
    if matches!(sort, Point::Day(..)) { 0 } else { i64::MIN }
}

fn max(sort: &Point) -> i64 {
    if matches!(sort, Point::Day(..)) { DAY - 1 } else { i64::MAX }
}

/// Time zone offset of the last queried time; neighbouring rows share it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Offset {
    quarter: Option<i64>,
    ns: i64,
}

impl TimeTest {
    pub(super) fn is_match(&self, time_ns: i64, zone: &TimeZone, offset: &mut Offset) -> bool {
        match *self {
            TimeTest::Span(from, to) => (from..=to).contains(&time_ns),
            TimeTest::Day(from, to) => {
                let quarter = time_ns.div_euclid(QUARTER);
                if offset.quarter != Some(quarter) {
                    let at = Timestamp::from_nanosecond(i128::from(time_ns)).unwrap_or_default();
                    offset.ns = i64::from(zone.to_offset(at).seconds()) * SECOND;
                    offset.quarter = Some(quarter);
                }
                let parse_time_of_day = time_ns.saturating_add(offset.ns).rem_euclid(DAY);
                match from <= to {
                    true => (from..=to).contains(&parse_time_of_day),
                    false => parse_time_of_day >= from || parse_time_of_day <= to,
                }
            }
        }
    }
}
