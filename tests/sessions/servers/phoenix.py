"""Phoenix channels, version 2 of the serializer, as a Phoenix server answers. Prints its port.

https://hexdocs.pm/phoenix/writing_a_channels_client.html

The topics `room:*` can be joined, except `room:secret`. Events: shout (broadcast), add (reply), image (binary reply and
broadcast), crash, and anything else is ignored.
"""
import asyncio
import json

from websockets.asyncio.server import serve

PUSH, REPLY, BROADCAST = range(3)


def text(join_ref, ref, topic, event, payload):
    return json.dumps([join_ref, ref, topic, event, payload], separators=(",", ":"))


def binary(kind, strings, payload):
    parts = [string.encode() for string in strings]
    return bytes([kind, *map(len, parts)]) + b"".join(parts) + payload


def read(message):
    if isinstance(message, str):
        return json.loads(message)
    sizes, at, strings = message[1:5], 5, []
    for size in sizes:
        strings.append(message[at:at + size].decode())
        at += size
    return [*strings, message[at:]]


async def talk(socket):
    joined = {}
    async for message in socket:
        join_ref, ref, topic, event, payload = read(message)

        async def reply(status, response):
            await socket.send(text(join_ref, ref, topic, "phx_reply", {"status": status, "response": response}))

        if topic == "phoenix" and event == "heartbeat":
            await reply("ok", {})
        elif event == "phx_join":
            if topic == "room:secret" or not topic.startswith("room:"):
                await reply("error", {"reason": "unauthorized" if topic == "room:secret" else "unmatched topic"})
                continue
            joined[topic] = join_ref
            await reply("ok", {"size": 1})
            await socket.send(text(join_ref, None, topic, "presence_state", {"tester": {"metas": [{"phx_ref": "F1"}]}}))
        elif joined.get(topic) != join_ref:
            await reply("error", {"reason": "unmatched topic"})
        elif event == "phx_leave":
            del joined[topic]
            await reply("ok", {})
            await socket.send(text(join_ref, join_ref, topic, "phx_close", {}))
        elif event == "shout":
            await socket.send(text(None, None, topic, "shout", payload))
        elif event == "add":
            await reply("ok", {"sum": payload["a"] + payload["b"]})
        elif event == "image":
            await socket.send(binary(REPLY, [join_ref, ref, topic, "ok"], payload[:4]))
            await socket.send(binary(BROADCAST, [topic, "image"], payload))
            await socket.send(binary(PUSH, [join_ref, topic, "seen"], b"\x01"))
        elif event == "crash":
            del joined[topic]
            await socket.send(text(join_ref, join_ref, topic, "phx_error", {}))


async def main():
    server = await serve(talk, "127.0.0.1", 0, ping_interval=None, compression=None)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(main())
