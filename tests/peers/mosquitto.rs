use std::process::Command;

use serde_json::{Value, json};
use wirelark_tests::peer::{Peer, free_port, program};
use wirelark_tests::row::Row;
use wirelark_tests::scratch::{Scratch, example};

use crate::conversation;

/// The MQTT example against a broker: packed messages sent, bytes received, and one message received through the broker
/// by its topic.
#[test]
fn mosquitto_over_its_websocket_listener() {
    let Some(mosquitto) = program("mosquitto") else { return };
    let scratch = Scratch::new();
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
    let text = std::fs::read(example("mqtt.wirelark.json")).expect("read the file");
    let mut profile: Value = serde_json::from_slice(&text).expect("valid JSON");
    assert_eq!(profile["scenarios"][0]["steps"][4]["wait"], "1s");
    profile["scenarios"][0]["steps"][4]["wait"] = json!("10m");
    let profile = scratch.profile(profile);
    let came = ("dir:received kind:binary", 4);
    let (output, rows, _) = conversation::until(&scratch, &profile, &["--url", &url], came);
    let hop = &output.json()["handshake"]["hops"][0];
    assert_eq!(hop["subprotocol"], "mqtt", "{hop}");
    let received: Vec<&Row> = rows.iter().filter(|row| row.label() == "received binary").collect();
    let with = |hex: &str| {
        let found = received.iter().find(|row| row.hex.as_deref() == Some(hex));
        found
            .unwrap_or_else(|| panic!("no {hex}: {received:#?}"))
            .fields
            .clone()
            .expect("decoded fields")
    };
    assert_eq!(with("20020000")["result"], 0, "CONNACK: accepted");
    assert_eq!(with("9003000100")["packet"], 1, "SUBACK");
    let published = with("300d000568656c6c6f776f726c6421");
    assert_eq!([&published["topic"], &published["payload"]], ["hello", "world!"]);
    assert_eq!(with("d000")["type"], 208, "PINGRESP");
}
