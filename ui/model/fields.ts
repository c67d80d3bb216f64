// Edits of a profile's login and services. Pure: each returns a new profile.

import type { Login, LoginField, Message, Profile, Services } from "../host/types";
import { moved } from "./list";

const SECRET = /^\{\{secret:([^{}]+)\}\}$/;

/** The secret that a field's value refers to, or null. */
export function secretOf(field: LoginField): string | null {
  return SECRET.exec(String(field.value))?.[1] ?? null;
}

export function secretValue(name: string): string {
  return `{{secret:${name}}}`;
}

/** A secret name that no other field of the login has. */
export function secretName(login: Login, index: number): string {
  const wanted = login.fields[index]?.name.replace(/[{}\s]/g, "") || "secret";
  const taken = new Set(login.fields.filter((_, i) => i !== index).map(secretOf));
  let name = wanted;
  for (let n = 2; taken.has(name); n++) name = `${wanted}-${n}`;
  return name;
}

export function withLogin(profile: Profile, change: (login: Login) => Login): Profile {
  return { ...profile, login: change(profile.login ?? { fields: [] }) };
}

export function withField(profile: Profile, index: number, patch: Partial<LoginField>): Profile {
  return withLogin(profile, (login) => ({
    ...login,
    fields: login.fields.map((field, i) => (i === index ? { ...field, ...patch } : field)),
  }));
}

export function moveField(profile: Profile, index: number, by: number): Profile {
  return withLogin(profile, (login) => ({ ...login, fields: moved(login.fields, index, index + by) }));
}

export function withServices(profile: Profile, change: (services: Services) => Services): Profile {
  return { ...profile, services: change(profile.services ?? { known: [], chosen: [] }) };
}

/** Switches a service on or off; chosen services keep the order of the known ones. */
export function toggleService(services: Services, name: string): Services {
  const { known, chosen } = services;
  if (chosen.includes(name)) return { ...services, chosen: chosen.filter((one) => one !== name) };
  const place = known.indexOf(name);
  const before = chosen.findIndex((one) => known.indexOf(one) > place);
  const at = before < 0 ? chosen.length : before;
  return { ...services, chosen: [...chosen.slice(0, at), name, ...chosen.slice(at)] };
}

/** The original script's two commands, used if the profile has not saved its own. */
export const SET_SERVICES: Message = {
  name: "Set services",
  type: "packed",
  format: "=i",
  values: [2],
  tail: { type: "services" },
};
export const FREE: Message = { name: "Free", type: "packed", format: "=ib", values: [0, 0] };

/** Whether a message is the profile's own services command. */
export function isServices(message: Message): boolean {
  return message.tail?.type === "services";
}

export function isFree(message: Message): boolean {
  return message.type === "packed" && message.name.toLowerCase() === "free";
}
