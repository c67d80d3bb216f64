# Prints a line for every connection: the close codes sent and received, and the messages.
import json

from websockets.exceptions import ConnectionClosed
from websockets.sync.server import serve


def handle(connection):
    messages = []
    try:
        while True:
            message = connection.recv()
            messages.append(message if isinstance(message, str) else "hex:" + message.hex())
    except ConnectionClosed as closed:
        sent = closed.sent.code if closed.sent else None
        received = closed.rcvd.code if closed.rcvd else None
        print(json.dumps({"sent": sent, "received": received, "messages": messages}), flush=True)


with serve(handle, "127.0.0.1", 0, compression=None, ping_interval=None) as server:
    print("ws://127.0.0.1:%d/" % server.socket.getsockname()[1], flush=True)
    server.serve_forever()
