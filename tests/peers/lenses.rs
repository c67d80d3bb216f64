use serde_json::{Value, json};
use wirelark_tests::cli::Cli;
use wirelark_tests::scratch::Scratch;

use crate::keep_alive::NodeServer;
use crate::{conversation, mosquitto};

fn number(transcript: &str, filter: &str) -> u64 {
    let output = Cli::run(["transcript", "count", transcript, "--filter", filter]).success();
    output.stdout.trim().parse().expect("a number")
}

/// A profile with no messages of its own logs in, asks and stays alive: the messages and the reply to pings are the
/// lens's.
#[test]
fn socket_io_is_spoken_by_its_lens_alone() {
    let Some(server) = NodeServer::start("socketio.mjs", &["socket.io"]) else { return };
    let scratch = Scratch::new();
    let profile = scratch.profile(json!({
        "lens": "socketio",
        "connection": {"url": format!("{}/socket.io/?EIO=4&transport=websocket", server.url)},
        "login": {
            "messages": [{"expect": "code:open"}, "Connect"],
            "reply": {"filter": "code:CONNECT"}, "refused": {"filter": "is:error"}
        },
        "variables": {"event": "echo", "data": "{\"price\":1.25}"},
        "scenarios": [{"name": "s", "steps":
            ["login", {"send": "Event with acknowledgement"}, {"wait": "10m"}]}]
    }));
    // The server pings again only if its ping was answered.
    let (output, _, transcript) =
        conversation::until(&scratch, &profile, &["--replies"], ("code:ping", 6));
    assert!(output.json()["replies"]["sent"].as_u64() >= Some(5), "{:?}", output.stdout);
    assert_eq!(number(&transcript, "dir:sent code:CONNECT or dir:sent code:EVENT"), 2);
    assert_eq!(number(&transcript, "code:ACK latency>0ns field.data[0].price=1.25"), 1);
    assert!(number(&transcript, "dir:sent code:pong is:heartbeat latency>0ns") >= 5);
    assert_eq!(number(&transcript, "fault:* or is:error"), 0);
}

/// Connect, subscribe, publish and ping in both versions, with messages whose lengths the lens's layouts compute.
#[test]
fn mqtt_is_spoken_by_its_lens_alone() {
    let scratch = Scratch::new();
    let Some((_broker, url)) = mosquitto::start(&scratch) else { return };
    for version in ["MQTT 3.1.1", "MQTT 5"] {
        let folder = Scratch::new();
        let send = |name: &str| json!({"send": format!("{name}, {version}")});
        let steps: [Value; 4] =
            [send("Connect"), send("Subscribe"), send("Publish"), json!({"wait": "10m"})];
        let profile = folder.profile(json!({
            "connection": {"url": url, "subprotocols": ["mqtt"]},
            "variables": {"topic": "a/long topic", "payload": "x".repeat(200)},
            "heartbeats": [{"send": "Ping", "every": "100ms"}],
            "scenarios": [{"name": "s", "steps": steps}]
        }));
        let pings = ("dir:received code:PINGRESP", 2);
        let (_, _, transcript) = conversation::until(&folder, &profile, &["--replies"], pings);
        assert_eq!(number(&transcript, "dir:received code:CONNACK latency>0ns"), 1, "{version}");
        assert_eq!(number(&transcript, "dir:received code:SUBACK latency>0ns"), 1, "{version}");
        let published = "dir:received code:PUBLISH field.topic=\"a/long topic\" field.payload:xxx";
        assert_eq!(number(&transcript, published), 1, "{version}");
        assert!(number(&transcript, "is:heartbeat latency>0ns") >= 2, "{version}");
        assert_eq!(number(&transcript, "fault:* or is:error"), 0, "{version}");
    }
}
