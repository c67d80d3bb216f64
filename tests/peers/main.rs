//! Servers and proxies that others have written, beside what we made up ourselves.

/// Certificates for a test.
mod certificates;
/// Node's `ws` and Python's `websockets`, which compress.
mod compression;
/// A run that ends as soon as what it waits for has come.
mod conversation;
/// Chromium's DevTools.
mod devtools;
/// mosquitto, an MQTT broker.
mod mosquitto;
/// nginx with TLS, and with a demand for client certificates.
mod nginx;
/// tinyproxy, also behind stunnel, and microsocks.
mod proxies;
/// OpenSSL, where it speaks versions that nobody should.
mod versions;
