"""Runs a script with a stand-in for `websockets` that records what is sent instead of connecting.

The first argument is the script's file; modules beside it are found. Prints one line of JSON: the URL, the messages in
order with their kinds, and the waits between them in seconds.
"""

import asyncio
import json
import runpy
import sys
import time
import types

SEEN = {"url": None, "headers": [], "steps": []}
REAL_SLEEP = asyncio.sleep


class Done(BaseException):
    """Ends a script that receives for ever."""


def record(message):
    if isinstance(message, str):
        SEEN["steps"].append(["text", message.encode("utf-8").hex()])
    else:
        SEEN["steps"].append(["binary", bytes(message).hex()])


class Connection:
    async def __aenter__(self):
        return self

    async def __aexit__(self, *_):
        return None

    def __await__(self):
        async def connected():
            return self

        return connected().__await__()

    async def send(self, message):
        record(message)

    async def recv(self):
        # The other coroutines do what they do first.
        for _ in range(200):
            await REAL_SLEEP(0)
        raise Done

    def __aiter__(self):
        return self

    async def __anext__(self):
        return await self.recv()

    async def close(self, code=1000, reason=""):
        SEEN["close"] = [code, reason]


def connect(uri, **options):
    SEEN["url"] = uri
    headers = options.get("additional_headers") or {}
    SEEN["headers"] = [[name, value] for name, value in dict(headers).items()]
    return Connection()


async def sleep(seconds, *_):
    SEEN["steps"].append(["wait", seconds])
    await REAL_SLEEP(0)


def sleep_now(seconds):
    SEEN["steps"].append(["wait", seconds])


asyncio.sleep = sleep
time.sleep = sleep_now
module = types.ModuleType("websockets")
module.connect = connect
client = types.ModuleType("websockets.asyncio.client")
client.connect = connect
sys.modules["websockets"] = module
sys.modules["websockets.asyncio"] = types.ModuleType("websockets.asyncio")
sys.modules["websockets.asyncio.client"] = client
sys.path.insert(0, sys.argv[1].rsplit("/", 1)[0])
try:
    asyncio.set_event_loop(asyncio.new_event_loop())
    runpy.run_path(sys.argv[1], run_name="__main__")
except Done:
    pass
print("\n" + json.dumps(SEEN))
