"""Protocols whose messages are JSON: graphql-transport-ws, JSON-RPC, DevTools, Phoenix."""
import json


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
