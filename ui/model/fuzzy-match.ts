// Ranking of commands against typed text: by name in both languages and by pinyin initials.

/** Lower is better; null for no match. */
export function rank(typed: string, names: string[], pinyin: string): number | null {
  const wanted = typed.trim().toLowerCase();
  if (wanted === "") return 0;
  const scores = names.map((name) => score(wanted, name.toLowerCase())).filter((one) => one !== null);
  if (pinyin.startsWith(wanted)) scores.push(2);
  else if (wanted.length > 1 && pinyin.includes(wanted)) scores.push(4);
  return scores.length > 0 ? Math.min(...scores) : null;
}

function score(wanted: string, name: string): number | null {
  if (name === wanted) return 0;
  if (name.startsWith(wanted)) return 1;
  const words = name.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");
  if (words.some((word) => word.startsWith(wanted))) return 2;
  if (
    words
      .map((word) => word[0])
      .join("")
      .startsWith(wanted)
  )
    return 3;
  if (name.includes(wanted)) return 4;
  const parts = wanted.split(/\s+/);
  return parts.length > 1 && parts.every((part) => name.includes(part)) ? 5 : null;
}
