// Lenses: what a profile takes over from the built-in reader of its protocol.

import type { LensDto, Message, Profile } from "../host/types";

/** The name that switches the choice by subprotocol off. */
export const NO_LENS = "none";

/** The lens that the profile names, or that its first requested subprotocol with one stands for. */
export function lensOf(lenses: readonly LensDto[], profile: Profile | null): LensDto | null {
  if (!profile || profile.lens === NO_LENS) return null;
  return lenses.find(({ name }) => name === profile.lens) ?? (profile.lens ? null : lensBySubprotocol(lenses, profile));
}

/** The lens that the profile has while it names none. */
export function lensBySubprotocol(lenses: readonly LensDto[], profile: Profile): LensDto | null {
  const standsFor = ({ preset }: LensDto, name: string) =>
    (preset.connection.subprotocols ?? []).some((one) => one.toLowerCase() === name.toLowerCase());
  for (const name of profile.connection.subprotocols ?? []) {
    const found = lenses.find((lens) => standsFor(lens, name));
    if (found) return found;
  }
  return null;
}

/** The lens's messages, without those that a message of the profile replaces. */
export function lensMessages(lens: LensDto | null, profile: Profile): Message[] {
  const own = new Set((profile.messages ?? []).map(({ name }) => name));
  return (lens?.preset.messages ?? []).filter(({ name }) => !own.has(name));
}

/** The profile with another choice of the lens; without one, the subprotocol chooses. */
export function withLens(profile: Profile, name: string | undefined): Profile {
  const { lens: _old, ...rest } = profile;
  return name === undefined ? rest : { ...rest, lens: name };
}
