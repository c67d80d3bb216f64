"""Everything in one function, the URL from parts."""
import asyncio
import json
import struct

from websockets.asyncio.client import connect as open_socket


async def run():
    host, port = "h.example", 2443
    scheme = "wss" if port == 2443 else "ws"
    uri = f"{scheme}://{host}:{port}/"
    async with open_socket(uri, max_size=None, ping_interval=None) as s:
        credentials = dict_of()
        await s.send(json.dumps(credentials))
        payload = struct.pack("<iq", 5, -(1 << 40))
        payload += b"tail"
        await s.send(payload)
        await asyncio.sleep(1.5)
        await s.send("bye " + credentials["user"])
        await s.close(code=1001)


def dict_of():
    return {"user": "me", "n": 10_000, "f": 1e3, "deep": {"list": [True, False]}}


asyncio.run(run())
