// Made-up protocol violation preview: always a text frame.

import type { Misbehave, MisbehavePreview } from "../types";

export function previewed(what: Misbehave): MisbehavePreview {
  const nothing = { size: 0, hex: "", frames: [], rest: 0, error: null };
  if (what.type === "no_pong" || what.type === "half_close") return nothing;
  if (what.type === "reserved_bits" && what.bits.length === 0) {
    const detail = "name the reserved bits to set, 1 to 3";
    const error = { code: "misbehave_bits" as const, args: {}, detail, path: "bits" };
    return { ...nothing, error };
  }
  const control = what.type === "close" || what.type === "close_bytes";
  const opcode = control ? 8 : what.type === "text_as_binary" ? 2 : what.type === "reserved_opcode" ? what.opcode : 1;
  const bits = what.type === "reserved_bits" ? what.bits : [];
  const first = 0x80 | bits.reduce((set, bit) => set | (0x80 >> bit), 0) | opcode;
  const name = opcode === 8 ? "close" : opcode === 2 ? "binary" : opcode === 1 ? "text" : null;
  const claims = what.type === "wrong_length" ? String(what.claims) : "5";
  const frame = {
    offset: 0,
    head: 6,
    fin: true,
    reserved: [bits.includes(1), bits.includes(2), bits.includes(3)] as [boolean, boolean, boolean],
    opcode,
    name,
    mask: "37fa213d",
    length: claims,
    came: 5,
  };
  return { ...nothing, size: 11, hex: `${first.toString(16)}8537fa213d7f9f4d5158`, frames: [frame] };
}
