"""A hub that speaks the SignalR hub protocol, version 1, as JSON and as MessagePack. Prints its port.

https://github.com/dotnet/aspnetcore/blob/main/src/SignalR/docs/specs/HubProtocol.md

Methods: Add(a, b), Log(text), Fail(), Send(text), Counter(count), AskMe(), Quit(). It pings a client to which it has sent
nothing for `--ping` seconds (default 1), and closes the connection if nothing has arrived from it for `--timeout` seconds
(default 3).
"""
import argparse
import asyncio
import contextlib
import itertools
import json

import msgpack
from websockets.asyncio.server import serve
from websockets.exceptions import ConnectionClosed

INVOCATION, ITEM, COMPLETION, STREAM, CANCEL, PING, CLOSE = range(1, 8)
SEPARATOR = "\x1e"
KEYS = {
    INVOCATION: ("headers", "invocationId", "target", "arguments", "streamIds"),
    ITEM: ("headers", "invocationId", "item"),
    STREAM: ("headers", "invocationId", "target", "arguments", "streamIds"),
    CANCEL: ("headers", "invocationId"),
    PING: (),
    CLOSE: ("error", "allowReconnect"),
}
ERROR, VOID, RESULT = 1, 2, 3


class Json:
    def encode(self, message):
        return json.dumps(message, separators=(",", ":")) + SEPARATOR

    def decode(self, payload):
        return [json.loads(record) for record in payload.split(SEPARATOR)[:-1]]


class MessagePack:
    """Each message is an array after its length as a varint."""

    def encode(self, message):
        kind = message["type"]
        if kind == COMPLETION:
            error, result = message.get("error"), message.get("result")
            outcome = [ERROR, error] if error else [RESULT, result] if "result" in message else [VOID]
            items = [kind, {}, message["invocationId"], *outcome]
        else:
            defaults = {"headers": {}, "streamIds": [], "allowReconnect": False}
            items = [kind, *(message.get(key, defaults.get(key)) for key in KEYS[kind])]
        body = msgpack.packb(items)
        return self.varint(len(body)) + body

    def varint(self, number):
        out = bytearray()
        while number > 127:
            out.append(number & 127 | 128)
            number >>= 7
        return bytes(out) + bytes([number])

    def decode(self, payload):
        at, messages = 0, []
        while at < len(payload):
            length = shift = 0
            while True:
                length |= (payload[at] & 127) << shift
                shift, at = shift + 7, at + 1
                if payload[at - 1] < 128:
                    break
            kind, *items = msgpack.unpackb(payload[at:at + length])
            at += length
            if kind == COMPLETION:
                outcome = dict(zip([{ERROR: "error", RESULT: "result"}.get(items[2])], items[3:]))
                messages.append({"type": kind, "invocationId": items[1], **outcome})
            else:
                messages.append({"type": kind, **dict(zip(KEYS[kind], items))})
        return messages


class Client:
    def __init__(self, socket):
        self.socket, self.protocol, self.last_sent = socket, None, 0.0
        self.streams, self.questions = {}, itertools.count(1)

    async def send(self, **message):
        await self.send_together(message)

    async def send_together(self, *messages):
        """As ASP.NET Core does with messages that are written at the same time."""
        self.last_sent = asyncio.get_running_loop().time()
        encoded = [self.protocol.encode(message) for message in messages]
        await self.socket.send(encoded[0][:0].join(encoded))

    async def complete(self, invocation, **outcome):
        if invocation is not None:
            await self.send(type=COMPLETION, invocationId=invocation, **outcome)

    async def ping(self, every):
        while True:
            left = self.last_sent + every - asyncio.get_running_loop().time()
            if left <= 0:
                await self.send(type=PING)
            await asyncio.sleep(left if left > 0 else every)

    async def count(self, invocation, to):
        for number in range(1, to + 1):
            await asyncio.sleep(0.15)
            await self.send(type=ITEM, invocationId=invocation, item=number)
        await self.complete(invocation)

    async def invoke(self, invocation, target, arguments):
        match target, arguments:
            case "Add", [a, b]:
                await self.complete(invocation, result=a + b)
            case "Log", [_]:
                await self.complete(invocation)
            case "Fail", []:
                await self.complete(invocation, error="An unexpected error occurred invoking 'Fail' on the server.")
            case "Send", [text]:
                for client in CLIENTS:
                    await client.send(type=INVOCATION, target="ReceiveMessage", arguments=[text])
                await self.complete(invocation)
            case "AskMe", []:
                question = f"s{next(self.questions)}"
                await self.send_together(
                    {"type": INVOCATION, "invocationId": question, "target": "Ask", "arguments": ["are you there?"]},
                    {"type": COMPLETION, "invocationId": invocation},
                )
            case "Quit", []:
                await self.send(type=CLOSE, error="Connection closed with an error.")
                await self.socket.close(1000)
            case _:
                error = f"Failed to invoke '{target}' due to an error on the server. HubException: Method does not exist."
                await self.complete(invocation, error=error)

    async def handle(self, message):
        match message["type"]:
            case 1:
                await self.invoke(message.get("invocationId"), message["target"], message["arguments"])
            case 4:
                invocation, arguments = message["invocationId"], message["arguments"]
                self.streams[invocation] = asyncio.create_task(self.count(invocation, *arguments))
            case 5:
                self.streams[message["invocationId"]].cancel()
                await self.complete(message["invocationId"])
            case 3:
                await self.send(type=INVOCATION, target="Answered", arguments=[message.get("result")])
            case 6:
                pass
            case 7:
                await self.socket.close(1000)

    async def greet(self):
        wish, _, rest = text(await self.socket.recv()).partition(SEPARATOR)
        wish = json.loads(wish)
        known = {"json": Json, "messagepack": MessagePack}.get(wish["protocol"])
        refused = known is None or wish["version"] != 1
        answer = {"error": f"The protocol '{wish['protocol']}' is not supported."} if refused else {}
        answer = json.dumps(answer) + SEPARATOR
        # The handshake is JSON in both protocols, and a binary message where the protocol is binary.
        await self.socket.send(answer.encode() if known is MessagePack else answer)
        if refused:
            await self.socket.close(1000)
            return False
        self.protocol, self.last_sent = known(), asyncio.get_running_loop().time()
        return rest == ""


def text(payload):
    return payload if isinstance(payload, str) else payload.decode()


CLIENTS = set()


async def talk(socket, ping, timeout):
    client = Client(socket)
    if not await client.greet():
        return
    CLIENTS.add(client)
    pings = asyncio.create_task(client.ping(ping))
    try:
        while True:
            payload = await asyncio.wait_for(socket.recv(), timeout)
            for message in client.protocol.decode(payload):
                await client.handle(message)
    except TimeoutError:
        await client.send(type=CLOSE, error="Connection closed with an error.")
        await socket.close(1000)
    except ConnectionClosed:
        pass
    finally:
        CLIENTS.discard(client)
        for task in [pings, *client.streams.values()]:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError, ConnectionClosed):
                await task


async def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--timeout", type=float, default=3)
    parser.add_argument("--ping", type=float, default=1)
    args = parser.parse_args()

    def handle(socket):
        return talk(socket, args.ping, args.timeout)

    server = await serve(handle, "127.0.0.1", 0, ping_interval=None, compression=None)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
