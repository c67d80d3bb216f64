"""Loops, conditions that are known, and received messages."""
import asyncio
import json
import struct
import time

import websockets

SERVICES = ["first", "second"]
DEBUG = False
NUMBERS = {"a": 1, "b": 2}


async def receive(ws):
    async for message in ws:
        print(message)


async def send(ws):
    for i, in [(1,), (2,)]:
        await ws.send(struct.pack("=i", i))
    for name in SERVICES:
        await ws.send(struct.pack("=i", NUMBERS["a"]) + name.encode("utf-8"))
        time.sleep(0.1)
    for i in range(2, 6, 2):
        if i == 4:
            await ws.send("four")
        elif i == 2:
            await ws.send("two")
        else:
            await ws.send("never")
    if DEBUG:
        await ws.send("debug")
    if not DEBUG and len(SERVICES) != 0 or True:
        pass
    try:
        await ws.send(json.dumps({**NUMBERS, "b": 3}))
    except Exception:
        await ws.send("failed")
    finally:
        await asyncio.sleep(2)
    total = 0
    total += 5
    total *= 2
    await ws.send(str(total))


async def main():
    async with websockets.connect("ws://localhost:8765") as ws:
        await asyncio.gather(send(ws), receive(ws))


asyncio.get_event_loop_policy()
asyncio.run(main())
