//! Ten million rows, selecting past the table's edge, a full disk, two transcripts compared.

use fantoccini::Locator;
use fantoccini::actions::{InputSource, MOUSE_BUTTON_LEFT, MouseActions, PointerAction};
use serde_json::json;
use wirelark_core::frame::{Direction, Kind};
use wirelark_core::transcript::{Header, Writer, WriterOptions};
use wirelark_tests::app::{App, Home};
use wirelark_tests::disk::Disk;
use wirelark_tests::fault::{Behaviour, FaultServer, Then, frames};
use wirelark_tests::processes::Processes;

const ROWS: u64 = 10_000_000;
const CTRL: char = '\u{e009}';
const ENTER: &str = "\u{e007}";
const END: &str = "\u{e010}";
const HOME: &str = "\u{e011}";
const UP: &str = "\u{e013}";
const TEXT: u8 = 1;

/// Writes a transcript of `rows` messages of eight bytes.
fn write_transcript(path: &std::path::Path, rows: u64) {
    let mut writer =
        Writer::create(path, &Header::default(), WriterOptions::default(), Box::new(|| {}))
            .expect("create the transcript");
    for row in 0..rows {
        let payload = row.to_le_bytes();
        writer.push(Direction::Received, Kind::Binary, row as i64 * 1_000, &payload);
        while writer.is_full() && !writer.flush() {
            std::thread::yield_now();
        }
    }
    writer.finish().expect("finish the transcript");
}

/// Waits until this row, counted from 0, is active, has content, and is fully visible.
async fn wait_until_visible(app: &App, index: u64) {
    let script = format!(
        "const row = document.querySelector('wl-table [data-index=\"{index}\"]');
         if (!row?.dataset.row || !row.classList.contains('cursor')) return false;
         const [a, b] = [row, document.querySelector('wl-table .tbox')].map((e) => e.getBoundingClientRect());
         return a.top >= b.top - 1 && a.bottom <= b.bottom + 1 && row.getAttribute('aria-rowindex') === '{}'",
        index + 2
    );
    app.until(&format!("row {index} is whole in view"), &script).await;
}

#[tokio::test]
async fn every_row_of_ten_million_is_reachable_at_any_zoom() {
    let home = Home::new();
    let file = home.path("long.wlt");
    write_transcript(&file, ROWS);
    let app = App::start(&home).await;
    home.answer_dialog(&file);
    app.click("main-menu").await;
    app.click("menu-open-transcript").await;
    app.wait_for_count("shown", ROWS).await;
    app.until(
        "a screen reader gets the number of rows",
        &format!(
            "return document.querySelector('wl-table').getAttribute('aria-rowcount') === '{}'",
            ROWS + 1
        ),
    )
    .await;
    let width = "return innerWidth";
    let ordinary = app.page.execute(width, vec![]).await.expect("run the script").as_f64();
    for (keys, is_larger) in
        [("0", None), ("=", Some(true)), ("=", Some(true)), ("0", None), ("-", Some(false))]
    {
        app.keys(&[&format!("{CTRL}{keys}")]).await;
        let ordinary = ordinary.expect("a number");
        // A zoomed page has fewer CSS pixels.
        let seen = match is_larger {
            None => format!("return Math.abs(innerWidth - {ordinary}) < 3"),
            Some(true) => format!("return innerWidth < {ordinary} - 50"),
            Some(false) => format!("return innerWidth > {ordinary} + 50"),
        };
        app.until("the zoom has changed", &seen).await;
        app.focus_table().await;
        app.keys(&[END]).await;
        wait_until_visible(&app, ROWS - 1).await;
        app.keys(&[UP]).await;
        wait_until_visible(&app, ROWS - 2).await;
        app.keys(&[HOME]).await;
        wait_until_visible(&app, 0).await;
    }
    app.keys(&[&format!("{CTRL}0")]).await;

    // Row by row, in the middle and at the very end, each with content.
    let down = "
        const [first, count, done] = arguments;
        const table = document.querySelector('wl-table');
        const frame = () => new Promise(requestAnimationFrame);
        const until = async (what) => { for (let i = 0; i < 600; i++) { if (what()) return true; await frame(); } return false; };
        const active = () => table.querySelector('.cursor');
        table.models.selection.only(first);
        table.show(first);
        (async () => {
            for (let row = first + 1; row < first + count; row++) {
                table.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true, cancelable: true }));
                const there = () => active()?.dataset.index === String(row) && active().dataset.row === String(row + 1);
                if (!(await until(there))) return done(`row ${row}: ${active()?.outerHTML}`);
            }
            done('all');
        })();";
    for first in [4_999_000, 4_999_060, ROWS - 60] {
        let reached = app.page.execute_async(down, vec![json!(first), json!(60)]).await;
        assert_eq!(reached.expect("run the script"), "all");
    }
    app.quit().await;
}

#[tokio::test]
async fn a_selection_continues_past_the_edge() {
    let home = Home::new();
    let bytes: Vec<u8> =
        (0..500).flat_map(|i| frames::frame(TEXT, format!("message {i}").as_bytes())).collect();
    let server = FaultServer::start(Behaviour::Upgrade { bytes, then: Then::Stay });
    let app = App::start(&home).await;
    app.click("welcome-new").await;
    app.write("url", &server.url()).await;
    app.keys(&[ENTER]).await;
    app.wait_for_count("shown", 500).await;
    app.focus_table().await;
    app.keys(&[HOME]).await;
    wait_until_visible(&app, 0).await;
    let css = "wl-table [data-index=\"2\"]";
    let row = app.page.find(Locator::Css(css)).await.expect("a row");
    let (x, y, _, height) = row.rectangle().await.expect("the row's rectangle");
    let floor = app.page.execute(
        "return document.querySelector('wl-table .tbox').getBoundingClientRect().bottom",
        vec![],
    );
    let floor = floor.await.expect("run the script").as_f64().expect("a number");
    let to = |y: f64| PointerAction::MoveTo { duration: None, x: x + 150.0, y };
    let mouse = || MouseActions::new("mouse".to_owned());
    let press = mouse()
        .then(to(y + height / 2.0))
        .then(PointerAction::Down { button: MOUSE_BUTTON_LEFT })
        .then(to(y + height * 2.0))
        .then(to(floor + 60.0));
    app.page.perform_actions(press).await.expect("perform the actions");
    // The pointer rests, and the selection goes on.
    app.until(
        "more rows are selected than fit in the view",
        "return document.querySelector('wl-table').models.selection.count > 120",
    )
    .await;
    let release = mouse().then(PointerAction::Up { button: MOUSE_BUTTON_LEFT });
    app.page.perform_actions(release).await.expect("perform the actions");
    let told = "
        const done = arguments[0];
        const { selection } = document.querySelector('wl-table').models;
        const before = selection.count;
        requestAnimationFrame(() => requestAnimationFrame(() => done([selection.ranges, before === selection.count])));";
    let told = app.page.execute_async(told, vec![]).await.expect("run the script");
    assert_eq!(
        (told[0].as_array().map(Vec::len), &told[0][0][0], &told[1]),
        (Some(1), &json!(2), &json!(true)),
        "{told}"
    );
    app.quit().await;
}

#[tokio::test]
async fn the_scroll_position_stays_while_rows_arrive() {
    let home = Home::new();
    let app = App::start(&home).await;
    app.original_script().await;
    app.click("set-services").await;
    app.wait_for_count("received", 4).await;
    app.focus_table().await;
    app.keys(&[HOME]).await;
    wait_until_visible(&app, 0).await;
    let place = "const r = document.querySelector('wl-table .tbody .tr'); return [r.dataset.row, r.getBoundingClientRect().top]";
    let before = app.page.execute(place, vec![]).await.expect("run the script");
    // The number of new rows is shown, and grows.
    app.wait_for_text("fresh", "2 new").await;
    app.wait_for_text("fresh", "4 new").await;
    assert_eq!(app.page.execute(place, vec![]).await.expect("run the script"), before);
    app.click("fresh").await;
    app.until("it follows again", "return document.querySelector('[data-testid=follow]').getAttribute('aria-pressed') === 'true' && !document.querySelector('[data-testid=fresh]')").await;
    app.quit().await;
}

#[tokio::test]
async fn a_payload_of_a_gibibyte_is_read_in_pages() {
    const SIZE: usize = 1 << 30;
    let home = Home::new();
    let file = home.path("huge.wlt");
    {
        let mut payload = b"[\"0123456789\"".to_vec();
        let item = b",\"0123456789\"";
        let items = (SIZE - payload.len() - 1) / item.len();
        payload.extend(item.iter().cycle().take(items * item.len()));
        payload.resize(SIZE - 1, b' ');
        payload.push(b']');
        let mut writer =
            Writer::create(&file, &Header::default(), WriterOptions::default(), Box::new(|| {}))
                .expect("create the transcript");
        writer.push(Direction::Received, Kind::Text, 1, &payload);
        writer.finish().expect("finish the transcript");
    }
    let app = App::start(&home).await;
    home.answer_dialog(&file);
    app.click("main-menu").await;
    app.click("menu-open-transcript").await;
    app.wait_for_count("shown", 1).await;
    let processes = Processes::below(app.driver_id());
    let before = processes.now();
    app.click_row(0).await;
    app.click("tab-text").await;
    app.wait_for_text("text-where", "1,073,741,824").await;
    app.click("text-last").await;
    app.until(
        "the end of the text is shown",
        "return document.querySelector('[data-testid=text]')?.textContent.endsWith(']')",
    )
    .await;
    app.click("tab-json").await;
    app.wait_for_text("json-where", "1,073,741,824").await;
    app.click("json-next").await;
    app.wait_for_text("json", "0123456789").await;
    app.click("tab-hex").await;
    app.until(
        "the bytes have the focus",
        "const e = document.querySelector('[data-testid=hex-bytes]'); e?.focus(); return !!e",
    )
    .await;
    app.keys(&[&format!("{CTRL}{END}")]).await;
    app.wait_for_text("pane-hex", "3ffffff0").await;
    // The scroll bar beside the bytes, dragged to its top.
    let bar = "const r = document.querySelector('wl-hex .strip').getBoundingClientRect(); return [r.x + r.width / 2, r.bottom - 12, r.y - 40]";
    let bar = app.page.execute(bar, vec![]).await.expect("run the script");
    let place = |index: usize| bar[index].as_f64().unwrap_or_default();
    let to = |y| PointerAction::MoveTo { duration: None, x: place(0), y };
    let (button, middle) = (MOUSE_BUTTON_LEFT, f64::midpoint(place(1), place(2)));
    let drag = MouseActions::new("mouse".to_owned())
        .then(to(place(1)))
        .then(PointerAction::Down { button })
        .then(to(middle))
        .then(to(place(2)))
        .then(PointerAction::Up { button });
    app.page.perform_actions(drag).await.expect("perform the actions");
    app.wait_for_text("pane-hex", "00000000").await;
    app.click("tab-fields").await;
    app.wait_for_text("fields-unread", "1.1 GB").await;
    let after = processes.now();
    for (name, before, after) in [
        ("the app", before.app_bytes, after.app_bytes),
        ("the page", before.web_bytes, after.web_bytes),
    ] {
        let more = after.saturating_sub(before);
        assert!(more < 200 << 20, "{name} took {more} bytes for a payload of {SIZE}");
    }
    // Fields are decoded on demand, page by page; copying takes one of them.
    app.click("read-fields").await;
    app.wait_for_text("fields-where", "values 1 to 20,000 of").await;
    app.click("fields-last").await;
    app.wait_for_text("fields-where", "of 82,595,524").await;
    app.until(
        "the list's last field",
        "const t = document.querySelector('[data-testid=field-tree]'); t.focus(); return t.parentElement.models.inspection.lines.at(-1)?.node.name === '82595523'",
    )
    .await;
    app.keys(&[END]).await;
    app.wait_for_text("field-tree", "82595523").await;
    app.quit().await;
    drop(std::fs::remove_file(file));
}

#[tokio::test]
async fn a_full_disk_is_reported_and_nothing_is_lost() {
    const MESSAGES: u64 = 200_000;
    let home = Home::new();
    // The transcript needs 19 MB; at first 8 MB are free.
    let test = "a full disk in the window";
    let Some(disk) = Disk::mount(&home.transcripts(), test, "32m") else { return };
    let ballast = disk.fill(24 << 20);
    let server =
        FaultServer::start(Behaviour::Flood { count: MESSAGES, size: 64, then: Then::Stay });
    let app = App::start(&home).await;
    app.click("welcome-new").await;
    app.write("url", &server.url()).await;
    app.keys(&[ENTER]).await;
    app.wait_for_state("open").await;
    let folder = home.transcripts().display().to_string();
    let text = app.wait_for_text("waiting", &folder).await;
    assert!(text.contains(" free in "), "the free space is told: {text}");
    // The window stays responsive, and TCP's flow control holds the server back, so waiting data is bounded.
    let stored = app.wait_for_count("stored", 10_000).await;
    assert!(stored < MESSAGES, "{stored}");
    app.click("type-hex").await;
    std::fs::remove_file(ballast).expect("remove the file");
    for name in ["received", "stored", "shown"] {
        assert_eq!(app.wait_for_count(name, MESSAGES).await, MESSAGES);
    }
    assert_eq!(app.wait_for_count("lost", 0).await, 0);
    app.until("it waits no longer", "return !document.querySelector('[data-testid=waiting]')")
        .await;
    app.quit().await;
}

#[tokio::test]
async fn two_transcripts_are_compared_command_by_command() {
    let home = Home::new();
    let app = App::start(&home).await;
    let messages = |last: &[u8]| -> Vec<u8> {
        let quote = |i: u8| frames::frame(2, &[7, 0, 0, 0, i, i, i]);
        [frames::frame(TEXT, b"{\"server\": \"A\"}"), quote(1), quote(2), frames::frame(2, last)]
            .concat()
    };
    for (i, last) in [&[7, 0, 0, 0, 3, 3, 3][..], &[7, 0, 0, 0, 3, 9, 3]].into_iter().enumerate() {
        let server =
            FaultServer::start(Behaviour::Upgrade { bytes: messages(last), then: Then::Stay });
        if i == 0 {
            app.click("welcome-new").await;
        }
        app.write("url", &server.url()).await;
        app.keys(&[ENTER]).await;
        app.wait_for_state("open").await;
        app.wait_for_count("stored", 4).await;
        app.click("disconnect").await;
        app.wait_for_state("closed").await;
    }
    app.click("history-open").await;
    app.click("past-compare").await;
    // The older transcript is A.
    app.click("comparing-go").await;
    app.until("a verdict", "return document.querySelector('[data-testid=comparing-verdict]')?.dataset.equal === 'false'").await;
    app.wait_for_text("comparing-verdict", "1 command differs").await;
    app.click("comparing-only").await;
    app.until(
        "one command is left",
        "return document.querySelectorAll('[data-testid=comparing-command]').length === 1",
    )
    .await;
    app.wait_for_text("comparing-command", "7").await;
    app.click("comparing-look").await;
    app.wait_for_text("comparing-across", "A 5 B 5").await;
    app.click("comparing-open-b").await;
    app.find("file-strip").await;
    app.until(
        "its row is selected",
        "return document.querySelector('.tr[aria-selected=true]')?.dataset.row === '4'",
    )
    .await;

    // The result is still there, and ignored fields do not count as differences.
    app.click("main-menu").await;
    app.click("menu-comparing").await;
    app.wait_for_text("comparing-verdict", "1 command differs").await;
    let file = home.path("copy.wlt");
    let id = "return document.querySelector('[data-testid=comparing-b]').value";
    let id = app.page.execute(id, vec![]).await.expect("run the script");
    let id = id.as_str().expect("a string");
    std::fs::copy(home.transcripts().join(format!("{id}.wlt")), &file).expect("copy the file");
    home.answer_dialog(&file);
    app.click("comparing-file-a").await;
    app.until(
        "the file is chosen",
        "return document.querySelector('[data-testid=comparing-a]').value === 'file:0'",
    )
    .await;
    app.click("comparing-only").await;
    app.click("comparing-go").await;
    app.until("equal", "return document.querySelector('[data-testid=comparing-verdict]')?.dataset.equal === 'true'").await;
    app.keys(&["\u{e00c}"]).await;
    app.until("everything is closed", "return document.querySelector('wl-comparing').hidden").await;
    app.quit().await;
}
