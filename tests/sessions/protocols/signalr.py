"""SignalR's hub protocol, as JSON and as MessagePack."""
import json

import msgpack


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
