"""Answers each case on stdin with the results of struct, or null where it raises."""
import json, math, struct, sys

KEPT = {"i": int, "b": lambda t: t == "1", "y": bytes.fromhex,
        "f": lambda t: struct.unpack("<d", bytes.fromhex(t))[0]}


def show(value):
    if isinstance(value, bool):
        return ["b", str(int(value))]
    if isinstance(value, int):
        return ["i", str(value)]
    if isinstance(value, bytes):
        return ["y", value.hex()]
    return ["f", "nan" if math.isnan(value) else struct.pack("<d", value).hex()]


def tried(call):
    # CPython raises struct.error, OverflowError or UnicodeEncodeError.
    try:
        return call()
    except Exception:
        return None


for line in sys.stdin:
    case = json.loads(line)
    fmt, values = case["format"], [KEPT[kind](text) for kind, text in case["values"]]
    data = bytes.fromhex(case["data"])
    size = tried(lambda: struct.calcsize(fmt))
    answer = {"size": size, "packed": None, "unpacked": None, "from": None}
    if size is not None and size <= case["limit"]:
        answer["packed"] = tried(lambda: struct.pack(fmt, *values).hex())
        answer["unpacked"] = tried(lambda: [show(v) for v in struct.unpack(fmt, data)])
        answer["from"] = tried(
            lambda: [show(v) for v in struct.unpack_from(fmt, data, case["offset"])])
    print(json.dumps(answer))
