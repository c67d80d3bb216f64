"""MQTT 3.1.1 and 5."""


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
