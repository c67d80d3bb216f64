import { expect, test } from "vitest";
import type { LensDto, Message, Profile } from "../host/types";
import { lensMessages, lensOf, withLens } from "./lens";
import { blank } from "./library";

function lens(name: string, subprotocols: string[], messages: string[] = []): LensDto {
  const preset = blank(name.toUpperCase());
  const list: Message[] = messages.map((one) => ({ name: one, type: "text", text: one }));
  return { name, preset: { ...preset, connection: { ...preset.connection, subprotocols }, messages: list } };
}

const LENSES = [
  lens("stomp", ["v12.stomp", "v11.stomp"], ["Send", "Subscribe"]),
  lens("mqtt", ["mqtt"]),
  lens("nats", []),
];

function requesting(...subprotocols: string[]): Profile {
  const profile = blank("x");
  return { ...profile, connection: { ...profile.connection, subprotocols } };
}

test("a lens is named, or chosen by the first subprotocol that has one, or switched off", () => {
  const name = (profile: Profile) => lensOf(LENSES, profile)?.name ?? null;
  expect(name(requesting())).toBe(null);
  expect(name(requesting("soap", "V12.Stomp", "mqtt"))).toBe("stomp");
  expect(name(withLens(requesting("mqtt"), "nats"))).toBe("nats");
  expect(name(withLens(requesting("mqtt"), "none"))).toBe(null);
  expect(name(withLens(requesting("mqtt"), "unheard-of"))).toBe(null);
  expect(name(withLens(withLens(requesting("mqtt"), "none"), undefined))).toBe("mqtt");
  expect(lensOf(LENSES, null)).toBe(null);
});

test("a message of the profile replaces the lens's of the same name", () => {
  const profile: Profile = { ...requesting("v11.stomp"), messages: [{ name: "Send", type: "text", text: "mine" }] };
  expect(lensMessages(lensOf(LENSES, profile), profile).map(({ name }) => name)).toEqual(["Subscribe"]);
  expect(lensMessages(null, profile)).toEqual([]);
});
