//! Random numbers from SplitMix64, the same on every machine.

use std::time::{SystemTime, UNIX_EPOCH};

/// A seeded random number generator.
pub struct Random {
    state: u64,
    /// The seed; set `WIRELARK_SEED` to it to repeat a run.
    pub seed: u64,
}

impl Random {
    /// Seeded from `WIRELARK_SEED`, or from the clock.
    pub fn new() -> Random {
        let seed = std::env::var("WIRELARK_SEED").ok().and_then(|seed| seed.parse().ok());
        let seed = seed.unwrap_or_else(|| {
            SystemTime::now().duration_since(UNIX_EPOCH).map_or(1, |now| now.as_nanos() as u64)
        });
        println!("WIRELARK_SEED={seed}");
        Random { state: seed, seed }
    }

    pub fn bits(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `end`, which must not be 0.
    pub fn below(&mut self, end: usize) -> usize {
        (self.bits() % end as u64) as usize
    }

    /// True once in `n` times.
    pub fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    pub fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())].clone()
    }

    pub fn bytes(&mut self, length: usize) -> Vec<u8> {
        (0..length).map(|_| self.bits() as u8).collect()
    }
}
