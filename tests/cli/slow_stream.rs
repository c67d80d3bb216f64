use std::path::Path;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use wirelark_core::transcript::Reader;
use wirelark_tests::PATIENCE;
use wirelark_tests::cli::Cli;
use wirelark_tests::demo::Demo;
use wirelark_tests::scratch::Scratch;

/// A slow stream never fills a batch, but its messages must reach the file quickly. The lag is the time from a
/// message's timestamp until another process first sees it; the median counts, because a busy machine may delay single
/// ones.
#[test]
fn a_slow_stream_s_messages_are_in_the_file_within_50_ms() {
    let scratch = Scratch::new();
    let demo = Demo::start(&["--push-rate", "100"]);
    let profile = scratch.profile(serde_json::json!({
        "connection": {"url": demo.url},
        "login": {"fields": [{"name": "user_id", "value": "u"}]},
        "services": {"known": ["s"], "chosen": ["s"]},
        "messages": [{"name": "m", "type": "packed", "format": "=i", "values": [2], "tail": {"type": "services"}}],
        "scenarios": [{"name": "s", "steps": ["login", {"send": "m"}, {"wait": "2m"}]}],
    }));
    let transcript = scratch.path("t.wlt");
    let run = Cli::spawn(["run", &profile, "--transcript", &transcript]);
    let begun = Instant::now();
    let reader = loop {
        match Reader::open(Path::new(&transcript)) {
            Ok(reader) => break reader,
            Err(error) => assert!(begun.elapsed() < PATIENCE, "{error}"),
        }
        std::thread::yield_now();
    };
    let (mut seen, mut lags) = (0, Vec::new());
    while lags.len() < 101 {
        assert!(begun.elapsed() < PATIENCE, "{} messages", lags.len());
        let rows = reader.rows().expect("read the transcript");
        let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970").as_nanos();
        for row in seen + 1..=rows {
            let time = reader.record(row).expect("read the row").time_ns;
            lags.push((now as i64 - time) as f64 / 1e6);
        }
        seen = rows;
        std::thread::yield_now();
    }
    drop(run);
    lags.sort_by(f64::total_cmp);
    println!("in the file after {:.1} ms in the middle, {:.1} ms at most", lags[50], lags[100]);
    assert!(lags[50] < 50.0, "{lags:?}");
}
