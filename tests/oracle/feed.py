"""Decodes the rows of a feed with `struct` and `zlib`, and compares each field with Wirelark's.

Reads a JSON Lines export; prints the number of rows, the differences, and the rows with a wrong CRC and with a gap.
"""
import json
import struct
import sys
import zlib

HEADER = struct.Struct("<BBHIqII")
NAMES = ("version", "flags", "type", "seq", "time", "length", "crc")
BODIES = {
    1: (struct.Struct("<qq8s"), ("bid", "ask", "symbol")),
    2: (struct.Struct("<qI8s"), ("price", "quantity", "symbol")),
    3: (struct.Struct("<"), ()),
}


def decode(message):
    fields = dict(zip(NAMES, HEADER.unpack_from(message)))
    body, names = BODIES[fields["type"]]
    fields |= zip(names, body.unpack_from(message, HEADER.size))
    flags = fields["flags"]
    bits = {"snapshot": flags & 1, "last": flags >> 1 & 1, "side": flags >> 2 & 3, "channel": flags >> 4}
    fields |= {f"flags.{name}": value for name, value in bits.items()}
    assert len(message) == HEADER.size + fields["length"] == HEADER.size + body.size
    return fields


def shown(field):
    """As in an export: integers that a JSON reader could round are texts."""
    if isinstance(field, bytes):
        return f"hex:{field.hex()}"
    return str(field) if isinstance(field, int) and abs(field) > 2**53 else field


rows, compared, differences, bad, gaps, last = 0, 0, [], [], [], None
with open(sys.argv[1], encoding="utf-8") as lines:
    for row in map(json.loads, lines):
        if row["kind"] != "binary":
            continue
        rows += 1
        message = bytes.fromhex(row["hex"])
        ours, theirs = decode(message), row["fields"]
        for name in ours.keys() | theirs.keys():
            compared += 1
            if theirs.get(name) != shown(ours.get(name)):
                differences.append([row["row"], name, theirs.get(name), str(ours.get(name))])
        if zlib.crc32(message[:20] + bytes(4) + message[24:]) != ours["crc"]:
            bad.append(row["row"])
        if last is not None and ours["seq"] != last + 1:
            gaps.append([row["row"], ours["seq"] - last - 1])
        last = ours["seq"]
print(json.dumps({"rows": rows, "compared": compared, "differences": differences[:10], "bad": bad, "gaps": gaps}))
