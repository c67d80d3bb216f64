//! A long stream leaves no memory behind in the web process.

use std::fs;

use serde_json::json;
use wirelark_tests::fault::{Behaviour, FaultServer, Pace, Step, Then, frames};
use wirelark_tests::processes::Processes;

use crate::app::{App, Home};

/// Values written by one script call, hardly two of them equal; a script may not run longer than half a minute.
const PIECE: u32 = 10_000;
/// Number of script calls; memory is measured after the first and after the last.
const PIECES: u32 = 8;
/// Largest growth, in bytes. WebKit's cache of text widths takes 20 MB for 131,000 widths, and measures two or three
/// for a truncated value: without the word spacing in controls.css memory grew by 30 MB.
const GROWTH: u64 = 12_000_000;

/// Adds rows like the table's own, and changes a digit in every cell in each turn. It creates no JavaScript strings, so
/// that memory not yet collected does not count.
const WRITE: &str = "
    const [values, done] = arguments;
    const body = document.querySelector('wl-table .tbody');
    const texts = [];
    for (let i = 0; i < 30; i++) {
        const row = document.createElement('div');
        row.className = 'tr trial';
        for (let j = 0; j < 12; j++) {
            const cell = document.createElement('span');
            cell.className = 'c-field num';
            cell.style.left = `${j * 80}px`;
            cell.style.width = '80px';
            cell.append(document.createTextNode('1234567890.12'));
            row.append(cell);
            texts.push(cell.firstChild);
        }
        body.append(row);
    }
    const digits = [...'0123456789'];
    const any = () => Math.floor(Math.random() * 10);
    let written = 0;
    const turn = () => {
        const until = performance.now() + 50;
        while (performance.now() < until && written < values) {
            for (const text of texts) text.replaceData(any(), 1, digits[any()]);
            written += texts.length;
            body.offsetHeight;
        }
        if (written < values) return setTimeout(turn);
        for (const row of body.querySelectorAll('.trial')) row.remove();
        done(written);
    };
    turn();
";

/// Number of responses from the host in one script call, which the followed table takes one after the other, each with
/// new rows of 4 kB.
const ANSWERS: u32 = 150;
/// Number of script calls, for the same reason.
const FOLLOWED: u32 = 10;
const ROWS: u32 = 28;
/// Fewer than one in this many rows outlives a collection. One in 55 was measured; with a Map that entries were added
/// to and deleted from, it was one in three or four.
const LEFT: u64 = 8;

/// Counts the rows that outlived a collection of young objects, which runs about every 30 MB: rows older than one that
/// was collected.
const FOLLOW: &str = "
    const [answers, count, pieces, done] = arguments;
    const { rows } = document.querySelector('wl-table').models;
    const { view, decoding, timing, marks, noted, notesError, columns, filter, cleared } = rows;
    const like = rows.get(rows.total - 1);
    const trial = window.trial ??= { here: new Uint8Array(answers * count * pieces), made: 0, newest: 0, seen: 0 };
    const { here } = trial;
    trial.left ??= new Uint8Array(here.length);
    trial.registry ??= new FinalizationRegistry((number) => {
        here[number] = 0;
        trial.newest = Math.max(trial.newest, number);
    });
    const until = trial.made + answers * count;
    const take = () => {
        const some = Array.from({ length: count }, (_, i) => ({ ...like, weight: new Array(512).fill(i + 0.5) }));
        for (const row of some) {
            here[trial.made] = 1;
            trial.registry.register(row, trial.made++);
        }
        const first = rows.total;
        const total = first + count;
        rows.apply({ view, decoding, timing, marks, noted, notesError, columns, filter, cleared, total, all: total, first, rows: some });
    };
    const turn = () => {
        const { left, made, newest, seen } = trial;
        if (newest > seen) for (let i = 0; i < newest; i++) left[i] |= here[i];
        trial.seen = newest;
        if (made >= until) return done([left.reduce((sum, one) => sum + one, 0), newest]);
        for (let i = 0; i < 10; i++) take();
        setTimeout(turn);
    };
    turn();
";

/// Elements and texts of the table's rows.
const NODES: &str = "
    const body = document.querySelector('wl-table .tbody');
    const walk = document.createTreeWalker(body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    let count = 0;
    while (walk.nextNode()) count++;
    return `${body.children.length} ${count}`;
";

fn packed(i: i64) -> Vec<u8> {
    let price = (i * 7919) as f64 / 64.0 + 1e9;
    [&7i32.to_le_bytes()[..], &(i << 32).to_le_bytes(), &price.to_le_bytes()].concat()
}

/// Starts the app with a stream of packed messages and two of their fields in columns; returns it with the server.
async fn streaming(home: &Home) -> (App, FaultServer) {
    let piece: Vec<u8> = (0..100).flat_map(|i| frames::frame(frames::BINARY, &packed(i))).collect();
    let pace = Pace { bytes: piece, times: 1_000, rate: 20, sent: Vec::new().into() };
    let server =
        FaultServer::start(Behaviour::Steps(vec![Step::Upgrade(""), Step::Pace(pace)], Then::Stay));
    fs::create_dir_all(home.profiles()).expect("create the folder");
    let profile = json!({
        "wirelark": 1, "name": "Ticks", "connection": {"url": server.url()},
        "layouts": [{"name": "tick", "format": "<iqd", "fields": [{"name": "code"}, {"name": "seq"}, {"name": "price"}]}],
        "rules": [{"code": 7, "layout": "tick"}],
        "columns": [{"field": "seq"}, {"field": "price"}],
    });
    fs::write(home.profiles().join("ticks.wirelark.json"), profile.to_string())
        .expect("write the file");
    let app = App::start(home).await;
    app.click("profile").await;
    app.click("connect").await;
    app.wait_for_state("open").await;
    (app, server)
}

#[tokio::test]
async fn hostile_08_values_that_never_repeat_leave_no_memory_behind() {
    let home = Home::new();
    let (app, _server) = streaming(&home).await;

    // Thousands of rows later the table has the same nodes, with other values.
    app.wait_for_count("shown", 2_000).await;
    let nodes = app.page.execute(NODES, vec![]).await.expect("run the script");
    app.wait_for_count("shown", 8_000).await;
    assert_eq!(app.page.execute(NODES, vec![]).await.expect("run the script"), nodes);
    let cells = "return [...document.querySelectorAll('.tr[data-row] .c-field')].some(c => c.textContent.startsWith('1000'))";
    app.until("values are decoded", cells).await;

    app.click("disconnect").await;
    app.wait_for_state("closed").await;
    let processes = Processes::below(app.driver_id());
    let mut memory = Vec::new();
    for _ in 0..PIECES {
        app.page.execute_async(WRITE, vec![json!(PIECE)]).await.expect("run the script");
        memory.push(processes.usage()[1].own);
    }
    let (before, after) = (memory[0], memory[memory.len() - 1]);
    assert!(before > 0 && after < before + GROWTH, "bytes after each piece: {memory:?}");
    app.quit().await;
}

#[tokio::test]
async fn hostile_08_rows_that_scrolled_past_are_collected_young() {
    let home = Home::new();
    let (app, _server) = streaming(&home).await;
    app.wait_for_count("shown", 500).await;
    app.click("disconnect").await;
    app.wait_for_state("closed").await;
    let mut told = json!(null);
    for _ in 0..FOLLOWED {
        let arguments = vec![json!(ANSWERS), json!(ROWS), json!(FOLLOWED)];
        told = app.page.execute_async(FOLLOW, arguments).await.expect("run the script");
    }
    let [left, newest] = [0, 1].map(|i| told[i].as_u64().expect("a number"));
    assert!(newest > u64::from(ANSWERS * FOLLOWED * ROWS) / 2, "collected up to row {newest}");
    assert!(left < newest / LEFT, "{left} of {newest} rows outlived a collection");
    app.quit().await;
}
