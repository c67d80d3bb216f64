//! Third-party servers and proxies.

/// Certificates for a test.
mod certificates;
/// Node's `ws` and Python's `websockets`, with compression.
mod compression;
/// A run that ends as soon as the expected rows are recorded.
mod conversation;
/// Chromium's DevTools.
mod devtools;
/// Sessions that only live while the client answers or sends: NATS, Engine.IO, graphql-ws, STOMP.
mod keep_alive;
/// Lenses without a message of the profile: Socket.IO and MQTT.
mod lenses;
/// mosquitto, an MQTT broker.
mod mosquitto;
/// nginx with TLS, and with required client certificates.
mod nginx;
/// tinyproxy, also behind stunnel, and microsocks.
mod proxies;
/// A hub that speaks SignalR's protocol.
mod signalr;
/// OpenSSL with outdated TLS versions.
mod versions;
/// A VNC server behind websockify.
mod vnc;
