use std::process::Command;

use serde_json::{Value, json};
use wirelark_tests::peer::{Peer, free_port, program};
use wirelark_tests::row::Row;
use wirelark_tests::scratch::{Scratch, example};

use crate::conversation;

/// The broker with a WebSocket listener, and its URL.
pub(crate) fn start(scratch: &Scratch) -> Option<(Peer, String)> {
    let mosquitto = program("mosquitto")?;
    let (plain, port) = (free_port(), free_port());
    // Version 2.0 does not start without an ordinary listener, and needs an interface name for WebSocket.
    let config = scratch.file(
        "mosquitto.conf",
        format!(
            "listener {plain} 127.0.0.1\n\
             listener {port} lo\nsocket_domain ipv4\nprotocol websockets\n\
             allow_anonymous true\npersistence false\n"
        ),
    );
    let mut command = Command::new(mosquitto);
    command.args(["-c", &config]);
    let broker = Peer::start(port, command);
    let url = format!("ws://127.0.0.1:{}/mqtt", broker.port);
    Some((broker, url))
}

fn example_profile() -> Value {
    let text = std::fs::read(example("mqtt.wirelark.json")).expect("read the file");
    serde_json::from_slice(&text).expect("valid JSON")
}

/// The received message with these bytes.
#[track_caller]
fn received<'a>(rows: &'a [Row], hex: &str) -> &'a Row {
    let mut received = rows.iter().filter(|row| row.label() == "received binary");
    received
        .find(|row| row.hex.as_deref() == Some(hex))
        .unwrap_or_else(|| panic!("no {hex}: {rows:#?}"))
}

/// The MQTT example against a broker: packed messages sent, bytes received, and one message received through the broker
/// by its topic.
#[test]
fn mosquitto_over_its_websocket_listener() {
    let scratch = Scratch::new();
    let Some((_broker, url)) = start(&scratch) else { return };
    let mut profile = example_profile();
    assert_eq!(profile["scenarios"][0]["steps"][4]["wait"], "1s");
    profile["scenarios"][0]["steps"][4]["wait"] = json!("10m");
    let profile = scratch.profile(profile);
    let came = ("dir:received kind:binary", 4);
    let (output, rows, _) = conversation::until(&scratch, &profile, &["--url", &url], came);
    let hop = &output.json()["handshake"]["hops"][0];
    assert_eq!(hop["subprotocol"], "mqtt", "{hop}");
    let with = |hex: &str| received(&rows, hex).fields.clone().expect("decoded fields");
    assert_eq!(with("20020000")["result"], 0, "CONNACK: accepted");
    assert_eq!(with("9003000100")["packet"], 1, "SUBACK");
    let published = with("300d000568656c6c6f776f726c6421");
    assert_eq!([&published["topic"], &published["payload"]], ["hello", "world!"]);
    assert_eq!(with("d000")["type"], 208, "PINGRESP");
}

/// QoS 1: the broker acknowledges what was published, delivers it with a packet number of its own, and takes the
/// acknowledgement.
#[test]
fn mosquitto_acknowledges_with_qos_1() {
    let scratch = Scratch::new();
    let Some((_broker, url)) = start(&scratch) else { return };
    let mut profile = example_profile();
    let more = [
        json!({"name": "Subscribe, QoS 1", "type": "packed", "format": ">BBHH5sB", "values": [130, 10, 2, 5, "text:hello", 1]}),
        json!({"name": "Publish, QoS 1", "type": "packed", "format": ">BBH5sH6s",
            "values": [50, 15, 5, "text:hello", 7, "text:world!"]}),
        json!({"name": "Acknowledge 1", "type": "packed", "format": ">BBH", "values": [64, 2, 1]}),
    ];
    profile["messages"].as_array_mut().expect("a list").extend(more);
    let names = ["Connect", "Subscribe, QoS 1", "Publish, QoS 1", "Acknowledge 1", "Ping"];
    let mut steps: Vec<Value> = names.iter().map(|name| json!({"send": name})).collect();
    steps.push(json!({"wait": "10m"}));
    profile["scenarios"][0]["steps"] = json!(steps);
    let profile = scratch.profile(profile);
    // CONNACK, SUBACK, PUBACK, PUBLISH, PINGRESP.
    let came = ("dir:received kind:binary", 5);
    let (_, rows, _) = conversation::until(&scratch, &profile, &["--url", &url], came);
    let granted = received(&rows, "9003000201").fields.clone().expect("decoded fields");
    assert_eq!([&granted["packet"], &granted["result"]], [2, 1], "SUBACK grants QoS 1");
    received(&rows, "40020007");
    let delivered = received(&rows, "320f000568656c6c6f0001776f726c6421");
    let fields = delivered.fields.clone().expect("decoded fields");
    let bits = ["type.kind", "type.qos", "type.retain"].map(|name| &fields[name]);
    assert_eq!(bits, [3, 1, 0], "{fields}");
    received(&rows, "d000");
}
