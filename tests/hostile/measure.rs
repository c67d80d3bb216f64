//! Measures allocated bytes and processor time of a closure.

use std::alloc::System;
use std::fs;
use std::sync::{Mutex, PoisonError};

use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// Limit on the processor time of one closure, also in an unoptimised build on a busy machine.
const SECONDS: f64 = 60.0;

/// Runs `work` while nothing else is measured. Panics if it allocates more than `mebibytes` in total, including freed
/// memory.
#[track_caller]
pub fn within<T>(mebibytes: usize, work: impl FnOnce() -> T) -> T {
    static ALONE: Mutex<()> = Mutex::new(());
    let alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let (region, before) = (Region::new(ALLOCATOR), processor_seconds());
    let done = work();
    let (allocated, spent) = (region.change().bytes_allocated, processor_seconds() - before);
    drop(alone);
    println!("{} MiB allocated, {spent:.2} s computed", allocated >> 20);
    assert!(allocated >> 20 <= mebibytes, "allocated {} MiB", allocated >> 20);
    assert!(spent < SECONDS, "took {spent:.1} s of processor time");
    done
}

/// Processor time of this process so far, in seconds; 0 if the system has no /proc.
fn processor_seconds() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // The fields after the name, which may contain spaces and parentheses: utime and stime are the 12th and 13th, in
    // hundredths of a second.
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace().skip(11).take(2);
    fields.filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / 100.0
}
