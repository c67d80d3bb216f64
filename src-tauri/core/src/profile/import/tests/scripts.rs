//! Python scripts. `tests/oracle` compares with what Python itself sends.

use super::{ImportKind, assert_notes, file, folder, sent};
use crate::profile::model::{AuthType, Step};
use crate::profile::original_script;

const HANDLER: &str = "import json\nfrom websockets import connect\n\nclass Handler:\n    def __init__(self, loop=None):\n        self.ws = None\n        self.loop = loop\n\n    async def async_connect(self, url):\n        self.ws = await connect(url)\n\n    def sendJsonObj(self, cmd):\n        return self.loop.run_until_complete(self.async_sendJsonObj(cmd))\n\n    async def async_sendJsonObj(self, cmd):\n        return await self.ws.send(json.dumps(cmd))\n\n    async def async_sendByte(self, cmd):\n        return await self.ws.send(cmd)\n\n    async def async_close(self):\n        await self.ws.close(reason=\"user quit\")\n        self.ws = None\n\n    async def async_recv(self, callback=None):\n        while True:\n            reply = await self.ws.recv()\n            if callback:\n                callback(reply)\n";
const PROGRAM: &str = "import struct\nimport json\nimport asyncio\nfrom wsHandler import Handler\n\nremoteUri = 'wss://ws.test.com:2443/'\nlogin = {'role': 'admin', 'user_id': 'test1234'}\ntoFree = struct.pack('=ib', 0, 0)\nsetService = struct.pack('=i', 2) + json.dumps([\"first\", \"test\"]).encode('utf-8')\n\nasync def sendCmd(handle):\n    await handle.async_sendJsonObj(login)\n    await asyncio.sleep(0.5)\n    await handle.async_sendByte(setService)\n    await asyncio.sleep(0.5)\n    await handle.async_sendByte(toFree)\n\ndef handleReply(reply):\n    if len(reply) >= 4:\n        print(struct.unpack('=i', reply[:4]))\n\nasync def recvCmd(handle):\n    await handle.async_recv(handleReply)\n\nif __name__ == '__main__':\n    handler = Handler()\n    loop = asyncio.get_event_loop()\n    loop.run_until_complete(handler.async_connect(remoteUri))\n    tasks = asyncio.gather(sendCmd(handler), recvCmd(handler))\n    loop.run_until_complete(tasks)\n    loop.run_until_complete(handler.async_close())\n";

#[test]
fn the_original_script_with_its_module_is_the_shipped_profile() {
    let imported = folder(&[("main.py", PROGRAM), ("wsHandler.py", HANDLER)], None);
    assert_eq!(imported.kind, ImportKind::Python);
    let [profile] = imported.profiles.as_slice() else { panic!("{imported:?}") };
    let shipped = original_script::profile().expect("the shipped file");
    assert_eq!(profile.connection, shipped.connection);
    assert_eq!(profile.login, shipped.login);
    assert_eq!(profile.services, shipped.services);
    for (ours, theirs) in [("setService", "Set services"), ("toFree", "Free")] {
        assert_eq!(sent(profile, ours), sent(&shipped, theirs));
    }
    let steps: Vec<_> = profile.scenarios[0].steps.iter().map(|step| step.step.clone()).collect();
    let wait = || Step::Wait("500ms".to_owned());
    let send = |name: &str| Step::Send(name.to_owned());
    assert_eq!(steps, [Step::Login, wait(), send("setService"), wait(), send("toFree")]);
    assert_notes(&imported, &["the script receives here"]);
}

/// What Python sent when it ran these scripts; `tests/oracle/imported_script.py` recorded it.
#[test]
fn scripts_send_what_python_sent() {
    const SENT: &str = include_str!("../../../../../../tests/oracle/scripts/sent_by_python.json");
    const HANDLER: &str = include_str!("../../../../../../tests/oracle/scripts/wsHandler.py");
    const SCRIPTS: [(&str, &str); 5] = [
        ("original", include_str!("../../../../../../tests/oracle/scripts/original.py")),
        ("functions", include_str!("../../../../../../tests/oracle/scripts/functions.py")),
        ("formats", include_str!("../../../../../../tests/oracle/scripts/formats.py")),
        ("loops", include_str!("../../../../../../tests/oracle/scripts/loops.py")),
        ("local", include_str!("../../../../../../tests/oracle/scripts/local.py")),
    ];
    let expected: serde_json::Value = serde_json::from_str(SENT).expect("valid JSON");
    let mut differences = Vec::new();
    for (name, text) in SCRIPTS {
        let imported = folder(
            &[(&format!("{name}.py"), text), ("wsHandler.py", HANDLER)],
            Some(ImportKind::Python),
        );
        let profile = &imported.profiles[0];
        let mut steps = Vec::new();
        for step in &profile.scenarios[0].steps {
            steps.push(match &step.step {
                Step::Login => {
                    let login = profile.login.as_ref().expect("a login");
                    let text = match login.messages.first() {
                        Some(crate::profile::model::LoginPart::Inline(message)) => {
                            message.text.clone()
                        }
                        _ => crate::profile::message::login(&login.fields, login.style)
                            .expect("a login"),
                    };
                    serde_json::json!(["text", crate::packet::hex::encode(text.as_bytes())])
                }
                Step::Wait(time) => {
                    let time = crate::profile::duration::parse(time).expect("a duration");
                    serde_json::json!(["wait", time.as_secs_f64()])
                }
                Step::Send(name) => {
                    let saved = profile.saved_message(name).expect("it is saved");
                    let built =
                        crate::profile::message::build(profile, saved).expect("it can be built");
                    let is_text = built.kind == crate::frame::Kind::Text;
                    serde_json::json!([
                        if is_text { "text" } else { "binary" },
                        crate::packet::hex::encode(&built.bytes)
                    ])
                }
                Step::Misbehave(what) => panic!("{what:?}"),
            });
        }
        let mut wanted = expected[name]["steps"].as_array().expect("an array").clone();
        for step in wanted.iter_mut().filter(|step| step[0] == "wait") {
            step[1] = step[1].as_f64().expect("a number").into();
        }
        if profile.connection.url != expected[name]["url"] || steps != wanted {
            differences.push(format!(
                "{name}: {}\nours   {steps:?}\nPython {wanted:?}\n{}",
                profile.connection.url,
                super::notes(&imported)
            ));
        }
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

#[test]
fn helpers_that_are_not_in_the_script_are_recognised_by_their_names() {
    let imported = file("main.py", PROGRAM, None);
    let profile = &imported.profiles[0];
    assert_eq!(profile.connection.url, "wss://ws.test.com:2443/");
    assert_eq!(profile.scenarios[0].steps.len(), 5);
    assert_notes(&imported, &["async_sendByte is not defined in the script"]);
}

#[test]
fn other_names_local_variables_f_strings_loops_and_arguments() {
    let script = "
import asyncio, json, os, ssl, struct as s, time
import websockets
from enum import IntEnum

class Cmd(IntEnum):
    HELLO = 0x10
    BYE = 17

HOST = 'h.example'
TOKEN = 'CANARY-1'
HEADER = s.Struct('<HI')

def frame(cmd, body, flag=True):
    data = json.dumps(body, separators=(',', ':')).encode()
    return HEADER.pack(cmd, len(data)) + data

async def main(port: int = 8000 + 1):
    url = f'ws://{HOST}:{port:05d}/feed/{{x}}?v={1.50}'
    context = ssl.create_default_context()
    context.verify_mode = ssl.CERT_NONE
    async with websockets.connect(url, additional_headers={'Authorization': f'Bearer {TOKEN}', 'X-One': 'a'},
                                  subprotocols=['a', 'b'], ssl=context, origin='https://o', ping_interval=20,
                                  max_size=None, open_timeout=3.5, strange=1) as sock:
        await sock.send(json.dumps({'user': 'me', 'password': 'CANARY-2', 'n': [1, None, True]}))
        for name in ['x', 'y']:
            await sock.send(frame(Cmd.HELLO, {'name': name, 'k': 1 << 4}))
            time.sleep(1)
        for i in range(2):
            await sock.send('n=%d %s' % (i, 'é'))
        await sock.send(b'\\x00' * 3 + (258).to_bytes(2, 'little') + bytes([1, 2]))
        await sock.send(struct_unknown(1))
        await sock.send(os.environ['GREETING'])
        if len(os.sys.argv) > 1:
            await sock.send('maybe')
        while True:
            print(await sock.recv())

asyncio.run(main())
";
    let imported = file("client.py", script, None);
    let profile = &imported.profiles[0];
    let connection = &profile.connection;
    assert_eq!(connection.url, "ws://h.example:08001/feed/{x}?v=1.5");
    assert_eq!(connection.auth.kind, AuthType::Bearer);
    assert_eq!(connection.auth.token, "{{secret:token}}");
    assert_eq!(connection.subprotocols, ["a", "b"]);
    assert!(!connection.tls.verify);
    assert_eq!(connection.keep_alive.ping_every.as_deref(), Some("20s"));
    assert_eq!(
        (connection.timeouts.upgrade.as_str(), connection.close.reason.as_str()),
        ("3500ms", "")
    );
    let login = profile.login.as_ref().expect("a login");
    assert_eq!(login.fields[1].value.as_str(), "{{secret:password}}");
    let texts: Vec<_> =
        profile.messages.iter().map(|message| sent(profile, &message.name)).take(4).collect();
    assert_eq!(
        texts[0],
        format!("1000{:08x}{}", 0x13_u32.swap_bytes(), "7b226e616d65223a2278222c226b223a31367d")
    );
    assert_eq!(texts[2..], ["n=0 é", "n=1 é"]);
    assert_eq!(sent(profile, &profile.messages[4].name), "00000002010102");
    assert_eq!(profile.messages[5].text, "{{GREETING}}");
    let line =
        |text: &str| script.lines().position(|line| line.contains(text)).map_or(0, |at| at + 1);
    assert_notes(
        &imported,
        &[
            &format!("line {}: what is sent here is not understood", line("struct_unknown")),
            &format!("line {}: this condition is not known", line("if len(")),
            &format!("line {}: the argument strange", line("strange=1")),
            "{{GREETING}} has no value",
        ],
    );
}

#[test]
fn the_connection_is_not_the_class_that_wraps_it() {
    let script = "
import json, websockets
class Client:
    async def open(self):
        self.ws = await websockets.connect('ws://h/')
    async def close(self):
        await self.stop()
    async def stop(self):
        await self.ws.close(4000, reason='enough')
    async def send(self, value):
        await self.ws.send(json.dumps(value, separators=(',', ':')))
client = Client()
await client.open()
await client.send({'k': 'é'})
await client.send([1, 'x'])
await client.close()
";
    let imported = file("x.py", script, None);
    let profile = &imported.profiles[0];
    let close = &profile.connection.close;
    assert_eq!((close.code, close.reason.as_str()), (4000, "enough"));
    let texts: Vec<_> =
        profile.messages.iter().map(|message| sent(profile, &message.name)).collect();
    assert_eq!(texts, [r#"{"k":"\u00e9"}"#, r#"[1,"x"]"#]);
    assert_notes(&imported, &[]);
}

#[test]
fn a_loop_that_connects_again_is_carried_over_once() {
    let script = "
from websockets.asyncio.client import connect
async def main():
    async for websocket in connect('ws://h/again'):
        await websocket.send('hello')
asyncio.run(main())
";
    let imported = file("x.py", script, None);
    let profile = &imported.profiles[0];
    assert_eq!(profile.connection.url, "ws://h/again");
    assert_eq!(profile.messages[0].text, "hello");
    assert_eq!(profile.scenarios[0].steps.len(), 1);
    assert_notes(&imported, &["the number of rounds of this loop is not known"]);
}

#[test]
fn hostile_scripts_are_refused_or_followed_within_limits() {
    let deep = [
        "(".repeat(100_000),
        format!("x = {}1", "-".repeat(100_000)),
        format!("x = {}", "a.".repeat(100_000)),
        format!("x = 1{}", "+1".repeat(100_000)),
        format!("x = {}1", "lambda a, b: ".repeat(15_000)),
        "f'{".repeat(50_000),
        (0..200).map(|i| format!("{}if 1:\n", " ".repeat(i))).collect(),
    ];
    for text in deep {
        let source =
            super::ImportSource::from_bytes("x.py", text.into_bytes()).expect("within the limit");
        assert!(super::import(&source, Some(ImportKind::Python)).is_err());
    }
    let rounds = "import websockets\nws = websockets.connect('ws://h')\ndef f():\n    g()\n    g()\ndef g():\n    f()\n    ws.send('x')\nfor a in range(9999):\n  for b in range(9999):\n    for c in range(9999):\n      f()\nx = 'a'\nfor a in range(200):\n  x = x + x\nws.send(x)\n";
    let imported = file("x.py", rounds, None);
    assert!(imported.profiles[0].messages.len() < 10);
    assert_notes(&imported, &["the script does too much"]);
}

#[test]
fn broken_python_names_its_line_and_keeps_the_rest() {
    let script = "import websockets\nasync def hello(uri):\n    async with websockets.connect(uri) as ws:\n        await ws.send('Hello world!')\n        return await ws.recv()\nprint 'old'\n";
    let imported = file("x.py", script, None);
    assert_eq!(imported.profiles[0].connection.url, "{{uri}}");
    assert_eq!(imported.profiles[0].messages[0].text, "Hello world!");
    assert_notes(&imported, &["line 6: this is not valid Python 3", "{{uri}} has no value"]);
}
