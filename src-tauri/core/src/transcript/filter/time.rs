//! When: a time of day, a date and time, or so long after the transcript began.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use super::expr::{Op, Times};
use super::value;

const SECOND: i64 = 1_000_000_000;
const MINUTE: i64 = 60 * SECOND;
const DAY: i64 = 24 * 60 * MINUTE;
/// A zone's offset changes at most at a quarter of an hour.
const QUARTER: i64 = 15 * MINUTE;

/// A point in time as it was written, and how long it lasts: `10:05` is a minute.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Point {
    /// Nanoseconds since midnight.
    Day(i64, i64),
    /// Nanoseconds since the first row.
    Since(i64, i64),
    /// Nanoseconds since 1970.
    Instant(i64, i64),
    /// By the clock on the wall.
    Local(DateTime, i64),
}

impl Point {
    /// A range has two times of day, two since the beginning, or two with a date.
    pub(super) fn is_of_one_sort(&self, other: &Point) -> bool {
        use Point::{Day, Instant, Local, Since};
        matches!(
            (self, other),
            (Day(..), Day(..))
                | (Since(..), Since(..))
                | (Instant(..) | Local(..), Instant(..) | Local(..))
        )
    }
}

/// Reads `10:05`, `10:05:07.5`, `+5s`, `2026-01-02`, `2026-01-02T10:05`, `2026-01-02T10:05:07Z`.
pub(super) fn read(text: &str) -> Option<Point> {
    if let Some(since) = text.strip_prefix('+') {
        return value::duration_in(since, "s").map(|(ns, unit)| Point::Since(ns, unit));
    }
    let Some((_, clock)) = text.split_once(['T', 't']) else {
        return match text.contains(':') {
            true => of_day(text).map(|(ns, unit)| Point::Day(ns, unit)),
            false => {
                let is_date = text.len() >= 8 && text.contains('-');
                let date: DateTime = is_date.then(|| text.parse().ok()).flatten()?;
                Some(Point::Local(date, DAY))
            }
        };
    };
    let end = clock.find(['Z', 'z', '+', '-']).unwrap_or(clock.len());
    let unit = match clock.get(..end) {
        Some(clock) if clock.contains(':') => of_day(clock)?.1,
        _ => return None,
    };
    if end == clock.len() {
        return text.parse().ok().map(|at| Point::Local(at, unit));
    }
    let at: Timestamp = text.parse().ok()?;
    i64::try_from(at.as_nanosecond()).ok().map(|ns| Point::Instant(ns, unit))
}

/// `10:05` or `10:05:07.123`: nanoseconds since midnight, and how long that lasts.
fn of_day(text: &str) -> Option<(i64, i64)> {
    let mut parts = text.split(':');
    let (hours, minutes, seconds) = (parts.next()?, parts.next()?, parts.next());
    if parts.next().is_some() {
        return None;
    }
    let two = |text: &str, most: i64| {
        let is_number = matches!(text.len(), 1 | 2) && text.bytes().all(|b| b.is_ascii_digit());
        is_number.then(|| text.parse::<i64>().ok()).flatten().filter(|n| *n < most)
    };
    let minute = two(hours, 24)? * 60 * MINUTE + two(minutes, 60)? * MINUTE;
    let Some(seconds) = seconds else { return Some((minute, MINUTE)) };
    let (whole, part) = seconds.split_once('.').unwrap_or((seconds, ""));
    let fine = !seconds.contains('.')
        || matches!(part.len(), 1..=9) && part.bytes().all(|byte| byte.is_ascii_digit());
    let unit = 10i64.pow(9u32.checked_sub(part.len() as u32)?);
    let part = if part.is_empty() { 0 } else { part.parse::<i64>().ok()? * unit };
    fine.then_some(())?;
    Some((minute + two(whole, 60)? * SECOND + part, unit))
}

/// The instant that a text means in a transcript whose first and last row are these, all in nanoseconds since
/// 1970. A time of day is that of the first row's day, or of a later one where only that is within.
pub(in crate::transcript) fn instant(
    text: &str,
    zone: &TimeZone,
    first_ns: i64,
    last_ns: i64,
) -> Option<i64> {
    let clock = TimeContext { zone, start_ns: first_ns };
    let point = read(text)?;
    let Point::Day(of_day, unit) = point else { return clock.begin(&point).map(|(ns, _)| ns) };
    let first = Timestamp::from_nanosecond(i128::from(first_ns)).ok()?;
    let date = first.to_zoned_datetime(zone.clone()).date();
    let midnight = date.to_datetime(jiff::civil::Time::midnight());
    let local = midnight.checked_add(jiff::SignedDuration::from_nanos(of_day)).ok()?;
    let (at, _) = clock.begin(&Point::Local(local, unit))?;
    let next = Point::Local(local.checked_add(jiff::Span::new().days(1)).ok()?, unit);
    let (next, _) = clock.begin(&next)?;
    Some(if at.saturating_add(unit) <= first_ns && next <= last_ns { next } else { at })
}

/// What a time must be; both ends included.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::transcript) enum TimeTest {
    /// Of the day; where the end lies before the beginning, over midnight.
    Day(i64, i64),
    /// Nanoseconds since 1970.
    Span(i64, i64),
}

/// Where the person is, and when the transcript began.
pub(super) struct TimeContext<'a> {
    pub(super) zone: &'a TimeZone,
    pub(super) start_ns: i64,
}

impl TimeContext<'_> {
    /// `None` for what is not a time.
    pub(super) fn test(&self, times: &Times) -> Option<TimeTest> {
        Some(match times {
            Times::At(at) => {
                let point = read(at)?;
                let (from, unit) = self.begin(&point)?;
                self.between(&point, from, from.saturating_add(unit - 1))
            }
            Times::Range(from, to) => {
                let read = |end: &Option<String>| end.as_deref().map(read);
                let (from, to) = (read(from), read(to));
                let sort = from.or(to)??;
                let begin = match from {
                    Some(from) => self.begin(&from?)?.0,
                    None => first(&sort),
                };
                let end = match to {
                    Some(to) => self.begin(&to?)?.0,
                    None => last(&sort),
                };
                self.between(&sort, begin, end)
            }
            Times::Is(op, at) => {
                let point = read(at)?;
                let (at, _) = self.begin(&point)?;
                let (from, to) = match op {
                    Op::Equal => (at, at),
                    Op::Less => (first(&point), at.saturating_sub(1)),
                    Op::LessEqual => (first(&point), at),
                    Op::Greater => (at.saturating_add(1), last(&point)),
                    Op::GreaterEqual => (at, last(&point)),
                };
                // Before midnight of the same day there is nothing.
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

    fn begin(&self, point: &Point) -> Option<(i64, i64)> {
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

fn first(sort: &Point) -> i64 {
    if matches!(sort, Point::Day(..)) { 0 } else { i64::MIN }
}

fn last(sort: &Point) -> i64 {
    if matches!(sort, Point::Day(..)) { DAY - 1 } else { i64::MAX }
}

/// The zone's offset at the time asked for last; neighbouring rows have the same.
#[derive(Debug, Clone, Default)]
pub(in crate::transcript) struct Offset {
    quarter: Option<i64>,
    ns: i64,
}

impl TimeTest {
    pub(super) fn is(&self, time_ns: i64, zone: &TimeZone, offset: &mut Offset) -> bool {
        match *self {
            TimeTest::Span(from, to) => (from..=to).contains(&time_ns),
            TimeTest::Day(from, to) => {
                let quarter = time_ns.div_euclid(QUARTER);
                if offset.quarter != Some(quarter) {
                    let at = Timestamp::from_nanosecond(i128::from(time_ns)).unwrap_or_default();
                    offset.ns = i64::from(zone.to_offset(at).seconds()) * SECOND;
                    offset.quarter = Some(quarter);
                }
                let of_day = time_ns.saturating_add(offset.ns).rem_euclid(DAY);
                match from <= to {
                    true => (from..=to).contains(&of_day),
                    false => of_day >= from || of_day <= to,
                }
            }
        }
    }
}
