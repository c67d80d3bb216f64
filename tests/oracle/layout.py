"""Decodes each case on stdin by its layout, written without knowledge of Wirelark's code: a layout, the profile's
layouts by name, and a message in hex. Answers with the values by path, and with the code and offset of the first
mismatch or null."""
import json, re, struct, sys

ENCODINGS = {"utf-8": "utf-8", "latin-1": "latin-1"}


class Mismatch(Exception):
    pass


def wrong(code, offset):
    raise Mismatch(code, offset)


def evaluate(text, scopes, at):
    def value(match):
        name = match[0]
        if name in ("min", "max"):
            return name
        above = len(name) - len(name.lstrip("^"))
        scope = scopes[-1 - above]
        name = name.lstrip("^")
        if name == "$rest":
            return str(scope["end"] - at)
        if name == "$size":
            return str(scope["end"] - scope["start"])
        return "(%d)" % scope["numbers"].get(name, 0)

    text = re.sub(r"[\^$A-Za-z_][\w.\[\]]*", value, text)
    text = re.sub(r"!(?!=)", " 0==", text).replace("/", "//").replace("&&", " and ").replace("||", " or ")
    try:
        result = eval(text, {"__builtins__": {}, "min": min, "max": max})
    except (ZeroDivisionError, ValueError):
        wrong("decode.expression", at)
    result = int(bool(result)) if " and " in text or " or " in text else int(result)
    return result


def mark(text):
    return bytes.fromhex(text[4:]) if text.startswith("hex:") else text[5:].encode()


class Decoder:
    def __init__(self, layouts, message):
        self.layouts, self.message = layouts, message
        self.values, self.scopes = [], []

    def number(self, scope, name, value):
        scope["numbers"][name] = value

    def layout(self, layout, start, end, prefix):
        scope = {"numbers": {}, "start": start, "end": end}
        self.scopes.append(scope)
        at = furthest = start
        unnamed = tails = 0
        while layout is not None:
            fmt = layout.get("format", "")
            items = re.findall(r"(\d*)([a-zA-Z])", fmt)
            for (count, ch), field in zip(items, layout.get("fields", [])):
                one = (fmt[0] if fmt[0] in "<>" else "<") + count + ch
                size = struct.calcsize(one)
                unnamed += 1
                if at + size > end:
                    wrong("decode.short", at)
                value = struct.unpack(one, self.message[at:at + size])[0]
                name = field["name"]
                if isinstance(value, bytes):
                    self.values.append([prefix + name, "hex:" + value.hex()])
                else:
                    self.values.append([prefix + name, str(value)])
                    self.number(scope, name, value)
                    self.bits(scope, field.get("bits", []), value, name, prefix)
                at += size
            tail = layout.get("tail")
            layout = None
            if tail is not None:
                if tail["type"] != "varint":
                    tails += 1
                at = self.tail(tail, at, start, end, prefix, scope)
                layout = tail.get("then")
            furthest = max(furthest, at)
        self.scopes.pop()
        return furthest, scope["numbers"]

    def bits(self, scope, groups, value, name, prefix):
        for group in groups:
            path = name + "." + group["name"]
            inner = (value >> group["from"]) & ((1 << (group["to"] - group["from"] + 1)) - 1)
            self.values.append([prefix + path, str(inner)])
            self.number(scope, path, inner)
            self.bits(scope, group.get("bits", []), inner, path, prefix)

    def tail(self, tail, at, start, end, prefix, scope):
        name, kind = tail["name"], tail["type"]
        if "when" in tail and evaluate(tail["when"], self.scopes, at) == 0:
            return at
        if "at" in tail:
            offset = evaluate(tail["at"], self.scopes, at)
            if not 0 <= offset <= end - start:
                wrong("decode.offset", at)
            at = start + offset
        if "length" in tail:
            length = evaluate(tail["length"], self.scopes, at) - tail.get("plus", 0)
            if not 0 <= length <= end - at:
                wrong("decode.length", at)
            end = at + length
        after = None
        if "until" in tail:
            until = mark(tail["until"])
            found = self.message.find(until, at, end)
            if found < 0 and "length" not in tail:
                wrong("decode.unterminated", at)
            if found >= 0:
                after, end = (end if "length" in tail else found + len(until)), found
        if kind == "varint":
            return self.varint(tail, at, end, prefix, scope)
        inside = None
        if kind == "switch":
            value = evaluate(tail["on"], self.scopes, at)
            chosen = tail["cases"].get(str(value), tail.get("otherwise"))
            if chosen is None:
                wrong("decode.variant", at)
            reached, inside = self.layout(self.layouts[chosen], at, end, prefix + name + ".")
        elif kind == "layout":
            reached, inside = self.layout(tail["element"], at, end, prefix + name + ".")
        elif kind == "repeat":
            reached = self.repeat(tail, at, end, prefix + name, scope)
        elif kind == "text":
            encoding = ENCODINGS[tail.get("encoding", "utf-8")]
            self.values.append([prefix + name, self.message[at:end].decode(encoding, "replace")])
            reached = end
        else:
            self.values.append([prefix + name, "hex:" + self.message[at:end].hex()])
            reached = end
        for path, value in (inside or {}).items():
            self.number(scope, name + "." + path, value)
        if "length" in tail and reached < end:
            wrong("decode.extra", reached)
        return reached if after is None else after

    def repeat(self, tail, at, end, prefix, scope):
        index, count = 0, None
        if "count" in tail:
            count = evaluate(tail["count"], self.scopes, at)
        if "separator" in tail:
            return self.pieces(tail, at, end, prefix, count)
        while (at < end) if count is None else (index < count):
            reached, inner = self.layout(tail["element"], at, end, "%s[%d]." % (prefix, index))
            for path, value in inner.items():
                self.number(scope, "%s[%d].%s" % (tail["name"], index, path), value)
            if reached == at:
                wrong("decode.endless", at)
            at, index = reached, index + 1
        return at

    def pieces(self, tail, at, end, prefix, count):
        separator, terminated = mark(tail["separator"]), tail.get("terminated", False)
        index, after_separator = 0, False
        while count is None or index < count:
            if at == end and (terminated or not after_separator):
                if count is not None:
                    wrong("decode.short", end)
                break
            found = self.message.find(separator, at, end)
            to = end if found < 0 else found
            path = "%s[%d]" % (prefix, index)
            if "each" in tail:
                self.values.append([path, self.message[at:to].decode("utf-8", "replace")])
            else:
                reached, _ = self.layout(tail["element"], at, to, path + ".")
                if reached < to:
                    wrong("decode.extra", reached)
            index += 1
            if found < 0:
                if terminated:
                    wrong("decode.unterminated", end)
                if count is not None and index < count:
                    wrong("decode.short", end)
                return end
            at, after_separator = found + len(separator), True
        return at

    def varint(self, tail, at, end, prefix, scope):
        kind = tail.get("varint", "leb128")
        most = 4 if kind == "mqtt" else 10
        value = shift = used = 0
        while True:
            if used == most:
                wrong("decode.varint", at)
            if at + used >= end:
                wrong("decode.short", at)
            byte = self.message[at + used]
            used += 1
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                break
        if kind == "sleb128":
            if byte & 64:
                value -= 1 << shift
            good = -(1 << 63) <= value < 1 << 63
        else:
            good = value < 1 << 64
            if kind == "zigzag":
                value = value // 2 if value % 2 == 0 else -(value + 1) // 2
        if not good:
            wrong("decode.varint", at)
        self.values.append([prefix + tail["name"], str(value)])
        self.number(scope, tail["name"], value)
        return at + used


for line in sys.stdin:
    case = json.loads(line)
    message = bytes.fromhex(case["message"])
    decoder, stop = Decoder(case["layouts"], message), None
    try:
        reached, _ = decoder.layout(case["layout"], 0, len(message), "")
        if reached < len(message):
            stop = ["decode.extra", reached]
    except Mismatch as mismatch:
        stop = list(mismatch.args)
    print(json.dumps({"values": decoder.values, "stop": stop}))
