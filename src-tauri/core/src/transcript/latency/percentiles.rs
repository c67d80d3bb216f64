//! Exact latency percentiles per command.

use super::{CommandLabel, Latency};

/// Latency figures of a command. A percentile is the smallest latency that this share of latencies
/// does not exceed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figures {
    /// The command; `None` for all commands together.
    pub command: Option<CommandLabel>,
    /// Its name in the profile.
    pub name: Option<String>,
    /// Number of requests sent.
    pub requests: u64,
    /// Number of requests answered.
    pub replies: u64,
    /// Number of requests without a reply in time.
    pub unanswered: u64,
    /// Number of requests still waiting.
    pub waiting: u64,
    /// Distribution of latencies; `None` if nothing was answered.
    pub spread: Option<Spread>,
}

/// Distribution of latencies, in nanoseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spread {
    /// Minimum.
    pub min: u64,
    /// Median.
    pub median: u64,
    /// 95th percentile.
    pub p95: u64,
    /// 99th percentile.
    pub p99: u64,
    /// Maximum.
    pub max: u64,
}

pub(super) fn figures(latency: &Latency, is_over: bool) -> Vec<Figures> {
    let mut waiting = vec![0; latency.commands.len()];
    for command in latency.pending.commands() {
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
    for ((counts, times), waiting) in latency.commands.iter().zip(times).zip(waiting) {
        let mut figures = Figures::new(Some(counts.command.clone()), times);
        figures.name = latency.rule.name_of(&counts.command).map(str::to_owned);
        figures.requests = counts.requests;
        figures.unanswered = counts.unanswered + if is_over { waiting } else { 0 };
        figures.waiting = if is_over { 0 } else { waiting };
        if let Some(sum) = all.first_mut() {
            sum.requests += figures.requests;
            sum.unanswered += figures.unanswered;
            sum.waiting += figures.waiting;
        }
        all.push(figures);
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
