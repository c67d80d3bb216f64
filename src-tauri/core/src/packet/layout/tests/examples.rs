//! The layouts of `examples/layout-parts.wirelark.json`, on messages as the programs send them.

use super::*;

fn decoded(name: &str, message: &[u8]) -> Decoded {
    let text = include_str!("../../../../../../examples/layout-parts.wirelark.json");
    let mut profile: Value = serde_json::from_str(text).unwrap();
    let layouts: Vec<Layout> = serde_json::from_value(profile["layouts"].take()).unwrap();
    let known = LayoutContext { layouts: &layouts, protos: None };
    let plans = layouts.iter().map(|layout| Plan::new(layout, known).unwrap());
    let plans: Vec<_> = plans.collect();
    let plan = plans.iter().find(|plan| plan.name() == name).unwrap();
    let decoded = decode(plan, message);
    assert_eq!(decoded.stop, None);
    decoded
}

fn value<'d>(decoded: &'d Decoded, path: &str) -> &'d str {
    &decoded.find(path).unwrap().value
}

#[test]
fn a_framebuffer_update_of_rfb() {
    let head = |w: u16, h: u16, encoding: i32| {
        let numbers = [0, 0, w, h].map(u16::to_be_bytes);
        [numbers.concat(), encoding.to_be_bytes().to_vec()].concat()
    };
    let mut message = b"\0\0\0\x03".to_vec();
    message.extend(head(2, 1, 0));
    message.extend([1, 2, 3, 4, 5, 6, 7, 8]);
    message.extend(head(9, 9, 1));
    message.extend([0, 3, 0, 4]);
    message.extend(head(640, 480, -223));
    let decoded = decoded("rfb update", &message);
    assert_eq!(value(&decoded, "rects[0].body.pixels"), "hex:0102030405060708");
    assert_eq!(value(&decoded, "rects[1].body.from y"), "4");
    assert_eq!(decoded.find("rects[2].encoding").unwrap().label.as_deref(), Some("DesktopSize"));
}

#[test]
fn a_kernel_message_of_jupyter() {
    let parts =
        ["iopub", "{\"msg_type\":\"status\"}", "{}", "{}", "{\"execution_state\":\"busy\"}"];
    let mut message = 6u64.to_le_bytes().to_vec();
    let mut at = 56u64;
    message.extend(at.to_le_bytes());
    for part in parts {
        at += part.len() as u64;
        message.extend(at.to_le_bytes());
    }
    message.extend(parts.concat().bytes());
    let decoded = decoded("jupyter v1", &message);
    assert_eq!(value(&decoded, "channel"), "iopub");
    assert_eq!(value(&decoded, "header.msg_type"), "status");
    assert_eq!(value(&decoded, "content.execution_state"), "busy");
}

#[test]
fn two_records_of_signalr_in_one_message() {
    let decoded = decoded("signalr", b"{\"type\":6}\x1e{\"type\":3,\"invocationId\":\"1\"}\x1e");
    assert_eq!(value(&decoded, "messages[0].type"), "6");
    assert_eq!(value(&decoded, "messages[1].invocationId"), "1");
}

#[test]
fn a_publish_packet_of_mqtt_longer_than_127_bytes() {
    let mut message = vec![0x32, 0x8c, 0x01];
    message.extend(b"\0\x03a/b\0\x07");
    message.extend([b'x'; 133]);
    let publish = decoded("mqtt", &message);
    assert_eq!(value(&publish, "remaining"), "140");
    assert_eq!(value(&publish, "head.flags.qos"), "1");
    assert_eq!((value(&publish, "publish.topic"), value(&publish, "publish.ack.id")), ("a/b", "7"));
    assert_eq!(value(&decoded("mqtt", b"\xd0\0"), "head.type"), "13");
}
