// The opening handshake as text: HTTP heads as lines of pieces, and a plain-text report for the clipboard. Pure.

import type { Certificate, Handshake, HeadPiece, Hop, HttpHeadText, TlsSeen } from "../host/types";
import { oneLine } from "./bytes";

/** A line of an HTTP head. A header field has a name and its value as pieces; the first line has no name. */
interface HeadLine {
  name: string | null;
  value: HeadPiece[];
}

/**
 * Shows non-ASCII characters as code points, so that no character imitates another. A secret's mask is the page's own.
 */
export function escaped({ text, secret }: HeadPiece): string {
  if (secret) return text;
  return [...text].map((ch) => (ch > "~" || (ch < " " && ch !== "\t") ? `\\u{${hex(ch)}}` : ch)).join("");
}

function hex(ch: string) {
  return (ch.codePointAt(0) ?? 0).toString(16);
}

/** The head's lines without the empty line at the end. */
export function linesOf(head: HttpHeadText): HeadLine[] {
  const lines: HeadPiece[][] = [[]];
  for (const piece of head.pieces) {
    const parts = piece.secret ? [piece.text] : piece.text.split(/\r?\n/);
    parts.forEach((text, i) => {
      if (i > 0) lines.push([]);
      if (text !== "") lines.at(-1)?.push({ text, secret: piece.secret });
    });
  }
  return lines
    .filter((line) => line.length > 0)
    .map((line, i) => {
      const [first, ...rest] = line;
      const at = first?.text.indexOf(":") ?? -1;
      if (i === 0 || !first || first.secret || at <= 0) return { name: null, value: line };
      const value = first.text.slice(at + 1).trimStart();
      return { name: first.text.slice(0, at), value: value ? [{ text: value, secret: false }, ...rest] : rest };
    });
}

function textOf(head: HttpHeadText): string[] {
  return linesOf(head).map(({ name, value }) => `${name === null ? "" : `${name}: `}${value.map(escaped).join("")}`);
}

/** Total time in milliseconds. */
export function total({ timings }: Hop): number {
  return timings.reduce((sum, one) => sum + one.ms, 0);
}

export const ms = (value: number): string => `${value < 10 ? value.toFixed(2) : value.toFixed(1)} ms`;

/** Colon-separated hex pairs, as other tools print fingerprints. */
export function fingerprint(sha256: string): string {
  return sha256.toUpperCase().replaceAll(/(..)(?!$)/g, "$1:");
}

/** The whole handshake for the clipboard, in English like the log: it is meant for the server's operator. */
export function handshakeText(handshake: Handshake): string {
  return handshake.hops.map(hopText).join("\n\n----------------------------------------\n\n");
}

function hopText(hop: Hop) {
  const parts = [`URL: ${hop.url}`];
  if (hop.peer) parts.push(`Connected to: ${hop.peer}`);
  if (hop.addresses.length > 0) parts.push(`Addresses: ${hop.addresses.join(", ")}`);
  for (const one of hop.tries) if (one.error) parts.push(`Tried ${one.address}: ${one.error}`);
  const times = hop.timings.map((one) => `${one.phase} ${ms(one.ms)}`);
  if (times.length > 0) parts.push(`Times: ${times.join(", ")}; total ${ms(total(hop))}`);
  const { proxy } = hop;
  if (proxy) parts.push(`Proxy: ${proxy.url} (${proxy.from})`);
  if (proxy?.request) parts.push("", "Request to the proxy:", ...textOf(proxy.request));
  if (proxy?.response) parts.push("", "The proxy's answer:", ...textOf(proxy.response));
  if (proxy?.tls) parts.push("", "TLS with the proxy:", ...tlsText(proxy.tls));
  if (hop.tls) parts.push("", "TLS:", ...tlsText(hop.tls));
  if (hop.request) parts.push("", "Request:", ...textOf(hop.request));
  if (hop.response) parts.push("", "Response:", ...textOf(hop.response));
  if (hop.warnings.length > 0) parts.push("", `Warnings: ${hop.warnings.join(", ")}`);
  // One line per fact, whatever line breaks names and URLs of the file contain.
  return parts.map(oneLine).join("\n");
}

function tlsText(tls: TlsSeen): string[] {
  const facts = [tls.version, tls.cipher, tls.alpn && `ALPN ${tls.alpn}`, `name ${tls.server_name}`, tls.trust];
  return [facts.filter(Boolean).join(", "), ...tls.chain.flatMap(certificateText)];
}

function certificateText(one: Certificate, i: number): string[] {
  return [
    `[${i}] ${one.subject}`,
    `    issued by ${one.issuer}`,
    `    valid ${one.not_before} to ${one.not_after}`,
    ...(one.names.length > 0 ? [`    names ${one.names.join(", ")}`] : []),
    `    key ${one.key}, serial ${one.serial}`,
    `    SHA-256 ${fingerprint(one.sha256)}`,
  ];
}
