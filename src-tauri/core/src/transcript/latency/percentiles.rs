//! A command's latency in a few figures, exact.

use super::{CommandLabel, Latency};

/// Latencies in nanoseconds. A percentile is the smallest latency that so many of a hundred do not exceed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figures {
    /// Which request; absent for all together.
    pub command: Option<CommandLabel>,
    /// What the profile calls it.
    pub name: Option<String>,
    /// How many were sent.
    pub requests: u64,
    /// How many were answered.
    pub replies: u64,
    /// How many had no reply in time.
    pub unanswered: u64,
    /// How many have none yet.
    pub waiting: u64,
    /// The rest: none where nothing was answered.
    pub spread: Option<Spread>,
}

/// See [`Figures`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spread {
    /// The shortest.
    pub min: u64,
    /// The one in the middle.
    pub median: u64,
    /// 95 of a hundred are not longer.
    pub p95: u64,
    /// 99 of a hundred are not longer.
    pub p99: u64,
    /// The longest.
    pub max: u64,
}

pub(super) fn figures(latency: &Latency, is_over: bool) -> Vec<Figures> {
    let mut waiting = vec![0; latency.commands.len()];
    for command in latency.open.commands() {
        if let Some(count) = waiting.get_mut(usize::from(command)) {
            *count += 1;
        }
    }
    let mut times = vec![Vec::new(); latency.commands.len()];
    for pair in latency.pairs.all() {
        if let Some(times) = times.get_mut(usize::from(pair.command())) {
            times.push(pair.ns());
        }
    }
    let mut all = vec![Figures::new(None, latency.pairs.all().iter().map(|p| p.ns()).collect())];
    for ((tally, times), waiting) in latency.commands.iter().zip(times).zip(waiting) {
        let mut one = Figures::new(Some(tally.command), times);
        one.name = latency.rule.name_of(tally.command).map(str::to_owned);
        one.requests = tally.requests;
        one.unanswered = tally.unanswered + if is_over { waiting } else { 0 };
        one.waiting = if is_over { 0 } else { waiting };
        if let Some(sum) = all.first_mut() {
            sum.requests += one.requests;
            sum.unanswered += one.unanswered;
            sum.waiting += one.waiting;
        }
        all.push(one);
    }
    all
}

impl Figures {
    fn new(command: Option<CommandLabel>, times: Vec<u64>) -> Figures {
        Figures {
            command,
            name: None,
            requests: 0,
            replies: times.len() as u64,
            unanswered: 0,
            waiting: 0,
            spread: spread(times),
        }
    }
}

fn spread(mut times: Vec<u64>) -> Option<Spread> {
    times.sort_unstable();
    let rank =
        |percent: usize| times.get((times.len() * percent).div_ceil(100).max(1) - 1).copied();
    Some(Spread {
        min: *times.first()?,
        median: rank(50)?,
        p95: rank(95)?,
        p99: rank(99)?,
        max: *times.last()?,
    })
}
