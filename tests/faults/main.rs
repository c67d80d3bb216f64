//! Cases 1 to 56 of docs/faults.md: faulty servers, networks and peers, and how a capture ends.

/// Close codes that no endpoint may send, and close reasons.
mod close_codes;
/// The closing handshake, and slow or stalled connections.
mod closing;
/// Handshakes cut at each byte.
mod cut_handshake;
/// docs/faults.md lists exactly the tests that exist.
mod docs_table;
/// A capture that fails, and the assertions that all such captures share.
mod failed_capture;
/// Frames and messages: sizes, fragments, floods.
mod frames;
/// Responses to the upgrade request.
mod handshake;
/// Links that go down, and addresses that change.
mod link_down;
/// TCP connections that end without a Close, and servers that never answer one.
mod lost_connection;
/// Contents of messages, and how they are shown.
mod messages;
/// Name resolution: unknown names, silent name servers, unreachable addresses.
mod name_resolution;
/// Servers that violate RFC 6455.
mod protocol;
/// Redirects.
mod redirects;
/// TLS: certificates, versions, stalled and truncated connections.
mod tls;
