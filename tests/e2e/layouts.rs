//! Layouts, rules, codes, columns, Protobuf: created by clicking and typing, and previewed on received messages.

use crate::app::{App, Home};

/// Connected to the demo server, which pushes, with the layouts page open.
async fn at_the_demo(home: &Home) -> App {
    let app = App::start(home).await;
    app.original_script().await;
    app.click("set-services").await;
    app.wait_for_row(&["↓", "PUSH"]).await;
    app.tool("layouts-open").await;
    app.find("layouts-empty").await;
    app
}

pub(crate) async fn choose_option(app: &App, testid: &str, value: &str) {
    let select = app.find(testid).await;
    select.select_by_value(value).await.unwrap_or_else(|error| panic!("{testid}: {error}"));
}

/// Creates the layout of the demo server's push: int32 100, int64, float64, text.
async fn make_push(app: &App) {
    app.click("layout-new").await;
    app.write("layouts[0].name", "push").await;
    app.write("layouts[0].format", "<iqd").await;
    choose_option(app, "layouts[0].fields[0].mode", "constant").await;
    app.write("layouts[0].fields[0].constant", "100").await;
    app.write("layouts[0].fields[1].name", "seq").await;
    app.write("layouts[0].fields[2].name", "time").await;
    choose_option(app, "layouts[0].fields[2].display", "unix").await;
    choose_option(app, "layouts[0].tail.type", "text").await;
    app.write("layouts[0].tail.name", "service").await;
}

/// Waits until the preview's field at this path has a value that matches.
async fn wait_for_preview_field(app: &App, path: &str, pattern: &str) {
    let script = format!(
        "const v = document.querySelector('[data-testid=trial-tree] [data-field=\"{path}\"] .value'); return !!v && /{pattern}/.test(v.textContent)"
    );
    app.until(&format!("the trial's {path} is {pattern}"), &script).await;
}

async fn has_problem(app: &App, path: &str, code: &str) {
    let script = format!(
        "return document.querySelector('[data-testid=\"problem:{path}\"]')?.dataset.code === {code:?}"
    );
    app.until(&format!("{path} is told to be {code}"), &script).await;
}

async fn has_no_problem(app: &App, path: &str) {
    let script = format!("return !document.querySelector('[data-testid=\"problem:{path}\"]')");
    app.until(&format!("{path} is right"), &script).await;
}

#[tokio::test]
async fn a_layout_a_rule_and_columns_by_clicking_and_typing() {
    let home = Home::new();
    let app = at_the_demo(&home).await;
    make_push(&app).await;
    // The newest message that fits is decoded while the layout is typed.
    wait_for_preview_field(&app, "code", "^\\s*100").await;
    wait_for_preview_field(&app, "seq", "^\\s*[0-9]+\\s*$").await;
    wait_for_preview_field(&app, "time", "20[0-9][0-9]-[01][0-9]-").await;
    wait_for_preview_field(&app, "service", "first|test").await;
    app.until(
        "no rule yet",
        "return document.querySelector('[data-testid=trial-about]').dataset.rule === ''",
    )
    .await;
    app.click("layout-add-rule").await;
    app.until(
        "the rule matches",
        "return document.querySelector('[data-testid=trial-about]').dataset.rule === '0'",
    )
    .await;
    app.click("room-tab-rules").await;
    app.until(
        "its rule is marked",
        "return document.querySelector('[data-testid=\"rules[0]\"]')?.dataset.takes === 'true'",
    )
    .await;

    // Columns offered from the fields of the layouts.
    app.click("room-tab-columns").await;
    app.click_text("offer", "seq").await;
    app.click_text("offer", "service").await;
    app.find("columns[1].field").await;

    // Escape closes the page; everything is in the profile, and in its file once it is saved.
    app.keys(&["\u{e00c}"]).await;
    app.until(
        "the page is closed",
        "return document.querySelector('[data-testid=layouts-room]').hidden",
    )
    .await;
    // The table has the columns at once, also in earlier rows.
    app.wait_for_row(&["↓", "PUSH", "first"]).await;
    app.click("save").await;
    app.until("it is saved", "return !document.querySelector('[data-testid=save] .dirty')").await;
    app.quit().await;
    let file = std::fs::read_dir(home.profiles()).expect("list the folder").flatten().next();
    let text = std::fs::read_to_string(file.expect("a profile").path()).expect("read the file");
    let profile: serde_json::Value = serde_json::from_str(&text).expect("valid JSON");
    assert_eq!(
        profile["layouts"],
        serde_json::json!([{
            "name": "push", "format": "<iqd",
            "fields": [{"name": "code", "constant": "100"}, {"name": "seq"}, {"name": "time", "display": "unix"}],
            "tail": {"type": "text", "name": "service"}
        }])
    );
    assert_eq!(profile["rules"], serde_json::json!([{"layout": "push", "code": 100}]));
    assert_eq!(profile["columns"], serde_json::json!([{"field": "seq"}, {"field": "service"}]));
}

#[tokio::test]
async fn errors_are_shown_beside_their_field() {
    let home = Home::new();
    let app = at_the_demo(&home).await;
    make_push(&app).await;
    wait_for_preview_field(&app, "seq", "[0-9]").await;

    app.write("layouts[0].fields[0].constant", "x").await;
    has_problem(&app, "layouts[0].fields[0].constant", "value.not_integer").await;
    app.find("trial-unsound").await;
    app.write("layouts[0].fields[0].constant", "3000000000").await;
    has_problem(&app, "layouts[0].fields[0].constant", "pack.range").await;
    app.write("layouts[0].fields[0].constant", "100").await;
    has_no_problem(&app, "layouts[0].fields[0].constant").await;

    // A format that is typed again gets its field names back.
    app.write("layouts[0].format", "<iz").await;
    has_problem(&app, "layouts[0].format", "format.bad_char").await;
    app.write("layouts[0].format", "<iqd").await;
    has_no_problem(&app, "layouts[0].format").await;
    app.until(
        "the field names are back",
        "return document.querySelector('[data-testid=\"layouts[0].fields[2].name\"]')?.value === 'time'",
    )
    .await;

    // Custom bytes: the preview says where they stop fitting.
    app.click("trial-typed").await;
    app.write("trial-hex", "64 00 00 00 01").await;
    app.until(
        "the export shows its path",
        "return document.querySelector('[data-testid=trial-stop]')?.dataset.code === 'decode.short'",
    )
    .await;
    app.write("trial-hex", "6g").await;
    app.until(
        "a character that is not a hex digit",
        "return document.querySelector('[data-testid=trial-error]')?.dataset.code === 'hex_digit'",
    )
    .await;

    // A rule for a missing field; an invalid number.
    app.click("layout-add-rule").await;
    app.click("room-tab-rules").await;
    app.click("rules[0]:add").await;
    app.click("rules[0]:add-field").await;
    app.write("rules[0].field", "nobody").await;
    app.write("rules[0].equals", "7").await;
    has_problem(&app, "rules[0].field", "rule.no_such_field").await;
    app.write("rules[0].code", "ten").await;
    has_problem(&app, "rules[0].code", "decoding.code_text").await;

    // Two names for one code, of which the second is never used.
    app.click("room-tab-codes").await;
    app.click("code-add").await;
    let last = "return document.querySelectorAll('[data-testid^=\"codes[\"][data-place]').length";
    let count = app.until("codes", last).await.as_u64().expect("a number");
    app.write(&format!("codes[{}].code", count - 1), "1").await;
    // The other codes are for received messages.
    choose_option(&app, &format!("codes[{}].direction", count - 1), "received").await;
    app.find(&format!("problem:codes[{}]", count - 1)).await;
    app.quit().await;
}

#[tokio::test]
async fn the_code_and_the_latency_rule_are_defined_by_clicking() {
    let home = Home::new();
    let app = at_the_demo(&home).await;
    app.click("room-tab-codes").await;
    app.click("code-place-add").await;
    choose_option(&app, "code-place-0.from", "json").await;
    has_problem(&app, "code.path", "decoding.code_path").await;
    app.write("code.path", "type").await;
    has_no_problem(&app, "code.path").await;
    // Text codes have names, too.
    app.click("code-add").await;
    let last = "return document.querySelectorAll('[data-testid^=\"codes[\"][data-place]').length";
    let count = app.until("codes", last).await.as_u64().expect("a number");
    app.write(&format!("codes[{}].code", count - 1), "connection_ack").await;
    app.write(&format!("codes[{}].name", count - 1), "ACK").await;
    has_no_problem(&app, &format!("codes[{}].code", count - 1)).await;
    app.click("code-place-add").await;
    choose_option(&app, "code-place-1.from", "integer").await;
    choose_option(&app, "code[1].type", "H").await;

    app.click("room-tab-latency").await;
    choose_option(&app, "latency.match", "codes").await;
    has_problem(&app, "latency.codes", "latency_without_codes").await;
    app.click("latency-pair-add").await;
    app.write("latency.codes[0].request", "connection_init").await;
    app.write("latency.codes[0].reply", "connection_ack").await;
    app.write("latency.within", "soon").await;
    has_problem(&app, "latency.within", "duration_invalid").await;
    app.write("latency.within", "5s").await;
    has_no_problem(&app, "latency.within").await;

    app.click("layouts-close").await;
    app.click("save").await;
    app.until("it is saved", "return !document.querySelector('[data-testid=save] .dirty')").await;
    app.quit().await;
    let file = std::fs::read_dir(home.profiles()).expect("list the folder").flatten().next();
    let text = std::fs::read_to_string(file.expect("a profile").path()).expect("read the file");
    let saved: serde_json::Value = serde_json::from_str(&text).expect("valid JSON");
    let code =
        serde_json::json!([{"from": "json", "path": "type"}, {"from": "integer", "type": "H"}]);
    assert_eq!(saved["code"], code);
    let latency = serde_json::json!({
        "match": "codes", "within": "5s",
        "codes": [{"request": "connection_init", "reply": "connection_ack"}]
    });
    assert_eq!(saved["latency"], latency);
}

#[tokio::test]
async fn a_removed_layout_is_restored_and_protobuf_files_are_read() {
    let home = Home::new();
    let app = at_the_demo(&home).await;
    make_push(&app).await;
    app.click("layout-menu").await;
    app.click("layout-delete").await;
    app.find("layouts-empty").await;
    app.click("undo").await;
    app.find("layouts[0].name").await;

    app.click("room-tab-protobuf").await;
    let file = home.path("quotes.proto");
    std::fs::write(
        &file,
        "syntax = \"proto3\";\npackage market;\nmessage Quote { Nobody x = 1; }\n",
    )
    .expect("write the file");
    home.answer_dialog(&file);
    app.click("protobuf-attach").await;
    has_problem(&app, "protobuf[0].source", "binary.proto").await;
    app.wait_for_text("problem:protobuf[0].source", "3").await;
    // The corrected file replaces the other one.
    std::fs::write(
        &file,
        "syntax = \"proto3\";\npackage market;\nmessage Quote { int32 x = 1; }\n",
    )
    .expect("write the file");
    home.answer_dialog(&file);
    app.click("protobuf-attach").await;
    app.wait_for_text("protobuf-messages", "market.Quote").await;
    has_no_problem(&app, "protobuf[0].source").await;

    // It can be chosen as a tail.
    app.click("room-tab-layouts").await;
    choose_option(&app, "layouts[0].tail.type", "protobuf").await;
    has_problem(&app, "layouts[0].tail.message", "layout.no_such_message").await;
    choose_option(&app, "layouts[0].tail.message", "market.Quote").await;
    has_no_problem(&app, "layouts[0].tail.message").await;
    app.quit().await;
}
