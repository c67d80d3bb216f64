"""The reader of each session, its protocol and its server."""
from .json_messages import cdp, graphql, json_rpc, phoenix
from .lines import nats, stomp
from .mqtt import mqtt
from .signalr import signalr, signalr_json, signalr_msgpack
from .socketio import socketio, socketio_msgpack, socketio_text

PROTOCOLS = {
    "cdp": (cdp, "Chrome DevTools Protocol", "chromium-headless-shell 156.0.8078.114 (Debian)"),
    "graphql-ws": (graphql, "graphql-transport-ws", "graphql-ws 6.4.2 on ws 8.23.0, graphql 16.15.0 (npm)"),
    "json-rpc": (json_rpc, "JSON-RPC 2.0", "rpc-websockets 10.0.1 (npm)"),
    "mqtt-3.1.1": (mqtt, "MQTT 3.1.1", "mosquitto 2.0.11 (Debian)"),
    "mqtt-5": (mqtt, "MQTT 5", "mosquitto 2.0.11 (Debian)"),
    "nats": (nats, "NATS", "nats-server 2.9.10 (Debian)"),
    "phoenix": (phoenix, "Phoenix channels, serializer version 2", "servers/phoenix.py, checked with phoenix 1.8.16 (npm)"),
    "signalr-json": (lambda s: signalr(s, signalr_json), "SignalR hub protocol 1, JSON",
                     "../peers/signalr_hub.py, checked with @microsoft/signalr 10.0.11 (npm)"),
    "signalr-msgpack": (lambda s: signalr(s, signalr_msgpack), "SignalR hub protocol 1, MessagePack",
                        "../peers/signalr_hub.py, checked with @microsoft/signalr-protocol-msgpack 10.0.11 (npm)"),
    "socketio": (lambda s: socketio(s, socketio_text), "Socket.IO 4 on Engine.IO 4", "socket.io 4.8.4 (npm)"),
    "socketio-msgpack": (lambda s: socketio(s, socketio_msgpack), "Socket.IO 4 on Engine.IO 4, MessagePack parser",
                         "socket.io 4.8.4 with socket.io-msgpack-parser 3.0.2 (npm)"),
    "stomp": (stomp, "STOMP 1.2", "RabbitMQ 3.10.8 with its web-stomp plugin (Debian)"),
    "stomp-error": (stomp, "STOMP 1.2", "RabbitMQ 3.10.8 with its web-stomp plugin (Debian)"),
}
