use std::process::Command;

use serde_json::{Value, json};
use wirelark_tests::peer::{Peer, free_port, program};
use wirelark_tests::row::Row;
use wirelark_tests::scratch::Scratch;

use crate::conversation;

const NAME: &str = "Wirelark test";
const WIDTH: u64 = 320;
const HEIGHT: u64 = 200;

/// A VNC server without a screen, and websockify in front of it.
fn start() -> Option<(Peer, Peer)> {
    let (vnc, websockify) = (program("Xtigervnc")?, program("websockify")?);
    let (port, behind) = (free_port(), free_port());
    let mut command = Command::new(vnc);
    // Takes a free display number, and no connections of X clients.
    command.args(["-displayfd", "1", "-nolisten", "unix", "-nolisten", "tcp"]);
    command.args(["-geometry", &format!("{WIDTH}x{HEIGHT}"), "-depth", "24"]);
    command.args(["-rfbport", &behind.to_string(), "-interface", "127.0.0.1"]);
    command.args(["-SecurityTypes", "None", "-desktop", NAME]);
    let vnc = Peer::start(behind, command);
    let mut command = Command::new(websockify);
    command.args([format!("127.0.0.1:{port}"), format!("127.0.0.1:{behind}")]);
    Some((vnc, Peer::start(port, command)))
}

/// RFC 6143: the client's side of the handshake, raw pixels asked for, and layouts for what the server says.
fn profile(port: u16) -> Value {
    let hex = |name: &str, digits: &str| json!({"name": name, "type": "hex", "text": digits});
    let packed = |name: &str, format: &str, values: Value| json!({"name": name, "type": "packed", "format": format, "values": values});
    // The server answers each message; without a pause websockify could put two answers into one message.
    let steps = ["Version", "No authentication", "ClientInit"]
        .map(|name| [json!({"wait": "1s"}), json!({"send": name})])
        .concat();
    let rest = [
        json!({"wait": "1s"}),
        json!({"send": "SetEncodings"}),
        json!({"send": "FramebufferUpdateRequest"}),
        json!({"wait": "10m"}),
    ];
    let steps = [&steps[..], &rest].concat();
    json!({
        "connection": {"url": format!("ws://127.0.0.1:{port}/"), "subprotocols": ["binary"]},
        "messages": [
            hex("Version", "52 46 42 20 30 30 33 2e 30 30 38 0a"),
            hex("No authentication", "01"),
            hex("ClientInit", "01"),
            packed("SetEncodings", ">BxHi", json!([2, 1, 0])),
            packed("FramebufferUpdateRequest", ">BBHHHH", json!([3, 0, 0, 0, WIDTH, HEIGHT])),
        ],
        "scenarios": [{"name": "s", "steps": steps}],
        "layouts": [
            {"name": "version", "format": "", "tail": {"type": "text", "name": "version"}},
            {
                "name": "security types",
                "format": "B",
                "fields": [{"name": "count"}],
                "tail": {
                    "type": "repeat", "name": "types", "count": "count",
                    "element": {
                        "format": "B",
                        "fields": [{"name": "type", "labels": {"1": "None", "2": "VNC"}}]
                    }
                }
            },
            {
                "name": "security result",
                "format": ">I",
                "fields": [{"name": "result", "labels": {"0": "OK", "1": "failed"}}]
            },
            {
                "name": "ServerInit",
                "format": ">HHBBBBHHHBBB3xI",
                "fields": [
                    {"name": "width"}, {"name": "height"}, {"name": "bits_per_pixel"},
                    {"name": "depth"}, {"name": "big_endian"}, {"name": "true_colour"},
                    {"name": "red_max"}, {"name": "green_max"}, {"name": "blue_max"},
                    {"name": "red_shift"}, {"name": "green_shift"}, {"name": "blue_shift"},
                    {"name": "name_length"}
                ],
                "tail": {"type": "text", "name": "name", "length": "name_length"}
            },
            {
                "name": "FramebufferUpdate",
                "format": ">BxHHHHHi",
                "fields": [
                    {"name": "message", "constant": 0}, {"name": "rectangles"}, {"name": "x"},
                    {"name": "y"}, {"name": "width"}, {"name": "height"},
                    {"name": "encoding", "labels": {"0": "Raw"}}
                ],
                "tail": {"type": "bytes", "name": "pixels"}
            }
        ],
        "rules": [
            {"layout": "version", "direction": "received", "prefix": "524642"},
            {"layout": "security types", "direction": "received", "size": {"to": 3}},
            {"layout": "security result", "direction": "received", "size": {"from": 4, "to": 4}},
            {"layout": "ServerInit", "direction": "received", "size": {"to": 100}},
            {"layout": "FramebufferUpdate", "direction": "received", "prefix": "0000"}
        ]
    })
}

/// The handshake decodes by size and prefix. websockify reads at most 64 KiB at once, so the pixels of one update arrive
/// in several messages.
#[test]
fn vnc_behind_websockify() {
    let Some((_vnc, websockify)) = start() else { return };
    let scratch = Scratch::new();
    let profile = scratch.profile(profile(websockify.port));
    // Version, security types, security result, ServerInit, and the parts of the update.
    let parts = (WIDTH * HEIGHT * 4).div_ceil(65_536);
    let awaited = ("dir:received kind:binary", 4 + parts);
    let (_, rows, _) = conversation::until(&scratch, &profile, &[], awaited);
    let received: Vec<&Row> = rows.iter().filter(|row| row.label() == "received binary").collect();
    let fields = |index: usize| received[index].fields.clone().expect("decoded fields");
    assert_eq!(fields(0)["version"], "RFB 003.008\n");
    assert_eq!(fields(1)["types"], json!([{"type": 1}]));
    assert_eq!(fields(2)["result"], 0);
    let init = fields(3);
    assert_eq!([&init["width"], &init["height"]], [WIDTH, HEIGHT]);
    assert_eq!([&init["bits_per_pixel"], &init["depth"]], [32, 24]);
    assert_eq!([&init["red_shift"], &init["green_shift"], &init["blue_shift"]], [16, 8, 0]);
    assert_eq!(init["name"], NAME);
    let update = fields(4);
    let place = ["rectangles", "x", "y", "width", "height", "encoding"].map(|name| &update[name]);
    assert_eq!(place, [1, 0, 0, WIDTH, HEIGHT, 0]);
    assert!(received[4].size <= 65_536, "{}", received[4].size);
}
