// Generated from src-tauri/core/src/profile/settings_table.rs by `cargo xtask types`. Do not edit.

/** Defaults of the groups of a connection; `undefined` for none. */
export const DEFAULTS = {
  auth: {
    type: "none",
    user: undefined,
    password: undefined,
    token: undefined,
    name: undefined,
    value: undefined,
    in: "header",
  },
  tls: {
    ca_files: undefined,
    client_certificate: undefined,
    server_name: undefined,
    min_version: "1.2",
    crl_files: undefined,
    pinned: undefined,
    verify: true,
  },
  proxy: {
    mode: "system",
    url: undefined,
    user: undefined,
    password: undefined,
    no_proxy: undefined,
  },
  timeouts: {
    resolve: "10s",
    connect: "10s",
    proxy: "10s",
    tls: "10s",
    upgrade: "10s",
    close: "5s",
    write: "30s",
    idle: undefined,
  },
  limits: {
    header: 65_536,
    header_fields: 124,
    message: 67_108_864,
    fragments: 100_000,
    write_buffer: 1_048_576,
  },
  cookies: {
    send: undefined,
    keep: false,
  },
  redirects: {
    follow: false,
    max: 5,
  },
  compression: {
    offer: false,
    server_no_context_takeover: false,
    client_no_context_takeover: false,
    server_max_window_bits: undefined,
    client_max_window_bits: undefined,
  },
  control_frames: {
    rows: "collapsed",
    answer_pings: true,
  },
  keep_alive: {
    ping_every: undefined,
    pong_within: "20s",
  },
  reconnect: {
    on: false,
    first: "1s",
    longest: "60s",
    attempts: 20,
    send: undefined,
  },
  close: {
    code: 1000,
    reason: "user quit",
  },
} as const;

/** Range and unit of each number, by path. */
export const NUMBERS = {
  "limits.header": { unit: "bytes", least: 1024, most: 1_048_576 },
  "limits.header_fields": { unit: "count", least: 1, most: 1000 },
  "limits.message": { unit: "bytes", least: 1, most: 1_073_741_824 },
  "limits.fragments": { unit: "count", least: 1, most: 10_000_000 },
  "limits.write_buffer": { unit: "bytes", least: 1024, most: 268_435_456 },
  "redirects.max": { unit: "count", least: 1, most: 5 },
  "compression.server_max_window_bits": { unit: "windowBits", least: 8, most: 15 },
  "compression.client_max_window_bits": { unit: "windowBits", least: 8, most: 15 },
  "reconnect.attempts": { unit: "count", least: 1, most: 1000 },
  "close.code": { unit: "closeCode", least: 1000, most: 4999 },
} as const;

/** The section of the settings page that shows each key of a connection. */
export const SECTION_OF = {
  url: "request",
  query: "request",
  headers: "request",
  subprotocols: "request",
  origin: "request",
  user_agent: "request",
  auth: "auth",
  tls: "tls",
  ca_file: "tls",
  proxy: "proxy",
  resolve: "network",
  ip: "network",
  unix_socket: "network",
  timeouts: "limits",
  limits: "limits",
  cookies: "cookies",
  redirects: "cookies",
  compression: "frames",
  text_terminator: "frames",
  control_frames: "frames",
  keep_alive: "frames",
  reconnect: "close",
  close: "close",
} as const;
