"""A server of the original script's library, and the bytes that CPython would have sent.

Prints JSON lines: its URL and the original's values in bytes; then, when the one client has disconnected,
what it received. Times are Unix time.
"""

import asyncio
import json
import struct
import time

from websockets.asyncio.server import serve

LOGIN = {"role": "admin", "user_id": "test1234"}
SERVICES = ["first", "test"]

EXPECTED = [
    ("text", json.dumps(LOGIN).encode("utf-8")),
    ("binary", struct.pack("=i", 2) + json.dumps(SERVICES).encode("utf-8")),
    ("binary", struct.pack("=ib", 0, 0)),
]


def listed(messages):
    return [{"kind": kind, "hex": data.hex()} for kind, data in messages]


async def main():
    gone = asyncio.get_running_loop().create_future()

    async def client(ws):
        came, times = [], []
        async for message in ws:
            times.append(time.time())
            is_text = isinstance(message, str)
            came.append(("text", message.encode("utf-8")) if is_text else ("binary", message))
        await ws.wait_closed()
        close = {"code": ws.close_code, "reason": ws.close_reason}
        headers = [[name, value] for name, value in ws.request.headers.raw_items()]
        gone.set_result(
            {"messages": listed(came), "times": times, "close": close, "headers": headers}
        )

    async with serve(client, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        first = {"url": f"ws://127.0.0.1:{port}/", "expected": listed(EXPECTED)}
        print(json.dumps(first), flush=True)
        print(json.dumps(await gone), flush=True)


asyncio.run(main())
