"""Formats, separators and encodings."""
import asyncio
import base64
import binascii
import json
import struct
from enum import IntEnum

from websockets import connect


class Command(IntEnum):
    LOGIN = 0x01
    SERVICES = 1 << 1
    FREE = 0


HEADER = struct.Struct("<HBxI")
LOGIN = {"login": "me", "nested": {"a": [1, 2.50, None]}, "ü": "é"}


async def main():
    async with connect("wss://example.test/feed?x=%d" % 5) as ws:
        await ws.send(json.dumps(LOGIN, separators=(",", ":"), ensure_ascii=False))
        body = json.dumps({"names": ["a", "b"]}, separators=(",", ":")).encode("utf-8")
        await ws.send(HEADER.pack(Command.SERVICES, 1, len(body)) + body)
        await ws.send(struct.pack("!4sd?", b"abcd", -1.5, True) + "text".encode())
        await ws.send(bytes.fromhex("00 ff 10") + binascii.unhexlify("aa") + base64.b64decode("AAEC"))
        await ws.send(bytes([1, 2, 3]) + b"\x00" * 4 + (513).to_bytes(2, "big"))
        await ws.send(struct.pack("<i", Command.FREE.value) + struct.pack("<b", -1))
        await ws.send(f"{Command.LOGIN.value:04x}-{12:>3}|{3.14159:.2f}|{'t'}")
        await ws.send(",".join(["a", "b", "c"]))
        await ws.send(json.dumps("text"))
        await ws.send("{{braces}} %s" % "{{x}}")
        await ws.send('{{"a": {}, "b": "{name:>4}"}}'.format(5, name=7))


asyncio.run(main())
