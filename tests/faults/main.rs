//! Cases 1 to 56 of docs/faults.md: what a bad server, a bad line or a bad peer does, and what comes of it.

/// What every fall has in common.
mod base;
/// Cables that are pulled, addresses that change.
mod cables;
/// Close codes that no endpoint may send, and reasons.
mod close_codes;
/// Closing, and lines that are slow or dead.
mod closing;
/// TCP that ends without a Close, and servers that do not let go.
mod endings;
/// Frames and messages: sizes, pieces, floods.
mod frames;
/// Answers to the upgrade.
mod handshake;
/// What messages say, and what is shown of them.
mod messages;
/// Names: nobody's, slow ones, those with a dead address.
mod names;
/// Handshakes cut at each byte.
mod offsets;
/// Servers that break RFC 6455.
mod protocol;
/// Answers that point elsewhere.
mod redirects;
/// The table of docs/faults.md names these tests, and these tests are in it.
mod table;
/// Certificates, versions, TLS that stands still or is cut.
mod tls;
