use serde_json::{Value, json};
use wirelark_tests::cli::Output;
use wirelark_tests::netns;
use wirelark_tests::scratch::Scratch;

/// The fault server as a program.
const SERVER: (&str, &str) = (env!("CARGO_BIN_EXE_fault-server"), "");

fn on_two_machines(scratch: &Scratch, parts: Value, script: &str) -> Output {
    netns::on_two_machines(scratch, parts, SERVER, script)
}

fn profile_of_fine(more: Value) -> Value {
    let mut connection = json!({"url": "ws://10.9.0.2:9000/fine"});
    connection
        .as_object_mut()
        .expect("an object")
        .extend(more.as_object().expect("an object").clone());
    json!({"connection": connection})
}

#[test]
fn case_51_a_cable_is_pulled_from_an_idle_connection() {
    if !netns::allowed() {
        return;
    }
    let scratch = Scratch::new();
    let keep_alive = json!({"ping_every": "300ms", "pong_within": "400ms"});
    // Two pings were answered before the link goes down.
    let lines = "start capture \"$PROFILE\"\ncome kind:pong 2\npulled\nended";
    let output =
        on_two_machines(&scratch, profile_of_fine(json!({"keep_alive": keep_alive})), lines);
    let (code, text) = output.failed(3);
    assert_eq!(code, "pong_timeout", "{text}");
    assert!(text.contains("no pong came within 400ms") && text.contains("connection.keep_alive"));
    let report = output.json();
    let silence: f64 =
        report["error"]["args"]["silence"].as_str().expect("a string").parse().expect("a number");
    // The ping interval, the wait for the pong, and one second of tolerance.
    assert!((0.3..=0.3 + 0.4 + 1.0).contains(&silence), "{silence} s");
    assert_eq!(report["close"]["code"], 1006);
    assert_eq!((&report["received"], &report["lost"]), (&json!(1), &json!(0)));
}

/// Without keep-alive only the idle time-out, if there is one, notices that the link is down.
#[test]
fn case_51_a_cable_is_pulled_without_keep_alive() {
    if !netns::allowed() {
        return;
    }
    let scratch = Scratch::new();
    let lines = "start capture \"$PROFILE\"\ncome kind:text 1\npulled\nended";
    let parts = profile_of_fine(json!({"timeouts": {"idle": "500ms"}}));
    let output = on_two_machines(&scratch, parts, lines);
    let (code, text) = output.failed(3);
    assert_eq!(code, "idle_timeout", "{text}");
    assert!(text.contains("nothing came from the server for 500ms"), "{text}");
    let lines = "start capture \"$PROFILE\"\ncome kind:text 1\npulled\nkill -INT $child\nended";
    let parts = profile_of_fine(json!({"timeouts": {"close": "300ms"}}));
    let output = on_two_machines(&Scratch::new(), parts, lines);
    assert_eq!(output.code, Some(0), "{output:?}");
    let report = output.json();
    assert_eq!((&report["close"]["clean"], &report["received"]), (&json!(false), &json!(1)));
}

#[test]
fn case_52_a_cable_is_pulled_while_much_is_sent() {
    if !netns::allowed() {
        return;
    }
    let scratch = Scratch::new();
    // More than the kernel buffers; `cargo xtask bench faults` sends the whole gibibyte.
    let text = "x".repeat(24 << 20);
    let mut parts = profile_of_fine(json!({"timeouts": {"write": "700ms"}}));
    parts["messages"] = json!([{"name": "big", "type": "text", "text": text}]);
    parts["scenarios"] =
        json!([{"name": "s", "steps": [{"wait": "1500ms"}, {"send": "big"}, {"wait": "2m"}]}]);
    let lines = "start run \"$PROFILE\"\ncome whole 1\npulled\nended";
    let output = on_two_machines(&scratch, parts, lines);
    let (code, error) = output.failed(3);
    assert_eq!(code, "write_timeout", "{error}");
    assert!(error.contains("for 700ms") && error.contains("connection.timeouts.write"), "{error}");
    let report = output.json();
    let unsent: u64 =
        report["error"]["args"]["unsent"].as_str().expect("a string").parse().expect("a number");
    // Includes a frame header with its mask, but not what the kernel accepted before its buffer was full.
    assert!(unsent > 0 && unsent <= (24 << 20) + 14, "{unsent}");
}

/// The process is stopped for a while, as on a machine that was suspended.
#[cfg(unix)]
#[test]
fn case_55_suspend_and_resume() {
    if !netns::allowed() {
        return;
    }
    let scratch = Scratch::new();
    let keep_alive = json!({"ping_every": "200ms", "pong_within": "2s"});
    let lines = "start capture \"$PROFILE\"
        come kind:pong 2
        kill -STOP $child
        sleep 1
        kill -CONT $child
        seen=$(rows kind:pong)
        come kind:pong $((seen + 2))
        kill -INT $child
        ended";
    let output =
        on_two_machines(&scratch, profile_of_fine(json!({"keep_alive": keep_alive})), lines);
    let report = output.success().json();
    assert_eq!(
        report["close"],
        json!({"code": 1000, "reason": "user quit", "clean": true, "by": "us"})
    );
}

/// The client's address changes: the old connection is found dead, and exactly one new connection replaces it.
#[test]
fn case_55_another_address() {
    if !netns::allowed() {
        return;
    }
    let scratch = Scratch::new();
    let parts = profile_of_fine(json!({
        "keep_alive": {"ping_every": "200ms", "pong_within": "300ms"},
        "reconnect": {"on": true, "first": "200ms", "longest": "400ms"},
    }));
    let lines = "start capture \"$PROFILE\"
        come kind:pong 1
        ip addr add 10.9.0.3/24 dev a0
        ip addr del 10.9.0.1/24 dev a0
        ip addr show dev a0 | grep -q 10.9.0.3 || ip addr add 10.9.0.3/24 dev a0
        come kind:text 2
        # Established, to port 9000 (0x2328).
        grep -c ':2328 01 ' /proc/self/net/tcp > \"$FOLDER/established\" || true
        kill -INT $child
        ended";
    let output = on_two_machines(&scratch, parts, lines);
    assert_eq!(output.code, Some(0), "{output:?}");
    assert_eq!(output.json()["received"], 2, "the old one's message and the new one's");
    let established = std::fs::read_to_string(scratch.path("established")).expect("read the file");
    assert_eq!(established.trim(), "1", "no second connection beside it");
}
