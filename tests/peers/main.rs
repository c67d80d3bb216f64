//! Servers and proxies that others have written, beside what we made up ourselves.

/// Certificates for a test.
mod certificates;
/// nginx with TLS, and with a demand for client certificates.
mod nginx;
/// tinyproxy and microsocks.
mod proxies;
/// OpenSSL, where it speaks versions that nobody should.
mod versions;
