"""Joins protocol messages that are spread over WebSocket messages, from the description in the guide and with nothing
of Wirelark's.

Each line is JSON: a definition, and the rows as pairs of a direction and hex digits, where a direction alone is a
Close. The answer has an entry for each row: `null` if the row stands for itself, else the first part, and the
messages that end in the row as hex digits; and the rows with faults.
"""
import json
import re
import sys

SIZES = {"b": 1, "B": 1, "h": 2, "H": 2, "i": 4, "I": 4, "q": 8, "Q": 8}


def marked(text):
    return bytes.fromhex(text[4:]) if text.startswith("hex:") else text[5:].encode()


class Wrong(Exception):
    pass


def length_end(rule, data, limit):
    """Where the message at the start of the data ends; None if that is not known yet."""
    offset = rule.get("offset", 0)
    if rule.get("type") == "varint":
        value, at = 0, offset
        while True:
            if at >= len(data):
                return None
            value |= (data[at] & 127) << 7 * (at - offset)
            at += 1
            if data[at - 1] < 128:
                break
            if at - offset == 10:
                raise Wrong
        if value >= 1 << 64:
            raise Wrong
    else:
        kind = rule.get("type", "I")
        at = offset + SIZES[kind]
        if len(data) < at:
            return None
        value = int.from_bytes(data[offset:at], rule.get("order", "little"), signed=kind.islower())
    end = value + rule.get("plus", at)
    if end < at or end > limit:
        raise Wrong
    return end


def mark_end(definition, data, limit):
    mark = marked(definition["end"])
    found = data.find(mark)
    body = definition.get("body")
    if found < 0:
        if len(data) > limit or (body and len(data) > 65536):
            raise Wrong
        return None
    end = found + len(mark)
    if end > limit:
        raise Wrong
    if not body:
        return end
    if body.get("length"):
        match = re.search(body["length"].encode(), data[:found])
        if match and match.group(1) is not None:
            end += int(match.group(1)) + body.get("plus", 0)
            if end > limit:
                raise Wrong
            return end
    if not body.get("end"):
        return end
    mark = marked(body["end"])
    found = data.find(mark, end)
    if found < 0:
        if len(data) > limit:
            raise Wrong
        return None
    if found + len(mark) > limit:
        raise Wrong
    return found + len(mark)


class Stream:
    def __init__(self, definition):
        self.definition = definition
        self.between = set(marked(definition["between"])) if definition.get("between") else set()
        self.limit = definition.get("max", 16 << 20)
        self.open = b""
        self.first = None

    def run(self, data):
        count = 0
        while count < len(data) and data[count] in self.between:
            count += 1
        return count

    def end(self, data):
        """The end of the first message, without what follows it; the data begin with it."""
        lead = self.run(data) if self.between else 0
        rest, limit = data[lead:], self.limit - lead
        if not rest:
            return None
        if self.definition.get("length"):
            end = length_end(self.definition["length"], rest, limit)
        else:
            end = mark_end(self.definition, rest, limit)
        if end is None or end > len(rest):
            if len(data) > self.limit:
                raise Wrong
            return None
        return lead + end

    def row(self, number, data):
        """Returns the first part, the messages that end, whether the row stands for itself, and a faulty row."""
        begun, first = self.open, self.first or number
        rest, done, start = begun + data, [], first
        fresh = not begun
        self.open, self.first = b"", None
        while rest:
            if fresh and self.run(rest) == len(rest):
                done.append(rest)
                rest = b""
                break
            try:
                end = self.end(rest)
            except Wrong:
                own = first == number and not done
                return first, done, own, start
            if end is None:
                self.open, self.first = rest, start
                break
            end += self.run(rest[end:])
            done.append(rest[:end])
            rest, start, fresh = rest[end:], number, True
        return first, done, first == number and not rest, None


def answer(question):
    definition, rows = question["definition"], question["rows"]
    streams = {way: Stream(definition) for way in ("sent", "received")}
    found, faults = [], []
    for number, row in enumerate(rows, 1):
        stream = streams[row[0]]
        if len(row) == 1:
            faults += [stream.first] if stream.first else []
            stream.open, stream.first = b"", None
            found.append(None)
            continue
        data = bytes.fromhex(row[1])
        if not data:
            found.append(None)
            continue
        first, done, own, fault = stream.row(number, data)
        faults += [fault] if fault else []
        found.append(None if own else [first, [one.hex() for one in done]])
    return {"rows": found, "faults": sorted(set(faults))}


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))), flush=True)
