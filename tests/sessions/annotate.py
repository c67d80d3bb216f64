#!/usr/bin/env python3
"""Writes NAME.json, and the tables of README.md, from the recorded sessions: what each row is and which row it answers.

usage: annotate.py CLI

The protocols are read here with Python's own parsers and `msgpack`, and not with Wirelark's layouts, which the tests
compare with the result.
"""
import json
import pathlib
import re
import subprocess
import sys

import msgpack

HERE = pathlib.Path(__file__).parent


class Session:
    """Rows with what is known about them. `self.open` has the requests that wait for an answer, by key."""

    def __init__(self, rows):
        self.rows, self.open, self.streams = rows, {}, {}

    def other(self, way):
        return "sent" if way == "received" else "received"

    def ask(self, row, key):
        self.open[row["direction"], key] = row["row"]

    def answer(self, row, key):
        asked = self.open.pop((self.other(row["direction"]), key), None)
        if asked is not None and asked not in row["answers"]:
            row["answers"].append(asked)
        return asked

    def begin(self, row, key):
        self.streams[key] = row["row"]

    def belong(self, row, key):
        if key in self.streams:
            row["belongs_to"] = self.streams[key]


def socketio(s, decode):
    names = ["CONNECT", "DISCONNECT", "EVENT", "ACK", "CONNECT_ERROR", "BINARY_EVENT", "BINARY_ACK"]
    engine = ["open", "close", "ping", "pong", "message", "upgrade", "noop"]
    left, first = {}, {}
    for row in s.rows:
        way, payload = row["direction"], row["payload"]
        if isinstance(payload, str) and payload[0] != "4":
            row["type"] = engine[int(payload[0])]
            if row["type"] == "ping":
                s.ask(row, "ping")
            if row["type"] == "pong":
                s.answer(row, "ping")
            row["heartbeat"] = row["type"] in ("ping", "pong")
            continue
        if left.get(way):
            left[way] -= 1
            row |= {"type": "attachment", "part_of": first[way]}
            continue
        kind, nsp, id, data, attachments = decode(payload)
        row["type"] = names[kind]
        row["what"] = " ".join([row["type"], *([nsp] if nsp != "/" else []), *([data[0]] if kind in (2, 5) else [])])
        if kind == 0:
            s.answer(row, ("connect", nsp)) or s.ask(row, ("connect", nsp))
        elif kind == 4:
            s.answer(row, ("connect", nsp))
            row["error"] = True
        elif kind in (2, 5) and id is not None:
            s.ask(row, (nsp, id))
        elif kind in (3, 6):
            s.answer(row, (nsp, id))
        left[way], first[way] = attachments, row["row"]


def socketio_text(payload):
    found = re.fullmatch(r"4(\d)(?:(\d+)-)?(?:(/[^,]*),)?(\d+)?(.*)", payload, re.S)
    kind, attachments, nsp, id, data = found.groups()
    return int(kind), nsp or "/", id and int(id), data and json.loads(data), int(attachments or 0)


def socketio_msgpack(payload):
    packet = msgpack.unpackb(payload)
    return packet["type"], packet["nsp"], packet.get("id"), packet.get("data"), 0


def stomp(s):
    half = None
    for row in s.rows:
        text = row["payload"]
        if text == "\n":
            row |= {"type": "heartbeat", "heartbeat": True}
            continue
        if half:
            half["parts"].append(row["row"])
            row |= {"type": "SEND", "what": "the other half of row %d" % half["row"], "part_of": half["row"]}
            half = None
            continue
        if not text.rstrip("\n").endswith("\0"):
            half = row | {"parts": [row["row"]]}
            row |= {"type": "SEND", "what": "the first half of a SEND", "part_of": row["row"]}
            continue
        # A body may contain NUL, so frames are cut by content-length where they have one.
        frames = []
        while text.strip("\n"):
            head, _, rest = text.lstrip("\n").partition("\n\n")
            command, *headers = head.split("\n")
            headers = dict(reversed([line.split(":", 1) for line in headers]))
            length = headers.get("content-length")
            body = rest.encode()[:int(length)].decode() if length else rest.partition("\0")[0]
            frames.append((command, headers))
            text = rest[len(body) + 1:]
        row["records"] = [command for command, _ in frames]
        for command, headers in frames:
            row["type"], row["what"] = command, " + ".join(row["records"])
            where = headers.get("destination")
            if where and len(frames) == 1:
                row["what"] += " " + where
            if command == "CONNECT":
                s.ask(row, "connect")
            elif command == "CONNECTED":
                s.answer(row, "connect")
            elif command in ("RECEIPT", "ERROR"):
                s.answer(row, headers.get("receipt-id"))
            elif command == "MESSAGE":
                s.belong(row, headers["subscription"])
            elif "receipt" in headers:
                s.ask(row, headers["receipt"])
            if command == "SUBSCRIBE":
                s.begin(row, headers["id"])
            row["error"] = command == "ERROR"


def signalr(s, decode):
    names = ["", "Invocation", "StreamItem", "Completion", "StreamInvocation", "CancelInvocation", "Ping", "Close"]
    for row in s.rows:
        payload = row["payload"]
        if row["row"] <= 2:
            row |= {"type": "handshake", "what": ["handshake request", "handshake response"][row["row"] - 1]}
            s.ask(row, "handshake") if row["row"] == 1 else s.answer(row, "handshake")
            continue
        messages = decode(payload)
        row["records"] = [names[m["type"]] for m in messages]
        row["type"] = row["records"][0]
        row["what"] = " + ".join(" ".join(filter(None, [names[m["type"]], m.get("target")])) for m in messages)
        row["heartbeat"] = all(m["type"] == 6 for m in messages)
        for m in messages:
            id, kind = m.get("invocationId"), m["type"]
            if kind in (1, 4) and id:
                s.ask(row, id)
                if kind == 4:
                    s.begin(row, id)
            elif kind == 5:
                s.ask(row, id)
                s.belong(row, id)
            elif kind in (2, 3):
                s.answer(row, id)
                s.belong(row, id)
            row["error"] = row.get("error") or bool(m.get("error"))


def signalr_json(payload):
    return [json.loads(record) for record in payload.split("\x1e")[:-1]]


def signalr_msgpack(payload):
    at, messages = 0, []
    while at < len(payload):
        length = shift = 0
        while True:
            byte = payload[at]
            length, shift, at = length | (byte & 127) << shift, shift + 7, at + 1
            if byte < 128:
                break
        items, at = msgpack.unpackb(payload[at:at + length]), at + length
        kind = items[0]
        message = {"type": kind}
        if kind in (1, 2, 3, 4, 5):
            message["invocationId"] = items[2]
        if kind in (1, 4):
            message["target"] = items[3]
        if kind == 3 and items[3] == 1:
            message["error"] = items[4]
        if kind == 7:
            message["error"] = items[1]
        messages.append(message)
    return messages


def graphql(s):
    for row in s.rows:
        m = json.loads(row["payload"])
        kind = row["type"] = m["type"]
        if kind in ("connection_init", "ping"):
            s.ask(row, kind)
        elif kind in ("connection_ack", "pong"):
            s.answer(row, "connection_init" if kind == "connection_ack" else "ping")
        elif kind == "subscribe":
            s.ask(row, m["id"])
            s.begin(row, m["id"])
        else:
            if row["direction"] == "received":
                s.answer(row, m["id"])
            s.belong(row, m["id"])
        row["heartbeat"] = kind in ("ping", "pong")
        row["error"] = kind == "error" or bool((m.get("payload") or {}).get("errors") if kind == "next" else False)


def mqtt(s):
    names = ["", "CONNECT", "CONNACK", "PUBLISH", "PUBACK", "PUBREC", "PUBREL", "PUBCOMP", "SUBSCRIBE", "SUBACK"]
    names += ["UNSUBSCRIBE", "UNSUBACK", "PINGREQ", "PINGRESP", "DISCONNECT", "AUTH"]
    answers = {2: 1, 4: 3, 5: 3, 6: 5, 7: 6, 9: 8, 11: 10, 13: 12}
    rest, first = {}, {}
    five = s.rows[0]["payload"][8] == 5
    for row in s.rows:
        way = row["direction"]
        data = rest.pop(way, b"") + row["payload"]
        if data != row["payload"]:
            row["part_of"] = first[way]
        packets, at = [], 0
        while at < len(data):
            start, length, shift, place = at, 0, 0, at + 1
            while True:
                length, shift, place = length | (data[place] & 127) << shift, shift + 7, place + 1
                if data[place - 1] < 128:
                    break
            if place + length > len(data):
                rest[way], first[way] = data[start:], row["row"]
                break
            packets.append((data[start], data[place:place + length]))
            at = place + length
        if way in rest:
            row |= {"type": "PUBLISH", "what": "the first part of a PUBLISH", "part_of": row["row"]}
            continue
        row["records"] = [names[head >> 4] for head, _ in packets]
        row["type"], row["what"] = row["records"][0], " + ".join(row["records"])
        for head, body in packets:
            kind = head >> 4
            id = None
            if kind == 3:
                size = int.from_bytes(body[:2], "big")
                qos = head >> 1 & 3
                if len(packets) == 1:
                    row["what"] += f" {body[2:2 + size].decode() or 'without a topic'}, QoS {qos}"
                if way == "received":
                    row["belongs_to"] = 3
                if qos == 0:
                    continue
                id = int.from_bytes(body[2 + size:4 + size], "big")
            elif kind in (4, 5, 6, 7, 8, 9, 10, 11):
                id = int.from_bytes(body[:2], "big")
            if kind in answers:
                s.answer(row, (answers[kind], id))
            s.ask(row, (kind, id))
            row["heartbeat"] = kind in (12, 13)
            reason = body[2] if five and kind in (4, 5, 6, 7) and len(body) > 2 else 0
            row["error"] = reason >= 128 or kind == 14 and way == "received"
        if "part_of" in row:
            row["what"] = "the other part of row %d" % row["part_of"]


def json_rpc(s):
    for row in s.rows:
        try:
            value = json.loads(row["payload"])
        except ValueError:
            row |= {"type": "", "what": "not JSON"}
            continue
        words = []
        for m in value if isinstance(value, list) else [value]:
            id = json.dumps(m.get("id"))
            if "method" in m:
                words.append(("call " if "id" in m else "notification ") + m["method"])
                if "id" in m:
                    s.ask(row, id)
            elif "result" in m or "error" in m:
                words.append("error %d" % m["error"]["code"] if "error" in m else "result")
                row["error"] = row.get("error") or "error" in m
                s.answer(row, id)
            elif "id" in m:
                words.append("a call without a method")
                s.ask(row, id)
            else:
                words.append("an event of rpc-websockets")
        row["what"] = " + ".join(words)
        row["type"] = words[0].split(" ")[1 if words[0].startswith(("call ", "notification ")) else 0]
        row["records"] = words


def cdp(s):
    for row in s.rows:
        try:
            m = json.loads(row["payload"])
        except ValueError:
            row |= {"type": "", "what": "not JSON"}
            continue
        id, method = m.get("id"), m.get("method")
        if row["direction"] == "sent":
            row |= {"type": method, "what": "call " + method}
            s.ask(row, id)
        elif method:
            row |= {"type": method, "what": "event " + method}
        else:
            row |= {"type": "error" if "error" in m else "result", "error": "error" in m}
            s.answer(row, id)
            if not row["error"] and "exceptionDetails" in m["result"]:
                row["what"] = "result: an exception in the page"


def phoenix(s):
    for row in s.rows:
        payload, status = row["payload"], None
        if isinstance(payload, bytes):
            kind = payload[0]
            count = 4 if row["direction"] == "sent" else [3, 4, 2][kind]
            strings, at = [], 1 + count
            for size in payload[1:1 + count]:
                strings.append(payload[at:at + size].decode())
                at += size
            if row["direction"] == "sent":
                join, ref, topic, event = strings
            elif kind == 1:
                join, ref, topic, status = strings
                event = "phx_reply"
            else:
                join, ref, topic, event = (strings[0], None, *strings[1:]) if kind == 0 else (None, None, *strings)
            binary = ["push", "reply", "broadcast"][kind]
        else:
            join, ref, topic, event, body = json.loads(payload)
            status = body.get("status") if event == "phx_reply" else None
            binary = None
        row["type"] = event
        row["what"] = " ".join(filter(None, [event, topic, status, binary and f"(binary {binary})"]))
        row["heartbeat"] = topic == "phoenix"
        row["error"] = status == "error" or event == "phx_error"
        if row["direction"] == "sent":
            s.ask(row, (join, ref))
            if event == "phx_join":
                s.begin(row, (topic, join))
        elif event == "phx_reply":
            s.answer(row, (join, ref))
        elif join:
            s.belong(row, (topic, join))


def nats(s):
    rest, first = {}, {}
    for row in s.rows:
        way, payload = row["direction"], row["payload"]
        data = rest.pop(way, b"") + (payload.encode() if isinstance(payload, str) else payload)
        if way in first:
            row["part_of"] = first.pop(way)
        words = []
        while data:
            line, _, after = data.partition(b"\r\n")
            verb, *args = line.decode().split(" ")
            size = int(args[-1]) if verb in ("PUB", "HPUB", "MSG", "HMSG") else None
            if size is not None:
                if len(after) < size + 2:
                    rest[way], first[way] = data, row["row"]
                    row |= {"type": verb, "what": f"the first part of a {verb}", "part_of": row["row"]}
                    break
                after = after[size + 2:]
            data = after
            words.append(verb if verb in ("INFO", "CONNECT", "-ERR") else " ".join([verb, *args[:1]]))
            row["error"] = verb == "-ERR"
            row["type"] = row.get("type") or verb
            if verb == "PING":
                s.ask(row, "ping")
            elif verb == "PONG":
                s.answer(row, "ping")
            elif verb == "SUB":
                s.begin(row, args[-1])
            elif verb in ("PUB", "HPUB"):
                s.answer(row, args[0])
                if len(args) == (3 if verb == "PUB" else 4):
                    s.ask(row, args[1])
            elif verb in ("MSG", "HMSG"):
                s.answer(row, args[0])
                s.belong(row, args[1])
                if len(args) == (4 if verb == "MSG" else 5):
                    s.ask(row, args[2])
        if way not in rest:
            row["records"] = [word.split(" ")[0] for word in words]
            row["what"] = " + ".join(words) if "part_of" not in row else f"the other part of row {row['part_of']}"
            row["heartbeat"] = all(word in ("PING", "PONG") for word in words)


PROTOCOLS = {
    "cdp": (cdp, "Chrome DevTools Protocol", "chromium-headless-shell 156.0.8078.114 (Debian)"),
    "graphql-ws": (graphql, "graphql-transport-ws", "graphql-ws 6.4.2 on ws 8.23.0, graphql 16.15.0 (npm)"),
    "json-rpc": (json_rpc, "JSON-RPC 2.0", "rpc-websockets 10.0.1 (npm)"),
    "mqtt-3.1.1": (mqtt, "MQTT 3.1.1", "mosquitto 2.0.11 (Debian)"),
    "mqtt-5": (mqtt, "MQTT 5", "mosquitto 2.0.11 (Debian)"),
    "nats": (nats, "NATS", "nats-server 2.9.10 (Debian)"),
    "phoenix": (phoenix, "Phoenix channels, serializer version 2", "servers/phoenix.py, checked with phoenix 1.8.16 (npm)"),
    "signalr-json": (lambda s: signalr(s, signalr_json), "SignalR hub protocol 1, JSON",
                     "../peers/signalr_hub.py, checked with @microsoft/signalr 10.0.11 (npm)"),
    "signalr-msgpack": (lambda s: signalr(s, signalr_msgpack), "SignalR hub protocol 1, MessagePack",
                        "../peers/signalr_hub.py, checked with @microsoft/signalr-protocol-msgpack 10.0.11 (npm)"),
    "socketio": (lambda s: socketio(s, socketio_text), "Socket.IO 4 on Engine.IO 4", "socket.io 4.8.4 (npm)"),
    "socketio-msgpack": (lambda s: socketio(s, socketio_msgpack), "Socket.IO 4 on Engine.IO 4, MessagePack parser",
                         "socket.io 4.8.4 with socket.io-msgpack-parser 3.0.2 (npm)"),
    "stomp": (stomp, "STOMP 1.2", "RabbitMQ 3.10.8 with its web-stomp plugin (Debian)"),
    "stomp-error": (stomp, "STOMP 1.2", "RabbitMQ 3.10.8 with its web-stomp plugin (Debian)"),
}


def main():
    cli, tables = sys.argv[1], []
    for name, (read, protocol, server) in PROTOCOLS.items():
        lines = subprocess.run([cli, "transcript", "export", HERE / f"{name}.wlt", "--format", "jsonl"],
                               check=True, capture_output=True, text=True).stdout.splitlines()
        (HERE / f"{name}.wlt.idx").unlink(missing_ok=True)
        rows = []
        for line in map(json.loads, lines):
            kept = {key: line[key] for key in ("row", "direction", "kind", "size")}
            payload = line["text"] if line["text"] is not None else bytes.fromhex(line["hex"])
            rows.append(kept | {"payload": payload, "answers": [], "heartbeat": False})
        read(Session([row for row in rows if row["kind"] in ("text", "binary")]))
        for row in rows:
            if row["kind"] == "close":
                payload = row["payload"]
                code = int.from_bytes(payload[:2], "big") if payload else "no code"
                row |= {"type": "close", "what": f"Close: {code} {payload[2:].decode()}".rstrip()}
        out, table = [], [f"### {name}\n", f"{protocol}; {server}.\n", "| row | | what | answers | |", "|---|---|---|---|---|"]
        for row in rows:
            row.setdefault("what", row["type"])
            if len(row.get("records", [])) < 2:
                row.pop("records", None)
            row = {key: value for key, value in row.items() if key != "payload" and not (key == "error" and not value)}
            order = ["row", "direction", "kind", "size", "type", "what", "answers", "heartbeat"]
            out.append({key: row[key] for key in order} | {key: row[key] for key in sorted(row) if key not in order})
            notes = ["heartbeat"] * row["heartbeat"] + ["error"] * bool(row.get("error"))
            notes += [f"belongs to {row['belongs_to']}"] if "belongs_to" in row else []
            notes += [f"part of {row['part_of']}"] if row.get("part_of", row["row"]) != row["row"] else []
            arrow = {"sent": "↑", "received": "↓"}[row["direction"]]
            answers = ", ".join(map(str, row["answers"]))
            table.append(f"| {row['row']} | {arrow} {row['kind']} | {row['what']} | {answers} | {', '.join(notes)} |")
        facts = {"protocol": protocol, "server": server, "profile": f"profiles/{name}.wirelark.json"}
        head = json.dumps(facts, ensure_ascii=False, indent=2)[:-2]
        body = ",\n".join("    " + json.dumps(row, ensure_ascii=False) for row in out)
        (HERE / f"{name}.json").write_text(head + ',\n  "rows": [\n' + body + "\n  ]\n}\n")
        tables.append("\n".join(table) + "\n")
    readme = HERE / "README.md"
    text = readme.read_text().split("<!-- generated by annotate.py -->")[0] if readme.exists() else ""
    readme.write_text(text + "<!-- generated by annotate.py -->\n\n" + "\n".join(tables))


if __name__ == "__main__":
    main()
