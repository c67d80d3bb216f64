"""An echo server on Python's `websockets` with its defaults, which compress: on a port of 127.0.0.1, which it prints, or on
the Unix socket that the first argument names."""

import asyncio
import sys

from websockets.asyncio.server import serve, unix_serve


async def echo(connection):
    async for message in connection:
        await connection.send(message)


async def main():
    if sys.argv[1:]:
        server = await unix_serve(echo, sys.argv[1])
        print("ready", flush=True)
    else:
        server = await serve(echo, "127.0.0.1", 0)
        print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(main())
