// Made-up handshakes with every feature.

import type { Certificate, Handshake, Hop } from "../../host/types";

const certificate = (subject: string, issuer: string, names: string[], sha: string): Certificate => ({
  subject,
  issuer,
  names,
  not_before: new Date(Date.now() - 60 * 86_400_000).toISOString(),
  not_after: new Date(Date.now() + 30 * 86_400_000).toISOString(),
  serial: "04a1c93f2277",
  key: "ECDSA P-256",
  sha256: sha.repeat(64 / sha.length),
  pem: "-----BEGIN CERTIFICATE-----\nMIIB…\n-----END CERTIFICATE-----\n",
  self_issued: subject === issuer,
  names_issuer_s_place: false,
});

const plain = (text: string) => ({ text, secret: false });

/** `error` is the code that connecting ended with. */
export function handshakeOf(error: string | null): Handshake[] {
  const failed = error?.startsWith("tls_") ?? false;
  const chain = failed
    ? [certificate("CN=gateway.staging", "CN=gateway.staging", ["gateway.staging", "10.0.3.7"], "3f9a")]
    : [
        certificate(
          "CN=gateway.example.com",
          "C=US, O=Example Trust, CN=Example CA R3",
          ["gateway.example.com", "*.gateway.example.com"],
          "b01d",
        ),
        certificate("C=US, O=Example Trust, CN=Example CA R3", "C=US, O=Example Trust, CN=Example Root X1", [], "77c2"),
      ];
  const head = (...pieces: Hop["request"] extends infer _ ? { text: string; secret: boolean }[] : never) => ({
    size: pieces.reduce((sum, one) => sum + one.text.length, 0),
    pieces,
  });
  const hop: Hop = {
    url: "wss://gateway.example.com",
    timings: [
      { phase: "resolving", ms: 3.42 },
      { phase: "connecting", ms: 12.8 },
      { phase: "proxy", ms: 18.13 },
      { phase: "tls", ms: 31.77 },
      ...(failed ? [] : [{ phase: "upgrading", ms: 9.06 }]),
    ],
    addresses: ["[2001:db8::7]:3128", "10.0.0.5:3128"],
    tries: [
      { address: "[2001:db8::7]:3128", began_ms: 0, error: "Network is unreachable (os error 101)" },
      { address: "10.0.0.5:3128", began_ms: 0.4, error: null },
    ],
    peer: "10.0.0.5:3128",
    proxy: {
      url: "http://proxy.corp.example:3128",
      from: "profile",
      request: head(
        plain("CONNECT gateway.example.com:443 HTTP/1.1\r\nHost: gateway.example.com:443\r\nProxy-Authorization: "),
        { text: "••••••", secret: true },
        plain("\r\n\r\n"),
      ),
      response: head(plain("HTTP/1.1 200 Connection established\r\n\r\n")),
      tls: null,
    },
    tls: {
      server_name: "gateway.example.com",
      version: failed ? null : "TLSv1.3",
      cipher: failed ? null : "TLS13_AES_256_GCM_SHA384",
      alpn: failed ? null : "http/1.1",
      chain,
      trust: failed ? null : "verified",
      client_certificate_asked: true,
      client_certificate: null,
    },
    request: failed
      ? null
      : head(
          plain("GET /stream?room=7&key="),
          { text: "••••••", secret: true },
          plain(
            " HTTP/1.1\r\nHost: gateway.example.com\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: mqtt, v2\r\nUser-Agent: Wirelark/0.1.0\r\nAuthorization: ",
          ),
          { text: "••••••", secret: true },
          plain("\r\nX-Tag: one\r\nX-Tag: two\r\n\r\n"),
        ),
    response: failed
      ? null
      : head(
          plain(
            "HTTP/1.1 101 Switching Protocols\r\nServer: nginx/1.27.1\r\nUpgrade: websocket\r\nConnection: keep-alive, Upgrade\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\nSec-WebSocket-Protocol: mqtt\r\nSec-WebSocket-Extensions: permessage-deflate; client_max_window_bits=12\r\nX-Motd: <b>café</b> \\u{1b}[2J\r\nSet-Cookie: ",
          ),
          { text: "••••••", secret: true },
          plain("\r\n\r\n"),
        ),
    status: failed ? null : 101,
    location: null,
    subprotocol: failed ? null : "mqtt",
    extensions: failed ? null : "permessage-deflate; client_max_window_bits=12",
    compression: failed
      ? null
      : {
          server_no_context_takeover: false,
          client_no_context_takeover: false,
          server_max_window_bits: 15,
          client_max_window_bits: 12,
        },
    cookies: failed ? [] : ["session"],
    warnings: failed ? [] : ["connection_list"],
  };
  return [{ hops: [hop] }];
}
