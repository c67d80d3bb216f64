"""Protocols of lines: STOMP and NATS."""


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
