"""Socket.IO on Engine.IO, as text and as MessagePack."""
import json
import re

import msgpack


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
