"""Commands from functions, in local variables, with keyword arguments and defaults."""
import asyncio
import json
import struct as st

import websockets


def command(code, *, flag=None, body=None, order="<"):
    data = st.pack(order + "i", code)
    if flag is not None:
        data += st.pack(f"{order}b", flag)
    if body is not None:
        data = data + json.dumps(body).encode()
    return data


class Client:
    VERSION = 3

    def __init__(self, host, port=9000):
        self.url = "ws://{}:{}/v{version}".format(host, port, version=self.VERSION)
        self.socket = None

    async def open(self):
        self.socket = await websockets.connect(self.url, additional_headers={"X-Client": "script"})

    async def send(self, message, pause=0.25):
        await self.socket.send(message)
        await asyncio.sleep(pause)

    async def close(self):
        await self.socket.close(4000, "bye")


async def main():
    client = Client("127.0.0.1")
    await client.open()
    user = "test" + "1234"
    await client.send(json.dumps({"user_id": user, "role": "admin", "level": 7, "beta": True}))
    await client.send(command(2, body=["first", "test"]), pause=1)
    await client.send(command(0, flag=0, order=">"))
    await client.close()


if __name__ == "__main__":
    asyncio.run(main())
