//! Figures, not judgements: `cargo test --release -p wirelark-core --lib layout::tests::bench -- --ignored --nocapture`.

use std::hint::black_box;
use std::time::Instant;

use super::*;
use crate::packet::layout::column::{Columns, Row};

const MESSAGES: usize = 5_000_000;

fn messages() -> Vec<Vec<u8>> {
    let message = |seq: i64| {
        let mut bytes = 100i32.to_le_bytes().to_vec();
        bytes.extend((seq * 7919).to_le_bytes());
        bytes.extend((1_767_323_045.0 + seq as f64 * 0.001).to_le_bytes());
        bytes
    };
    (0..1024).map(message).collect()
}

fn rate<'m>(what: &str, messages: &'m [Vec<u8>], mut work: impl FnMut(&'m [u8])) -> f64 {
    let begun = Instant::now();
    for message in messages.iter().cycle().take(MESSAGES) {
        work(black_box(message));
    }
    let rate = MESSAGES as f64 / begun.elapsed().as_secs_f64() / 1e6;
    println!("{what}: {rate:.1} million messages a second");
    rate
}

#[test]
#[ignore = "a figure of the release build"]
fn ten_million_messages_a_second() {
    let plan = plan(
        json!({"name": "push", "format": "<iqd", "fields": [{"name": "code"}, {"name": "seq"}, {"name": "time"}]}),
    );
    let messages = messages();
    let by_hand = rate("by hand, to numbers", &messages, |m| {
        let code = i32::from_le_bytes(m[..4].try_into().unwrap());
        let seq = i64::from_le_bytes(m[4..12].try_into().unwrap());
        let time = f64::from_le_bytes(m[12..20].try_into().unwrap());
        black_box((code, seq, time));
    });
    let mut scalars = Vec::new();
    let values = rate("a layout, to numbers", &messages, |m| {
        plan.scalars(m, &mut scalars);
        black_box(&scalars);
    });
    let mut text = String::new();
    let by_hand_text = rate("by hand, to text", &messages, |m| {
        use std::fmt::Write as _;
        text.clear();
        let code = i32::from_le_bytes(m[..4].try_into().unwrap());
        let seq = i64::from_le_bytes(m[4..12].try_into().unwrap());
        let time = f64::from_le_bytes(m[12..20].try_into().unwrap());
        let _ = write!(text, "{code}{seq}{time}");
        black_box(&text);
    });
    let columns = Columns::new(&plan, &["code", "seq", "time"]);
    let mut row = Row::default();
    let cells = rate("a layout, to the text of three columns", &messages, |m| {
        row.clear();
        columns.write(&plan, m, &mut row);
        black_box(&row);
    });
    println!(
        "to numbers {:.2}, to text {:.2} times what is written by hand",
        values / by_hand,
        cells / by_hand_text
    );
    assert!(values > 10.0 && cells > 10.0);
}

#[test]
#[ignore = "a figure of the release build"]
fn sixty_rows_of_six_fields_in_a_millisecond() {
    let plan = plan(json!({"name": "x", "format": "<iqdHB8s", "fields": [
        {"name": "code", "labels": {"100": "push"}}, {"name": "seq"}, {"name": "time", "display": "unix"},
        {"name": "flags", "bits": [{"name": "ready", "from": 0, "to": 0}]}, {"name": "kind"}, {"name": "who"}
    ]}));
    let mut message = messages()[7].clone();
    message.extend(b"\x01\x02\x03somebody");
    let paths = ["code", "seq", "time", "flags", "kind", "who"];
    let columns = Columns::new(&plan, &paths);
    let mut row = Row::default();
    for round in 0..3 {
        let begun = Instant::now();
        row.clear();
        for _ in 0..60 {
            columns.write(&plan, black_box(&message), &mut row);
        }
        let table = begun.elapsed();
        let begun = Instant::now();
        for _ in 0..60 {
            black_box(decode(&plan, black_box(&message)));
        }
        println!("round {round}: 60 rows as columns {table:?}, as trees {:?}", begun.elapsed());
        assert!(table.as_micros() < 1000);
    }
}
